/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said where libsecret isn't installed, and that passwords are kept for the run all the same. The function defined here stands before the
 * system's own. */
#include <dlfcn.h>
#include <string.h>

#include "base/error.h"
#include "store/secret-store.h"

static const SendoffSecretKey key = { "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "work", SENDOFF_LEG_OUTGOING, "jo", "mail.example.org" };

void *
dlopen (const char *file, int mode)
{
  void *(*real) (const char *, int) = (void *(*) (const char *, int)) dlsym (RTLD_NEXT, "dlopen");

  return real (file != NULL && strstr (file, "libsecret") != NULL ? "libsecret-is-away.so.0" : file, mode);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *place;
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
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_lookup_async (store, &key, NULL, on_done, &result);
  g_assert_null (sendoff_secret_store_lookup_finish (store, wait_for (&result), &error));
  assert_named (error);
}

static void
test_store (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretString) secret = sendoff_secret_string_new ("swordfish", -1);
  g_autoptr(SendoffSecretString) kept = NULL;
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GAsyncResult) found = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_store_async (store, &key, secret, FALSE, NULL, on_done, &stored);
  g_assert_false (sendoff_secret_store_store_finish (store, wait_for (&stored), &error));
  assert_named (error);
  sendoff_secret_store_lookup_async (store, &key, NULL, on_done, &found);
  kept = sendoff_secret_store_lookup_finish (store, wait_for (&found), NULL);
  g_assert_cmpstr (sendoff_secret_string_peek (kept), ==, "swordfish");
}

static void
test_clear (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_clear_async (store, key.account_id, NULL, on_done, &result);
  g_assert_false (sendoff_secret_store_clear_finish (store, wait_for (&result), &error));
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
