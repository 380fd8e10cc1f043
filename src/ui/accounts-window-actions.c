/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the main window. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/accounts-window-private.h"
#include "ui/add-account-dialog.h"
#include "ui/job-window.h"
#include "ui/properties-dialog.h"
#include "ui/test-all-window.h"
#include "ui/test-message-dialog.h"
#include "ui/test-settings-dialog.h"
#include "ui/trusted-certificates-window.h"
#include "ui/window-size.h"

#define UNDO_S 10

static void
fail (SendoffAccountsWindow *self,
      const GError          *error)
{
  sendoff_accounts_window_show_notice (self, error->message);
}

/* ---- removing and undoing ---- */

static void
hide_undo (SendoffAccountsWindow *self)
{
  if (self->undo_bar != NULL)
    gtk_widget_hide (self->undo_bar);
  g_clear_handle_id (&self->removal_timeout, g_source_remove);
}

static void
on_removal_settled (gpointer application)
{
  g_application_release (application);
  g_object_unref (application);
}

/* Takes the removal. The program doesn't end while passwords are being forgotten. */
static void
settle (SendoffAccountRemoval *removal,
        GApplication          *application)
{
  if (application != NULL)
    g_application_hold (application);
  sendoff_account_removal_settle (removal, application != NULL ? on_removal_settled : NULL, application != NULL ? g_object_ref (application) : NULL);
}

void
sendoff_accounts_window_settle_removal (SendoffAccountsWindow *self)
{
  SendoffAccountRemoval *removal = g_steal_pointer (&self->removal);

  hide_undo (self);
  if (removal != NULL)
    settle (removal, G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

/* What is under way when the window may be closed. */
typedef struct
{
  SendoffAccountsWindow *window;
  GApplication          *application; /* NULL: none */
  SendoffAccountRemoval *removal;     /* that is being undone; else NULL */
} Saving;

static Saving *
begin_saving (SendoffAccountsWindow *self,
              SendoffAccountRemoval *removal)
{
  Saving *saving = g_new0 (Saving, 1);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  saving->window = g_object_ref (self);
  saving->removal = removal;
  if (application != NULL)
    saving->application = g_object_ref (G_APPLICATION (application));
  self->n_saving++;
  sendoff_accounts_window_update_actions (self);
  return saving;
}

static void
free_saving (Saving *saving)
{
  g_clear_pointer (&saving->removal, sendoff_account_removal_free);
  g_clear_object (&saving->application);
  g_object_unref (saving->window);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

/* FALSE: the window was closed meanwhile. */
static gboolean
end_saving (Saving *saving)
{
  saving->window->n_saving--;
  return saving->window->workspace != NULL;
}

static gboolean
on_undo_ran_out (gpointer user_data)
{
  SendoffAccountsWindow *self = user_data;

  self->removal_timeout = 0;
  sendoff_accounts_window_settle_removal (self);
  return G_SOURCE_REMOVE;
}

static void
make_undo_bar (SendoffAccountsWindow *self)
{
  GtkWidget *button;

  self->undo_bar = sendoff_message_bar_new (GTK_MESSAGE_INFO);
  button = sendoff_message_bar_add_button (SENDOFF_MESSAGE_BAR (self->undo_bar), _("_Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.undo");
  gtk_container_add (GTK_CONTAINER (self->bars), self->undo_bar);
}

static void
show_undo (SendoffAccountsWindow *self)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_removal_get_name (self->removal), -1);
  /* Translators: %s is the name of an account. */
  g_autofree char *sentence = g_strdup_printf (_("“%s” was removed."), name);

  if (self->undo_bar == NULL)
    make_undo_bar (self);
  sendoff_message_bar_set_text (SENDOFF_MESSAGE_BAR (self->undo_bar), sentence);
  gtk_widget_show (self->undo_bar);
  self->removal_timeout = g_timeout_add_seconds (UNDO_S, on_undo_ran_out, self);
}

/* Where no account is left: what the page offers instead. */
static void
focus_list (SendoffAccountsWindow *self)
{
  GtkListBoxRow *row = self->account_list != NULL ? gtk_list_box_get_selected_row (self->account_list) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (self->welcome != NULL)
    gtk_widget_child_focus (self->welcome, GTK_DIR_TAB_FORWARD);
}

static void
on_removed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  SendoffAccountsWindow *self = saving->window;
  g_autoptr(GError) error = NULL;
  SendoffAccountRemoval *removal = sendoff_account_removal_new_finish (result, &error);

  if (!end_saving (saving))
    {
      if (removal != NULL)
        settle (removal, saving->application);
      return;
    }
  sendoff_accounts_window_settle_removal (self);
  self->removal = removal;
  if (removal == NULL)
    fail (self, error);
  else
    show_undo (self);
  focus_list (self);
  sendoff_accounts_window_update_actions (self);
}

static void
on_remove (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);

  sendoff_accounts_window_settle_removal (self);
  if (account != NULL)
    sendoff_account_removal_new_async (self->workspace, account, on_removed, begin_saving (self, NULL));
}

