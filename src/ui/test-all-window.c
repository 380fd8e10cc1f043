/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a test of all accounts: its beginning bit by bit, the order of its questions, its summary. */

#include "ui/test-all-window.h"

#include <glib/gi18n-lib.h>

#include "ui/growing-list.h"
#include "ui/job-window.h"
#include "ui/task-asker.h"
#include "ui/test-row.h"

/* The template's responses, beside GTK's own. */
enum { RESPONSE_STOP = 1, RESPONSE_AGAIN };

struct _SendoffTestAllWindow
{
  GtkDialog parent_instance;

  GtkWidget          *summary_label;
  GtkWidget          *test_list;
  SendoffWorkspace   *workspace;
  SendoffGrowingList *shown;
  SendoffTaskAsker   *asker;
  GQueue              waiting;  /* of SendoffAccount: not begun yet */
  guint               starting; /* 0: all have begun */
};

G_DEFINE_FINAL_TYPE (SendoffTestAllWindow, sendoff_test_all_window, GTK_TYPE_DIALOG)

/* ---- the tasks ---- */

/* In the order of the list; borrowed. */
static GPtrArray *
list_tasks (SendoffTestAllWindow *self)
{
  GListModel *accounts = G_LIST_MODEL (sendoff_workspace_get_accounts (self->workspace));
  GPtrArray *tasks = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (accounts, i);
      SendoffTask *task = sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account));

      if (task != NULL && sendoff_task_get_kind (task) == SENDOFF_TASK_CHECK)
        g_ptr_array_add (tasks, task);
    }
  return tasks;
}

static void
show_summary (SendoffTestAllWindow *self)
{
  g_autoptr(GPtrArray) tasks = list_tasks (self);
  guint n_waiting = g_queue_get_length (&self->waiting);
  guint n_done = 0, n_failed = 0;
  g_autofree char *text = NULL;
  gboolean runs;

  for (guint i = 0; i < tasks->len; i++)
    {
      const SendoffReport *report = sendoff_task_get_report (tasks->pdata[i]);

      n_done += report != NULL;
      n_failed += report != NULL && report->outcome == SENDOFF_OUTCOME_FAILED;
    }
  runs = n_waiting > 0 || n_done < tasks->len;
  if (runs)
    /* Translators: two numbers of accounts. */
    text = g_strdup_printf (_("%u of %u tested"), n_done, tasks->len + n_waiting);
  else if (n_failed > 0)
    /* Translators: %u is a number of accounts. */
    text = g_strdup_printf (ngettext ("Tested. %u account doesn't work yet.", "Tested. %u accounts don't work yet.", n_failed), n_failed);
  else
    text = g_strdup (_("Tested."));
  gtk_label_set_text (GTK_LABEL (self->summary_label), text);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), RESPONSE_STOP, runs);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), RESPONSE_AGAIN, !runs);
}

/* One at a time, whichever window it is in. */
static void
ask_next (SendoffTestAllWindow *self)
{
  g_autoptr(GPtrArray) tasks = list_tasks (self);

  for (guint i = 0; i < tasks->len; i++)
    if (sendoff_task_asker_is_asked (tasks->pdata[i]))
      return;
  for (guint i = 0; i < tasks->len; i++)
    if (sendoff_task_get_state (tasks->pdata[i]) == SENDOFF_TASK_ASKING)
      {
        sendoff_task_asker_ask (self->asker, tasks->pdata[i]);
        /* Unless it was answered before in this window, without a word. */
        if (sendoff_task_asker_is_asked (tasks->pdata[i]))
          return;
      }
}

static void
on_task_state_changed (SendoffTask          *task,
                       GParamSpec           *pspec,
                       SendoffTestAllWindow *self)
{
  if (self->workspace == NULL)
    return;
  sendoff_task_asker_ask (self->asker, task);
  ask_next (self);
  show_summary (self);
}

static void
watch_task (SendoffTestAllWindow *self,
            SendoffTask          *task)
{
  g_signal_handlers_disconnect_by_func (task, on_task_state_changed, self);
  g_signal_connect_object (task, "notify::state", G_CALLBACK (on_task_state_changed), self, 0);
}

static void
on_task_added (SendoffWorkspace     *workspace,
               SendoffTask          *task,
               SendoffTestAllWindow *self)
{
  if (sendoff_task_get_kind (task) == SENDOFF_TASK_CHECK && !sendoff_task_is_of_draft (task))
    watch_task (self, task);
}

/* ---- beginning ---- */

static void
begin (SendoffTestAllWindow *self,
       SendoffAccount       *account)
{
  const SendoffTaskCheck check = { 0 };
  SendoffTask *task = sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account));

  if (task == NULL || sendoff_task_get_state (task) == SENDOFF_TASK_FINISHED)
    sendoff_workspace_check (self->workspace, account, &check);
  else
    watch_task (self, task);
}

