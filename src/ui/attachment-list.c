/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the list of attachments. The files are looked at again, and read, when the message is sent. */

#include "ui/attachment-list.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/wrapping-label.h"

#define MAX_NAME_CHARS 200
#define WANTED G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_ACCESS_CAN_READ

struct _SendoffAttachmentList
{
  GtkBox parent_instance;

  GtkWidget            *list;
  GtkWidget            *problem_label;
  GtkFileChooserNative *chooser;     /* while it is open */
  GCancellable         *cancellable; /* cancelled when the widget goes */
  guint                 n_busy;
  guint                 n_refused;   /* of those that were added together */
  char                 *refusal;     /* why the first of them */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffAttachmentList, sendoff_attachment_list, GTK_TYPE_BOX)

static void
clear_problem (SendoffAttachmentList *self)
{
  self->n_refused = 0;
  gtk_label_set_text (GTK_LABEL (self->problem_label), "");
  gtk_widget_hide (self->problem_label);
}

static void
on_remove_clicked (GtkButton *button,
                   GtkWidget *row)
{
  SendoffAttachmentList *self = SENDOFF_ATTACHMENT_LIST (gtk_widget_get_ancestor (row, SENDOFF_TYPE_ATTACHMENT_LIST));

  gtk_widget_destroy (row);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_remove_button (const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic", GTK_ICON_SIZE_BUTTON);
  /* Translators: %s is a file's name. */
  g_autofree char *words = g_strdup_printf (_("Remove “%s”"), name);

  gtk_widget_set_tooltip_text (button, _("Remove"));
  atk_object_set_name (gtk_widget_get_accessible (button), words);
  return button;
}

static void
add_row (SendoffAttachmentList *self,
         GFile                 *file,
         guint64                size)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = sendoff_display_text_short (base, -1, MAX_NAME_CHARS);
  g_autofree char *size_words = g_format_size_full (size, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: a file's name and its size. */
  g_autofree char *text = g_strdup_printf (_("%s (%s)"), name, size_words);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = make_remove_button (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  g_object_set (label, "margin", 6, NULL);
  gtk_box_pack_start (GTK_BOX (box), label, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), button, FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  atk_object_set_name (gtk_widget_get_accessible (row), text);
  g_object_set_data_full (G_OBJECT (row), "path", g_file_get_path (file), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), row);
  gtk_widget_show_all (row);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, -1);
}

/* NULL: nothing is wrong with it. name: for showing. Caller frees. */
static char *
explain_refusal (GFile      *file,
                 GFileInfo  *info,
                 const char *name)
{
  g_autofree char *path = g_file_get_path (file);

  if (info == NULL)
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_("“%s” can't be attached: there is no such file, or it can't be read."), name);
  if (path == NULL)
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_("“%s” can't be attached: it is not on this computer."), name);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    /* Translators: %s is a folder's name. */
    return g_strdup_printf (_("“%s” can't be attached: it is a folder. Attach the files in it one by one."), name);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_("“%s” can't be attached: it is a device or something else that isn't a plain file."), name);
  if (!g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_READ))
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_("“%s” can't be attached: you may not read it."), name);
  return NULL;
}

/* The first reason, and how many more there are: a thousand reasons help nobody. */
static void
show_refusal (SendoffAttachmentList *self,
              const char            *refusal)
{
  guint n_more = self->n_refused++;
  g_autofree char *text = NULL;

  if (n_more == 0)
    {
      g_free (self->refusal);
      self->refusal = g_strdup (refusal);
    }
  else
    /* Translators: a sentence about a file; then in how many more cases the same holds. */
    text = g_strdup_printf (ngettext ("%s (And %u more.)", "%s (And %u more.)", n_more), self->refusal, n_more);
  gtk_label_set_text (GTK_LABEL (self->problem_label), text != NULL ? text : refusal);
  gtk_widget_show (self->problem_label);
}

