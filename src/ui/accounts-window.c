/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the main window: its list, what is selected, its bars. */

#include "config.h"

#include "ui/accounts-window.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/account-row.h"
#include "ui/accounts-page.h"
#include "ui/accounts-window-private.h"
#include "ui/report-opening.h"
#include "ui/welcome-page.h"

G_DEFINE_FINAL_TYPE (SendoffAccountsWindow, sendoff_accounts_window, GTK_TYPE_APPLICATION_WINDOW)

/* ---- what is selected ---- */

SendoffAccount *
sendoff_accounts_window_get_selected (SendoffAccountsWindow *self)
{
  GtkListBoxRow *row = self->account_list != NULL ? gtk_list_box_get_selected_row (self->account_list) : NULL;

  return row != NULL ? sendoff_account_row_get_account (SENDOFF_ACCOUNT_ROW (row)) : NULL;
}

static GtkListBoxRow *
find_row (SendoffAccountsWindow *self,
          const char            *account_id)
{
  GtkListBoxRow *row;

  if (self->account_list == NULL)
    return NULL;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->account_list, i)) != NULL; i++)
    if (g_strcmp0 (sendoff_account_get_id (sendoff_account_row_get_account (SENDOFF_ACCOUNT_ROW (row))), account_id) == 0)
      return row;
  return NULL;
}

void
sendoff_accounts_window_select (SendoffAccountsWindow *self,
                                const char            *account_id)
{
  GtkListBoxRow *row;

  sendoff_growing_list_complete (self->shown);
  row = find_row (self, account_id);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->account_list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* What is shown and what can be done now. */
static void
update (SendoffAccountsWindow *self)
{
  SendoffAccount *account = sendoff_accounts_window_get_selected (self);
  SendoffTask *task = account != NULL ? sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) : NULL;

  if (self->accounts_page != NULL)
    sendoff_accounts_page_show (SENDOFF_ACCOUNTS_PAGE (self->accounts_page), account, task);
  sendoff_accounts_window_update_actions (self);
}

static void
on_row_selected (GtkListBox            *list,
                 GtkListBoxRow         *row,
                 SendoffAccountsWindow *self)
{
  /* Rows go and come while the list changes: what is selected then is restored below. */
  if (row == NULL)
    return;
  g_free (self->selected_id);
  self->selected_id = g_strdup (sendoff_account_get_id (sendoff_account_row_get_account (SENDOFF_ACCOUNT_ROW (row))));
  self->selected_index = gtk_list_box_row_get_index (row);
  update (self);
}

static void
restore_selection (SendoffAccountsWindow *self)
{
  GtkListBox *list = self->account_list;
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  GtkListBoxRow *row;

  if (list == NULL || n == 0 || gtk_list_box_get_selected_row (list) != NULL)
    return;
  row = find_row (self, self->selected_id);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (list, MIN (self->selected_index, n - 1));
  gtk_list_box_select_row (list, row);
}

/* ---- clicks ---- */

static SendoffTask *
get_asking_task (SendoffAccountsWindow *self,
                 GtkListBoxRow         *row)
{
  SendoffAccount *account = sendoff_account_row_get_account (SENDOFF_ACCOUNT_ROW (row));
  SendoffTask *task = sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account));

  return task != NULL && sendoff_task_get_state (task) == SENDOFF_TASK_ASKING ? task : NULL;
}

/* A question never comes up by itself; a click on the row that says so brings it. */
static void
on_list_clicked (GtkGestureMultiPress  *gesture,
                 int                    n_press,
                 double                 x,
                 double                 y,
                 SendoffAccountsWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->account_list, (int) y);
  SendoffTask *task = n_press == 1 && row != NULL ? get_asking_task (self, row) : NULL;

  if (task != NULL)
    sendoff_accounts_window_show_task (self, task);
}

static void
on_row_activated (GtkListBox            *list,
                  GtkListBoxRow         *row,
                  SendoffAccountsWindow *self)
{
  SendoffTask *task = get_asking_task (self, row);

  if (task != NULL)
    sendoff_accounts_window_show_task (self, task);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), "properties", NULL);
}

/* ---- the pages ---- */

static GtkWidget *
make_row (gpointer account,
          gpointer workspace)
{
  return sendoff_account_row_new (account, workspace);
}

