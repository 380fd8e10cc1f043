/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text cell of one line, whose end is cut off where there is no room for it. (GtkCellRendererText asks for the height that the text would
 * have wrapped, and doesn't wrap it.) */
#define SENDOFF_TYPE_LINE_RENDERER (sendoff_line_renderer_get_type ())
G_DECLARE_FINAL_TYPE (SendoffLineRenderer, sendoff_line_renderer, SENDOFF, LINE_RENDERER, GtkCellRendererText)

/* Floating. */
GtkCellRenderer *sendoff_line_renderer_new (void);

G_END_DECLS
