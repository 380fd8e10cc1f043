/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved report, read back. Whoever wrote it isn't trusted: nothing of it is acted on, and every text is made display-safe. Any thread. */

#include "report/report-json.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "base/display-text.h"
#include "base/error.h"
#include "report/failure-read.h"
#include "report/html-shell.h"
#include "report/json-read.h"

#define FORMAT 1

static gboolean
is_from_client (JsonObject *object)
{
  return g_strcmp0 (sendoff_json_get_text (object, "from"), "client") == 0;
}

static void
read_step (JsonObject *object,
           gpointer    user_data)
{
  g_autofree char *detail = sendoff_json_dup_text (object, "detail");
  SendoffStepState state = SENDOFF_STEP_SKIPPED;
  SendoffStepId id;

  if (!sendoff_step_id_from_string (sendoff_json_get_text (object, "id"), &id))
    return;

  sendoff_step_state_from_string (sendoff_json_get_text (object, "state"), &state);
  sendoff_report_add_step (user_data, sendoff_json_get_leg (object), id, state, detail, sendoff_json_get_ms (object, "ms"));
}

static void
read_server (JsonObject *object,
             gpointer    user_data)
{
  g_autofree char *host = sendoff_json_dup_text (object, "host");
  SendoffSecurity security = SENDOFF_SECURITY_NONE;
  SendoffReportServer *server;

  sendoff_security_from_string (sendoff_json_get_text (object, "security"), &security);
  server = sendoff_report_add_server (user_data, sendoff_json_get_leg (object), host, (guint16) sendoff_json_get_number (object, "port", G_MAXUINT16),
                                      security);
  server->tls = sendoff_json_dup_text (object, "tls");
  server->cipher = sendoff_json_dup_text (object, "cipher");
  server->extensions = sendoff_json_dup_texts (object, "extensions");
  server->mechanism = sendoff_json_dup_text (object, "mechanism");
}

static void
read_recipient (JsonObject *object,
                gpointer    user_data)
{
  g_autofree char *address = sendoff_json_dup_text (object, "address");
  const char *text = sendoff_json_get_text (object, "reply");
  g_autoptr(SendoffReply) reply = text != NULL ? sendoff_reply_parse (text, -1) : NULL;

  if (address != NULL)
    sendoff_report_add_recipient (user_data, address, sendoff_json_get_boolean (object, "accepted"), reply);
}

static void
read_seen (JsonObject    *object,
           SendoffReport *report)
{
  g_auto(GStrv) seen = sendoff_json_dup_texts (object, "seen_in_clear");
  g_auto(GStrv) names = sendoff_json_dup_texts (object, "names_in_clear");
  SendoffSeen value = 0;

  report->seen_measured = seen != NULL;
  for (guint i = 0; seen != NULL && seen[i] != NULL; i++)
    if (sendoff_seen_from_string (seen[i], &value))
      report->seen |= value & ~SENDOFF_SEEN_NAMES;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (sendoff_seen_from_string (names[i], &value))
      report->seen_names |= value & SENDOFF_SEEN_NAMES;
}

/* The lines of one leg after another make one transcript. */
static void
read_line (JsonObject *object,
           gpointer    user_data)
{
  SendoffReport *report = user_data;
  SendoffLeg leg = sendoff_json_get_leg (object);
  SendoffTranscriptLine line = { .leg = leg };
  SendoffTranscript *transcript = report->transcripts->len > 0 ? g_ptr_array_index (report->transcripts, report->transcripts->len - 1) : NULL;

  line.text = (char *) sendoff_json_get_text (object, "text");
  if (line.text == NULL)
    return;

  if (transcript == NULL || sendoff_transcript_get_line (transcript, 0)->leg != leg)
    {
      transcript = sendoff_transcript_new (leg, SENDOFF_PROTOCOL_NONE);
      g_ptr_array_add (report->transcripts, transcript);
    }
  line.ms = MAX (sendoff_json_get_ms (object, "ms"), 0);
  line.from_client = is_from_client (object);
  line.clear = sendoff_json_get_boolean (object, "clear");
  line.is_note = sendoff_json_get_boolean (object, "note");
  sendoff_transcript_add_saved (transcript, &line);
}

