/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the window of one task: progress, questions, result, trying again. */

#include "ui/job-window.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/fix-box.h"
#include "ui/hop-box.h"
#include "ui/report-saving.h"
#include "ui/result-view.h"
#include "ui/retry-box.h"
#include "ui/save-text.h"
#include "ui/step-list.h"
#include "ui/task-asker.h"
#include "ui/test-message-dialog.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

#define N_LEGS 2

struct _SendoffJobWindow
{
  GtkWindow parent_instance;

  GtkWidget        *scroller;
  GtkWidget        *result_view;
  GtkWidget        *steps_box;
  GtkWidget        *progress_bar;
  GtkWidget        *notice_label;
  GtkWidget        *duplicate_label;
  GtkWidget        *hide_button;
  GtkWidget        *stop_button;
  GtkWidget        *copy_button;
  GtkWidget        *save_button;
  GtkWidget        *again_button;
  GtkWidget        *close_button;
  GtkWidget        *message_button;
  SendoffFixBox    *fix_boxes[N_LEGS]; /* by SendoffLeg, like the next */
  SendoffStepList  *steps[N_LEGS];
  SendoffRetryBox  *retry_box;
  SendoffHopBox    *hop_box;
  SendoffWorkspace *workspace;
  SendoffTask      *task;
  SendoffTaskAsker *asker;
};

enum { TASK_REPLACED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffJobWindow, sendoff_job_window, GTK_TYPE_WINDOW)

/* ---- progress ---- */

static void
show_steps (SendoffJobWindow *self)
{
  for (guint leg = 0; leg < N_LEGS; leg++)
    sendoff_step_list_show_task (self->steps[leg], self->task);
}

static void
show_progress (SendoffJobWindow *self)
{
  g_autofree char *done_words = NULL;
  g_autofree char *total_words = NULL;
  g_autofree char *words = NULL;
  guint64 done, total;
  double fraction;

  g_object_get (self->task, "done", &done, "total", &total, "fraction", &fraction, NULL);
  gtk_widget_set_visible (self->progress_bar, total > 0 && sendoff_task_get_state (self->task) != SENDOFF_TASK_FINISHED);
  if (total == 0)
    return;
  done_words = g_format_size_full (done, G_FORMAT_SIZE_IEC_UNITS);
  total_words = g_format_size_full (total, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: two amounts, as in "12 MiB of 25 MiB". */
  words = g_strdup_printf (_("%s of %s"), done_words, total_words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), CLAMP (fraction, 0, 1));
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress_bar), words);
}

