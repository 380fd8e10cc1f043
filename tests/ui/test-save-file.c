/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a file in a thread: what is saved is of the main context before and after. */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/save-file.h"

#define N_FILES 100

static int n_freed, n_freed_elsewhere;

static GBytes *
make_content (gpointer   data,
              guint      kind,
              gboolean   ticked,
              GError   **error)
{
  return g_bytes_new_static ("x", 1);
}

static void
free_content (gpointer main_thread)
{
  g_atomic_int_inc (g_thread_self () == main_thread ? &n_freed : &n_freed_elsewhere);
  g_main_context_wakeup (NULL);
}

/* The thread may be the last that lets go of the task; what the task knows of windows must not go with it. */
static void
test_freed_at_home (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.txt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  for (int i = 0; i < N_FILES; i++)
    {
      const SendoffSavePlan plan = { .make = make_content, .data = g_thread_self (), .free_data = free_content };

      sendoff_save_file_to (GTK_WINDOW (window), file, &plan, FALSE);
      WAIT_UNTIL (g_atomic_int_get (&n_freed) + g_atomic_int_get (&n_freed_elsewhere) > i);
    }
  g_assert_cmpint (n_freed_elsewhere, ==, 0);
  gtk_widget_destroy (window);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A file's name has no place to wrap at. */
static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (255, 'm');
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, name);
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  int width;

  sendoff_save_tell_problem (GTK_WINDOW (window), name, error);
  gtk_widget_get_preferred_width (find_window (GTK_TYPE_MESSAGE_DIALOG), NULL, &width);
  g_assert_cmpint (width, <, 800);
  gtk_widget_destroy (window);
  g_assert_null (find_window (GTK_TYPE_MESSAGE_DIALOG));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  g_test_add_func ("/save-file/freed-at-home", test_freed_at_home);
  g_test_add_func ("/save-file/long-name", test_long_name);
  return g_test_run ();
}
