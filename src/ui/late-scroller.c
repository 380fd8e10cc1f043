/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns scrolling what has room on most screens. */

#include "ui/late-scroller.h"

struct _SendoffLateScroller
{
  GtkBin parent_instance;

  gboolean is_scrolled;
  guint    source;      /* idle source; 0: none */
};

G_DEFINE_FINAL_TYPE (SendoffLateScroller, sendoff_late_scroller, GTK_TYPE_BIN)

static GtkWidget *
find_focus_within (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_toplevel (widget);
  GtkWidget *focus = GTK_IS_WINDOW (window) ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget) ? focus : NULL;
}

static gboolean
scroll (gpointer user_data)
{
  SendoffLateScroller *self = user_data;
  g_autoptr(GtkWidget) child = g_object_ref (gtk_bin_get_child (GTK_BIN (self)));
  GtkWidget *focus = find_focus_within (GTK_WIDGET (self));
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  self->source = 0;
  self->is_scrolled = TRUE;
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_container_remove (GTK_CONTAINER (self), child);
  gtk_container_add (GTK_CONTAINER (scroller), child);
  gtk_container_add (GTK_CONTAINER (self), scroller);
  gtk_widget_show (scroller);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

/* What a scrolled window asks for at least is little, and the list beside it asks for more. */
static void
sendoff_late_scroller_get_preferred_height (GtkWidget *widget,
                                            int       *least,
                                            int       *natural)
{
  GTK_WIDGET_CLASS (sendoff_late_scroller_parent_class)->get_preferred_height (widget, least, natural);
  *least = 0;
}

static void
sendoff_late_scroller_get_preferred_height_for_width (GtkWidget *widget,
                                                      int        width,
                                                      int       *least,
                                                      int       *natural)
{
  GTK_WIDGET_CLASS (sendoff_late_scroller_parent_class)->get_preferred_height_for_width (widget, width, least, natural);
  *least = 0;
}

static void
sendoff_late_scroller_size_allocate (GtkWidget     *widget,
                                     GtkAllocation *allocation)
{
  SendoffLateScroller *self = SENDOFF_LATE_SCROLLER (widget);
  GtkWidget *child = gtk_bin_get_child (GTK_BIN (widget));
  GtkAllocation place = *allocation;
  int least;

  gtk_widget_set_allocation (widget, allocation);
  if (child == NULL)
    return;
  gtk_widget_get_preferred_height_for_width (child, allocation->width, &least, NULL);
  place.height = MAX (allocation->height, least);
  gtk_widget_size_allocate (child, &place);
  /* Before it is drawn, but not amid this. */
  if (least > allocation->height && !self->is_scrolled && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH, scroll, self, NULL);
}

static void
sendoff_late_scroller_dispose (GObject *object)
{
  g_clear_handle_id (&SENDOFF_LATE_SCROLLER (object)->source, g_source_remove);
  G_OBJECT_CLASS (sendoff_late_scroller_parent_class)->dispose (object);
}

static void
sendoff_late_scroller_class_init (SendoffLateScrollerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_late_scroller_dispose;
  widget_class->get_preferred_height = sendoff_late_scroller_get_preferred_height;
  widget_class->get_preferred_height_for_width = sendoff_late_scroller_get_preferred_height_for_width;
  widget_class->size_allocate = sendoff_late_scroller_size_allocate;
}

static void
sendoff_late_scroller_init (SendoffLateScroller *self)
{
}
