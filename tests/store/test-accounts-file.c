/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "store/accounts-file.h"
#include "scratch-folder.h"

#define ID_A "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
#define ID_B "6ba7b811-9dad-41d1-80b4-00c04fd430c8"

typedef struct
{
  char                *folder;
  SendoffAccountsFile *file;
} Fixture;

static SendoffAccountsFile *
open_and_load (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;
  SendoffAccountsFile *file = sendoff_accounts_file_new (fixture->folder);

  sendoff_accounts_file_load (file, &notice, &error);
  g_assert_no_error (error);
  g_assert_null (notice);

  return file;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->folder = scratch_folder_create ();
  fixture->file = open_and_load (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->file);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static SendoffAccount *
create_account (const char *name)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "jo@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");

  return account;
}

static SendoffAccount *
add_account (SendoffAccountsFile *file, const char *name)
{
  g_autoptr(GError) error = NULL;
  SendoffAccount *account = create_account (name);

  sendoff_accounts_file_add (file, account, &error);
  g_assert_no_error (error);

  return account;
}

static guint
count_accounts (SendoffAccountsFile *file)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sendoff_accounts_file_get_list (file)));
}

static void
assert_names (SendoffAccountsFile *file, const char *expected)
{
  GListModel *list = G_LIST_MODEL (sendoff_accounts_file_get_list (file));
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (list, i);

      g_string_append (names, sendoff_account_get_text (account, SENDOFF_KEY_NAME));
    }

  g_assert_cmpstr (names->str, ==, expected);
}

static const char *
get_default_name (SendoffAccountsFile *file)
{
  SendoffAccount *account = sendoff_account_list_get_default (sendoff_accounts_file_get_list (file));

  return account != NULL ? sendoff_account_get_text (account, SENDOFF_KEY_NAME) : NULL;
}

static void
test_add_and_load (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccount) b = add_account (fixture->file, "b");
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);

  assert_names (fixture->file, "ab");
  g_assert_true (sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (fixture->file), "a") == a);
  g_assert_true (sendoff_account_equal (sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (other), "a"), a));
  assert_names (other, "ab");
  g_assert_cmpstr (get_default_name (other), ==, "a");
  assert_mode (sendoff_accounts_file_get_path (fixture->file), 0600);
}

/* What was begun is what the next load brings, a notice included; and nobody need ever ask for it. */
static void
test_load_begun_before (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccountsFile) other = sendoff_accounts_file_new (fixture->folder);
  g_autoptr(SendoffAccountsFile) forgotten = sendoff_accounts_file_new (fixture->folder);
  g_autofree char *notice = NULL;

  sendoff_accounts_file_load_begin (forgotten);
  sendoff_accounts_file_load_begin (other);
  g_assert_true (sendoff_accounts_file_load (other, &notice, NULL));
  g_assert_null (notice);
  assert_names (other, "a");
  g_assert_cmpstr (get_default_name (other), ==, "a");

  write_text (sendoff_accounts_file_get_path (fixture->file), "rubbish");
  sendoff_accounts_file_load_begin (other);
  g_assert_true (sendoff_accounts_file_load (other, &notice, NULL));
  g_assert_nonnull (strstr (notice, "accounts.ini.damaged-"));
  assert_names (other, "");
}

static guint
count_threads (void)
{
  g_autoptr(GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (tasks) != NULL)
    n++;
  return n;
}

/* What another program saved between the reading and the load counts. */
static void
test_load_begun_long_before (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccountsFile) other = sendoff_accounts_file_new (fixture->folder);
  g_autoptr(SendoffAccount) b = NULL;
  guint n_threads = count_threads ();

  sendoff_accounts_file_load_begin (other);
  while (count_threads () > n_threads)
    g_thread_yield ();
  b = add_account (fixture->file, "b");
  g_assert_true (sendoff_accounts_file_load (other, NULL, NULL));
  assert_names (other, "ab");
}

