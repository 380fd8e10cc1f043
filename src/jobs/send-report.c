/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the making of a send job's reports from what its attempts told. */

#include "jobs/send-report.h"

#include <glib/gi18n-lib.h>

static void
free_step (gpointer data)
{
  SendoffReportStep *step = data;

  g_free (step->detail);
  g_free (step);
}

void
sendoff_send_record_init (SendoffSendRecord *self,
                          SendoffAccount    *account,
                          const char        *job)
{
  *self = (SendoffSendRecord){ .account = g_object_ref (account), .job = g_strdup (job) };
  self->steps = g_ptr_array_new_with_free_func (free_step);
  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_transcript_unref);
  self->start_time = g_get_real_time ();
  self->start = g_get_monotonic_time ();
}

void
sendoff_send_record_clear (SendoffSendRecord *self)
{
  g_clear_object (&self->account);
  g_clear_pointer (&self->job, g_free);
  g_clear_pointer (&self->settings, sendoff_server_settings_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_clear_pointer (&self->trust_note, g_free);
}

void
sendoff_send_record_restart (SendoffSendRecord *self)
{
  g_ptr_array_set_size (self->steps, 0);
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
}

SendoffReportStep *
sendoff_send_record_note_step (SendoffSendRecord *self,
                               SendoffStepId      id,
                               SendoffStepState   state,
                               const char        *detail,
                               double             ms)
{
  SendoffReportStep *step = NULL;

  for (guint i = 0; i < self->steps->len && step == NULL; i++)
    if (((SendoffReportStep *) self->steps->pdata[i])->id == id)
      step = self->steps->pdata[i];
  if (step == NULL)
    {
      step = g_new0 (SendoffReportStep, 1);
      step->leg = SENDOFF_LEG_OUTGOING;
      step->id = id;
      g_ptr_array_add (self->steps, step);
    }
  step->state = state;
  step->ms = ms;
  g_free (step->detail);
  step->detail = g_strdup (detail);
  return step;
}

void
sendoff_send_record_take_result (SendoffSendRecord    *self,
                                 SendoffAttemptResult *result)
{
  self->measured = TRUE;
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
  self->connection = result;
  if (result->transcript != NULL)
    g_ptr_array_add (self->earlier, sendoff_transcript_ref (result->transcript));
  self->seen |= result->seen;
}

static const SendoffReportStep *
find_step (SendoffSendRecord *self,
           SendoffStepId      id)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (((SendoffReportStep *) self->steps->pdata[i])->id == id)
      return self->steps->pdata[i];
  return NULL;
}

/* In the order of the contract, whatever came first on this connection; all of them, so that scripts and eyes find each at its place. */
static void
add_steps (SendoffSendRecord *self,
           SendoffReport     *report)
{
  for (guint id = 0; id < SENDOFF_N_STEPS; id++)
    {
      const SendoffReportStep *step = find_step (self, id);

      if (id == SENDOFF_STEP_SUBMIT && self->not_tried)
        sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, id, SENDOFF_STEP_SKIPPED, _("not tried, because an earlier message was not sent"), -1);
      else if (step == NULL)
        sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, id, SENDOFF_STEP_SKIPPED, NULL, -1);
      else
        sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, id, step->state,
                                 id == SENDOFF_STEP_TRUST && self->trust_note != NULL ? self->trust_note : step->detail, step->ms);
    }
}

static void
add_connection (SendoffSendRecord *self,
                SendoffReport     *report)
{
  const SendoffAttemptResult *connection = self->connection;
  SendoffReportServer *server;

  if (self->settings == NULL)
    return;
  server = sendoff_report_add_server (report, SENDOFF_LEG_OUTGOING, self->settings->host, self->settings->port, self->settings->security);
  if (connection == NULL)
    return;
  server->tls = g_strdup (connection->tls);
  server->cipher = g_strdup (connection->cipher);
  server->extensions = g_strdupv (connection->extensions);
  server->mechanism = connection->signed_in ? g_strdup (connection->mechanism) : NULL;
  if (connection->certificate == NULL)
    return;

  const SendoffCertificate *certificate = connection->certificate;
  g_autoptr(SendoffCertificate) judged = sendoff_certificate_with_judgement (
      certificate, certificate->problems | self->extra_problems,
      certificate->trusted_by == SENDOFF_TRUSTED_BY_PIN ? self->trusted_by : certificate->trusted_by);
  sendoff_report_add_certificate (report, SENDOFF_LEG_OUTGOING, judged);
}

static SendoffReport *
make_report (SendoffSendRecord *self)
{
  SendoffReport *report = sendoff_report_new (self->job, sendoff_account_get_text (self->account, SENDOFF_KEY_NAME));

  report->start_time = self->start_time;
  report->ms = (g_get_monotonic_time () - self->start) / 1000.0;
  report->seen_measured = self->measured;
  report->seen = self->seen;
  add_steps (self, report);
  add_connection (self, report);
  for (guint i = 0; i < self->earlier->len; i++)
    sendoff_report_add_transcript (report, self->earlier->pdata[i]);
  return report;
}

SendoffReport *
sendoff_send_record_report (SendoffSendRecord     *self,
                            const SendoffDelivery *delivery)
{
  SendoffReport *report = make_report (self);

  report->seen_measured = TRUE;
  report->seen |= delivery->seen;
  if (delivery->index > 0)
    report->ms = delivery->ms;
  if (delivery->message != NULL)
    {
      report->message_id = g_strdup (sendoff_message_get_id (delivery->message));
      report->subject = g_strdup (sendoff_message_get_subject (delivery->message));
    }
  for (guint i = 0; delivery->recipients != NULL && i < delivery->recipients->len; i++)
    {
      const SendoffDeliveryRecipient *recipient = delivery->recipients->pdata[i];

      sendoff_report_add_recipient (report, recipient->address, recipient->accepted, recipient->reply);
    }
  if (delivery->transcript != NULL)
    sendoff_report_add_transcript (report, delivery->transcript);
  for (guint i = 0; i < delivery->failures->len; i++)
    sendoff_report_take_failure (report, sendoff_failure_copy (delivery->failures->pdata[i]), self->account);
  return report;
}

SendoffReport *
sendoff_send_record_report_unreached (SendoffSendRecord    *self,
                                      const char *const    *to,
                                      const char           *subject,
                                      const SendoffFailure *failure)
{
  SendoffReport *report = make_report (self);

  report->subject = g_strdup (subject);
  for (guint i = 0; to != NULL && to[i] != NULL; i++)
    sendoff_report_add_recipient (report, to[i], FALSE, NULL);
  sendoff_report_take_failure (report, sendoff_failure_copy (failure), self->account);
  return report;
}
