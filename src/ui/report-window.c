/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the window of a saved report. */

#include "ui/report-window.h"

#include <glib/gi18n-lib.h>

#include "ui/report-opening.h"
#include "ui/report-saving.h"
#include "ui/result-view.h"
#include "ui/result-words.h"
#include "ui/save-text.h"
#include "ui/step-list.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

struct _SendoffReportWindow
{
  GtkWindow parent_instance;

  GtkWidget     *saved_label;
  GtkWidget     *scroller;
  GtkWidget     *result_view;
  GtkWidget     *steps_box;
  GtkWidget     *close_button;
  SendoffReport *report;
};

G_DEFINE_FINAL_TYPE (SendoffReportWindow, sendoff_report_window, GTK_TYPE_WINDOW)

static void
on_copy_clicked (GtkButton           *button,
                 SendoffReportWindow *self)
{
  sendoff_copy_report (GTK_WINDOW (self), self->report, NULL);
}

static void
on_save_clicked (GtkButton           *button,
                 SendoffReportWindow *self)
{
  g_autofree char *name = sendoff_make_file_name (gtk_window_get_title (GTK_WINDOW (self)), ".html");

  sendoff_save_report (GTK_WINDOW (self), self->report, NULL, name);
}

static gboolean
sendoff_report_window_key_press_event (GtkWidget   *widget,
                                       GdkEventKey *event)
{
  if (GTK_WIDGET_CLASS (sendoff_report_window_parent_class)->key_press_event (widget, event))
    return GDK_EVENT_STOP;
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
sendoff_report_window_finalize (GObject *object)
{
  g_clear_pointer (&SENDOFF_REPORT_WINDOW (object)->report, sendoff_report_unref);
  G_OBJECT_CLASS (sendoff_report_window_parent_class)->finalize (object);
}

static void
sendoff_report_window_class_init (SendoffReportWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_RESULT_VIEW);
  G_OBJECT_CLASS (class)->finalize = sendoff_report_window_finalize;
  widget_class->key_press_event = sendoff_report_window_key_press_event;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffReportWindow, saved_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffReportWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SendoffReportWindow, result_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffReportWindow, steps_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffReportWindow, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sendoff_report_window_init (SendoffReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  sendoff_open_dropped_reports (GTK_WINDOW (self));
}

static void
show_origin (SendoffReportWindow *self,
             const char          *file_name)
{
  g_autoptr(GDateTime) time = self->report->start_time > 0 ? g_date_time_new_from_unix_local (self->report->start_time / G_USEC_PER_SEC) : NULL;
  /* Translators: a date and a time, as strftime() writes them. */
  g_autofree char *date = time != NULL ? g_date_time_format (time, _("%e %B %Y, %H:%M")) : NULL;
  g_autofree char *text = NULL;

  if (date != NULL)
    /* Translators: a date and a time, then a file's name. */
    text = g_strdup_printf (_("Saved report of %s, from “%s”. It tells what happened then."), g_strstrip (date), file_name);
  else
    /* Translators: %s is a file's name. */
    text = g_strdup_printf (_("Saved report from “%s”. It tells what happened then."), file_name);
  gtk_label_set_text (GTK_LABEL (self->saved_label), text);
}

static void
show_steps (SendoffReportWindow *self)
{
  for (SendoffLeg leg = SENDOFF_LEG_OUTGOING; leg <= SENDOFF_LEG_INCOMING; leg++)
    {
      GtkWidget *list = sendoff_step_list_new (leg);

      sendoff_step_list_show_report (SENDOFF_STEP_LIST (list), self->report);
      gtk_box_pack_start (GTK_BOX (self->steps_box), list, FALSE, FALSE, 0);
    }
}

GtkWidget *
sendoff_report_window_new (GtkApplication *application,
                           SendoffReport  *report,
                           const char     *file_name)
{
  SendoffReportWindow *self = g_object_new (SENDOFF_TYPE_REPORT_WINDOW, "application", application, NULL);
  g_autofree char *title = sendoff_result_words_dup_title (report, report->subject);

  self->report = sendoff_report_ref (report);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_origin (self, file_name);
  sendoff_result_view_set_report (SENDOFF_RESULT_VIEW (self->result_view), report, report->subject);
  show_steps (self);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  gtk_widget_grab_focus (self->close_button);
  return GTK_WIDGET (self);
}
