/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/input.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("sendoff-input-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
test_password (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *content;
    const char *expected; /* NULL: refused */
  } cases[] = {
    { "secret", "secret" }, { "secret\n", "secret" }, { "secret\r\n", "secret" }, { " two\nlines\n\n", " two\nlines\n" }, { "", NULL }, { "\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SendoffSecretString) password = NULL;

      g_assert_true (g_file_set_contents (fixture->path, cases[i].content, -1, NULL));
      password = sendoff_input_read_password (fixture->path, &error);
      g_assert_cmpint (password == NULL, ==, cases[i].expected == NULL);
      g_assert_cmpint (error != NULL, ==, cases[i].expected == NULL);
      if (password != NULL)
        g_assert_cmpstr (sendoff_secret_string_peek (password), ==, cases[i].expected);
    }
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *content;
    gssize      length;
    gboolean    fine;
  } cases[] = { { "Grüße\n", -1, TRUE }, { "", 0, TRUE }, { "a\0b", 3, FALSE }, { "caf\xe9", -1, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (fixture->path, cases[i].content, cases[i].length, NULL));
      text = sendoff_input_read_text (fixture->path, &error);
      if (cases[i].fine)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (text, ==, cases[i].content);
        }
      else
        {
          g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
          g_assert_nonnull (strstr (error->message, fixture->path));
        }
    }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { fixture->path, fixture->folder };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) password_error = NULL;

      g_assert_null (sendoff_input_read_text (paths[i], &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
      g_assert_null (sendoff_input_read_password (paths[i], &password_error));
      g_assert_error (password_error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
    }
}

static void
test_shared (void)
{
  static const struct
  {
    const char *paths[3];
    gboolean    shared;
  } cases[] = { { { NULL, NULL, NULL }, FALSE }, { { "-", NULL, "a" }, FALSE }, { { "-", NULL, "-" }, TRUE }, { { "a", "a", NULL }, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sendoff_input_is_shared (cases[i].paths, 3), ==, cases[i].shared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/input/password", Fixture, NULL, set_up, test_password, tear_down);
  g_test_add ("/input/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/input/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add_func ("/input/shared", test_shared);
  return g_test_run ();
}
