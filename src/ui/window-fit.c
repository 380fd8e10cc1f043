/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the size that a window with long texts opens in. */

#include "ui/window-fit.h"

/* Wider than what any window asks for. */
#define VERY_WIDE 10000

static void
get_room (GtkWindow    *window,
          GdkRectangle *room)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GdkWindow *shown = gtk_widget_get_window (GTK_WIDGET (window));
  GdkMonitor *monitor = shown != NULL ? gdk_display_get_monitor_at_window (display, shown) : gdk_display_get_primary_monitor (display);

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  *room = (GdkRectangle) { 0, 0, 1024, 600 };
  if (monitor != NULL)
    gdk_monitor_get_workarea (monitor, room);
  /* Room for a title bar and its frame, which aren't ours. */
  room->height -= 48;
  room->width -= 16;
}

/* What a scrolled window draws around its content. */
static int
get_frame_height (GtkScrolledWindow *scroller)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (scroller));
  GtkBorder border;

  if (gtk_scrolled_window_get_shadow_type (scroller) == GTK_SHADOW_NONE)
    return 0;
  gtk_style_context_get_border (style, gtk_style_context_get_state (style), &border);
  return border.top + border.bottom;
}

/* What stands on both sides of it, whoever else in the window wants to be wide. */
static int
get_width_around (GtkWindow         *window,
                  GtkScrolledWindow *scroller)
{
  int asked, height, width;

  gtk_widget_get_size_request (GTK_WIDGET (scroller), &asked, &height);
  gtk_widget_set_size_request (GTK_WIDGET (scroller), VERY_WIDE, height);
  gtk_widget_get_preferred_width (GTK_WIDGET (window), NULL, &width);
  gtk_widget_set_size_request (GTK_WIDGET (scroller), asked, height);
  return width - VERY_WIDE;
}

static void
fit (GtkWindow         *window,
     GtkScrolledWindow *scroller,
     gboolean           may_shrink)
{
  GtkWidget *content = gtk_bin_get_child (GTK_BIN (scroller));
  gboolean is_mapped = gtk_widget_get_mapped (GTK_WIDGET (window));
  int window_width, window_height, content_width, content_height, scroller_width, scroller_height, width, height;
  int shown_width = 0, shown_height = 0;
  GdkRectangle room;

  get_room (window, &room);
  gtk_scrolled_window_set_propagate_natural_height (scroller, FALSE);
  gtk_widget_get_preferred_width (GTK_WIDGET (window), NULL, &window_width);
  gtk_widget_get_preferred_width (GTK_WIDGET (scroller), NULL, &scroller_width);
  gtk_widget_get_preferred_width (content, NULL, &content_width);
  width = MIN (window_width + MAX (0, content_width - scroller_width), room.width);
  if (is_mapped)
    gtk_window_get_size (window, &shown_width, &shown_height);
  width = MAX (width, shown_width);
  gtk_widget_get_preferred_height_for_width (content, MAX (1, width - get_width_around (window, scroller)), NULL, &content_height);
  gtk_widget_get_preferred_height (GTK_WIDGET (window), NULL, &window_height);
  gtk_widget_get_preferred_height (GTK_WIDGET (scroller), NULL, &scroller_height);
  height = MIN (window_height - scroller_height + content_height + get_frame_height (scroller), room.height);
  if (!may_shrink)
    height = MAX (height, shown_height);
  if (!is_mapped)
    gtk_window_set_default_size (window, width, height);
  else if (width != shown_width || height != shown_height)
    gtk_window_resize (window, width, height);
}

void
sendoff_window_fit (GtkWindow         *window,
                    GtkScrolledWindow *scroller)
{
  fit (window, scroller, FALSE);
}

void
sendoff_window_fit_anew (GtkWindow         *window,
                         GtkScrolledWindow *scroller)
{
  fit (window, scroller, TRUE);
}
