/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "attempt-fixture.h"
#include "incoming-cases.h"
#include "scripted-server.h"

#define PASSWORD "correct-horse-7"
#define CANCEL_MS 100

typedef struct
{
  AttemptFixture  base;
  ScriptedServer *server;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  attempt_fixture_set_up (&self->base, NULL);
  self->base.request->settings->leg = SENDOFF_LEG_INCOMING;
  self->base.request->settings->timeout_s = g_getenv ("SENDOFF_SLOW") != NULL ? 3 : 1;
  self->base.request->settings->host = g_strdup ("localhost");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  attempt_fixture_tear_down (&self->base, NULL);
}

static void
start (Fixture         *self,
       SendoffProtocol  protocol,
       SendoffSecurity  security,
       const char      *script)
{
  static const char *const names[] = { "localhost", NULL };
  g_autoptr(SendoffPracticeCertificate) certificate = NULL;
  g_autofree char *pem = NULL;

  if (security != SENDOFF_SECURITY_NONE)
    {
      g_autofree char *chain = NULL;
      g_autofree char *key = NULL;

      certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, names, NULL);
      chain = sendoff_practice_certificate_to_pem (certificate);
      key = sendoff_practice_certificate_key_to_pem (certificate);
      pem = g_strconcat (chain, key, NULL);
    }
  self->server = scripted_server_new (script, pem, protocol == SENDOFF_PROTOCOL_IMAP);
  self->base.request->settings->protocol = protocol;
  self->base.request->settings->security = security;
  self->base.request->settings->port = scripted_server_get_port (self->server);
}

static void
assert_nothing_secret (const SendoffTranscript *transcript)
{
  for (guint i = 0; transcript != NULL && i < sendoff_transcript_get_n_lines (transcript); i++)
    g_assert_null (strstr (sendoff_transcript_get_line (transcript, i)->text, PASSWORD));
}

static void
assert_failure (const IncomingCase         *expected,
                const SendoffAttemptResult *result)
{
  const SendoffFailure *failure = result->failure;

  if (expected->status == 0)
    {
      if (failure != NULL)
        g_test_message ("%s: kind %d, %s %s", expected->name, failure->kind, failure->detail, failure->received);
      g_assert_null (failure);
      g_assert_cmpint (result->signed_in, ==, !expected->not_signed_in);
      return;
    }
  g_assert_nonnull (failure);
  g_assert_cmpint (failure->kind, ==, expected->kind);
  g_assert_cmpint (sendoff_failure_get_exit_status (failure, FALSE), ==, expected->status);
  if (expected->greeting_in_tls)
    {
      g_assert_cmpint (failure->step, ==, SENDOFF_STEP_GREET);
      g_assert_true (failure->secure);
      g_assert_nonnull (result->tls);
    }
  if (failure->kind != SENDOFF_FAILURE_PROTOCOL || failure->reply == NULL)
    g_assert_true (failure->received != NULL || failure->kind != SENDOFF_FAILURE_PROTOCOL);
  if (expected->reply != NULL && failure->reply != NULL)
    g_assert_nonnull (strstr (failure->reply->text, expected->reply));
  else if (expected->reply != NULL)
    g_assert_nonnull (strstr (failure->received, expected->reply));
}

static void
run_case (SendoffProtocol     protocol,
          const IncomingCase *expected)
{
  Fixture fixture = { 0 };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *complaint = NULL;
  g_autofree char *extensions = NULL;

  g_test_message ("%s", expected->name);
  set_up (&fixture, NULL);
  start (&fixture, protocol, expected->security, expected->script);
  fixture.base.request->all_mechanisms = expected->all;
  result = attempt_fixture_run (&fixture.base);
  heard = scripted_server_finish (fixture.server, &complaint);

  if (complaint != NULL && expected->status == 0)
    g_test_message ("%s: %s", expected->name, complaint);
  assert_failure (expected, result);
  if (expected->status == 0)
    g_assert_null (complaint);
  if (expected->mechanism != NULL)
    g_assert_cmpstr (result->mechanism, ==, expected->mechanism);
  if (expected->extensions != NULL)
    {
      extensions = g_strjoinv (",", result->extensions);
      g_assert_cmpstr (extensions, ==, expected->extensions);
    }
  g_assert_cmpint (result->nothing_common, ==, expected->nothing_common);
  g_assert_cmpint (result->more_mechanisms, ==, expected->more_mechanisms);
  assert_nothing_secret (result->transcript);
  tear_down (&fixture, NULL);
}

static void
test_imap (gconstpointer data)
{
  run_case (SENDOFF_PROTOCOL_IMAP, data);
}

static void
test_pop3 (gconstpointer data)
{
  run_case (SENDOFF_PROTOCOL_POP3, data);
}

/* ---- what isn't a line of a table ---- */

