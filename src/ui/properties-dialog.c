/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the dialog Properties: its pages, and saving what was edited in them. */
#include "ui/properties-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"
#include "ui/account-edit.h"
#include "ui/account-fields.h"
#include "ui/account-words.h"
#include "ui/advanced-page.h"
#include "ui/conflict-dialog.h"
#include "ui/general-page.h"
#include "ui/job-window.h"
#include "ui/page-scroller.h"
#include "ui/password-saving.h"
#include "ui/security-page.h"
#include "ui/servers-page.h"
#include "ui/window-size.h"
#include "ui/wrapping-label.h"

#define MAX_TITLE_CHARS 60

/* The template's, beside GTK's own. */
#define RESPONSE_TEST 1

struct _SendoffPropertiesDialog
{
  GtkDialog parent_instance;

  GtkWidget *notebook, *general_page, *servers_page, *security_page, *advanced_page;
  GtkWidget *notice_bar, *notice_label, *add_again_button, *test_button;

  SendoffWorkspace      *workspace;
  SendoffAccountEdit    *edit;
  SendoffAccountFields  *fields;
  SendoffPasswordChoice *incoming, *outgoing;
  SendoffTask           *test;   /* the last test of what is being edited; NULL: none */
  gboolean               closes; /* once it is saved */
  GtkWidget             *saving_page; /* the page Security while a save is under way, for its exceptions; else NULL */
};

G_DEFINE_FINAL_TYPE (SendoffPropertiesDialog, sendoff_properties_dialog, GTK_TYPE_DIALOG)

static void
show_notice (SendoffPropertiesDialog *self,
             const char              *sentence,
             gboolean                 offers_adding)
{
  g_autofree char *text = sendoff_display_text_lines (sentence, -1);

  gtk_label_set_text (GTK_LABEL (self->notice_label), text);
  gtk_widget_set_visible (self->add_again_button, offers_adding);
  gtk_widget_show (self->notice_bar);
  sendoff_window_grow (GTK_WINDOW (self));
}

/* By the user while a save is under way, which goes on. */
static gboolean
is_closed (SendoffPropertiesDialog *self)
{
  return self->notebook == NULL;
}

static void
show_title (SendoffPropertiesDialog *self)
{
  SendoffAccount *account = sendoff_account_edit_get_account (self->edit);
  g_autofree char *name = sendoff_display_text_short (sendoff_account_get_text (account, SENDOFF_KEY_NAME), -1, MAX_TITLE_CHARS);
  /* Translators: a window's title; %s is an account's name. */
  g_autofree char *title = g_strdup_printf (_("%s Properties"), name);

  gtk_window_set_title (GTK_WINDOW (self), title);
}

static gboolean
has_changes (SendoffPropertiesDialog *self)
{
  return sendoff_account_edit_has_changes (self->edit) || sendoff_password_choice_has_changes (self->incoming) ||
         sendoff_password_choice_has_changes (self->outgoing) ||
         sendoff_security_page_has_changes (SENDOFF_SECURITY_PAGE (self->security_page));
}

static void
show_state (SendoffPropertiesDialog *self)
{
  gboolean is_saving = self->saving_page != NULL;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, !is_saving);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_CANCEL, !is_saving);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_APPLY, !is_saving && has_changes (self));
  gtk_widget_set_sensitive (self->add_again_button, !is_saving);
}

static void
on_password_changed (SendoffPropertiesDialog *self)
{
  gboolean is_missing = sendoff_password_choice_get_state (self->incoming) == SENDOFF_PASSWORD_NO_SERVICE ||
                        sendoff_password_choice_get_state (self->outgoing) == SENDOFF_PASSWORD_NO_SERVICE;

  if (is_missing && !gtk_widget_get_visible (self->notice_bar))
    show_notice (self, sendoff_get_no_keyring_words (), FALSE);
  show_state (self);
}

/* Brings the tab to the front where the field is. */
static void
go_to (SendoffPropertiesDialog *self,
       GtkWidget               *field)
{
  GtkNotebook *notebook = GTK_NOTEBOOK (self->notebook);

  for (int page = 0; page < gtk_notebook_get_n_pages (notebook); page++)
    if (gtk_widget_is_ancestor (field, gtk_notebook_get_nth_page (notebook, page)))
      gtk_notebook_set_current_page (notebook, page);
  gtk_widget_grab_focus (field);
}

