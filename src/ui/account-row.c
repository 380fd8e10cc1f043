/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the row of one account. */

#include "ui/account-row.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/account-text.h"

#define SPACING 6

struct _SendoffAccountRow
{
  GtkListBoxRow parent_instance;

  GtkWidget        *name_label;
  GtkWidget        *default_label; /* NULL: never needed */
  GtkWidget        *result_label;
  GtkWidget        *spinner;       /* NULL but while something runs */
  SendoffAccount   *account;
  SendoffWorkspace *workspace;
  SendoffTask      *task;          /* NULL: none in this run */
  gboolean          is_spoken;     /* somebody has asked for the accessible name */
};

G_DEFINE_FINAL_TYPE (SendoffAccountRow, sendoff_account_row, GTK_TYPE_LIST_BOX_ROW)

/* The box around the label, made when it is first needed: for each label of each row it would be measured for nothing. */
static GtkBox *
get_box_around (GtkWidget *label)
{
  GtkWidget *parent = gtk_widget_get_parent (label);
  GtkWidget *box;
  int position;

  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (parent)) == GTK_ORIENTATION_HORIZONTAL)
    return GTK_BOX (parent);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  gtk_container_child_get (GTK_CONTAINER (parent), label, "position", &position, NULL);
  g_object_ref (label);
  gtk_container_remove (GTK_CONTAINER (parent), label);
  gtk_container_add (GTK_CONTAINER (box), label);
  g_object_unref (label);
  gtk_container_add (GTK_CONTAINER (parent), box);
  gtk_box_reorder_child (GTK_BOX (parent), box, position);
  gtk_widget_show (box);
  return GTK_BOX (box);
}

static void
show_default (SendoffAccountRow *self,
              gboolean           is_default)
{
  if (self->default_label == NULL && is_default)
    {
      /* Translators: marks the account that is used where none is chosen. */
      self->default_label = gtk_label_new (_("(default)"));
      gtk_style_context_add_class (gtk_widget_get_style_context (self->default_label), GTK_STYLE_CLASS_DIM_LABEL);
      gtk_container_add (GTK_CONTAINER (get_box_around (self->name_label)), self->default_label);
    }
  if (self->default_label != NULL)
    gtk_widget_set_visible (self->default_label, is_default);
}

static void
show_spinner (SendoffAccountRow *self,
              gboolean           runs)
{
  if (runs == (self->spinner != NULL))
    return;
  if (runs)
    {
      GtkBox *box = get_box_around (self->result_label);

      self->spinner = gtk_spinner_new ();
      gtk_container_add (GTK_CONTAINER (box), self->spinner);
      gtk_box_reorder_child (box, self->spinner, 0);
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

static gboolean
is_default (SendoffAccountRow *self)
{
  return sendoff_account_list_get_default (sendoff_workspace_get_accounts (self->workspace)) == self->account;
}

static void
speak (SendoffAccountRow *self,
       AtkObject         *accessible)
{
  const char *name = gtk_label_get_text (GTK_LABEL (self->name_label));
  const char *result = gtk_label_get_text (GTK_LABEL (self->result_label));
  g_autofree char *spoken = NULL;

  if (is_default (self))
    /* Translators: for a screen reader: an account's name, and its server or the result of its last sending. */
    spoken = g_strdup_printf (_("%s, default, %s"), name, result);
  else
    /* Translators: for a screen reader: an account's name, and its server or the result of its last sending. */
    spoken = g_strdup_printf (_("%s, %s"), name, result);
  atk_object_set_name (accessible, spoken);
}

static void
update (SendoffAccountRow *self)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1);
  g_autofree char *result = dup_result (self);

  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->result_label), result);
  show_default (self, is_default (self));
  show_spinner (self, self->task != NULL && sendoff_task_get_state (self->task) == SENDOFF_TASK_RUNNING);
  if (self->is_spoken)
    speak (self, gtk_widget_get_accessible (GTK_WIDGET (self)));
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

/* Where no screen reader asks, none of the rows needs its object. */
static AtkObject *
sendoff_account_row_get_accessible (GtkWidget *widget)
{
  SendoffAccountRow *self = SENDOFF_ACCOUNT_ROW (widget);
  AtkObject *accessible = GTK_WIDGET_CLASS (sendoff_account_row_parent_class)->get_accessible (widget);

  if (!self->is_spoken && self->account != NULL)
    {
      self->is_spoken = TRUE;
      speak (self, accessible);
    }
  return accessible;
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
  widget_class->get_accessible = sendoff_account_row_get_accessible;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountRow, result_label);
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
