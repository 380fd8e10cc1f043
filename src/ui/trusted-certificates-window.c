/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the window of all trusted certificates. */
#include "ui/trusted-certificates-window.h"

#include "base/error.h"
#include "ui/exception-row.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

struct _SendoffTrustedCertificatesWindow
{
  GtkDialog parent_instance;

  GtkWidget         *scroller;
  GtkWidget         *exceptions_list, *none_label;
  GtkWidget         *error_label;
  GtkWidget         *close_button;
  SendoffTrustStore *trust_store;
  int                focus_index; /* of the row whose button was pressed; -1: none */
};

G_DEFINE_FINAL_TYPE (SendoffTrustedCertificatesWindow, sendoff_trusted_certificates_window, GTK_TYPE_DIALOG)

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SendoffTrustedCertificatesWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, &error)
      || g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND) || self->trust_store == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
  gtk_widget_show (self->error_label);
  gtk_widget_set_sensitive (self->exceptions_list, TRUE);
}

static void
on_row_toggled (SendoffExceptionRow              *row,
                SendoffTrustedCertificatesWindow *self)
{
  const SendoffTrustEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  self->focus_index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gtk_widget_hide (self->error_label);
  gtk_widget_set_sensitive (self->exceptions_list, FALSE);
  sendoff_trust_store_forget_async (self->trust_store, entry->host, entry->port, on_forgotten, g_object_ref (self));
}

static void
remove_row (GtkWidget *row,
            gpointer   user_data)
{
  gtk_widget_destroy (row);
}

/* Where a row went, the next one takes the keyboard. */
static void
restore_focus (SendoffTrustedCertificatesWindow *self)
{
  GtkListBoxRow *row = self->focus_index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->exceptions_list), self->focus_index) : NULL;

  if (self->focus_index >= 0)
    gtk_widget_child_focus (row != NULL ? GTK_WIDGET (row) : self->close_button, GTK_DIR_TAB_FORWARD);
  self->focus_index = -1;
}

static void
fill_list (SendoffTrustedCertificatesWindow *self)
{
  g_autoptr(GPtrArray) entries = NULL;

  /* Closed, and kept by a change that isn't finished. */
  if (self->trust_store == NULL)
    return;
  entries = sendoff_trust_store_list (self->trust_store);
  gtk_container_foreach (GTK_CONTAINER (self->exceptions_list), remove_row, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const SendoffTrustEntry *entry = g_ptr_array_index (entries, i);
      GtkWidget *row = sendoff_exception_row_new (entry, FALSE);

      sendoff_exception_row_forgets_at_once (SENDOFF_EXCEPTION_ROW (row));
      g_object_set_data_full (G_OBJECT (row), "entry", sendoff_trust_entry_copy (entry), (GDestroyNotify) sendoff_trust_entry_free);
      g_signal_connect_object (row, "toggled", G_CALLBACK (on_row_toggled), self, 0);
      gtk_container_add (GTK_CONTAINER (self->exceptions_list), row);
    }
  sendoff_exception_row_describe_list (self->exceptions_list, self->none_label);
  gtk_widget_set_sensitive (self->exceptions_list, TRUE);
  restore_focus (self);
}

static void
sendoff_trusted_certificates_window_response (GtkDialog *dialog,
                                              int        response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
sendoff_trusted_certificates_window_dispose (GObject *object)
{
  SendoffTrustedCertificatesWindow *self = SENDOFF_TRUSTED_CERTIFICATES_WINDOW (object);

  g_clear_object (&self->trust_store);
  G_OBJECT_CLASS (sendoff_trusted_certificates_window_parent_class)->dispose (object);
}

static void
sendoff_trusted_certificates_window_class_init (SendoffTrustedCertificatesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_trusted_certificates_window_dispose;
  GTK_DIALOG_CLASS (class)->response = sendoff_trusted_certificates_window_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/trusted-certificates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustedCertificatesWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustedCertificatesWindow, exceptions_list);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustedCertificatesWindow, none_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustedCertificatesWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustedCertificatesWindow, close_button);
}

static void
sendoff_trusted_certificates_window_init (SendoffTrustedCertificatesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  self->focus_index = -1;
}

GtkWidget *
sendoff_trusted_certificates_window_new (SendoffTrustStore *trust_store,
                                         GtkWindow         *parent)
{
  SendoffTrustedCertificatesWindow *self = g_object_new (SENDOFF_TYPE_TRUSTED_CERTIFICATES_WINDOW, "use-header-bar", 0, "transient-for", parent,
                                                         "destroy-with-parent", TRUE, NULL);

  self->trust_store = g_object_ref (trust_store);
  g_signal_connect_object (trust_store, "changed", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
  fill_list (self);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  return GTK_WIDGET (self);
}
