/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* The rows of a tree view, however many: made in a thread once the view is seen, and shown bit by bit. No widget for a row. Main context.
 * The view's model has one column: a pointer to the row. Signal "ready" (GPtrArray *rows): they are made, and about to be shown. */
#define SENDOFF_TYPE_ROW_FILLER (sendoff_row_filler_get_type ())
G_DECLARE_FINAL_TYPE (SendoffRowFiller, sendoff_row_filler, SENDOFF, ROW_FILLER, GObject)

/* Rows from a report; any thread. */
typedef GPtrArray *(*SendoffRowMake) (const SendoffReport *report);

/* view is borrowed, and outlives the filler or lets go of it in its dispose. */
SendoffRowFiller *sendoff_row_filler_new        (GtkTreeView *view, SendoffRowMake make);
/* What was shown before is gone. report is kept; NULL: none. */
void              sendoff_row_filler_set_report (SendoffRowFiller *self, SendoffReport *report);
/* The row of an iterator (borrowed). */
gpointer          sendoff_row_filler_get_row    (GtkTreeModel *model, GtkTreeIter *iter);
/* A column of one text renderer that cuts off what is too long; chars: how wide it is at least; expand: takes what room is left. The view may
 * have rows of one height (gtk_tree_view_set_fixed_height_mode()). */
GtkCellRenderer  *sendoff_row_filler_add_column (SendoffRowFiller *self, const char *title, guint chars, gboolean expand,
                                                 GtkTreeCellDataFunc show);
/* The same for times, which end below each other; wide enough for minutes, in whatever language. show calls sendoff_row_filler_show_time(). */
void              sendoff_row_filler_add_times  (SendoffRowFiller *self, const char *title, GtkTreeCellDataFunc show);
void              sendoff_row_filler_show_time  (GtkCellRenderer *renderer, double ms);
/* With its columns, whatever the user's language. Once they are all there: each has a header of its own. */
void              sendoff_row_filler_set_left_to_right (SendoffRowFiller *self);

G_END_DECLS
