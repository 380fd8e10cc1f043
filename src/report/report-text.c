/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for people in a terminal of 80 columns. Any thread. */

#include "report/report-text.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "report/server-response.h"
#include "report/text-wrap.h"
#include "report/wire-text.h"

#define COLUMNS 78
#define INDENT 2

/* The mark says by its shape, not by colour, how a step ended. */
static const char *
get_mark (SendoffStepState state,
          gboolean         unicode)
{
  switch (state)
    {
    case SENDOFF_STEP_PASSED:
      return unicode ? "✓" : "[ok]";
    case SENDOFF_STEP_WARNING:
      return unicode ? "!" : "[!!]";
    case SENDOFF_STEP_FAILED:
    case SENDOFF_STEP_CANCELLED:
      return unicode ? "✗" : "[xx]";
    case SENDOFF_STEP_WAITING:
    case SENDOFF_STEP_RUNNING:
    case SENDOFF_STEP_SKIPPED:
      return unicode ? "–" : "[--]";
    }

  return "";
}

static void
append_marked (GString         *text,
               SendoffStepState state,
               const char      *line)
{
  const char *mark = get_mark (state, g_get_charset (NULL));
  guint indent = INDENT + g_utf8_strlen (mark, -1) + 1;
  g_autoptr(GString) lines = g_string_new (NULL);

  sendoff_wrap_append (lines, line, COLUMNS, indent);
  g_string_append_printf (text, "%*s%s %s", INDENT, "", mark, lines->len > indent ? lines->str + indent : "\n");
}

const char *
sendoff_report_get_result (const SendoffReport *report)
{
  gboolean sends = g_strcmp0 (report->job, "send") == 0;

  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      return sends ? _("The message was handed over to the server.") : _("Everything worked.");
    case SENDOFF_OUTCOME_FAILED:
      return sends ? _("The message was not sent.") : _("It did not work.");
    case SENDOFF_OUTCOME_CANCELLED:
      return _("Stopped.");
    case SENDOFF_OUTCOME_UNCERTAIN:
      return _("The message was perhaps sent.");
    }

  return "";
}

static void
append_result (GString             *text,
               const SendoffReport *report)
{
  g_autofree char *account = NULL;

  if (report->account == NULL)
    {
      g_string_append_printf (text, "%s\n", sendoff_report_get_result (report));
      return;
    }

  account = sendoff_display_text (report->account, -1);
  /* Translators: an account's name, then a sentence that tells how its job ended. */
  g_string_append_printf (text, _("%s: %s"), account, sendoff_report_get_result (report));
  g_string_append_c (text, '\n');
}

static const SendoffReportServer *
find_server (const SendoffReport *report,
             SendoffLeg           leg)
{
  for (guint i = 0; i < report->servers->len; i++)
    {
      const SendoffReportServer *server = g_ptr_array_index (report->servers, i);

      if (server->leg == leg)
        return server;
    }

  return NULL;
}

static void
append_server (GString             *text,
               const SendoffReport *report,
               SendoffLeg           leg)
{
  const SendoffReportServer *server = find_server (report, leg);
  g_autofree char *host = NULL;

  if (server == NULL || server->host == NULL)
    {
      g_string_append_printf (text, "\n%s\n", leg == SENDOFF_LEG_OUTGOING ? _("Outgoing server") : _("Incoming server"));
      return;
    }

  host = sendoff_display_text (server->host, -1);
  g_string_append_c (text, '\n');
  if (leg == SENDOFF_LEG_OUTGOING)
    /* Translators: a host name and a port number. */
    g_string_append_printf (text, _("Outgoing server %s, port %u"), host, server->port);
  else
    /* Translators: a host name and a port number. */
    g_string_append_printf (text, _("Incoming server %s, port %u"), host, server->port);
  g_string_append_c (text, '\n');
}

static void
append_steps (GString             *text,
              const SendoffReport *report,
              SendoffLeg           leg)
{
  gboolean headed = FALSE;

  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = g_ptr_array_index (report->steps, i);
      g_autofree char *line = NULL;

      if (step->leg != leg)
        continue;
      if (!headed)
        append_server (text, report, leg);
      headed = TRUE;
      line = sendoff_report_step_to_text (step);
      append_marked (text, step->state, line);
    }
}

