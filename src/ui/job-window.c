/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the window of one sending: progress, questions, result, trying again. */

#include "ui/job-window.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "report/report-text.h"
#include "ui/fix-box.h"
#include "ui/password-dialog.h"
#include "ui/result-view.h"
#include "ui/result-words.h"
#include "ui/save-text.h"
#include "ui/step-row.h"
#include "ui/trust-dialog.h"
#include "ui/window-fit.h"

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
  SendoffFixBox    *fix_box;
  GtkWidget        *rows[SENDOFF_N_STEPS];
  SendoffWorkspace *workspace;
  SendoffTask      *task;
  GtkWidget        *question;       /* the dialog that is open; NULL: none (weak) */
  gboolean          question_waits; /* for the keyboard, which another window had when it came up */
  char             *once_pin;       /* accepted "once": covers every try from this window */
  guint             once_problems;
};

enum { TASK_REPLACED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void show_state (SendoffJobWindow *self);

G_DEFINE_FINAL_TYPE (SendoffJobWindow, sendoff_job_window, GTK_TYPE_WINDOW)

/* ---- questions ---- */

static void
on_trust_answered (SendoffTrustDialog *dialog,
                   int                 answer,
                   SendoffJobWindow   *self)
{
  const SendoffTrustQuestion *question = sendoff_task_get_trust_question (self->task);

  g_clear_weak_pointer (&self->question);
  if (question != NULL && answer == SENDOFF_ANSWER_ONCE)
    {
      g_free (self->once_pin);
      self->once_pin = g_strdup (question->certificate->pin);
      self->once_problems = question->certificate->problems;
    }
  sendoff_task_answer_trust (self->task, (SendoffTrustAnswer) answer);
}

static void
on_password_answered (SendoffPasswordDialog *dialog,
                      SendoffSecretString   *password,
                      gboolean               remember,
                      SendoffJobWindow      *self)
{
  g_clear_weak_pointer (&self->question);
  sendoff_task_answer_password (self->task, password, remember);
}

/* The same key with nothing worse to say of it. */
static gboolean
was_accepted_before (SendoffJobWindow           *self,
                     const SendoffTrustQuestion *question)
{
  return self->once_pin != NULL && g_strcmp0 (self->once_pin, question->certificate->pin) == 0 &&
         (question->certificate->problems & ~self->once_problems) == 0;
}

static void
open_question (SendoffJobWindow *self,
               GtkWidget        *dialog)
{
  g_set_weak_pointer (&self->question, dialog);
  /* Stop and Hide stay in reach: a question isn't a reason to wait for it. */
  gtk_window_set_modal (GTK_WINDOW (dialog), FALSE);
  /* Who is typing elsewhere must not answer by accident. */
  self->question_waits = !gtk_window_is_active (GTK_WINDOW (self));
  gtk_window_set_focus_on_map (GTK_WINDOW (dialog), !self->question_waits);
  if (self->question_waits)
    gtk_window_set_urgency_hint (GTK_WINDOW (self), TRUE);
  gtk_widget_show (dialog);
}

static void
ask_if_needed (SendoffJobWindow *self)
{
  const SendoffTrustQuestion *trust = sendoff_task_get_trust_question (self->task);
  const SendoffPasswordQuestion *password = sendoff_task_get_password_question (self->task);
  GtkWidget *dialog;

  if (trust != NULL && was_accepted_before (self, trust))
    {
      sendoff_task_answer_trust (self->task, SENDOFF_ANSWER_ONCE);
      return;
    }
  if (self->question != NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (trust != NULL)
    {
      dialog = sendoff_trust_dialog_new (trust, GTK_WINDOW (self));
      g_signal_connect_object (dialog, "answered", G_CALLBACK (on_trust_answered), self, 0);
      open_question (self, dialog);
    }
  else if (password != NULL)
    {
      dialog = sendoff_password_dialog_new (password, GTK_WINDOW (self));
      g_signal_connect_object (dialog, "answered", G_CALLBACK (on_password_answered), self, 0);
      open_question (self, dialog);
    }
}

static void
close_question (SendoffJobWindow *self)
{
  GtkWidget *dialog = self->question;

  g_clear_weak_pointer (&self->question);
  if (dialog != NULL)
    gtk_widget_destroy (dialog);
}

/* ---- progress ---- */

static const SendoffReportStep *
find_step (GPtrArray     *steps,
           SendoffStepId  id)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SendoffReportStep *step = g_ptr_array_index (steps, i);

      if (step->leg == SENDOFF_LEG_OUTGOING && step->id == id)
        return step;
    }
  return NULL;
}

