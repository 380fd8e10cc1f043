/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns showing a connection as both ends know it, and as an observer does. */

#include "ui/exchange-view.h"

#include <glib/gi18n-lib.h>

#include "report/exchange.h"
#include "report/report-text.h"
#include "report/wire-text.h"
#include "ui/report-saving.h"
#include "ui/row-filler.h"
#include "ui/text-icon.h"
#include "ui/wrapping-label.h"

struct _SendoffExchangeView
{
  GtkBox parent_instance;

  GtkWidget        *seen_label;
  GtkWidget        *gap_box;
  GtkWidget        *gap_label;
  GtkWidget        *tree_view;
  GtkWidget        *save_button;
  SendoffRowFiller *filler;
  SendoffReport    *report;    /* NULL: none */
  char             *file_name;
  GPtrArray        *secrets; /* of SendoffSecretString, that no capture may hold; NULL: none */
};

G_DEFINE_FINAL_TYPE (SendoffExchangeView, sendoff_exchange_view, GTK_TYPE_BOX)

/* ---- the columns ---- */

static void
show_time (GtkTreeViewColumn *column,
           GtkCellRenderer   *renderer,
           GtkTreeModel      *model,
           GtkTreeIter       *iter,
           gpointer           user_data)
{
  sendoff_row_filler_show_time (renderer, ((const SendoffExchangeRow *) sendoff_row_filler_get_row (model, iter))->ms);
}

/* The arrow tells who; without words it was something that TLS said by itself. */
static char *
dup_said (const SendoffExchangeRow *row)
{
  return g_strdup_printf ("%s %s", row->from_client ? "→" : "←", row->said != NULL ? row->said : "");
}

static char *
dup_seen (const SendoffExchangeRow *row)
{
  switch (row->kind)
    {
    case SENDOFF_EXCHANGE_NOTHING:
      break;
    case SENDOFF_EXCHANGE_READABLE:
      /* Translators: %s is a line that anybody on the way could read. */
      return g_strdup_printf (_("readable: %s"), row->seen);
    case SENDOFF_EXCHANGE_ENCRYPTED:
      /* Translators: %s is what is visible of an encrypted piece: "TLS application data, 40 bytes". */
      return g_strdup_printf (_("encrypted: %s"), row->seen);
    case SENDOFF_EXCHANGE_GAP:
      return g_strdup_printf ("⚠ %s", row->seen);
    }
  return g_strdup ("–");
}

static void
show_said (GtkTreeViewColumn *column,
           GtkCellRenderer   *renderer,
           GtkTreeModel      *model,
           GtkTreeIter       *iter,
           gpointer           user_data)
{
  g_autofree char *text = dup_said (sendoff_row_filler_get_row (model, iter));

  g_object_set (renderer, "text", text, NULL);
}

static void
show_seen (GtkTreeViewColumn *column,
           GtkCellRenderer   *renderer,
           GtkTreeModel      *model,
           GtkTreeIter       *iter,
           gpointer           user_data)
{
  const SendoffExchangeRow *row = sendoff_row_filler_get_row (model, iter);
  g_autofree char *text = dup_seen (row);

  g_object_set (renderer, "text", text, "weight", row->kind == SENDOFF_EXCHANGE_ENCRYPTED ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD, NULL);
}

/* The whole of what a column cuts off. */
static gboolean
on_tooltip_wanted (GtkTreeView *tree_view,
                   int          x,
                   int          y,
                   gboolean     by_keyboard,
                   GtkTooltip  *tooltip,
                   gpointer     user_data)
{
  GtkTreeModel *model;
  GtkTreePath *path;
  GtkTreeIter iter;
  const SendoffExchangeRow *row;
  g_autofree char *said = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *text = NULL;

  if (!gtk_tree_view_get_tooltip_context (tree_view, &x, &y, by_keyboard, &model, &path, &iter))
    return FALSE;
  row = sendoff_row_filler_get_row (model, &iter);
  said = dup_said (row);
  seen = dup_seen (row);
  text = g_strdup_printf ("%s\n%s", said, seen);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tree_view_set_tooltip_row (tree_view, tooltip, path);
  gtk_tree_path_free (path);
  return TRUE;
}

/* ---- buttons ---- */

static void
on_copy_clicked (GtkButton           *button,
                 SendoffExchangeView *self)
{
  g_autofree char *text = sendoff_report_wire_to_text (self->report);

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), text, -1);
}

static void
on_save_clicked (GtkButton           *button,
                 SendoffExchangeView *self)
{
  sendoff_save_capture (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))), self->report, self->secrets, self->file_name);
}

/* ---- the widget ---- */

static void
sendoff_exchange_view_dispose (GObject *object)
{
  SendoffExchangeView *self = SENDOFF_EXCHANGE_VIEW (object);

  g_clear_object (&self->filler);
  G_OBJECT_CLASS (sendoff_exchange_view_parent_class)->dispose (object);
}

static void
sendoff_exchange_view_finalize (GObject *object)
{
  SendoffExchangeView *self = SENDOFF_EXCHANGE_VIEW (object);

  g_clear_pointer (&self->report, sendoff_report_unref);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_free (self->file_name);
  G_OBJECT_CLASS (sendoff_exchange_view_parent_class)->finalize (object);
}

static void
sendoff_exchange_view_class_init (SendoffExchangeViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_exchange_view_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_exchange_view_finalize;
  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/exchange-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffExchangeView, seen_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExchangeView, gap_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffExchangeView, gap_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExchangeView, tree_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffExchangeView, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_tooltip_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sendoff_exchange_view_init (SendoffExchangeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  self->filler = sendoff_row_filler_new (GTK_TREE_VIEW (self->tree_view), sendoff_exchange_new);
  sendoff_row_filler_add_times (self->filler, _("Time"), show_time);
  sendoff_row_filler_add_column (self->filler, _("What was said"), 20, TRUE, show_said);
  sendoff_row_filler_add_column (self->filler, _("What an observer saw"), 24, TRUE, show_seen);
  /* Commands are written from left to right. */
  sendoff_row_filler_set_left_to_right (self->filler);
  gtk_tree_view_set_fixed_height_mode (GTK_TREE_VIEW (self->tree_view), TRUE);
}

void
sendoff_exchange_view_set_secrets (SendoffExchangeView *self,
                                   GPtrArray           *secrets)
{
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  self->secrets = secrets != NULL ? g_ptr_array_ref (secrets) : NULL;
}

void
sendoff_exchange_view_set_report (SendoffExchangeView *self,
                                  SendoffReport       *report,
                                  const char          *file_name)
{
  g_autofree char *seen = sendoff_report_seen_sentence (report);
  g_autofree char *gap = sendoff_report_gap_sentence (report);

  sendoff_report_ref (report);
  g_clear_pointer (&self->report, sendoff_report_unref);
  self->report = report;
  g_free (self->file_name);
  self->file_name = g_strdup (file_name);
  gtk_label_set_text (GTK_LABEL (self->seen_label), seen != NULL ? seen : "");
  gtk_widget_set_visible (self->seen_label, seen != NULL);
  gtk_label_set_text (GTK_LABEL (self->gap_label), gap != NULL ? gap : "");
  gtk_widget_set_visible (self->gap_box, gap != NULL);
  /* A saved report has the list, but not the bytes. */
  gtk_widget_set_visible (self->save_button, report->recordings->len > 0);
  sendoff_row_filler_set_report (self->filler, report);
}