static void
show_notice (SendoffJobWindow *self,
             const char       *sentence)
{
  g_autofree char *text = sentence != NULL ? sendoff_display_text_lines (sentence, -1) : NULL;

  gtk_label_set_text (GTK_LABEL (self->notice_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->notice_label, text != NULL);
}

/* ---- result ---- */

/* NULL: nothing in this direction can be mended by settings. */
static const SendoffDiagnosis *
find_fix (const SendoffReport *report,
          SendoffLeg           leg)
{
  for (guint i = 0; report != NULL && i < report->diagnoses->len; i++)
    {
      const SendoffFailure *failure = g_ptr_array_index (report->failures, i);
      const SendoffDiagnosis *diagnosis = g_ptr_array_index (report->diagnoses, i);

      if (failure->leg == leg && diagnosis->changes != NULL && diagnosis->changes->len > 0)
        return diagnosis;
    }
  return NULL;
}

/* When the last of the servers that asked for patience will listen again, Unix time in microseconds; 0: none did. */
static gint64
find_retry_time (const SendoffReport *report)
{
  gint64 end = report->start_time + (gint64) (report->ms * 1000);
  guint seconds = 0;

  for (guint i = 0; i < report->diagnoses->len; i++)
    seconds = MAX (seconds, ((SendoffDiagnosis *) g_ptr_array_index (report->diagnoses, i))->retry_after_s);
  return seconds > 0 ? end + (gint64) seconds * G_USEC_PER_SEC : 0;
}

static void
show_title (SendoffJobWindow *self)
{
  g_autofree char *title = sendoff_task_dup_title (self->task);

  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_fixes (SendoffJobWindow *self)
{
  SendoffAccount *account = sendoff_task_get_account (self->task);
  const SendoffTaskCheck *check = sendoff_task_get_check (self->task);
  const SendoffReport *report = sendoff_task_get_report (self->task);

  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      sendoff_fix_box_set_draft (self->fix_boxes[leg], check != NULL ? check->draft : NULL);
      sendoff_fix_box_set_proposal (self->fix_boxes[leg], account, find_fix (report, (SendoffLeg) leg));
    }
  sendoff_retry_box_set_time (self->retry_box, report != NULL ? find_retry_time (report) : 0);
}

static void
show_result (SendoffJobWindow *self)
{
  SendoffReport *report = sendoff_task_get_report (self->task);

  gtk_widget_set_visible (self->result_view, report != NULL);
  gtk_widget_set_visible (self->duplicate_label, report != NULL && report->outcome == SENDOFF_OUTCOME_UNCERTAIN);
  if (report != NULL)
    {
      sendoff_result_view_set_secrets (SENDOFF_RESULT_VIEW (self->result_view), sendoff_task_get_secrets (self->task));
      sendoff_result_view_set_report (SENDOFF_RESULT_VIEW (self->result_view), report, sendoff_task_get_subject (self->task));
    }
  sendoff_hop_box_set_report (self->hop_box, report, sendoff_task_requires_tls (self->task));
  show_fixes (self);
}

static void
show_buttons (SendoffJobWindow *self)
{
  SendoffReport *report = sendoff_task_get_report (self->task);
  gboolean finished = report != NULL;
  gboolean passed = finished && report->outcome == SENDOFF_OUTCOME_PASSED;
  gboolean checks = sendoff_task_get_kind (self->task) == SENDOFF_TASK_CHECK;

  gtk_widget_set_visible (self->hide_button, !finished);
  gtk_widget_set_visible (self->stop_button, !finished);
  gtk_widget_set_sensitive (self->stop_button, TRUE);
  gtk_widget_set_visible (self->copy_button, finished);
  gtk_widget_set_visible (self->save_button, finished);
  gtk_widget_set_visible (self->close_button, finished);
  gtk_widget_set_visible (self->again_button, finished && (!passed || checks));
  gtk_widget_set_visible (self->message_button, passed && checks && !sendoff_task_is_of_draft (self->task));
  gtk_widget_grab_focus (finished ? self->close_button : self->hide_button);
}

static void
show_state (SendoffJobWindow *self)
{
  show_title (self);
  show_steps (self);
  show_progress (self);
  sendoff_task_asker_ask (self->asker, self->task);
}

static void
show_all (SendoffJobWindow *self)
{
  show_result (self);
  show_buttons (self);
  show_state (self);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
}

static void
on_state_changed (SendoffJobWindow *self)
{
  if (sendoff_task_get_state (self->task) == SENDOFF_TASK_FINISHED)
    show_all (self);
  else
    show_state (self);
}

/* What a step says may need another line. */
static void
on_step_changed (SendoffJobWindow *self)
{
  show_steps (self);
  if (sendoff_task_get_state (self->task) != SENDOFF_TASK_FINISHED)
    sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
}

/* ---- trying again ---- */

static void
bind_task (SendoffJobWindow *self,
           SendoffTask      *task)
{
  if (self->task != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->task, self);
      g_object_set_data (G_OBJECT (self->task), "sendoff-job-window", NULL);
    }
  g_set_object (&self->task, task);
  if (task == NULL)
    return;
  g_object_set_data (G_OBJECT (task), "sendoff-job-window", self);
  g_signal_connect_swapped (task, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect_swapped (task, "notify::done", G_CALLBACK (show_progress), self);
  g_signal_connect_swapped (task, "step-changed", G_CALLBACK (on_step_changed), self);
  g_signal_connect_swapped (task, "notice", G_CALLBACK (show_notice), self);
}

static void
replace_task (SendoffJobWindow *self,
              SendoffTask      *task)
{
  show_notice (self, NULL);
  sendoff_task_asker_close (self->asker);
  bind_task (self, task);
  show_all (self);
  /* A result is long, its beginning anew isn't. */
  sendoff_window_fit_anew (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_emit (self, signals[TASK_REPLACED], 0, self->task);
}

static gboolean
is_account_free (SendoffJobWindow *self)
{
  SendoffTask *other = sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (sendoff_task_get_account (self->task)));

  if (other == NULL || sendoff_task_is_of_draft (self->task) || sendoff_task_get_state (other) == SENDOFF_TASK_FINISHED)
    return TRUE;
  show_notice (self, _("This account is sending or being tested already. Wait until that is done."));
  return FALSE;
}

static void
try_again (SendoffJobWindow *self)
{
  if (is_account_free (self))
    replace_task (self, sendoff_workspace_repeat (self->workspace, self->task));
}

static void
send_again_requiring_tls (SendoffJobWindow *self)
{
  if (is_account_free (self))
    replace_task (self, sendoff_workspace_repeat_requiring_tls (self->workspace, self->task));
}

/* ---- a message after a test ---- */

static void
on_message_started (GtkWidget        *dialog,
                    SendoffTask      *task,
                    SendoffJobWindow *self)
{
  replace_task (self, task);
}

static void
on_message_clicked (GtkButton        *button,
                    SendoffJobWindow *self)
{
  const char *id = sendoff_account_get_id (sendoff_task_get_account (self->task));
  SendoffAccount *present = sendoff_account_list_find_by_id (sendoff_workspace_get_accounts (self->workspace), id);
  GtkWidget *dialog = sendoff_test_message_dialog_new (self->workspace, present, GTK_WINDOW (self));

  g_signal_connect_object (dialog, "task-started", G_CALLBACK (on_message_started), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- buttons ---- */

static void
on_stop_clicked (GtkButton        *button,
                 SendoffJobWindow *self)
{
  gtk_widget_set_sensitive (self->stop_button, FALSE);
  sendoff_task_stop (self->task);
}

static void
on_copy_clicked (GtkButton        *button,
                 SendoffJobWindow *self)
{
  sendoff_copy_report (GTK_WINDOW (self), sendoff_task_get_report (self->task), sendoff_task_get_secrets (self->task));
}

static void
on_save_clicked (GtkButton        *button,
                 SendoffJobWindow *self)
{
  g_autofree char *name = sendoff_make_file_name (gtk_window_get_title (GTK_WINDOW (self)), ".html");

  sendoff_save_report (GTK_WINDOW (self), sendoff_task_get_report (self->task), sendoff_task_get_secrets (self->task), name);
}

/* ---- the window ---- */

static void
sendoff_job_window_show (GtkWidget *widget)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (widget);

  GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->show (widget);
  if (self->task != NULL)
    sendoff_task_asker_ask (self->asker, self->task);
}

static void
sendoff_job_window_hide (GtkWidget *widget)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (widget);

  if (self->asker != NULL)
    sendoff_task_asker_close (self->asker);
  GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->hide (widget);
}

static gboolean
sendoff_job_window_delete_event (GtkWidget   *widget,
                                 GdkEventAny *event)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (widget);

  if (sendoff_task_get_state (self->task) == SENDOFF_TASK_FINISHED)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_hide (widget);
  return GDK_EVENT_STOP;
}