static void
test_refusals_change_nothing (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccount) namesake = create_account ("a");
  g_autoptr(SendoffAccount) invalid = create_account ("");
  g_autofree char *before = read_whole (sendoff_accounts_file_get_path (fixture->file));
  g_autoptr(GError) exists = NULL;
  g_autoptr(GError) not_valid = NULL;
  g_autoptr(GError) not_found = NULL;
  g_autoptr(GError) no_default = NULL;

  /* The other one hasn't seen "a" yet: the file decides. */
  g_assert_cmpuint (count_accounts (other), ==, 0);
  g_assert_false (sendoff_accounts_file_add (other, namesake, &exists));
  g_assert_error (exists, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS);
  g_assert_false (sendoff_accounts_file_add (fixture->file, invalid, &not_valid));
  g_assert_error (not_valid, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_false (sendoff_accounts_file_remove (fixture->file, ID_A, &not_found));
  g_assert_error (not_found, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  g_assert_false (sendoff_accounts_file_set_default (fixture->file, ID_A, &no_default));
  g_assert_error (no_default, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  assert_names (fixture->file, "a");
  assert_text (sendoff_accounts_file_get_path (fixture->file), before);
}

static void
test_failed_save_changes_nothing (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = create_account ("a");
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (sendoff_accounts_file_get_path (fixture->file), 0700), ==, 0);
  g_assert_false (sendoff_accounts_file_add (fixture->file, a, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
  assert_names (fixture->file, "");
}

static void
test_remove_default_and_undo (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccount) b = add_account (fixture->file, "b");
  g_autoptr(SendoffAccount) c = add_account (fixture->file, "c");
  g_autoptr(SendoffAccountsFile) other = NULL;

  g_assert_true (sendoff_accounts_file_set_default (fixture->file, sendoff_account_get_id (b), NULL));
  g_assert_cmpstr (get_default_name (fixture->file), ==, "b");
  g_assert_true (sendoff_accounts_file_remove (fixture->file, sendoff_account_get_id (b), NULL));
  assert_names (fixture->file, "ac");
  g_assert_cmpstr (get_default_name (fixture->file), ==, "c");

  g_assert_true (sendoff_accounts_file_insert (fixture->file, 1, b, NULL));
  other = open_and_load (fixture);
  assert_names (other, "abc");
  g_assert_cmpstr (get_default_name (other), ==, "c");
  g_assert_true (sendoff_accounts_file_remove (other, sendoff_account_get_id (c), NULL));
  g_assert_cmpstr (get_default_name (other), ==, "b");
  g_assert_true (sendoff_accounts_file_remove (other, sendoff_account_get_id (a), NULL));
  g_assert_true (sendoff_accounts_file_remove (other, sendoff_account_get_id (b), NULL));
  g_assert_null (get_default_name (other));
}

static void
test_removed_by_another (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (a);
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);
  g_autoptr(GError) error = NULL;

  sendoff_account_set_text (edited, SENDOFF_KEY_NAME, "A");
  g_assert_true (sendoff_accounts_file_remove (other, sendoff_account_get_id (a), NULL));
  g_assert_false (sendoff_accounts_file_commit (fixture->file, a, edited, TRUE, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  assert_names (fixture->file, "");
}

static void
test_commit_merges (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);
  SendoffAccount *theirs = sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (other), "a");
  g_autoptr(SendoffAccount) original = sendoff_account_copy (a);
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (a);
  g_autoptr(SendoffAccount) their_edited = sendoff_account_copy (theirs);
  g_autoptr(GArray) conflicts = NULL;

  sendoff_account_set_number (their_edited, SENDOFF_KEY_SMTP_PORT, 25);
  sendoff_account_set_number (their_edited, SENDOFF_KEY_TIMEOUT, 90);
  g_assert_true (sendoff_accounts_file_commit (other, original, their_edited, FALSE, NULL, NULL));

  sendoff_account_set_text (edited, SENDOFF_KEY_ORGANIZATION, "We");
  sendoff_account_set_number (edited, SENDOFF_KEY_TIMEOUT, 90);
  g_assert_true (sendoff_accounts_file_commit (fixture->file, original, edited, FALSE, &conflicts, NULL));

  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpuint (sendoff_account_get_number (a, SENDOFF_KEY_SMTP_PORT), ==, 25);
  g_assert_cmpuint (sendoff_account_get_number (a, SENDOFF_KEY_TIMEOUT), ==, 90);
  g_assert_cmpstr (sendoff_account_get_text (a, SENDOFF_KEY_ORGANIZATION), ==, "We");
}

static void
test_commit_conflicts (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);
  g_autoptr(SendoffAccount) original = sendoff_account_copy (a);
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (a);
  g_autoptr(SendoffAccount) their_edited = sendoff_account_copy (a);
  g_autofree char *before = NULL;
  g_autoptr(GArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_account_set_number (their_edited, SENDOFF_KEY_SMTP_PORT, 25);
  sendoff_account_set_text (their_edited, SENDOFF_KEY_FULL_NAME, "Jo");
  g_assert_true (sendoff_accounts_file_commit (other, original, their_edited, FALSE, NULL, NULL));
  before = read_whole (sendoff_accounts_file_get_path (fixture->file));

  sendoff_account_set_number (edited, SENDOFF_KEY_SMTP_PORT, 2525);
  sendoff_account_set_text (edited, SENDOFF_KEY_ORGANIZATION, "We");
  g_assert_false (sendoff_accounts_file_commit (fixture->file, original, edited, FALSE, &conflicts, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (g_array_index (conflicts, SendoffKey, 0), ==, SENDOFF_KEY_SMTP_PORT);
  assert_text (sendoff_accounts_file_get_path (fixture->file), before);

  g_assert_true (sendoff_accounts_file_commit (fixture->file, original, edited, TRUE, NULL, NULL));
  g_assert_cmpuint (sendoff_account_get_number (a, SENDOFF_KEY_SMTP_PORT), ==, 2525);
  g_assert_cmpstr (sendoff_account_get_text (a, SENDOFF_KEY_FULL_NAME), ==, "Jo");
  g_assert_cmpstr (sendoff_account_get_text (a, SENDOFF_KEY_ORGANIZATION), ==, "We");
}

/* Each half is fine, together they aren't: nothing is written. */
static void
test_commit_of_an_invalid_whole (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccountsFile) other = open_and_load (fixture);
  g_autoptr(SendoffAccount) with_user = sendoff_account_copy (a);
  g_autoptr(SendoffAccount) original = NULL;
  g_autoptr(SendoffAccount) own = NULL;
  g_autoptr(SendoffAccount) no_user = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_account_set_text (with_user, SENDOFF_KEY_SMTP_USER, "jo");
  g_assert_true (sendoff_accounts_file_commit (fixture->file, a, with_user, FALSE, NULL, NULL));
  original = sendoff_account_copy (with_user);
  own = sendoff_account_copy (original);
  no_user = sendoff_account_copy (original);
  sendoff_account_set_authentication (own, SENDOFF_AUTHENTICATION_OWN);
  sendoff_account_set_text (no_user, SENDOFF_KEY_SMTP_USER, "");

  g_assert_true (sendoff_accounts_file_commit (fixture->file, original, own, FALSE, NULL, NULL));
  g_assert_false (sendoff_accounts_file_commit (other, original, no_user, FALSE, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
}

static void
test_unknown_is_kept (Fixture *fixture, gconstpointer user_data)
{
  static const char text[] =
    "# mine\n[sendoff]\nformat=7\nnew-thing=1\n\n[" ID_A "]\nname=a\nemail=a@example.org\nsmtp.host=a.example\nreply-to=r@example.org\ncolour=blue\n\n"
    "[plug-in]\nx=y\n";
  g_autoptr(SendoffAccount) b = NULL;
  g_autoptr(SendoffAccount) original = NULL;
  g_autoptr(SendoffAccount) edited = NULL;
  g_autofree char *after = NULL;

  write_text (sendoff_accounts_file_get_path (fixture->file), text);
  g_assert_true (sendoff_accounts_file_load (fixture->file, NULL, NULL));
  original = sendoff_account_copy (sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (fixture->file), ID_A));
  edited = sendoff_account_copy (original);
  sendoff_account_set_text (edited, SENDOFF_KEY_NAME, "A");
  sendoff_account_set_text (edited, SENDOFF_KEY_REPLY_TO, "");
  g_assert_true (sendoff_accounts_file_commit (fixture->file, original, edited, FALSE, NULL, NULL));
  b = add_account (fixture->file, "b");

  after = read_whole (sendoff_accounts_file_get_path (fixture->file));
  g_assert_true (g_str_has_prefix (after, "# mine\n\n[sendoff]\nformat=7\nnew-thing=1\n"));
  /* Nor does it get keys that nobody changed. */
  g_assert_nonnull (strstr (after, "\n[" ID_A "]\nname=A\nemail=a@example.org\nsmtp.host=a.example\nreply-to=\ncolour=blue\n\n[plug-in]"));
  /* Nor a new account one for what is empty. */
  g_assert_null (strstr (after, "organization"));
  g_assert_nonnull (strstr (after, "\n[plug-in]\nx=y\n"));
}

static void
test_order_is_complete (Fixture *fixture, gconstpointer user_data)
{
  write_text (sendoff_accounts_file_get_path (fixture->file),
              "[" ID_A "]\nname=a\n[sendoff]\norder=" ID_B ";nonsense;" ID_B ";\n[" ID_B "]\nname=b\n");
  g_assert_true (sendoff_accounts_file_load (fixture->file, NULL, NULL));

  /* Both lack a server: they are there to be mended, and can't be used meanwhile. */
  assert_names (fixture->file, "ba");
  g_assert_cmpstr (get_default_name (fixture->file), ==, "b");
}

static void
test_missing_ports_follow (Fixture *fixture, gconstpointer user_data)
{
  SendoffAccount *account;

  write_text (sendoff_accounts_file_get_path (fixture->file),
              "[" ID_A "]\nname=a\nsmtp.security=tls\nincoming.protocol=pop3\nincoming.security=none\n");
  g_assert_true (sendoff_accounts_file_load (fixture->file, NULL, NULL));
  account = sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (fixture->file), "a");
  g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT), ==, 465);
  g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_INCOMING_PORT), ==, 110);
}

