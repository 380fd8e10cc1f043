/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The send job on the practice server: the story, trust, passwords, several messages. */

#include "send-fixture.h"

#include <string.h>

#define UNTRUSTED SENDOFF_PROBLEM_UNTRUSTED_ROOT
#define ALL_BUT_SIGN_IN (SENDOFF_SEEN_SENDER | SENDOFF_SEEN_RECIPIENTS | SENDOFF_SEEN_SUBJECT | SENDOFF_SEEN_BODY)

static void
assert_failed (SendoffReport      *report,
               SendoffFailureKind  kind,
               int                 exit_status)
{
  g_assert_cmpuint (report->failures->len, >, 0);
  g_assert_cmpint (((SendoffFailure *) report->failures->pdata[0])->kind, ==, kind);
  g_assert_cmpint (report->exit_status, ==, exit_status);
}

static void
assert_passed (SendoffReport *report)
{
  if (report->failures->len > 0)
    {
      const SendoffFailure *failure = report->failures->pdata[0];

      g_test_message ("kind %d step %d problems %#x: %s | %s", failure->kind, failure->step, failure->problems, failure->detail, failure->received);
    }
  g_assert_cmpint (report->exit_status, ==, 0);
  g_assert_cmpint (report->outcome, ==, SENDOFF_OUTCOME_PASSED);
  g_assert_cmpuint (report->failures->len, ==, 0);
}

static void
assert_no_secret_in_transcript (SendoffReport *report)
{
  static const char *const secrets[] = { "correct-horse-7", "Y29ycmVjdC1ob3JzZS03", "AGFuYUBleGFtcGxlLm9yZwBjb3JyZWN0LWhvcnNlLTc" };

  for (guint i = 0; i < report->transcripts->len; i++)
    for (guint k = 0; k < sendoff_transcript_get_n_lines (report->transcripts->pdata[i]); k++)
      for (guint s = 0; s < G_N_ELEMENTS (secrets); s++)
        g_assert_null (strstr (sendoff_transcript_get_line (report->transcripts->pdata[i], k)->text, secrets[s]));
}

/* Nothing may follow the handshake, let alone a credential. */
static void
assert_nothing_said (SendFixture *fixture,
                     guint        session)
{
  SendoffPracticeSession *seen = sendoff_practice_server_dup_session (fixture->server, session);

  g_assert_false (seen->signed_in);
  g_assert_cmpuint (seen->bytes_after_handshake, ==, 0);
  for (guint i = 0; i < seen->commands->len; i++)
    g_assert_null (strstr (seen->commands->pdata[i], "AUTH"));
  sendoff_practice_session_free (seen);
}

static void
test_relaying_denied (SendFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  SendoffFailure *failure;

  sendoff_account_set_authentication (fixture->account, SENDOFF_AUTHENTICATION_NONE);
  send_fixture_start (fixture, SENDOFF_SECURITY_NONE, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_REFUSED, 77);
  failure = report->failures->pdata[0];
  g_assert_cmpstr (failure->rejected_address, ==, "bob@example.net");
  g_assert_cmpint (failure->reply->code, ==, 550);
  g_assert_cmpstr (failure->subject, ==, "Test of the send job");
  g_assert_cmphex (sendoff_failure_get_error_number (failure), ==, 0x800CCC79);
  g_assert_cmpint (((SendoffDiagnosis *) report->diagnoses->pdata[0])->class_, ==, SENDOFF_CLASS_SIGN_IN_REQUIRED);
  /* Nothing was sent but the envelope. */
  g_assert_cmphex (report->seen, ==, SENDOFF_SEEN_SENDER | SENDOFF_SEEN_RECIPIENTS);
}

