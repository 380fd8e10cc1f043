/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the dialog that adds an account. */
#include "ui/add-account-dialog.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "ui/account-fields.h"
#include "ui/account-words.h"
#include "ui/page-scroller.h"
#include "ui/password-entry.h"
#include "ui/password-saving.h"
#include "ui/text-icon.h"
#include "ui/window-size.h"
#include "ui/wrapping-label.h"

/* The template's responses; the last one saves too. */
#define RESPONSE_TEST GTK_RESPONSE_APPLY

struct _SendoffAddAccountDialog
{
  GtkDialog parent_instance;

  GtkWidget        *notice_bar, *notice_label;
  GtkWidget        *name_entry, *email_entry, *host_entry, *security_combo, *port_spin, *authentication_check, *user_entry;
  SendoffFieldMark *name_mark, *email_mark, *host_mark, *port_mark, *user_mark, *password_mark;
  GtkWidget        *password_entry, *remember_check, *warning_box, *warning_label;

  SendoffWorkspace      *workspace;
  SendoffAccount        *account;
  SendoffAccountFields  *fields;
  SendoffPasswordChoice *choice;
  char                  *last_email;        /* what the user name follows until it is another */
  gboolean               is_saving;
  gboolean               is_security_chosen; /* by hand: a typed port doesn't change it any more */
};

G_DEFINE_FINAL_TYPE (SendoffAddAccountDialog, sendoff_add_account_dialog, GTK_TYPE_DIALOG)

enum { ACCOUNT_ADDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_notice (SendoffAddAccountDialog *self,
             const char              *sentence)
{
  g_autofree char *text = sendoff_display_text_lines (sentence, -1);

  gtk_label_set_text (GTK_LABEL (self->notice_label), text);
  gtk_widget_show (self->notice_bar);
  sendoff_window_grow (GTK_WINDOW (self));
}

static void
show_account (SendoffAddAccountDialog *self)
{
  SendoffSecurity security = sendoff_account_get_security (self->account, SENDOFF_LEG_OUTGOING);
  gboolean signs_in = sendoff_account_get_authentication (self->account) == SENDOFF_AUTHENTICATION_OWN;

  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->security_combo), sendoff_security_to_string (security));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->authentication_check), signs_in);
  gtk_widget_set_sensitive (self->user_entry, signs_in);
  gtk_widget_set_sensitive (self->password_entry, signs_in);
  gtk_widget_set_sensitive (self->remember_check, signs_in);
  gtk_widget_set_visible (self->warning_box, signs_in && security == SENDOFF_SECURITY_NONE);
}

/* Most servers want the whole address. */
static void
on_email_changed (SendoffAddAccountDialog *self)
{
  const char *email = sendoff_account_get_text (self->account, SENDOFF_KEY_EMAIL);

  if (g_strcmp0 (sendoff_account_get_text (self->account, SENDOFF_KEY_SMTP_USER), self->last_email) == 0)
    sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_USER, email);
  g_free (self->last_email);
  self->last_email = g_strdup (email);
}

static void
set_security (SendoffAddAccountDialog *self,
              SendoffSecurity          after)
{
  SendoffSecurity before = sendoff_account_get_security (self->account, SENDOFF_LEG_OUTGOING);
  guint port = sendoff_account_get_number (self->account, SENDOFF_KEY_SMTP_PORT);

  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, after);
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT,
                              sendoff_port_after_security_change (SENDOFF_PROTOCOL_SMTP, before, after, (guint16) port));
}

static void
on_security_changed (GtkComboBox *combo,
                     gpointer     user_data)
{
  SendoffAddAccountDialog *self = user_data;
  SendoffSecurity security = sendoff_account_get_security (self->account, SENDOFF_LEG_OUTGOING);
  SendoffSecurity wanted = security;
  const char *id = gtk_combo_box_get_active_id (combo);

  if (id == NULL || !sendoff_security_from_string (id, &wanted) || wanted == security)
    return;
  self->is_security_chosen = TRUE;
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->port_spin));
  set_security (self, wanted);
}

static void
on_authentication_toggled (GtkToggleButton *check,
                           gpointer         user_data)
{
  SendoffAddAccountDialog *self = user_data;

  sendoff_account_set_authentication (self->account, gtk_toggle_button_get_active (check) ? SENDOFF_AUTHENTICATION_OWN
                                                                                          : SENDOFF_AUTHENTICATION_NONE);
}

