/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the rows of one direction: which show, and what stands above them. */

#include "ui/step-list.h"

#include <glib/gi18n-lib.h>

#include "base/domain-name.h"
#include "ui/account-text.h"
#include "ui/step-row.h"
#include "ui/wrapping-label.h"

struct _SendoffStepList
{
  GtkBox parent_instance;

  GtkWidget  *heading_label;
  GtkWidget  *rows[SENDOFF_N_STEPS];
  SendoffLeg  leg;
};

G_DEFINE_FINAL_TYPE (SendoffStepList, sendoff_step_list, GTK_TYPE_BOX)

static const SendoffReportStep *
find_step (SendoffStepList *self,
           GPtrArray       *steps,
           SendoffStepId    id)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SendoffReportStep *step = g_ptr_array_index (steps, i);

      if (step->leg == self->leg && step->id == id)
        return step;
    }
  return NULL;
}

static gboolean
sends_message (SendoffTask *task)
{
  const SendoffTaskCheck *check = sendoff_task_get_check (task);

  return check == NULL || check->test_message;
}

/* What the settings lead one to expect, before it has begun. */
static gboolean
is_planned (SendoffStepList *self,
            SendoffTask     *task,
            SendoffStepId    id)
{
  SendoffAccount *account = sendoff_task_get_account (task);
  gboolean is_outgoing = self->leg == SENDOFF_LEG_OUTGOING;

  switch (id)
    {
    case SENDOFF_STEP_ENCRYPT:
    case SENDOFF_STEP_TRUST:
      return sendoff_account_get_security (account, self->leg) != SENDOFF_SECURITY_NONE;
    case SENDOFF_STEP_SIGN_IN:
      return !is_outgoing || sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_NONE;
    case SENDOFF_STEP_SUBMIT:
      return is_outgoing && sends_message (task);
    case SENDOFF_STEP_FIND_SERVER:
    case SENDOFF_STEP_CONNECT:
    case SENDOFF_STEP_GREET:
    case SENDOFF_N_STEPS:
      break;
    }
  return TRUE;
}

static gboolean
goes_there (SendoffStepList *self,
            SendoffTask     *task)
{
  if (self->leg == SENDOFF_LEG_OUTGOING)
    return TRUE;
  return sendoff_task_get_kind (task) == SENDOFF_TASK_CHECK &&
         sendoff_account_get_incoming_protocol (sendoff_task_get_account (task)) != SENDOFF_PROTOCOL_NONE;
}

/* server: "smtp.example.org:587". */
static void
set_heading (SendoffStepList *self,
             const char      *server)
{
  g_autofree char *text = self->leg == SENDOFF_LEG_OUTGOING
                            /* Translators: above the steps of a test; %s is a server such as "smtp.example.org:587". */
                            ? g_strdup_printf (_("Outgoing: %s"), server)
                            /* Translators: above the steps of a test; %s is a server such as "imap.example.org:993". */
                            : g_strdup_printf (_("Incoming: %s"), server);

  gtk_label_set_text (GTK_LABEL (self->heading_label), text);
}

void
sendoff_step_list_show_task (SendoffStepList *self,
                             SendoffTask     *task)
{
  SendoffReport *report = sendoff_task_get_report (task);
  g_autofree char *server = sendoff_account_dup_server_text (sendoff_task_get_account (task), self->leg);
  GPtrArray *steps = report != NULL ? report->steps : sendoff_task_get_steps (task);

  g_return_if_fail (SENDOFF_IS_STEP_LIST (self));

  set_heading (self, server);
  gtk_widget_set_visible (self->heading_label, sendoff_task_get_kind (task) == SENDOFF_TASK_CHECK);
  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      const SendoffReportStep *step = find_step (self, steps, id);

      sendoff_step_row_set_step (SENDOFF_STEP_ROW (self->rows[id]), step);
      /* What is left out is told at the end: while it runs, rows that come and go would only move the others. */
      gtk_widget_set_visible (self->rows[id], report != NULL ? step != NULL
                                              : is_planned (self, task, id) || (step != NULL && step->state != SENDOFF_STEP_SKIPPED));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), goes_there (self, task));
}

static const SendoffReportServer *
find_server (SendoffStepList     *self,
             const SendoffReport *report)
{
  for (guint i = 0; i < report->servers->len; i++)
    if (((SendoffReportServer *) report->servers->pdata[i])->leg == self->leg)
      return report->servers->pdata[i];
  return NULL;
}

void
sendoff_step_list_show_report (SendoffStepList     *self,
                               const SendoffReport *report)
{
  const SendoffReportServer *server = find_server (self, report);
  g_autofree char *host = server != NULL && server->host != NULL ? sendoff_host_to_display (server->host) : NULL;
  g_autofree char *place = host != NULL ? sendoff_host_and_port (host, server->port) : NULL;
  gboolean has_any = FALSE;

  g_return_if_fail (SENDOFF_IS_STEP_LIST (self));

  if (place != NULL)
    set_heading (self, place);
  gtk_widget_set_visible (self->heading_label, place != NULL);
  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      const SendoffReportStep *step = find_step (self, report->steps, id);

      sendoff_step_row_set_step (SENDOFF_STEP_ROW (self->rows[id]), step);
      gtk_widget_set_visible (self->rows[id], step != NULL);
      has_any |= step != NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), has_any);
}

static void
sendoff_step_list_class_init (SendoffStepListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/step-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffStepList, heading_label);
}

static void
sendoff_step_list_init (SendoffStepList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      self->rows[id] = sendoff_step_row_new (id);
      gtk_box_pack_start (GTK_BOX (self), self->rows[id], FALSE, FALSE, 0);
    }
}

GtkWidget *
sendoff_step_list_new (SendoffLeg leg)
{
  SendoffStepList *self = g_object_new (SENDOFF_TYPE_STEP_LIST, NULL);

  self->leg = leg;
  return GTK_WIDGET (self);
}
