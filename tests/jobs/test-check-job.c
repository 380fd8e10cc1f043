/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check job: what it asks, what it tells, and that a leg that fails leaves the other alone. */

#include "send-fixture.h"

#define PASSWORD "correct-horse-7"
#define UNTRUSTED SENDOFF_PROBLEM_UNTRUSTED_ROOT

/* None of these waits for a time-out; under valgrind a second is short. */
static void
set_up (SendFixture   *fixture,
        gconstpointer  data)
{
  send_fixture_set_up (fixture, data);
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_TIMEOUT, 30);
}

static const SendoffReportStep *
find_step (SendoffReport *report,
           SendoffLeg     leg,
           SendoffStepId  id)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = report->steps->pdata[i];

      if (step->leg == leg && step->id == id)
        return step;
    }
  return NULL;
}

static void
assert_step (SendoffReport    *report,
             SendoffLeg        leg,
             SendoffStepId     id,
             SendoffStepState  state)
{
  const SendoffReportStep *step = find_step (report, leg, id);

  g_assert_nonnull (step);
  g_assert_cmpint (step->state, ==, state);
}

static const SendoffFailure *
get_failure (SendoffReport *report,
             guint          index)
{
  g_assert_cmpuint (report->failures->len, >, index);
  return report->failures->pdata[index];
}

/* An incoming server at a port where nobody listens. */
static void
add_dead_incoming_server (SendFixture *fixture)
{
  sendoff_account_set_incoming_protocol (fixture->account, SENDOFF_PROTOCOL_IMAP);
  sendoff_account_set_text (fixture->account, SENDOFF_KEY_INCOMING_HOST, "localhost");
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_INCOMING_PORT, 1);
  sendoff_account_set_text (fixture->account, SENDOFF_KEY_INCOMING_USER, "ana@example.org");
}

static SendoffCheckOptions
make_options (SendFixture *fixture)
{
  return (SendoffCheckOptions){ .roots = fixture->roots, .password = fixture->options.password };
}

static void
test_outgoing_only (SendFixture   *fixture,
                    gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;
  SendoffPracticeSession *session;
  const SendoffReportServer *server;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 0);
  g_assert_cmpstr (report->job, ==, "check");
  g_assert_cmpuint (report->servers->len, ==, 1);
  server = report->servers->pdata[0];
  g_assert_nonnull (server->extensions);
  g_assert_cmpstr (server->mechanism, ==, "PLAIN");
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
  /* Nothing is handed over, and nobody speaks of it. */
  g_assert_null (find_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT));
  g_assert_null (find_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_FIND_SERVER));
  g_assert_true (report->seen_measured);
  g_assert_cmphex (report->seen, ==, 0);
  g_assert_cmpuint (report->transcripts->len, ==, 1);
  session = sendoff_practice_server_dup_session (fixture->server, 0);
  g_assert_true (session->signed_in);
  g_assert_cmpuint (session->n_messages, ==, 0);
  sendoff_practice_session_free (session);
}

static void
test_without_signing_in (SendFixture   *fixture,
                         gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_authentication (fixture->account, SENDOFF_AUTHENTICATION_NONE);
  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_GREET, SENDOFF_STEP_PASSED);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_SKIPPED);
}

static void
test_failed_leg_leaves_the_other (SendFixture   *fixture,
                                  gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  add_dead_incoming_server (fixture);
  options.incoming_password = options.password;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 69);
  g_assert_cmpuint (report->failures->len, ==, 1);
  g_assert_cmpint (get_failure (report, 0)->leg, ==, SENDOFF_LEG_INCOMING);
  g_assert_cmpint (get_failure (report, 0)->protocol, ==, SENDOFF_PROTOCOL_IMAP);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
  assert_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_CONNECT, SENDOFF_STEP_FAILED);
  assert_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_SKIPPED);
}

/* The outgoing server's failure comes first, though the incoming one's is known at once. */
static void
test_outgoing_failure_first (SendFixture   *fixture,
                             gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffSecretString) wrong = sendoff_secret_string_new ("entirely-wrong-9", -1);
  g_autoptr(SendoffReport) report = NULL;

  add_dead_incoming_server (fixture);
  options.password = options.incoming_password = wrong;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 77);
  g_assert_cmpuint (report->failures->len, ==, 2);
  g_assert_cmpint (get_failure (report, 0)->leg, ==, SENDOFF_LEG_OUTGOING);
  g_assert_cmpint (get_failure (report, 1)->leg, ==, SENDOFF_LEG_INCOMING);
}

static void
test_passwords_asked_first (SendFixture   *fixture,
                            gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  add_dead_incoming_server (fixture);
  options.password = NULL;
  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", PASSWORD, FALSE);
  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", NULL, FALSE);
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 78);
  g_assert_cmpint (get_failure (report, 0)->kind, ==, SENDOFF_FAILURE_PASSWORD_MISSING);
  g_assert_cmpint (get_failure (report, 0)->leg, ==, SENDOFF_LEG_INCOMING);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
}

