/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns cells that are one line high. */

#include "ui/line-renderer.h"

/* Pixels; nothing wraps at that. */
#define WIDE 1000000

struct _SendoffLineRenderer
{
  GtkCellRendererText parent_instance;
};

G_DEFINE_FINAL_TYPE (SendoffLineRenderer, sendoff_line_renderer, GTK_TYPE_CELL_RENDERER_TEXT)

static void
sendoff_line_renderer_get_preferred_height_for_width (GtkCellRenderer *renderer,
                                                      GtkWidget       *widget,
                                                      int              width,
                                                      int             *minimum,
                                                      int             *natural)
{
  GTK_CELL_RENDERER_CLASS (sendoff_line_renderer_parent_class)->get_preferred_height_for_width (renderer, widget, WIDE, minimum, natural);
}

static void
sendoff_line_renderer_get_preferred_height (GtkCellRenderer *renderer,
                                            GtkWidget       *widget,
                                            int             *minimum,
                                            int             *natural)
{
  sendoff_line_renderer_get_preferred_height_for_width (renderer, widget, WIDE, minimum, natural);
}

static void
sendoff_line_renderer_class_init (SendoffLineRendererClass *class)
{
  GtkCellRendererClass *renderer_class = GTK_CELL_RENDERER_CLASS (class);

  renderer_class->get_preferred_height = sendoff_line_renderer_get_preferred_height;
  renderer_class->get_preferred_height_for_width = sendoff_line_renderer_get_preferred_height_for_width;
}

static void
sendoff_line_renderer_init (SendoffLineRenderer *self)
{
  g_object_set (self, "ellipsize", PANGO_ELLIPSIZE_END, "ellipsize-set", TRUE, NULL);
}

GtkCellRenderer *
sendoff_line_renderer_new (void)
{
  return g_object_new (SENDOFF_TYPE_LINE_RENDERER, NULL);
}