static void
append_recipients (GString             *text,
                   const SendoffReport *report)
{
  if (report->recipients->len > 0)
    g_string_append_printf (text, "\n%s\n", _("Recipients"));

  for (guint i = 0; i < report->recipients->len; i++)
    {
      const SendoffReportRecipient *recipient = g_ptr_array_index (report->recipients, i);
      g_autofree char *address = sendoff_display_text (recipient->address, -1);
      g_autofree char *reply = sendoff_reply_dup_short (recipient->reply);
      g_autofree char *line = reply != NULL ? g_strdup_printf ("%s: %s", address, reply) : g_strdup (address);
      SendoffStepState refused = recipient->reply != NULL ? SENDOFF_STEP_FAILED : SENDOFF_STEP_SKIPPED;

      append_marked (text, recipient->accepted ? SENDOFF_STEP_PASSED : refused, line);
    }
}

static void
append_problems (GString                  *text,
                 const SendoffReport      *report,
                 const SendoffCertificate *certificate)
{
  for (guint problem = 1; problem != 0 && problem <= certificate->problems; problem <<= 1)
    if ((certificate->problems & problem) != 0)
      {
        g_autofree char *sentence = sendoff_certificate_explain_problem (certificate, problem, report->start_time / G_USEC_PER_SEC);

        sendoff_wrap_append (text, sentence, COLUMNS, INDENT);
      }
}

static void
append_certificates (GString             *text,
                     const SendoffReport *report)
{
  for (guint i = 0; i < report->certificates->len; i++)
    {
      const SendoffReportCertificate *entry = g_ptr_array_index (report->certificates, i);

      if (entry->certificate->problems == 0)
        continue;
      g_string_append_printf (text, "\n%s\n", entry->leg == SENDOFF_LEG_OUTGOING ? _("Certificate of the outgoing server")
                                                                                  : _("Certificate of the incoming server"));
      append_problems (text, report, entry->certificate);
    }
}

static void
append_fix (GString                *text,
            const SendoffDiagnosis *diagnosis)
{
  g_autofree char *line = NULL;

  if (diagnosis->fix_id == NULL)
    return;

  /* Translators: %s is a label such as "Use the usual port". */
  line = g_strdup_printf (_("Proposed change: %s"), diagnosis->fix_label);
  g_string_append_c (text, '\n');
  sendoff_wrap_append (text, line, COLUMNS, 0);
  for (guint i = 0; i < diagnosis->changes->len; i++)
    {
      const SendoffChange *change = g_ptr_array_index (diagnosis->changes, i);
      g_autofree char *value = sendoff_display_text (change->value, -1);

      g_string_append_printf (text, "  %s=%s\n", sendoff_key_to_string (change->key), value);
    }
}

/* The paragraph is not broken into lines: it is for copying, and for searching. */
static void
append_failures (GString             *text,
                 const SendoffReport *report)
{
  const char *last_id = NULL;

  for (guint i = 0; i < report->failures->len; i++)
    {
      const SendoffDiagnosis *diagnosis = g_ptr_array_index (report->diagnoses, i);
      g_autofree char *paragraph = sendoff_failure_to_paragraph (g_ptr_array_index (report->failures, i));

      if (g_strcmp0 (diagnosis->id, last_id) != 0)
        {
          g_string_append_c (text, '\n');
          sendoff_wrap_append (text, diagnosis->title, COLUMNS, 0);
          sendoff_wrap_append (text, diagnosis->explanation, COLUMNS, 0);
          sendoff_wrap_append (text, sendoff_move_to_sentence (diagnosis->move), COLUMNS, 0);
          append_fix (text, diagnosis);
        }
      last_id = diagnosis->id;
      g_string_append_printf (text, "\n%s\n", paragraph);
    }
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  g_autofree char *taken = sentence;

  if (taken == NULL)
    return;

  g_string_append_c (text, '\n');
  sendoff_wrap_append (text, taken, COLUMNS, 0);
}

char *
sendoff_report_to_text (const SendoffReport *report)
{
  GString *text;

  g_return_val_if_fail (report != NULL, NULL);

  text = g_string_new (NULL);
  append_result (text, report);
  append_steps (text, report, SENDOFF_LEG_OUTGOING);
  append_steps (text, report, SENDOFF_LEG_INCOMING);
  append_recipients (text, report);
  append_certificates (text, report);
  append_failures (text, report);

  append_sentence (text, sendoff_report_seen_sentence (report));
  append_sentence (text, sendoff_report_gap_sentence (report));
  append_sentence (text, sendoff_report_hop_sentence (report));

  return g_string_free (text, FALSE);
}
