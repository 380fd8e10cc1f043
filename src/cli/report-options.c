/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a report, and its file. */
#include "cli/report-options.h"

#include "base/error.h"
#include "cli/output.h"
#include "evidence/capture-file.h"
#include "report/report-html.h"
#include "report/report-json.h"
#include "report/report-text.h"
#include "report/secret-check.h"
#include "report/timeline.h"
#include "report/wire-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static gboolean
is_html (const char *path)
{
  return g_str_has_suffix (path, ".html");
}

gboolean
sendoff_report_options_check (const SendoffReportOptions *self, GError **error)
{
  if (self->save == NULL || is_html (self->save) || g_str_has_suffix (self->save, ".json"))
    return TRUE;
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("--save-report: the file's name ends in .json or .html."));
  return FALSE;
}

void
sendoff_report_options_clear (SendoffReportOptions *self)
{
  g_clear_pointer (&self->save, g_free);
  g_clear_pointer (&self->capture, g_free);
}

static void
print_part (const char *heading, const char *text)
{
  if (*text != '\0')
    sendoff_output_text ("\n%s\n%s", heading, text);
}

void
sendoff_report_options_print (const SendoffReportOptions *self, const SendoffReport *report, gboolean json)
{
  g_autofree char *text = json ? sendoff_report_to_json_with (report, self->wire ? SENDOFF_REPORT_WITH_WIRE : SENDOFF_REPORT_PLAIN)
                               : sendoff_report_to_text (report);

  if (json)
    {
      sendoff_output_json (text);
      return;
    }
  sendoff_output_text ("%s", text);
  if (self->transcript)
    {
      g_autofree char *transcript = sendoff_report_transcript_to_text (report);

      print_part (_("What was said"), transcript);
    }
  if (self->wire)
    {
      g_autofree char *wire = sendoff_report_wire_to_text (report);
      g_autofree char *timeline = sendoff_timeline_to_text (report);

      print_part (_("What an observer saw"), wire);
      print_part (_("Where the time went"), timeline);
    }
}

/* "report.html", "report-2.html". */
static char *
make_path (const char *path, guint n)
{
  const char *slash = strrchr (path, '/');
  const char *dot = strrchr (slash != NULL ? slash : path, '.');
  gsize stem = dot != NULL ? (gsize) (dot - path) : strlen (path);

  return n == 0 ? g_strdup (path) : g_strdup_printf ("%.*s-%u%s", (int) stem, path, n + 1, path + stem);
}

static gboolean
write_file (const char *name, guint n, const char *bytes, gsize length, GError **error)
{
  g_autofree char *path = make_path (name, n);
  g_autoptr(GError) cause = NULL;

  if (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return TRUE;
  /* Translators: %s is a sentence of the system's. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE, _("The report was not saved: %s"), cause->message);
  return FALSE;
}

static gboolean
save_report (const SendoffReportOptions *self, SendoffJob *job, const SendoffReport *report, guint n, GError **error)
{
  g_autofree char *text = is_html (self->save) ? sendoff_report_to_html (report)
                                               : sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED);
  g_autofree char *place = NULL;

  if (job == NULL || sendoff_job_check_text (job, text, &place))
    return write_file (self->save, n, text, strlen (text), error);
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE, place);
  return FALSE;
}

static gboolean
save_capture (const SendoffReportOptions *self, SendoffJob *job, const SendoffReport *report, guint n, GError **error)
{
  g_autoptr(GBytes) capture = NULL;
  gsize length;
  const char *bytes;

  if (job != NULL && !sendoff_report_check_recordings (report->recordings, sendoff_job_get_used_secrets (job), error))
    return FALSE;
  capture = sendoff_capture_file_new (report->recordings);
  bytes = g_bytes_get_data (capture, &length);
  return write_file (self->capture, n, bytes, length, error);
}

gboolean
sendoff_report_options_save (const SendoffReportOptions *self, SendoffJob *job, const SendoffReport *report, guint n, GError **error)
{
  g_autoptr(GError) first = NULL;
  g_autoptr(GError) second = NULL;

  if (self->save != NULL)
    save_report (self, job, report, n, &first);
  if (self->capture != NULL)
    save_capture (self, job, report, n, &second);
  if (first == NULL && second == NULL)
    return TRUE;
  if (first != NULL && second != NULL)
    g_prefix_error (&second, "%s ", first->message);
  g_propagate_error (error, second != NULL ? g_steal_pointer (&second) : g_steal_pointer (&first));
  return FALSE;
}
