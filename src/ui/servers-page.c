/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the page Servers: which servers, and how to sign in there. */
#include "ui/servers-page.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/account-words.h"
#include "ui/outgoing-settings-dialog.h"
#include "ui/password-entry.h"
#include "ui/text-icon.h"
#include "ui/wrapping-label.h"

#define MAX_USER_CHARS 60

struct _SendoffServersPage
{
  GtkBox parent_instance;

  GtkWidget        *protocol_combo;
  GtkWidget        *incoming_label, *incoming_entry, *outgoing_entry;
  SendoffFieldMark *incoming_mark, *outgoing_mark;
  GtkWidget        *incoming_frame, *user_entry, *password_entry, *remember_check;
  SendoffFieldMark *user_mark, *password_mark;
  GtkWidget        *password_warning_box, *password_warning_label;
  GtkWidget        *authentication_check, *settings_button, *authentication_label;
  SendoffFieldMark *authentication_mark;
  GtkWidget        *authentication_warning_box, *authentication_warning_label;

  SendoffAccount        *account;
  SendoffSecretStore    *secrets;
  SendoffPasswordChoice *outgoing;
  SendoffAuthentication  last_authentication; /* what ticking the box goes back to */
};

G_DEFINE_FINAL_TYPE (SendoffServersPage, sendoff_servers_page, GTK_TYPE_BOX)

static void
show_incoming (SendoffServersPage *self)
{
  SendoffProtocol protocol = sendoff_account_get_incoming_protocol (self->account);
  gboolean is_used = protocol != SENDOFF_PROTOCOL_NONE;
  gboolean is_clear = is_used && sendoff_account_get_security (self->account, SENDOFF_LEG_INCOMING) == SENDOFF_SECURITY_NONE;
  g_autofree char *label = NULL;

  if (is_used)
    /* Translators: %s is IMAP or POP3; the underscore stands before the access key. */
    label = g_strdup_printf (_("_Incoming mail (%s):"), sendoff_protocol_to_label (protocol));
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->incoming_label), is_used ? label : _("_Incoming mail:"));
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->protocol_combo), sendoff_protocol_to_string (protocol));
  gtk_widget_set_sensitive (self->incoming_label, is_used);
  gtk_widget_set_sensitive (self->incoming_entry, is_used);
  gtk_widget_set_sensitive (self->incoming_frame, is_used);
  gtk_widget_set_visible (self->password_warning_box, is_clear);
}

static char *
describe_authentication (SendoffServersPage *self)
{
  g_autofree char *user = NULL;

  switch (sendoff_account_get_authentication (self->account))
    {
    case SENDOFF_AUTHENTICATION_NONE:
      return g_strdup (_("Sends without signing in."));
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      return g_strdup (_("Signs in with the account name and password of the incoming mail server."));
    case SENDOFF_AUTHENTICATION_OWN:
      user = sendoff_display_text_short (sendoff_account_get_text (self->account, SENDOFF_KEY_SMTP_USER), -1, MAX_USER_CHARS);
      /* Translators: %s is a user name. */
      return *user != '\0' ? g_strdup_printf (_("Signs in as %s."), user) : g_strdup (_("Signs in with an account name of its own."));
    }

  g_return_val_if_reached (NULL);
}

static void
show_outgoing (SendoffServersPage *self)
{
  SendoffAuthentication authentication = sendoff_account_get_authentication (self->account);
  gboolean is_used = authentication != SENDOFF_AUTHENTICATION_NONE;
  gboolean is_clear = is_used && sendoff_account_get_security (self->account, SENDOFF_LEG_OUTGOING) == SENDOFF_SECURITY_NONE;
  g_autofree char *sentence = describe_authentication (self);

  if (is_used)
    self->last_authentication = authentication;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->authentication_check), is_used);
  gtk_widget_set_sensitive (self->settings_button, is_used);
  gtk_label_set_text (GTK_LABEL (self->authentication_label), sentence);
  gtk_widget_set_visible (self->authentication_warning_box, is_clear);
}

static void
on_account_changed (SendoffServersPage *self)
{
  show_incoming (self);
  show_outgoing (self);
}

/* A usual port follows the kind of the server; one of the user's own stays. */
static void
move_incoming_port (SendoffAccount  *account,
                    SendoffProtocol  before,
                    SendoffProtocol  after)
{
  SendoffSecurity security = sendoff_account_get_security (account, SENDOFF_LEG_INCOMING);
  guint port = sendoff_account_get_number (account, SENDOFF_KEY_INCOMING_PORT);
  gboolean is_usual = port == 0 || port == 110 || port == 143 || port == 993 || port == 995;

  if (after != SENDOFF_PROTOCOL_NONE && before != after && is_usual)
    sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, sendoff_default_port (after, security));
}

