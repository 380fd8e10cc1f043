/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens where libcurl isn't installed. The function defined here stands before the system's own; nothing else of the program is replaced. */

#include <dlfcn.h>
#include <string.h>

#include "attempt-fixture.h"
#include "net/curl-library.h"

void *
dlopen (const char *file,
        int         mode)
{
  void *(*real) (const char *, int) = (void *(*) (const char *, int)) dlsym (RTLD_NEXT, "dlopen");

  return real (file != NULL && strstr (file, "libcurl") != NULL ? "libcurl-is-away.so.4" : file, mode);
}

static void
test_missing (AttemptFixture *fixture,
              gconstpointer   data)
{
  /* The second one remembers. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SendoffAttemptResult) result = NULL;

      if (i == 0)
        attempt_fixture_start (fixture, "localhost", SENDOFF_SECURITY_STARTTLS);
      result = attempt_fixture_run (fixture);
      g_assert_nonnull (result->failure);
      g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_INTERNAL);
      g_assert_cmpint (sendoff_failure_get_exit_status (result->failure, FALSE), ==, 70);
      g_assert_true (g_str_has_prefix (result->failure->detail, SENDOFF_CURL_LIBRARY_PROBLEM));
      g_assert_nonnull (strstr (result->failure->detail, "libcurl-is-away.so.4"));
      g_assert_cmpuint (result->seen, ==, 0);
    }
  g_assert_null (sendoff_net_get_version ());
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (fixture->server), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/net/no-library/missing", AttemptFixture, NULL, attempt_fixture_set_up, test_missing, attempt_fixture_tear_down);
  return g_test_run ();
}
