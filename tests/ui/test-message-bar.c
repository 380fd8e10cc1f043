/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bar says may be as long as a path: its window fits a small screen with large letters all the same, and nothing is lost. */
#include <gtk/gtk.h>

#include "ui/message-bar.h"

/* Six lines of these letters, and what is around them. */
#define MAX_HEIGHT 240

typedef struct
{
  GtkWidget *window;
  GtkWidget *bar;
  GtkWidget *label;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  self->bar = sendoff_message_bar_new (GTK_MESSAGE_WARNING);
  self->label = GTK_WIDGET (gtk_widget_get_template_child (self->bar, SENDOFF_TYPE_MESSAGE_BAR, "label"));
  sendoff_message_bar_add_button (SENDOFF_MESSAGE_BAR (self->bar), "_Close");
  gtk_container_add (GTK_CONTAINER (self->window), self->bar);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 720, -1);
  gtk_widget_show (self->bar);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_widget_destroy (self->window);
}

static char *
say (Fixture *self,
     guint    n_letters)
{
  g_autofree char *folder = g_strnfill (n_letters, 'x');
  char *sentence = g_strdup_printf ("The file /home/%s/accounts.ini could not be saved: No space left on device. Nothing was changed.", folder);

  sendoff_message_bar_set_text (SENDOFF_MESSAGE_BAR (self->bar), sentence);
  gtk_widget_show (self->window);
  return sentence;
}

static int
get_height (Fixture *self)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (self->window, &size, NULL);
  return size.height;
}

static gboolean
has_tooltip (Fixture *self)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean is_shown = FALSE;

  g_signal_emit_by_name (self->label, "query-tooltip", 0, 0, FALSE, tooltip, &is_shown);
  return is_shown;
}

static void
test_long (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *sentence = say (self, 1500);

  g_assert_cmpint (get_height (self), <=, MAX_HEIGHT);
  g_assert_true (has_tooltip (self));
  g_assert_cmpstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (self->bar)), ==, sentence);
  /* A screen reader's. */
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (self->label)), ==, sentence);
}

static void
test_short (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *sentence = say (self, 8);

  g_assert_false (has_tooltip (self));
}

static void
test_never_cut (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *sentence = NULL;

  sendoff_message_bar_never_cut (SENDOFF_MESSAGE_BAR (self->bar));
  sentence = say (self, 300);
  g_assert_cmpint (get_height (self), >, MAX_HEIGHT);
  g_assert_false (has_tooltip (self));
}

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Sans 20", NULL);
  g_test_add ("/message-bar/long", Fixture, NULL, set_up, test_long, tear_down);
  g_test_add ("/message-bar/short", Fixture, NULL, set_up, test_short, tear_down);
  g_test_add ("/message-bar/never-cut", Fixture, NULL, set_up, test_never_cut, tear_down);
  return g_test_run ();
}
