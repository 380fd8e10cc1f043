/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mishap of the practice server ends in the contract's status, in bounded time, with no credential in clear. */

#include "send-fixture.h"

#include <string.h>

typedef struct
{
  const char        *mishap;
  SendoffFailureKind kind;
  int                exit_status;
} Expectation;

#define NO_FAILURE SENDOFF_N_FAILURE_KINDS

/* With STARTTLS, a good certificate, sign-in and two recipients. */
static const Expectation expectations[] = {
  { "greeting-421", SENDOFF_FAILURE_REFUSED, 75 },
  { "greeting-554", SENDOFF_FAILURE_REFUSED, 77 },
  { "greeting-garbage", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "greeting-http", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "greeting-imap", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "greeting-pop3", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "greeting-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "greeting-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "ehlo-421", SENDOFF_FAILURE_REFUSED, 75 },
  { "ehlo-502", SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, 76 },
  { "ehlo-550", SENDOFF_FAILURE_REFUSED, 77 },
  { "ehlo-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "ehlo-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "ehlo-endless", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "no-extensions", SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, 76 },
  { "size-small", NO_FAILURE, 0 },
  { "starttls-missing", SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, 76 },
  { "starttls-454", SENDOFF_FAILURE_ENCRYPTION_REFUSED, 75 },
  { "starttls-502", SENDOFF_FAILURE_ENCRYPTION_REFUSED, 76 },
  { "starttls-530", SENDOFF_FAILURE_ENCRYPTION_REFUSED, 76 },
  { "starttls-plain-text", SENDOFF_FAILURE_HANDSHAKE, 76 },
  { "starttls-injection", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "starttls-late-injection", SENDOFF_FAILURE_HANDSHAKE, 76 },
  { "starttls-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "starttls-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "handshake-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "handshake-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "handshake-garbage", SENDOFF_FAILURE_HANDSHAKE, 76 },
  { "handshake-alert", SENDOFF_FAILURE_HANDSHAKE, 76 },
  { "tls-1.1", SENDOFF_FAILURE_HANDSHAKE, 76 },
  { "auth-missing", SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, 77 },
  { "auth-unknown", SENDOFF_FAILURE_NO_COMMON_MECHANISM, 77 },
  { "auth-535", SENDOFF_FAILURE_REFUSED, 77 },
  { "auth-534", SENDOFF_FAILURE_REFUSED, 77 },
  { "auth-454", SENDOFF_FAILURE_REFUSED, 75 },
  { "auth-530-starttls", SENDOFF_FAILURE_REFUSED, 77 },
  { "auth-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "auth-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "auth-echo", SENDOFF_FAILURE_REFUSED, 77 },
  { "mail-550", SENDOFF_FAILURE_REFUSED, 65 },
  { "mail-553", SENDOFF_FAILURE_REFUSED, 65 },
  { "mail-451", SENDOFF_FAILURE_REFUSED, 75 },
  { "mail-530", SENDOFF_FAILURE_REFUSED, 77 },
  { "mail-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "mail-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "double-reply", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "rcpt-550", SENDOFF_FAILURE_REFUSED, 67 },
  { "rcpt-one-550", SENDOFF_FAILURE_REFUSED, 67 },
  { "rcpt-451", SENDOFF_FAILURE_REFUSED, 75 },
  { "rcpt-452", SENDOFF_FAILURE_REFUSED, 75 },
  { "rcpt-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "rcpt-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "data-451", SENDOFF_FAILURE_REFUSED, 75 },
  { "data-554", SENDOFF_FAILURE_REFUSED, 65 },
  { "data-stall", SENDOFF_FAILURE_TIMEOUT, 69 },
  { "data-close", SENDOFF_FAILURE_CONNECTION_LOST, 69 },
  { "early-250", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "dot-554", SENDOFF_FAILURE_REFUSED, 65 },
  { "dot-552", SENDOFF_FAILURE_REFUSED, 65 },
  { "dot-451", SENDOFF_FAILURE_REFUSED, 75 },
  { "dot-421", SENDOFF_FAILURE_REFUSED, 75 },
  { "dot-stall", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "dot-close", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "dot-garbage", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "dot-half", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "dot-long-line", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "dot-huge", SENDOFF_FAILURE_UNCERTAIN, 80 },
  { "reply-long-line", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "reply-huge", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "reply-control", SENDOFF_FAILURE_REFUSED, 67 },
  { "reply-nul", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "reply-8bit", SENDOFF_FAILURE_REFUSED, 67 },
  { "reply-bare-lf", NO_FAILURE, 0 },
  { "reply-code-mismatch", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "reply-no-code", SENDOFF_FAILURE_PROTOCOL, 76 },
  { "quit-stall", NO_FAILURE, 0 },
};

