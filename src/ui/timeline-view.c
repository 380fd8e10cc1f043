/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns showing where the time went. */

#include "ui/timeline-view.h"

#include <glib/gi18n-lib.h>

#include "report/timeline.h"
#include "ui/row-filler.h"
#include "ui/span-renderer.h"

struct _SendoffTimelineView
{
  GtkBox parent_instance;

  GtkWidget        *tree_view;
  GtkWidget        *total_label;
  SendoffRowFiller *filler;
  double            end;          /* ms; of the last wait of all, at least something */
  gboolean          has_two_legs;
};

G_DEFINE_FINAL_TYPE (SendoffTimelineView, sendoff_timeline_view, GTK_TYPE_BOX)

static void
show_label (GtkTreeViewColumn *column,
            GtkCellRenderer   *renderer,
            GtkTreeModel      *model,
            GtkTreeIter       *iter,
            gpointer           user_data)
{
  GtkWidget *tree_view = gtk_tree_view_column_get_tree_view (column);
  SendoffTimelineView *self = SENDOFF_TIMELINE_VIEW (gtk_widget_get_ancestor (tree_view, SENDOFF_TYPE_TIMELINE_VIEW));
  const SendoffTimelineEntry *entry = sendoff_row_filler_get_row (model, iter);
  g_autofree char *text = NULL;

  if (!self->has_two_legs)
    text = g_strdup (entry->label);
  else if (entry->leg == SENDOFF_LEG_OUTGOING)
    /* Translators: %s is what was waited for: "Greeting", "EHLO". */
    text = g_strdup_printf (_("Outgoing: %s"), entry->label);
  else
    /* Translators: %s is what was waited for: "Greeting", "LOGIN". */
    text = g_strdup_printf (_("Incoming: %s"), entry->label);
  g_object_set (renderer, "text", text, NULL);
}

static void
show_start (GtkTreeViewColumn *column,
            GtkCellRenderer   *renderer,
            GtkTreeModel      *model,
            GtkTreeIter       *iter,
            gpointer           user_data)
{
  sendoff_row_filler_show_time (renderer, ((const SendoffTimelineEntry *) sendoff_row_filler_get_row (model, iter))->start);
}

static void
show_length (GtkTreeViewColumn *column,
             GtkCellRenderer   *renderer,
             GtkTreeModel      *model,
             GtkTreeIter       *iter,
             gpointer           user_data)
{
  sendoff_row_filler_show_time (renderer, ((const SendoffTimelineEntry *) sendoff_row_filler_get_row (model, iter))->ms);
}

static void
show_bar (GtkTreeViewColumn *column,
          GtkCellRenderer   *renderer,
          GtkTreeModel      *model,
          GtkTreeIter       *iter,
          gpointer           user_data)
{
  SendoffTimelineView *self = user_data;
  const SendoffTimelineEntry *entry = sendoff_row_filler_get_row (model, iter);

  /* Translators: %.0f is a number; its share of all the time. */
  g_autofree char *share = g_strdup_printf (_("%.0f %%"), entry->ms / self->end * 100);

  g_object_set (renderer, "text", share, NULL);
  sendoff_span_renderer_set (SENDOFF_SPAN_RENDERER (renderer), entry->start / self->end, (entry->start + entry->ms) / self->end);
}

static void
on_ready (SendoffTimelineView *self,
          GPtrArray           *entries)
{
  const SendoffTimelineEntry *longest = NULL;
  gboolean legs[2] = { FALSE, FALSE };
  g_autofree char *text = NULL;

  self->end = 0.001;
  for (guint i = 0; i < entries->len; i++)
    {
      const SendoffTimelineEntry *entry = entries->pdata[i];

      self->end = MAX (self->end, entry->start + entry->ms);
      legs[entry->leg] = TRUE;
      if (longest == NULL || entry->ms > longest->ms)
        longest = entry;
    }
  self->has_two_legs = legs[SENDOFF_LEG_OUTGOING] && legs[SENDOFF_LEG_INCOMING];
  if (longest != NULL)
    /* Translators: what was waited for ("Greeting", "EHLO"), how long it took, how long it took in all. */
    text = g_strdup_printf (_("Longest: %s, %.1f ms of %.1f ms in all."), longest->label, longest->ms, self->end);
  else
    text = g_strdup (_("Nothing was measured."));
  gtk_label_set_text (GTK_LABEL (self->total_label), text);
}

static void
sendoff_timeline_view_dispose (GObject *object)
{
  g_clear_object (&SENDOFF_TIMELINE_VIEW (object)->filler);
  G_OBJECT_CLASS (sendoff_timeline_view_parent_class)->dispose (object);
}

static void
sendoff_timeline_view_class_init (SendoffTimelineViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_timeline_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/timeline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTimelineView, tree_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffTimelineView, total_label);
}

static void
sendoff_timeline_view_init (SendoffTimelineView *self)
{
  GtkTreeViewColumn *bars = gtk_tree_view_column_new ();
  GtkCellRenderer *bar = sendoff_span_renderer_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = sendoff_row_filler_new (GTK_TREE_VIEW (self->tree_view), sendoff_timeline_new);
  g_signal_connect_object (self->filler, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  sendoff_row_filler_add_column (self->filler, _("Waited for"), 16, TRUE, show_label);
  sendoff_row_filler_add_times (self->filler, _("From"), show_start);
  sendoff_row_filler_add_times (self->filler, _("Took"), show_length);
  gtk_tree_view_column_set_title (bars, _("Share"));
  gtk_tree_view_column_set_sizing (bars, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_set_fixed_width (bars, 120);
  gtk_tree_view_column_set_expand (bars, TRUE);
  gtk_tree_view_column_pack_start (bars, bar, TRUE);
  gtk_tree_view_column_set_cell_data_func (bars, bar, show_bar, self, NULL);
  gtk_tree_view_append_column (GTK_TREE_VIEW (self->tree_view), bars);
  /* Time goes as the numbers do. */
  sendoff_row_filler_set_left_to_right (self->filler);
  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (self->tree_view), TRUE);
}

void
sendoff_timeline_view_set_report (SendoffTimelineView *self,
                                  SendoffReport       *report)
{
  sendoff_row_filler_set_report (self->filler, report);
}
