/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the interface through which jobs ask a human. */

#include "jobs/prompter.h"

G_DEFINE_INTERFACE (SendoffPrompter, sendoff_prompter, G_TYPE_OBJECT)

static void
sendoff_prompter_default_init (SendoffPrompterInterface *iface)
{
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
