/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One temporary folder for each test, and what tests need to look at files. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static inline char *
scratch_folder_create (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("sendoff-store-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

static inline void
scratch_folder_remove (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      scratch_folder_remove (child);
    }

  g_clear_pointer (&dir, g_dir_close);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline void
write_text (const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static inline char *
read_whole (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static inline void
assert_text (const char *path, const char *expected)
{
  g_autofree char *text = read_whole (path);

  g_assert_cmpstr (text, ==, expected);
}

static inline void
assert_mode (const char *path, guint mode)
{
  struct stat status;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, mode);
}

/* How many names in the folder begin like this. */
static inline guint
count_names (const char *path, const char *prefix)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);

  return n;
}
