/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of one leg: password, attempt, question, attempt again. */

#include "jobs/course.h"

#include <glib/gi18n-lib.h>

#include "jobs/attempt-runner.h"
#include "jobs/job-private.h"
#include "jobs/password-finder.h"

struct _SendoffCourse
{
  SendoffJob               *job;         /* owns us; each callback holds a reference of its own */
  const SendoffCourseFuncs *funcs;
  SendoffLegRecord          record;
  SendoffSecretString      *password;
  SendoffRoots             *roots;
  gboolean                  http_connect;
  guint                     n_messages;
  SendoffNextMessage        next_message;
  gpointer                  next_message_data;

  SendoffTrustPolicy        policy;
  char                     *policy_pin;
  SendoffTrustEntry        *entry;       /* of this host:port when the course began */
  SendoffSeenStore         *seen_store;  /* NULL: none */
  SendoffSeenEntry         *seen;        /* as the entry */
  gboolean                  is_noting;   /* a valid certificate is being written down */
  guint                     n_saving;    /* all that is being written down … */
  gboolean                  is_over;     /* … and the end waits for that */
  SendoffFailure           *last_failure;
  char                     *allowed_pin; /* for the next attempt */
  guint                     waived;
  gboolean                  asked;
  gboolean                  all_mechanisms;
};

static void start_attempt (SendoffCourse *self);

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

static void
end (SendoffCourse        *self,
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
  end (self, failure);
}

/* ---- events of the attempt ---- */

static void
tell_step (SendoffCourse    *self,
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
  /* Not settled before the rules, or the user, have spoken. */
  if (id == SENDOFF_STEP_TRUST && state == SENDOFF_STEP_FAILED)
    state = SENDOFF_STEP_RUNNING;
  tell_step (user_data, id, state, detail, ms);
}

/* Nobody accepts the certificate. */
static void
end_untrusted (SendoffCourse *self)
{
  tell_step (self, SENDOFF_STEP_TRUST, SENDOFF_STEP_FAILED, NULL, -1);
  end (self, self->record.connection->failure);
}

/* What was said to be written down is, or it was said that it could not be: now the end may come. */
static void
end_saving (SendoffCourse *self)
{
  if (--self->n_saving == 0 && self->is_over)
    self->funcs->done (self, self->last_failure, self->job);
}

static void
on_exception_dropped (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;

  if (sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, NULL))
    sendoff_job_notify_user (job, _("An authority that this computer trusts now vouches for the server: your exception for it is not needed "
                                    "any more and was dropped."));
  end_saving (self);
}

/* An exception that a root of the system's makes superfluous goes; one made under other roots or by hand stays. */
static void
drop_superfluous_exception (SendoffCourse            *self,
                            const SendoffCertificate *certificate)
{
  if (self->entry == NULL || self->entry->by_hand || certificate->trusted_by != SENDOFF_TRUSTED_BY_AUTHORITY ||
      (self->roots != NULL && !sendoff_roots_are_system (self->roots)))
    return;
  self->n_saving++;
  g_object_ref (self->job);
  sendoff_trust_store_forget_async (sendoff_job_get_trust_store (self->job), self->entry->host, self->entry->port, on_exception_dropped, self);
}

static void
on_noted (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;

  self->is_noting = FALSE;
  if (!sendoff_seen_store_note_finish (SENDOFF_SEEN_STORE (source), result, &error))
    sendoff_job_notify_user (job, error->message);
  end_saving (self);
}

/* An authority vouches for it, so that nobody need be asked; that it is another one than before is worth a word all the same. */
static void
note_valid_certificate (SendoffCourse            *self,
                        const SendoffCertificate *certificate)
{
  SendoffTrustSituation situation = { .policy = self->policy, .seen = self->seen };
  g_autoptr(SendoffComparison) comparison = NULL;

  if (self->seen_store == NULL || certificate->trusted_by != SENDOFF_TRUSTED_BY_AUTHORITY || self->is_noting)
    return;
  comparison = sendoff_trust_compare (&situation, certificate, g_get_real_time () / G_USEC_PER_SEC);
  if (comparison != NULL)
    {
      g_autofree char *change = sendoff_comparison_summarize (comparison);

      tell_step (self, SENDOFF_STEP_TRUST, SENDOFF_STEP_PASSED, change, sendoff_leg_record_get_ms (&self->record, SENDOFF_STEP_TRUST));
    }

  self->is_noting = TRUE;
  self->n_saving++;
  g_object_ref (self->job);
  sendoff_seen_store_note_async (self->seen_store, certificate, on_noted, self);
}

