/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "store/ini-file.h"
#include "scratch-folder.h"

typedef struct
{
  char           *scratch;
  char           *folder;
  char           *path;
  SendoffIniFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->scratch = scratch_folder_create ();
  fixture->folder = g_build_filename (fixture->scratch, "config", "sendoff", NULL);
  fixture->path = g_build_filename (fixture->folder, "x.ini", NULL);
  fixture->file = sendoff_ini_file_new (fixture->folder, "x.ini");
}

/* As most tests begin: the folder is there. */
static void
set_up_folder (Fixture *fixture, gconstpointer user_data)
{
  set_up (fixture, user_data);
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  sendoff_ini_file_free (fixture->file);
  scratch_folder_remove (fixture->scratch);
  g_free (fixture->scratch);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
set_key (GKeyFile *key_file, gpointer value, GError **error)
{
  g_key_file_set_string (key_file, "ours", "key", value);
  return TRUE;
}

static gboolean
refuse (GKeyFile *key_file, gpointer value, GError **error)
{
  g_key_file_set_string (key_file, "ours", "key", "never");
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS, "refused");
  return FALSE;
}

static void
assert_change (Fixture *fixture, const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_change (fixture->file, set_key, (gpointer) value, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = g_key_file_get_string (key_file, "ours", "key", NULL);
  g_assert_cmpstr (found, ==, value);
}

static void
assert_change_fails (Fixture *fixture, const char *reason)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (sendoff_ini_file_change (fixture->file, set_key, (gpointer) "new", &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_missing (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *notice = NULL;
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_read (fixture->file, &notice, NULL);
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);

  g_assert_null (groups[0]);
  g_assert_null (notice);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (sendoff_ini_file_get_path (fixture->file), ==, fixture->path);
}

static void
test_first_change_is_private (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *lock_path = g_strconcat (fixture->path, ".lock", NULL);
  mode_t mask = umask (0);

  assert_change (fixture, "1");
  umask (mask);

  assert_mode (fixture->folder, 0700);
  assert_mode (fixture->path, 0600);
  assert_mode (lock_path, 0600);
  assert_text (fixture->path, "[ours]\nkey=1\n");
}

static void
test_what_is_unknown_stays (Fixture *fixture, gconstpointer user_data)
{
  static const char text[] = "# a word in front\n\n[theirs]\n# why\nodd key[de]=\xc3\xa4\\q\nlist=a;b;\n\n[ours]\nother=1\nkey=0\n";
  g_autofree char *after = NULL;

  write_text (fixture->path, text);
  assert_change (fixture, "1");

  after = read_whole (fixture->path);
  g_assert_nonnull (strstr (after, "# a word in front\n"));
  g_assert_nonnull (strstr (after, "[theirs]\n# why\nodd key[de]=\xc3\xa4\\q\nlist=a;b;\n"));
  g_assert_nonnull (strstr (after, "[ours]\nother=1\nkey=1\n"));
  assert_mode (fixture->path, 0600);
}

static void
test_refused_change (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  write_text (fixture->path, "[ours]\nkey=0\n");
  g_assert_null (sendoff_ini_file_change (fixture->file, refuse, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS);
  assert_text (fixture->path, "[ours]\nkey=0\n");
}

static void
assert_damaged (Fixture *fixture, const char *text, gsize length)
{
  guint n_before = count_names (fixture->folder, "x.ini.damaged-");
  g_autofree char *notice = NULL;
  g_autofree char *kept_name = NULL;
  g_autofree char *kept_path = NULL;
  g_autofree char *kept_text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GKeyFile) key_file = NULL;
  g_auto(GStrv) groups = NULL;
  gsize kept_length = 0;
  const char *named;

  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) length, NULL));
  key_file = sendoff_ini_file_read (fixture->file, &notice, &error);
  g_assert_no_error (error);
  groups = g_key_file_get_groups (key_file, NULL);
  g_assert_null (groups[0]);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_names (fixture->folder, "x.ini.damaged-"), ==, n_before + 1);

  /* The sentence names a file that really holds what was there. */
  g_assert_nonnull (notice);
  named = strstr (notice, ".damaged-");
  g_assert_nonnull (named);
  kept_name = g_strndup (named, strcspn (named, ","));
  kept_path = g_strconcat (fixture->path, kept_name, NULL);
  g_assert_true (g_file_get_contents (kept_path, &kept_text, &kept_length, NULL));
  g_assert_cmpmem (kept_text, kept_length, text, length);
}

