/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how high a page of fields wants to be. */

#include "ui/page-scroller.h"

struct _SendoffPageScroller
{
  GtkScrolledWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (SendoffPageScroller, sendoff_page_scroller, GTK_TYPE_SCROLLED_WINDOW)

static GtkSizeRequestMode
sendoff_page_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sendoff_page_scroller_get_preferred_height_for_width (GtkWidget *widget,
                                                      int        width,
                                                      int       *least,
                                                      int       *natural)
{
  GtkWidget *page = gtk_bin_get_child (GTK_BIN (widget));
  int narrowest, height;

  GTK_WIDGET_CLASS (sendoff_page_scroller_parent_class)->get_preferred_height (widget, least, natural);
  if (page == NULL)
    return;
  /* Where it gets less, it is scrolled sideways, too. */
  gtk_widget_get_preferred_width (page, &narrowest, NULL);
  gtk_widget_get_preferred_height_for_width (page, MAX (width, narrowest), NULL, &height);
  *natural = MAX (*least, height);
}

static void
sendoff_page_scroller_class_init (SendoffPageScrollerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->get_request_mode = sendoff_page_scroller_get_request_mode;
  widget_class->get_preferred_height_for_width = sendoff_page_scroller_get_preferred_height_for_width;
}

static void
sendoff_page_scroller_init (SendoffPageScroller *self)
{
}