static void
on_undone (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  SendoffAccountsWindow *self = saving->window;
  g_autoptr(GError) error = NULL;
  gboolean is_back = sendoff_account_removal_undo_finish (result, &error);

  if (!end_saving (saving))
    {
      if (!is_back)
        settle (g_steal_pointer (&saving->removal), saving->application);
      return;
    }
  if (is_back)
    sendoff_accounts_window_select (self, sendoff_account_removal_get_id (saving->removal));
  else
    {
      /* Nothing is lost yet: it may be tried again. */
      sendoff_accounts_window_settle_removal (self);
      self->removal = g_steal_pointer (&saving->removal);
      show_undo (self);
      fail (self, error);
    }
  sendoff_accounts_window_update_actions (self);
}

static void
on_undo (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccountRemoval *removal = g_steal_pointer (&self->removal);

  if (removal == NULL)
    return;
  hide_undo (self);
  sendoff_account_removal_undo_async (removal, on_undone, begin_saving (self, removal));
}

/* ---- the rest ---- */

static void
on_default_set (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  SendoffAccountsWindow *self = saving->window;
  g_autoptr(GError) error = NULL;

  sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, &error);
  if (!end_saving (saving))
    return;
  if (error != NULL)
    fail (self, error);
  sendoff_accounts_window_update_actions (self);
  /* The button has just become insensitive: the focus must not get lost with it. */
  focus_list (self);
}

static void
on_set_default (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);

  sendoff_accounts_window_settle_removal (self);
  if (account != NULL)
    sendoff_accounts_file_set_default_async (sendoff_workspace_get_accounts_file (self->workspace), sendoff_account_get_id (account),
                                             on_default_set, begin_saving (self, NULL));
}

static void
on_close (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  gtk_window_close (user_data);
}

/* ---- tasks ---- */

void
sendoff_accounts_window_show_task (SendoffAccountsWindow *self,
                                   SendoffTask           *task)
{
  sendoff_job_window_open (self->workspace, task, GTK_WINDOW (self));
}

static void
on_task_started (GtkWidget             *dialog,
                 SendoffTask           *task,
                 SendoffAccountsWindow *self)
{
  /* Another account may have been chosen there. */
  sendoff_accounts_window_select (self, sendoff_account_get_id (sendoff_task_get_account (task)));
  sendoff_accounts_window_show_task (self, task);
}

static void
open_test_message (SendoffAccountsWindow *self,
                   SendoffAccount        *account)
{
  GtkWidget *dialog = sendoff_test_message_dialog_new (self->workspace, account, GTK_WINDOW (self));

  g_signal_connect_object (dialog, "task-started", G_CALLBACK (on_task_started), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_send (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);

  sendoff_accounts_window_settle_removal (self);
  if (account != NULL)
    open_test_message (self, account);
}

static void
on_trusted_certificates (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  GtkWidget *window = sendoff_trusted_certificates_window_new (sendoff_workspace_get_trust_store (self->workspace), GTK_WINDOW (self));

  gtk_window_present (GTK_WINDOW (window));
}

/* What is under way already is shown, not begun again. */
static void
on_check (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);
  SendoffTask *task = account != NULL ? sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) : NULL;
  GtkWidget *dialog;

  sendoff_accounts_window_settle_removal (self);
  if (account == NULL)
    return;
  if (task != NULL && sendoff_task_get_state (task) != SENDOFF_TASK_FINISHED)
    {
      sendoff_accounts_window_show_task (self, task);
      return;
    }
  dialog = sendoff_test_settings_dialog_new (self->workspace, account, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "task-started", G_CALLBACK (on_task_started), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_check_all (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;

  sendoff_accounts_window_settle_removal (self);
  if (self->test_all == NULL)
    g_set_weak_pointer (&self->test_all, sendoff_test_all_window_new (self->workspace, GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (self->test_all));
}

static void
on_details (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);
  SendoffTask *task = account != NULL ? sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) : NULL;

  if (task != NULL)
    sendoff_accounts_window_show_task (self, task);
}

