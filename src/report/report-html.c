/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as a page. Any thread. */

#include "report/report-html.h"

#include <glib/gi18n-lib.h>

#include "report/html-shell.h"
#include "report/report-json.h"
#include "report/report-text.h"
#include "report/server-response.h"
#include "report/timeline.h"
#include "report/wire-text.h"

static void
append_cell (GString    *page,
             const char *class,
             const char *text)
{
  g_string_append_printf (page, "<td class=\"%s\">", class);
  sendoff_html_append (page, text);
  g_string_append (page, "</td>");
}

static void
append_pair (GString    *page,
             const char *name,
             const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (page, "<tr>");
  sendoff_html_element (page, "th scope=\"row\"", name);
  append_cell (page, "value", value);
  g_string_append (page, "</tr>\n");
}

static void
append_ms (GString *page,
           double   ms)
{
  g_autofree char *text = ms >= 0 ? g_strdup_printf ("%.1f ms", ms) : g_strdup ("");

  append_cell (page, "number", text);
}

/* Words, not a colour, tell the state. */
static const char *
get_state (SendoffStepState state)
{
  switch (state)
    {
    case SENDOFF_STEP_PASSED:
      return _("passed");
    case SENDOFF_STEP_WARNING:
      return _("warning");
    case SENDOFF_STEP_FAILED:
      return _("failed");
    case SENDOFF_STEP_CANCELLED:
      return _("stopped");
    case SENDOFF_STEP_WAITING:
    case SENDOFF_STEP_RUNNING:
    case SENDOFF_STEP_SKIPPED:
      return _("not done");
    }

  return "";
}

static const char *
get_leg (SendoffLeg leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? _("Outgoing server") : _("Incoming server");
}

static void
append_steps (GString             *page,
              const SendoffReport *report)
{
  if (report->steps->len == 0)
    return;

  sendoff_html_element (page, "h2", _("Steps"));
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = g_ptr_array_index (report->steps, i);
      g_autofree char *line = sendoff_report_step_to_text (step);

      g_string_append (page, "<tr>");
      append_cell (page, "leg", get_leg (step->leg));
      append_cell (page, "mark", get_state (step->state));
      append_cell (page, "value", line);
      append_ms (page, step->ms);
      g_string_append (page, "</tr>\n");
    }
  g_string_append (page, "</table>\n");
}

static void
append_servers (GString             *page,
                const SendoffReport *report)
{
  for (guint i = 0; i < report->servers->len; i++)
    {
      const SendoffReportServer *server = g_ptr_array_index (report->servers, i);
      g_autofree char *port = g_strdup_printf ("%u", server->port);
      g_autofree char *extensions = server->extensions != NULL ? g_strjoinv (", ", server->extensions) : NULL;

      sendoff_html_element (page, "h2", get_leg (server->leg));
      g_string_append (page, "<table>\n");
      append_pair (page, _("Host"), server->host);
      append_pair (page, _("Port"), port);
      append_pair (page, _("Security as set"), sendoff_security_to_string (server->security));
      append_pair (page, _("Encryption"), server->tls);
      append_pair (page, _("Cipher"), server->cipher);
      append_pair (page, _("Signed in by"), server->mechanism);
      append_pair (page, _("Offers"), extensions);
      g_string_append (page, "</table>\n");
    }
}

static void
append_recipients (GString             *page,
                   const SendoffReport *report)
{
  if (report->recipients->len == 0)
    return;

  sendoff_html_element (page, "h2", _("Recipients"));
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < report->recipients->len; i++)
    {
      const SendoffReportRecipient *recipient = g_ptr_array_index (report->recipients, i);
      g_autofree char *reply = sendoff_reply_dup_short (recipient->reply);

      g_string_append (page, "<tr>");
      append_cell (page, "value", recipient->address);
      append_cell (page, "mark", recipient->accepted ? _("accepted") : _("not accepted"));
      append_cell (page, "said", reply != NULL ? reply : "");
      g_string_append (page, "</tr>\n");
    }
  g_string_append (page, "</table>\n");
}

