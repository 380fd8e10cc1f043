/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the interface through which jobs ask a human. */

#include "jobs/prompter.h"

G_DEFINE_INTERFACE (SendoffPrompter, sendoff_prompter, G_TYPE_OBJECT)

static void
sendoff_prompter_default_init (SendoffPrompterInterface *iface)
{
}

SendoffTrustQuestion *
sendoff_trust_question_copy (const SendoffTrustQuestion *self)
{
  SendoffTrustQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->account = g_strdup (self->account);
  copy->user = g_strdup (self->user);
  copy->certificate = sendoff_certificate_ref (self->certificate);
  copy->comparison = self->comparison != NULL ? sendoff_comparison_copy (self->comparison) : NULL;
  return copy;
}

void
sendoff_trust_question_free (SendoffTrustQuestion *self)
{
  g_free ((char *) self->account);
  g_free ((char *) self->user);
  sendoff_certificate_unref (self->certificate);
  sendoff_comparison_free ((SendoffComparison *) self->comparison);
  g_free (self);
}

SendoffPasswordQuestion *
sendoff_password_question_copy (const SendoffPasswordQuestion *self)
{
  SendoffPasswordQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->account = g_strdup (self->account);
  copy->user = g_strdup (self->user);
  copy->host = g_strdup (self->host);
  copy->reason = g_strdup (self->reason);
  return copy;
}

void
sendoff_password_question_free (SendoffPasswordQuestion *self)
{
  g_free ((char *) self->account);
  g_free ((char *) self->user);
  g_free ((char *) self->host);
  g_free ((char *) self->reason);
  g_free (self);
}

void
sendoff_prompter_ask_trust_async (SendoffPrompter            *self,
                                  const SendoffTrustQuestion *question,
                                  GCancellable               *cancellable,
                                  GAsyncReadyCallback         callback,
                                  gpointer                    user_data)
{
  g_return_if_fail (SENDOFF_IS_PROMPTER (self));
  g_return_if_fail (question != NULL && (question->certificate->problems & SENDOFF_PROBLEMS_FATAL) == 0);

  SENDOFF_PROMPTER_GET_IFACE (self)->ask_trust_async (self, question, cancellable, callback, user_data);
}

SendoffTrustAnswer
sendoff_prompter_ask_trust_finish (SendoffPrompter  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (SENDOFF_IS_PROMPTER (self), SENDOFF_ANSWER_NO);

  return SENDOFF_PROMPTER_GET_IFACE (self)->ask_trust_finish (self, result, error);
}

void
sendoff_prompter_ask_password_async (SendoffPrompter               *self,
                                     const SendoffPasswordQuestion *question,
                                     GCancellable                  *cancellable,
                                     GAsyncReadyCallback            callback,
                                     gpointer                       user_data)
{
  g_return_if_fail (SENDOFF_IS_PROMPTER (self));

  SENDOFF_PROMPTER_GET_IFACE (self)->ask_password_async (self, question, cancellable, callback, user_data);
}

SendoffSecretString *
sendoff_prompter_ask_password_finish (SendoffPrompter  *self,
                                      GAsyncResult     *result,
                                      gboolean         *remember,
                                      GError          **error)
{
  g_return_val_if_fail (SENDOFF_IS_PROMPTER (self), NULL);

  return SENDOFF_PROMPTER_GET_IFACE (self)->ask_password_finish (self, result, remember, error);
}
