/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what leaves the program of a report: files, and the clipboard. */

#include "ui/report-saving.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "evidence/capture-file.h"
#include "report/blank.h"
#include "report/report-html.h"
#include "report/report-json.h"
#include "report/report-text.h"
#include "report/secret-check.h"
#include "ui/save-file.h"

enum { KIND_HTML, KIND_JSON };

static const SendoffSaveKind kinds[] = {
  [KIND_HTML] = { N_("Page for people (HTML)"), ".html" },
  [KIND_JSON] = { N_("Data for programs (JSON)"), ".json" },
  { NULL, NULL },
};

typedef struct
{
  SendoffReport *report;
  GPtrArray     *secrets; /* NULL: none */
} Content;

static void
free_content (gpointer data)
{
  Content *content = data;

  sendoff_report_unref (content->report);
  g_clear_pointer (&content->secrets, g_ptr_array_unref);
  g_free (content);
}

static gpointer
new_content (SendoffReport *report,
             GPtrArray     *secrets)
{
  Content *content = g_new (Content, 1);

  content->report = sendoff_report_ref (report);
  content->secrets = secrets != NULL ? g_ptr_array_ref (secrets) : NULL;
  return content;
}

static GBytes *
make_report (gpointer   data,
             guint      kind,
             gboolean   blank,
             GError   **error)
{
  Content *content = data;
  g_autoptr(SendoffReport) report = blank ? sendoff_report_blank (content->report) : sendoff_report_ref (content->report);
  g_autofree char *text = kind == KIND_JSON ? sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED) : sendoff_report_to_html (report);
  g_autofree char *place = NULL;
  gsize length = strlen (text);

  if (sendoff_report_check_used_secrets (text, content->secrets, &place))
    return g_bytes_new_take (g_steal_pointer (&text), length);
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE, place);
  return NULL;
}

static SendoffSavePlan
plan_report (SendoffReport *report,
             GPtrArray     *secrets)
{
  return (SendoffSavePlan) { .kinds = kinds, .make = make_report, .data = new_content (report, secrets), .free_data = free_content };
}

void
sendoff_save_report (GtkWindow     *parent,
                     SendoffReport *report,
                     GPtrArray     *secrets,
                     const char    *file_name)
{
  SendoffSavePlan plan = plan_report (report, secrets);

  plan.title = _("Save Report");
  plan.file_name = file_name;
  plan.choice = _("Replace addresses, servers and names by numbers");
  sendoff_save_file (parent, &plan);
}

void
sendoff_save_report_to (GtkWindow     *parent,
                        GFile         *file,
                        SendoffReport *report,
                        GPtrArray     *secrets,
                        gboolean       blank)
{
  SendoffSavePlan plan = plan_report (report, secrets);

  sendoff_save_file_to (parent, file, &plan, blank);
}

void
sendoff_copy_report (GtkWindow     *parent,
                     SendoffReport *report,
                     GPtrArray     *secrets)
{
  g_autofree char *text = sendoff_report_to_text (report);
  g_autofree char *place = NULL;
  g_autoptr(GError) error = NULL;

  if (sendoff_report_check_used_secrets (text, secrets, &place))
    {
      gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (parent), GDK_SELECTION_CLIPBOARD), text, -1);
      return;
    }
  error = g_error_new_literal (SENDOFF_ERROR, SENDOFF_ERROR_SAVE, place);
  sendoff_save_tell_problem (parent, _("The report was not copied."), error);
}

static GBytes *
make_capture (gpointer   data,
              guint      kind,
              gboolean   ticked,
              GError   **error)
{
  const Content *content = data;

  if (!sendoff_report_check_recordings (content->report->recordings, content->secrets, error))
    return NULL;
  return sendoff_capture_file_new (content->report->recordings);
}

void
sendoff_save_capture (GtkWindow     *parent,
                      SendoffReport *report,
                      GPtrArray     *secrets,
                      const char    *file_name)
{
  /* Private: it holds what was sent, where that went in clear. */
  const SendoffSavePlan plan = { .title = _("Save Capture"), .file_name = file_name, .is_private = TRUE, .make = make_capture,
                                 .data = new_content (report, secrets), .free_data = free_content };

  sendoff_save_file (parent, &plan);
}