static void
judge_file (SendoffAttachmentList *self,
            GFile                 *file,
            GFileInfo             *info)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *shown = sendoff_display_text_short (name, -1, MAX_NAME_CHARS);
  g_autofree char *refusal = explain_refusal (file, info, shown);

  if (refusal == NULL)
    add_row (self, file, (guint64) g_file_info_get_size (info));
  else
    show_refusal (self, refusal);
}

static void
on_file_looked_at (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(SendoffAttachmentList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  self->n_busy--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  judge_file (self, G_FILE (source), info);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sendoff_attachment_list_add_file (SendoffAttachmentList *self,
                                  GFile                 *file)
{
  g_return_if_fail (SENDOFF_IS_ATTACHMENT_LIST (self));

  if (self->n_busy == 0)
    clear_problem (self);
  self->n_busy++;
  g_file_query_info_async (file, WANTED, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, on_file_looked_at,
                           g_object_ref (self));
}

static void
close_chooser (SendoffAttachmentList *self)
{
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
}

static void
on_files_chosen (GtkNativeDialog       *chooser,
                 int                    response,
                 SendoffAttachmentList *self)
{
  g_autoptr(GSList) files = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser)) : NULL;

  for (GSList *each = files; each != NULL; each = each->next)
    {
      sendoff_attachment_list_add_file (self, each->data);
      g_object_unref (each->data);
    }
  close_chooser (self);
}

static void
on_attach_clicked (GtkButton             *button,
                   SendoffAttachmentList *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));

  close_chooser (self);
  self->chooser = gtk_file_chooser_native_new (_("Attach Files"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_files_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_drop_received (GtkWidget             *widget,
                  GdkDragContext        *context,
                  int                    x,
                  int                    y,
                  GtkSelectionData      *data,
                  guint                  info,
                  guint                  time,
                  SendoffAttachmentList *self)
{
  g_auto(GStrv) uris = gtk_selection_data_get_uris (data);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_uri (uris[i]);

      sendoff_attachment_list_add_file (self, file);
    }
}

void
sendoff_attachment_list_accept_drops (SendoffAttachmentList *self,
                                      GtkWidget             *widget)
{
  /* Which also tells the other side that the drop has arrived. */
  gtk_drag_dest_set (widget, GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (widget);
  g_signal_connect_object (widget, "drag-data-received", G_CALLBACK (on_drop_received), self, 0);
}

static void
sendoff_attachment_list_destroy (GtkWidget *widget)
{
  SendoffAttachmentList *self = SENDOFF_ATTACHMENT_LIST (widget);

  g_cancellable_cancel (self->cancellable);
  close_chooser (self);
  GTK_WIDGET_CLASS (sendoff_attachment_list_parent_class)->destroy (widget);
}

static void
sendoff_attachment_list_finalize (GObject *object)
{
  g_clear_object (&SENDOFF_ATTACHMENT_LIST (object)->cancellable);
  g_free (SENDOFF_ATTACHMENT_LIST (object)->refusal);
  G_OBJECT_CLASS (sendoff_attachment_list_parent_class)->finalize (object);
}

static void
sendoff_attachment_list_class_init (SendoffAttachmentListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_attachment_list_finalize;
  widget_class->destroy = sendoff_attachment_list_destroy;
  signals[CHANGED] = g_signal_new ("changed", SENDOFF_TYPE_ATTACHMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/attachment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAttachmentList, list);
  gtk_widget_class_bind_template_child (widget_class, SendoffAttachmentList, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_attach_clicked);
}

static void
sendoff_attachment_list_init (SendoffAttachmentList *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

char **
sendoff_attachment_list_dup_paths (SendoffAttachmentList *self)
{
  GPtrArray *paths = g_ptr_array_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    g_ptr_array_add (paths, g_strdup (g_object_get_data (G_OBJECT (row), "path")));
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

gboolean
sendoff_attachment_list_is_busy (SendoffAttachmentList *self)
{
  return self->n_busy > 0;
}

const char *
sendoff_attachment_list_get_problem (SendoffAttachmentList *self)
{
  return gtk_label_get_text (GTK_LABEL (self->problem_label));
}
