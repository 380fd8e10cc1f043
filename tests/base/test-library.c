/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that are loaded when they are needed; zlib stands for them, which GIO brings along in any case. */
#include "base/library.h"

#include <string.h>

#define FILE_NAME "libz.so.1"

static void
test_loaded (void)
{
  static const char *const names[] = { "zlibVersion", "crc32" };
  gpointer places[G_N_ELEMENTS (names)] = { NULL };
  g_autofree char *problem = sendoff_library_load (FILE_NAME, names, G_N_ELEMENTS (names), places);
  const char *(*get_version) (void) = (const char *(*) (void)) places[0];

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_true (g_ascii_isdigit (get_version ()[0]));
  g_assert_true (sendoff_library_find (FILE_NAME, "crc32") == places[1]);
  g_assert_null (sendoff_library_find (FILE_NAME, "no_such_function"));
}

static void
test_missing (void)
{
  static const char *const names[] = { "no_such_function" };
  gpointer place = NULL;
  g_autofree char *no_function = sendoff_library_load (FILE_NAME, names, 1, &place);
  g_autofree char *no_file = sendoff_library_load ("libsendoff-is-away.so.1", names, 1, &place);

  g_assert_nonnull (strstr (no_function, "no_such_function"));
  g_assert_nonnull (strstr (no_file, "libsendoff-is-away.so.1"));
  g_assert_null (place);
  g_assert_null (sendoff_library_find ("libsendoff-is-away.so.1", "no_such_function"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/loaded", test_loaded);
  g_test_add_func ("/library/missing", test_missing);
  return g_test_run ();
}
