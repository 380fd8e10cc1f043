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

static void
stay_silent (GTask *task)
{
  g_autoptr(GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_task_attach_source (task, source, G_SOURCE_FUNC (on_silence_cancelled));
}

static void
answer_trust (GTask             *task,
              const Expectation *expectation)
{
  const SendoffTrustQuestion *question = sendoff_prompter_get_question (task)->trust;

  g_assert_nonnull (question);
  g_assert_cmphex (question->certificate->problems, ==, expectation->problems);
  g_assert_cmpint (question->was_valid, ==, expectation->is_stern);
  g_assert_cmpint (question->always_offered, ==, !expectation->is_stern);
  if (expectation->pin != NULL)
    g_assert_cmpstr (question->certificate->pin, ==, expectation->pin);
  g_task_return_int (task, expectation->answer);
}

static void
answer_password (GTask             *task,
                 const Expectation *expectation)
{
  const SendoffPasswordQuestion *question = sendoff_prompter_get_question (task)->password;

  g_assert_nonnull (question);
  g_assert_cmpint (question->kind, ==, expectation->secret_kind);
  g_assert_cmpstr (question->user, ==, expectation->user);
  g_assert_cmpint (question->reason != NULL, ==, expectation->is_again);
  sendoff_prompter_return_password (task, expectation->password != NULL ? sendoff_secret_string_new (expectation->password, -1) : NULL,
                                    expectation->remember);
}

static void
ask (SendoffPrompter *prompter,
     GTask           *task)
{
  Expectation *expectation = g_queue_pop_head (&SCRIPTED_PROMPTER (prompter)->expectations);

  g_assert_nonnull (expectation);
  switch (expectation->kind)
    {
    case EXPECT_TRUST:
      answer_trust (task, expectation);
      break;
    case EXPECT_PASSWORD:
      answer_password (task, expectation);
      break;
    case EXPECT_SILENCE:
      stay_silent (task);
      break;
    }
  free_expectation (expectation);
}

static void
scripted_prompter_iface_init (SendoffPrompterInterface *iface)
{
  iface->ask = ask;
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