static void
assert_no_password (SendFixture         *fixture,
                    const SendoffReport *report)
{
  g_assert_cmphex (report->seen & (SENDOFF_SEEN_USER | SENDOFF_SEEN_PASSWORD), ==, 0);
  for (guint i = 0; i < report->failures->len; i++)
    {
      const SendoffFailure *failure = report->failures->pdata[i];
      const char *const texts[] = { failure->reply != NULL ? failure->reply->text : NULL, failure->received, failure->detail };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        g_assert_true (texts[k] == NULL || (strstr (texts[k], "correct-horse-7") == NULL && strstr (texts[k], "Y29ycmVjdC1ob3JzZS03") == NULL));
    }
}

static void
test_mishap (SendFixture   *fixture,
             gconstpointer  data)
{
  const Expectation *expectation = data;
  g_autoptr(SendoffReport) report = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start;

  fixture->to[1] = "eve@example.net";
  sendoff_practice_server_set_mishap (fixture->server, expectation->mishap, &error);
  g_assert_no_error (error);
  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  start = g_get_monotonic_time ();
  report = send_fixture_send (fixture);

  if (expectation->kind == NO_FAILURE)
    g_assert_cmpuint (report->failures->len, ==, 0);
  else
    {
      g_assert_cmpuint (report->failures->len, >, 0);
      g_assert_cmpint (((SendoffFailure *) report->failures->pdata[0])->kind, ==, expectation->kind);
      g_assert_cmpint (((SendoffDiagnosis *) report->diagnoses->pdata[0])->class_, !=, SENDOFF_CLASS_UNKNOWN);
    }
  g_assert_cmpint (report->exit_status, ==, expectation->exit_status);
  g_assert_cmpint (report->outcome, ==, expectation->exit_status == 0 ? SENDOFF_OUTCOME_PASSED
                                        : expectation->exit_status == 80 ? SENDOFF_OUTCOME_UNCERTAIN : SENDOFF_OUTCOME_FAILED);
  assert_no_password (fixture, report);
  /* A hang, not a measure of speed: the time-out is one second. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, (g_getenv ("SENDOFF_SLOW") != NULL ? 60 : 15) * G_USEC_PER_SEC);
}

/* Every mishap that the server knows stands in the table, but for those that are a matter of patience. */
static void
test_table_is_complete (void)
{
  static const char *const elsewhere[] = { "banner-slow", "reply-dribble", "auth-garbage", "body-close", "body-reset", "body-stall", NULL };

  for (const SendoffPracticeMishap *mishap = sendoff_practice_mishaps (); mishap->name != NULL; mishap++)
    {
      gboolean found = g_strv_contains (elsewhere, mishap->name)
                       || (mishap->protocols & SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_PRACTICE_SMTP)) == 0;

      for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
        found = found || g_str_equal (expectations[i].mishap, mishap->name);
      if (!found)
        g_error ("no expectation for the mishap %s", mishap->name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/mishaps/table-is-complete", test_table_is_complete);
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autofree char *path = g_strconcat ("/jobs/mishaps/", expectations[i].mishap, NULL);

      g_test_add (path, SendFixture, &expectations[i], send_fixture_set_up, test_mishap, send_fixture_tear_down);
    }
  return g_test_run ();
}
