/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal-prompter.h"

#include "cli/pem-chain.h"
#include "fake-terminal.h"
#include "practice/practice-certificate.h"

#include <string.h>

static SendoffCertificate *
make_certificate (guint problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffPracticeCertificate) practice = sendoff_practice_certificate_new (SENDOFF_PRACTICE_WRONG_NAME, NULL, &error);
  g_autoptr(SendoffCertificate) certificate = NULL;
  g_autoptr(GPtrArray) ders = NULL;
  g_autofree char *pem = NULL;
  gnutls_datum_t leaf;
  gsize size = 0;

  g_assert_no_error (error);
  pem = sendoff_practice_certificate_to_pem (practice);
  ders = sendoff_pem_chain_parse (pem, strlen (pem));
  leaf.data = (unsigned char *) g_bytes_get_data (g_ptr_array_index (ders, 0), &size);
  leaf.size = (unsigned int) size;
  certificate = sendoff_certificate_new_for_chain (&leaf, 1, "mail.example.org", 587);
  return sendoff_certificate_with_judgement (certificate, problems, SENDOFF_TRUSTED_BY_NOBODY);
}

typedef struct
{
  gboolean             done;
  SendoffTrustAnswer   answer;
  SendoffSecretString *password;
  gboolean             remember;
  GError              *error;
} Answer;

static void
on_trust_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_password_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->password = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &answer->remember, &answer->error);
  answer->done = TRUE;
}

static void
wait_for_answer (Answer *answer)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_answers (void)
{
  static const struct
  {
    const char        *typed[2];
    gboolean           always_offered;
    SendoffTrustAnswer expected;
  } cases[] = {
    { { "yes\n" }, TRUE, SENDOFF_ANSWER_ONCE },
    { { "y\n" }, FALSE, SENDOFF_ANSWER_ONCE },
    { { "  YES \n" }, TRUE, SENDOFF_ANSWER_ONCE },
    { { "always\n" }, TRUE, SENDOFF_ANSWER_ALWAYS },
    { { "A\n" }, TRUE, SENDOFF_ANSWER_ALWAYS },
    { { "no\n" }, TRUE, SENDOFF_ANSWER_NO },
    { { "N\n" }, TRUE, SENDOFF_ANSWER_NO },
    { { "\n" }, TRUE, SENDOFF_ANSWER_NO },
    { { "\004" }, TRUE, SENDOFF_ANSWER_NO },
    { { "always\n", "no\n" }, FALSE, SENDOFF_ANSWER_NO },
    { { "yes please\n", "yes\n" }, TRUE, SENDOFF_ANSWER_ONCE },
  };
  g_autoptr(SendoffCertificate) certificate = make_certificate (SENDOFF_PROBLEM_UNTRUSTED_ROOT);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(FakeTerminal) fake = fake_terminal_new ();
      g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
      g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
      SendoffTrustQuestion question = { .certificate = certificate, .always_offered = cases[i].always_offered };
      Answer answer = { FALSE };

      g_test_message ("case %u: %s", i, cases[i].typed[0]);
      sendoff_prompter_ask_trust_async (prompter, &question, NULL, on_trust_answered, &answer);
      for (guint j = 0; j < 2 && cases[i].typed[j] != NULL; j++)
        {
          fake_terminal_wait_for (fake, "[no]: ", j + 1);
          g_assert_false (answer.done);
          fake_terminal_type (fake, cases[i].typed[j]);
        }
      wait_for_answer (&answer);
      g_assert_no_error (answer.error);
      g_assert_cmpint (answer.answer, ==, cases[i].expected);
      g_assert_cmpint (strstr (fake->screen->str, "always") != NULL, ==, cases[i].always_offered || strstr (cases[i].typed[0], "always") != NULL);
    }
}

static void
test_question (void)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (SENDOFF_PROBLEM_UNTRUSTED_ROOT | SENDOFF_PROBLEM_WRONG_NAME);
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
  g_autofree char *fingerprint = sendoff_certificate_dup_fingerprint (certificate);
  SendoffTrustQuestion question = { .certificate = certificate, .sends_password = TRUE, .sends_message = TRUE, .user = "ana\033[2J" };
  Answer answer = { FALSE };

  sendoff_prompter_ask_trust_async (prompter, &question, NULL, on_trust_answered, &answer);
  fake_terminal_wait_for (fake, "[no]: ", 1);
  fake_terminal_type (fake, "\n");
  wait_for_answer (&answer);
  g_assert_nonnull (strstr (fake->screen->str, "mail.example.org:587"));
  g_assert_nonnull (strstr (fake->screen->str, fingerprint));
  g_assert_nonnull (strstr (fake->screen->str, "other.example.net"));
  g_assert_nonnull (strstr (fake->screen->str, "ana\\x1b[2J"));
  g_assert_null (strstr (fake->screen->str, "\033[2J"));
  g_assert_nonnull (strstr (fake->screen->str, "  • "));
}

