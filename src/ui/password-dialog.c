/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question for a password, or for what opens a key. The entry's own copy is overwritten by GTK when the entry goes; ours is a secret string. */

#include "ui/password-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "model/server-settings.h"
#include "ui/field-mark.h"
#include "ui/password-entry.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

#define MAX_CHARS 255

struct _SendoffPasswordDialog
{
  GtkDialog parent_instance;

  GtkWidget        *scroller;
  GtkWidget        *heading_label;
  GtkWidget        *reason_label;
  GtkWidget        *account_label;
  GtkWidget        *server_caption;
  GtkWidget        *server_label;
  GtkWidget        *user_caption;
  GtkWidget        *user_label;
  GtkWidget        *password_caption;
  GtkWidget        *password_entry;
  SendoffFieldMark *password_mark;
  GtkWidget        *remember_check;
  GtkWidget        *ok_button;

  const char *show_words, *hide_words; /* for the eye; translated */
  gboolean    answered;
};

enum { ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffPasswordDialog, sendoff_password_dialog, GTK_TYPE_DIALOG)

static void
show_eye (SendoffPasswordDialog *self)
{
  GtkEntry *entry = GTK_ENTRY (self->password_entry);
  gboolean shown = gtk_entry_get_visibility (entry);
  const char *words = shown ? self->hide_words : self->show_words;

  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, words);
}

static void
on_eye_pressed (GtkEntry              *entry,
                GtkEntryIconPosition   position,
                GdkEvent              *event,
                SendoffPasswordDialog *self)
{
  gtk_entry_set_visibility (entry, !gtk_entry_get_visibility (entry));
  show_eye (self);
}

static void
on_password_changed (GtkEditable           *editable,
                     SendoffPasswordDialog *self)
{
  sendoff_field_mark_set (self->password_mark, NULL);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, gtk_entry_get_text_length (GTK_ENTRY (editable)) > 0);
}

static void
emit_answer (SendoffPasswordDialog *self,
             int                    response)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->password_entry));
  g_autoptr(SendoffSecretString) password = NULL;
  gboolean remember = FALSE;

  if (response == GTK_RESPONSE_OK && *text != '\0')
    {
      password = sendoff_secret_string_new (text, -1);
      remember = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->remember_check));
    }
  g_signal_emit (self, signals[ANSWERED], 0, password, remember);
}

static gboolean
is_good (SendoffPasswordDialog *self)
{
  const char *problem = sendoff_password_find_problem (gtk_entry_get_text (GTK_ENTRY (self->password_entry)));

  sendoff_field_mark_set (self->password_mark, problem);
  if (problem == NULL)
    return TRUE;
  gtk_widget_grab_focus (self->password_entry);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  return FALSE;
}

static void
sendoff_password_dialog_response (GtkDialog *dialog,
                                  int        response)
{
  SendoffPasswordDialog *self = SENDOFF_PASSWORD_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK && !is_good (self))
    return;
  g_object_ref (self);
  if (!self->answered)
    {
      self->answered = TRUE;
      emit_answer (self, response);
    }
  gtk_widget_destroy (GTK_WIDGET (self));
  g_object_unref (self);
}

static void
sendoff_password_dialog_class_init (SendoffPasswordDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  GTK_DIALOG_CLASS (class)->response = sendoff_password_dialog_response;
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  signals[ANSWERED] = g_signal_new ("answered", SENDOFF_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_POINTER, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, account_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, server_caption);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, server_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, user_caption);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, user_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, password_caption);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, password_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, password_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, remember_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffPasswordDialog, ok_button);
  gtk_widget_class_bind_template_callback (widget_class, on_eye_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
}

static void
sendoff_password_dialog_init (SendoffPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, FALSE);
}

static void
set_foreign_text (GtkWidget  *label,
                  const char *text)
{
  g_autofree char *shown = sendoff_display_text_short (text != NULL ? text : "", -1, MAX_CHARS);

  gtk_label_set_text (GTK_LABEL (label), *shown != '\0' ? shown : "–");
}

static void
set_words_for_password (SendoffPasswordDialog         *self,
                        const SendoffPasswordQuestion *question)
{
  g_autofree char *host = sendoff_host_to_display (question->host != NULL ? question->host : "");

  gtk_label_set_text (GTK_LABEL (self->heading_label),
                      question->leg == SENDOFF_LEG_OUTGOING ? _("The outgoing mail server asks for your password.")
                                                            : _("The incoming mail server asks for your password."));
  set_foreign_text (self->server_label, host);
  self->show_words = _("Show the password");
  self->hide_words = _("Hide the password");
}

/* No server has asked: the key is our own. */
static void
set_words_for_client_key (SendoffPasswordDialog *self,
                          gboolean               is_on_token)
{
  gtk_widget_hide (self->server_caption);
  gtk_widget_hide (self->server_label);
  gtk_window_set_title (GTK_WINDOW (self), is_on_token ? _("PIN") : _("Passphrase"));
  gtk_label_set_text (GTK_LABEL (self->heading_label), is_on_token ? _("The token with your client certificate asks for its PIN.")
                                                                   : _("The key of your client certificate is protected by a passphrase."));
  gtk_label_set_text (GTK_LABEL (self->user_caption), is_on_token ? _("Key on the token") : _("File of the key"));
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->password_caption), is_on_token ? _("_PIN:") : _("_Passphrase:"));
  gtk_button_set_label (GTK_BUTTON (self->remember_check), is_on_token ? _("_Remember PIN") : _("_Remember passphrase"));
  gtk_button_set_label (GTK_BUTTON (self->ok_button), _("_Unlock"));
  self->show_words = is_on_token ? _("Show the PIN") : _("Show the passphrase");
  self->hide_words = is_on_token ? _("Hide the PIN") : _("Hide the passphrase");
}

GtkWidget *
sendoff_password_dialog_new (const SendoffPasswordQuestion *question,
                             GtkWindow                     *parent)
{
  SendoffPasswordDialog *self = g_object_new (SENDOFF_TYPE_PASSWORD_DIALOG, "use-header-bar", 0, "transient-for", parent, "modal", TRUE,
                                              "destroy-with-parent", TRUE, NULL);

  switch (question->kind)
    {
    case SENDOFF_SECRET_PASSWORD:
      set_words_for_password (self, question);
      break;
    case SENDOFF_SECRET_CLIENT_KEY:
      set_words_for_client_key (self, sendoff_key_is_on_token (question->user));
      break;
    }
  show_eye (self);
  gtk_widget_set_visible (self->reason_label, question->reason != NULL);
  set_foreign_text (self->reason_label, question->reason);
  set_foreign_text (self->account_label, question->account);
  set_foreign_text (self->user_label, question->user);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  gtk_widget_grab_focus (self->password_entry);
  return GTK_WIDGET (self);
}