/* The window may be gone when the passwords are stored; the workspace is not. */
typedef struct
{
  SendoffWorkspace        *workspace;
  SendoffPropertiesDialog *window; /* weak */
} Storing;

static void
on_passwords_saved (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Storing *storing = user_data;
  g_autofree char *sentence = sendoff_password_saving_run_finish (result);

  if (storing->window != NULL)
    {
      sendoff_password_choice_restart (storing->window->incoming);
      sendoff_password_choice_restart (storing->window->outgoing);
      if (sentence != NULL)
        show_notice (storing->window, sentence, FALSE);
    }
  else if (sentence != NULL)
    g_signal_emit_by_name (storing->workspace, "notice", sentence);

  g_clear_weak_pointer (&storing->window);
  g_object_unref (storing->workspace);
  g_free (storing);
}

static void
save_passwords (SendoffPropertiesDialog *self)
{
  SendoffAccount *account = sendoff_account_edit_get_account (self->edit);
  Storing *storing;

  /* Typed for a server or a way to sign in that is used no longer. */
  if (sendoff_account_get_incoming_protocol (account) == SENDOFF_PROTOCOL_NONE)
    sendoff_password_choice_set_typed (self->incoming, NULL);
  if (sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_OWN)
    sendoff_password_choice_set_typed (self->outgoing, NULL);
  if (!sendoff_password_choice_has_changes (self->incoming) && !sendoff_password_choice_has_changes (self->outgoing))
    return;

  storing = g_new0 (Storing, 1);
  storing->workspace = g_object_ref (self->workspace);
  if (!self->closes && !is_closed (self))
    g_set_weak_pointer (&storing->window, self);
  sendoff_password_saving_run_async (sendoff_workspace_get_secrets (self->workspace), account, self->incoming, self->outgoing,
                                     on_passwords_saved, storing);
}

static void
end_saving (SendoffPropertiesDialog *self)
{
  g_clear_object (&self->saving_page);
  if (!is_closed (self))
    show_state (self);
}

/* Nobody sees the dialog any more. */
static void
tell_elsewhere (SendoffPropertiesDialog *self,
                const GError            *error)
{
  SendoffAccount *account = sendoff_account_edit_get_account (self->edit);
  g_autofree char *sentence = NULL;

  /* Translators: the first %s is an account's name, the second a sentence that says why. */
  sentence = g_strdup_printf (_("What you changed in “%s” was not saved: %s"), sendoff_account_get_text (account, SENDOFF_KEY_NAME), error->message);
  g_signal_emit_by_name (self->workspace, "notice", sentence);
}

static void
on_exceptions_forgotten (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(SendoffPropertiesDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  sendoff_security_page_save_finish (SENDOFF_SECURITY_PAGE (source), result, &error);
  end_saving (self);
  if (is_closed (self) && error != NULL)
    tell_elsewhere (self, error);
  if (is_closed (self))
    return;
  if (error != NULL)
    show_notice (self, error->message, FALSE);
  else if (self->closes)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  show_title (self);
}

static void save (SendoffPropertiesDialog *self);

static void
on_conflict_resolved (SendoffConflictDialog *dialog,
                      GArray                *taken,
                      gpointer               user_data)
{
  SendoffPropertiesDialog *self = user_data;

  sendoff_account_edit_resolve (self->edit, taken);
  save (self);
}

static void
ask_about_conflict (SendoffPropertiesDialog *self)
{
  GtkWidget *dialog = sendoff_conflict_dialog_new (sendoff_account_edit_get_account (self->edit), sendoff_account_edit_get_theirs (self->edit),
                                                   sendoff_account_edit_get_conflicts (self->edit), GTK_WINDOW (self));

  g_signal_connect_object (dialog, "resolved", G_CALLBACK (on_conflict_resolved), self, 0);
  gtk_widget_show (dialog);
}

/* What was edited stays in the window. */
static void
tell_failure (SendoffPropertiesDialog *self,
              const GError            *error)
{
  if (g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT))
    ask_about_conflict (self);
  else if (g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS))
    go_to (self, sendoff_account_fields_mark (self->fields, SENDOFF_KEY_NAME, error->message));
  else if (g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND))
    show_notice (self, _("This account was removed meanwhile. What you entered is still here; you can add the account again."), TRUE);
  else
    show_notice (self, error->message, FALSE);
}

