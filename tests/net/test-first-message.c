/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first message is made while the server is awaited: what that takes is not the server's time. */

#include "attempt-fixture.h"
#include "message/message-private.h"
#include "scripted-server.h"

/* Longer than the server may be silent. */
#define TIMEOUT_S 1
#define HOLD_MS 1500

typedef struct
{
  SendoffMessage *message;
  GMutex          mutex;
  GCond           held;
  gboolean        is_held;
} Hold;

static gpointer
hold_message (gpointer data)
{
  Hold *hold = data;

  g_mutex_lock (&hold->message->lock);
  g_mutex_lock (&hold->mutex);
  hold->is_held = TRUE;
  g_cond_signal (&hold->held);
  g_mutex_unlock (&hold->mutex);
  g_usleep (HOLD_MS * 1000);
  g_mutex_unlock (&hold->message->lock);
  return NULL;
}

/* It can't be rendered for a while. */
static SendoffMessage *
make_slow_message (guint     index,
                   gpointer  user_data,
                   GError  **error)
{
  return sendoff_message_ref (((Hold *) user_data)->message);
}

static void
run_with_slow_message (SendoffAttemptRequest *request,
                       const char            *script,
                       SendoffAttemptResult **result)
{
  static const char *const to[] = { "bo@elsewhere.test", NULL };
  const SendoffMessageParts parts = { .from = "ana@lab.test", .to = to, .body = "Hello\n" };
  ScriptedServer *server = scripted_server_new (script, NULL, FALSE);
  const SendoffAttemptSink sink = { NULL };
  Hold hold = { .message = sendoff_message_new (&parts, NULL) };
  g_autofree char *complaint = NULL;
  g_autofree char *heard = NULL;
  GThread *thread = g_thread_new ("hold", hold_message, &hold);

  g_mutex_lock (&hold.mutex);
  while (!hold.is_held)
    g_cond_wait (&hold.held, &hold.mutex);
  g_mutex_unlock (&hold.mutex);
  request->settings->host = g_strdup ("127.0.0.1");
  request->settings->port = scripted_server_get_port (server);
  request->settings->signs_in = FALSE;
  request->settings->timeout_s = TIMEOUT_S;
  request->n_messages = 1;
  request->next_message = make_slow_message;
  request->next_message_data = &hold;
  *result = sendoff_attempt_run (request, &sink, NULL);
  g_thread_join (thread);
  heard = scripted_server_finish (server, &complaint);
  g_assert_cmpstr (complaint, ==, NULL);
  sendoff_message_unref (hold.message);
}

static SendoffAttemptResult *
fail_with_slow_message (AttemptFixture     *fixture,
                        const char         *script,
                        SendoffFailureKind  kind)
{
  SendoffAttemptResult *result;

  run_with_slow_message (fixture->request, script, &result);
  g_assert_nonnull (result->failure);
  g_assert_cmpint (result->failure->kind, ==, kind);
  return result;
}

static void
test_refused_meanwhile (AttemptFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = fail_with_slow_message (fixture, "S 421 4.3.2 Come back later\nCLOSE", SENDOFF_FAILURE_REFUSED);

  g_assert_cmpuint (result->failure->reply->code, ==, 421);
}

static void
test_greeted_meanwhile (AttemptFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  run_with_slow_message (fixture->request,
                         "S 220 here\nC EHLO\nS 250 here\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 550 no\nC QUIT\nS 221 bye\nCLOSE", &result);
  g_assert_null (result->failure);
}

/* Silence is the server's all the same. */
static void
test_silent_meanwhile (AttemptFixture *fixture,
                       gconstpointer   data)
{
  sendoff_attempt_result_free (fail_with_slow_message (fixture, "STALL", SENDOFF_FAILURE_TIMEOUT));
}

#define ADD(path, func) g_test_add ("/net/first-message/" path, AttemptFixture, NULL, attempt_fixture_set_up, func, attempt_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("refused-meanwhile", test_refused_meanwhile);
  ADD ("greeted-meanwhile", test_greeted_meanwhile);
  ADD ("silent-meanwhile", test_silent_meanwhile);
  return g_test_run ();
}