/* "smtp.example.org:587" says two things, and with a usual port three. */
static void
take_host_and_port (SendoffAddAccountDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (sendoff_account_get_text (self->account, SENDOFF_KEY_SMTP_HOST)));
  g_autofree char *host = NULL;
  guint16 port = 0;
  /* A lone IPv6 address ends in what looks like a port. */
  gboolean has_port = !sendoff_host_is_ip_address (typed) && sendoff_host_and_port_parse (typed, &host, &port, NULL);
  /* As it was typed, but for brackets. */
  g_autofree char *shown = has_port && *typed != '[' ? g_strndup (typed, (gsize) (g_strrstr (typed, ":") - typed)) : g_strdup (host);

  if (!has_port)
    {
      sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, typed);
      return;
    }
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, shown);
  if (!self->is_security_chosen && port == sendoff_default_port (SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS))
    sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_TLS);
  else if (!self->is_security_chosen && (port == 25 || port == sendoff_default_port (SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_STARTTLS)))
    sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_STARTTLS);
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, port);
}

static gboolean
on_host_left (SendoffAddAccountDialog *self)
{
  take_host_and_port (self);
  return GDK_EVENT_PROPAGATE;
}

static void
on_choice_changed (SendoffAddAccountDialog *self)
{
  if (sendoff_password_choice_get_state (self->choice) == SENDOFF_PASSWORD_NO_SERVICE && !gtk_widget_get_visible (self->notice_bar))
    show_notice (self, sendoff_get_no_keyring_words ());
}

static void
on_passwords_saved (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(SendoffWorkspace) workspace = user_data;
  g_autofree char *sentence = sendoff_password_saving_run_finish (result);

  if (sentence != NULL)
    g_signal_emit_by_name (workspace, "notice", sentence);
}

static void
save_password (SendoffAddAccountDialog *self,
               SendoffAccount          *account)
{
  if (sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_OWN ||
      sendoff_password_choice_get_typed (self->choice) == NULL)
    return;
  sendoff_password_saving_run_async (sendoff_workspace_get_secrets (self->workspace), account, NULL, self->choice, on_passwords_saved,
                                     g_object_ref (self->workspace));
}

static void
set_saving (SendoffAddAccountDialog *self,
            gboolean                 is_saving)
{
  static const int responses[] = { GTK_RESPONSE_OK, RESPONSE_TEST, GTK_RESPONSE_CANCEL };

  self->is_saving = is_saving;
  for (guint i = 0; i < G_N_ELEMENTS (responses); i++)
    gtk_dialog_set_response_sensitive (GTK_DIALOG (self), responses[i], !is_saving);
}

static void
tell_failure (SendoffAddAccountDialog *self,
              const GError            *error)
{
  GtkWidget *field = NULL;

  if (g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS))
    field = sendoff_account_fields_mark (self->fields, SENDOFF_KEY_NAME, error->message);
  if (field != NULL)
    gtk_widget_grab_focus (field);
  else
    show_notice (self, error->message);
}

typedef struct
{
  SendoffAddAccountDialog *dialog;
  SendoffAccount          *account;
  gboolean                 tests;
} Saving;

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->dialog);
  g_object_unref (saving->account);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

/* The user may have closed the dialog meanwhile: its fields are gone then, and nobody waits for the account. */
static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  SendoffAddAccountDialog *self = saving->dialog;
  gboolean is_closed = self->fields == NULL;
  g_autoptr(GError) error = NULL;

  if (!sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, &error))
    {
      if (is_closed)
        {
          g_signal_emit_by_name (self->workspace, "notice", error->message);
          return;
        }
      set_saving (self, FALSE);
      tell_failure (self, error);
      return;
    }
  save_password (self, saving->account);
  if (is_closed)
    return;
  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_emit (self, signals[ACCOUNT_ADDED], 0, saving->account, saving->tests);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
save (SendoffAddAccountDialog *self,
      gboolean                 tests)
{
  Saving *saving;
  GtkWidget *first;

  if (self->is_saving)
    return;
  gtk_widget_hide (self->notice_bar);
  take_host_and_port (self);
  first = sendoff_account_fields_check (self->fields);
  if (!sendoff_password_entry_check (SENDOFF_PASSWORD_ENTRY (self->password_entry)) && first == NULL)
    first = self->password_entry;
  if (first != NULL)
    {
      gtk_widget_grab_focus (first);
      sendoff_window_grow (GTK_WINDOW (self));
      return;
    }

  set_saving (self, TRUE);
  saving = g_new0 (Saving, 1);
  saving->dialog = g_object_ref (self);
  saving->account = sendoff_account_copy (self->account);
  saving->tests = tests;
  sendoff_accounts_file_add_async (sendoff_workspace_get_accounts_file (self->workspace), saving->account, on_added, saving);
}