static void
test_sent_in_clear (SendFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_authentication (fixture->account, SENDOFF_AUTHENTICATION_NONE);
  sendoff_practice_server_set_requires_sign_in (fixture->server, FALSE);
  send_fixture_start (fixture, SENDOFF_SECURITY_NONE, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_true (report->seen_measured);
  g_assert_cmphex (report->seen, ==, ALL_BUT_SIGN_IN);
}

static void
test_password_in_clear (SendFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_NONE, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_cmphex (report->seen, ==, ALL_BUT_SIGN_IN | SENDOFF_SEEN_USER | SENDOFF_SEEN_PASSWORD);
  assert_no_secret_in_transcript (report);
}

static void
test_secured (SendFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  SendoffReportServer *server;
  SendoffReportCertificate *certificate;
  SendoffPracticeSession *session;

  send_fixture_start (fixture, GPOINTER_TO_INT (data), SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_cmphex (report->seen, ==, 0);
  assert_no_secret_in_transcript (report);
  server = report->servers->pdata[0];
  g_assert_true (g_str_has_prefix (server->tls, "TLS1."));
  g_assert_cmpstr (server->mechanism, ==, "PLAIN");
  certificate = report->certificates->pdata[0];
  g_assert_cmphex (certificate->certificate->problems, ==, 0);
  g_assert_cmpint (certificate->certificate->trusted_by, ==, SENDOFF_TRUSTED_BY_AUTHORITY);
  for (guint i = 0; i < report->steps->len; i++)
    g_assert_cmpint (((SendoffReportStep *) report->steps->pdata[i])->state, ==, SENDOFF_STEP_PASSED);
  session = sendoff_practice_server_dup_session (fixture->server, 0);
  g_assert_true (session->signed_in);
  g_assert_cmpuint (session->n_messages, ==, 1);
  sendoff_practice_session_free (session);
}

static void
test_refused_certificate (SendFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  fixture->options.trust = SENDOFF_TRUST_REFUSE;
  send_fixture_start (fixture, GPOINTER_TO_INT (data), SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_CERTIFICATE, 79);
  g_assert_cmphex (((SendoffFailure *) report->failures->pdata[0])->problems, ==, UNTRUSTED);
  g_assert_cmpint (((SendoffReportCertificate *) report->certificates->pdata[0])->certificate->trusted_by, ==, SENDOFF_TRUSTED_BY_NOBODY);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 1);
  assert_nothing_said (fixture, 0);
}

static void
test_trust_answers (SendFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) no = NULL;
  g_autoptr(SendoffReport) once = NULL;
  g_autoptr(SendoffReport) always = NULL;
  g_autoptr(SendoffReport) next = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_NO);
  no = send_fixture_send (fixture);
  assert_failed (no, SENDOFF_FAILURE_CERTIFICATE, 79);
  assert_nothing_said (fixture, 0);

  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_ONCE);
  once = send_fixture_send (fixture);
  assert_passed (once);
  g_assert_cmphex (once->seen, ==, 0);
  g_assert_cmphex (((SendoffReportCertificate *) once->certificates->pdata[0])->certificate->problems, ==, UNTRUSTED);
  g_assert_cmpint (((SendoffReportCertificate *) once->certificates->pdata[0])->certificate->trusted_by, ==, SENDOFF_TRUSTED_BY_USER);

  scripted_prompter_expect_trust (fixture->prompter, UNTRUSTED, NULL, SENDOFF_ANSWER_ALWAYS);
  always = send_fixture_send (fixture);
  assert_passed (always);
  next = send_fixture_send (fixture);
  assert_passed (next);
}

static SendoffSeenStore *
load_seen (SendFixture *fixture)
{
  SendoffSeenStore *seen = sendoff_seen_store_new (fixture->folder);

  g_assert_true (sendoff_seen_store_load (seen, NULL, NULL));
  return seen;
}

static const char *
get_trust_detail (const SendoffReport *report)
{
  for (guint i = 0; i < report->steps->len; i++)
    if (((SendoffReportStep *) report->steps->pdata[i])->id == SENDOFF_STEP_TRUST)
      return ((SendoffReportStep *) report->steps->pdata[i])->detail;
  g_assert_not_reached ();
}