static void
on_connected (const SendoffAttemptResult *so_far,
              gpointer                    user_data)
{
  SendoffCourse *self = user_data;
  SendoffAttemptResult *facts = sendoff_attempt_result_copy_facts (so_far);

  sendoff_leg_record_take_result (&self->record, facts);
  if (facts->certificate == NULL)
    return;
  drop_superfluous_exception (self, facts->certificate);
  note_valid_certificate (self, facts->certificate);
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

  self->funcs->message_finished (self, delivery, self->job);
}

/* ---- trust ---- */

static void
on_exception_kept (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, &error))
    sendoff_job_notify_user (job, error->message);
  end_saving (self);
}

/* The attempt need not wait for it: what it may meet is in its request. */
static void
keep_exception (SendoffCourse            *self,
                const SendoffCertificate *certificate)
{
  self->n_saving++;
  g_object_ref (self->job);
  sendoff_trust_store_add_exception_async (sendoff_job_get_trust_store (self->job), certificate, on_exception_kept, self);
}

static void
on_trust_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  SendoffTrustAnswer answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &error);
  const SendoffCertificate *certificate = self->record.connection->certificate;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || sendoff_job_is_cancelled (job))
    {
      sendoff_course_give_up (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_TRUST, NULL);
      return;
    }
  if (error != NULL || answer == SENDOFF_ANSWER_NO)
    {
      end_untrusted (self);
      return;
    }
  if (answer == SENDOFF_ANSWER_ALWAYS)
    keep_exception (self, certificate);

  g_free (self->allowed_pin);
  self->allowed_pin = g_strdup (certificate->pin);
  self->waived = certificate->problems;
  self->record.trusted_by = SENDOFF_TRUSTED_BY_USER;
  start_attempt (self);
}

static SendoffTrustSituation
make_situation (const SendoffCourse *self)
{
  return (SendoffTrustSituation){ .policy = self->policy, .pin = self->policy_pin, .entry = self->entry, .asked_before = self->asked, .seen = self->seen };
}

static void
ask_trust (SendoffCourse *self,
           guint          problems)
{
  const SendoffServerSettings *settings = self->record.settings;
  g_autoptr(SendoffCertificate) shown = sendoff_certificate_with_judgement (self->record.connection->certificate, problems, SENDOFF_TRUSTED_BY_NOBODY);
  SendoffTrustSituation situation = make_situation (self);
  g_autoptr(SendoffComparison) comparison = sendoff_trust_compare (&situation, shown, g_get_real_time () / G_USEC_PER_SEC);
  SendoffTrustQuestion question = {
    .leg = self->record.leg,
    .account = sendoff_account_get_text (sendoff_job_get_account (self->job), SENDOFF_KEY_NAME),
    .certificate = shown,
    .always_offered = sendoff_trust_offers_always (&situation),
    .sends_password = settings->signs_in,
    .user = settings->user,
    .sends_message = self->n_messages > 0,
    .comparison = comparison,
    .was_valid = self->seen != NULL,
  };

  self->asked = TRUE;
  g_object_ref (self->job);
  sendoff_prompter_ask_trust_async (sendoff_job_get_prompter (self->job), &question, sendoff_job_get_cancellable (self->job), on_trust_answered, self);
}

static void
handle_untrusted (SendoffCourse *self)
{
  SendoffAttemptResult *connection = self->record.connection;
  SendoffTrustSituation situation = make_situation (self);
  guint problems;

  switch (sendoff_trust_decide (&situation, connection->certificate, &problems))
    {
    case SENDOFF_TRUST_STEP_VERIFY_FULLY:
      if (self->allowed_pin != NULL)
        {
          g_clear_pointer (&self->allowed_pin, g_free);
          start_attempt (self);
          return;
        }
      break;
    case SENDOFF_TRUST_STEP_ASK:
      self->record.extra_problems = problems & SENDOFF_PROBLEM_CHANGED;
      connection->failure->problems = problems;
      ask_trust (self, problems);
      return;
    case SENDOFF_TRUST_STEP_GIVE_UP:
      break;
    }
  self->record.extra_problems = problems & SENDOFF_PROBLEM_CHANGED;
  connection->failure->problems = problems;
  end_untrusted (self);
}

/* ---- the attempt ---- */

static void
on_attempt_done (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  SendoffAttemptResult *attempt = sendoff_attempt_runner_run_finish (result);

  if (attempt->failure == NULL && self->n_messages > 0)
    {
      sendoff_attempt_result_free (attempt);
      end (self, NULL);
      return;
    }

  sendoff_leg_record_take_result (&self->record, attempt);
  if (attempt->failure == NULL)
    end (self, NULL);
  else if (attempt->failure->kind == SENDOFF_FAILURE_CERTIFICATE && attempt->certificate != NULL)
    handle_untrusted (self);
  else if (attempt->nothing_common && !self->all_mechanisms)
    {
      self->all_mechanisms = TRUE;
      start_attempt (self);
    }
  else
    end (self, attempt->failure);
}

