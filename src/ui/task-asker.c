/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question dialog above one window, and what was accepted "once" there. */

#include "ui/task-asker.h"

#include "ui/password-dialog.h"
#include "ui/trust-dialog.h"

#define QUESTION "sendoff-question"

struct _SendoffTaskAsker
{
  GObject parent_instance;

  GtkWindow   *window;    /* weak */
  SendoffTask *task;      /* whose question is open; NULL: none */
  GtkWidget   *dialog;    /* weak */
  gboolean     waits;     /* for the keyboard, which another window had when it came up */
  char        *once_host; /* accepted "once"; NULL: nothing */
  char        *once_pin;
  guint        once_problems;
};

G_DEFINE_FINAL_TYPE (SendoffTaskAsker, sendoff_task_asker, G_TYPE_OBJECT)

/* ---- answers ---- */

/* The dialog is gone; the task, to be answered. */
static SendoffTask *
take_task (SendoffTaskAsker *self)
{
  g_clear_weak_pointer (&self->dialog);
  g_object_set_data (G_OBJECT (self->task), QUESTION, NULL);
  return g_steal_pointer (&self->task);
}

static void
remember (SendoffTaskAsker         *self,
          const SendoffCertificate *certificate)
{
  g_free (self->once_host);
  g_free (self->once_pin);
  self->once_host = g_strdup (certificate->host);
  self->once_pin = g_strdup (certificate->pin);
  self->once_problems = certificate->problems;
}

static void
on_trust_answered (SendoffTrustDialog *dialog,
                   int                 answer,
                   SendoffTaskAsker   *self)
{
  g_autoptr(SendoffTask) task = take_task (self);
  const SendoffTrustQuestion *question = sendoff_task_get_trust_question (task);

  if (question != NULL && answer == SENDOFF_ANSWER_ONCE)
    remember (self, question->certificate);
  sendoff_task_answer_trust (task, (SendoffTrustAnswer) answer);
}

static void
on_password_answered (SendoffPasswordDialog *dialog,
                      SendoffSecretString   *password,
                      gboolean               remembers,
                      SendoffTaskAsker      *self)
{
  g_autoptr(SendoffTask) task = take_task (self);

  sendoff_task_answer_password (task, password, remembers);
}

/* The same key with nothing worse to say of it. */
static gboolean
was_accepted_before (SendoffTaskAsker         *self,
                     const SendoffCertificate *certificate)
{
  return self->once_pin != NULL && g_strcmp0 (self->once_pin, certificate->pin) == 0 && g_strcmp0 (self->once_host, certificate->host) == 0 &&
         (certificate->problems & ~self->once_problems) == 0;
}

/* ---- questions ---- */

static void
open_dialog (SendoffTaskAsker *self,
             SendoffTask      *task,
             GtkWidget        *dialog)
{
  self->task = g_object_ref (task);
  g_object_set_data (G_OBJECT (task), QUESTION, dialog);
  g_set_weak_pointer (&self->dialog, dialog);
  /* Stop and Hide stay in reach: a question isn't a reason to wait for it. */
  gtk_window_set_modal (GTK_WINDOW (dialog), FALSE);
  /* Who is typing elsewhere must not answer by accident. */
  self->waits = !gtk_window_is_active (self->window);
  gtk_window_set_focus_on_map (GTK_WINDOW (dialog), !self->waits);
  if (self->waits)
    gtk_window_set_urgency_hint (self->window, TRUE);
  gtk_widget_show (dialog);
}

gboolean
sendoff_task_asker_is_asked (SendoffTask *task)
{
  return g_object_get_data (G_OBJECT (task), QUESTION) != NULL;
}

void
sendoff_task_asker_ask (SendoffTaskAsker *self,
                        SendoffTask      *task)
{
  const SendoffTrustQuestion *trust = sendoff_task_get_trust_question (task);
  const SendoffPasswordQuestion *password = sendoff_task_get_password_question (task);
  GtkWidget *dialog;

  g_return_if_fail (SENDOFF_IS_TASK_ASKER (self));

  if (sendoff_task_get_state (task) != SENDOFF_TASK_ASKING)
    {
      if (self->task == task)
        sendoff_task_asker_close (self);
      return;
    }
  if (trust != NULL && was_accepted_before (self, trust->certificate))
    {
      sendoff_task_answer_trust (task, SENDOFF_ANSWER_ONCE);
      return;
    }
  if (self->task != NULL || !gtk_widget_get_visible (GTK_WIDGET (self->window)) || sendoff_task_asker_is_asked (task))
    return;
  dialog = trust != NULL ? sendoff_trust_dialog_new (trust, self->window) : sendoff_password_dialog_new (password, self->window);
  g_signal_connect_object (dialog, "answered", trust != NULL ? G_CALLBACK (on_trust_answered) : G_CALLBACK (on_password_answered), self, 0);
  open_dialog (self, task, dialog);
}

void
sendoff_task_asker_close (SendoffTaskAsker *self)
{
  GtkWidget *dialog = self->dialog;
  g_autoptr(SendoffTask) task = self->task != NULL ? take_task (self) : NULL;

  if (dialog != NULL)
    gtk_widget_destroy (dialog);
}

void
sendoff_task_asker_present (SendoffTaskAsker *self)
{
  gtk_window_set_urgency_hint (self->window, FALSE);
  /* A quick server asks before its window has the keyboard; from here on nobody is typing elsewhere. Once: then it is the user who comes
   * back, for another button. */
  if (self->dialog != NULL && self->waits)
    gtk_window_present_with_time (GTK_WINDOW (self->dialog), gtk_get_current_event_time ());
  self->waits = FALSE;
}

/* ---- the object ---- */

static void
sendoff_task_asker_dispose (GObject *object)
{
  SendoffTaskAsker *self = SENDOFF_TASK_ASKER (object);

  sendoff_task_asker_close (self);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->once_host, g_free);
  g_clear_pointer (&self->once_pin, g_free);
  G_OBJECT_CLASS (sendoff_task_asker_parent_class)->dispose (object);
}

static void
sendoff_task_asker_class_init (SendoffTaskAskerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sendoff_task_asker_dispose;
}

static void
sendoff_task_asker_init (SendoffTaskAsker *self)
{
}

SendoffTaskAsker *
sendoff_task_asker_new (GtkWindow *window)
{
  SendoffTaskAsker *self = g_object_new (SENDOFF_TYPE_TASK_ASKER, NULL);

  g_set_weak_pointer (&self->window, window);
  return self;
}