static void
test_port_that_was_not_said_stays (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) original = NULL;
  g_autoptr(SendoffAccount) edited = NULL;
  g_autoptr(SendoffAccountsFile) other = NULL;

  write_text (sendoff_accounts_file_get_path (fixture->file),
              "[" ID_A "]\nname=a\nemail=a@example.org\nsmtp.host=a.example\nsmtp.security=tls\n");
  g_assert_true (sendoff_accounts_file_load (fixture->file, NULL, NULL));
  original = sendoff_account_copy (sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (fixture->file), ID_A));
  edited = sendoff_account_copy (original);
  sendoff_account_set_security (edited, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_STARTTLS);
  g_assert_true (sendoff_accounts_file_commit (fixture->file, original, edited, FALSE, NULL, NULL));

  other = open_and_load (fixture);
  g_assert_true (sendoff_account_equal (sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (other), ID_A), edited));
}

static const char *const unusable[] = {
  "smtp.port=many\n", "smtp.port=70000\n", "smtp.security=ssl\n", "incoming.protocol=smtp\n", "name=a\\nb\n", "organization=\\q\n",
};

static void
test_unusable_entry_stays (Fixture *fixture, gconstpointer user_data)
{
  const char *path = sendoff_accounts_file_get_path (fixture->file);

  for (guint i = 0; i < G_N_ELEMENTS (unusable); i++)
    {
      g_autofree char *entry = g_strconcat ("[" ID_A "]\nemail=a@example.org\n", unusable[i], NULL);
      g_autofree char *text = g_strconcat ("[" ID_B "]\nname=b\n\n", entry, NULL);
      g_autofree char *notice = NULL;
      g_autofree char *after = NULL;
      g_autoptr(SendoffAccount) c = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("entry %u", i);
      write_text (path, text);
      g_assert_true (sendoff_accounts_file_load (fixture->file, &notice, NULL));
      assert_names (fixture->file, "b");
      g_assert_nonnull (notice);
      g_assert_nonnull (strstr (notice, path));
      g_assert_null (strchr (notice, '\n'));

      c = add_account (fixture->file, "c");
      assert_names (fixture->file, "bc");
      after = read_whole (path);
      g_assert_nonnull (strstr (after, entry));
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *notice = NULL;

  write_text (sendoff_accounts_file_get_path (fixture->file), "rubbish");
  g_assert_true (sendoff_accounts_file_load (fixture->file, &notice, NULL));
  g_assert_nonnull (strstr (notice, "accounts.ini.damaged-"));
  assert_names (fixture->file, "");
  g_assert_cmpuint (count_names (fixture->folder, "accounts.ini.damaged-"), ==, 1);
}

static void
test_damaged_while_open (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) a = add_account (fixture->file, "a");
  g_autoptr(SendoffAccount) b = NULL;

  write_text (sendoff_accounts_file_get_path (fixture->file), "rubbish");
  b = add_account (fixture->file, "b");
  assert_names (fixture->file, "ab");
  g_assert_cmpuint (count_names (fixture->folder, "accounts.ini.damaged-"), ==, 1);
}

