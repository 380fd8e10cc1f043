/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of one leg: attempt, attempt again, end. */

#include "jobs/course-private.h"

#include "diagnosis/diagnosis.h"
#include "jobs/attempt-runner.h"
#include "jobs/job-private.h"

#define MIN_NOTED_LENGTH 8

SendoffCourse *
sendoff_course_new (SendoffJob               *job,
                    SendoffLeg                leg,
                    const SendoffCourseTerms *terms,
                    const SendoffCourseFuncs *funcs)
{
  SendoffCourse *self = g_new0 (SendoffCourse, 1);

  self->job = job;
  self->funcs = funcs;
  sendoff_leg_record_init (&self->record, leg);
  self->policy = terms->trust;
  self->policy_pin = g_strdup (terms->pin);
  self->roots = terms->roots != NULL ? sendoff_roots_ref (terms->roots) : NULL;
  self->http_connect = terms->http_connect;
  self->require_tls = terms->require_tls;
  self->seen_store = terms->seen != NULL ? g_object_ref (terms->seen) : NULL;
  return self;
}

void
sendoff_course_free (SendoffCourse *self)
{
  if (self == NULL)
    return;
  sendoff_leg_record_clear (&self->record);
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  g_clear_pointer (&self->roots, sendoff_roots_unref);
  g_clear_pointer (&self->entry, sendoff_trust_entry_free);
  g_clear_pointer (&self->seen, sendoff_seen_entry_free);
  g_clear_pointer (&self->last_failure, sendoff_failure_free);
  g_clear_object (&self->seen_store);
  g_clear_pointer (&self->probed, sendoff_way_free);
  g_clear_pointer (&self->other_ways, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_free (self->policy_pin);
  g_free (self->allowed_pin);
  g_free (self);
}

void
sendoff_course_set_password (SendoffCourse       *self,
                             SendoffSecretString *password)
{
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  self->password = password != NULL ? sendoff_secret_string_ref (password) : NULL;
}

void
sendoff_course_set_messages (SendoffCourse      *self,
                             guint               n,
                             SendoffNextMessage  next_message,
                             gpointer            next_message_data)
{
  self->n_messages = n;
  self->next_message = next_message;
  self->next_message_data = next_message_data;
  self->record.submits = n > 0;
}

SendoffLegRecord *
sendoff_course_get_record (SendoffCourse *self)
{
  return &self->record;
}

SendoffSecretString *
sendoff_course_get_password (SendoffCourse *self)
{
  return self->password;
}

/* ---- the end ---- */

void
sendoff_course_end (SendoffCourse        *self,
                    const SendoffFailure *failure)
{
  if (self->n_saving > 0 && !sendoff_job_is_cancelled (self->job))
    {
      self->is_over = TRUE;
      self->last_failure = failure != NULL ? sendoff_failure_copy (failure) : NULL;
      return;
    }
  self->funcs->done (self, failure, self->job);
}

SendoffFailure *
sendoff_course_make_failure (SendoffCourse      *self,
                             SendoffFailureKind  kind,
                             SendoffStepId       step,
                             const char         *detail)
{
  SendoffLeg leg = self->record.leg;
  SendoffFailure *failure = sendoff_failure_new (kind, leg, step);
  const SendoffServerSettings *settings = self->record.settings;
  SendoffAccount *account = sendoff_job_get_account (self->job);
  gboolean outgoing = leg == SENDOFF_LEG_OUTGOING;

  failure->protocol = outgoing ? SENDOFF_PROTOCOL_SMTP : sendoff_account_get_incoming_protocol (account);
  failure->account = g_strdup (sendoff_account_get_text (account, SENDOFF_KEY_NAME));
  failure->server = g_strdup (settings != NULL ? settings->host
                                               : sendoff_account_get_text (account, outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST));
  failure->port = settings != NULL ? settings->port : sendoff_account_get_number (account, outgoing ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT);
  failure->security = sendoff_account_get_security (account, leg);
  failure->detail = g_strdup (detail);
  return failure;
}

void
sendoff_course_give_up (SendoffCourse      *self,
                        SendoffFailureKind  kind,
                        SendoffStepId       step,
                        const char         *detail)
{
  g_autoptr(SendoffFailure) failure = sendoff_course_make_failure (self, kind, step, detail);

  sendoff_leg_record_note_step (&self->record, step, kind == SENDOFF_FAILURE_CANCELLED ? SENDOFF_STEP_CANCELLED : SENDOFF_STEP_FAILED, NULL, -1);
  sendoff_course_end (self, failure);
}

/* ---- events of the attempt ---- */

void
sendoff_course_tell_step (SendoffCourse    *self,
                          SendoffStepId     id,
                          SendoffStepState  state,
                          const char       *detail,
                          double            ms)
{
  sendoff_job_tell_step (self->job, sendoff_leg_record_note_step (&self->record, id, state, detail, ms));
}

static void
on_step (SendoffStepId     id,
         SendoffStepState  state,
         const char       *detail,
         double            ms,
         gpointer          user_data)
{
  SendoffCourse *self = user_data;

  /* Not settled before the rules, or the user, have spoken. */
  if (id == SENDOFF_STEP_TRUST && state == SENDOFF_STEP_FAILED)
    state = SENDOFF_STEP_RUNNING;
  /* We have stopped it, and not the user. */
  if (state == SENDOFF_STEP_CANCELLED && self->other_ways != NULL && !sendoff_job_is_cancelled (self->job))
    state = SENDOFF_STEP_FAILED;
  sendoff_course_tell_step (self, id, state, detail, ms);
}

static void
on_silent (double   silent_s,
           gpointer user_data)
{
  sendoff_course_probe_silence (user_data, silent_s);
}

static void
on_connected (const SendoffAttemptResult *so_far,
              gpointer                    user_data)
{
  SendoffCourse *self = user_data;
  SendoffAttemptResult *facts = sendoff_attempt_result_copy_facts (so_far);

  sendoff_leg_record_take_result (&self->record, facts);
  if (facts->certificate != NULL)
    sendoff_course_note_certificate (self, facts->certificate);
}

static void
on_progress (guint64  done,
             guint64  total,
             gpointer user_data)
{
  SendoffCourse *self = user_data;

  sendoff_job_tell_progress (self->job, done, total);
}

static void
on_message_finished (SendoffDelivery *delivery,
                     gpointer         user_data)
{
  SendoffCourse *self = user_data;

  sendoff_course_take_delivery (self, delivery);
}

/* ---- the attempt ---- */

static void
on_job_cancelled (GCancellable *cancellable,
                  gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* It can be ended alone, and the job as a whole. */
static void
watch_attempt (SendoffCourse *self)
{
  GCancellable *cancellable = sendoff_job_get_cancellable (self->job);

  self->attempt = g_cancellable_new ();
  if (cancellable != NULL)
    self->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_job_cancelled), self->attempt, NULL);
}