static void
test_control_character (Fixture       *self,
                        gconstpointer  data)
{
  static const struct { const char *user, *password; } pairs[] = {
    { "ana\r\nA9 DELETE INBOX", PASSWORD }, { "ana", "x\r\nDELE 1" }, { "ana\x7f", PASSWORD }, { "ana", "a\tb" },
  };

  start (self, GPOINTER_TO_INT (data), SENDOFF_SECURITY_NONE, "S * OK ready\n");
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(SendoffAttemptResult) result = NULL;

      g_free (self->base.request->settings->user);
      self->base.request->settings->user = g_strdup (pairs[i].user);
      sendoff_secret_string_unref (self->base.request->password);
      self->base.request->password = sendoff_secret_string_new (pairs[i].password, -1);
      result = attempt_fixture_run (&self->base);
      g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_SETTINGS);
      g_assert_cmpint (sendoff_failure_get_exit_status (result->failure, FALSE), ==, 78);
      g_assert_null (strstr (result->failure->detail, pairs[i].password));
    }

  g_autofree char *heard = scripted_server_finish (self->server, NULL);
  g_assert_cmpstr (heard, ==, "");
}

/* One line over 64 KiB, in clear and inside TLS. */
static void
test_long_line (Fixture       *self,
                gconstpointer  data)
{
  SendoffSecurity security = GPOINTER_TO_INT (data);
  g_autofree char *filler = g_strnfill (65 * 1024, 'x');
  g_autofree char *script = g_strdup_printf ("%sS * OK %s\nSTALL\n", security == SENDOFF_SECURITY_TLS ? "TLS\n" : "", filler);
  g_autoptr(SendoffAttemptResult) result = NULL;

  start (self, SENDOFF_PROTOCOL_IMAP, security, script);
  result = attempt_fixture_run (&self->base);
  g_free (scripted_server_finish (self->server, NULL));
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_PROTOCOL);
  g_assert_nonnull (result->failure->received);
}

static gpointer
cancel_soon (gpointer data)
{
  GCancellable *cancellable = data;

  g_usleep (300 * 1000);
  g_cancellable_cancel (cancellable);
  return GSIZE_TO_POINTER ((gsize) g_get_monotonic_time ());
}

static void
test_cancel (gconstpointer data)
{
  static const char *const scripts[] = {
    "STALL\n", "S * OK\nSTALL\n", "S * OK\nC CAPABILITY\nS * CAPABILITY IMAP4rev1|$ OK\nC LOGIN\nSTALL\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      Fixture self = { 0 };
      SendoffAttemptSink sink = { NULL };
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(SendoffAttemptResult) result = NULL;
      gint64 end;
      GThread *thread;

      set_up (&self, NULL);
      start (&self, SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_NONE, scripts[i]);
      self.base.request->settings->timeout_s = 30;
      thread = g_thread_new ("cancel", cancel_soon, cancellable);
      result = sendoff_attempt_run (self.base.request, &sink, cancellable);
      end = g_get_monotonic_time ();
      gint64 cancelled = (gint64) GPOINTER_TO_SIZE (g_thread_join (thread));
      g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_CANCELLED);
      g_assert_cmpint (end - cancelled, <, (g_getenv ("SENDOFF_SLOW") != NULL ? 10 : 1) * CANCEL_MS * 1000);
      g_free (scripted_server_finish (self.server, NULL));
      tear_down (&self, NULL);
    }
}

/* What libcurl makes of quotes, backslashes and bytes above ASCII in LOGIN. */
static void
test_quoting (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autofree char *heard = NULL;

  start (self, SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_NONE,
         "S * OK\nC CAPABILITY\nS * CAPABILITY IMAP4rev1|$ OK\nC LOGIN\nS $ OK in\nC LOGOUT\n");
  g_free (self->base.request->settings->user);
  self->base.request->settings->user = g_strdup ("an a");
  sendoff_secret_string_unref (self->base.request->password);
  self->base.request->password = sendoff_secret_string_new ("pä\"ss\\w{3}", -1);
  result = attempt_fixture_run (&self->base);
  heard = scripted_server_finish (self->server, NULL);
  g_assert_null (result->failure);
  g_assert_nonnull (strstr (heard, " LOGIN \"an a\" \"pä\\\"ss\\\\w{3}\"\n"));
}

static void
add_cases (const char         *folder,
           const IncomingCase *cases,
           void              (*func) (gconstpointer data))
{
  for (guint i = 0; cases[i].name != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/incoming/%s/%s", folder, cases[i].name);

      g_test_add_data_func (path, &cases[i], func);
    }
}

#define ADD(path, data, func) g_test_add ("/net/incoming/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("imap", imap_cases, test_imap);
  add_cases ("pop3", pop3_cases, test_pop3);
  ADD ("control-character/imap", SENDOFF_PROTOCOL_IMAP, test_control_character);
  ADD ("control-character/pop3", SENDOFF_PROTOCOL_POP3, test_control_character);
  ADD ("long-line/clear", SENDOFF_SECURITY_NONE, test_long_line);
  ADD ("long-line/tls", SENDOFF_SECURITY_TLS, test_long_line);
  ADD ("quoting", 0, test_quoting);
  g_test_add_data_func ("/net/incoming/cancel", NULL, test_cancel);
  return g_test_run ();
}