static void
make_accounts_page (SendoffAccountsWindow *self)
{
  self->accounts_page = sendoff_accounts_page_new ();
  self->account_list = sendoff_accounts_page_get_list (SENDOFF_ACCOUNTS_PAGE (self->accounts_page));
  gtk_stack_add_named (GTK_STACK (self->pages), self->accounts_page, "accounts");
  gtk_list_box_bind_model (self->account_list, G_LIST_MODEL (self->shown), make_row, g_object_ref (self->workspace), g_object_unref);
  g_signal_connect (self->account_list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->account_list, "row-selected", G_CALLBACK (on_row_selected), self);
  self->clicks = gtk_gesture_multi_press_new (GTK_WIDGET (self->account_list));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->clicks), GTK_PHASE_CAPTURE);
  g_signal_connect (self->clicks, "released", G_CALLBACK (on_list_clicked), self);
}

static void
show_page (SendoffAccountsWindow *self,
           gboolean               has_accounts)
{
  if (has_accounts && self->accounts_page == NULL)
    make_accounts_page (self);
  if (!has_accounts && self->welcome == NULL)
    {
      self->welcome = sendoff_welcome_page_new (self->practice == NULL);
      gtk_stack_add_named (GTK_STACK (self->pages), self->welcome, "empty");
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), has_accounts ? "accounts" : "empty");
}

static void
on_shown_changed (GListModel            *shown,
                  guint                  position,
                  guint                  removed,
                  guint                  added,
                  SendoffAccountsWindow *self)
{
  show_page (self, g_list_model_get_n_items (shown) > 0);
  restore_selection (self);
  update (self);
}

/* ---- bars ---- */

static void
on_notice_closed (GtkButton             *button,
                  SendoffAccountsWindow *self)
{
  gtk_widget_hide (self->notice_bar);
}

static void
make_notice_bar (SendoffAccountsWindow *self)
{
  GtkWidget *button;

  self->notice_bar = sendoff_message_bar_new (GTK_MESSAGE_WARNING);
  button = sendoff_message_bar_add_button (SENDOFF_MESSAGE_BAR (self->notice_bar), _("_Close"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_notice_closed), self, 0);
  gtk_container_add (GTK_CONTAINER (self->bars), self->notice_bar);
  /* Below the guide, which is there from the beginning or never. */
  gtk_box_reorder_child (GTK_BOX (self->bars), self->notice_bar, self->guide_bar != NULL ? 1 : 0);
}

void
sendoff_accounts_window_show_notice (SendoffAccountsWindow *self,
                                     const char            *sentence)
{
  g_autofree char *text = sendoff_display_text_lines (sentence, -1);

  if (self->notice_bar == NULL)
    make_notice_bar (self);
  sendoff_message_bar_set_text (SENDOFF_MESSAGE_BAR (self->notice_bar), text);
  gtk_widget_show (self->notice_bar);
}

static void
update_guide (SendoffAccountsWindow *self)
{
  SendoffAccount *account;
  SendoffTask *task;
  g_autofree char *hint = NULL;

  /* The task that ends with the practice run ends when the window is empty already. */
  if (self->workspace == NULL)
    return;
  account = sendoff_accounts_window_get_selected (self);
  task = account != NULL ? sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) : NULL;
  hint = sendoff_practice_dup_hint (task);
  sendoff_message_bar_set_text (SENDOFF_MESSAGE_BAR (self->guide_bar), hint);
}

/* ---- the workspace ---- */

static void
on_task_added (SendoffWorkspace      *workspace,
               SendoffTask           *task,
               SendoffAccountsWindow *self)
{
  update (self);
  if (self->practice == NULL)
    return;
  g_signal_connect_object (task, "notify::state", G_CALLBACK (update_guide), self, G_CONNECT_SWAPPED);
  update_guide (self);
}

static void
on_notice (SendoffWorkspace      *workspace,
           const char            *sentence,
           SendoffAccountsWindow *self)
{
  sendoff_accounts_window_show_notice (self, sentence);
}

void
sendoff_accounts_window_show_task_of (SendoffAccountsWindow *self,
                                      const char            *account_id)
{
  SendoffTask *task = sendoff_workspace_get_task (self->workspace, account_id);

  sendoff_accounts_window_select (self, account_id);
  if (task != NULL)
    sendoff_accounts_window_show_task (self, task);
}

/* ---- the window ---- */

static gboolean
sendoff_accounts_window_delete_event (GtkWidget   *widget,
                                      GdkEventAny *event)
{
  return sendoff_accounts_window_ask_before_close (SENDOFF_ACCOUNTS_WINDOW (widget));
}

