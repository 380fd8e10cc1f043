/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that come at the same time: their order, what is known already, and cancelling. */

#include "jobs/queueing-prompter.h"

#include "base/error.h"
#include "scripted-prompter.h"

#define PROBLEMS SENDOFF_PROBLEM_SELF_SIGNED

typedef struct
{
  ScriptedPrompter *human;
  SendoffPrompter  *queue;
  GCancellable     *cancellable;
  GString          *answers;   /* in the order in which they came */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->human = scripted_prompter_new ();
  fixture->queue = sendoff_queueing_prompter_new (SENDOFF_PROMPTER (fixture->human));
  fixture->cancellable = g_cancellable_new ();
  fixture->answers = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  scripted_prompter_assert_empty (fixture->human);
  while (G_OBJECT (fixture->queue)->ref_count > 1 || G_OBJECT (fixture->human)->ref_count > 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->human);
  g_object_unref (fixture->cancellable);
  g_string_free (fixture->answers, TRUE);
}

static void
on_trust_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GError) error = NULL;
  SendoffTrustAnswer answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append (fixture->answers, "cancelled ");
  else
    g_string_append_printf (fixture->answers, "%d ", answer);
}

static void
on_password_answered (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  Fixture *fixture = user_data;
  gboolean remember = FALSE;
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffSecretString) password = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &remember, &error);

  g_assert_no_error (error);
  g_string_append_printf (fixture->answers, "%s%s ", password != NULL ? sendoff_secret_string_peek (password) : "none", remember ? "!" : "");
}

static void
ask_trust (Fixture      *fixture,
           guint16       port,
           const char   *sha256,
           GCancellable *cancellable)
{
  g_autoptr(SendoffCertificate) empty = sendoff_certificate_new_for_chain (NULL, 0, "mail.example.org", port);
  g_autoptr(SendoffCertificate) certificate = sendoff_certificate_with_judgement (empty, PROBLEMS, SENDOFF_TRUSTED_BY_NOBODY);
  SendoffTrustQuestion question = { .certificate = certificate, .always_offered = TRUE };

  g_free (certificate->sha256);
  certificate->sha256 = g_strdup (sha256);
  sendoff_prompter_ask_trust_async (fixture->queue, &question, cancellable, on_trust_answered, fixture);
}

static void
ask_password (Fixture    *fixture,
              const char *user)
{
  SendoffPasswordQuestion question = { .user = user, .host = "mail.example.org" };

  sendoff_prompter_ask_password_async (fixture->queue, &question, NULL, on_password_answered, fixture);
}

static void
wait_for (Fixture    *fixture,
          const char *answers)
{
  while (fixture->answers->len < strlen (answers))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->answers->str, ==, answers);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_ONCE);
  scripted_prompter_expect_password (fixture->human, "ana", "secret-1", TRUE);
  scripted_prompter_expect_password (fixture->human, "bo", NULL, FALSE);
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_NO);
  ask_trust (fixture, 465, "AA", NULL);
  ask_password (fixture, "ana");
  ask_password (fixture, "bo");
  ask_trust (fixture, 993, "AA", NULL);
  wait_for (fixture, "1 secret-1! none 0 ");
}

/* The same server with the same certificate: the answer is known. Another port, or another certificate: it isn't. */
static void
test_known (Fixture       *fixture,
            gconstpointer  data)
{
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_ALWAYS);
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_NO);
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_ONCE);
  ask_trust (fixture, 465, "AA", NULL);
  ask_trust (fixture, 465, "AA", NULL);
  ask_trust (fixture, 465, "BB", NULL);
  ask_trust (fixture, 993, "AA", NULL);
  ask_trust (fixture, 465, "BB", NULL);
  wait_for (fixture, "2 2 0 1 0 ");
}

/* One that waits leaves the line at once, while the one before it goes on waiting for its answer. */
static void
test_cancelled_in_line (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GCancellable) other = g_cancellable_new ();

  scripted_prompter_expect_silence (fixture->human);
  scripted_prompter_expect_trust (fixture->human, PROBLEMS, NULL, SENDOFF_ANSWER_ONCE);
  ask_trust (fixture, 465, "AA", fixture->cancellable);
  ask_trust (fixture, 465, "BB", other);
  ask_trust (fixture, 465, "CC", NULL);
  g_cancellable_cancel (other);
  wait_for (fixture, "cancelled ");
  g_cancellable_cancel (fixture->cancellable);
  wait_for (fixture, "cancelled cancelled 1 ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/queueing-prompter/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/queueing-prompter/known", Fixture, NULL, set_up, test_known, tear_down);
  g_test_add ("/queueing-prompter/cancelled-in-line", Fixture, NULL, set_up, test_cancelled_in_line, tear_down);
  return g_test_run ();
}