static void
append_failure (GString                *page,
                const SendoffFailure   *failure,
                const SendoffDiagnosis *diagnosis)
{
  g_autofree char *paragraph = sendoff_failure_to_paragraph (failure);

  sendoff_html_element (page, "h2", diagnosis->title);
  sendoff_html_element (page, "p", diagnosis->explanation);
  sendoff_html_element (page, "p", sendoff_move_to_sentence (diagnosis->move));
  if (diagnosis->fix_id != NULL)
    {
      g_autofree char *fix = g_strdup_printf (_("Proposed change: %s"), diagnosis->fix_label);

      sendoff_html_element (page, "p", fix);
      g_string_append (page, "<ul>\n");
      for (guint i = 0; diagnosis->changes != NULL && i < diagnosis->changes->len; i++)
        {
          const SendoffChange *change = g_ptr_array_index (diagnosis->changes, i);
          g_autofree char *text = g_strdup_printf ("%s=%s", sendoff_key_to_string (change->key), change->value);

          sendoff_html_element (page, "li", text);
        }
      g_string_append (page, "</ul>\n");
    }
  sendoff_html_element (page, "p class=\"paragraph\"", paragraph);
}

static char *
format_time (gint64 unix_time)
{
  g_autoptr(GDateTime) time = unix_time != 0 ? g_date_time_new_from_unix_utc (unix_time) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S UTC") : NULL;
}

static void
append_certificate (GString                        *page,
                    const SendoffReport            *report,
                    const SendoffReportCertificate *entry)
{
  const SendoffCertificate *certificate = entry->certificate;
  g_autofree char *names = certificate->names != NULL ? g_strjoinv (", ", certificate->names) : NULL;
  g_autofree char *from = format_time (certificate->not_before);
  g_autofree char *until = format_time (certificate->not_after);

  sendoff_html_element (page, "h2", entry->leg == SENDOFF_LEG_OUTGOING ? _("Certificate of the outgoing server") : _("Certificate of the incoming server"));
  for (guint problem = 1; problem != 0 && problem <= certificate->problems; problem <<= 1)
    if ((certificate->problems & problem) != 0)
      {
        g_autofree char *sentence = sendoff_certificate_explain_problem (certificate, problem, report->start_time / G_USEC_PER_SEC);

        sendoff_html_element (page, "p class=\"warning\"", sentence);
      }
  g_string_append (page, "<table>\n");
  append_pair (page, _("Subject"), certificate->subject);
  append_pair (page, _("Issuer"), certificate->issuer);
  append_pair (page, _("Names"), names);
  append_pair (page, _("Valid from"), from);
  append_pair (page, _("Valid until"), until);
  append_pair (page, "SHA-256", certificate->sha256);
  append_pair (page, _("Key"), certificate->pin);
  append_pair (page, _("Trusted by"), sendoff_trusted_by_to_string (certificate->trusted_by));
  g_string_append (page, "</table>\n");
}

static void
append_privacy (GString             *page,
                const SendoffReport *report)
{
  g_autofree char *seen = sendoff_report_seen_sentence (report);
  g_autofree char *gap = sendoff_report_gap_sentence (report);
  g_autofree char *hop = sendoff_report_hop_sentence (report);

  if (seen == NULL && gap == NULL && hop == NULL)
    return;

  sendoff_html_element (page, "h2", _("What an observer could read"));
  if (seen != NULL)
    sendoff_html_element (page, "p", seen);
  if (gap != NULL)
    sendoff_html_element (page, "p class=\"warning\"", gap);
  if (hop != NULL)
    sendoff_html_element (page, "p", hop);
}

static void
append_timeline (GString             *page,
                 const SendoffReport *report)
{
  g_autoptr(GPtrArray) entries = sendoff_timeline_new (report);
  double longest = 0.001;

  if (entries->len == 0)
    return;

  for (guint i = 0; i < entries->len; i++)
    longest = MAX (longest, ((SendoffTimelineEntry *) entries->pdata[i])->ms);
  sendoff_html_element (page, "h2", _("Where the time went"));
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < entries->len; i++)
    {
      const SendoffTimelineEntry *entry = entries->pdata[i];

      g_string_append (page, "<tr>");
      append_cell (page, "leg", get_leg (entry->leg));
      append_ms (page, entry->start);
      append_cell (page, "value", entry->label);
      append_ms (page, entry->ms);
      g_string_append_printf (page, "<td style=\"width: 40%%\"><div class=\"bar\" style=\"width: %d%%\"></div></td></tr>\n",
                              (int) (entry->ms / longest * 100));
    }
  g_string_append (page, "</table>\n");
}

