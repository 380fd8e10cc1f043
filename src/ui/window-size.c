/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the growing of windows. */
#include "ui/window-size.h"

/* What a window manager puts around a window, with some room to spare. */
#define FRAME_HEIGHT 64

static int
get_room (GtkWindow *window)
{
  GdkWindow *surface = gtk_widget_get_window (GTK_WIDGET (window));
  GdkRectangle area;

  if (surface == NULL)
    return 0;
  gdk_monitor_get_workarea (gdk_display_get_monitor_at_window (gtk_widget_get_display (GTK_WIDGET (window)), surface), &area);
  return area.height - FRAME_HEIGHT;
}

void
sendoff_window_grow (GtkWindow *window)
{
  int width, height, natural;

  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_window_get_size (window, &width, &height);
  gtk_widget_get_preferred_height_for_width (GTK_WIDGET (window), width, NULL, &natural);
  natural = MIN (natural, get_room (window));
  if (natural > height)
    gtk_window_resize (window, width, natural);
}
