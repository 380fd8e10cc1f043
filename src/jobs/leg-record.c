/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what the attempts at one server told, and its place in the reports. */

#include "jobs/leg-record.h"

#include <glib/gi18n-lib.h>

void
sendoff_leg_record_init (SendoffLegRecord *self,
                         SendoffLeg        leg)
{
  *self = (SendoffLegRecord){ .leg = leg };
  self->steps = sendoff_report_steps_new ();
  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_transcript_unref);
  self->earlier_recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_recording_unref);
}

void
sendoff_leg_record_clear (SendoffLegRecord *self)
{
  g_clear_pointer (&self->settings, sendoff_server_settings_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_clear_pointer (&self->earlier_recordings, g_ptr_array_unref);
}

void
sendoff_leg_record_restart (SendoffLegRecord *self)
{
  g_ptr_array_set_size (self->steps, 0);
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
}

SendoffReportStep *
sendoff_leg_record_note_step (SendoffLegRecord *self,
                              SendoffStepId     id,
                              SendoffStepState  state,
                              const char       *detail,
                              double            ms)
{
  return sendoff_report_steps_put (self->steps, &(SendoffReportStep){ .leg = self->leg, .id = id, .state = state, .detail = (char *) detail,
                                                                      .ms = ms });
}

void
sendoff_leg_record_take_result (SendoffLegRecord     *self,
                                SendoffAttemptResult *result)
{
  self->measured = TRUE;
  g_clear_pointer (&self->connection, sendoff_attempt_result_free);
  self->connection = result;
  if (result->transcript != NULL)
    g_ptr_array_add (self->earlier, sendoff_transcript_ref (result->transcript));
  if (result->recording != NULL)
    g_ptr_array_add (self->earlier_recordings, sendoff_wire_recording_ref (result->recording));
  self->seen |= result->seen;
  self->seen_names |= result->seen_names;
}

static const SendoffReportStep *
find_step (SendoffLegRecord *self,
           SendoffStepId     id)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (((SendoffReportStep *) self->steps->pdata[i])->id == id)
      return self->steps->pdata[i];
  return NULL;
}

double
sendoff_leg_record_get_ms (SendoffLegRecord *self,
                           SendoffStepId     id)
{
  const SendoffReportStep *step = find_step (self, id);

  return step != NULL ? step->ms : -1;
}

/* In the order of the contract, whatever came first on this connection; all that the leg has, so that scripts and eyes find each at its place. */
static void
add_steps (SendoffLegRecord *self,
           SendoffReport    *report)
{
  guint n_steps = self->submits ? SENDOFF_N_STEPS : SENDOFF_STEP_SUBMIT;

  for (guint id = 0; id < n_steps; id++)
    {
      const SendoffReportStep *step = find_step (self, id);

      if (id == SENDOFF_STEP_SUBMIT && self->not_tried)
        sendoff_report_add_step (report, self->leg, id, SENDOFF_STEP_SKIPPED, _("not tried, because an earlier message was not sent"), -1);
      else if (step == NULL)
        sendoff_report_add_step (report, self->leg, id, SENDOFF_STEP_SKIPPED, NULL, -1);
      else
        sendoff_report_add_step (report, self->leg, id, step->state, step->detail, step->ms);
    }
}

static void
add_connection (SendoffLegRecord *self,
                SendoffReport    *report)
{
  const SendoffAttemptResult *connection = self->connection;
  SendoffReportServer *server;

  if (self->settings == NULL)
    return;
  server = sendoff_report_add_server (report, self->leg, self->settings->host, self->settings->port, self->settings->security);
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
  sendoff_report_add_certificate (report, self->leg, judged);
}

void
sendoff_leg_record_report (SendoffLegRecord *self,
                           SendoffReport    *report)
{
  report->seen_measured |= self->measured;
  report->seen |= self->seen;
  report->seen_names |= self->seen_names;
  add_steps (self, report);
  add_connection (self, report);
  for (guint i = 0; i < self->earlier->len; i++)
    sendoff_report_add_transcript (report, self->earlier->pdata[i]);
  for (guint i = 0; i < self->earlier_recordings->len; i++)
    sendoff_report_add_recording (report, self->earlier_recordings->pdata[i]);
}
