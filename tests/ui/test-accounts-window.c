/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

#include "practice-fixture.h"
#include "ui/accounts-page.h"
#include "ui/accounts-window-private.h"
#include "ui/job-window.h"

typedef struct
{
  PracticeFixture        base;
  SendoffAccountsWindow *window; /* weak */
  gboolean               is_finalized;
} WindowFixture;

/* A weak pointer tells of the destruction only. */
static void
on_finalized (gpointer is_finalized)
{
  *(gboolean *) is_finalized = TRUE;
}

static void
watch (GtkWidget *window,
       gboolean  *is_finalized)
{
  *is_finalized = FALSE;
  g_object_set_data_full (G_OBJECT (window), "watched", is_finalized, on_finalized);
}

static void
set_up (WindowFixture *self,
        gconstpointer  data)
{
  GtkWidget *window;

  practice_fixture_set_up (&self->base, NULL);
  window = sendoff_accounts_window_new (NULL, self->base.workspace);
  self->window = SENDOFF_ACCOUNTS_WINDOW (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &self->window);
  watch (window, &self->is_finalized);
  gtk_window_present (GTK_WINDOW (window));
}

static void
tear_down (WindowFixture *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_widget_destroy (GTK_WIDGET (self->window));
  WAIT_UNTIL (self->window == NULL && self->is_finalized);
  WAIT_UNTIL (sendoff_workspace_count_running (self->base.workspace) == 0);
  practice_fixture_tear_down (&self->base, NULL);
}

static void
do_action (WindowFixture *self,
           const char    *name)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), name, NULL);
  WAIT_UNTIL (self->window == NULL || self->window->n_saving == 0);
}

static gboolean
is_enabled (WindowFixture *self,
            const char    *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name);
}

static const char *
get_label (gpointer    widget,
           const char *name)
{
  GtkWidget *label = GTK_WIDGET (gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name));

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static GtkListBoxRow *
get_row (WindowFixture *self,
         int            index)
{
  return gtk_list_box_get_row_at_index (self->window->account_list, index);
}

static const char *
get_selected_name (WindowFixture *self)
{
  SendoffAccount *account = sendoff_accounts_window_get_selected (self->window);

  return account != NULL ? sendoff_account_get_text (account, SENDOFF_KEY_NAME) : NULL;
}

static void
add_account (WindowFixture *self,
             const char    *name)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(GError) error = NULL;

  sendoff_account_assign (account, self->base.account);
  sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
  sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->base.workspace), account, &error);
  g_assert_no_error (error);
}

static const char *
get_page (WindowFixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->window->pages));
}

/* ---- the list ---- */

/* The default account may stand where the first picture doesn't reach. */
static void
test_default_far_down (WindowFixture *self,
                       gconstpointer  data)
{
  SendoffAccountsFile *file = sendoff_workspace_get_accounts_file (self->base.workspace);
  GtkWidget *second;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %u", i);

      add_account (self, name);
    }
  sendoff_accounts_file_set_default (
    file, sendoff_account_get_id (sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (file), "Account 55")), NULL);
  second = sendoff_accounts_window_new (NULL, self->base.workspace);
  gtk_window_present (GTK_WINDOW (second));
  WAIT_UNTIL (sendoff_accounts_window_get_selected (SENDOFF_ACCOUNTS_WINDOW (second)) != NULL);
  g_assert_cmpstr (sendoff_account_get_text (sendoff_accounts_window_get_selected (SENDOFF_ACCOUNTS_WINDOW (second)), SENDOFF_KEY_NAME), ==,
                   "Account 55");
  gtk_widget_destroy (second);
}

static void
test_empty (WindowFixture *self,
            gconstpointer  data)
{
  const char *id = sendoff_account_get_id (self->base.account);

  g_assert_cmpstr (get_page (self), ==, "accounts");
  g_assert_true (sendoff_accounts_file_remove (sendoff_workspace_get_accounts_file (self->base.workspace), id, NULL));
  g_assert_cmpstr (get_page (self), ==, "empty");
  g_assert_false (is_enabled (self, "remove"));
  add_account (self, "Club");
  g_assert_cmpstr (get_page (self), ==, "accounts");
  g_assert_cmpstr (get_selected_name (self), ==, "Club");
  g_assert_true (is_enabled (self, "remove"));
}