/* What an authority vouched for is remembered before the job ends; afterwards nobody is offered to trust the server for good. */
static void
test_was_valid (SendFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr(SendoffSeenStore) seen = load_seen (fixture);
  g_autoptr(SendoffSeenStore) next = NULL;
  g_autoptr(SendoffSeenEntry) entry = NULL;
  g_autoptr(SendoffReport) valid = NULL;
  g_autoptr(SendoffReport) untrusted = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  fixture->options.seen = seen;
  valid = send_fixture_send (fixture);
  assert_passed (valid);
  g_assert_null (get_trust_detail (valid));
  next = load_seen (fixture);
  entry = sendoff_seen_store_lookup (next, "localhost", sendoff_practice_server_get_port (fixture->server));
  g_assert_nonnull (entry);

  fixture->options.seen = next;
  fixture->options.roots = NULL;
  scripted_prompter_expect_stern (fixture->prompter, SENDOFF_PROBLEM_INCOMPLETE_CHAIN, SENDOFF_ANSWER_NO);
  untrusted = send_fixture_send (fixture);
  assert_failed (untrusted, SENDOFF_FAILURE_CERTIFICATE, 79);
  assert_nothing_said (fixture, 1);
}

static void
on_noted (GObject      *source,
          GAsyncResult *result,
          gpointer      is_done)
{
  g_assert_true (sendoff_seen_store_change_finish (SENDOFF_SEEN_STORE (source), result, NULL));
  *(gboolean *) is_done = TRUE;
}

/* Somebody else's. */
static const char other_pem[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBjDCCATGgAwIBAgICA+gwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAxMQUm9vdCBm\n"
  "b3IgZnV6emluZzAgFw0yNjA2MTMxNDEzMjBaGA8yMTI2MDgyODE0MTMyMFowGzEZ\n"
  "MBcGA1UEAxMQUm9vdCBmb3IgZnV6emluZzBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"
  "A0IABFcdhDtJSP5rpXU+3wuNwjkIh0+a9F/GKHXobnTSUJY05ypsvUaRZjMTKhmB\n"
  "TZAJ6SWMdvQoWrnEWvPn97NzexCjYzBhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0P\n"
  "AQH/BAQDAgEGMB0GA1UdDgQWBBQrDOZbW247xhiE2uVfPzLB7PL2IjAfBgNVHSME\n"
  "GDAWgBQrDOZbW247xhiE2uVfPzLB7PL2IjAKBggqhkjOPQQDAgNJADBGAiEA6K2c\n"
  "8VCpemQdEAUTb/caFxjDG6PJjVewGPxoWzfey/4CIQC7a2AQba+2c8idGgjVH6P6\n"
  "5NHY0n1bbmlJo69QLS8CHA==\n"
  "-----END CERTIFICATE-----\n";

/* Another certificate than before, but an authority vouches for it: nobody is asked, and the report says so. */
static void
test_changed_and_valid (SendFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr(SendoffSeenStore) seen = load_seen (fixture);
  g_autoptr(SendoffReport) report = NULL;
  g_autoptr(SendoffCertificate) other = NULL;
  gboolean is_done = FALSE;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_RSA_2048);
  other = sendoff_certificate_new_from_pem (other_pem, "localhost", sendoff_practice_server_get_port (fixture->server));
  g_assert_nonnull (other);
  other->trusted_by = SENDOFF_TRUSTED_BY_AUTHORITY;
  sendoff_seen_store_note_async (seen, other, on_noted, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);

  fixture->options.seen = seen;
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_nonnull (strstr (get_trust_detail (report), "another key and another issuer"));
}

static void
test_asked_once_only (SendFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_CHANGING);
  scripted_prompter_expect_trust (fixture->prompter, SENDOFF_PROBLEM_SELF_SIGNED, NULL, SENDOFF_ANSWER_ONCE);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_CERTIFICATE, 79);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 2);
  assert_nothing_said (fixture, 0);
  assert_nothing_said (fixture, 1);
}

static void
test_changed_key (SendFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_SELF_SIGNED);
  g_assert_true (sendoff_trust_store_add_pin (fixture->trust_store, "localhost", sendoff_practice_server_get_port (fixture->server),
                                              "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL));
  scripted_prompter_expect_trust (fixture->prompter, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_CHANGED, NULL, SENDOFF_ANSWER_NO);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_CERTIFICATE, 79);
  g_assert_cmphex (((SendoffReportCertificate *) report->certificates->pdata[0])->certificate->problems, ==,
                   SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_CHANGED);
}

