/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the answers where nobody can be asked. */

#include "jobs/refusing-prompter.h"

struct _SendoffRefusingPrompter
{
  GObject parent_instance;
};

static void refusing_prompter_iface_init (SendoffPrompterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffRefusingPrompter, sendoff_refusing_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, refusing_prompter_iface_init))

static void
sendoff_refusing_prompter_ask_trust_async (SendoffPrompter            *self,
                                           const SendoffTrustQuestion *question,
                                           GCancellable               *cancellable,
                                           GAsyncReadyCallback         callback,
                                           gpointer                    user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sendoff_refusing_prompter_ask_trust_async);
  g_task_return_int (task, SENDOFF_ANSWER_NO);
}

static SendoffTrustAnswer
sendoff_refusing_prompter_ask_trust_finish (SendoffPrompter  *self,
                                            GAsyncResult     *result,
                                            GError          **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer >= 0 ? (SendoffTrustAnswer) answer : SENDOFF_ANSWER_NO;
}

static void
sendoff_refusing_prompter_ask_password_async (SendoffPrompter               *self,
                                              const SendoffPasswordQuestion *question,
                                              GCancellable                  *cancellable,
                                              GAsyncReadyCallback            callback,
                                              gpointer                       user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sendoff_refusing_prompter_ask_password_async);
  g_task_return_pointer (task, NULL, NULL);
}

static SendoffSecretString *
sendoff_refusing_prompter_ask_password_finish (SendoffPrompter  *self,
                                               GAsyncResult     *result,
                                               gboolean         *remember,
                                               GError          **error)
{
  *remember = FALSE;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refusing_prompter_iface_init (SendoffPrompterInterface *iface)
{
  iface->ask_trust_async = sendoff_refusing_prompter_ask_trust_async;
  iface->ask_trust_finish = sendoff_refusing_prompter_ask_trust_finish;
  iface->ask_password_async = sendoff_refusing_prompter_ask_password_async;
  iface->ask_password_finish = sendoff_refusing_prompter_ask_password_finish;
}

static void
sendoff_refusing_prompter_class_init (SendoffRefusingPrompterClass *class)
{
}

static void
sendoff_refusing_prompter_init (SendoffRefusingPrompter *self)
{
}

SendoffPrompter *
sendoff_refusing_prompter_new (void)
{
  return g_object_new (SENDOFF_TYPE_REFUSING_PROMPTER, NULL);
}
