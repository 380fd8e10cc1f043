/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens where the judge can't work: another TLS library behind libcurl, or a hook that isn't installed. GnuTLS' functions that are defined here
 * stand before the library's own, libcurl's takes the place of the one that was looked up; nothing else of the program is replaced. */

#include <dlfcn.h>

#include <gnutls/gnutls.h>

#include "attempt-fixture.h"
#include "net/curl-library.h"

static gboolean other_library, no_verify_function, no_hook;

static curl_version_info_data *
get_version_info (CURLversion version)
{
  static curl_version_info_data data;

  data.ssl_version = other_library ? "OpenSSL/3.0.17" : "GnuTLS/3.7.9";
  return &data;
}

static int
accept_everything (gnutls_session_t session)
{
  return 0;
}

void
gnutls_session_set_verify_function (gnutls_session_t                      session,
                                    gnutls_certificate_verify_function   *func)
{
  static void (*real) (gnutls_session_t, gnutls_certificate_verify_function *);

  if (real == NULL)
    real = (void (*) (gnutls_session_t, gnutls_certificate_verify_function *)) dlsym (RTLD_NEXT, "gnutls_session_set_verify_function");
  real (session, no_verify_function ? accept_everything : func);
}

void
gnutls_handshake_set_hook_function (gnutls_session_t           session,
                                    unsigned int               type,
                                    int                        when,
                                    gnutls_handshake_hook_func func)
{
  static void (*real) (gnutls_session_t, unsigned int, int, gnutls_handshake_hook_func);

  if (real == NULL)
    real = (void (*) (gnutls_session_t, unsigned int, int, gnutls_handshake_hook_func)) dlsym (RTLD_NEXT, "gnutls_handshake_set_hook_function");
  if (!no_hook)
    real (session, type, when, func);
}

static void
assert_no_credential (AttemptFixture *fixture)
{
  for (guint i = 0; i < sendoff_practice_server_get_n_sessions (fixture->server); i++)
    {
      SendoffPracticeSession *session = sendoff_practice_server_dup_session (fixture->server, i);

      g_assert_false (session->signed_in);
      for (guint k = 0; k < session->commands->len; k++)
        g_assert_false (g_str_has_prefix (session->commands->pdata[k], "AUTH"));
      sendoff_practice_session_free (session);
    }
}

static void
test_other_library (AttemptFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  other_library = TRUE;
  attempt_fixture_start (fixture, "localhost", GPOINTER_TO_INT (data));
  result = attempt_fixture_run (fixture);
  other_library = FALSE;
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_NO_JUDGE);
  g_assert_cmpint (sendoff_failure_get_exit_status (result->failure, FALSE), ==, 76);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 0);
}

static void
test_no_verify_function (AttemptFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  no_verify_function = TRUE;
  attempt_fixture_start (fixture, "localhost", GPOINTER_TO_INT (data));
  result = attempt_fixture_run (fixture);
  no_verify_function = FALSE;
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_NO_JUDGE);
  assert_no_credential (fixture);
}

/* Even with the key allowed: libcurl's pin holds, but nobody has judged. */
static void
test_no_verify_function_pinned (AttemptFixture *fixture,
                                gconstpointer   data)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_SELF_SIGNED, NULL, NULL);
  g_autoptr(SendoffAttemptResult) result = NULL;

  sendoff_practice_server_set_certificate (fixture->server, certificate);
  fixture->request->allowed_pin = sendoff_practice_certificate_dup_pin (certificate);
  fixture->request->waived = SENDOFF_PROBLEM_SELF_SIGNED;
  no_verify_function = TRUE;
  attempt_fixture_start (fixture, "localhost", GPOINTER_TO_INT (data));
  result = attempt_fixture_run (fixture);
  no_verify_function = FALSE;
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_NO_JUDGE);
  assert_no_credential (fixture);
}

/* Without the hook the shared roots don't reach the session: libcurl, which has none, refuses by itself. */
static void
test_no_hook (AttemptFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  no_hook = TRUE;
  attempt_fixture_start (fixture, "localhost", GPOINTER_TO_INT (data));
  result = attempt_fixture_run (fixture);
  no_hook = FALSE;
  g_assert_nonnull (result->failure);
  g_assert_cmpint (sendoff_failure_get_outcome (result->failure), ==, SENDOFF_OUTCOME_FAILED);
  assert_no_credential (fixture);
}

/* That the stand-ins themselves are harmless. */
static void
test_control (AttemptFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  attempt_fixture_start (fixture, "localhost", GPOINTER_TO_INT (data));
  result = attempt_fixture_run (fixture);
  g_assert_null (result->failure);
  g_assert_true (result->signed_in);
}

#define ADD(path, func)                                                                                                                      \
  g_test_add ("/net/no-judge/" path "/starttls", AttemptFixture, GINT_TO_POINTER (SENDOFF_SECURITY_STARTTLS), attempt_fixture_set_up, func, \
              attempt_fixture_tear_down);                                                                                                   \
  g_test_add ("/net/no-judge/" path "/tls", AttemptFixture, GINT_TO_POINTER (SENDOFF_SECURITY_TLS), attempt_fixture_set_up, func,           \
              attempt_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  const char *problem;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (sendoff_curl_library_start (&problem));
  ((SendoffCurlLibrary *) sendoff_curl ())->version_info = get_version_info;
  ADD ("control", test_control);
  ADD ("other-library", test_other_library);
  ADD ("no-verify-function", test_no_verify_function);
  ADD ("no-verify-function-pinned", test_no_verify_function_pinned);
  ADD ("no-hook", test_no_hook);
  return g_test_run ();
}