/* "Same as incoming": one question for both, also where the answer is none. */
static void
test_shared_password_asked_once (SendFixture   *fixture,
                                 gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) first = NULL;
  g_autoptr(SendoffReport) second = NULL;

  add_dead_incoming_server (fixture);
  sendoff_account_set_authentication (fixture->account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  options.password = NULL;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);

  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", NULL, FALSE);
  first = send_fixture_check (fixture, &options);
  g_assert_cmpint (first->exit_status, ==, 78);
  g_assert_cmpuint (first->failures->len, ==, 2);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 0);

  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", PASSWORD, FALSE);
  second = send_fixture_check (fixture, &options);
  assert_step (second, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
}

static void
test_untrusted (SendFixture   *fixture,
                gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) refused = NULL;
  g_autoptr(SendoffReport) accepted = NULL;
  SendoffPracticeSession *session;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_NO);
  refused = send_fixture_check (fixture, &options);
  g_assert_cmpint (refused->exit_status, ==, 79);
  session = sendoff_practice_server_dup_session (fixture->server, 0);
  g_assert_cmpuint (session->bytes_after_handshake, ==, 0);
  sendoff_practice_session_free (session);

  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_ONCE);
  accepted = send_fixture_check (fixture, &options);
  g_assert_cmpint (accepted->exit_status, ==, 0);
}

/* Both servers are real, both show a certificate that nobody vouches for: a question for each, one after the other. */
static void
test_both_directions (SendFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr(SendoffPracticeServer) incoming = sendoff_practice_server_new ();
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_UNTRUSTED_ROOT, NULL, NULL);
  g_autoptr(SendoffReport) report = NULL;
  SendoffCheckOptions options = make_options (fixture);

  sendoff_practice_server_set_protocol (incoming, SENDOFF_PRACTICE_IMAP);
  sendoff_practice_server_set_login (incoming, "ana@example.org", PASSWORD);
  sendoff_practice_server_set_certificate (incoming, certificate);
  g_assert_true (sendoff_practice_server_start (incoming, NULL));
  add_dead_incoming_server (fixture);
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_INCOMING_PORT, sendoff_practice_server_get_port (incoming));
  sendoff_account_set_security (fixture->account, SENDOFF_LEG_INCOMING, SENDOFF_SECURITY_STARTTLS);
  sendoff_account_set_authentication (fixture->account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);

  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_ONCE);
  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_ONCE);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
  assert_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_PASSED);
  g_assert_cmpuint (report->servers->len, ==, 2);
  g_assert_cmpuint (report->certificates->len, ==, 2);
  /* Each leg met the question on a connection of its own, on which nothing was said. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (i == 0 ? fixture->server : incoming, 0);

      g_assert_false (session->signed_in);
      g_assert_cmpuint (session->bytes_after_handshake, ==, 0);
    }
}

static void
test_test_message (SendFixture   *fixture,
                   gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;
  const SendoffReportRecipient *recipient;

  options.test_message = TRUE;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_STEP_PASSED);
  g_assert_cmpuint (report->recipients->len, ==, 1);
  recipient = report->recipients->pdata[0];
  g_assert_cmpstr (recipient->address, ==, "ana@example.org");
  g_assert_nonnull (report->message_id);
}

static void
test_invalid_account (SendFixture   *fixture,
                      gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_text (fixture->account, SENDOFF_KEY_SMTP_HOST, "no host");
  report = send_fixture_check (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 78);
  g_assert_cmpint (get_failure (report, 0)->kind, ==, SENDOFF_FAILURE_SETTINGS);
}

static void
test_cancelled (SendFixture   *fixture,
                gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  add_dead_incoming_server (fixture);
  options.incoming_password = options.password;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  /* A quick server would be through before the cancelling comes. */
  g_assert_true (sendoff_practice_server_set_mishap (fixture->server, "greeting-stall", NULL));
  report = send_fixture_check_and_cancel (fixture, &options, SENDOFF_STEP_GREET);
  g_assert_cmpint (report->exit_status, ==, 130);
  g_assert_cmpint (report->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
}

static void
test_cancelled_at_question (SendFixture   *fixture,
                            gconstpointer  data)
{
  SendoffCheckOptions options = make_options (fixture);
  g_autoptr(SendoffReport) report = NULL;

  add_dead_incoming_server (fixture);
  options.incoming_password = options.password;
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  scripted_prompter_expect_silence (fixture->prompter);
  report = send_fixture_check_and_cancel_question (fixture, &options);
  g_assert_cmpint (report->exit_status, ==, 130);
}

#define ADD(path, func) g_test_add ("/check-job/" path, SendFixture, NULL, set_up, func, send_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("outgoing-only", test_outgoing_only);
  ADD ("without-signing-in", test_without_signing_in);
  ADD ("failed-leg-leaves-the-other", test_failed_leg_leaves_the_other);
  ADD ("outgoing-failure-first", test_outgoing_failure_first);
  ADD ("passwords-asked-first", test_passwords_asked_first);
  ADD ("shared-password-asked-once", test_shared_password_asked_once);
  ADD ("untrusted", test_untrusted);
  ADD ("both-directions", test_both_directions);
  ADD ("test-message", test_test_message);
  ADD ("invalid-account", test_invalid_account);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-at-question", test_cancelled_at_question);
  return g_test_run ();
}