/* TRUE: every field is good. */
static gboolean
check_fields (SendoffPropertiesDialog *self)
{
  GtkWidget *first = sendoff_account_fields_check (self->fields);
  GtkWidget *password = sendoff_servers_page_check_password (SENDOFF_SERVERS_PAGE (self->servers_page));

  if (first == NULL)
    first = password;
  if (first != NULL)
    {
      go_to (self, first);
      sendoff_window_grow (GTK_WINDOW (self));
    }
  return first == NULL;
}

static void
on_account_saved (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SendoffPropertiesDialog *self = user_data;
  g_autoptr(GError) error = NULL;

  /* The account is in the file; now what belongs to it. */
  if (sendoff_account_edit_save_finish (self->edit, result, &error))
    {
      save_passwords (self);
      sendoff_security_page_save_async (SENDOFF_SECURITY_PAGE (self->saving_page), on_exceptions_forgotten, self);
      return;
    }
  end_saving (self);
  if (is_closed (self))
    tell_elsewhere (self, error);
  else
    tell_failure (self, error);
  g_object_unref (self);
}

/* FALSE: there is nothing to be saved now. */
static gboolean
begin_saving (SendoffPropertiesDialog *self)
{
  if (self->saving_page != NULL)
    return FALSE;
  gtk_widget_hide (self->notice_bar);
  if (!check_fields (self))
    return FALSE;
  self->saving_page = g_object_ref (self->security_page);
  show_state (self);
  return TRUE;
}

static void
save (SendoffPropertiesDialog *self)
{
  if (begin_saving (self))
    sendoff_account_edit_save_async (self->edit, on_account_saved, g_object_ref (self));
}

static void
on_add_again_clicked (SendoffPropertiesDialog *self)
{
  if (begin_saving (self))
    sendoff_account_edit_add_again_async (self->edit, on_account_saved, g_object_ref (self));
}

/* ---- testing ---- */

static void
on_test_replaced (SendoffJobWindow        *window,
                  SendoffTask             *task,
                  SendoffPropertiesDialog *self)
{
  g_set_object (&self->test, task);
}

/* As it stands; nothing is saved. */
static void
start_test (SendoffPropertiesDialog *self)
{
  SendoffAccount *account = sendoff_account_edit_get_account (self->edit);
  /* What was typed for a sign-in of its own is none of the incoming server's business. */
  gboolean is_own = sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_OWN;
  const SendoffTaskCheck check = {
    .draft = account, .password = is_own ? sendoff_password_choice_get_typed (self->outgoing) : NULL,
    .incoming_password = sendoff_password_choice_get_typed (self->incoming),
  };
  GtkWidget *window = self->test != NULL ? sendoff_job_window_find (self->test) : NULL;

  /* The window of the test before would only be in the way. */
  if (window != NULL)
    gtk_widget_destroy (window);
  g_set_object (&self->test, sendoff_workspace_check (self->workspace, account, &check));
  sendoff_job_window_open (self->workspace, self->test, GTK_WINDOW (self));
  g_signal_connect_object (sendoff_job_window_find (self->test), "task-replaced", G_CALLBACK (on_test_replaced), self, 0);
}

static void
test (SendoffPropertiesDialog *self)
{
  if (self->test != NULL && sendoff_task_get_state (self->test) != SENDOFF_TASK_FINISHED)
    sendoff_job_window_open (self->workspace, self->test, GTK_WINDOW (self));
  else if (check_fields (self))
    start_test (self);
}