static gboolean
is_marked (GtkListBoxRow *row)
{
  GtkWidget *label = gtk_test_find_label (GTK_WIDGET (row), "(default)");

  return label != NULL && gtk_widget_get_visible (label);
}

static const char *
get_spoken (GtkListBoxRow *row)
{
  return atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row)));
}

static void
test_default (WindowFixture *self,
              gconstpointer  data)
{
  add_account (self, "Club");
  g_assert_cmpstr (get_selected_name (self), ==, "Work");
  g_assert_true (is_marked (get_row (self, 0)));
  g_assert_false (is_marked (get_row (self, 1)));
  g_assert_true (g_str_has_prefix (get_spoken (get_row (self, 0)), "Work, default, "));
  g_assert_null (strstr (get_spoken (get_row (self, 1)), "default"));
  g_assert_false (is_enabled (self, "default"));
  gtk_list_box_select_row (self->window->account_list, get_row (self, 1));
  do_action (self, "default");
  g_assert_true (is_marked (get_row (self, 1)));
  g_assert_false (is_marked (get_row (self, 0)));
  g_assert_true (g_str_has_prefix (get_spoken (get_row (self, 1)), "Club, default, "));
  g_assert_null (strstr (get_spoken (get_row (self, 0)), "default"));
  g_assert_false (is_enabled (self, "default"));
  g_assert_cmpstr (get_selected_name (self), ==, "Club");
}

static void
test_remove_and_undo (WindowFixture *self,
                      gconstpointer  data)
{
  add_account (self, "Club");
  add_account (self, "Home");
  gtk_list_box_select_row (self->window->account_list, get_row (self, 1));
  do_action (self, "remove");
  g_assert_true (gtk_widget_get_visible (self->window->undo_bar));
  g_assert_cmpstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (self->window->undo_bar)), ==, "“Club” was removed.");
  /* The neighbour that came to its place. */
  g_assert_cmpstr (get_selected_name (self), ==, "Home");
  do_action (self, "undo");
  g_assert_false (gtk_widget_get_visible (self->window->undo_bar));
  g_assert_cmpstr (get_selected_name (self), ==, "Club");
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->window->account_list)), ==, 1);
  g_assert_false (is_enabled (self, "undo"));
}

static void
test_next_action_ends_undo (WindowFixture *self,
                            gconstpointer  data)
{
  add_account (self, "Club");
  add_account (self, "Home");
  do_action (self, "remove");
  do_action (self, "remove");
  g_assert_cmpstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (self->window->undo_bar)), ==, "“Club” was removed.");
  do_action (self, "undo");
  g_assert_nonnull (sendoff_account_list_find_by_name (sendoff_workspace_get_accounts (self->base.workspace), "Club"));
  g_assert_null (sendoff_account_list_find_by_name (sendoff_workspace_get_accounts (self->base.workspace), "Work"));
  do_action (self, "remove");
  gtk_widget_destroy (GTK_WIDGET (self->window));
  g_assert_null (sendoff_account_list_find_by_name (sendoff_workspace_get_accounts (self->base.workspace), "Club"));
}

/* The keyboard goes to what is offered instead, and back. */
static void
test_last_removed (WindowFixture *self,
                   gconstpointer  data)
{
  GtkWidget *focus;

  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
  do_action (self, "remove");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (self->window->pages)), ==, "empty");
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, self->window->welcome));
  do_action (self, "undo");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == GTK_WIDGET (get_row (self, 0)));
}

static GMenuModel *
get_menu (WindowFixture *self)
{
  return gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->window->menu_button));
}