static void
unwatch_attempt (SendoffCourse *self)
{
  if (self->handler != 0)
    g_cancellable_disconnect (sendoff_job_get_cancellable (self->job), self->handler);
  self->handler = 0;
  g_clear_object (&self->attempt);
}

/* What a server lists it may refuse all the same: Dovecot lists USER where it has only mechanisms that don't show the password. A wrong password
 * isn't tried again. */
static gboolean
wants_all_mechanisms (SendoffCourse              *self,
                      const SendoffAttemptResult *attempt)
{
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  if (self->all_mechanisms || !attempt->more_mechanisms)
    return !self->all_mechanisms && attempt->nothing_common;
  diagnosis = sendoff_diagnose (attempt->failure, sendoff_job_get_account (self->job));
  return !diagnosis->temporary && (diagnosis->class_ == SENDOFF_CLASS_SIGN_IN_METHOD || g_str_equal (diagnosis->id, "command-refused"));
}

static void
on_attempt_done (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  SendoffAttemptResult *attempt = sendoff_attempt_runner_run_finish (result);

  unwatch_attempt (self);
  sendoff_course_settle_silence (self, attempt->failure);
  if (attempt->failure == NULL && self->n_messages > 0)
    {
      sendoff_attempt_result_free (attempt);
      sendoff_course_end_after_messages (self);
      return;
    }

  sendoff_leg_record_take_result (&self->record, attempt);
  if (attempt->failure == NULL)
    sendoff_course_end (self, NULL);
  else if (attempt->failure->kind == SENDOFF_FAILURE_CERTIFICATE && attempt->certificate != NULL)
    sendoff_course_handle_untrusted (self);
  else if (wants_all_mechanisms (self, attempt))
    {
      self->all_mechanisms = TRUE;
      sendoff_course_start_attempt (self);
    }
  else if (attempt->no_ticket && !self->without_kerberos)
    {
      self->without_kerberos = TRUE;
      sendoff_course_start_attempt (self);
    }
  else
    sendoff_course_end_after_probe (self);
}

/* A PIN of a few digits is in many a port or time; and no report has a place where it could come from. */
static SendoffSecretString *
dup_client_secret (SendoffCourse *self)
{
  SendoffSecretString *secret = sendoff_client_secret_finder_get (sendoff_job_get_client_secret (self->job));

  if (secret == NULL)
    return NULL;
  if (sendoff_secret_string_get_length (secret) >= MIN_NOTED_LENGTH)
    sendoff_job_note_secret (self->job, secret);
  return sendoff_secret_string_ref (secret);
}

static SendoffAttemptRequest *
make_request (SendoffCourse *self)
{
  SendoffAttemptRequest *request = g_new0 (SendoffAttemptRequest, 1);

  request->settings = sendoff_server_settings_copy (self->record.settings);
  request->account = g_strdup (sendoff_account_get_text (sendoff_job_get_account (self->job), SENDOFF_KEY_NAME));
  request->password = self->password != NULL ? sendoff_secret_string_ref (self->password) : NULL;
  sendoff_job_note_secret (self->job, self->password);
  request->client_secret = dup_client_secret (self);
  request->roots = self->roots != NULL ? sendoff_roots_ref (self->roots) : NULL;
  request->allowed_pin = g_strdup (self->allowed_pin);
  request->waived = self->waived;
  request->all_mechanisms = self->all_mechanisms;
  request->without_kerberos = self->without_kerberos;
  request->http_connect = self->http_connect;
  request->require_tls = self->require_tls;
  request->n_messages = self->n_messages;
  request->next_message = self->next_message;
  request->next_message_data = self->next_message_data;
  return request;
}

void
sendoff_course_start_attempt (SendoffCourse *self)
{
  SendoffAttemptSink sink = {
    .step = on_step, .silent = on_silent, .connected = on_connected, .progress = on_progress, .message_finished = on_message_finished,
    .user_data = self,
  };

  sendoff_leg_record_restart (&self->record);
  watch_attempt (self);
  g_object_ref (self->job);
  sendoff_attempt_runner_run_async (make_request (self), &sink, self->job, self->attempt, on_attempt_done, self);
}