static SendoffAttemptRequest *
make_request (SendoffCourse *self)
{
  SendoffAttemptRequest *request = g_new0 (SendoffAttemptRequest, 1);

  request->settings = sendoff_server_settings_copy (self->record.settings);
  request->account = g_strdup (sendoff_account_get_text (sendoff_job_get_account (self->job), SENDOFF_KEY_NAME));
  request->password = self->password != NULL ? sendoff_secret_string_ref (self->password) : NULL;
  sendoff_job_note_secret (self->job, self->password);
  request->roots = self->roots != NULL ? sendoff_roots_ref (self->roots) : NULL;
  request->allowed_pin = g_strdup (self->allowed_pin);
  request->waived = self->waived;
  request->all_mechanisms = self->all_mechanisms;
  request->http_connect = self->http_connect;
  request->n_messages = self->n_messages;
  request->next_message = self->next_message;
  request->next_message_data = self->next_message_data;
  return request;
}

static void
start_attempt (SendoffCourse *self)
{
  SendoffAttemptSink sink = {
    .step = on_step, .connected = on_connected, .progress = on_progress, .message_finished = on_message_finished, .user_data = self,
  };

  sendoff_leg_record_restart (&self->record);
  g_object_ref (self->job);
  sendoff_attempt_runner_run_async (make_request (self), &sink, self->job, sendoff_job_get_cancellable (self->job), on_attempt_done, self);
}

void
sendoff_course_run (SendoffCourse *self)
{
  const SendoffServerSettings *settings = self->record.settings;
  const char *pin;

  self->entry = sendoff_trust_store_lookup (sendoff_job_get_trust_store (self->job), settings->host, settings->port);
  self->record.trusted_by = self->policy == SENDOFF_TRUST_PIN || (self->entry != NULL && self->entry->by_hand) ? SENDOFF_TRUSTED_BY_PIN
                                                                                                              : SENDOFF_TRUSTED_BY_USER;
  if (self->seen_store != NULL)
    self->seen = sendoff_seen_store_lookup (self->seen_store, settings->host, settings->port);
  SendoffTrustSituation situation = make_situation (self);
  sendoff_trust_allow_at_first (&situation, &pin, &self->waived);
  self->allowed_pin = g_strdup (pin);
  start_attempt (self);
}

/* ---- the beginning ---- */

/* SMTP carries it in base64, but what can't be typed isn't a password; a line end is the sign of a file read wrongly. */
static gboolean
is_usable (const SendoffSecretString *password)
{
  const char *text = sendoff_secret_string_peek (password);

  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return FALSE;
  return TRUE;
}

static void
check_password (SendoffCourse *self)
{
  if (self->password != NULL && !is_usable (self->password))
    sendoff_course_give_up (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_SIGN_IN,
                            _("The password holds a line break or another control character. Type it again, or mend the file that it was read from."));
  else
    self->funcs->ready (self, self->job);
}

static void
on_password_found (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  self->password = sendoff_password_finder_run_finish (result, &notice, &error);
  if (notice != NULL)
    sendoff_job_notify_user (job, notice);
  if (error != NULL)
    sendoff_course_give_up (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_SIGN_IN, NULL);
  else if (self->password == NULL)
    sendoff_course_give_up (self, SENDOFF_FAILURE_PASSWORD_MISSING, SENDOFF_STEP_SIGN_IN, NULL);
  else
    check_password (self);
}

void
sendoff_course_begin (SendoffCourse *self)
{
  SendoffAccount *account = sendoff_job_get_account (self->job);
  g_autoptr(GError) error = NULL;

  self->record.settings = sendoff_account_get_server_settings (account, self->record.leg, &error);
  if (self->record.settings == NULL)
    {
      sendoff_course_give_up (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_FIND_SERVER, error->message);
      return;
    }
  if (!self->record.settings->signs_in)
    g_clear_pointer (&self->password, sendoff_secret_string_unref);
  if (!self->record.settings->signs_in || self->password != NULL)
    {
      check_password (self);
      return;
    }
  g_object_ref (self->job);
  sendoff_password_finder_run_async (account, self->record.settings, sendoff_job_get_secrets (self->job), sendoff_job_get_prompter (self->job),
                                     sendoff_job_get_cancellable (self->job), on_password_found, self);
}
