/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's values, and how failures settle outcome and exit status. */

#include "report/report.h"

static void
free_step (gpointer data)
{
  SendoffReportStep *step = data;

  g_free (step->detail);
  g_free (step);
}

static void
free_server (gpointer data)
{
  SendoffReportServer *server = data;

  g_free (server->host);
  g_free (server->tls);
  g_free (server->cipher);
  g_strfreev (server->extensions);
  g_free (server->mechanism);
  g_free (server);
}

static void
free_recipient (gpointer data)
{
  SendoffReportRecipient *recipient = data;

  g_free (recipient->address);
  g_clear_pointer (&recipient->reply, sendoff_reply_unref);
  g_free (recipient);
}

static void
free_certificate (gpointer data)
{
  SendoffReportCertificate *certificate = data;

  g_clear_pointer (&certificate->certificate, sendoff_certificate_unref);
  g_free (certificate);
}

static void
free_fact (gpointer data)
{
  SendoffReportFact *fact = data;

  g_free (fact->name);
  g_free (fact->value);
  g_free (fact);
}

SendoffReport *
sendoff_report_new (const char *job,
                    const char *account)
{
  SendoffReport *self;

  g_return_val_if_fail (job != NULL, NULL);

  self = g_new0 (SendoffReport, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->job = g_strdup (job);
  self->account = g_strdup (account);
  self->outcome = SENDOFF_OUTCOME_PASSED;
  self->steps = sendoff_report_steps_new ();
  self->servers = g_ptr_array_new_with_free_func (free_server);
  self->recipients = g_ptr_array_new_with_free_func (free_recipient);
  self->certificates = g_ptr_array_new_with_free_func (free_certificate);
  self->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_failure_free);
  self->diagnoses = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_diagnosis_free);
  self->transcripts = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_transcript_unref);
  self->recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_recording_unref);
  self->settings = g_ptr_array_new_with_free_func (free_fact);
  self->versions = g_ptr_array_new_with_free_func (free_fact);
  self->start_time = g_get_real_time ();

  return self;
}

SendoffReport *
sendoff_report_ref (SendoffReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_report_unref (SendoffReport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->job);
  g_free (self->account);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->servers);
  g_ptr_array_unref (self->recipients);
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->failures);
  g_ptr_array_unref (self->diagnoses);
  g_ptr_array_unref (self->transcripts);
  g_ptr_array_unref (self->recordings);
  g_clear_pointer (&self->wire, g_ptr_array_unref);
  g_ptr_array_unref (self->settings);
  g_ptr_array_unref (self->versions);
  g_free (self->message_id);
  g_free (self->subject);
  g_free (self);
}

GPtrArray *
sendoff_report_steps_new (void)
{
  return g_ptr_array_new_with_free_func (free_step);
}

SendoffReportStep *
sendoff_report_steps_put (GPtrArray               *steps,
                          const SendoffReportStep *news)
{
  char *detail = g_strdup (news->detail);
  SendoffReportStep *step = NULL;

  for (guint i = 0; i < steps->len && step == NULL; i++)
    {
      SendoffReportStep *known = steps->pdata[i];

      if (known->id == news->id && known->leg == news->leg)
        step = known;
    }
  if (step == NULL)
    {
      step = g_new0 (SendoffReportStep, 1);
      g_ptr_array_add (steps, step);
    }
  g_free (step->detail);
  *step = *news;
  step->detail = detail;
  return step;
}

SendoffReportStep *
sendoff_report_add_step (SendoffReport   *self,
                         SendoffLeg       leg,
                         SendoffStepId    id,
                         SendoffStepState state,
                         const char      *detail,
                         double           ms)
{
  SendoffReportStep *step;

  g_return_val_if_fail (self != NULL, NULL);

  step = g_new0 (SendoffReportStep, 1);
  step->leg = leg;
  step->id = id;
  step->state = state;
  step->detail = g_strdup (detail);
  step->ms = ms;
  g_ptr_array_add (self->steps, step);

  return step;
}

SendoffReportServer *
sendoff_report_add_server (SendoffReport  *self,
                           SendoffLeg      leg,
                           const char     *host,
                           guint16         port,
                           SendoffSecurity security)
{
  SendoffReportServer *server;

  g_return_val_if_fail (self != NULL, NULL);

  server = g_new0 (SendoffReportServer, 1);
  server->leg = leg;
  server->host = g_strdup (host);
  server->port = port;
  server->security = security;
  g_ptr_array_add (self->servers, server);

  return server;
}

SendoffReportRecipient *
sendoff_report_add_recipient (SendoffReport *self,
                              const char    *address,
                              gboolean       accepted,
                              SendoffReply  *reply)
{
  SendoffReportRecipient *recipient;

  g_return_val_if_fail (self != NULL, NULL);

  recipient = g_new0 (SendoffReportRecipient, 1);
  recipient->address = g_strdup (address);
  recipient->accepted = accepted;
  recipient->reply = reply != NULL ? sendoff_reply_ref (reply) : NULL;
  g_ptr_array_add (self->recipients, recipient);

  return recipient;
}

