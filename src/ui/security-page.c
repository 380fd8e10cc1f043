/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the page Security: the account's own certificate; exceptions for its servers, and which of them are to be forgotten. */
#include "ui/security-page.h"

#include "base/domain-name.h"
#include "base/error.h"
#include "ui/client-certificate-box.h"
#include "ui/exception-row.h"

struct _SendoffSecurityPage
{
  GtkBox parent_instance;

  GtkWidget         *exceptions_list, *none_label, *client_certificate_box;
  GtkWidget         *own_certificate; /* the same box, for what is saved when the window is closed */
  SendoffAccount    *account;
  SendoffTrustStore *trust_store;
  GHashTable        *to_forget; /* of "host:port": SendoffTrustEntry */
};

G_DEFINE_FINAL_TYPE (SendoffSecurityPage, sendoff_security_page, GTK_TYPE_BOX)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_row_toggled (SendoffExceptionRow *row,
                gpointer             user_data)
{
  SendoffSecurityPage *self = user_data;
  const SendoffTrustEntry *entry = g_object_get_data (G_OBJECT (row), "entry");
  char *server = sendoff_host_and_port (entry->host, entry->port);

  if (sendoff_exception_row_is_to_forget (row))
    g_hash_table_replace (self->to_forget, server, sendoff_trust_entry_copy (entry));
  else
    {
      g_hash_table_remove (self->to_forget, server);
      g_free (server);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_host_of (SendoffAccount *account,
            SendoffKey      key,
            const char     *ascii_host)
{
  g_autofree char *own = sendoff_host_to_ascii (sendoff_account_get_text (account, key), NULL);

  return g_strcmp0 (own, ascii_host) == 0;
}

/* By the server's name alone: its other ports are the account's too once a port is changed. */
static gboolean
concerns_account (SendoffSecurityPage     *self,
                  const SendoffTrustEntry *entry)
{
  if (is_host_of (self->account, SENDOFF_KEY_SMTP_HOST, entry->host))
    return TRUE;
  return sendoff_account_get_incoming_protocol (self->account) != SENDOFF_PROTOCOL_NONE &&
         is_host_of (self->account, SENDOFF_KEY_INCOMING_HOST, entry->host);
}

static void
add_row (SendoffSecurityPage     *self,
         const SendoffTrustEntry *entry)
{
  g_autofree char *server = sendoff_host_and_port (entry->host, entry->port);
  GtkWidget *row = sendoff_exception_row_new (entry, g_hash_table_contains (self->to_forget, server));

  g_object_set_data_full (G_OBJECT (row), "entry", sendoff_trust_entry_copy (entry), (GDestroyNotify) sendoff_trust_entry_free);
  g_signal_connect_object (row, "toggled", G_CALLBACK (on_row_toggled), self, 0);
  gtk_container_add (GTK_CONTAINER (self->exceptions_list), row);
}

static void
remove_row (GtkWidget *row,
            gpointer   user_data)
{
  gtk_widget_destroy (row);
}

static void
fill_list (SendoffSecurityPage *self)
{
  g_autoptr(GPtrArray) entries = sendoff_trust_store_list (self->trust_store);

  gtk_container_foreach (GTK_CONTAINER (self->exceptions_list), remove_row, NULL);
  for (guint i = 0; i < entries->len; i++)
    if (concerns_account (self, g_ptr_array_index (entries, i)))
      add_row (self, g_ptr_array_index (entries, i));
  sendoff_exception_row_describe_list (self->exceptions_list, self->none_label);
}

/* Not when it is destroyed: what is to be forgotten may be on its way. */
static void
sendoff_security_page_finalize (GObject *object)
{
  SendoffSecurityPage *self = SENDOFF_SECURITY_PAGE (object);

  g_clear_object (&self->own_certificate);
  g_clear_object (&self->account);
  g_clear_object (&self->trust_store);
  g_clear_pointer (&self->to_forget, g_hash_table_unref);
  G_OBJECT_CLASS (sendoff_security_page_parent_class)->finalize (object);
}

static void
sendoff_security_page_class_init (SendoffSecurityPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_security_page_finalize;
  signals[CHANGED] = g_signal_new ("changed", SENDOFF_TYPE_SECURITY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SENDOFF_TYPE_CLIENT_CERTIFICATE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/security-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffSecurityPage, client_certificate_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffSecurityPage, exceptions_list);
  gtk_widget_class_bind_template_child (widget_class, SendoffSecurityPage, none_label);
}

static void
sendoff_security_page_init (SendoffSecurityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->to_forget = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sendoff_trust_entry_free);
}

static void
on_own_certificate_changed (SendoffSecurityPage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sendoff_security_page_bind (SendoffSecurityPage  *self,
                            SendoffAccountFields *fields,
                            SendoffSecretStore   *secrets,
                            SendoffTrustStore    *trust_store)
{
  self->own_certificate = g_object_ref (self->client_certificate_box);
  sendoff_client_certificate_box_bind (SENDOFF_CLIENT_CERTIFICATE_BOX (self->own_certificate), fields, secrets);
  g_signal_connect_object (self->own_certificate, "changed", G_CALLBACK (on_own_certificate_changed), self, G_CONNECT_SWAPPED);
  self->account = g_object_ref (sendoff_account_fields_get_account (fields));
  self->trust_store = g_object_ref (trust_store);
  fill_list (self);
  /* Another server may have been typed since, and a sending may have added an exception. */
  g_signal_connect_object (self, "map", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trust_store, "changed", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
}

gboolean
sendoff_security_page_has_changes (SendoffSecurityPage *self)
{
  g_return_val_if_fail (SENDOFF_IS_SECURITY_PAGE (self), FALSE);

  return g_hash_table_size (self->to_forget) > 0 ||
         sendoff_client_certificate_box_has_changes (SENDOFF_CLIENT_CERTIFICATE_BOX (self->own_certificate));
}

static void forget_next (GTask *task);

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffSecurityPage *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, &error) &&
      !g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_hash_table_remove (self->to_forget, g_task_get_task_data (task));
  forget_next (task);
}

static void
forget_next (GTask *task)
{
  SendoffSecurityPage *self = g_task_get_source_object (task);
  GHashTableIter iter;
  gpointer server, entry;

  g_hash_table_iter_init (&iter, self->to_forget);
  if (g_hash_table_iter_next (&iter, &server, &entry))
    {
      const SendoffTrustEntry *next = entry;

      g_task_set_task_data (task, g_strdup (server), g_free);
      sendoff_trust_store_forget_async (self->trust_store, next->host, next->port, on_forgotten, g_object_ref (task));
      return;
    }
  /* NULL: the window is closed. */
  if (self->exceptions_list != NULL)
    fill_list (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_passphrase_forgotten (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (sendoff_client_certificate_box_save_finish (SENDOFF_CLIENT_CERTIFICATE_BOX (source), result, &error))
    forget_next (task);
  else
    g_task_return_error (task, error);
}

void
sendoff_security_page_save_async (SendoffSecurityPage *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SENDOFF_IS_SECURITY_PAGE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sendoff_security_page_save_async);
  sendoff_client_certificate_box_save_async (SENDOFF_CLIENT_CERTIFICATE_BOX (self->own_certificate), on_passphrase_forgotten, task);
}

gboolean
sendoff_security_page_save_finish (SendoffSecurityPage  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
