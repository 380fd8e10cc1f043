/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the dialog “Outgoing Mail Server”. */
#include "ui/outgoing-settings-dialog.h"

#include "ui/account-fields.h"
#include "ui/account-words.h"
#include "ui/page-scroller.h"
#include "ui/password-entry.h"
#include "ui/text-icon.h"
#include "ui/window-size.h"

struct _SendoffOutgoingSettingsDialog
{
  GtkDialog parent_instance;

  GtkWidget        *same_radio, *own_radio, *own_grid;
  GtkWidget        *user_entry, *password_entry, *remember_check;
  SendoffFieldMark *same_mark, *user_mark, *password_mark;
  GtkWidget        *warning_box, *warning_label;

  SendoffAccount        *target;
  SendoffPasswordChoice *target_choice;
  SendoffAccount        *account; /* the copies */
  SendoffPasswordChoice *choice;
  SendoffAccountFields  *fields;
};

G_DEFINE_FINAL_TYPE (SendoffOutgoingSettingsDialog, sendoff_outgoing_settings_dialog, GTK_TYPE_DIALOG)

static void
on_account_changed (SendoffOutgoingSettingsDialog *self)
{
  gboolean is_own = sendoff_account_get_authentication (self->account) == SENDOFF_AUTHENTICATION_OWN;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (is_own ? self->own_radio : self->same_radio), TRUE);
  gtk_widget_set_sensitive (self->own_grid, is_own);
}

static void
on_own_toggled (SendoffOutgoingSettingsDialog *self)
{
  gboolean is_own = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->own_radio));

  sendoff_account_set_authentication (self->account,
                                      is_own ? SENDOFF_AUTHENTICATION_OWN : SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  sendoff_field_mark_set (self->same_mark, NULL);
  sendoff_field_mark_set (self->user_mark, NULL);
  /* Insensitive by now, or used again. */
  sendoff_password_entry_check (SENDOFF_PASSWORD_ENTRY (self->password_entry));
}

/* The rest of the account may still be at fault; that is told elsewhere. */
static gboolean
is_good (SendoffOutgoingSettingsDialog *self)
{
  const SendoffKey keys[] = { SENDOFF_KEY_SMTP_AUTHENTICATION, SENDOFF_KEY_SMTP_USER };
  SendoffFieldMark *marks[] = { self->same_mark, self->user_mark };
  GtkWidget *widgets[] = { self->same_radio, self->user_entry };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      sendoff_account_fields_leave (self->fields, keys[i]);
      if (sendoff_field_mark_get (marks[i]) != NULL)
        {
          gtk_widget_grab_focus (widgets[i]);
          return FALSE;
        }
    }
  if (sendoff_password_entry_check (SENDOFF_PASSWORD_ENTRY (self->password_entry)))
    return TRUE;
  gtk_widget_grab_focus (self->password_entry);
  return FALSE;
}

static void
hand_over (SendoffOutgoingSettingsDialog *self)
{
  SendoffSecretString *typed = sendoff_password_choice_get_typed (self->choice);

  sendoff_account_copy_value (self->target, self->account, SENDOFF_KEY_SMTP_AUTHENTICATION);
  sendoff_account_copy_value (self->target, self->account, SENDOFF_KEY_SMTP_USER);
  sendoff_password_choice_set_typed (self->target_choice, typed != NULL ? sendoff_secret_string_peek (typed) : NULL);
  sendoff_password_choice_set_remember (self->target_choice, sendoff_password_choice_get_remember (self->choice));
}

static void
sendoff_outgoing_settings_dialog_response (GtkDialog *dialog,
                                           int        response)
{
  SendoffOutgoingSettingsDialog *self = SENDOFF_OUTGOING_SETTINGS_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    {
      if (!is_good (self))
        {
          sendoff_window_grow (GTK_WINDOW (self));
          return;
        }
      hand_over (self);
    }
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
sendoff_outgoing_settings_dialog_dispose (GObject *object)
{
  SendoffOutgoingSettingsDialog *self = SENDOFF_OUTGOING_SETTINGS_DIALOG (object);

  g_clear_object (&self->fields);
  g_clear_object (&self->account);
  g_clear_object (&self->choice);
  g_clear_object (&self->target);
  g_clear_object (&self->target_choice);
  G_OBJECT_CLASS (sendoff_outgoing_settings_dialog_parent_class)->dispose (object);
}

static void
sendoff_outgoing_settings_dialog_class_init (SendoffOutgoingSettingsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_outgoing_settings_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = sendoff_outgoing_settings_dialog_response;
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  g_type_ensure (SENDOFF_TYPE_PAGE_SCROLLER);
  g_type_ensure (SENDOFF_TYPE_PASSWORD_ENTRY);
  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/outgoing-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, same_radio);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, same_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, own_radio);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, own_grid);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, user_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, user_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, password_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, password_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, remember_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, warning_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffOutgoingSettingsDialog, warning_label);
}

static void
sendoff_outgoing_settings_dialog_init (SendoffOutgoingSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->warning_label), sendoff_get_clear_password_words ());
}

static void
copy_choice (SendoffOutgoingSettingsDialog *self,
             SendoffSecretStore            *secrets)
{
  SendoffSecretString *typed = sendoff_password_choice_get_typed (self->target_choice);

  self->choice = sendoff_password_choice_new (secrets, self->account, SENDOFF_LEG_OUTGOING);
  sendoff_password_choice_set_remember (self->choice, sendoff_password_choice_get_remember (self->target_choice));
  if (typed != NULL)
    sendoff_password_choice_set_typed (self->choice, sendoff_secret_string_peek (typed));
}

GtkWidget *
sendoff_outgoing_settings_dialog_new (SendoffAccount        *account,
                                      SendoffPasswordChoice *choice,
                                      SendoffSecretStore    *secrets,
                                      GtkWindow             *parent)
{
  SendoffOutgoingSettingsDialog *self;

  self = g_object_new (SENDOFF_TYPE_OUTGOING_SETTINGS_DIALOG, "use-header-bar", FALSE, "transient-for", parent, NULL);
  self->target = g_object_ref (account);
  self->target_choice = g_object_ref (choice);
  self->account = sendoff_account_copy (account);
  copy_choice (self, secrets);
  self->fields = sendoff_account_fields_new (self->account);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_SMTP_AUTHENTICATION, self->same_radio, self->same_mark);
  sendoff_account_fields_add (self->fields, SENDOFF_KEY_SMTP_USER, self->user_entry, self->user_mark);
  sendoff_password_entry_bind (SENDOFF_PASSWORD_ENTRY (self->password_entry), self->choice, GTK_TOGGLE_BUTTON (self->remember_check),
                               self->password_mark);
  gtk_widget_set_visible (self->warning_box, sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING) == SENDOFF_SECURITY_NONE);
  on_account_changed (self);
  g_signal_connect_object (self->own_radio, "toggled", G_CALLBACK (on_own_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify", G_CALLBACK (on_account_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
