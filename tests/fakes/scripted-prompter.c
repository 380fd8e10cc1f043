/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scripted-prompter.h"

typedef struct
{
  enum { EXPECT_TRUST, EXPECT_PASSWORD, EXPECT_SILENCE } kind;
  guint              problems;
  gboolean            is_stern;
  char              *pin;
  SendoffTrustAnswer answer;
  char              *user, *password;
  gboolean           remember;
  SendoffSecretKind  secret_kind;
  gboolean           is_again;
} Expectation;

struct _ScriptedPrompter
{
  GObject parent_instance;
  GQueue  expectations;
};

static void scripted_prompter_iface_init (SendoffPrompterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedPrompter, scripted_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, scripted_prompter_iface_init))

static void
free_expectation (gpointer data)
{
  Expectation *expectation = data;

  g_free (expectation->pin);
  g_free (expectation->user);
  g_free (expectation->password);
  g_free (expectation);
}

static gboolean
on_silence_cancelled (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
stays_silent (const Expectation *expectation,
              GTask             *task)
{
  if (expectation->kind != EXPECT_SILENCE)
    return FALSE;

  g_autoptr(GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (source, G_SOURCE_FUNC (on_silence_cancelled), g_object_ref (task), g_object_unref);
  g_source_attach (source, NULL);
  return TRUE;
}

static void
ask_trust_async (SendoffPrompter            *prompter,
                 const SendoffTrustQuestion *question,
                 GCancellable               *cancellable,
                 GAsyncReadyCallback         callback,
                 gpointer                    user_data)
{
  ScriptedPrompter *self = SCRIPTED_PROMPTER (prompter);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Expectation *expectation = g_queue_pop_head (&self->expectations);

  g_assert_nonnull (expectation);
  if (!stays_silent (expectation, task))
    {
      g_assert_cmpint (expectation->kind, ==, EXPECT_TRUST);
      g_assert_cmphex (question->certificate->problems, ==, expectation->problems);
      g_assert_cmpint (question->was_valid, ==, expectation->is_stern);
      g_assert_cmpint (question->always_offered, ==, !expectation->is_stern);
      if (expectation->pin != NULL)
        g_assert_cmpstr (question->certificate->pin, ==, expectation->pin);
      g_task_return_int (task, expectation->answer);
    }
  free_expectation (expectation);
}

static SendoffTrustAnswer
ask_trust_finish (SendoffPrompter  *prompter,
                  GAsyncResult     *result,
                  GError          **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer >= 0 ? (SendoffTrustAnswer) answer : SENDOFF_ANSWER_NO;
}

static void
ask_password_async (SendoffPrompter               *prompter,
                    const SendoffPasswordQuestion *question,
                    GCancellable                  *cancellable,
                    GAsyncReadyCallback            callback,
                    gpointer                       user_data)
{
  ScriptedPrompter *self = SCRIPTED_PROMPTER (prompter);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Expectation *expectation = g_queue_pop_head (&self->expectations);

  g_assert_nonnull (expectation);
  if (!stays_silent (expectation, task))
    {
      g_assert_cmpint (expectation->kind, ==, EXPECT_PASSWORD);
      g_assert_cmpint (question->kind, ==, expectation->secret_kind);
      g_assert_cmpstr (question->user, ==, expectation->user);
      g_assert_cmpint (question->reason != NULL, ==, expectation->is_again);
      g_object_set_data (G_OBJECT (task), "remember", GINT_TO_POINTER (expectation->remember));
      g_task_return_pointer (task, expectation->password != NULL ? sendoff_secret_string_new (expectation->password, -1) : NULL,
                             (GDestroyNotify) sendoff_secret_string_unref);
    }
  free_expectation (expectation);
}

static SendoffSecretString *
ask_password_finish (SendoffPrompter  *prompter,
                     GAsyncResult     *result,
                     gboolean         *remember,
                     GError          **error)
{
  *remember = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (result), "remember"));
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
scripted_prompter_iface_init (SendoffPrompterInterface *iface)
{
  iface->ask_trust_async = ask_trust_async;
  iface->ask_trust_finish = ask_trust_finish;
  iface->ask_password_async = ask_password_async;
  iface->ask_password_finish = ask_password_finish;
}

static void
scripted_prompter_finalize (GObject *object)
{
  g_queue_clear_full (&SCRIPTED_PROMPTER (object)->expectations, free_expectation);
  G_OBJECT_CLASS (scripted_prompter_parent_class)->finalize (object);
}

static void
scripted_prompter_class_init (ScriptedPrompterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = scripted_prompter_finalize;
}

static void
scripted_prompter_init (ScriptedPrompter *self)
{
  g_queue_init (&self->expectations);
}

ScriptedPrompter *
scripted_prompter_new (void)
{
  return g_object_new (SCRIPTED_TYPE_PROMPTER, NULL);
}

void
scripted_prompter_expect_stern (ScriptedPrompter   *self,
                                guint               problems,
                                SendoffTrustAnswer  answer)
{
  scripted_prompter_expect_trust (self, problems, NULL, answer);
  ((Expectation *) g_queue_peek_tail (&self->expectations))->is_stern = TRUE;
}

void
scripted_prompter_expect_trust (ScriptedPrompter   *self,
                                guint               problems,
                                const char         *pin,
                                SendoffTrustAnswer  answer)
{
  Expectation *expectation = g_new0 (Expectation, 1);

  expectation->kind = EXPECT_TRUST;
  expectation->problems = problems;
  expectation->pin = g_strdup (pin);
  expectation->answer = answer;
  g_queue_push_tail (&self->expectations, expectation);
}

void
scripted_prompter_expect_password (ScriptedPrompter *self,
                                   const char       *user,
                                   const char       *password,
                                   gboolean          remember)
{
  Expectation *expectation = g_new0 (Expectation, 1);

  expectation->kind = EXPECT_PASSWORD;
  expectation->user = g_strdup (user);
  expectation->password = g_strdup (password);
  expectation->remember = remember;
  g_queue_push_tail (&self->expectations, expectation);
}

void
scripted_prompter_expect_client_secret (ScriptedPrompter *self,
                                        const char       *key,
                                        const char       *secret,
                                        gboolean          is_again)
{
  Expectation *expectation;

  scripted_prompter_expect_password (self, key, secret, FALSE);
  expectation = g_queue_peek_tail (&self->expectations);
  expectation->secret_kind = SENDOFF_SECRET_CLIENT_KEY;
  expectation->is_again = is_again;
}

void
scripted_prompter_expect_silence (ScriptedPrompter *self)
{
  Expectation *expectation = g_new0 (Expectation, 1);

  expectation->kind = EXPECT_SILENCE;
  g_queue_push_tail (&self->expectations, expectation);
}

void
scripted_prompter_assert_empty (ScriptedPrompter *self)
{
  g_assert_cmpuint (g_queue_get_length (&self->expectations), ==, 0);
}

gboolean
scripted_prompter_is_empty (ScriptedPrompter *self)
{
  return g_queue_is_empty (&self->expectations);
}