/* The menu is made after the first picture, which doesn't look as if there were none. */
static void
test_menu (WindowFixture *self,
           gconstpointer  data)
{
  g_assert_null (get_menu (self));
  g_assert_true (gtk_widget_get_sensitive (self->window->menu_button));
  WAIT_UNTIL (get_menu (self) != NULL);
  g_assert_true (gtk_widget_get_sensitive (self->window->menu_button));
}

static void
test_closed_before_menu (WindowFixture *self,
                         gconstpointer  data)
{
  WAIT_UNTIL (self->window->menu_source != 0 || get_menu (self) != NULL);
  gtk_widget_destroy (GTK_WIDGET (self->window));
}

/* A save under way when the window is closed: it is as if it had been closed right after. */
static void
test_closed_while_removing (WindowFixture *self,
                            gconstpointer  data)
{
  SendoffAccountList *accounts = sendoff_workspace_get_accounts (self->base.workspace);

  add_account (self, "Club");
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "remove", NULL);
  g_assert_false (is_enabled (self, "remove"));
  gtk_widget_destroy (GTK_WIDGET (self->window));
  WAIT_UNTIL (sendoff_account_list_find_by_name (accounts, "Work") == NULL);
  g_assert_nonnull (sendoff_account_list_find_by_name (accounts, "Club"));
}

/* The folder can't be written to: nothing is removed, and it is said. */
static void
test_remove_fails (WindowFixture *self,
                   gconstpointer  data)
{
  g_autofree char *path = g_strdup (sendoff_accounts_file_get_path (sendoff_workspace_get_accounts_file (self->base.workspace)));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  do_action (self, "remove");
  g_assert_nonnull (self->window->notice_bar);
  g_assert_true (gtk_widget_get_visible (self->window->notice_bar));
  g_assert_nonnull (strstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (self->window->notice_bar)), "accounts.ini"));
  g_assert_null (self->window->undo_bar);
  g_assert_cmpstr (get_selected_name (self), ==, "Work");
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_notice_is_plain_text (WindowFixture *self,
                           gconstpointer  data)
{
  sendoff_accounts_window_show_notice (self->window, "<b>1</b>\033 & more\nline");
  g_assert_cmpstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (self->window->notice_bar)), ==, "<b>1</b>\\x1b & more\nline");
}

static void
test_many_accounts (WindowFixture *self,
                    gconstpointer  data)
{
  SendoffAccountList *list = sendoff_workspace_get_accounts (self->base.workspace);
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  SendoffAccount *last;

  g_ptr_array_add (accounts, g_object_ref (self->base.account));
  for (guint i = 0; i < 300; i++)
    {
      SendoffAccount *account = sendoff_account_new (NULL);
      g_autofree char *name = g_strdup_printf ("Account %u", i);

      sendoff_account_assign (account, self->base.account);
      sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
      g_ptr_array_add (accounts, account);
    }
  sendoff_account_list_replace (list, accounts, NULL);
  last = sendoff_account_list_find_by_name (list, "Account 299");
  sendoff_accounts_window_select (self->window, sendoff_account_get_id (last));
  g_assert_cmpstr (get_selected_name (self), ==, "Account 299");
  WAIT_UNTIL (get_row (self, 300) != NULL);
  g_assert_cmpstr (get_selected_name (self), ==, "Account 299");
}

/* ---- sending ---- */

static void
test_result_is_live (WindowFixture *self,
                     gconstpointer  data)
{
  GtkListBoxRow *row = get_row (self, 0);
  g_autofree char *server = g_strdup (get_label (row, "result_label"));
  GtkWidget *pane = GTK_WIDGET (gtk_widget_get_template_child (self->window->accounts_page, SENDOFF_TYPE_ACCOUNTS_PAGE, "pane"));
  SendoffTask *task;

  g_assert_true (g_str_has_prefix (server, "localhost:"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (pane, G_OBJECT_TYPE (pane), "result_box"))));
  task = practice_fixture_send (&self->base);
  g_assert_cmpstr (get_label (row, "result_label"), ==, "sending…");
  g_assert_cmpstr (get_label (pane, "result_label"), ==, "Now: sending…");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpstr (get_label (row, "result_label"), ==, "✗ relaying denied");
  g_assert_true (g_str_has_prefix (get_label (pane, "result_label"), "Last result: ✗ relaying denied, "));
  g_assert_nonnull (strstr (get_label (pane, "meaning_label"), "An observer on the way"));
  g_assert_nonnull (strstr (get_spoken (row), "relaying denied"));
}

