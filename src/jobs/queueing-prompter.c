/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the order of the questions. */

#include "jobs/queueing-prompter.h"

struct _SendoffQueueingPrompter
{
  GObject parent_instance;

  SendoffPrompter *prompter;
  GQueue           waiting;  /* of GTask, task data Question */
  gboolean         asking;
  GPtrArray       *answered; /* of Answered */
};

typedef struct
{
  SendoffTrustQuestion    *trust;     /* one of the two */
  SendoffPasswordQuestion *password;
  GSource                 *cancelled; /* while it waits; NULL: can't be cancelled */
} Question;

typedef struct
{
  SendoffCertificate *certificate;
  SendoffTrustAnswer  answer;
} Answered;

typedef struct
{
  SendoffSecretString *password;
  gboolean             remember;
} PasswordAnswer;

static void ask_next (SendoffQueueingPrompter *self);
static void implement_prompter (SendoffPrompterInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffQueueingPrompter, sendoff_queueing_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, implement_prompter))

static void
stop_watching (Question *question)
{
  if (question->cancelled == NULL)
    return;
  g_source_destroy (question->cancelled);
  g_clear_pointer (&question->cancelled, g_source_unref);
}

static void
free_question (gpointer data)
{
  Question *question = data;

  stop_watching (question);
  g_clear_pointer (&question->trust, sendoff_trust_question_free);
  g_clear_pointer (&question->password, sendoff_password_question_free);
  g_free (question);
}

static void
free_answered (gpointer data)
{
  Answered *answered = data;

  sendoff_certificate_unref (answered->certificate);
  g_free (answered);
}

static void
free_password_answer (gpointer data)
{
  PasswordAnswer *answer = data;

  g_clear_pointer (&answer->password, sendoff_secret_string_unref);
  g_free (answer);
}

/* ---- what is known already ---- */

static gboolean
is_same (const SendoffCertificate *a,
         const SendoffCertificate *b)
{
  return a->port == b->port && a->problems == b->problems && g_strcmp0 (a->host, b->host) == 0 && a->sha256 != NULL &&
         g_strcmp0 (a->sha256, b->sha256) == 0;
}

static const Answered *
find_answered (SendoffQueueingPrompter  *self,
               const SendoffCertificate *certificate)
{
  for (guint i = 0; i < self->answered->len; i++)
    {
      const Answered *answered = g_ptr_array_index (self->answered, i);

      if (is_same (answered->certificate, certificate))
        return answered;
    }
  return NULL;
}

static void
remember_answer (SendoffQueueingPrompter *self,
                 SendoffCertificate      *certificate,
                 SendoffTrustAnswer       answer)
{
  Answered *answered = g_new0 (Answered, 1);

  answered->certificate = sendoff_certificate_ref (certificate);
  answered->answer = answer;
  g_ptr_array_add (self->answered, answered);
}

/* ---- asking ---- */

static void
on_trust_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffQueueingPrompter *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SendoffTrustAnswer answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &error);

  self->asking = FALSE;
  if (error == NULL)
    {
      remember_answer (self, question->trust->certificate, answer);
      g_task_return_int (task, answer);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
  ask_next (self);
}

static void
on_password_answered (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffQueueingPrompter *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  PasswordAnswer *answer = g_new0 (PasswordAnswer, 1);

  answer->password = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &answer->remember, &error);
  self->asking = FALSE;
  if (error == NULL)
    g_task_return_pointer (task, answer, free_password_answer);
  else
    {
      free_password_answer (answer);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  ask_next (self);
}

/* TRUE: it is with the other prompter now; FALSE: answered already. */
static gboolean
ask (SendoffQueueingPrompter *self,
     GTask                   *task)
{
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const Answered *answered = question->trust != NULL ? find_answered (self, question->trust->certificate) : NULL;

  stop_watching (question);
  if (g_task_return_error_if_cancelled (task))
    return FALSE;
  if (answered != NULL)
    {
      g_task_return_int (task, question->trust->always_offered ? answered->answer : MIN (answered->answer, SENDOFF_ANSWER_ONCE));
      return FALSE;
    }
  if (question->trust != NULL)
    sendoff_prompter_ask_trust_async (self->prompter, question->trust, cancellable, on_trust_answered, g_object_ref (task));
  else
    sendoff_prompter_ask_password_async (self->prompter, question->password, cancellable, on_password_answered, g_object_ref (task));
  return TRUE;
}

