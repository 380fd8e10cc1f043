/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the sentences of a finished task that only the windows show; those of a check are in check-words.c. */

#include "ui/result-words.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "report/report-text.h"
#include "ui/check-words.h"

#define MAX_SUBJECT_CHARS    80
#define MAX_RECIPIENTS       50
#define MAX_RECIPIENT_CHARS 400

static gboolean
is_check (const SendoffReport *report)
{
  return g_strcmp0 (report->job, "check") == 0;
}

char *
sendoff_result_words_dup_title (const SendoffReport *report,
                                const char          *subject)
{
  g_autofree char *shown = sendoff_display_text_short (subject != NULL ? subject : "", -1, MAX_SUBJECT_CHARS);

  if (is_check (report))
    return sendoff_check_words_dup_title (report);
  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      /* Translators: %s is a message's subject. */
      return g_strdup_printf (_("“%s” was sent"), shown);
    case SENDOFF_OUTCOME_CANCELLED:
      /* Translators: %s is a message's subject. */
      return g_strdup_printf (_("Sending “%s” was stopped"), shown);
    case SENDOFF_OUTCOME_UNCERTAIN:
      /* Translators: %s is a message's subject. */
      return g_strdup_printf (_("“%s” was perhaps sent"), shown);
    case SENDOFF_OUTCOME_FAILED:
      break;
    }
  /* Translators: %s is a message's subject. */
  return g_strdup_printf (_("“%s” was not sent"), shown);
}

static void
append_paragraph (GString    *text,
                  const char *paragraph)
{
  if (paragraph == NULL || *paragraph == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, paragraph);
}

static const SendoffReportServer *
find_server (const SendoffReport *report)
{
  for (guint i = 0; i < report->servers->len; i++)
    if (((SendoffReportServer *) g_ptr_array_index (report->servers, i))->leg == SENDOFF_LEG_OUTGOING)
      return g_ptr_array_index (report->servers, i);
  return NULL;
}

static char *
say_accepted (const SendoffReportServer *server)
{
  g_autofree char *host = server != NULL ? sendoff_host_to_display (server->host) : NULL;
  g_autofree char *tls = server != NULL && server->tls != NULL ? sendoff_report_tls_to_text (server->tls) : NULL;

  if (server == NULL)
    return g_strdup (_("The server accepted the message."));
  if (tls == NULL)
    /* Translators: %s is a server's name. */
    return g_strdup_printf (_("%s accepted the message. The connection was not encrypted."), host);
  /* Translators: a server's name, then "TLS 1.3". */
  return g_strdup_printf (_("%s accepted the message. The connection was encrypted with %s."), host, tls);
}

char *
sendoff_result_words_dup_explanation (const SendoffReport *report)
{
  GString *text;
  const char *last_id = NULL;

  if (is_check (report))
    return sendoff_check_words_dup_explanation (report);
  text = g_string_new (NULL);
  if (report->outcome == SENDOFF_OUTCOME_PASSED)
    {
      g_autofree char *accepted = say_accepted (find_server (report));

      append_paragraph (text, accepted);
    }
  for (guint i = 0; i < report->diagnoses->len; i++)
    {
      const SendoffDiagnosis *diagnosis = g_ptr_array_index (report->diagnoses, i);

      if (g_strcmp0 (diagnosis->id, last_id) != 0)
        {
          g_autofree char *explanation = g_strjoin (" ", diagnosis->explanation, sendoff_move_to_sentence (diagnosis->move), NULL);

          append_paragraph (text, diagnosis->title);
          append_paragraph (text, explanation);
        }
      last_id = diagnosis->id;
    }
  return g_string_free (text, FALSE);
}

static char *
describe_recipient (const SendoffReportRecipient *recipient)
{
  g_autofree char *address = sendoff_display_text_short (recipient->address, -1, MAX_RECIPIENT_CHARS);
  g_autofree char *whole = recipient->reply != NULL ? sendoff_reply_to_display (recipient->reply) : NULL;
  g_autofree char *reply = whole != NULL ? sendoff_display_text_short (whole, -1, MAX_RECIPIENT_CHARS) : NULL;

  if (reply == NULL)
    /* Translators: %s is an address. */
    return g_strdup_printf (_("– %s: the server was not asked"), address);
  if (recipient->accepted)
    /* Translators: an address, and the server's words. */
    return g_strdup_printf (_("✓ %s accepted: %s"), address, reply);
  /* Translators: an address, and the server's words. */
  return g_strdup_printf (_("✗ %s refused: %s"), address, reply);
}

char *
sendoff_result_words_dup_recipients (const SendoffReport *report)
{
  GString *text = g_string_new (NULL);
  guint n_more = report->recipients->len > MAX_RECIPIENTS ? report->recipients->len - MAX_RECIPIENTS : 0;

  for (guint i = 0; i < report->recipients->len - n_more; i++)
    {
      g_autofree char *line = describe_recipient (g_ptr_array_index (report->recipients, i));

      g_string_append_printf (text, i > 0 ? "\n%s" : "%s", line);
    }
  if (n_more > 0)
    {
      g_string_append_c (text, '\n');
      /* Translators: ends a list; %u is how many more there are. */
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_more), n_more);
    }
  return g_string_free (text, FALSE);
}

char *
sendoff_result_words_dup_privacy (const SendoffReport *report)
{
  GString *text = g_string_new (NULL);
  const SendoffReportServer *server = find_server (report);
  g_autofree char *seen = sendoff_report_seen_sentence (report);

  append_paragraph (text, seen);
  if (report->outcome != SENDOFF_OUTCOME_PASSED || (is_check (report) && report->recipients->len == 0))
    return g_string_free (text, FALSE);
  if (server != NULL)
    {
      g_autofree char *host = sendoff_host_to_display (server->host);
      /* Translators: %s is a server's name. */
      g_autofree char *reach = g_strdup_printf (_("This covers the way from this computer to %s only, not the way from there on. Whether the message "
                                                  "travels on encrypted, and through which servers, can't be seen from here; the header of the copy "
                                                  "that arrives tells of it (“Received” lines)."), host);

      append_paragraph (text, reach);
    }
  append_paragraph (text, _("The message is stored nowhere on this computer: no folder holds a copy."));
  return g_string_free (text, FALSE);
}

char *
sendoff_result_words_dup_error (const SendoffReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->failures->len; i++)
    {
      g_autofree char *paragraph = sendoff_failure_to_paragraph (g_ptr_array_index (report->failures, i));

      append_paragraph (text, paragraph);
    }
  return g_string_free (text, FALSE);
}
