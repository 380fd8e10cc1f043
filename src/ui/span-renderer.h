/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bar in a cell. Its "text" isn't drawn: it is for a screen reader. */
#define SENDOFF_TYPE_SPAN_RENDERER (sendoff_span_renderer_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSpanRenderer, sendoff_span_renderer, SENDOFF, SPAN_RENDERER, GtkCellRendererText)

GtkCellRenderer *sendoff_span_renderer_new (void);
/* Both between 0 and 1, of the cell's width. What is shorter than a pixel is drawn as one. */
void             sendoff_span_renderer_set (SendoffSpanRenderer *self, double start, double end);

G_END_DECLS
