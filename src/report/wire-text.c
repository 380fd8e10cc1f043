/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went over the wire, in lines for people. Any thread. */

#include "report/wire-text.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

/* A quarter of an hour in milliseconds has six digits. */
#define TIME_FORMAT "%10.1f ms  "

GPtrArray *
sendoff_wire_item_dup_subjects (const SendoffWireItem *item)
{
  GPtrArray *subjects;

  if (item->subjects != NULL)
    return g_ptr_array_ref (item->subjects);
  if (item->certificates == NULL)
    return NULL;

  subjects = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < item->certificates->len; i++)
    {
      gsize length;
      const guchar *der = g_bytes_get_data (g_ptr_array_index (item->certificates, i), &length);
      const gnutls_datum_t datum = { (guchar *) der, (guint) length };
      g_autoptr(SendoffCertificate) certificate = sendoff_certificate_new_for_chain (&datum, 1, "", 0);

      g_ptr_array_add (subjects, sendoff_display_text (certificate->subject != NULL ? certificate->subject : "?", -1));
    }

  return subjects;
}

static void
append_list (GString    *text,
             const char *before,
             GPtrArray  *words,
             const char *after)
{
  if (words == NULL || words->len == 0)
    return;

  g_string_append (text, before);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (words, i));
  g_string_append (text, after);
}

static char *
tell_record (const SendoffWireItem *item)
{
  g_autoptr(GPtrArray) subjects = sendoff_wire_item_dup_subjects (item);
  GString *text = g_string_new ("TLS ");

  g_string_append (text, sendoff_wire_record_name (item->record_type));
  append_list (text, " (", item->messages, ")");
  g_string_append (text, ", ");
  /* Translators: %lu is the length of a TLS record. */
  g_string_append_printf (text, ngettext ("%lu byte", "%lu bytes", (gulong) item->length), (gulong) item->length);
  if (item->server_name != NULL)
    {
      g_string_append (text, ", ");
      /* Translators: what the beginning of an encrypted connection shows to everybody; %s is a host name. */
      g_string_append_printf (text, _("readable server name %s"), item->server_name);
    }
  if (subjects != NULL && subjects->len > 0)
    {
      g_string_append (text, ", ");
      /* Translators: followed by the names of certificates. */
      g_string_append (text, _("readable certificates"));
      append_list (text, " ", subjects, "");
    }

  return g_string_free (text, FALSE);
}

char *
sendoff_wire_item_to_text (const SendoffWireItem *item)
{
  g_return_val_if_fail (item != NULL, NULL);

  switch (item->kind)
    {
    case SENDOFF_WIRE_ITEM_LINE:
      return g_strdup (item->text != NULL ? item->text : "");
    case SENDOFF_WIRE_ITEM_TLS:
      if (item->record_type != SENDOFF_WIRE_RECORDS)
        return tell_record (item);
      /* Translators: %lu is the length of TLS records that are not shown one by one. */
      return g_strdup_printf (ngettext ("TLS, %lu more byte", "TLS, %lu more bytes", (gulong) item->length), (gulong) item->length);
    case SENDOFF_WIRE_ITEM_COUNT:
      /* Translators: %lu is a number of bytes that are not shown one by one. */
      return g_strdup_printf (ngettext ("%lu more byte, readable", "%lu more bytes, readable", (gulong) item->length), (gulong) item->length);
    case SENDOFF_WIRE_ITEM_GAP:
      /* Translators: %lu is a number of bytes. */
      return g_strdup_printf (ngettext ("%lu byte that was thrown away unread", "%lu bytes that were thrown away unread", (gulong) item->length),
                              (gulong) item->length);
    }

  return g_strdup ("");
}

/* A heading where there are two legs. */
static void
append_leg (GString   *text,
            int       *last_leg,
            SendoffLeg leg)
{
  if (*last_leg == (int) leg)
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s\n", leg == SENDOFF_LEG_OUTGOING ? _("Outgoing server") : _("Incoming server"));
  *last_leg = leg;
}

