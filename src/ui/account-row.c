/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the row of one account. */

#include "ui/account-row.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/account-text.h"

struct _SendoffAccountRow
{
  GtkListBoxRow parent_instance;

  GtkWidget        *name_label;
  GtkWidget        *default_label;
  GtkWidget        *result_label;
  GtkWidget        *spinner; /* NULL but while something runs: it costs time for each row */
  GtkWidget        *result_box;
  SendoffAccount   *account;
  SendoffWorkspace *workspace;
  SendoffTask      *task;    /* NULL: none in this run */
};

G_DEFINE_FINAL_TYPE (SendoffAccountRow, sendoff_account_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_spinner (SendoffAccountRow *self,
              gboolean           runs)
{
  if (runs == (self->spinner != NULL))
    return;
  if (runs)
    {
      self->spinner = gtk_spinner_new ();
      gtk_box_pack_start (GTK_BOX (self->result_box), self->spinner, FALSE, FALSE, 0);
      gtk_box_reorder_child (GTK_BOX (self->result_box), self->spinner, 0);
      gtk_spinner_start (GTK_SPINNER (self->spinner));
      gtk_widget_show (self->spinner);
    }
  else
    {
      gtk_widget_destroy (self->spinner);
      self->spinner = NULL;
    }
}

static char *
dup_result (SendoffAccountRow *self)
{
  if (self->task != NULL)
    return sendoff_task_dup_summary (self->task);
  return sendoff_account_dup_server_text (self->account, SENDOFF_LEG_OUTGOING);
}

static void
update (SendoffAccountRow *self)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1);
  g_autofree char *result = dup_result (self);
  g_autofree char *spoken = NULL;
  gboolean is_default = sendoff_account_list_get_default (sendoff_workspace_get_accounts (self->workspace)) == self->account;

  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->result_label), result);
  gtk_widget_set_visible (self->default_label, is_default);
  show_spinner (self, self->task != NULL && sendoff_task_get_state (self->task) == SENDOFF_TASK_RUNNING);
  if (is_default)
    /* Translators: for a screen reader: an account's name, and its server or the result of its last sending. */
    spoken = g_strdup_printf (_("%s, default, %s"), name, result);
  else
    /* Translators: for a screen reader: an account's name, and its server or the result of its last sending. */
    spoken = g_strdup_printf (_("%s, %s"), name, result);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
}

static void
watch_task (SendoffAccountRow *self,
            SendoffTask       *task)
{
  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_set_object (&self->task, task);
  if (task != NULL)
    g_signal_connect_object (task, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
on_task_added (SendoffWorkspace  *workspace,
               SendoffTask       *task,
               SendoffAccountRow *self)
{
  if (!sendoff_task_is_of_draft (task) && g_str_equal (sendoff_account_get_id (sendoff_task_get_account (task)), sendoff_account_get_id (self->account)))
    watch_task (self, task);
}

SendoffAccount *
sendoff_account_row_get_account (SendoffAccountRow *self)
{
  return self->account;
}

static void
sendoff_account_row_dispose (GObject *object)
{
  SendoffAccountRow *self = SENDOFF_ACCOUNT_ROW (object);

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_clear_object (&self->task);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sendoff_account_row_parent_class)->dispose (object);
}

static void
sendoff_account_row_class_init (SendoffAccountRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, default_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, result_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, result_box);
}

static void
sendoff_account_row_init (SendoffAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_account_row_new (SendoffAccount   *account,
                         SendoffWorkspace *workspace)
{
  SendoffAccountRow *self = g_object_new (SENDOFF_TYPE_ACCOUNT_ROW, NULL);

  self->account = g_object_ref (account);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (account, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sendoff_workspace_get_accounts (workspace), "notify::default-account", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "task-added", G_CALLBACK (on_task_added), self, 0);
  watch_task (self, sendoff_workspace_get_task (workspace, sendoff_account_get_id (account)));
  return GTK_WIDGET (self);
}