static guint
count_windows (void)
{
  GList *windows = gtk_window_list_toplevels ();
  guint n = 0;

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_widget_get_visible (l->data))
      n++;
  g_list_free (windows);
  return n;
}

static void
test_question_waits_in_the_row (WindowFixture *self,
                                gconstpointer  data)
{
  SendoffTask *task;

  practice_fixture_mend_account (&self->base);
  task = practice_fixture_send (&self->base);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  g_assert_cmpstr (get_label (get_row (self, 0), "result_label"), ==, "asks for a password");
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  g_assert_cmpstr (get_label (get_row (self, 0), "result_label"), ==, "asks about a certificate");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_windows (), ==, 1);
  do_action (self, "details");
  g_assert_true (gtk_widget_get_visible (sendoff_job_window_find (task)));
  do_action (self, "details");
  sendoff_task_stop (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
}

/* ---- other windows ---- */

static GtkWidget *
find_window (const char *type)
{
  GList *windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (l->data), type) && gtk_widget_get_visible (l->data))
      found = l->data;
  g_list_free (windows);
  return found;
}

/* Each opens in front of its parent, and is gone with Escape. */
static void
test_dialogs_open (WindowFixture *self,
                   gconstpointer  data)
{
  static const struct
  {
    const char *action;
    const char *type;
  } rows[] = {
    { "add", "SendoffAddAccountDialog" },
    { "properties", "SendoffPropertiesDialog" },
    { "send", "SendoffTestMessageDialog" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *dialog;
      gboolean is_finalized;

      do_action (self, rows[i].action);
      dialog = find_window (rows[i].type);
      g_assert_nonnull (dialog);
      g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (self->window));
      watch (dialog, &is_finalized);
      g_signal_emit_by_name (dialog, "close");
      WAIT_UNTIL (is_finalized);
    }
}

/* A double-click, or Enter. */
static void
test_activation_opens_properties (WindowFixture *self,
                                  gconstpointer  data)
{
  g_signal_emit_by_name (self->window->account_list, "row-activated", get_row (self, 0));
  g_assert_nonnull (find_window ("SendoffPropertiesDialog"));
}

/* ---- closing ---- */

static GtkDialog *
find_question (void)
{
  GList *windows = gtk_window_list_toplevels ();
  GtkDialog *dialog = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_MESSAGE_DIALOG (l->data))
      dialog = l->data;
  g_list_free (windows);
  return dialog;
}

static void
test_close_at_rest (WindowFixture *self,
                    gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (self->window));
  WAIT_UNTIL (self->window == NULL);
}

static GtkDialog *
close_while_asking (WindowFixture *self)
{
  SendoffTask *task;

  practice_fixture_mend_account (&self->base);
  task = practice_fixture_send (&self->base);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  gtk_window_close (GTK_WINDOW (self->window));
  WAIT_UNTIL (find_question () != NULL);
  g_assert_nonnull (self->window);
  return find_question ();
}

static void
test_close_cancelled (WindowFixture *self,
                      gconstpointer  data)
{
  gtk_dialog_response (close_while_asking (self), GTK_RESPONSE_DELETE_EVENT);
  WAIT_UNTIL (find_question () == NULL);
  g_assert_nonnull (self->window);
  g_assert_cmpuint (sendoff_workspace_count_running (self->base.workspace), ==, 1);
  sendoff_workspace_stop_all (self->base.workspace);
}

