/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs in keyring-session, once for each kind of session, with the tests for that kind chosen by -p. */
#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

#include "base/error.h"
#include "secret-calls.h"

#define OTHER_ID "6ba7b811-9dad-41d1-80b4-00c04fd430c8"

static gboolean
forget (SendoffSecretStore *store, const SendoffSecretKey *unwanted, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_forget_async (store, unwanted, NULL, on_done, &result);

  return sendoff_secret_store_forget_finish (store, wait_for (&result), error);
}

static void
assert_secret (SendoffSecretStore *store, const SendoffSecretKey *wanted, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffSecretString) secret = lookup (store, wanted, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret != NULL ? sendoff_secret_string_peek (secret) : NULL, ==, expected);
}

static void
assert_stored (SendoffSecretStore *store, const SendoffSecretKey *wanted, const char *text)
{
  g_autoptr(GError) error = NULL;

  store_secret (store, wanted, text, FALSE, &error);
  g_assert_no_error (error);
}

static void
assert_no_service (SendoffSecretStore *store)
{
  g_autoptr(GError) lookup_error = NULL;
  g_autoptr(GError) store_error = NULL;
  g_autoptr(GError) clear_error = NULL;

  g_assert_null (lookup (store, &key, &lookup_error));
  g_assert_error (lookup_error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
  g_assert_false (store_secret (store, &key, "swordfish", FALSE, &store_error));
  g_assert_error (store_error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
  g_assert_null (strstr (store_error->message, "swordfish"));

  /* But it is there for this run, and only as long. */
  assert_secret (store, &key, "swordfish");
  g_assert_false (clear (store, ID, &clear_error));
  g_assert_error (clear_error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
  g_clear_error (&lookup_error);
  g_assert_null (lookup (store, &key, &lookup_error));
  g_assert_error (lookup_error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
}

static void
test_memory_only (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (FALSE);
  SendoffSecretKey elsewhere = key;

  elsewhere.host = "other.example.org";
  assert_secret (store, &key, NULL);
  assert_stored (store, &key, "one");
  assert_stored (store, &elsewhere, "two");
  assert_secret (store, &key, "one");
  assert_secret (store, &elsewhere, "two");
  g_assert_true (clear (store, OTHER_ID, NULL));
  assert_secret (store, &key, "one");
  g_assert_true (clear (store, ID, NULL));
  assert_secret (store, &key, NULL);
  assert_secret (store, &elsewhere, NULL);
}

/* A client key's is the same for both legs and all hosts, and nobody else's. */
static void
check_kinds_and_forgetting (SendoffSecretStore *store, SendoffSecretStore *reader)
{
  SendoffSecretKey incoming = key;
  SendoffSecretKey client_key = { .account_id = ID, .user = "/home/jo/key.pem", .kind = SENDOFF_SECRET_CLIENT_KEY };
  SendoffSecretKey same_client_key = { ID, "work", SENDOFF_LEG_INCOMING, "/home/jo/key.pem", "elsewhere", SENDOFF_SECRET_CLIENT_KEY };
  SendoffSecretKey other_client_key = client_key;

  incoming.leg = SENDOFF_LEG_INCOMING;
  other_client_key.user = "pkcs11:token=t";
  assert_stored (store, &key, "one");
  assert_stored (store, &incoming, "two");
  assert_stored (store, &client_key, "1234");
  assert_secret (reader, &same_client_key, "1234");
  assert_secret (reader, &other_client_key, NULL);

  g_assert_true (forget (store, &key, NULL));
  assert_secret (reader, &key, NULL);
  assert_secret (reader, &incoming, "two");
  assert_secret (reader, &client_key, "1234");
  g_assert_true (forget (store, &key, NULL));
  g_assert_true (forget (store, &same_client_key, NULL));
  assert_secret (reader, &client_key, NULL);
  assert_secret (reader, &incoming, "two");
  g_assert_true (clear (store, ID, NULL));
}

static void
test_kinds_in_memory (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (FALSE);

  check_kinds_and_forgetting (store, store);
}

static void
test_kinds_in_the_service (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretStore) next_run = sendoff_secret_store_new (TRUE);

  check_kinds_and_forgetting (store, next_run);
}

static void
test_cancelled_before (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (FALSE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sendoff_secret_store_lookup_async (store, &key, cancellable, on_done, &result);
  g_assert_null (sendoff_secret_store_lookup_finish (store, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_service (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);

  assert_no_service (store);
}

static void
test_stored_in_the_service (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretStore) next_run = sendoff_secret_store_new (TRUE);

  assert_secret (store, &key, NULL);
  assert_stored (store, &key, "one");
  assert_secret (next_run, &key, "one");
  assert_stored (store, &key, "p\xc3\xa4ss \\ word\t");
  assert_secret (next_run, &key, "p\xc3\xa4ss \\ word\t");
  assert_secret (store, &key, "p\xc3\xa4ss \\ word\t");
  g_assert_true (clear (next_run, ID, NULL));
  assert_secret (store, &key, NULL);
  g_assert_true (clear (next_run, ID, NULL));
}

static void
test_each_part_of_the_key_counts (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  SendoffSecretKey others[] = { key, key, key, key };

  others[0].account_id = OTHER_ID;
  others[1].leg = SENDOFF_LEG_INCOMING;
  others[2].user = "joe";
  others[3].host = "imap.example.org";

  assert_stored (store, &key, "mine");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_secret (store, &others[i], NULL);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_stored (store, &others[i], "other");
  assert_secret (store, &key, "mine");

  /* All of an account, and nothing else. */
  g_assert_true (clear (store, ID, NULL));
  assert_secret (store, &key, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (others); i++)
    assert_secret (store, &others[i], NULL);
  assert_secret (store, &others[0], "other");
  g_assert_true (clear (store, OTHER_ID, NULL));
}

static void
test_session_only_stays_here (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretStore) next_run = sendoff_secret_store_new (TRUE);
  g_autoptr(GError) error = NULL;

  assert_stored (store, &key, "stored");
  store_secret (store, &key, "for now", TRUE, &error);
  g_assert_no_error (error);
  assert_secret (store, &key, "for now");
  assert_secret (next_run, &key, "stored");

  /* What is stored later comes before it. */
  assert_stored (store, &key, "again");
  assert_secret (store, &key, "again");
  g_assert_true (clear (store, ID, NULL));
}

static void
test_label_shows_no_control_character (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  SendoffSecretKey odd = key;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autolist(SecretItem) items = NULL;
  g_autofree char *label = NULL;

  odd.account_name = "wo\x1brk";
  assert_stored (store, &odd, "one");
  g_hash_table_insert (attributes, (gpointer) "account", (gpointer) ID);
  items = secret_service_search_sync (service, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_null (strchr (label, '\x1b'));
  g_assert_nonnull (strstr (label, "mail.example.org"));
  g_assert_true (clear (store, ID, NULL));
}

static gboolean
cancel_now (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

/* The daemon doesn't answer at all; a stop by the user doesn't wait for it. */
static void
test_cancelled_while_the_service_hangs (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int daemon = atoi (g_getenv ("KEYRING_SESSION_DAEMON"));
  gint64 start;

  g_assert_cmpint (daemon, >, 1);
  assert_secret (store, &key, NULL);
  g_assert_cmpint (kill (daemon, SIGSTOP), ==, 0);
  g_timeout_add (50, cancel_now, cancellable);
  start = g_get_monotonic_time ();
  sendoff_secret_store_lookup_async (store, &key, cancellable, on_done, &result);
  g_assert_null (sendoff_secret_store_lookup_finish (store, wait_for (&result), &error));
  g_assert_cmpint (kill (daemon, SIGCONT), ==, 0);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

static void
test_locked_while_running (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GList) collections = NULL;

  assert_stored (store, &key, "one");
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, NULL);
  g_assert_nonnull (collection);
  collections = g_list_append (NULL, collection);
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);

  assert_no_service (store);
}

static void
test_locked (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);

  assert_no_service (store);
}

/* Nothing can be stored in it, and nothing was. */
static void
test_empty (void)
{
  g_autoptr(SendoffSecretStore) store = sendoff_secret_store_new (TRUE);
  g_autoptr(GError) error = NULL;

  assert_secret (store, &key, NULL);
  g_assert_false (store_secret (store, &key, "swordfish", FALSE, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE);
  /* It wasn't even tried: with a display the service would ask for a new keyring's password, and wait. */
  g_assert_nonnull (strstr (error->message, "locked or missing"));
  assert_secret (store, &key, "swordfish");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-store/anywhere/memory-only", test_memory_only);
  g_test_add_func ("/secret-store/anywhere/kinds", test_kinds_in_memory);
  g_test_add_func ("/secret-store/anywhere/cancelled-before", test_cancelled_before);
  g_test_add_func ("/secret-store/none/no-service", test_no_service);
  g_test_add_func ("/secret-store/unlocked/stored", test_stored_in_the_service);
  g_test_add_func ("/secret-store/unlocked/key", test_each_part_of_the_key_counts);
  g_test_add_func ("/secret-store/unlocked/kinds", test_kinds_in_the_service);
  g_test_add_func ("/secret-store/unlocked/session-only", test_session_only_stays_here);
  g_test_add_func ("/secret-store/unlocked/label", test_label_shows_no_control_character);
  g_test_add_func ("/secret-store/unlocked/hanging", test_cancelled_while_the_service_hangs);
  /* The last one there: it locks the keyring. */
  g_test_add_func ("/secret-store/unlocked/then-locked", test_locked_while_running);
  g_test_add_func ("/secret-store/locked/locked", test_locked);
  g_test_add_func ("/secret-store/empty/no-keyring", test_empty);

  return g_test_run ();
}