/* ---- adding and changing ---- */

static void
on_account_added (SendoffAddAccountDialog *dialog,
                  SendoffAccount          *account,
                  gboolean                 test,
                  SendoffAccountsWindow   *self)
{
  const SendoffTaskCheck check = { .password = sendoff_add_account_dialog_get_password (dialog) };

  sendoff_accounts_window_select (self, sendoff_account_get_id (account));
  if (test)
    sendoff_accounts_window_show_task (self, sendoff_workspace_check (self->workspace, account, &check));
}

static void
on_add (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  GtkWidget *dialog;

  sendoff_accounts_window_settle_removal (self);
  dialog = sendoff_add_account_dialog_new (self->workspace, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "account-added", G_CALLBACK (on_account_added), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_properties (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SendoffAccountsWindow *self = user_data;
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);

  sendoff_accounts_window_settle_removal (self);
  if (account != NULL)
    gtk_window_present (GTK_WINDOW (sendoff_properties_dialog_new (self->workspace, account, GTK_WINDOW (self))));
}

/* ---- what is possible ---- */

static void
enable (SendoffAccountsWindow *self,
        const char            *name,
        gboolean               enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
sendoff_accounts_window_update_actions (SendoffAccountsWindow *self)
{
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);
  SendoffAccount *preset = sendoff_account_list_get_default (sendoff_workspace_get_accounts (self->workspace));

  enable (self, "send", account != NULL);
  enable (self, "check", account != NULL);
  enable (self, "check-all", account != NULL);
  enable (self, "properties", account != NULL);
  enable (self, "details", account != NULL && sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) != NULL);
  enable (self, "remove", account != NULL && self->n_saving == 0);
  enable (self, "default", account != NULL && account != preset && self->n_saving == 0);
  enable (self, "undo", self->removal != NULL && self->n_saving == 0);
}

void
sendoff_accounts_window_add_actions (SendoffAccountsWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "add", .activate = on_add },
    { .name = "send", .activate = on_send },
    { .name = "check", .activate = on_check },
    { .name = "check-all", .activate = on_check_all },
    { .name = "properties", .activate = on_properties },
    { .name = "details", .activate = on_details },
    { .name = "remove", .activate = on_remove },
    { .name = "undo", .activate = on_undo },
    { .name = "default", .activate = on_set_default },
    { .name = "trusted-certificates", .activate = on_trusted_certificates },
    { .name = "close", .activate = on_close },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* ---- closing ---- */

enum { RESPONSE_STOP = 1, RESPONSE_BACKGROUND };

static void
on_close_answered (GtkDialog             *dialog,
                   int                    response,
                   SendoffAccountsWindow *self)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (response == RESPONSE_STOP)
    sendoff_workspace_stop_all (self->workspace);
  if (response == RESPONSE_STOP || response == RESPONSE_BACKGROUND)
    gtk_widget_destroy (GTK_WIDGET (self));
}

gboolean
sendoff_accounts_window_ask_before_close (SendoffAccountsWindow *self)
{
  guint n = sendoff_workspace_count_running (self->workspace);
  GtkWidget *dialog;

  /* Practice ends with its server: there is nothing to wait for. */
  if (n == 0 || self->practice != NULL)
    return FALSE;
  dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
                                   /* Translators: %u is how many of them there are together. */
                                   ngettext ("%u sending or test is still under way.", "%u sendings or tests are still under way.", n), n);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            _("The work can go on in the background: you are told when it is done. If you stop it, what the server "
                                              "has not confirmed yet may be lost."));
  sendoff_window_narrow (GTK_MESSAGE_DIALOG (dialog));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL, _("_Stop"), RESPONSE_STOP, _("_Finish in Background"),
                          RESPONSE_BACKGROUND, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), RESPONSE_BACKGROUND);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