static void
read_wire_item (JsonObject *object,
                gpointer    user_data)
{
  SendoffReport *report = user_data;
  SendoffWireItemKind kind;
  SendoffWireItem *item;

  if (!sendoff_wire_item_kind_from_string (sendoff_json_get_text (object, "kind"), &kind))
    return;

  item = sendoff_wire_item_new (kind, sendoff_json_get_leg (object), is_from_client (object), MAX (sendoff_json_get_ms (object, "ms"), 0),
                                sendoff_json_get_number (object, "length", G_MAXINT64));
  item->text = sendoff_json_dup_text (object, "text");
  item->record_type = (guint8) sendoff_json_get_number (object, "record_type", G_MAXUINT8);
  item->messages = sendoff_json_dup_list (object, "messages");
  item->server_name = sendoff_json_dup_text (object, "server_name");
  item->subjects = sendoff_json_dup_list (object, "certificates");
  g_ptr_array_add (report->wire, item);
}

static void
read_facts (JsonObject *object,
            const char *name,
            GPtrArray  *facts)
{
  JsonObject *members = sendoff_json_get_object (object, name);
  g_autoptr(GList) names = members != NULL ? json_object_get_members (members) : NULL;

  for (GList *entry = names; entry != NULL; entry = entry->next)
    {
      g_autofree char *value = sendoff_json_dup_text (members, entry->data);
      SendoffReportFact *fact;

      if (value == NULL)
        continue;
      fact = g_new (SendoffReportFact, 1);
      fact->name = sendoff_display_text (entry->data, -1);
      fact->value = g_steal_pointer (&value);
      g_ptr_array_add (facts, fact);
    }
}

static void
read_head (JsonObject    *object,
           SendoffReport *report)
{
  sendoff_outcome_from_string (sendoff_json_get_text (object, "outcome"), &report->outcome);
  report->exit_status = (int) sendoff_json_get_number (object, "exit_status", 255);
  report->start_time = sendoff_json_get_time (object, "started") * G_USEC_PER_SEC;
  report->ms = MAX (sendoff_json_get_ms (object, "ms"), 0);
  report->message_id = sendoff_json_dup_text (object, "message_id");
  report->subject = sendoff_json_dup_text (object, "subject");
}

static SendoffReport *
read_report (JsonObject *object,
             GError    **error)
{
  guint64 format = sendoff_json_get_number (object, "format", G_MAXINT64);
  g_autofree char *job = sendoff_json_dup_text (object, "job");
  g_autofree char *account = sendoff_json_dup_text (object, "account");
  SendoffReport *report;

  if (format > FORMAT)
    g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The report was saved by a later version of Sendoff, in a form that this one doesn't know."));
  else if (format == 0 || job == NULL)
    g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The file is no report, or a damaged one."));
  if (format != FORMAT || job == NULL)
    return NULL;

  report = sendoff_report_new (job, account);
  report->is_saved = TRUE;
  report->wire = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_item_free);
  read_head (object, report);
  sendoff_json_each_object (object, "steps", read_step, report);
  sendoff_json_each_object (object, "servers", read_server, report);
  sendoff_json_each_object (object, "recipients", read_recipient, report);
  sendoff_certificates_read (object, report);
  sendoff_failures_read (object, report);
  read_seen (object, report);
  sendoff_json_each_object (object, "transcript", read_line, report);
  sendoff_json_each_object (object, "wire", read_wire_item, report);
  read_facts (object, "settings", report->settings);
  read_facts (object, "versions", report->versions);

  return report;
}

SendoffReport *
sendoff_report_from_json (const char *text,
                          gssize      length,
                          GError    **error)
{
  g_autoptr(JsonNode) root = NULL;
  gsize bytes;

  if (text == NULL)
    text = "", length = 0;
  bytes = length < 0 ? strlen (text) : (gsize) length;
  text = sendoff_html_find_json (text, &bytes);
  root = sendoff_json_read (text, (gssize) bytes, error);
  return root != NULL ? read_report (json_node_get_object (root), error) : NULL;
}
