/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the interface through which jobs ask a human, and the questions until they are answered. */

#include "jobs/prompter.h"

G_DEFINE_INTERFACE (SendoffPrompter, sendoff_prompter, G_TYPE_OBJECT)

static void
sendoff_prompter_default_init (SendoffPrompterInterface *iface)
{
}

/* ---- the question ---- */

static SendoffTrustQuestion *
copy_trust_question (const SendoffTrustQuestion *self)
{
  SendoffTrustQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->account = g_strdup (self->account);
  copy->user = g_strdup (self->user);
  copy->certificate = sendoff_certificate_ref (self->certificate);
  copy->comparison = self->comparison != NULL ? sendoff_comparison_copy (self->comparison) : NULL;
  return copy;
}

static void
free_trust_question (SendoffTrustQuestion *self)
{
  g_free ((char *) self->account);
  g_free ((char *) self->user);
  sendoff_certificate_unref (self->certificate);
  sendoff_comparison_free ((SendoffComparison *) self->comparison);
  g_free (self);
}

static SendoffPasswordQuestion *
copy_password_question (const SendoffPasswordQuestion *self)
{
  SendoffPasswordQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->account = g_strdup (self->account);
  copy->user = g_strdup (self->user);
  copy->host = g_strdup (self->host);
  copy->reason = g_strdup (self->reason);
  return copy;
}

static void
free_password_question (SendoffPasswordQuestion *self)
{
  g_free ((char *) self->account);
  g_free ((char *) self->user);
  g_free ((char *) self->host);
  g_free ((char *) self->reason);
  g_free (self);
}

static void
free_question (gpointer data)
{
  SendoffQuestion *self = data;

  if (self->trust != NULL)
    free_trust_question ((SendoffTrustQuestion *) self->trust);
  if (self->password != NULL)
    free_password_question ((SendoffPasswordQuestion *) self->password);
  g_free (self);
}

const SendoffQuestion *
sendoff_prompter_get_question (GTask *task)
{
  return g_task_get_task_data (task);
}

/* Takes the question's parts. */
static void
ask (SendoffPrompter     *self,
     SendoffQuestion      parts,
     gpointer             source_tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_memdup2 (&parts, sizeof parts), free_question);
  SENDOFF_PROMPTER_GET_IFACE (self)->ask (self, task);
}

/* ---- about a certificate ---- */

void
sendoff_prompter_ask_trust_async (SendoffPrompter            *self,
                                  const SendoffTrustQuestion *question,
                                  GCancellable               *cancellable,
                                  GAsyncReadyCallback         callback,
                                  gpointer                    user_data)
{
  g_return_if_fail (SENDOFF_IS_PROMPTER (self));
  g_return_if_fail (question != NULL && (question->certificate->problems & SENDOFF_PROBLEMS_FATAL) == 0);

  ask (self, (SendoffQuestion){ .trust = copy_trust_question (question) }, sendoff_prompter_ask_trust_async, cancellable, callback, user_data);
}

SendoffTrustAnswer
sendoff_prompter_ask_trust_finish (SendoffPrompter  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, self), SENDOFF_ANSWER_NO);

  answer = g_task_propagate_int (G_TASK (result), error);
  return answer < 0 ? SENDOFF_ANSWER_NO : (SendoffTrustAnswer) answer;
}

/* ---- for a password ---- */

void
sendoff_prompter_ask_password_async (SendoffPrompter               *self,
                                     const SendoffPasswordQuestion *question,
                                     GCancellable                  *cancellable,
                                     GAsyncReadyCallback            callback,
                                     gpointer                       user_data)
{
  g_return_if_fail (SENDOFF_IS_PROMPTER (self));

  ask (self, (SendoffQuestion){ .password = copy_password_question (question) }, sendoff_prompter_ask_password_async, cancellable, callback,
       user_data);
}

void
sendoff_prompter_return_password (GTask               *task,
                                  SendoffSecretString *password,
                                  gboolean             remember)
{
  SendoffQuestion *question = g_task_get_task_data (task);

  question->remember = remember;
  g_task_return_pointer (task, password, (GDestroyNotify) sendoff_secret_string_unref);
}

SendoffSecretString *
sendoff_prompter_ask_password_finish (SendoffPrompter  *self,
                                      GAsyncResult     *result,
                                      gboolean         *remember,
                                      GError          **error)
{
  const SendoffQuestion *question;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  question = g_task_get_task_data (G_TASK (result));
  *remember = question->remember;
  return g_task_propagate_pointer (G_TASK (result), error);
}