/* What the settings lead one to expect, before it has begun. */
static gboolean
is_planned (SendoffJobWindow *self,
            SendoffStepId     id)
{
  SendoffAccount *account = sendoff_task_get_account (self->task);

  if (id == SENDOFF_STEP_ENCRYPT || id == SENDOFF_STEP_TRUST)
    return sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING) != SENDOFF_SECURITY_NONE;
  if (id == SENDOFF_STEP_SIGN_IN)
    return sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_NONE;
  return TRUE;
}

static void
show_steps (SendoffJobWindow *self)
{
  SendoffReport *report = sendoff_task_get_report (self->task);
  GPtrArray *steps = report != NULL ? report->steps : sendoff_task_get_steps (self->task);

  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      const SendoffReportStep *step = find_step (steps, id);

      sendoff_step_row_set_step (SENDOFF_STEP_ROW (self->rows[id]), step);
      /* What is left out is told at the end: while it runs, rows that come and go would only move the others. */
      gtk_widget_set_visible (self->rows[id], report != NULL ? step != NULL
                                              : is_planned (self, id) || (step != NULL && step->state != SENDOFF_STEP_SKIPPED));
    }
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

static const SendoffDiagnosis *
find_fix (const SendoffReport *report)
{
  for (guint i = 0; i < report->diagnoses->len; i++)
    {
      const SendoffDiagnosis *diagnosis = g_ptr_array_index (report->diagnoses, i);

      if (diagnosis->changes != NULL && diagnosis->changes->len > 0)
        return diagnosis;
    }
  return NULL;
}

static void
show_title (SendoffJobWindow *self)
{
  g_autofree char *title = sendoff_task_dup_title (self->task);

  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_result (SendoffJobWindow *self)
{
  SendoffReport *report = sendoff_task_get_report (self->task);

  gtk_widget_set_visible (self->result_view, report != NULL);
  gtk_widget_set_visible (self->duplicate_label, report != NULL && report->outcome == SENDOFF_OUTCOME_UNCERTAIN);
  if (report == NULL)
    {
      sendoff_fix_box_set_proposal (self->fix_box, sendoff_task_get_account (self->task), NULL);
      return;
    }
  sendoff_result_view_set_report (SENDOFF_RESULT_VIEW (self->result_view), report, sendoff_task_get_subject (self->task));
  sendoff_fix_box_set_proposal (self->fix_box, sendoff_task_get_account (self->task), find_fix (report));
}

static void
show_buttons (SendoffJobWindow *self)
{
  SendoffReport *report = sendoff_task_get_report (self->task);
  gboolean finished = report != NULL;

  gtk_widget_set_visible (self->hide_button, !finished);
  gtk_widget_set_visible (self->stop_button, !finished);
  gtk_widget_set_sensitive (self->stop_button, TRUE);
  gtk_widget_set_visible (self->copy_button, finished);
  gtk_widget_set_visible (self->save_button, finished);
  gtk_widget_set_visible (self->close_button, finished);
  gtk_widget_set_visible (self->again_button, finished && report->outcome != SENDOFF_OUTCOME_PASSED);
  gtk_widget_grab_focus (finished ? self->close_button : self->hide_button);
}

static void
show_state (SendoffJobWindow *self)
{
  SendoffTaskState state = sendoff_task_get_state (self->task);

  show_title (self);
  show_steps (self);
  show_progress (self);
  if (state == SENDOFF_TASK_ASKING)
    ask_if_needed (self);
  else
    close_question (self);
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
  g_signal_connect_swapped (task, "step-changed", G_CALLBACK (show_steps), self);
  g_signal_connect_swapped (task, "notice", G_CALLBACK (show_notice), self);
}

static void
try_again (SendoffJobWindow *self)
{
  g_autoptr(SendoffTask) old = g_object_ref (self->task);
  SendoffTask *other = sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (sendoff_task_get_account (old)));

  if (other != NULL && sendoff_task_get_state (other) != SENDOFF_TASK_FINISHED)
    {
      show_notice (self, _("A message is being sent from this account already. Wait until that is done."));
      return;
    }
  show_notice (self, NULL);
  bind_task (self, sendoff_workspace_repeat (self->workspace, old));
  show_all (self);
  /* A result is long, its beginning anew isn't. */
  sendoff_window_fit_anew (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_emit (self, signals[TASK_REPLACED], 0, self->task);
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
  g_autofree char *text = sendoff_report_to_text (sendoff_task_get_report (self->task));

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), text, -1);
}