static void
ask_next (SendoffQueueingPrompter *self)
{
  g_autoptr(SendoffQueueingPrompter) alive = g_object_ref (self);

  while (!self->asking && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);

      self->asking = TRUE;
      self->asking = ask (self, task);
    }
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (G_TASK (user_data));
  SendoffQueueingPrompter *self = g_task_get_source_object (task);

  if (g_queue_remove (&self->waiting, task))
    g_object_unref (task);
  stop_watching (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Takes both. */
static void
put_in_line (SendoffQueueingPrompter *self,
             GTask                   *task,
             Question                *question)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_task_set_task_data (task, question, free_question);
  if (cancellable != NULL)
    {
      question->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, question->cancelled, G_SOURCE_FUNC (on_cancelled));
    }
  g_queue_push_tail (&self->waiting, task);
  ask_next (self);
}

static void
ask_trust_async (SendoffPrompter            *prompter,
                 const SendoffTrustQuestion *question,
                 GCancellable               *cancellable,
                 GAsyncReadyCallback         callback,
                 gpointer                    user_data)
{
  GTask *task = g_task_new (prompter, cancellable, callback, user_data);
  Question *copy = g_new0 (Question, 1);

  g_task_set_source_tag (task, ask_trust_async);
  copy->trust = sendoff_trust_question_copy (question);
  put_in_line (SENDOFF_QUEUEING_PROMPTER (prompter), task, copy);
}

static SendoffTrustAnswer
ask_trust_finish (SendoffPrompter  *prompter,
                  GAsyncResult     *result,
                  GError          **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, prompter), SENDOFF_ANSWER_NO);

  answer = g_task_propagate_int (G_TASK (result), error);
  return answer < 0 ? SENDOFF_ANSWER_NO : (SendoffTrustAnswer) answer;
}

static void
ask_password_async (SendoffPrompter               *prompter,
                    const SendoffPasswordQuestion *question,
                    GCancellable                  *cancellable,
                    GAsyncReadyCallback            callback,
                    gpointer                       user_data)
{
  GTask *task = g_task_new (prompter, cancellable, callback, user_data);
  Question *copy = g_new0 (Question, 1);

  g_task_set_source_tag (task, ask_password_async);
  copy->password = sendoff_password_question_copy (question);
  put_in_line (SENDOFF_QUEUEING_PROMPTER (prompter), task, copy);
}

static SendoffSecretString *
ask_password_finish (SendoffPrompter  *prompter,
                     GAsyncResult     *result,
                     gboolean         *remember,
                     GError          **error)
{
  PasswordAnswer *answer;
  SendoffSecretString *password;

  g_return_val_if_fail (g_task_is_valid (result, prompter), NULL);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return NULL;
  if (remember != NULL)
    *remember = answer->remember;
  password = g_steal_pointer (&answer->password);
  free_password_answer (answer);
  return password;
}

static void
implement_prompter (SendoffPrompterInterface *interface)
{
  interface->ask_trust_async = ask_trust_async;
  interface->ask_trust_finish = ask_trust_finish;
  interface->ask_password_async = ask_password_async;
  interface->ask_password_finish = ask_password_finish;
}

static void
sendoff_queueing_prompter_finalize (GObject *object)
{
  SendoffQueueingPrompter *self = SENDOFF_QUEUEING_PROMPTER (object);

  g_clear_object (&self->prompter);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  G_OBJECT_CLASS (sendoff_queueing_prompter_parent_class)->finalize (object);
}

static void
sendoff_queueing_prompter_class_init (SendoffQueueingPrompterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_queueing_prompter_finalize;
}

static void
sendoff_queueing_prompter_init (SendoffQueueingPrompter *self)
{
  g_queue_init (&self->waiting);
  self->answered = g_ptr_array_new_with_free_func (free_answered);
}

SendoffPrompter *
sendoff_queueing_prompter_new (SendoffPrompter *prompter)
{
  SendoffQueueingPrompter *self = g_object_new (SENDOFF_TYPE_QUEUEING_PROMPTER, NULL);

  self->prompter = g_object_ref (prompter);
  return SENDOFF_PROMPTER (self);
}
