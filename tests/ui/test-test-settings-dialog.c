/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every place where a test of account settings begins: the main window, Properties, and adding an account. */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/accounts-window-private.h"
#include "ui/add-account-dialog.h"
#include "ui/job-window.h"
#include "ui/properties-dialog.h"
#include "ui/test-settings-dialog.h"

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *main; /* weak, as the next */
  GtkWidget       *dialog;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, NULL);
  watch_widget (&self->main, sendoff_accounts_window_new (NULL, self->base.workspace));
  gtk_window_present (GTK_WINDOW (self->main));
  self->dialog = NULL;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_widget_destroy (self->main);
  assert_destroyed (&self->main);
  g_assert_null (self->dialog);
  WAIT_UNTIL (sendoff_workspace_count_running (self->base.workspace) == 0);
  practice_fixture_tear_down (&self->base, NULL);
}

static void
act (Fixture    *self,
     const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->main), name, NULL);
}

static SendoffTask *
get_task (Fixture *self)
{
  return sendoff_workspace_get_task (self->base.workspace, sendoff_account_get_id (self->base.account));
}

static void
test_from_main_window (Fixture       *self,
                       gconstpointer  data)
{
  act (self, "check");
  watch_widget (&self->dialog, find_window (SENDOFF_TYPE_TEST_SETTINGS_DIALOG));
  g_assert_true (shows_text (self->dialog, "Test the settings of “Work”"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (self->dialog, GTK_TYPE_CHECK_BUTTON, NULL)), data != NULL);
  click (self->dialog, "_Test");
  assert_destroyed (&self->dialog);
  g_assert_cmpint (sendoff_task_get_kind (get_task (self)), ==, SENDOFF_TASK_CHECK);
  g_assert_cmpint (sendoff_task_get_check (get_task (self))->test_message, ==, data != NULL);
  g_assert_nonnull (find_window (SENDOFF_TYPE_JOB_WINDOW));
  /* While it runs, the same action shows it. */
  gtk_widget_hide (find_window (SENDOFF_TYPE_JOB_WINDOW));
  act (self, "check");
  g_assert_null (find_window (SENDOFF_TYPE_TEST_SETTINGS_DIALOG));
  g_assert_nonnull (find_window (SENDOFF_TYPE_JOB_WINDOW));
  practice_fixture_wait_for_state (get_task (self), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (self->main, data != NULL ? "✗ outgoing: sign-in required" : "✓ settings tested "));
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  act (self, "check");
  watch_widget (&self->dialog, find_window (SENDOFF_TYPE_TEST_SETTINGS_DIALOG));
  click (self->dialog, "_Cancel");
  assert_destroyed (&self->dialog);
  g_assert_null (get_task (self));
}

/* What a file may hold, but no dialog would have saved. */
static void
test_invalid_settings (Fixture       *self,
                       gconstpointer  data)
{
  sendoff_account_set_text (self->base.account, SENDOFF_KEY_SMTP_HOST, "");
  act (self, "check");
  watch_widget (&self->dialog, find_window (SENDOFF_TYPE_TEST_SETTINGS_DIALOG));
  g_assert_nonnull (find_widget_by_id (self->dialog, "problem_label"));
  g_assert_false (gtk_widget_get_sensitive (find_widget (self->dialog, GTK_TYPE_BUTTON, "_Test")));
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL);
  assert_destroyed (&self->dialog);
}

/* ---- Properties ---- */

static void
open_properties (Fixture *self)
{
  act (self, "properties");
  watch_widget (&self->dialog, find_window (SENDOFF_TYPE_PROPERTIES_DIALOG));
}

/* What stands in the fields is tested, and neither saved nor taken for the account's result. */
static void
test_from_properties (Fixture       *self,
                      gconstpointer  data)
{
  GtkWidget *window;

  sendoff_account_set_number (self->base.account, SENDOFF_KEY_SMTP_PORT, 1);
  open_properties (self);
  gtk_notebook_set_current_page (GTK_NOTEBOOK (find_widget_by_id (self->dialog, "notebook")), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_widget_by_id (self->dialog, "outgoing_port")),
                             sendoff_practice_server_get_port (self->base.server));
  click (self->dialog, "Test Account _Settings");
  window = find_window (SENDOFF_TYPE_JOB_WINDOW);
  practice_fixture_wait_for_state (sendoff_job_window_get_task (SENDOFF_JOB_WINDOW (window)), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (window, "The settings of “Work” work"));
  g_assert_null (get_task (self));
  g_assert_cmpuint (sendoff_account_get_number (self->base.account, SENDOFF_KEY_SMTP_PORT), ==, 1);

  /* Pressed again: one window, a new test. */
  click (self->dialog, "Test Account _Settings");
  g_assert_cmpuint (sendoff_workspace_count_running (self->base.workspace), ==, 1);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL);
  assert_destroyed (&self->dialog);
  g_assert_null (find_window (SENDOFF_TYPE_JOB_WINDOW));
}

static void
test_properties_with_fault (Fixture       *self,
                            gconstpointer  data)
{
  open_properties (self);
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, "account_entry")), "");
  gtk_notebook_set_current_page (GTK_NOTEBOOK (find_widget_by_id (self->dialog, "notebook")), 3);
  click (self->dialog, "Test Account _Settings");
  g_assert_null (find_window (SENDOFF_TYPE_JOB_WINDOW));
  g_assert_cmpint (gtk_notebook_get_current_page (GTK_NOTEBOOK (find_widget_by_id (self->dialog, "notebook"))), ==, 0);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL);
  assert_destroyed (&self->dialog);
}

/* ---- Add an Account ---- */

static void
test_save_and_test (Fixture       *self,
                    gconstpointer  data)
{
  SendoffTask *task = NULL;

  act (self, "add");
  watch_widget (&self->dialog, find_window (SENDOFF_TYPE_ADD_ACCOUNT_DIALOG));
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, "name_entry")), "Club");
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, "email_entry")), "ana@example.org");
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, "host_entry")), "localhost");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_widget_by_id (self->dialog, "port_spin")), 1);
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, "password_entry")), "practice");
  click (self->dialog, "Save and _Test");
  assert_destroyed (&self->dialog);
  task = sendoff_workspace_get_task (self->base.workspace,
                                     sendoff_account_get_id (sendoff_accounts_window_get_selected (SENDOFF_ACCOUNTS_WINDOW (self->main))));
  g_assert_nonnull (find_window (SENDOFF_TYPE_JOB_WINDOW));
  g_assert_cmpint (sendoff_task_get_kind (task), ==, SENDOFF_TASK_CHECK);
  /* What was typed isn't asked for again. */
  WAIT_UNTIL (sendoff_task_get_state (task) != SENDOFF_TASK_RUNNING);
  g_assert_cmpint (sendoff_task_get_state (task), ==, SENDOFF_TASK_FINISHED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
#define ADD(name, data, function) g_test_add ("/test-settings/" name, Fixture, data, set_up, function, tear_down)
  ADD ("main-window", NULL, test_from_main_window);
  ADD ("main-window/message", "x", test_from_main_window);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("invalid", NULL, test_invalid_settings);
  ADD ("properties", NULL, test_from_properties);
  ADD ("properties/fault", NULL, test_properties_with_fault);
  ADD ("save-and-test", NULL, test_save_and_test);
  return g_test_run ();
}