static void
on_save_clicked (GtkButton        *button,
                 SendoffJobWindow *self)
{
  g_autofree char *text = sendoff_report_to_text (sendoff_task_get_report (self->task));
  g_autofree char *name = sendoff_make_file_name (gtk_window_get_title (GTK_WINDOW (self)), ".txt");

  sendoff_save_text (GTK_WINDOW (self), _("Save Report"), name, text);
}

/* ---- the window ---- */

static void
sendoff_job_window_show (GtkWidget *widget)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (widget);

  GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->show (widget);
  if (self->task != NULL && sendoff_task_get_state (self->task) == SENDOFF_TASK_ASKING)
    ask_if_needed (self);
}

static void
sendoff_job_window_hide (GtkWidget *widget)
{
  close_question (SENDOFF_JOB_WINDOW (widget));
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
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (widget);

  gtk_window_set_urgency_hint (GTK_WINDOW (widget), FALSE);
  /* A quick server asks before its window has the keyboard; from here on nobody is typing elsewhere. Once: then it is the user who comes
   * back, for another button. */
  if (self->question != NULL && self->question_waits)
    gtk_window_present_with_time (GTK_WINDOW (self->question), gtk_get_current_event_time ());
  self->question_waits = FALSE;
  return GTK_WIDGET_CLASS (sendoff_job_window_parent_class)->focus_in_event (widget, event);
}

static void
sendoff_job_window_dispose (GObject *object)
{
  SendoffJobWindow *self = SENDOFF_JOB_WINDOW (object);

  close_question (self);
  bind_task (self, NULL);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->once_pin, g_free);
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
  gtk_widget_class_bind_template_callback (widget_class, try_again);
}

static void
sendoff_job_window_init (SendoffJobWindow *self)
{
  g_autoptr(GtkWindowGroup) group = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* What is modal to this window stops no other one. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      self->rows[id] = sendoff_step_row_new (id);
      gtk_box_pack_start (GTK_BOX (self->steps_box), self->rows[id], FALSE, FALSE, 0);
    }
  self->fix_box = g_object_new (SENDOFF_TYPE_FIX_BOX, NULL);
  sendoff_result_view_add (SENDOFF_RESULT_VIEW (self->result_view), GTK_WIDGET (self->fix_box));
  g_signal_connect_object (self->fix_box, "applied", G_CALLBACK (try_again), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sendoff_job_window_new (SendoffWorkspace *workspace,
                        SendoffTask      *task)
{
  SendoffJobWindow *self = g_object_new (SENDOFF_TYPE_JOB_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  sendoff_fix_box_set_file (self->fix_box, sendoff_workspace_get_accounts_file (workspace));
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