static void
sendoff_accounts_window_destroy (GtkWidget *widget)
{
  SendoffAccountsWindow *self = SENDOFF_ACCOUNTS_WINDOW (widget);

  if (self->workspace != NULL)
    {
      sendoff_accounts_window_settle_removal (self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
      g_signal_handlers_disconnect_by_data (self->shown, self);
      if (self->account_list != NULL)
        g_signal_handlers_disconnect_by_data (self->account_list, self);
    }
  g_clear_handle_id (&self->menu_source, g_source_remove);
  g_clear_object (&self->clicks);
  g_clear_weak_pointer (&self->test_all);
  GTK_WIDGET_CLASS (sendoff_accounts_window_parent_class)->destroy (widget);
  self->guide_bar = self->notice_bar = self->undo_bar = self->accounts_page = self->welcome = NULL;
  self->account_list = NULL;
  g_clear_object (&self->shown);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->practice, sendoff_practice_run_free);
}

static void
sendoff_accounts_window_finalize (GObject *object)
{
  g_free (SENDOFF_ACCOUNTS_WINDOW (object)->selected_id);
  G_OBJECT_CLASS (sendoff_accounts_window_parent_class)->finalize (object);
}

static void
sendoff_accounts_window_class_init (SendoffAccountsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_accounts_window_finalize;
  widget_class->delete_event = sendoff_accounts_window_delete_event;
  widget_class->destroy = sendoff_accounts_window_destroy;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/accounts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, bars);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, pages);
}

static gboolean
give_menu (gpointer user_data)
{
  SendoffAccountsWindow *self = user_data;

  self->menu_source = 0;
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), self->main_menu);
  return G_SOURCE_REMOVE;
}

/* The menu's popover takes as long to make as the whole header; nobody opens it before the window is seen. */
static gboolean
on_first_drawn (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (widget, on_first_drawn, NULL);
  SENDOFF_ACCOUNTS_WINDOW (widget)->menu_source = g_idle_add (give_menu, widget);
  return GDK_EVENT_PROPAGATE;
}

static void
sendoff_accounts_window_init (SendoffAccountsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_accounts_window_add_actions (self);
  sendoff_open_dropped_reports (GTK_WINDOW (self));
  /* Without a menu it would be drawn grey at first. */
  gtk_widget_set_sensitive (self->menu_button, TRUE);
  g_signal_connect_after (self, "draw", G_CALLBACK (on_first_drawn), NULL);
}

static void
select_default (SendoffAccountsWindow *self)
{
  SendoffAccount *account = sendoff_account_list_get_default (sendoff_workspace_get_accounts (self->workspace));

  g_free (self->selected_id);
  self->selected_id = account != NULL ? g_strdup (sendoff_account_get_id (account)) : NULL;
  if (account != NULL)
    sendoff_growing_list_reach (self->shown, account);
  restore_selection (self);
}

GtkWidget *
sendoff_accounts_window_new (GtkApplication   *application,
                             SendoffWorkspace *workspace)
{
  SendoffAccountsWindow *self = g_object_new (SENDOFF_TYPE_ACCOUNTS_WINDOW, "application", application, NULL);
  SendoffAccountList *accounts = sendoff_workspace_get_accounts (workspace);

  self->workspace = g_object_ref (workspace);
  self->shown = sendoff_growing_list_new (G_LIST_MODEL (accounts));
  select_default (self);
  /* After the list box, which is bound later. */
  g_signal_connect_after (self->shown, "items-changed", G_CALLBACK (on_shown_changed), self);
  g_signal_connect (workspace, "task-added", G_CALLBACK (on_task_added), self);
  g_signal_connect (workspace, "notice", G_CALLBACK (on_notice), self);
  g_signal_connect_object (accounts, "notify::default-account", G_CALLBACK (sendoff_accounts_window_update_actions), self, G_CONNECT_SWAPPED);
  on_shown_changed (G_LIST_MODEL (self->shown), 0, 0, 0, self);
  return GTK_WIDGET (self);
}

GtkWidget *
sendoff_accounts_window_new_for_practice (GtkApplication     *application,
                                          SendoffPracticeRun *run)
{
  GtkWidget *widget = sendoff_accounts_window_new (application, sendoff_practice_run_get_workspace (run));
  SendoffAccountsWindow *self = SENDOFF_ACCOUNTS_WINDOW (widget);

  self->practice = run;
  gtk_window_set_title (GTK_WINDOW (self), _("Sendoff: Practice"));
  self->guide_bar = sendoff_message_bar_new (GTK_MESSAGE_INFO);
  sendoff_message_bar_never_cut (SENDOFF_MESSAGE_BAR (self->guide_bar));
  gtk_container_add (GTK_CONTAINER (self->bars), self->guide_bar);
  update_guide (self);
  gtk_widget_show (self->guide_bar);
  return widget;
}
