/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a GTK 3 program with a window does: bare-window [empty]. What sendoff's start and memory are measured against has a header bar
 * with a button and a line of text; nobody shows a window without a letter. With "empty" it does. */

#include <gtk/gtk.h>

static void
fill (GtkWidget *window)
{
  GtkWidget *bar = gtk_header_bar_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("open-menu-symbolic", GTK_ICON_SIZE_BUTTON);

  gtk_header_bar_set_title (GTK_HEADER_BAR (bar), "Bare");
  gtk_header_bar_set_show_close_button (GTK_HEADER_BAR (bar), TRUE);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (bar), button);
  gtk_window_set_titlebar (GTK_WINDOW (window), bar);
  gtk_container_add (GTK_CONTAINER (window), gtk_label_new ("A line of text"));
  gtk_widget_show_all (bar);
  gtk_widget_show_all (gtk_bin_get_child (GTK_BIN (window)));
}

static void
on_activate (GtkApplication *application,
             gpointer        is_empty)
{
  GtkWidget *window = gtk_application_window_new (application);

  gtk_window_set_title (GTK_WINDOW (window), "Bare");
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 480);
  if (!GPOINTER_TO_INT (is_empty))
    fill (window);
  gtk_widget_show (window);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = gtk_application_new ("org.sendoff.BareWindow", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), GINT_TO_POINTER (argc > 1));
  return g_application_run (G_APPLICATION (application), 1, argv);
}