static void
test_damaged (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *huge = g_strnfill (4 * 1024 * 1024 + 1, '#');

  assert_damaged (fixture, "garbage\n", 8);
  assert_damaged (fixture, "key=before any group\n", 21);
  assert_damaged (fixture, "[ours]\nkey=\xff\n", 13);
  assert_damaged (fixture, "[ours]\nkey=\0\n", 13);
  assert_damaged (fixture, "[ours\nkey=1\n", 12);
  assert_damaged (fixture, huge, strlen (huge));
}

static void
test_limit_is_not_damage (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *large = g_strnfill (4 * 1024 * 1024, '#');
  g_autofree char *notice = NULL;
  g_autoptr(GKeyFile) key_file = NULL;

  write_text (fixture->path, large);
  key_file = sendoff_ini_file_read (fixture->file, &notice, NULL);
  g_assert_nonnull (key_file);
  g_assert_null (notice);

  /* But one group more would make it unreadable. */
  assert_change_fails (fixture, "too big");
}

static void
test_byte_order_mark (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *notice = NULL;
  g_autoptr(GKeyFile) key_file = NULL;

  write_text (fixture->path, "\xef\xbb\xbf[ours]\r\nkey=1\r\n");
  key_file = sendoff_ini_file_read (fixture->file, &notice, NULL);
  g_assert_null (notice);
  g_assert_cmpint (g_key_file_get_integer (key_file, "ours", "key", NULL), ==, 1);
}

static void
test_damaged_meanwhile (Fixture *fixture, gconstpointer user_data)
{
  assert_change (fixture, "1");
  write_text (fixture->path, "[theirs]\nkey=1\n\n[ours]\nkey=1\n");
  g_key_file_unref (sendoff_ini_file_read (fixture->file, NULL, NULL));
  write_text (fixture->path, "garbage\n");

  assert_change (fixture, "2");
  assert_text (fixture->path, "[theirs]\nkey=1\n\n[ours]\nkey=2\n");
  g_assert_cmpuint (count_names (fixture->folder, "x.ini.damaged-"), ==, 1);
}

static void
test_link_stays (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *target = g_build_filename (fixture->scratch, "dotfiles.ini", NULL);
  g_autofree char *link = NULL;

  write_text (target, "[theirs]\nkey=1\n");
  g_assert_cmpint (symlink ("../../dotfiles.ini", fixture->path), ==, 0);
  assert_change (fixture, "1");

  link = g_file_read_link (fixture->path, NULL);
  g_assert_cmpstr (link, ==, "../../dotfiles.ini");
  g_assert_false (g_file_test (target, G_FILE_TEST_IS_SYMLINK));
  assert_text (target, "[theirs]\nkey=1\n\n[ours]\nkey=1\n");

  /* Also where its target went. */
  g_assert_cmpint (g_unlink (target), ==, 0);
  assert_change (fixture, "2");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  assert_text (target, "[ours]\nkey=2\n");
}

