/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/text-icon.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

#define SENTENCE "A sentence needs many lines at its narrowest, fewer at the width that it would like to have, and still fewer in a wide window. "

typedef struct
{
  GtkWidget *window;
  GtkWidget *scroller;
  GtkWidget *buttons;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = sendoff_wrapping_label_new (SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE, 30);

  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  fixture->scroller = gtk_scrolled_window_new (NULL, NULL);
  fixture->buttons = gtk_button_new_with_label ("Buttons");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (fixture->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (fixture->scroller), TRUE);
  gtk_container_set_border_width (GTK_CONTAINER (box), 18);
  gtk_container_add (GTK_CONTAINER (fixture->scroller), label);
  gtk_box_pack_start (GTK_BOX (box), fixture->scroller, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), fixture->buttons, FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (fixture->window), box);
  gtk_widget_show_all (box);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_widget_destroy (fixture->window);
}

/* All of the sentence is in sight, and nothing empty below it. */
static gboolean
is_fitting (Fixture *fixture)
{
  GtkWidget *content = gtk_bin_get_child (GTK_BIN (fixture->scroller));
  int wanted;

  gtk_widget_get_preferred_height_for_width (content, gtk_widget_get_allocated_width (content), NULL, &wanted);
  g_test_message ("%d of %d", gtk_widget_get_allocated_height (fixture->scroller), wanted);
  return wanted == gtk_widget_get_allocated_height (fixture->scroller);
}

static void
test_fits (Fixture      *fixture,
           gconstpointer width)
{
  gtk_widget_set_size_request (fixture->buttons, GPOINTER_TO_INT (width), -1);
  sendoff_window_fit (GTK_WINDOW (fixture->window), GTK_SCROLLED_WINDOW (fixture->scroller));
  gtk_widget_show (fixture->window);
  WAIT_UNTIL (is_fitting (fixture));

  /* The user makes it wider; then there is more to be said. */
  gtk_window_resize (GTK_WINDOW (fixture->window), 800, 400);
  WAIT_UNTIL (gtk_widget_get_allocated_width (fixture->window) == 800);
  sendoff_window_fit_anew (GTK_WINDOW (fixture->window), GTK_SCROLLED_WINDOW (fixture->scroller));
  WAIT_UNTIL (is_fitting (fixture));
  g_assert_cmpint (gtk_widget_get_allocated_width (fixture->window), ==, 800);
}

/* Measured before it is shown, it is as large as it will be. */
static void
test_text_icon (Fixture      *fixture,
                gconstpointer user_data)
{
  GtkWidget *icon = g_object_new (SENDOFF_TYPE_TEXT_ICON, "icon-name", "dialog-error-symbolic", "visible", TRUE, NULL);
  int size = gtk_image_get_pixel_size (GTK_IMAGE (icon));

  gtk_container_add (GTK_CONTAINER (gtk_widget_get_parent (fixture->buttons)), icon);
  gtk_widget_show (fixture->window);
  WAIT_UNTIL (gtk_widget_get_allocated_height (icon) > 1);
  g_assert_cmpint (gtk_image_get_pixel_size (GTK_IMAGE (icon)), ==, size);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/window-fit/fits", Fixture, GINT_TO_POINTER (-1), set_up, test_fits, tear_down);
  g_test_add ("/window-fit/fits-with-much-beside-it", Fixture, GINT_TO_POINTER (600), set_up, test_fits, tear_down);
  g_test_add ("/window-fit/text-icon", Fixture, NULL, set_up, test_text_icon, tear_down);
  return g_test_run ();
}