/* What was there before is laid beside what is there now, and a server that was vouched for gets the sternest words. */
static void
test_changed (void)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (SENDOFF_PROBLEM_UNTRUSTED_ROOT | SENDOFF_PROBLEM_CHANGED);
  g_autoptr(SendoffCertificate) before = make_certificate (0);
  g_autoptr(SendoffComparison) comparison = sendoff_certificate_compare (before, certificate, 0, 0);
  g_autofree char *verdict = sendoff_comparison_explain (comparison);
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
  SendoffTrustQuestion question = { .certificate = certificate, .sends_message = TRUE, .comparison = comparison, .was_valid = TRUE };
  Answer answer = { FALSE };

  sendoff_prompter_ask_trust_async (prompter, &question, NULL, on_trust_answered, &answer);
  fake_terminal_wait_for (fake, "[no]: ", 1);
  fake_terminal_type (fake, "always\n");
  fake_terminal_wait_for (fake, "[no]: ", 2);
  fake_terminal_type (fake, "\n");
  wait_for_answer (&answer);
  g_assert_cmpint (answer.answer, ==, SENDOFF_ANSWER_NO);
  g_assert_nonnull (strstr (fake->screen->str, "Until now an authority has vouched for this server."));
  g_assert_nonnull (strstr (fake->screen->str, verdict));
  g_assert_nonnull (strstr (fake->screen->str, "Issued by: "));
}

static void
test_cancelled (void)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (SENDOFF_PROBLEM_EXPIRED);
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  SendoffTrustQuestion question = { .certificate = certificate, .always_offered = TRUE };
  Answer answer = { FALSE };

  sendoff_prompter_ask_trust_async (prompter, &question, cancellable, on_trust_answered, &answer);
  fake_terminal_wait_for (fake, "[no]: ", 1);
  g_cancellable_cancel (cancellable);
  wait_for_answer (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (answer.answer, ==, SENDOFF_ANSWER_NO);
  g_clear_error (&answer.error);
}

static void
test_password (gconstpointer data)
{
  const char *typed = data;
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
  SendoffPasswordQuestion question = { .account = "Work", .user = "ana", .host = "mail.example.org", .reason = "It was refused." };
  g_autofree char *keys = g_strconcat (typed, "\n", NULL);
  Answer answer = { .remember = TRUE };

  sendoff_prompter_ask_password_async (prompter, &question, NULL, on_password_answered, &answer);
  fake_terminal_wait_for (fake, "): ", 1);
  g_assert_nonnull (strstr (fake->screen->str, "It was refused."));
  g_assert_nonnull (strstr (fake->screen->str, "ana"));
  g_assert_nonnull (strstr (fake->screen->str, "mail.example.org"));
  fake_terminal_type (fake, keys);
  wait_for_answer (&answer);
  g_assert_no_error (answer.error);
  g_assert_false (answer.remember);
  sendoff_terminal_write (terminal, "end");
  fake_terminal_wait_for (fake, "end", 1);
  if (*typed == '\0')
    {
      g_assert_null (answer.password);
      return;
    }
  g_assert_cmpstr (sendoff_secret_string_peek (answer.password), ==, typed);
  g_assert_null (strstr (fake->screen->str, typed));
  sendoff_secret_string_unref (answer.password);
}

static void
ask_client_key (const char *key, const char *expected)
{
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(SendoffPrompter) prompter = sendoff_terminal_prompter_new (terminal);
  SendoffPasswordQuestion question = { .kind = SENDOFF_SECRET_CLIENT_KEY, .account = "Work", .user = key, .reason = "It was wrong." };
  Answer answer = { .remember = TRUE };

  sendoff_prompter_ask_password_async (prompter, &question, NULL, on_password_answered, &answer);
  fake_terminal_wait_for (fake, "): ", 1);
  g_assert_nonnull (strstr (fake->screen->str, expected));
  g_assert_nonnull (strstr (fake->screen->str, "It was wrong."));
  fake_terminal_type (fake, "246810\n");
  wait_for_answer (&answer);
  g_assert_cmpstr (sendoff_secret_string_peek (answer.password), ==, "246810");
  g_assert_null (strstr (fake->screen->str, "246810"));
  sendoff_secret_string_unref (answer.password);
}

static void
test_client_key (void)
{
  ask_client_key ("/home/ana/mail.key", "Passphrase of the key /home/ana/mail.key (account “Work”): ");
  ask_client_key ("pkcs11:token=Card;object=mail", "PIN of the token with the key pkcs11:token=Card;object=mail (account “Work”): ");
  ask_client_key ("/home/ana/\033[2Jmail.key", "[2Jmail.key");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terminal-prompter/answers", test_answers);
  g_test_add_func ("/terminal-prompter/question", test_question);
  g_test_add_func ("/terminal-prompter/changed", test_changed);
  g_test_add_func ("/terminal-prompter/cancelled", test_cancelled);
  g_test_add_data_func ("/terminal-prompter/password", "open sesame", test_password);
  g_test_add_data_func ("/terminal-prompter/no-password", "", test_password);
  g_test_add_func ("/terminal-prompter/client-key", test_client_key);
  return g_test_run ();
}
