/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stopping a send job in every phase: at once, with the right outcome, and nothing half done. How fast is the benchmarks' business; the bound
 * here only tells "at once" from "when a time-out came". */

#include "send-fixture.h"

#include <sys/socket.h>

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_S 60

/* ---- a name server that never answers ---- */

typedef GResolver StalledResolver;
typedef GResolverClass StalledResolverClass;
GType stalled_resolver_get_type (void);
G_DEFINE_TYPE (StalledResolver, stalled_resolver, G_TYPE_RESOLVER)

static gboolean
return_if_cancelled (gpointer task)
{
  return g_task_return_error_if_cancelled (task) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
lookup_by_name_async (GResolver           *resolver,
                      const char          *hostname,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  /* GLib's own source for cancelling loses itself when another thread cancels while it goes. */
  g_autoptr(GSource) source = g_timeout_source_new (2);
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_source_set_callback (source, return_if_cancelled, task, g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static GList *
lookup_by_name_finish (GResolver     *resolver,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stalled_resolver_class_init (StalledResolverClass *class)
{
  class->lookup_by_name_async = lookup_by_name_async;
  class->lookup_by_name_finish = lookup_by_name_finish;
}

static void
stalled_resolver_init (StalledResolver *self)
{
}

/* ---- tests ---- */

static void
assert_stopped (SendFixture   *fixture,
                SendoffReport *report,
                int            exit_status)
{
  g_assert_cmpint (report->exit_status, ==, exit_status);
  g_assert_cmpint (report->outcome, ==, exit_status == 130 ? SENDOFF_OUTCOME_CANCELLED : SENDOFF_OUTCOME_UNCERTAIN);
  g_assert_cmpint (fixture->cancel_at, >, 0);
  g_assert_cmpint (fixture->ended_at - fixture->cancel_at, <, (g_getenv ("SENDOFF_SLOW") != NULL ? 10 : 2) * G_USEC_PER_SEC);
}

static void
test_lookup (SendFixture   *fixture,
             gconstpointer  data)
{
  GResolver *before = g_resolver_get_default ();
  GResolver *stalled = g_object_new (stalled_resolver_get_type (), NULL);
  g_autoptr(SendoffReport) report = NULL;

  g_resolver_set_default (stalled);
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_TIMEOUT, TIMEOUT_S);
  sendoff_account_set_text (fixture->account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");
  report = send_fixture_send_and_cancel (fixture, SENDOFF_STEP_FIND_SERVER, 20);
  assert_stopped (fixture, report, 130);
  g_resolver_set_default (before);
  g_object_unref (before);
  g_object_unref (stalled);
}

/* A full backlog: the kernel answers no further SYN. */
static void
test_connect (SendFixture   *fixture,
              gconstpointer  data)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int fillers[8];
  g_autoptr(SendoffReport) report = NULL;

  g_assert_cmpint (bind (listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (listener, 0), ==, 0);
  g_assert_cmpint (getsockname (listener, (struct sockaddr *) &address, &length), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      fillers[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      connect (fillers[i], (struct sockaddr *) &address, sizeof address);
    }

  sendoff_account_set_number (fixture->account, SENDOFF_KEY_TIMEOUT, TIMEOUT_S);
  sendoff_account_set_text (fixture->account, SENDOFF_KEY_SMTP_HOST, "127.0.0.1");
  sendoff_account_set_number (fixture->account, SENDOFF_KEY_SMTP_PORT, ntohs (address.sin_port));
  report = send_fixture_send_and_cancel (fixture, SENDOFF_STEP_CONNECT, 50);
  assert_stopped (fixture, report, 130);

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    close (fillers[i]);
  close (listener);
}

typedef struct
{
  const char   *mishap;
  SendoffStepId step;
  int           exit_status;
} Phase;

static const Phase phases[] = {
  { "greeting-stall", SENDOFF_STEP_GREET, 130 },   { "ehlo-stall", SENDOFF_STEP_GREET, 130 },   { "starttls-stall", SENDOFF_STEP_ENCRYPT, 130 },
  { "handshake-stall", SENDOFF_STEP_ENCRYPT, 130 }, { "auth-stall", SENDOFF_STEP_SIGN_IN, 130 }, { "mail-stall", SENDOFF_STEP_SUBMIT, 130 },
  { "rcpt-stall", SENDOFF_STEP_SUBMIT, 130 },      { "data-stall", SENDOFF_STEP_SUBMIT, 130 },  { "dot-stall", SENDOFF_STEP_SUBMIT, 80 },
};

static void
test_phase (SendFixture   *fixture,
            gconstpointer  data)
{
  const Phase *phase = data;
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_number (fixture->account, SENDOFF_KEY_TIMEOUT, TIMEOUT_S);
  g_assert_true (sendoff_practice_server_set_mishap (fixture->server, phase->mishap, NULL));
  send_fixture_start (fixture, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
  /* Long enough to be in the stall; the job stalls for a minute if not stopped. */
  report = send_fixture_send_and_cancel (fixture, phase->step, g_getenv ("SENDOFF_SLOW") != NULL ? 2000 : 250);
  assert_stopped (fixture, report, phase->exit_status);
}

static void
test_question (SendFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_UNTRUSTED_ROOT);
  scripted_prompter_expect_silence (fixture->prompter);
  report = send_fixture_send_and_cancel_question (fixture);
  assert_stopped (fixture, report, 130);
}

static void
test_at_once (SendFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  /* A server that goes on would be through before we hear of the first step. */
  g_assert_true (sendoff_practice_server_set_mishap (fixture->server, "greeting-stall", NULL));
  send_fixture_start (fixture, SENDOFF_SECURITY_TLS, SENDOFF_PRACTICE_GOOD);
  report = send_fixture_send_and_cancel (fixture, SENDOFF_STEP_FIND_SERVER, -1);
  assert_stopped (fixture, report, 130);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/jobs/cancel/lookup", SendFixture, NULL, send_fixture_set_up, test_lookup, send_fixture_tear_down);
  g_test_add ("/jobs/cancel/connect", SendFixture, NULL, send_fixture_set_up, test_connect, send_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autofree char *path = g_strconcat ("/jobs/cancel/", phases[i].mishap, NULL);

      g_test_add (path, SendFixture, &phases[i], send_fixture_set_up, test_phase, send_fixture_tear_down);
    }
  g_test_add ("/jobs/cancel/question", SendFixture, NULL, send_fixture_set_up, test_question, send_fixture_tear_down);
  g_test_add ("/jobs/cancel/at-once", SendFixture, NULL, send_fixture_set_up, test_at_once, send_fixture_tear_down);
  return g_test_run ();
}
