/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "find-widget.h"
#include "ui/window-memory.h"

static GtkWindow *
make_window (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new (GTK_WINDOW_TOPLEVEL));

  gtk_window_set_default_size (window, 300, 200);
  sendoff_window_memory_keep (window);
  return window;
}

static void
show_and_wait (GtkWindow *window)
{
  gtk_widget_show (GTK_WIDGET (window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)) || gtk_widget_get_allocated_width (GTK_WIDGET (window)) <= 1)
    gtk_main_iteration ();
}

static void
assert_default_size (GtkWindow *window,
                     int        wanted_width,
                     int        wanted_height)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, wanted_width);
  g_assert_cmpint (height, ==, wanted_height);
}

static void
test_size_is_kept (void)
{
  GtkWindow *window = make_window ();
  GtkWidget *weak;

  /* As the schema has it. */
  assert_default_size (window, 720, 480);
  show_and_wait (window);
  gtk_window_resize (window, 612, 433);
  while (gtk_widget_get_allocated_width (GTK_WIDGET (window)) != 612 || gtk_widget_get_allocated_height (GTK_WIDGET (window)) != 433)
    gtk_main_iteration ();
  watch_widget (&weak, GTK_WIDGET (window));
  gtk_widget_destroy (GTK_WIDGET (window));
  assert_destroyed (&weak);
  window = make_window ();
  assert_default_size (window, 612, 433);
  /* One that was never shown has no size to keep. */
  gtk_widget_destroy (GTK_WIDGET (window));
  window = make_window ();
  assert_default_size (window, 612, 433);
  gtk_widget_destroy (GTK_WIDGET (window));
}

static void
test_small_screen (void)
{
  g_autoptr(GSettings) settings = g_settings_new ("org.sendoff.Sendoff");
  GtkWindow *window;
  int width, height;

  g_settings_set_int (settings, "window-width", 30000);
  g_settings_set_int (settings, "window-height", 20000);
  window = make_window ();
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 1024);
  gtk_widget_destroy (GTK_WIDGET (window));
}

static void
test_not_installed (void)
{
  GtkWindow *window;

  if (!g_test_subprocess ())
    {
      g_autofree char *folder = g_strdup (g_getenv ("GSETTINGS_SCHEMA_DIR"));

      g_unsetenv ("GSETTINGS_SCHEMA_DIR");
      g_test_trap_subprocess (NULL, 0, 0);
      g_setenv ("GSETTINGS_SCHEMA_DIR", folder, TRUE);
      g_test_trap_assert_passed ();
      return;
    }
  window = make_window ();
  assert_default_size (window, 300, 200);
  show_and_wait (window);
  gtk_widget_destroy (GTK_WIDGET (window));
}

/* Where nothing may be remembered, everything can still be looked at. */
static void
test_unfolded_without_memory (void)
{
  g_autoptr(GSettings) settings = NULL;
  GtkWidget *expander;

  if (!g_test_subprocess ())
    {
      g_autofree char *folder = g_strdup (g_getenv ("XDG_CONFIG_HOME"));
      g_autofree char *backend = g_strdup (g_getenv ("GSETTINGS_BACKEND"));

      g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
      g_setenv ("XDG_CONFIG_HOME", "/dev/null/nowhere", TRUE);
      g_test_trap_subprocess (NULL, 0, 0);
      g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
      g_setenv ("GSETTINGS_BACKEND", backend, TRUE);
      g_test_trap_assert_passed ();
      return;
    }
  /* GLib warns of the folder. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  settings = g_settings_new ("org.sendoff.Sendoff");
  g_assert_false (g_settings_is_writable (settings, "show-wire"));
  expander = g_object_ref_sink (gtk_expander_new ("On the wire"));
  sendoff_window_memory_keep_expander (GTK_EXPANDER (expander), "show-wire");
  g_assert_true (gtk_widget_get_sensitive (expander));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  g_assert_finalize_object (expander);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  g_test_add_func ("/window-memory/size-is-kept", test_size_is_kept);
  g_test_add_func ("/window-memory/small-screen", test_small_screen);
  g_test_add_func ("/window-memory/not-installed", test_not_installed);
  g_test_add_func ("/window-memory/unfolded-without-memory", test_unfolded_without_memory);
  return g_test_run ();
}