/* An authority vouches: a stale pin by hand for another key doesn't stand in the way. */
static void
test_vouched_beside_pin (SendFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  g_assert_true (sendoff_trust_store_add_pin (fixture->trust_store, "localhost", sendoff_practice_server_get_port (fixture->server),
                                              "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL));
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_cmpint (((SendoffReportCertificate *) report->certificates->pdata[0])->certificate->trusted_by, ==, SENDOFF_TRUSTED_BY_AUTHORITY);
}

static void
test_given_pin (SendFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr(SendoffPracticeCertificate) certificate = NULL;
  g_autoptr(SendoffReport) right = NULL;
  g_autoptr(SendoffReport) wrong = NULL;
  g_autofree char *pin = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  sendoff_practice_server_stop (fixture->server);
  certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_EVERYTHING_WRONG, NULL, NULL);
  sendoff_practice_server_set_certificate (fixture->server, certificate);
  g_assert_true (sendoff_practice_server_start (fixture->server, NULL));
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (fixture->server));
  pin = sendoff_practice_certificate_dup_pin (certificate);

  fixture->options.trust = SENDOFF_TRUST_PIN;
  fixture->options.pin = pin;
  right = send_fixture_send (fixture);
  assert_passed (right);
  g_assert_cmpint (((SendoffReportCertificate *) right->certificates->pdata[0])->certificate->trusted_by, ==, SENDOFF_TRUSTED_BY_PIN);

  fixture->options.pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  wrong = send_fixture_send (fixture);
  assert_failed (wrong, SENDOFF_FAILURE_CERTIFICATE, 79);
}

static void
test_never_offered (SendFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  /* No question was put into the script: one would fail the test. */
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_CLIENT_ONLY);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_CERTIFICATE, 79);
  assert_nothing_said (fixture, 0);
}

static void
test_password_asked (SendFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  g_autoptr(SendoffReport) next = NULL;
  g_autoptr(SendoffReport) none = NULL;

  g_clear_pointer (&fixture->options.password, sendoff_secret_string_unref);
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", NULL, FALSE);
  none = send_fixture_send (fixture);
  assert_failed (none, SENDOFF_FAILURE_PASSWORD_MISSING, 78);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 0);

  scripted_prompter_expect_password (fixture->prompter, "ana@example.org", "correct-horse-7", FALSE);
  report = send_fixture_send (fixture);
  assert_passed (report);
  /* Kept for this run. */
  next = send_fixture_send (fixture);
  assert_passed (next);
}

static void
test_wrong_password (SendFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  g_clear_pointer (&fixture->options.password, sendoff_secret_string_unref);
  fixture->options.password = sendoff_secret_string_new ("wrong-horse-8", -1);
  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_REFUSED, 77);
  g_assert_cmpint (((SendoffFailure *) report->failures->pdata[0])->step, ==, SENDOFF_STEP_SIGN_IN);
  g_assert_cmpint (((SendoffDiagnosis *) report->diagnoses->pdata[0])->class_, ==, SENDOFF_CLASS_CREDENTIALS);
}

static void
test_other_mechanism (SendFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_practice_server_set_mechanisms (fixture->server, "CRAM-MD5");
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_passed (report);
  g_assert_cmpstr (((SendoffReportServer *) report->servers->pdata[0])->mechanism, ==, "CRAM-MD5");
}

static void
test_many_messages (SendFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  SendoffPracticeSession *session;

  fixture->options.count = 5;
  fixture->to[1] = "eve@example.net";
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_passed (report);
  for (guint i = 0; i < 5; i++)
    {
      assert_passed (fixture->reports->pdata[i]);
      g_assert_cmpuint (((SendoffReport *) fixture->reports->pdata[i])->recipients->len, ==, 2);
    }
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 1);
  session = sendoff_practice_server_dup_session (fixture->server, 0);
  g_assert_cmpuint (session->n_messages, ==, 5);
  sendoff_practice_session_free (session);
}

