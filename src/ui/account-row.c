/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the row of one account. */

#include "ui/account-row.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"

struct _SendoffAccountRow
{
  GtkListBoxRow parent_instance;

  GtkWidget          *name_label;
  GtkWidget          *server_label;
  SendoffAccount     *account;
  SendoffAccountList *list;
};

G_DEFINE_FINAL_TYPE (SendoffAccountRow, sendoff_account_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_security (SendoffSecurity security)
{
  switch (security)
    {
    case SENDOFF_SECURITY_STARTTLS:
      return g_strdup ("STARTTLS");
    case SENDOFF_SECURITY_TLS:
      return g_strdup ("TLS");
    case SENDOFF_SECURITY_NONE:
      break;
    }
  return g_strdup (_("not encrypted"));
}

static void
update (SendoffAccountRow *self)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1);
  g_autofree char *email = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_EMAIL), -1);
  g_autofree char *host = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_SMTP_HOST), -1);
  g_autofree char *server = sendoff_host_and_port (host, sendoff_account_get_number (self->account, SENDOFF_KEY_SMTP_PORT));
  g_autofree char *security = describe_security (sendoff_account_get_security (self->account, SENDOFF_LEG_OUTGOING));
  /* Translators: an account's address, its outgoing server with port, and how it is encrypted. */
  g_autofree char *details = g_strdup_printf (_("%s · %s · %s"), email, server, security);
  g_autofree char *title = NULL;

  if (sendoff_account_list_get_default (self->list) == self->account)
    /* Translators: the name of the account that is used where none is chosen. */
    title = g_strdup_printf (_("%s (default)"), name);
  gtk_label_set_text (GTK_LABEL (self->name_label), title != NULL ? title : name);
  gtk_label_set_text (GTK_LABEL (self->server_label), details);
}

static void
sendoff_account_row_dispose (GObject *object)
{
  SendoffAccountRow *self = SENDOFF_ACCOUNT_ROW (object);

  g_clear_object (&self->account);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (sendoff_account_row_parent_class)->dispose (object);
}

static void
sendoff_account_row_class_init (SendoffAccountRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, server_label);
}

static void
sendoff_account_row_init (SendoffAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_account_row_new (SendoffAccount     *account,
                         SendoffAccountList *list)
{
  SendoffAccountRow *self = g_object_new (SENDOFF_TYPE_ACCOUNT_ROW, NULL);

  self->account = g_object_ref (account);
  self->list = g_object_ref (list);
  g_signal_connect_object (account, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::default-account", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
