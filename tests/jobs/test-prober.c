/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for a way that answers, and that it gives nothing away. */

#include "jobs/prober.h"

#include <string.h>

#include "send-fixture.h"

#define TLS SENDOFF_SECURITY_TLS
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define NONE SENDOFF_SECURITY_NONE
/* Nobody listens there. */
#define DEAD_PORT 1

typedef struct
{
  GPtrArray *ways;
  GError    *error;
  gboolean   over;
} Found;

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Found *found = user_data;

  found->ways = sendoff_prober_run_finish (result, &found->error);
  found->over = TRUE;
}

static SendoffServerSettings *
make_settings (SendFixture *fixture)
{
  SendoffServerSettings *settings = sendoff_server_settings_new ();

  settings->leg = SENDOFF_LEG_OUTGOING;
  settings->protocol = SENDOFF_PROTOCOL_SMTP;
  settings->host = g_strdup ("localhost");
  settings->port = DEAD_PORT;
  settings->security = STARTTLS;
  settings->signs_in = TRUE;
  settings->user = g_strdup ("ana@example.org");
  settings->timeout_s = 60;
  return settings;
}

/* Takes candidates. */
static GPtrArray *
search (SendFixture  *fixture,
        GPtrArray    *candidates,
        GCancellable *cancellable)
{
  g_autoptr(SendoffServerSettings) settings = make_settings (fixture);
  Found found = { NULL };

  sendoff_prober_run_async (settings, candidates, fixture->roots, FALSE, cancellable, on_found, &found);
  g_ptr_array_unref (candidates);
  while (!found.over)
    g_main_context_iteration (NULL, TRUE);
  if (cancellable != NULL)
    g_assert_error (found.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_no_error (found.error);
  g_clear_error (&found.error);
  return found.ways;
}

static GPtrArray *
make_ways (guint16         port,
           SendoffSecurity first,
           SendoffSecurity second)
{
  GPtrArray *ways = sendoff_ways_new ();

  g_ptr_array_add (ways, sendoff_way_new (NULL, port, first));
  g_ptr_array_add (ways, sendoff_way_new (NULL, port, second));
  return ways;
}

static void
assert_only_way (GPtrArray       *ways,
                 guint16          port,
                 SendoffSecurity  security)
{
  const SendoffWay *way;

  g_assert_nonnull (ways);
  g_assert_cmpuint (ways->len, ==, 1);
  way = ways->pdata[0];
  g_assert_cmpuint (way->port, ==, port);
  g_assert_cmpint (way->security, ==, security);
}

/* Whatever the probes said, it was no credential. */
static void
assert_nothing_given (SendFixture *fixture)
{
  for (guint i = 0; i < sendoff_practice_server_get_n_sessions (fixture->server); i++)
    {
      g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (fixture->server, i);

      g_assert_false (session->signed_in);
      for (guint k = 0; k < session->commands->len; k++)
        {
          g_assert_null (strstr (session->commands->pdata[k], "AUTH"));
          g_assert_null (strstr (session->commands->pdata[k], "ana"));
        }
    }
}

static void
test_tells_tls_from_clear (SendFixture   *fixture,
                           gconstpointer  data)
{
  SendoffSecurity spoken = GPOINTER_TO_INT (data);
  g_autoptr(GPtrArray) ways = NULL;
  guint16 port;

  send_fixture_start (fixture, spoken, SENDOFF_PRACTICE_GOOD);
  port = sendoff_practice_server_get_port (fixture->server);
  ways = search (fixture, make_ways (port, TLS, STARTTLS), NULL);
  assert_only_way (ways, port, spoken);
  assert_nothing_given (fixture);
}

/* A certificate is an answer, trusted or not; but nothing more is said to one that isn't. */
static void
test_untrusted_is_an_answer (SendFixture   *fixture,
                             gconstpointer  data)
{
  g_autoptr(GPtrArray) ways = NULL;
  guint16 port;

  send_fixture_start (fixture, TLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  port = sendoff_practice_server_get_port (fixture->server);
  ways = search (fixture, make_ways (port, TLS, STARTTLS), NULL);
  assert_only_way (ways, port, TLS);
  for (guint i = 0; i < sendoff_practice_server_get_n_sessions (fixture->server); i++)
    {
      g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (fixture->server, i);

      g_assert_cmpuint (session->bytes_after_handshake, ==, 0);
    }
}

/* The best that answers is enough: a worse one isn't waited for. */
static void
test_does_not_wait_for_the_worse (SendFixture   *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GPtrArray) ways = NULL;
  gint64 start = g_get_monotonic_time ();
  guint16 port;

  /* In clear a server of TLS keeps silent, until the probe gives up. */
  send_fixture_start (fixture, TLS, SENDOFF_PRACTICE_GOOD);
  port = sendoff_practice_server_get_port (fixture->server);
  ways = search (fixture, make_ways (port, TLS, NONE), NULL);
  assert_only_way (ways, port, TLS);
  if (g_getenv ("SENDOFF_SLOW") == NULL)
    g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
test_none_answers (SendFixture   *fixture,
                   gconstpointer  data)
{
  g_assert_null (search (fixture, make_ways (DEAD_PORT, TLS, STARTTLS), NULL));
}

/* Nobody can sign in there, and the settings want to. */
static void
test_without_sign_in_is_no_way (SendFixture   *fixture,
                                gconstpointer  data)
{
  sendoff_practice_server_set_mechanisms (fixture->server, NULL);
  send_fixture_start (fixture, STARTTLS, SENDOFF_PRACTICE_GOOD);
  g_assert_null (search (fixture, make_ways (sendoff_practice_server_get_port (fixture->server), STARTTLS, STARTTLS), NULL));
}

static gboolean
cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (SendFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();

  send_fixture_start (fixture, TLS, SENDOFF_PRACTICE_GOOD);
  g_timeout_add (100, cancel, cancellable);
  g_assert_null (search (fixture, make_ways (sendoff_practice_server_get_port (fixture->server), NONE, NONE), cancellable));
  if (g_getenv ("SENDOFF_SLOW") == NULL)
    g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

/* A client that doesn't begin TLS, and a server that waits for it: after five seconds the truth is looked for, and ends the waiting. */
static void
test_silence (SendFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  const SendoffFailure *failure;
  guint16 port;

  send_fixture_start (fixture, TLS, SENDOFF_PRACTICE_GOOD);
  port = sendoff_practice_server_get_port (fixture->server);
  sendoff_account_set_security (fixture->account, SENDOFF_LEG_OUTGOING, STARTTLS);
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_TIMEOUT, 60);
  report = send_fixture_send (fixture);
  g_assert_cmpint (report->exit_status, ==, 69);
  failure = report->failures->pdata[0];
  g_assert_cmpint (failure->kind, ==, SENDOFF_FAILURE_TIMEOUT);
  g_assert_cmpint (failure->step, ==, SENDOFF_STEP_GREET);
  g_assert_cmpuint (failure->timeout_s, >=, 5);
  g_assert_cmpuint (failure->timeout_s, <, 60);
  assert_only_way (failure->ways, port, TLS);
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = report->steps->pdata[i];

      g_assert_cmpint (step->state, !=, SENDOFF_STEP_CANCELLED);
      if (step->id == SENDOFF_STEP_GREET)
        g_assert_cmpint (step->state, ==, SENDOFF_STEP_FAILED);
    }
  assert_nothing_given (fixture);
}

/* After an ordinary failure: encryption from the first byte on a port that begins in clear. */
static void
test_after_failure (SendFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;
  const SendoffFailure *failure;
  guint16 port;

  send_fixture_start (fixture, STARTTLS, SENDOFF_PRACTICE_GOOD);
  port = sendoff_practice_server_get_port (fixture->server);
  sendoff_account_set_security (fixture->account, SENDOFF_LEG_OUTGOING, TLS);
  report = send_fixture_send (fixture);
  failure = report->failures->pdata[0];
  g_assert_cmpint (failure->kind, ==, SENDOFF_FAILURE_HANDSHAKE);
  g_assert_nonnull (failure->ways);
  g_assert_cmpuint (((SendoffWay *) failure->ways->pdata[0])->port, ==, port);
  g_assert_cmpint (((SendoffWay *) failure->ways->pdata[0])->security, ==, STARTTLS);
  assert_nothing_given (fixture);
}

#define ADD(path, data, func) g_test_add ("/prober/" path, SendFixture, data, send_fixture_set_up, func, send_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tells-tls-from-clear/tls", GINT_TO_POINTER (TLS), test_tells_tls_from_clear);
  ADD ("tells-tls-from-clear/starttls", GINT_TO_POINTER (STARTTLS), test_tells_tls_from_clear);
  ADD ("untrusted-is-an-answer", NULL, test_untrusted_is_an_answer);
  ADD ("does-not-wait-for-the-worse", NULL, test_does_not_wait_for_the_worse);
  ADD ("none-answers", NULL, test_none_answers);
  ADD ("without-sign-in-is-no-way", NULL, test_without_sign_in_is_no_way);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("silence", NULL, test_silence);
  ADD ("after-failure", NULL, test_after_failure);
  return g_test_run ();
}