/* Behind a message that failed nothing is tried, and each report says so. */
static void
test_count_stops (SendFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  SendoffReport *second;
  SendoffReportStep *submit;

  fixture->options.count = 3;
  g_assert_true (sendoff_practice_server_set_mishap (fixture->server, "rcpt-550", NULL));
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_REFUSED, 67);
  second = fixture->reports->pdata[1];
  submit = second->steps->pdata[SENDOFF_STEP_SUBMIT];
  g_assert_cmpint (submit->id, ==, SENDOFF_STEP_SUBMIT);
  g_assert_cmpint (submit->state, ==, SENDOFF_STEP_SKIPPED);
  g_assert_nonnull (submit->detail);
  g_assert_cmpint (second->outcome, ==, SENDOFF_OUTCOME_FAILED);
}

static void
test_invalid_settings (SendFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_text (fixture->account, SENDOFF_KEY_SMTP_HOST, "bad host");
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_SETTINGS, 78);
}

static void
test_host_not_found (SendFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_text (fixture->account, SENDOFF_KEY_SMTP_HOST, "no-such-host.invalid");
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_HOST_NOT_FOUND, 68);
}

static void
test_nobody_listens (SendFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  g_autoptr(SendoffReport) once_more = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  sendoff_practice_server_stop (fixture->server);
  report = send_fixture_send (fixture);
  assert_failed (report, SENDOFF_FAILURE_CANNOT_CONNECT, 69);
  g_assert_cmpuint (sendoff_failure_get_socket_error (report->failures->pdata[0]), ==, 10061);
}

/* The account was edited or removed meanwhile: the job goes on with what it began with. */
static void
test_account_is_copied (SendFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_practice_server_set_delay_ms (fixture->server, 20);
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  g_idle_add_once ((GSourceOnceFunc) g_object_run_dispose, fixture->account);
  report = send_fixture_send (fixture);
  assert_passed (report);
}

#define ADD(path, data, func) g_test_add ("/jobs/send/" path, SendFixture, data, send_fixture_set_up, func, send_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("relaying-denied", NULL, test_relaying_denied);
  ADD ("sent-in-clear", NULL, test_sent_in_clear);
  ADD ("password-in-clear", NULL, test_password_in_clear);
  ADD ("secured/starttls", GINT_TO_POINTER (SENDOFF_SECURITY_STARTTLS), test_secured);
  ADD ("secured/tls", GINT_TO_POINTER (SENDOFF_SECURITY_TLS), test_secured);
  ADD ("refused-certificate/starttls", GINT_TO_POINTER (SENDOFF_SECURITY_STARTTLS), test_refused_certificate);
  ADD ("refused-certificate/tls", GINT_TO_POINTER (SENDOFF_SECURITY_TLS), test_refused_certificate);
  ADD ("trust-answers", NULL, test_trust_answers);
  ADD ("was-valid", NULL, test_was_valid);
  ADD ("changed-and-valid", NULL, test_changed_and_valid);
  ADD ("asked-once-only", NULL, test_asked_once_only);
  ADD ("changed-key", NULL, test_changed_key);
  ADD ("vouched-beside-pin", NULL, test_vouched_beside_pin);
  ADD ("given-pin", NULL, test_given_pin);
  ADD ("never-offered", NULL, test_never_offered);
  ADD ("password-asked", NULL, test_password_asked);
  ADD ("wrong-password", NULL, test_wrong_password);
  ADD ("other-mechanism", NULL, test_other_mechanism);
  ADD ("many-messages", NULL, test_many_messages);
  ADD ("count-stops", NULL, test_count_stops);
  ADD ("invalid-settings", NULL, test_invalid_settings);
  ADD ("host-not-found", NULL, test_host_not_found);
  ADD ("nobody-listens", NULL, test_nobody_listens);
  ADD ("account-is-copied", NULL, test_account_is_copied);
  return g_test_run ();
}