/* Text that a settings file could trip over. */
static char *
create_text (void)
{
  static const char *const pieces[] = { " ", "a", "\\", ";", "#", "[", "]", "=", "\"", "%s", "\xc3\xa4", "\xf0\x9f\x93\xac", "\\n", "\\s" };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
test_round_trip (Fixture *fixture, gconstpointer user_data)
{
  static const SendoffKey free_texts[] = {
    SENDOFF_KEY_FULL_NAME, SENDOFF_KEY_ORGANIZATION, SENDOFF_KEY_SMTP_USER, SENDOFF_KEY_INCOMING_USER,
  };

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *noise = create_text ();
      g_autofree char *name = g_strdup_printf ("%s%u", noise, i);
      g_autoptr(SendoffAccount) account = create_account (name);
      g_autoptr(SendoffAccountsFile) other = NULL;
      g_autoptr(GError) error = NULL;
      SendoffAccount *loaded;

      for (guint n = 0; n < G_N_ELEMENTS (free_texts); n++)
        {
          g_autofree char *text = create_text ();

          sendoff_account_set_text (account, free_texts[n], text);
        }
      sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, (guint) g_test_rand_int_range (1, 65536));
      sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, (SendoffSecurity) g_test_rand_int_range (0, 3));

      sendoff_accounts_file_add (fixture->file, account, &error);
      g_assert_no_error (error);
      other = open_and_load (fixture);
      loaded = sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (other), sendoff_account_get_id (account));
      g_assert_nonnull (loaded);
      g_assert_true (sendoff_account_equal (loaded, account));
    }
}