static void
sendoff_properties_dialog_response (GtkDialog *dialog,
                                    int        response)
{
  SendoffPropertiesDialog *self = SENDOFF_PROPERTIES_DIALOG (dialog);

  if (response != RESPONSE_TEST)
    self->closes = response == GTK_RESPONSE_OK;
  if (response == GTK_RESPONSE_OK || response == GTK_RESPONSE_APPLY)
    save (self);
  else if (response == RESPONSE_TEST)
    test (self);
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
stop_listening (SendoffPropertiesDialog *self)
{
  gpointer senders[] = { sendoff_account_edit_get_account (self->edit), self->incoming, self->outgoing, self->security_page };

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    if (senders[i] != NULL)
      g_signal_handlers_disconnect_by_data (senders[i], self);
}

/* What a save that is under way needs stays until it has ended. */
static void
sendoff_properties_dialog_dispose (GObject *object)
{
  SendoffPropertiesDialog *self = SENDOFF_PROPERTIES_DIALOG (object);

  if (self->edit != NULL)
    stop_listening (self);
  /* What it would say is of no account. */
  if (self->test != NULL)
    sendoff_task_stop (self->test);
  g_clear_object (&self->test);
  g_clear_object (&self->fields);
  G_OBJECT_CLASS (sendoff_properties_dialog_parent_class)->dispose (object);
}

static void
sendoff_properties_dialog_finalize (GObject *object)
{
  SendoffPropertiesDialog *self = SENDOFF_PROPERTIES_DIALOG (object);

  g_clear_object (&self->incoming);
  g_clear_object (&self->outgoing);
  g_clear_pointer (&self->edit, sendoff_account_edit_free);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sendoff_properties_dialog_parent_class)->finalize (object);
}

static void
sendoff_properties_dialog_class_init (SendoffPropertiesDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_properties_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_properties_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = sendoff_properties_dialog_response;
  g_type_ensure (SENDOFF_TYPE_PAGE_SCROLLER);
  g_type_ensure (SENDOFF_TYPE_GENERAL_PAGE);
  g_type_ensure (SENDOFF_TYPE_SERVERS_PAGE);
  g_type_ensure (SENDOFF_TYPE_SECURITY_PAGE);
  g_type_ensure (SENDOFF_TYPE_ADVANCED_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/properties-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, notebook);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, general_page);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, servers_page);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, security_page);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, advanced_page);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, add_again_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffPropertiesDialog, test_button);
}

static void
sendoff_properties_dialog_init (SendoffPropertiesDialog *self)
{
  GtkButtonBox *buttons;

  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  buttons = GTK_BUTTON_BOX (gtk_widget_get_parent (self->test_button));
  gtk_button_box_set_child_secondary (buttons, self->test_button, TRUE);
  gtk_button_box_set_child_non_homogeneous (buttons, self->test_button, TRUE);
}

static void
bind_pages (SendoffPropertiesDialog *self)
{
  SendoffSecretStore *secrets = sendoff_workspace_get_secrets (self->workspace);
  SendoffAccount *account = sendoff_account_edit_get_account (self->edit);

  sendoff_general_page_bind (SENDOFF_GENERAL_PAGE (self->general_page), self->fields);
  sendoff_servers_page_bind (SENDOFF_SERVERS_PAGE (self->servers_page), self->fields, secrets, self->incoming, self->outgoing);
  sendoff_security_page_bind (SENDOFF_SECURITY_PAGE (self->security_page), self->fields, secrets,
                              sendoff_workspace_get_trust_store (self->workspace));
  sendoff_advanced_page_bind (SENDOFF_ADVANCED_PAGE (self->advanced_page), self->fields);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "changed", G_CALLBACK (on_password_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outgoing, "changed", G_CALLBACK (on_password_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->security_page, "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add_again_button, "clicked", G_CALLBACK (on_add_again_clicked), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sendoff_properties_dialog_new (SendoffWorkspace *workspace,
                               SendoffAccount   *account,
                               GtkWindow        *parent)
{
  SendoffPropertiesDialog *self;
  SendoffSecretStore *secrets;
  SendoffAccount *edited;

  g_return_val_if_fail (SENDOFF_IS_WORKSPACE (workspace) && SENDOFF_IS_ACCOUNT (account), NULL);

  self = g_object_new (SENDOFF_TYPE_PROPERTIES_DIALOG, "use-header-bar", FALSE, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->edit = sendoff_account_edit_new (sendoff_workspace_get_accounts_file (workspace), account);
  edited = sendoff_account_edit_get_account (self->edit);
  secrets = sendoff_workspace_get_secrets (workspace);
  self->fields = sendoff_account_fields_new (edited);
  self->incoming = sendoff_password_choice_new (secrets, edited, SENDOFF_LEG_INCOMING);
  self->outgoing = sendoff_password_choice_new (secrets, edited, SENDOFF_LEG_OUTGOING);
  bind_pages (self);
  show_title (self);
  show_state (self);
  return GTK_WIDGET (self);
}