static void
click (GtkDialog  *dialog,
       const char *label)
{
  for (int response = 1; response < 4; response++)
    {
      GtkWidget *button = gtk_dialog_get_widget_for_response (dialog, response);

      if (button == NULL || !g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), label))
        continue;
      gtk_button_clicked (GTK_BUTTON (button));
      return;
    }
  g_error ("no such button: %s", label);
}

static void
test_close_and_stop (WindowFixture *self,
                     gconstpointer  data)
{
  click (close_while_asking (self), "_Stop");
  WAIT_UNTIL (self->window == NULL);
  WAIT_UNTIL (sendoff_workspace_count_running (self->base.workspace) == 0);
}

static void
test_close_and_go_on (WindowFixture *self,
                      gconstpointer  data)
{
  GtkDialog *dialog = close_while_asking (self);
  SendoffTask *task = sendoff_workspace_get_task (self->base.workspace, sendoff_account_get_id (self->base.account));

  click (dialog, "_Finish in Background");
  WAIT_UNTIL (self->window == NULL);
  g_assert_cmpuint (sendoff_workspace_count_running (self->base.workspace), ==, 1);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ONCE);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_PASSED);
}

/* ---- practising ---- */

static void
test_practice (void)
{
  SendoffPracticeRun *run = sendoff_practice_run_new (NULL);
  SendoffWorkspace *workspace = sendoff_practice_run_get_workspace (run);
  GtkWidget *widget = sendoff_accounts_window_new_for_practice (NULL, run);
  SendoffAccountsWindow *window = SENDOFF_ACCOUNTS_WINDOW (widget);
  PracticeFixture fixture = { .workspace = workspace, .account = sendoff_accounts_window_get_selected (window) };
  SendoffTask *task;

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  gtk_window_present (GTK_WINDOW (widget));
  g_assert_true (gtk_widget_get_visible (window->guide_bar));
  g_assert_nonnull (strstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (window->guide_bar)), "Send Test Message…"));
  task = practice_fixture_send (&fixture);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_nonnull (strstr (sendoff_message_bar_get_text (SENDOFF_MESSAGE_BAR (window->guide_bar)), "My server requires authentication"));
  /* Closed in the middle: nobody is asked. */
  practice_fixture_mend_account (&fixture);
  task = practice_fixture_send (&fixture);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  gtk_window_close (GTK_WINDOW (widget));
  WAIT_UNTIL (widget == NULL);
}

#define ADD(name, function) g_test_add (name, WindowFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  ADD ("/ui/accounts-window/empty", test_empty);
  ADD ("/ui/accounts-window/default", test_default);
  ADD ("/ui/accounts-window/default-far-down", test_default_far_down);
  ADD ("/ui/accounts-window/remove-and-undo", test_remove_and_undo);
  ADD ("/ui/accounts-window/next-action-ends-undo", test_next_action_ends_undo);
  ADD ("/ui/accounts-window/last-removed", test_last_removed);
  ADD ("/ui/accounts-window/menu", test_menu);
  ADD ("/ui/accounts-window/closed-before-menu", test_closed_before_menu);
  ADD ("/ui/accounts-window/closed-while-removing", test_closed_while_removing);
  ADD ("/ui/accounts-window/remove-fails", test_remove_fails);
  ADD ("/ui/accounts-window/notice", test_notice_is_plain_text);
  ADD ("/ui/accounts-window/many-accounts", test_many_accounts);
  ADD ("/ui/accounts-window/result-is-live", test_result_is_live);
  ADD ("/ui/accounts-window/question-waits", test_question_waits_in_the_row);
  ADD ("/ui/accounts-window/dialogs", test_dialogs_open);
  ADD ("/ui/accounts-window/activation", test_activation_opens_properties);
  ADD ("/ui/accounts-window/close/at-rest", test_close_at_rest);
  ADD ("/ui/accounts-window/close/cancelled", test_close_cancelled);
  ADD ("/ui/accounts-window/close/stop", test_close_and_stop);
  ADD ("/ui/accounts-window/close/go-on", test_close_and_go_on);
  g_test_add_func ("/ui/accounts-window/practice", test_practice);
  return g_test_run ();
}
