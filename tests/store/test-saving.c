/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving in a thread: the main loop turns meanwhile, the order stays, nothing is lost. */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "store/accounts-file.h"
#include "store/trust-store.h"
#include "scratch-folder.h"

#define HOST  "mail.example.org"
#define PIN_A "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define PIN_B "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="

#define N_TURNS        20
#define MAX_TURN_US    (500 * 1000)

typedef struct
{
  char                *folder;
  SendoffAccountsFile *file;
  SendoffTrustStore   *store;
  GPtrArray           *results; /* of GAsyncResult, as they came */
  pid_t                holder;  /* the program that has the lock; 0: none */
  int                  to_holder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = scratch_folder_create ();
  fixture->file = sendoff_accounts_file_new (fixture->folder);
  fixture->store = sendoff_trust_store_new (fixture->folder);
  fixture->results = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_ptr_array_unref (fixture->results);
  /* The last task may still be on its way out. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (fixture->file != NULL)
    g_assert_finalize_object (fixture->file);
  g_assert_finalize_object (fixture->store);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->results, g_object_ref (result));
}

static void
wait_for (Fixture *fixture,
          guint    n_results)
{
  while (fixture->results->len < n_results)
    g_main_context_iteration (NULL, TRUE);
}

/* Another program takes the lock, and keeps it until it is told to end. */
static void
hold_lock (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  int ready[2], until[2];
  char byte = 0;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (until), ==, 0);
  fixture->holder = fork ();
  if (fixture->holder == 0)
    {
      int fd = open (path, O_RDWR | O_CREAT, 0600);

      close (until[1]);
      if (fd < 0 || flock (fd, LOCK_EX) != 0 || write (ready[1], "", 1) != 1)
        _exit (1);
      _exit (read (until[0], &byte, 1) == 0 ? 0 : 1);
    }
  close (ready[1]);
  close (until[0]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  fixture->to_holder = until[1];
}

static void
release_lock (Fixture *fixture)
{
  int status = -1;

  close (fixture->to_holder);
  g_assert_cmpint (waitpid (fixture->holder, &status, 0), ==, fixture->holder);
  g_assert_cmpint (status, ==, 0);
}

static gboolean
count_turn (gpointer n_turns)
{
  (*(guint *) n_turns)++;
  return G_SOURCE_CONTINUE;
}

/* Turns a number of times, each of them in no time. */
static void
assert_turning (void)
{
  guint n_turns = 0;
  guint source = g_timeout_add (5, count_turn, &n_turns);

  while (n_turns < N_TURNS)
    {
      gint64 start = g_get_monotonic_time ();

      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time () - start, <, MAX_TURN_US);
    }
  g_source_remove (source);
}

static SendoffAccount *
create_account (const char *name)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "jo@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, HOST);
  return account;
}

static guint
count_accounts (SendoffAccountsFile *file)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sendoff_accounts_file_get_list (file)));
}

static void
assert_changed (Fixture *fixture,
                guint    index)
{
  g_autoptr(GError) error = NULL;
  gboolean changed = sendoff_accounts_file_change_finish (fixture->file, fixture->results->pdata[index], &error);

  g_assert_no_error (error);
  g_assert_true (changed);
}

static void
assert_refused (Fixture *fixture,
                guint    index,
                int      code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (sendoff_accounts_file_change_finish (fixture->file, fixture->results->pdata[index], &error));
  g_assert_error (error, SENDOFF_ERROR, code);
}

static void
test_accounts_while_locked (Fixture       *fixture,
                            gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");
  gint64 start;

  hold_lock (fixture, "accounts.ini.lock");
  start = g_get_monotonic_time ();
  sendoff_accounts_file_add_async (fixture->file, account, on_done, fixture);
  g_assert_cmpint (g_get_monotonic_time () - start, <, MAX_TURN_US);
  assert_turning ();
  g_assert_cmpuint (fixture->results->len, ==, 0);
  g_assert_cmpuint (count_accounts (fixture->file), ==, 0);

  release_lock (fixture);
  wait_for (fixture, 1);
  assert_changed (fixture, 0);
  g_assert_true (sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (fixture->file), "a") == account);
  assert_mode (sendoff_accounts_file_get_path (fixture->file), 0600);
}

static void
on_trust_changed (SendoffTrustStore *store,
                  guint             *n_changes)
{
  (*n_changes)++;
}