/* One a turn of the main loop: a hundred at once would hold it up. */
static gboolean
on_turn (gpointer user_data)
{
  SendoffTestAllWindow *self = user_data;
  g_autoptr(SendoffAccount) account = g_queue_pop_head (&self->waiting);

  if (account != NULL)
    begin (self, account);
  show_summary (self);
  if (!g_queue_is_empty (&self->waiting))
    return G_SOURCE_CONTINUE;
  self->starting = 0;
  ask_next (self);
  return G_SOURCE_REMOVE;
}

static void
begin_all (SendoffTestAllWindow *self)
{
  GListModel *accounts = G_LIST_MODEL (sendoff_workspace_get_accounts (self->workspace));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    g_queue_push_tail (&self->waiting, g_list_model_get_item (accounts, i));
  if (self->starting == 0)
    self->starting = g_idle_add (on_turn, self);
  show_summary (self);
}

static void
stop_starting (SendoffTestAllWindow *self)
{
  g_clear_handle_id (&self->starting, g_source_remove);
  g_queue_clear_full (&self->waiting, g_object_unref);
}

static void
stop_all (SendoffTestAllWindow *self)
{
  g_autoptr(GPtrArray) tasks = list_tasks (self);

  stop_starting (self);
  for (guint i = 0; i < tasks->len; i++)
    sendoff_task_stop (tasks->pdata[i]);
  show_summary (self);
}

/* ---- the window ---- */

static void
on_details_wanted (SendoffTestRow       *row,
                   SendoffTask          *task,
                   SendoffTestAllWindow *self)
{
  /* There, or above its own window: it asks once. */
  if (sendoff_task_asker_is_asked (task))
    sendoff_task_asker_close (self->asker);
  sendoff_job_window_open (self->workspace, task, GTK_WINDOW (self));
}

static GtkWidget *
make_row (gpointer account,
          gpointer user_data)
{
  SendoffTestAllWindow *self = user_data;
  GtkWidget *row = sendoff_test_row_new (account, self->workspace);

  g_signal_connect_object (row, "details-wanted", G_CALLBACK (on_details_wanted), self, 0);
  return row;
}

static void
sendoff_test_all_window_response (GtkDialog *dialog,
                                  int        response)
{
  SendoffTestAllWindow *self = SENDOFF_TEST_ALL_WINDOW (dialog);

  if (response == RESPONSE_STOP)
    stop_all (self);
  else if (response == RESPONSE_AGAIN)
    begin_all (self);
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static gboolean
sendoff_test_all_window_focus_in_event (GtkWidget     *widget,
                                        GdkEventFocus *event)
{
  SendoffTestAllWindow *self = SENDOFF_TEST_ALL_WINDOW (widget);

  sendoff_task_asker_present (self->asker);
  /* A window with a question may have been closed meanwhile. */
  ask_next (self);
  return GTK_WIDGET_CLASS (sendoff_test_all_window_parent_class)->focus_in_event (widget, event);
}

static void
sendoff_test_all_window_destroy (GtkWidget *widget)
{
  SendoffTestAllWindow *self = SENDOFF_TEST_ALL_WINDOW (widget);

  stop_starting (self);
  if (self->asker != NULL)
    sendoff_task_asker_close (self->asker);
  GTK_WIDGET_CLASS (sendoff_test_all_window_parent_class)->destroy (widget);
  g_clear_object (&self->asker);
  g_clear_object (&self->shown);
  g_clear_object (&self->workspace);
}

static void
sendoff_test_all_window_class_init (SendoffTestAllWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  GTK_DIALOG_CLASS (class)->response = sendoff_test_all_window_response;
  widget_class->focus_in_event = sendoff_test_all_window_focus_in_event;
  widget_class->destroy = sendoff_test_all_window_destroy;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/test-all-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTestAllWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestAllWindow, test_list);
}

static void
sendoff_test_all_window_init (SendoffTestAllWindow *self)
{
  g_autoptr(GtkWindowGroup) group = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* What is modal to this window stops no other one. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  self->asker = sendoff_task_asker_new (GTK_WINDOW (self));
}

GtkWidget *
sendoff_test_all_window_new (SendoffWorkspace *workspace,
                             GtkWindow        *parent)
{
  SendoffTestAllWindow *self = g_object_new (SENDOFF_TYPE_TEST_ALL_WINDOW, "use-header-bar", 0, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->shown = sendoff_growing_list_new (G_LIST_MODEL (sendoff_workspace_get_accounts (workspace)));
  g_signal_connect_object (workspace, "task-added", G_CALLBACK (on_task_added), self, 0);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->test_list), G_LIST_MODEL (self->shown), make_row, self, NULL);
  begin_all (self);
  return GTK_WIDGET (self);
}
