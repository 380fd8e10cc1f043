/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the row of one account that is tested with others. */

#include "ui/test-row.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/wrapping-label.h"

struct _SendoffTestRow
{
  GtkListBoxRow parent_instance;

  GtkWidget        *name_label;
  GtkWidget        *outgoing_label;
  GtkWidget        *incoming_label;
  GtkWidget        *diagnosis_label;
  GtkWidget        *stop_button;
  GtkWidget        *details_button;
  SendoffAccount   *account;
  SendoffWorkspace *workspace;
  SendoffTask      *task;      /* NULL: it waits for its turn */
};

enum { DETAILS_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffTestRow, sendoff_test_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_leg_line (SendoffTestRow *self,
              SendoffLeg      leg)
{
  g_autofree char *state = self->task != NULL ? sendoff_task_dup_leg_summary (self->task, leg) : g_strdup (_("waiting"));

  if (state == NULL)
    return NULL;
  if (leg == SENDOFF_LEG_OUTGOING)
    /* Translators: %s is how far a test is, or what it came to, such as "✓ signed in". */
    return g_strdup_printf (_("Outgoing: %s"), state);
  /* Translators: %s is how far a test is, or what it came to, such as "✓ signed in". */
  return g_strdup_printf (_("Incoming: %s"), state);
}

static void
show_line (GtkWidget  *label,
           const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

static const char *
get_diagnosis_title (SendoffTestRow *self)
{
  SendoffReport *report = self->task != NULL ? sendoff_task_get_report (self->task) : NULL;

  return report != NULL && report->diagnoses->len > 0 ? ((SendoffDiagnosis *) report->diagnoses->pdata[0])->title : NULL;
}

/* A screen reader hears one row after the other: each button says whose it is. */
static void
name_button (GtkWidget  *button,
             const char *label,
             const char *account)
{
  /* Translators: for a screen reader: what a button does, and the name of an account. */
  g_autofree char *spoken = g_strdup_printf (_("%s, %s"), label, account);

  gtk_button_set_label (GTK_BUTTON (button), label);
  atk_object_set_name (gtk_widget_get_accessible (button), spoken);
}

static void
show_progress (SendoffTestRow *self)
{
  g_autofree char *outgoing = dup_leg_line (self, SENDOFF_LEG_OUTGOING);
  g_autofree char *incoming = dup_leg_line (self, SENDOFF_LEG_INCOMING);

  show_line (self->outgoing_label, outgoing);
  show_line (self->incoming_label, incoming);
}

static void
show_all (SendoffTestRow *self)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1);
  SendoffTaskState state = self->task != NULL ? sendoff_task_get_state (self->task) : SENDOFF_TASK_FINISHED;
  g_autofree char *summary = self->task != NULL ? sendoff_task_dup_summary (self->task) : g_strdup (_("waiting"));
  /* Translators: for a screen reader: an account's name, and its server or the result of its last sending. */
  g_autofree char *spoken = g_strdup_printf (_("%s, %s"), name, summary);

  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  show_progress (self);
  show_line (self->diagnosis_label, get_diagnosis_title (self));
  name_button (self->stop_button, _("Stop"), name);
  name_button (self->details_button, state == SENDOFF_TASK_ASKING ? _("Answer…") : _("Show Details"), name);
  gtk_widget_set_visible (self->stop_button, state != SENDOFF_TASK_FINISHED);
  gtk_widget_set_visible (self->details_button, self->task != NULL);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
}

static void
watch_task (SendoffTestRow *self,
            SendoffTask    *task)
{
  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_set_object (&self->task, task);
  if (task != NULL)
    {
      g_signal_connect_object (task, "notify::state", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (task, "step-changed", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
    }
  show_all (self);
}

static void
on_task_added (SendoffWorkspace *workspace,
               SendoffTask      *task,
               SendoffTestRow   *self)
{
  if (!sendoff_task_is_of_draft (task) &&
      g_str_equal (sendoff_account_get_id (sendoff_task_get_account (task)), sendoff_account_get_id (self->account)))
    watch_task (self, task);
}

static void
on_stop_clicked (GtkButton      *button,
                 SendoffTestRow *self)
{
  sendoff_task_stop (self->task);
}

static void
on_details_clicked (GtkButton      *button,
                    SendoffTestRow *self)
{
  g_signal_emit (self, signals[DETAILS_WANTED], 0, self->task);
}

static void
sendoff_test_row_dispose (GObject *object)
{
  SendoffTestRow *self = SENDOFF_TEST_ROW (object);

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_clear_object (&self->task);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sendoff_test_row_parent_class)->dispose (object);
}

static void
sendoff_test_row_class_init (SendoffTestRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_test_row_dispose;
  signals[DETAILS_WANTED] = g_signal_new ("details-wanted", SENDOFF_TYPE_TEST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          SENDOFF_TYPE_TASK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/test-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, outgoing_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, incoming_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, diagnosis_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestRow, details_button);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_details_clicked);
}

static void
sendoff_test_row_init (SendoffTestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_test_row_new (SendoffAccount   *account,
                      SendoffWorkspace *workspace)
{
  SendoffTestRow *self = g_object_new (SENDOFF_TYPE_TEST_ROW, NULL);
  SendoffTask *task = sendoff_workspace_get_task (workspace, sendoff_account_get_id (account));

  self->account = g_object_ref (account);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "task-added", G_CALLBACK (on_task_added), self, 0);
  watch_task (self, task);
  return GTK_WIDGET (self);
}