#define N_EACH 50

static int
add_many (const char *folder, const char *prefix)
{
  g_autoptr(SendoffAccountsFile) file = sendoff_accounts_file_new (folder);

  /* A fork inherits the state that ids come from; programs don't. */
  g_random_set_seed ((guint32) getpid ());

  for (guint i = 0; i < N_EACH; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", prefix, i);
      g_autoptr(SendoffAccount) account = create_account (name);

      if (!sendoff_accounts_file_add (file, account, NULL))
        return 1;
    }

  return 0;
}

static void
test_two_programs (Fixture *fixture, gconstpointer user_data)
{
  static const char *const prefixes[] = { "x", "y" };
  pid_t children[2];

  for (guint i = 0; i < 2; i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        _exit (add_many (fixture->folder, prefixes[i]));
    }

  for (guint i = 0; i < 2; i++)
    {
      int status = -1;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }

  g_assert_true (sendoff_accounts_file_load (fixture->file, NULL, NULL));
  g_assert_cmpuint (count_accounts (fixture->file), ==, 2 * N_EACH);
  for (guint i = 0; i < 2 * N_EACH; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", prefixes[i % 2], i / 2);

      g_assert_nonnull (sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (fixture->file), name));
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/accounts-file/add", test_add_and_load);
  ADD ("/accounts-file/load-begun-before", test_load_begun_before);
  ADD ("/accounts-file/load-begun-long-before", test_load_begun_long_before);
  ADD ("/accounts-file/refusals", test_refusals_change_nothing);
  ADD ("/accounts-file/failed-save", test_failed_save_changes_nothing);
  ADD ("/accounts-file/remove", test_remove_default_and_undo);
  ADD ("/accounts-file/removed-by-another", test_removed_by_another);
  ADD ("/accounts-file/commit/merges", test_commit_merges);
  ADD ("/accounts-file/commit/conflicts", test_commit_conflicts);
  ADD ("/accounts-file/commit/invalid-whole", test_commit_of_an_invalid_whole);
  ADD ("/accounts-file/unknown-is-kept", test_unknown_is_kept);
  ADD ("/accounts-file/order", test_order_is_complete);
  ADD ("/accounts-file/missing-ports", test_missing_ports_follow);
  ADD ("/accounts-file/unsaid-port", test_port_that_was_not_said_stays);
  ADD ("/accounts-file/unusable-entry", test_unusable_entry_stays);
  ADD ("/accounts-file/damaged", test_damaged);
  ADD ("/accounts-file/damaged-while-open", test_damaged_while_open);
  ADD ("/accounts-file/round-trip", test_round_trip);
  ADD ("/accounts-file/two-programs", test_two_programs);

  return g_test_run ();
}
