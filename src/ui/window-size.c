/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns windows that grow, and those that must not be too wide. */
#include "ui/window-size.h"

#include "ui/wrapping-label.h"

/* GTK's own limit makes them wider than 1024 pixels at twice the usual size. */
#define MESSAGE_CHARS 50

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

static void
limit_width (GtkWidget *widget,
             gpointer   user_data)
{
  if (!GTK_IS_LABEL (widget))
    return;
  gtk_label_set_max_width_chars (GTK_LABEL (widget), MESSAGE_CHARS);
  gtk_label_set_line_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
}

void
sendoff_window_narrow (GtkMessageDialog *dialog)
{
  GtkWidget *area;

  g_return_if_fail (GTK_IS_MESSAGE_DIALOG (dialog));

  area = gtk_message_dialog_get_message_area (dialog);
  gtk_container_foreach (GTK_CONTAINER (area), limit_width, NULL);
  sendoff_forbid_hyphens (area);
}
