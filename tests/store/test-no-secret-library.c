/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said where libsecret isn't installed, and that passwords are kept for the run all the same. The function defined here stands before the
 * system's own. */
#include <dlfcn.h>
#include <string.h>

#include "base/error.h"
#include "secret-calls.h"

void *
dlopen (const char *file, int mode)
{
  void *(*real) (const char *, int) = (void *(*) (const char *, int)) dlsym (RTLD_NEXT, "dlopen");

  return real (file != NULL && strstr (file, "libsecret") != NULL ? "libsecret-is-away.so.0" : file, mode);
}

static void
assert_named (const GError *error)
{
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
  g_assert_nonnull (strstr (error->message, "libsecret"));
}

static void
test_lookup (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(GError) error = NULL;

  g_assert_null (lookup (store, &key, &error));
  assert_named (error);
}

static void
test_store (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretString) kept = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (store_secret (store, &key, "swordfish", FALSE, &error));
  assert_named (error);
  kept = lookup (store, &key, NULL);
  g_assert_cmpstr (sendoff_secret_string_peek (kept), ==, "swordfish");
}

static void
test_clear (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(GError) error = NULL;

  g_assert_false (clear (store, ID, &error));
  assert_named (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/no-secret-library/lookup", test_lookup);
  g_test_add_func ("/no-secret-library/store", test_store);
  g_test_add_func ("/no-secret-library/clear", test_clear);
  return g_test_run ();
}