static gboolean
sendoff_job_window_key_press_event (GtkWidget   *widget,
                                    GdkEventKey *event)
{
  if (GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->key_press_event (widget, event))
    return GDK_EVENT_STOP;
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
sendoff_job_window_focus_in_event (GtkWidget     *widget,
                                   GdkEventFocus *event)
{
  sendoff_task_asker_present (SENDOFF_JOB_WINDOW (widget)->asker);
  return GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->focus_in_event (widget, event);
}

static void
sendoff_job_window_dispose (GObject *object)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (object);

  bind_task (self, NULL);
  g_clear_object (&self->workspace);
  g_clear_object (&self->asker);
  G_OBJECT_CLASS (sendoff_job_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, result_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, steps_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, duplicate_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, hide_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, again_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffJobWindow, message_button);
}

static void
sendoff_job_window_class_init (SendoffJobWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_RESULT_VIEW);
  G_OBJECT_CLASS (class)->dispose = sendoff_job_window_dispose;
  widget_class->show = sendoff_job_window_show;
  widget_class->hide = sendoff_job_window_hide;
  widget_class->delete_event = sendoff_job_window_delete_event;
  widget_class->key_press_event = sendoff_job_window_key_press_event;
  widget_class->focus_in_event = sendoff_job_window_focus_in_event;
  signals[TASK_REPLACED] = g_signal_new ("task-replaced", SENDOFF_TYPE_JOB_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         SENDOFF_TYPE_TASK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/job-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_message_clicked);
  gtk_widget_class_bind_template_callback (widget_class, try_again);
}

