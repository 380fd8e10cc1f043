/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "find-widget.h"
#include "ui/late-scroller.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *late;
  GtkWidget *child;
  GtkWidget *button;
  GtkWidget *more;   /* hidden at first */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 200);
  fixture->late = g_object_new (SENDOFF_TYPE_LATE_SCROLLER, "visible", TRUE, NULL);
  fixture->child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->button = gtk_button_new_with_label ("Button");
  fixture->more = gtk_button_new_with_label ("More");
  gtk_widget_set_size_request (fixture->button, -1, 150);
  gtk_widget_set_size_request (fixture->more, -1, 150);
  gtk_container_add (GTK_CONTAINER (fixture->child), fixture->button);
  gtk_container_add (GTK_CONTAINER (fixture->child), fixture->more);
  gtk_widget_show (fixture->button);
  gtk_widget_show (fixture->child);
  gtk_container_add (GTK_CONTAINER (fixture->late), fixture->child);
  gtk_container_add (GTK_CONTAINER (fixture->window), fixture->late);
  gtk_widget_grab_focus (fixture->button);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  GtkWidget *late, *child;

  watch_widget (&late, fixture->late);
  watch_widget (&child, fixture->child);
  gtk_widget_destroy (fixture->window);
  assert_destroyed (&late);
  assert_destroyed (&child);
}

static gboolean
is_drawn (GtkWidget *widget,
          cairo_t   *cairo,
          guint     *n_drawn)
{
  (*n_drawn)++;
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
get_scroller (Fixture *fixture)
{
  return gtk_widget_get_ancestor (fixture->child, GTK_TYPE_SCROLLED_WINDOW);
}

static void
show_until_drawn (Fixture *fixture)
{
  guint n_drawn = 0;
  gulong handler = g_signal_connect (fixture->child, "draw", G_CALLBACK (is_drawn), &n_drawn);

  gtk_widget_show (fixture->window);
  while (n_drawn == 0)
    gtk_main_iteration ();
  g_signal_handler_disconnect (fixture->child, handler);
}

static void
assert_height (Fixture *fixture,
               int      wanted)
{
  int height;

  gtk_window_get_size (GTK_WINDOW (fixture->window), NULL, &height);
  g_assert_cmpint (height, ==, wanted);
}

static void
test_room (Fixture      *fixture,
           gconstpointer user_data)
{
  show_until_drawn (fixture);
  while (gtk_events_pending ())
    gtk_main_iteration ();
  g_assert_null (get_scroller (fixture));
  g_assert_cmpint (gtk_widget_get_allocated_height (fixture->child), ==, gtk_widget_get_allocated_height (fixture->late));
}

/* The first picture is the right one already. */
static void
test_little_room (Fixture      *fixture,
                  gconstpointer user_data)
{
  gtk_widget_show (fixture->more);
  show_until_drawn (fixture);
  g_assert_nonnull (get_scroller (fixture));
  assert_height (fixture, 200);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == fixture->button);
}

/* What comes later doesn't make the window higher, what is hidden stays so, and the keyboard is where it was. */
static void
test_less_room (Fixture      *fixture,
                gconstpointer user_data)
{
  GtkAdjustment *adjustment;

  show_until_drawn (fixture);
  gtk_widget_show (fixture->more);
  while (get_scroller (fixture) == NULL || gtk_widget_get_allocated_height (fixture->child) < 300)
    gtk_main_iteration ();
  assert_height (fixture, 200);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == fixture->button);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (get_scroller (fixture)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, 300);
  /* What has the keyboard comes into sight. */
  gtk_widget_grab_focus (fixture->more);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
}

static void
test_lower_window (Fixture      *fixture,
                   gconstpointer user_data)
{
  show_until_drawn (fixture);
  gtk_window_resize (GTK_WINDOW (fixture->window), 300, 100);
  while (get_scroller (fixture) == NULL)
    gtk_main_iteration ();
  assert_height (fixture, 100);
  g_assert_false (gtk_widget_get_visible (fixture->more));
}

/* Where it is closed before it was scrolled. */
static void
test_closed (Fixture      *fixture,
             gconstpointer user_data)
{
  gtk_widget_show (fixture->more);
  gtk_widget_show (fixture->window);
  g_assert_null (get_scroller (fixture));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/late-scroller/room", Fixture, NULL, set_up, test_room, tear_down);
  g_test_add ("/late-scroller/little-room", Fixture, NULL, set_up, test_little_room, tear_down);
  g_test_add ("/late-scroller/less-room", Fixture, NULL, set_up, test_less_room, tear_down);
  g_test_add ("/late-scroller/lower-window", Fixture, NULL, set_up, test_lower_window, tear_down);
  g_test_add ("/late-scroller/closed", Fixture, NULL, set_up, test_closed, tear_down);
  return g_test_run ();
}
