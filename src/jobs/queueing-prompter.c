/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the order of the questions. */

#include "jobs/queueing-prompter.h"

/* Of a task that waits: what watches its cancellable. */
#define CANCELLED "sendoff-cancelled"

struct _SendoffQueueingPrompter
{
  GObject parent_instance;

  SendoffPrompter *prompter;
  GQueue           waiting;  /* of GTask */
  gboolean         asking;
  GPtrArray       *answered; /* of Answered */
};

typedef struct
{
  SendoffCertificate *certificate;
  SendoffTrustAnswer  answer;
} Answered;

static void ask_next (SendoffQueueingPrompter *self);
static void implement_prompter (SendoffPrompterInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffQueueingPrompter, sendoff_queueing_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, implement_prompter))

static void
free_answered (gpointer data)
{
  Answered *answered = data;

  sendoff_certificate_unref (answered->certificate);
  g_free (answered);
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
free_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

/* The source holds the task: it goes when the task leaves the line. */
static void
stop_watching (GTask *task)
{
  g_object_set_data (G_OBJECT (task), CANCELLED, NULL);
}

static void
on_trust_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffQueueingPrompter *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  SendoffTrustAnswer answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &error);

  self->asking = FALSE;
  if (error == NULL)
    {
      remember_answer (self, sendoff_prompter_get_question (task)->trust->certificate, answer);
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
  gboolean remember = FALSE;
  g_autoptr(GError) error = NULL;
  SendoffSecretString *password = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &remember, &error);

  self->asking = FALSE;
  if (error == NULL)
    sendoff_prompter_return_password (task, password, remember);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  ask_next (self);
}

/* TRUE: it is with the other prompter now; FALSE: answered already. */
static gboolean
pass_on (SendoffQueueingPrompter *self,
         GTask                   *task)
{
  const SendoffQuestion *question = sendoff_prompter_get_question (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const Answered *answered = question->trust != NULL ? find_answered (self, question->trust->certificate) : NULL;

  stop_watching (task);
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
      self->asking = pass_on (self, task);
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
  stop_watching (task);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
ask (SendoffPrompter *prompter,
     GTask           *task)
{
  SendoffQueueingPrompter *self = SENDOFF_QUEUEING_PROMPTER (prompter);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      GSource *cancelled = g_cancellable_source_new (cancellable);

      g_task_attach_source (task, cancelled, G_SOURCE_FUNC (on_cancelled));
      g_object_set_data_full (G_OBJECT (task), CANCELLED, cancelled, free_source);
    }
  g_queue_push_tail (&self->waiting, g_object_ref (task));
  ask_next (self);
}

static void
implement_prompter (SendoffPrompterInterface *interface)
{
  interface->ask = ask;
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
