/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns drawing a stretch of time. */

#include "ui/span-renderer.h"

#define MIN_WIDTH 60
#define HEIGHT 8

struct _SendoffSpanRenderer
{
  GtkCellRendererText parent_instance;

  double start;
  double end;
};

G_DEFINE_FINAL_TYPE (SendoffSpanRenderer, sendoff_span_renderer, GTK_TYPE_CELL_RENDERER_TEXT)

static void
sendoff_span_renderer_get_preferred_width (GtkCellRenderer *renderer,
                                           GtkWidget       *widget,
                                           int             *minimum,
                                           int             *natural)
{
  *minimum = *natural = MIN_WIDTH;
}

static void
sendoff_span_renderer_get_preferred_height (GtkCellRenderer *renderer,
                                            GtkWidget       *widget,
                                            int             *minimum,
                                            int             *natural)
{
  *minimum = *natural = HEIGHT;
}

/* Its text, which is for a screen reader, takes no room. */
static void
sendoff_span_renderer_get_preferred_height_for_width (GtkCellRenderer *renderer,
                                                      GtkWidget       *widget,
                                                      int              width,
                                                      int             *minimum,
                                                      int             *natural)
{
  sendoff_span_renderer_get_preferred_height (renderer, widget, minimum, natural);
}

/* In the letters' colour, which every theme makes stand out, also where the row is selected. */
static void
sendoff_span_renderer_render (GtkCellRenderer      *renderer,
                              cairo_t              *cr,
                              GtkWidget            *widget,
                              const GdkRectangle   *background_area,
                              const GdkRectangle   *cell_area,
                              GtkCellRendererState  flags)
{
  SendoffSpanRenderer *self = SENDOFF_SPAN_RENDERER (renderer);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  double from = cell_area->x + self->start * (cell_area->width - 1);
  double width = MAX (1, (self->end - self->start) * (cell_area->width - 1));
  GdkRGBA colour;

  gtk_style_context_save (style);
  gtk_style_context_set_state (style, gtk_cell_renderer_get_state (renderer, widget, flags));
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &colour);
  gtk_style_context_restore (style);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, from, cell_area->y + (cell_area->height - HEIGHT) / 2.0, width, HEIGHT);
  cairo_fill (cr);
}

static void
sendoff_span_renderer_class_init (SendoffSpanRendererClass *class)
{
  GtkCellRendererClass *renderer_class = GTK_CELL_RENDERER_CLASS (class);

  renderer_class->get_preferred_width = sendoff_span_renderer_get_preferred_width;
  renderer_class->get_preferred_height = sendoff_span_renderer_get_preferred_height;
  renderer_class->get_preferred_height_for_width = sendoff_span_renderer_get_preferred_height_for_width;
  renderer_class->render = sendoff_span_renderer_render;
}

static void
sendoff_span_renderer_init (SendoffSpanRenderer *self)
{
}

GtkCellRenderer *
sendoff_span_renderer_new (void)
{
  return g_object_new (SENDOFF_TYPE_SPAN_RENDERER, NULL);
}

void
sendoff_span_renderer_set (SendoffSpanRenderer *self,
                           double               start,
                           double               end)
{
  self->start = CLAMP (start, 0, 1);
  self->end = CLAMP (end, self->start, 1);
}
