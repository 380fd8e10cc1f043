/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proxies of the desktop's settings: SOCKS always resolves there, a web proxy only when chosen. */

#include "attempt-fixture.h"
#include "fake-proxy.h"

static void
test_socks (AttemptFixture *fixture,
            gconstpointer   data)
{
  const char *const answers[] = { "http://127.0.0.1:%u", data, "direct://", NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(FakeProxy) proxy = NULL;
  g_autofree char *request = NULL, *expected = NULL;

  attempt_fixture_start (fixture, "mail.example.test", SENDOFF_SECURITY_STARTTLS);
  proxy = fake_proxy_new (sendoff_practice_server_get_port (fixture->server));
  fake_proxy_set_answers (answers, proxy);
  result = attempt_fixture_run (fixture);
  g_assert_null (result->failure);
  g_assert_true (result->signed_in);
  request = fake_proxy_dup_request (proxy);
  expected = g_strdup_printf ("socks5 name mail.example.test:%u", fixture->request->settings->port);
  g_assert_cmpstr (request, ==, expected);
}

static void
test_http (AttemptFixture *fixture,
           gconstpointer   data)
{
  static const char *const answers[] = { "http://127.0.0.1:%u", "direct://", NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(FakeProxy) proxy = NULL;
  g_autofree char *request = NULL, *expected = NULL;

  attempt_fixture_start (fixture, "mail.example.test", GPOINTER_TO_INT (data));
  fixture->request->http_connect = TRUE;
  proxy = fake_proxy_new (sendoff_practice_server_get_port (fixture->server));
  fake_proxy_set_answers (answers, proxy);
  result = attempt_fixture_run (fixture);
  g_assert_null (result->failure);
  g_assert_true (result->signed_in);
  request = fake_proxy_dup_request (proxy);
  expected = g_strdup_printf ("CONNECT mail.example.test:%u HTTP/1.1", fixture->request->settings->port);
  g_assert_cmpstr (request, ==, expected);
}

/* Not chosen: the way goes direct, where that name leads nowhere. */
static void
test_http_not_chosen (AttemptFixture *fixture,
                      gconstpointer   data)
{
  static const char *const answers[] = { "http://127.0.0.1:%u", NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(FakeProxy) proxy = NULL;

  attempt_fixture_start (fixture, "mail.example.test", SENDOFF_SECURITY_STARTTLS);
  proxy = fake_proxy_new (sendoff_practice_server_get_port (fixture->server));
  fake_proxy_set_answers (answers, proxy);
  result = attempt_fixture_run (fixture);
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_HOST_NOT_FOUND);
  g_assert_null (fake_proxy_dup_request (proxy));
}

static void
test_http_refused (AttemptFixture *fixture,
                   gconstpointer   data)
{
  static const char *const answers[] = { "http://127.0.0.1:%u", NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(FakeProxy) proxy = NULL;

  attempt_fixture_start (fixture, "mail.example.test", SENDOFF_SECURITY_STARTTLS);
  fixture->request->http_connect = TRUE;
  proxy = fake_proxy_new (sendoff_practice_server_get_port (fixture->server));
  fake_proxy_set_refuses (proxy, TRUE);
  fake_proxy_set_answers (answers, proxy);
  result = attempt_fixture_run (fixture);
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_PROXY);
}

static void
test_proxy_away (AttemptFixture *fixture,
                 gconstpointer   data)
{
  static const char *const answers[] = { "socks5://127.0.0.1:1", NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(FakeProxy) proxy = NULL;

  attempt_fixture_start (fixture, "mail.example.test", SENDOFF_SECURITY_STARTTLS);
  proxy = fake_proxy_new (sendoff_practice_server_get_port (fixture->server));
  fake_proxy_set_answers (answers, proxy);
  result = attempt_fixture_run (fixture);
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_PROXY);
}

/* Only the desktop's settings count. */
static void
test_environment (AttemptFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  g_setenv ("ALL_PROXY", "socks5://127.0.0.1:1", TRUE);
  attempt_fixture_start (fixture, "localhost", SENDOFF_SECURITY_STARTTLS);
  result = attempt_fixture_run (fixture);
  g_unsetenv ("ALL_PROXY");
  g_assert_null (result->failure);
}

#define ADD(path, data, func) g_test_add ("/net/proxy/" path, AttemptFixture, data, attempt_fixture_set_up, func, attempt_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fake_proxy_install_resolver ();
  g_test_init (&argc, &argv, NULL);
  ADD ("socks5", "socks5://127.0.0.1:%u", test_socks);
  ADD ("socks", "socks://127.0.0.1:%u", test_socks);
  ADD ("http/starttls", GINT_TO_POINTER (SENDOFF_SECURITY_STARTTLS), test_http);
  ADD ("http/tls", GINT_TO_POINTER (SENDOFF_SECURITY_TLS), test_http);
  ADD ("http-not-chosen", NULL, test_http_not_chosen);
  ADD ("http-refused", NULL, test_http_refused);
  ADD ("proxy-away", NULL, test_proxy_away);
  ADD ("environment", NULL, test_environment);
  return g_test_run ();
}