static void
test_trust_while_locked (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr(SendoffTrustEntry) entry = NULL;
  g_autoptr(GError) error = NULL;
  guint n_changes = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_trust_changed), &n_changes);
  hold_lock (fixture, "trust.ini.lock");
  sendoff_trust_store_add_pin_async (fixture->store, HOST, 25, PIN_A, on_done, fixture);
  sendoff_trust_store_add_pin_async (fixture->store, HOST, 25, PIN_B, on_done, fixture);
  sendoff_trust_store_forget_async (fixture->store, HOST, 26, on_done, fixture);
  assert_turning ();
  g_assert_cmpuint (fixture->results->len, ==, 0);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 25));
  g_assert_cmpuint (n_changes, ==, 0);

  release_lock (fixture);
  wait_for (fixture, 3);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_true (sendoff_trust_store_change_finish (fixture->store, fixture->results->pdata[0], NULL));
  g_assert_true (sendoff_trust_store_change_finish (fixture->store, fixture->results->pdata[1], NULL));
  g_assert_false (sendoff_trust_store_change_finish (fixture->store, fixture->results->pdata[2], &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  entry = sendoff_trust_store_lookup (fixture->store, HOST, 25);
  g_assert_cmpstr (entry->pin, ==, PIN_B);
}

/* What is refused before any file is touched, and what only the file tells. */
static void
test_trust_refusals (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(GError) no_pin = NULL;
  g_autoptr(GError) unsaved = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "trust.ini", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  sendoff_trust_store_add_pin_async (fixture->store, HOST, 25, "no pin", on_done, fixture);
  wait_for (fixture, 1);
  sendoff_trust_store_add_pin_async (fixture->store, HOST, 25, PIN_A, on_done, fixture);
  wait_for (fixture, 2);
  g_assert_false (sendoff_trust_store_change_finish (fixture->store, fixture->results->pdata[0], &no_pin));
  g_assert_error (no_pin, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_false (sendoff_trust_store_change_finish (fixture->store, fixture->results->pdata[1], &unsaved));
  g_assert_error (unsaved, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 25));
}

/* Each on top of the one before, though none has settled yet. */
static void
test_order (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");
  g_autoptr(SendoffAccount) first = sendoff_account_copy (account);
  g_autoptr(SendoffAccount) second = sendoff_account_copy (account);
  g_autoptr(GArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;
  SendoffAccount *present;

  sendoff_account_set_text (first, SENDOFF_KEY_NAME, "b");
  sendoff_account_set_text (second, SENDOFF_KEY_NAME, "c");
  sendoff_accounts_file_add_async (fixture->file, account, on_done, fixture);
  sendoff_accounts_file_commit_async (fixture->file, first, second, FALSE, on_done, fixture);
  sendoff_accounts_file_commit_async (fixture->file, account, first, TRUE, on_done, fixture);
  /* A copy is what is saved. */
  sendoff_account_set_text (first, SENDOFF_KEY_NAME, "d");
  wait_for (fixture, 3);

  assert_changed (fixture, 0);
  g_assert_false (sendoff_accounts_file_commit_finish (fixture->file, fixture->results->pdata[1], &conflicts, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (g_array_index (conflicts, SendoffKey, 0), ==, SENDOFF_KEY_NAME);
  g_assert_true (sendoff_accounts_file_commit_finish (fixture->file, fixture->results->pdata[2], NULL, NULL));
  present = sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (fixture->file), sendoff_account_get_id (account));
  g_assert_cmpstr (sendoff_account_get_text (present, SENDOFF_KEY_NAME), ==, "b");
  g_assert_true (present == account);
}

static void
test_refused_takes_over_what_is_there (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  g_autoptr(SendoffAccountsFile) other = sendoff_accounts_file_new (fixture->folder);
  g_autoptr(SendoffAccount) theirs = create_account ("a");
  g_autoptr(SendoffAccount) namesake = create_account ("a");

  g_assert_true (sendoff_accounts_file_add (other, theirs, NULL));
  sendoff_accounts_file_add_async (fixture->file, namesake, on_done, fixture);
  sendoff_accounts_file_remove_async (fixture->file, sendoff_account_get_id (namesake), on_done, fixture);
  sendoff_accounts_file_set_default_async (fixture->file, sendoff_account_get_id (namesake), on_done, fixture);
  wait_for (fixture, 3);
  assert_refused (fixture, 0, SENDOFF_ERROR_EXISTS);
  assert_refused (fixture, 1, SENDOFF_ERROR_NOT_FOUND);
  assert_refused (fixture, 2, SENDOFF_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_accounts (fixture->file), ==, 1);
  g_assert_nonnull (sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (fixture->file), sendoff_account_get_id (theirs)));
}

static void
test_failed_save_changes_nothing (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");

  g_assert_cmpint (g_mkdir (sendoff_accounts_file_get_path (fixture->file), 0700), ==, 0);
  sendoff_accounts_file_add_async (fixture->file, account, on_done, fixture);
  wait_for (fixture, 1);
  assert_refused (fixture, 0, SENDOFF_ERROR_SAVE);
  g_assert_cmpuint (count_accounts (fixture->file), ==, 0);
}

/* Nothing is known to be wrong before it is written. */
static void
test_too_big_changes_nothing (Fixture       *fixture,
                              gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");
  g_autofree char *comment = g_strnfill (4 * 1024 * 1024 - 100, 'x');
  g_autofree char *text = g_strconcat ("#", comment, "\n", NULL);

  write_text (sendoff_accounts_file_get_path (fixture->file), text);
  sendoff_accounts_file_add_async (fixture->file, account, on_done, fixture);
  wait_for (fixture, 1);
  assert_refused (fixture, 0, SENDOFF_ERROR_SAVE);
  g_assert_cmpuint (count_accounts (fixture->file), ==, 0);
  assert_text (sendoff_accounts_file_get_path (fixture->file), text);
}

/* Whoever asked for it may be gone. */
static void
test_nobody_waits (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");
  g_autoptr(SendoffAccountsFile) later = sendoff_accounts_file_new (fixture->folder);
  gpointer file = fixture->file;

  hold_lock (fixture, "accounts.ini.lock");
  g_object_add_weak_pointer (file, &file);
  sendoff_accounts_file_add_async (fixture->file, account, NULL, NULL);
  g_clear_object (&fixture->file);
  release_lock (fixture);
  while (file != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sendoff_accounts_file_load (later, NULL, NULL));
  g_assert_cmpuint (count_accounts (later), ==, 1);
}

static void
test_undo_brings_back_what_others_wrote (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  g_autoptr(SendoffAccount) account = create_account ("a");
  const char *id = sendoff_account_get_id (account);
  const char *path = sendoff_accounts_file_get_path (fixture->file);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  g_assert_true (sendoff_accounts_file_add (fixture->file, account, NULL));
  before = read_whole (path);
  text = g_strconcat (before, "# of ours\ncolour=a\\tb\nname[de]=Arbeit\n", NULL);
  write_text (path, text);
  sendoff_accounts_file_remove_async (fixture->file, id, on_done, fixture);
  sendoff_accounts_file_insert_async (fixture->file, 0, account, on_done, fixture);
  wait_for (fixture, 2);
  assert_changed (fixture, 0);
  assert_changed (fixture, 1);
  g_assert_true (sendoff_account_list_get_default (sendoff_accounts_file_get_list (fixture->file)) == account);
  {
    g_autofree char *after = read_whole (path);

    g_test_message ("%s", after);
    g_assert_nonnull (strstr (after, "# of ours\ncolour=a\\tb\nname[de]=Arbeit\n"));
  }
}

static void
on_activate (GApplication *application,
             gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(SendoffAccount) account = create_account ("a");

  sendoff_accounts_file_add_async (fixture->file, account, NULL, NULL);
  release_lock (fixture);
}

/* It has no window, so nothing else keeps it. */
static void
test_program_waits (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr(GApplication) application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr(SendoffAccountsFile) later = sendoff_accounts_file_new (fixture->folder);

  g_application_set_default (application);
  hold_lock (fixture, "accounts.ini.lock");
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), fixture);
  g_assert_cmpint (g_application_run (application, 0, NULL), ==, 0);
  g_application_set_default (NULL);
  g_assert_true (sendoff_accounts_file_load (later, NULL, NULL));
  g_assert_cmpuint (count_accounts (later), ==, 1);
  g_assert_cmpuint (count_accounts (fixture->file), ==, 1);
}

#define ADD(path, test) g_test_add ("/saving/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("accounts-while-locked", test_accounts_while_locked);
  ADD ("trust-while-locked", test_trust_while_locked);
  ADD ("trust-refusals", test_trust_refusals);
  ADD ("order", test_order);
  ADD ("refused", test_refused_takes_over_what_is_there);
  ADD ("failed-save", test_failed_save_changes_nothing);
  ADD ("too-big", test_too_big_changes_nothing);
  ADD ("nobody-waits", test_nobody_waits);
  ADD ("undo-unknown-keys", test_undo_brings_back_what_others_wrote);
  ADD ("program-waits", test_program_waits);

  return g_test_run ();
}