static void
on_protocol_changed (GtkComboBox *combo,
                     gpointer     user_data)
{
  SendoffServersPage *self = user_data;
  SendoffProtocol before = sendoff_account_get_incoming_protocol (self->account);
  SendoffProtocol after = before;
  const char *id = gtk_combo_box_get_active_id (combo);

  if (id == NULL || !sendoff_protocol_from_string (id, &after) || after == before)
    return;
  sendoff_account_set_incoming_protocol (self->account, after);
  move_incoming_port (self->account, before, after);
}

/* The classic choice is the incoming server's; where there is none, the address is the name that most servers want. */
static void
choose_authentication (SendoffServersPage *self)
{
  SendoffAuthentication authentication = self->last_authentication;

  if (authentication == SENDOFF_AUTHENTICATION_NONE)
    authentication = SENDOFF_AUTHENTICATION_SAME_AS_INCOMING;
  if (sendoff_account_get_incoming_protocol (self->account) == SENDOFF_PROTOCOL_NONE)
    authentication = SENDOFF_AUTHENTICATION_OWN;
  if (authentication == SENDOFF_AUTHENTICATION_OWN && *sendoff_account_get_text (self->account, SENDOFF_KEY_SMTP_USER) == '\0')
    sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_USER, sendoff_account_get_text (self->account, SENDOFF_KEY_EMAIL));
  sendoff_account_set_authentication (self->account, authentication);
}

static void
on_authentication_toggled (GtkToggleButton *check,
                           gpointer         user_data)
{
  SendoffServersPage *self = user_data;
  gboolean is_wanted = gtk_toggle_button_get_active (check);

  if (is_wanted == (sendoff_account_get_authentication (self->account) != SENDOFF_AUTHENTICATION_NONE))
    return;
  if (is_wanted)
    choose_authentication (self);
  else
    sendoff_account_set_authentication (self->account, SENDOFF_AUTHENTICATION_NONE);
}

static void
on_settings_clicked (GtkButton *button,
                     gpointer   user_data)
{
  SendoffServersPage *self = user_data;
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  gtk_widget_show (sendoff_outgoing_settings_dialog_new (self->account, self->outgoing, self->secrets, GTK_WINDOW (window)));
}

static void
sendoff_servers_page_dispose (GObject *object)
{
  SendoffServersPage *self = SENDOFF_SERVERS_PAGE (object);

  g_clear_object (&self->account);
  g_clear_object (&self->secrets);
  g_clear_object (&self->outgoing);
  G_OBJECT_CLASS (sendoff_servers_page_parent_class)->dispose (object);
}

static void
sendoff_servers_page_class_init (SendoffServersPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_servers_page_dispose;
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  g_type_ensure (SENDOFF_TYPE_PASSWORD_ENTRY);
  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/servers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, protocol_combo);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, incoming_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, incoming_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, incoming_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, outgoing_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, outgoing_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, incoming_frame);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, user_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, user_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, password_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, password_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, remember_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, password_warning_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, password_warning_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, authentication_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, settings_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, authentication_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, authentication_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, authentication_warning_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffServersPage, authentication_warning_label);
}

static void
sendoff_servers_page_init (SendoffServersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->password_warning_label), sendoff_get_clear_password_words ());
  gtk_label_set_text (GTK_LABEL (self->authentication_warning_label), sendoff_get_clear_password_words ());
}

void
sendoff_servers_page_bind (SendoffServersPage    *self,
                           SendoffAccountFields  *fields,
                           SendoffSecretStore    *secrets,
                           SendoffPasswordChoice *incoming,
                           SendoffPasswordChoice *outgoing)
{
  self->account = g_object_ref (sendoff_account_fields_get_account (fields));
  self->secrets = g_object_ref (secrets);
  self->outgoing = g_object_ref (outgoing);
  sendoff_account_fields_add (fields, SENDOFF_KEY_INCOMING_HOST, self->incoming_entry, self->incoming_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_SMTP_HOST, self->outgoing_entry, self->outgoing_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_INCOMING_USER, self->user_entry, self->user_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_SMTP_AUTHENTICATION, self->settings_button, self->authentication_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_SMTP_USER, self->settings_button, self->authentication_mark);
  sendoff_password_entry_bind (SENDOFF_PASSWORD_ENTRY (self->password_entry), incoming, GTK_TOGGLE_BUTTON (self->remember_check),
                               self->password_mark);
  on_account_changed (self);
  g_signal_connect_object (self->account, "notify", G_CALLBACK (on_account_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->protocol_combo, "changed", G_CALLBACK (on_protocol_changed), self, 0);
  g_signal_connect_object (self->authentication_check, "toggled", G_CALLBACK (on_authentication_toggled), self, 0);
  g_signal_connect_object (self->settings_button, "clicked", G_CALLBACK (on_settings_clicked), self, 0);
}

GtkWidget *
sendoff_servers_page_check_password (SendoffServersPage *self)
{
  g_return_val_if_fail (SENDOFF_IS_SERVERS_PAGE (self), NULL);

  return sendoff_password_entry_check (SENDOFF_PASSWORD_ENTRY (self->password_entry)) ? NULL : self->password_entry;
}