static void
test_loop_of_links (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (symlink ("x.ini", fixture->path), ==, 0);
  g_assert_null (sendoff_ini_file_read (fixture->file, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  assert_change_fails (fixture, g_strerror (ELOOP));
}

static void
test_folder_in_its_place (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_null (sendoff_ini_file_read (fixture->file, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  assert_change_fails (fixture, g_strerror (EISDIR));
}

static void
test_pipe_in_its_place (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_change_fails (fixture, "regular file");
}

static void
test_file_in_place_of_the_folder (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  write_text (fixture->folder, "in the way");
  g_assert_null (sendoff_ini_file_read (fixture->file, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  assert_change_fails (fixture, g_strerror (ENOTDIR));
  assert_text (fixture->folder, "in the way");
}

static int
wait_for (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);

  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

/* A limit on the size of files stands for a full disk. 0: it went as it should. */
static int
save_too_much (Fixture *fixture)
{
  struct rlimit limit = { 500, 500 };
  g_autofree char *value = g_strnfill (1000, 'a');
  g_autoptr(GKeyFile) key_file = NULL;
  g_autoptr(GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 2;

  key_file = sendoff_ini_file_change (fixture->file, set_key, value, &error);
  if (key_file != NULL)
    return 3;

  return g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE) && strstr (error->message, fixture->path) != NULL ? 0 : 4;
}

static void
test_full_disk (Fixture *fixture, gconstpointer user_data)
{
  pid_t child;

  write_text (fixture->path, "[ours]\nkey=0\n");
  child = fork ();
  if (child == 0)
    _exit (save_too_much (fixture));

  g_assert_cmpint (wait_for (child), ==, 0);
  assert_text (fixture->path, "[ours]\nkey=0\n");
  g_assert_cmpuint (count_names (fixture->folder, ""), ==, 2);
}

static int
lock_and_tell (Fixture *fixture, int hold_ms, int ready)
{
  g_autofree char *lock_path = g_strconcat (fixture->path, ".lock", NULL);
  int lock = open (lock_path, O_RDWR | O_CREAT, 0600);

  if (lock < 0 || flock (lock, LOCK_EX) != 0 || write (ready, "x", 1) != 1)
    return 2;

  g_usleep ((gulong) hold_ms * 1000);
  return 0;
}

/* A child that has the lock by now, and keeps it for so long. */
static pid_t
hold_lock (Fixture *fixture, int hold_ms)
{
  int ends[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    _exit (lock_and_tell (fixture, hold_ms, ends[1]));

  close (ends[1]);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  close (ends[0]);

  return child;
}

static void
test_waits_for_the_lock (Fixture *fixture, gconstpointer user_data)
{
  pid_t child = hold_lock (fixture, 300);
  gint64 start = g_get_monotonic_time ();

  assert_change (fixture, "1");
  g_assert_cmpint (g_get_monotonic_time () - start, >, 200 * 1000);
  g_assert_cmpint (wait_for (child), ==, 0);
}

/* Takes ten seconds, in which it does nothing. */
static void
test_does_not_wait_for_ever (Fixture *fixture, gconstpointer user_data)
{
  pid_t child = hold_lock (fixture, 30 * 1000);

  assert_change_fails (fixture, "another program");
  kill (child, SIGKILL);
  wait_for (child);
}

#define ADD(path, set_up, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ini-file/missing", set_up, test_missing);
  ADD ("/ini-file/first-change", set_up, test_first_change_is_private);
  ADD ("/ini-file/unknown-stays", set_up_folder, test_what_is_unknown_stays);
  ADD ("/ini-file/refused", set_up_folder, test_refused_change);
  ADD ("/ini-file/damaged", set_up_folder, test_damaged);
  ADD ("/ini-file/limit", set_up_folder, test_limit_is_not_damage);
  ADD ("/ini-file/byte-order-mark", set_up_folder, test_byte_order_mark);
  ADD ("/ini-file/damaged-meanwhile", set_up_folder, test_damaged_meanwhile);
  ADD ("/ini-file/link", set_up_folder, test_link_stays);
  ADD ("/ini-file/link-loop", set_up_folder, test_loop_of_links);
  ADD ("/ini-file/folder-in-its-place", set_up_folder, test_folder_in_its_place);
  ADD ("/ini-file/pipe-in-its-place", set_up_folder, test_pipe_in_its_place);
  ADD ("/ini-file/file-in-place-of-the-folder", set_up_folder, test_file_in_place_of_the_folder);
  ADD ("/ini-file/full-disk", set_up_folder, test_full_disk);
  ADD ("/ini-file/lock/waits", set_up_folder, test_waits_for_the_lock);
  ADD ("/ini-file/lock/gives-up", set_up_folder, test_does_not_wait_for_ever);

  return g_test_run ();
}
