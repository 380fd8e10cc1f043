/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns getting many rows into a tree view without a stall. */

#include "ui/row-filler.h"

#include <glib/gi18n-lib.h>

/* So many rows take a few milliseconds, also where a screen reader is told of each. */
#define ROWS_AT_ONCE 200

/* Ten minutes. */
#define LONG_MS 599999.9

struct _SendoffRowFiller
{
  GObject parent_instance;

  GtkTreeView    *view;        /* borrowed */
  SendoffRowMake  make;
  SendoffReport  *report;      /* NULL: none */
  GCancellable   *cancellable; /* of the thread that makes the rows; NULL: none does */
  GPtrArray      *rows;        /* NULL: not made yet */
  GtkListStore   *store;
  guint           n_filled;
  guint           filling;     /* idle source; 0: none */
};

enum { READY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffRowFiller, sendoff_row_filler, G_TYPE_OBJECT)

static gboolean
on_idle_reached (gpointer user_data)
{
  SendoffRowFiller *self = user_data;
  guint up_to = MIN (self->n_filled + ROWS_AT_ONCE, self->rows->len);

  for (; self->n_filled < up_to; self->n_filled++)
    gtk_list_store_insert_with_values (self->store, NULL, -1, 0, g_ptr_array_index (self->rows, self->n_filled), -1);
  if (self->n_filled < self->rows->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
on_rows_made (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SendoffRowFiller) self = user_data;
  g_autoptr(GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Another report has come meanwhile. */
  if (rows == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->rows = g_steal_pointer (&rows);
  g_signal_emit (self, signals[READY], 0, self->rows);
  self->filling = g_idle_add_full (G_PRIORITY_LOW, on_idle_reached, self, NULL);
}

typedef struct
{
  SendoffRowMake  make;
  SendoffReport  *report;
} Making;

static void
free_making (gpointer making)
{
  sendoff_report_unref (((Making *) making)->report);
  g_free (making);
}

static void
make_rows (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  const Making *making = data;

  g_task_return_pointer (task, making->make (making->report), (GDestroyNotify) g_ptr_array_unref);
}

static void
start (SendoffRowFiller *self)
{
  g_autoptr(GTask) task = NULL;
  Making *making;

  if (self->report == NULL || self->rows != NULL || self->cancellable != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  self->cancellable = g_cancellable_new ();
  /* The thread may be the last to let go of the task: not of us, too. */
  task = g_task_new (NULL, self->cancellable, on_rows_made, g_object_ref (self));
  making = g_new (Making, 1);
  making->make = self->make;
  making->report = sendoff_report_ref (self->report);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, making, free_making);
  g_task_run_in_thread (task, make_rows);
}

static void
stop (SendoffRowFiller *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->filling, g_source_remove);
  self->n_filled = 0;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->report, sendoff_report_unref);
}

static void
sendoff_row_filler_dispose (GObject *object)
{
  SendoffRowFiller *self = SENDOFF_ROW_FILLER (object);

  if (self->store != NULL)
    stop (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sendoff_row_filler_parent_class)->dispose (object);
}

static void
sendoff_row_filler_class_init (SendoffRowFillerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sendoff_row_filler_dispose;
  signals[READY] = g_signal_new ("ready", SENDOFF_TYPE_ROW_FILLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sendoff_row_filler_init (SendoffRowFiller *self)
{
  self->store = gtk_list_store_new (1, G_TYPE_POINTER);
}

SendoffRowFiller *
sendoff_row_filler_new (GtkTreeView    *view,
                        SendoffRowMake  make)
{
  SendoffRowFiller *self = g_object_new (SENDOFF_TYPE_ROW_FILLER, NULL);

  self->view = view;
  self->make = make;
  gtk_tree_view_set_model (view, GTK_TREE_MODEL (self->store));
  g_signal_connect_object (view, "map", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  return self;
}

void
sendoff_row_filler_set_report (SendoffRowFiller *self,
                               SendoffReport    *report)
{
  g_return_if_fail (SENDOFF_IS_ROW_FILLER (self));

  /* A new store: emptying one tells of each row. And before the rows go. */
  g_object_unref (self->store);
  self->store = gtk_list_store_new (1, G_TYPE_POINTER);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->store));
  stop (self);
  self->report = report != NULL ? sendoff_report_ref (report) : NULL;
  start (self);
}

gpointer
sendoff_row_filler_get_row (GtkTreeModel *model,
                            GtkTreeIter  *iter)
{
  gpointer row;

  gtk_tree_model_get (model, iter, 0, &row, -1);
  return row;
}

static char *
dup_time (double ms)
{
  /* Translators: a time in milliseconds. */
  return g_strdup_printf (_("%.1f ms"), ms);
}

static void
fit_column (GtkWidget         *view,
            GtkTreeViewColumn *column)
{
  const char *sample = g_object_get_data (G_OBJECT (column), "sendoff-sample");
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (view, sample);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_tree_view_column_set_fixed_width (column, width + 12);
}

/* Letters may become larger while the window is open. */
static void
on_style_updated (GtkWidget *view)
{
  g_autoptr(GList) columns = gtk_tree_view_get_columns (GTK_TREE_VIEW (view));

  for (GList *each = columns; each != NULL; each = each->next)
    fit_column (view, each->data);
}

/* At least as wide as sample, which is taken. */
static GtkCellRenderer *
add_column (SendoffRowFiller    *self,
            const char          *title,
            char                *sample,
            gboolean             expand,
            GtkTreeCellDataFunc  show)
{
  GtkTreeViewColumn *column = gtk_tree_view_column_new ();
  GtkCellRenderer *renderer = gtk_cell_renderer_text_new ();

  g_object_set (renderer, "ellipsize", PANGO_ELLIPSIZE_END, "ellipsize-set", TRUE, NULL);
  gtk_tree_view_column_set_title (column, title);
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_resizable (column, TRUE);
  gtk_tree_view_column_set_expand (column, expand);
  gtk_tree_view_column_pack_start (column, renderer, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, renderer, show, NULL, NULL);
  g_object_set_data_full (G_OBJECT (column), "sendoff-sample", sample, g_free);
  if (gtk_tree_view_append_column (self->view, column) == 1)
    g_signal_connect (self->view, "style-updated", G_CALLBACK (on_style_updated), NULL);
  fit_column (GTK_WIDGET (self->view), column);
  return renderer;
}

GtkCellRenderer *
sendoff_row_filler_add_column (SendoffRowFiller    *self,
                               const char          *title,
                               guint                chars,
                               gboolean             expand,
                               GtkTreeCellDataFunc  show)
{
  return add_column (self, title, g_strnfill (chars, '0'), expand, show);
}

void
sendoff_row_filler_show_time (GtkCellRenderer *renderer,
                              double           ms)
{
  g_autofree char *text = dup_time (ms);

  g_object_set (renderer, "text", text, NULL);
}

void
sendoff_row_filler_add_times (SendoffRowFiller    *self,
                              const char          *title,
                              GtkTreeCellDataFunc  show)
{
  GtkCellRenderer *renderer = add_column (self, title, dup_time (LONG_MS), FALSE, show);
  int last = (int) gtk_tree_view_get_n_columns (self->view) - 1;

  gtk_cell_renderer_set_alignment (renderer, 1, 0.5);
  gtk_tree_view_column_set_alignment (gtk_tree_view_get_column (self->view, last), 1);
}

static void
set_left_to_right (GtkWidget *widget,
                   gpointer   user_data)
{
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), set_left_to_right, NULL);
}

void
sendoff_row_filler_set_left_to_right (SendoffRowFiller *self)
{
  g_return_if_fail (SENDOFF_IS_ROW_FILLER (self));

  set_left_to_right (GTK_WIDGET (self->view), NULL);
}