SendoffSecretString *
sendoff_add_account_dialog_get_password (SendoffAddAccountDialog *self)
{
  if (sendoff_account_get_authentication (self->account) != SENDOFF_AUTHENTICATION_OWN)
    return NULL;
  return sendoff_password_choice_get_typed (self->choice);
}

static void
sendoff_add_account_dialog_response (GtkDialog *dialog,
                                     int        response)
{
  SendoffAddAccountDialog *self = SENDOFF_ADD_ACCOUNT_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK || response == RESPONSE_TEST)
    save (self, response == RESPONSE_TEST);
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

/* What a save that is under way needs stays until it has ended. */
static void
sendoff_add_account_dialog_dispose (GObject *object)
{
  SendoffAddAccountDialog *self = SENDOFF_ADD_ACCOUNT_DIALOG (object);

  g_signal_handlers_disconnect_by_data (self->account, self);
  if (self->choice != NULL)
    g_signal_handlers_disconnect_by_data (self->choice, self);
  g_clear_object (&self->fields);
  G_OBJECT_CLASS (sendoff_add_account_dialog_parent_class)->dispose (object);
}

static void
sendoff_add_account_dialog_finalize (GObject *object)
{
  SendoffAddAccountDialog *self = SENDOFF_ADD_ACCOUNT_DIALOG (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  g_free (self->last_email);
  G_OBJECT_CLASS (sendoff_add_account_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, name_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, email_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, email_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, host_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, host_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, security_combo);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, port_spin);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, port_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, authentication_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, user_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, user_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, password_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, password_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, remember_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, warning_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffAddAccountDialog, warning_label);
}

static void
sendoff_add_account_dialog_class_init (SendoffAddAccountDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_add_account_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_add_account_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = sendoff_add_account_dialog_response;
  signals[ACCOUNT_ADDED] = g_signal_new ("account-added", SENDOFF_TYPE_ADD_ACCOUNT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, SENDOFF_TYPE_ACCOUNT, G_TYPE_BOOLEAN);
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  g_type_ensure (SENDOFF_TYPE_PAGE_SCROLLER);
  g_type_ensure (SENDOFF_TYPE_PASSWORD_ENTRY);
  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/add-account-dialog.ui");
  bind_children (widget_class);
}

static void
sendoff_add_account_dialog_init (SendoffAddAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->warning_label), sendoff_get_clear_password_words ());
  self->account = sendoff_account_new (NULL);
  self->last_email = g_strdup ("");
  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_TLS);
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, sendoff_default_port (SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS));
  sendoff_account_set_authentication (self->account, SENDOFF_AUTHENTICATION_OWN);
}

static void
bind_fields (SendoffAddAccountDialog *self)
{
  /* Before the field's own check, which is to see the host alone. */
  g_signal_connect_object (self->host_entry, "focus-out-event", G_CALLBACK (on_host_left), self, G_CONNECT_SWAPPED);
  self->fields = sendoff_account_fields_new (self->account);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_NAME, self->name_entry, self->name_mark);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_EMAIL, self->email_entry, self->email_mark);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_SMTP_HOST, self->host_entry, self->host_mark);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_SMTP_PORT, self->port_spin, self->port_mark);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_SMTP_USER, self->user_entry, self->user_mark);
  sendoff_password_entry_bind (SENDOFF_PASSWORD_ENTRY (self->password_entry), self->choice, GTK_TOGGLE_BUTTON (self->remember_check),
                               self->password_mark);
  show_account (self);
  g_signal_connect_object (self->account, "notify::email", G_CALLBACK (on_email_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->security_combo, "changed", G_CALLBACK (on_security_changed), self, 0);
  g_signal_connect_object (self->authentication_check, "toggled", G_CALLBACK (on_authentication_toggled), self, 0);
}

GtkWidget *
sendoff_add_account_dialog_new (SendoffWorkspace *workspace,
                                GtkWindow        *parent)
{
  SendoffAddAccountDialog *self;

  g_return_val_if_fail (SENDOFF_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (SENDOFF_TYPE_ADD_ACCOUNT_DIALOG, "use-header-bar", FALSE, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->choice = sendoff_password_choice_new (sendoff_workspace_get_secrets (workspace), self->account, SENDOFF_LEG_OUTGOING);
  bind_fields (self);
  return GTK_WIDGET (self);
}