void
sendoff_report_add_certificate (SendoffReport      *self,
                                SendoffLeg          leg,
                                SendoffCertificate *certificate)
{
  SendoffReportCertificate *entry;

  g_return_if_fail (self != NULL && certificate != NULL);

  entry = g_new0 (SendoffReportCertificate, 1);
  entry->leg = leg;
  entry->certificate = sendoff_certificate_ref (certificate);
  g_ptr_array_add (self->certificates, entry);
}

static int
get_exit_status (const SendoffFailure   *failure,
                 const SendoffDiagnosis *diagnosis)
{
  return sendoff_failure_get_exit_status (failure, sendoff_diagnosis_is_about_permission (diagnosis));
}

/* The outgoing leg's failures come first, each leg's in the order in which they happened; but a want of permission before recipients that were
 * refused for themselves: what mends it may mend those, too. */
static guint
find_place (SendoffReport          *self,
            const SendoffFailure   *failure,
            const SendoffDiagnosis *diagnosis)
{
  int status = get_exit_status (failure, diagnosis);
  guint place = 0;

  for (; place < self->failures->len; place++)
    {
      const SendoffFailure *other = g_ptr_array_index (self->failures, place);

      if (other->leg > failure->leg)
        break;
      if (other->leg == failure->leg
          && sendoff_exit_status_goes_before (status, get_exit_status (other, g_ptr_array_index (self->diagnoses, place))))
        break;
    }

  return place;
}

static void
settle (SendoffReport *self)
{
  const SendoffFailure *failure = g_ptr_array_index (self->failures, 0);

  self->outcome = sendoff_failure_get_outcome (failure);
  self->exit_status = get_exit_status (failure, g_ptr_array_index (self->diagnoses, 0));
}

void
sendoff_report_take_failure (SendoffReport  *self,
                             SendoffFailure *failure,
                             SendoffAccount *settings)
{
  SendoffDiagnosis *diagnosis;
  guint place;

  g_return_if_fail (self != NULL && failure != NULL);

  diagnosis = sendoff_diagnose (failure, settings);
  place = find_place (self, failure, diagnosis);
  g_ptr_array_insert (self->failures, place, failure);
  g_ptr_array_insert (self->diagnoses, place, diagnosis);
  settle (self);
}

const SendoffDiagnosis *
sendoff_report_find_diagnosis (const SendoffReport *self,
                               SendoffLeg           leg)
{
  for (guint i = 0; i < self->failures->len && i < self->diagnoses->len; i++)
    if (((SendoffFailure *) self->failures->pdata[i])->leg == leg)
      return self->diagnoses->pdata[i];
  return NULL;
}

void
sendoff_report_add_transcript (SendoffReport     *self,
                               SendoffTranscript *transcript)
{
  g_return_if_fail (self != NULL && transcript != NULL);

  g_ptr_array_add (self->transcripts, sendoff_transcript_ref (transcript));
}

void
sendoff_report_add_recording (SendoffReport        *self,
                              SendoffWireRecording *recording)
{
  g_return_if_fail (self != NULL && recording != NULL);

  g_ptr_array_add (self->recordings, sendoff_wire_recording_ref (recording));
}

static void
add_fact (GPtrArray  *facts,
          const char *name,
          const char *value)
{
  SendoffReportFact *fact = g_new (SendoffReportFact, 1);

  fact->name = g_strdup (name);
  fact->value = g_strdup (value);
  g_ptr_array_add (facts, fact);
}

void
sendoff_report_set_settings (SendoffReport  *self,
                             SendoffAccount *account)
{
  g_return_if_fail (self != NULL && SENDOFF_IS_ACCOUNT (account));

  g_ptr_array_set_size (self->settings, 0);
  for (SendoffKey key = 0; key < SENDOFF_N_KEYS; key++)
    {
      g_autofree char *value = sendoff_account_dup_value (account, key);

      add_fact (self->settings, sendoff_key_to_string (key), value);
    }
}

void
sendoff_report_add_setting (SendoffReport *self,
                            const char    *name,
                            const char    *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_fact (self->settings, name, value);
}

void
sendoff_report_add_version (SendoffReport *self,
                            const char    *name,
                            const char    *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_fact (self->versions, name, value);
}

GPtrArray *
sendoff_report_dup_wire (const SendoffReport *self)
{
  GPtrArray *items;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->wire != NULL)
    return g_ptr_array_ref (self->wire);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_item_free);
  for (guint i = 0; i < self->recordings->len; i++)
    g_ptr_array_extend_and_steal (items, sendoff_wire_view_new (g_ptr_array_index (self->recordings, i)));

  return items;
}