char *
sendoff_report_wire_to_text (const SendoffReport *report)
{
  g_autoptr(GPtrArray) items = NULL;
  GString *text = g_string_new (NULL);
  int last_leg = -1;

  g_return_val_if_fail (report != NULL, NULL);

  items = sendoff_report_dup_wire (report);
  for (guint i = 0; i < items->len; i++)
    {
      const SendoffWireItem *item = g_ptr_array_index (items, i);
      g_autofree char *line = sendoff_wire_item_to_text (item);

      append_leg (text, &last_leg, item->leg);
      g_string_append_printf (text, TIME_FORMAT "%s  %s\n", item->ms, item->from_client ? "C:" : "S:", line);
    }

  return g_string_free (text, FALSE);
}

char *
sendoff_report_transcript_to_text (const SendoffReport *report)
{
  GString *text = g_string_new (NULL);
  int last_leg = -1;

  g_return_val_if_fail (report != NULL, NULL);

  for (guint i = 0; i < report->transcripts->len; i++)
    {
      const SendoffTranscript *transcript = g_ptr_array_index (report->transcripts, i);

      for (guint k = 0; k < sendoff_transcript_get_n_lines (transcript); k++)
        {
          const SendoffTranscriptLine *line = sendoff_transcript_get_line (transcript, k);
          g_autofree char *shown = line->is_note ? g_strdup_printf ("(%s)", line->text) : g_strdup (line->text);
          append_leg (text, &last_leg, line->leg);
          g_string_append_printf (text, TIME_FORMAT "%-5s  %s  %s\n", line->ms, line->clear ? "clear" : "TLS", line->from_client ? "C:" : "S:",
                                  shown);
        }
    }

  return g_string_free (text, FALSE);
}

/* In all recordings, or in what a saved report tells of them. */
static gulong
get_gap (const SendoffReport *report)
{
  gulong length = 0;

  for (guint i = 0; i < report->recordings->len; i++)
    length += (gulong) sendoff_wire_recording_get_gap (g_ptr_array_index (report->recordings, i));
  for (guint i = 0; report->wire != NULL && i < report->wire->len; i++)
    {
      const SendoffWireItem *item = g_ptr_array_index (report->wire, i);

      length += item->kind == SENDOFF_WIRE_ITEM_GAP ? (gulong) item->length : 0;
    }
  return length;
}

char *
sendoff_report_gap_sentence (const SendoffReport *report)
{
  gulong length;

  g_return_val_if_fail (report != NULL, NULL);

  length = get_gap (report);
  if (length == 0)
    return NULL;

  /* Translators: %lu is a number of bytes. */
  return g_strdup_printf (ngettext ("%lu byte came from the server, or from somebody on the way, where nothing was to come; it was thrown away unread.",
                                    "%lu bytes came from the server, or from somebody on the way, where nothing was to come; they were thrown away "
                                    "unread.", length), length);
}

static gboolean
offers (const SendoffReportServer *server,
        const char                *keyword)
{
  for (guint i = 0; server->extensions != NULL && server->extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (server->extensions[i], keyword) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_sent (const SendoffReport *report)
{
  return g_strcmp0 (report->job, "send") == 0 && report->outcome == SENDOFF_OUTCOME_PASSED;
}

gboolean
sendoff_report_offers_require_tls (const SendoffReport *report)
{
  gboolean can_insist = FALSE;

  g_return_val_if_fail (report != NULL, FALSE);

  for (guint i = 0; has_sent (report) && i < report->servers->len; i++)
    {
      const SendoffReportServer *server = g_ptr_array_index (report->servers, i);

      can_insist |= server->leg == SENDOFF_LEG_OUTGOING && server->tls != NULL && offers (server, "REQUIRETLS");
    }

  return can_insist;
}

char *
sendoff_report_hop_sentence (const SendoffReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);

  if (!has_sent (report))
    return NULL;

  if (sendoff_report_offers_require_tls (report))
    return g_strdup (_("All this covers the way to this server only; whether the mail travels on encrypted can't be seen from here. The server can "
                       "be asked to insist on it (REQUIRETLS)."));

  return g_strdup (_("All this covers the way to this server only; whether the mail travels on encrypted can't be seen from here."));
}