static void
append_facts (GString    *page,
              const char *title,
              GPtrArray  *facts)
{
  if (facts->len == 0)
    return;

  sendoff_html_element (page, "h2", title);
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < facts->len; i++)
    {
      const SendoffReportFact *fact = g_ptr_array_index (facts, i);

      append_pair (page, fact->name, fact->value);
    }
  g_string_append (page, "</table>\n");
}

static void
append_said (GString    *page,
             double      ms,
             gboolean    from_client,
             const char *way,
             const char *text)
{
  g_string_append (page, "<tr>");
  append_ms (page, ms);
  append_cell (page, "mark", way);
  append_cell (page, "mark", from_client ? _("you") : _("server"));
  append_cell (page, "said", text);
  g_string_append (page, "</tr>\n");
}

static void
append_transcript (GString             *page,
                   const SendoffReport *report)
{
  if (report->transcripts->len == 0)
    return;

  g_string_append (page, "<details>");
  sendoff_html_element (page, "summary", _("What was said"));
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < report->transcripts->len; i++)
    {
      const SendoffTranscript *transcript = g_ptr_array_index (report->transcripts, i);

      for (guint k = 0; k < sendoff_transcript_get_n_lines (transcript); k++)
        {
          const SendoffTranscriptLine *line = sendoff_transcript_get_line (transcript, k);

          append_said (page, line->ms, line->from_client, line->clear ? _("readable") : _("encrypted"), line->text);
        }
    }
  g_string_append (page, "</table>\n</details>\n");
}

static void
append_wire (GString             *page,
             const SendoffReport *report)
{
  g_autoptr(GPtrArray) items = sendoff_report_dup_wire (report);

  if (items->len == 0)
    return;

  g_string_append (page, "<details>");
  sendoff_html_element (page, "summary", _("What an observer saw"));
  g_string_append (page, "<table>\n");
  for (guint i = 0; i < items->len; i++)
    {
      const SendoffWireItem *item = g_ptr_array_index (items, i);
      g_autofree char *text = sendoff_wire_item_to_text (item);

      append_said (page, item->ms, item->from_client, item->kind == SENDOFF_WIRE_ITEM_TLS ? _("encrypted") : _("readable"), text);
    }
  g_string_append (page, "</table>\n</details>\n");
}

static void
append_content (GString             *page,
                const SendoffReport *report)
{
  g_autofree char *time = format_time (report->start_time / G_USEC_PER_SEC);

  sendoff_html_element (page, "h1", sendoff_report_get_result (report));
  g_string_append (page, "<table>\n");
  append_pair (page, _("Account"), report->account);
  append_pair (page, _("Message"), report->subject);
  append_pair (page, "Message-ID", report->message_id);
  append_pair (page, _("Time"), time);
  g_string_append (page, "</table>\n");
  for (guint i = 0; i < report->failures->len; i++)
    append_failure (page, g_ptr_array_index (report->failures, i), g_ptr_array_index (report->diagnoses, i));
  append_steps (page, report);
  append_recipients (page, report);
  append_privacy (page, report);
  append_servers (page, report);
  for (guint i = 0; i < report->certificates->len; i++)
    append_certificate (page, report, g_ptr_array_index (report->certificates, i));
  append_timeline (page, report);
  append_transcript (page, report);
  append_wire (page, report);
  append_facts (page, _("Settings"), report->settings);
  append_facts (page, _("Versions"), report->versions);
}

char *
sendoff_report_to_html (const SendoffReport *report)
{
  g_autofree char *json = NULL;
  GString *page;

  g_return_val_if_fail (report != NULL, NULL);

  json = sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED);
  page = g_string_new (NULL);
  sendoff_html_begin (page, sendoff_report_get_result (report));
  append_content (page, report);
  sendoff_html_end (page, json);

  return g_string_free (page, FALSE);
}
