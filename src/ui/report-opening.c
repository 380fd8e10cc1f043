/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns opening a saved report. */

#include "ui/report-opening.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"
#include "report/report-json.h"
#include "ui/report-window.h"
#include "ui/save-file.h"

/* More than a report may have: its reader says so. */
#define MAX_BYTES (64 * 1024 * 1024 + 1)
#define MAX_NAME_CHARS 100
/* Of one drop. */
#define MAX_DROPPED 20

typedef struct
{
  GtkApplication *application;
  GtkWindow      *parent; /* weak; NULL: none */
  GFile          *file;
} Opening;

static void
free_opening (Opening *opening)
{
  g_application_release (G_APPLICATION (opening->application));
  g_object_unref (opening->application);
  g_clear_weak_pointer (&opening->parent);
  g_object_unref (opening->file);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, free_opening)

/* ---- reading ---- */

/* A pipe would be waited for without end. */
static gboolean
is_plain_file (GFile   *file,
               GError **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    return TRUE;
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("This is no file."));
  return FALSE;
}

static GByteArray *
read_bytes (GFile   *file,
            GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (64 * 1024);
  g_autoptr(GFileInputStream) stream = is_plain_file (file, error) ? g_file_read (file, NULL, error) : NULL;
  gssize length = 1;

  if (stream == NULL)
    return NULL;
  while (length > 0 && bytes->len < MAX_BYTES)
    {
      length = g_input_stream_read (G_INPUT_STREAM (stream), chunk, 64 * 1024, NULL, error);
      if (length < 0)
        return NULL;
      g_byte_array_append (bytes, chunk, (guint) length);
    }
  return g_steal_pointer (&bytes);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GByteArray) bytes = read_bytes (((Opening *) data)->file, &error);
  SendoffReport *report = NULL;

  if (bytes != NULL)
    report = sendoff_report_from_json (bytes->len > 0 ? (const char *) bytes->data : "", (gssize) bytes->len, &error);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sendoff_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffReport) report = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_file_get_basename (opening->file);
  g_autofree char *name = sendoff_display_text_short (base, -1, MAX_NAME_CHARS);

  if (report != NULL)
    gtk_window_present (GTK_WINDOW (sendoff_report_window_new (opening->application, report, name)));
  else
    {
      /* Translators: %s is a file's name. */
      g_autofree char *what = g_strdup_printf (_("“%s” could not be opened."), name);

      sendoff_save_tell_problem (opening->parent, what, error);
    }
}

void
sendoff_open_report_file (GtkApplication *application,
                          GtkWindow      *parent,
                          GFile          *file)
{
  Opening *opening = g_new0 (Opening, 1);
  g_autoptr(GTask) task = g_task_new (NULL, NULL, on_read, opening);

  opening->application = g_object_ref (application);
  g_application_hold (G_APPLICATION (application));
  g_set_weak_pointer (&opening->parent, parent);
  opening->file = g_object_ref (file);
  g_task_set_source_tag (task, sendoff_open_report_file);
  /* The thread may be the last to let go of the task: nothing of the main context's goes with it. */
  g_task_set_task_data (task, opening, NULL);
  g_task_run_in_thread (task, read_in_thread);
}

/* ---- choosing ---- */

static void
on_file_chosen (GtkNativeDialog *chooser,
                int              response,
                GtkApplication  *application)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    sendoff_open_report_file (application, gtk_native_dialog_get_transient_for (chooser), file);
  gtk_native_dialog_hide (chooser);
  g_signal_handlers_disconnect_by_data (chooser, application);
  g_object_unref (chooser);
}

/* The chooser must not outlive the window that asked. */
static void
on_parent_destroyed (GtkNativeDialog *chooser)
{
  gtk_native_dialog_hide (chooser);
  g_signal_emit_by_name (chooser, "response", GTK_RESPONSE_CANCEL);
}

void
sendoff_open_report (GtkApplication *application,
                     GtkWindow      *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Open Report"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  GtkFileFilter *reports = gtk_file_filter_new ();
  GtkFileFilter *all = gtk_file_filter_new ();

  gtk_file_filter_set_name (reports, _("Reports"));
  gtk_file_filter_add_pattern (reports, "*.html");
  gtk_file_filter_add_pattern (reports, "*.json");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), reports);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_file_chosen), application);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed), chooser, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ---- dropping ---- */

static void
on_dropped (GtkWidget        *window,
            GdkDragContext   *context,
            int               x,
            int               y,
            GtkSelectionData *selection,
            guint             info,
            guint             time,
            gpointer          user_data)
{
  g_auto(GStrv) uris = gtk_selection_data_get_uris (selection);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  for (guint i = 0; application != NULL && uris != NULL && uris[i] != NULL && i < MAX_DROPPED; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_uri (uris[i]);

      sendoff_open_report_file (application, GTK_WINDOW (window), file);
    }
}

void
sendoff_open_dropped_reports (GtkWindow *window)
{
  gtk_drag_dest_set (GTK_WIDGET (window), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (window));
  g_signal_connect (window, "drag-data-received", G_CALLBACK (on_dropped), NULL);
}
