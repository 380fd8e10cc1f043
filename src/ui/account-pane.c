/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the pane beside the list: one account and its last result. */

#include "ui/account-pane.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/account-text.h"
#include "ui/wrapping-label.h"

struct _SendoffAccountPane
{
  GtkBox parent_instance;

  GtkWidget      *name_label;
  GtkWidget      *email_label;
  GtkWidget      *outgoing_label;
  GtkWidget      *outgoing_access_label;
  GtkWidget      *incoming_title;
  GtkWidget      *incoming_label;
  GtkWidget      *incoming_access_label;
  GtkWidget      *result_box;
  GtkWidget      *result_label;
  GtkWidget      *meaning_label;
  GtkWidget      *details_button;
  SendoffAccount *account;
  SendoffTask    *task;
};

G_DEFINE_FINAL_TYPE (SendoffAccountPane, sendoff_account_pane, GTK_TYPE_BOX)

static void
take_text (GtkWidget *label,
           char      *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  g_free (text);
}

static void
update_account (SendoffAccountPane *self)
{
  gboolean has_incoming;

  if (self->account == NULL)
    return;
  has_incoming = sendoff_account_get_incoming_protocol (self->account) != SENDOFF_PROTOCOL_NONE;
  take_text (self->name_label, sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1));
  take_text (self->email_label, sendoff_display_text (sendoff_account_get_text (self->account, SENDOFF_KEY_EMAIL), -1));
  take_text (self->outgoing_label, sendoff_account_dup_server_text (self->account, SENDOFF_LEG_OUTGOING));
  take_text (self->outgoing_access_label, sendoff_account_dup_access_text (self->account, SENDOFF_LEG_OUTGOING));
  take_text (self->incoming_label, sendoff_account_dup_server_text (self->account, SENDOFF_LEG_INCOMING));
  take_text (self->incoming_access_label, sendoff_account_dup_access_text (self->account, SENDOFF_LEG_INCOMING));
  gtk_widget_set_visible (self->incoming_title, has_incoming);
  gtk_widget_set_visible (self->incoming_label, has_incoming);
  gtk_widget_set_visible (self->incoming_access_label, has_incoming);
}

static char *
dup_result_line (SendoffTask *task)
{
  g_autofree char *result = NULL;

  if (sendoff_task_get_state (task) != SENDOFF_TASK_FINISHED)
    {
      result = sendoff_task_dup_summary (task);
      /* Translators: %s is what a sending does now, such as "sending…" or "asks about a certificate". */
      return g_strdup_printf (_("Now: %s"), result);
    }
  result = sendoff_task_dup_result (task);
  /* Translators: %s is a result such as "✓ sent 10:42, 0.8 s, TLS 1.3". */
  return g_strdup_printf (_("Last result: %s"), result);
}

static const char *
get_details_label (SendoffTaskState state)
{
  switch (state)
    {
    case SENDOFF_TASK_RUNNING:
      return _("Show _Details");
    case SENDOFF_TASK_ASKING:
      return _("Ans_wer…");
    case SENDOFF_TASK_FINISHED:
      return _("Show _Details");
    }
  g_assert_not_reached ();
}

static void
update_task (SendoffAccountPane *self)
{
  SendoffTaskState state;
  g_autofree char *meaning = NULL;

  gtk_widget_set_visible (self->result_box, self->task != NULL);
  if (self->task == NULL)
    return;
  state = sendoff_task_get_state (self->task);
  if (state == SENDOFF_TASK_FINISHED)
    meaning = sendoff_task_dup_meaning (self->task);
  take_text (self->result_label, dup_result_line (self->task));
  gtk_label_set_text (GTK_LABEL (self->meaning_label), meaning != NULL ? meaning : "");
  gtk_widget_set_visible (self->meaning_label, meaning != NULL && *meaning != '\0');
  gtk_button_set_label (GTK_BUTTON (self->details_button), get_details_label (state));
}

static void
drop (SendoffAccountPane *self)
{
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_clear_object (&self->account);
  g_clear_object (&self->task);
}

void
sendoff_account_pane_show (SendoffAccountPane *self,
                           SendoffAccount     *account,
                           SendoffTask        *task)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT_PANE (self));

  if (self->account == account && self->task == task)
    return;
  drop (self);
  if (account != NULL)
    {
      self->account = g_object_ref (account);
      g_signal_connect_object (account, "notify", G_CALLBACK (update_account), self, G_CONNECT_SWAPPED);
    }
  if (task != NULL)
    {
      self->task = g_object_ref (task);
      g_signal_connect_object (task, "notify::state", G_CALLBACK (update_task), self, G_CONNECT_SWAPPED);
    }
  update_account (self);
  update_task (self);
}

static void
sendoff_account_pane_dispose (GObject *object)
{
  drop (SENDOFF_ACCOUNT_PANE (object));
  G_OBJECT_CLASS (sendoff_account_pane_parent_class)->dispose (object);
}

static void
sendoff_account_pane_class_init (SendoffAccountPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_account_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/account-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, name_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, email_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, outgoing_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, outgoing_access_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, incoming_title);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, incoming_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, incoming_access_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, result_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, result_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, meaning_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountPane, details_button);
}

static void
sendoff_account_pane_init (SendoffAccountPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}