static void
sendoff_job_window_init (SendoffJobWindow *self)
{
  g_autoptr(GtkWindowGroup) group = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  /* What is modal to this window stops no other one. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  self->asker = sendoff_task_asker_new (GTK_WINDOW (self));
  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      GtkWidget *steps = sendoff_step_list_new ((SendoffLeg) leg);

      self->steps[leg] = SENDOFF_STEP_LIST (steps);
      gtk_box_pack_start (GTK_BOX (self->steps_box), steps, FALSE, FALSE, 0);
      self->fix_boxes[leg] = SENDOFF_FIX_BOX (sendoff_fix_box_new ((SendoffLeg) leg));
      sendoff_result_view_add (SENDOFF_RESULT_VIEW (self->result_view), GTK_WIDGET (self->fix_boxes[leg]));
      g_signal_connect_object (self->fix_boxes[leg], "applied", G_CALLBACK (try_again), self, G_CONNECT_SWAPPED);
    }
  self->retry_box = g_object_new (SENDOFF_TYPE_RETRY_BOX, NULL);
  sendoff_result_view_add (SENDOFF_RESULT_VIEW (self->result_view), GTK_WIDGET (self->retry_box));
  g_signal_connect_object (self->retry_box, "due", G_CALLBACK (try_again), self, G_CONNECT_SWAPPED);
  self->hop_box = g_object_new (SENDOFF_TYPE_HOP_BOX, NULL);
  sendoff_result_view_add_below (SENDOFF_RESULT_VIEW (self->result_view), GTK_WIDGET (self->hop_box));
  g_signal_connect_object (self->hop_box, "send-again", G_CALLBACK (send_again_requiring_tls), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sendoff_job_window_new (SendoffWorkspace *workspace,
                        SendoffTask      *task)
{
  SendoffJobWindow *self = g_object_new (SENDOFF_TYPE_JOB_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  for (guint leg = 0; leg < N_LEGS; leg++)
    sendoff_fix_box_set_file (self->fix_boxes[leg], sendoff_workspace_get_accounts_file (workspace));
  bind_task (self, task);
  show_all (self);
  return GTK_WIDGET (self);
}

GtkWidget *
sendoff_job_window_find (SendoffTask *task)
{
  return g_object_get_data (G_OBJECT (task), "sendoff-job-window");
}

SendoffTask *
sendoff_job_window_get_task (SendoffJobWindow *self)
{
  return self->task;
}

void
sendoff_job_window_open (SendoffWorkspace *workspace,
                         SendoffTask      *task,
                         GtkWindow        *parent)
{
  GtkWidget *window = sendoff_job_window_find (task);

  if (window == NULL)
    {
      window = sendoff_job_window_new (workspace, task);
      gtk_window_set_transient_for (GTK_WINDOW (window), parent);
      gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
      gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
    }
  gtk_window_present (GTK_WINDOW (window));
}
