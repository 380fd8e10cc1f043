/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of a send job: password, attempt, question, attempt again, reports. */

#include "jobs/send-job.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "jobs/attempt-runner.h"
#include "jobs/message-template.h"
#include "jobs/password-finder.h"
#include "jobs/send-report.h"

struct _SendoffSendJob
{
  GObject parent_instance;

  SendoffSendRecord       record;
  SendoffMessageTemplate *template;
  SendoffPrompter        *prompter;
  SendoffSecretStore     *secrets;
  SendoffTrustStore      *trust_store;
  SendoffRoots           *roots;
  SendoffSecretString    *password;
  gboolean                http_connect;
  guint                   count;

  SendoffTrustPolicy      policy;
  char                   *policy_pin;
  SendoffTrustEntry      *entry;          /* of this host:port when the job began */
  char                   *allowed_pin;    /* for the next attempt */
  guint                   waived;
  gboolean                asked;
  gboolean                all_mechanisms;

  GTask                  *task;           /* while it runs */
  guint                   n_finished;
  SendoffReport          *verdict;        /* the first that failed, else the last */
};

enum { STEP_CHANGED, PROGRESS, MESSAGE_FINISHED, NOTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffSendJob, sendoff_send_job, G_TYPE_OBJECT)

static void start_attempt (SendoffSendJob *self);

/* ---- the end ---- */

static void
take_report (SendoffSendJob *self,
             SendoffReport  *report)
{
  g_autoptr(SendoffReport) owned = report;

  self->n_finished++;
  if (self->verdict == NULL || self->verdict->outcome == SENDOFF_OUTCOME_PASSED)
    {
      g_clear_pointer (&self->verdict, sendoff_report_unref);
      self->verdict = sendoff_report_ref (report);
    }
  g_signal_emit (self, signals[MESSAGE_FINISHED], 0, owned);
}

static void
finish (SendoffSendJob *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_task_return_pointer (task, g_steal_pointer (&self->verdict), (GDestroyNotify) sendoff_report_unref);
}

/* Every message that has no report yet gets one, with this cause. */
static void
finish_with_failure (SendoffSendJob       *self,
                     const SendoffFailure *failure)
{
  while (self->n_finished < self->count)
    take_report (self, sendoff_send_record_report_unreached (&self->record, sendoff_message_template_get_to (self->template),
                                                             sendoff_message_template_get_subject (self->template), failure));
  finish (self);
}

static SendoffFailure *
make_failure (SendoffSendJob     *self,
              SendoffFailureKind  kind,
              SendoffStepId       step,
              const char         *detail)
{
  SendoffFailure *failure = sendoff_failure_new (kind, SENDOFF_LEG_OUTGOING, step);
  const SendoffServerSettings *settings = self->record.settings;

  failure->protocol = SENDOFF_PROTOCOL_SMTP;
  failure->account = g_strdup (sendoff_account_get_text (self->record.account, SENDOFF_KEY_NAME));
  failure->server = g_strdup (settings != NULL ? settings->host : sendoff_account_get_text (self->record.account, SENDOFF_KEY_SMTP_HOST));
  failure->port = settings != NULL ? settings->port : sendoff_account_get_number (self->record.account, SENDOFF_KEY_SMTP_PORT);
  failure->security = sendoff_account_get_security (self->record.account, SENDOFF_LEG_OUTGOING);
  failure->detail = g_strdup (detail);
  return failure;
}

static void
finish_early (SendoffSendJob     *self,
              SendoffFailureKind  kind,
              SendoffStepId       step,
              const char         *detail)
{
  g_autoptr(SendoffFailure) failure = make_failure (self, kind, step, detail);

  sendoff_send_record_note_step (&self->record, step, kind == SENDOFF_FAILURE_CANCELLED ? SENDOFF_STEP_CANCELLED : SENDOFF_STEP_FAILED, NULL, -1);
  finish_with_failure (self, failure);
}

static void
notify (SendoffSendJob *self,
        const char     *sentence)
{
  g_signal_emit (self, signals[NOTICE], 0, sentence);
}

/* ---- events of the attempt ---- */

static void
tell_step (SendoffSendJob   *self,
           SendoffStepId     id,
           SendoffStepState  state,
           const char       *detail,
           double            ms)
{
  g_signal_emit (self, signals[STEP_CHANGED], 0, sendoff_send_record_note_step (&self->record, id, state, detail, ms));
}

static void
on_step (SendoffStepId     id,
         SendoffStepState  state,
         const char       *detail,
         double            ms,
         gpointer          user_data)
{
  SendoffSendJob *self = user_data;

  /* Not settled before the rules, or the user, have spoken. */
  if (id == SENDOFF_STEP_TRUST && state == SENDOFF_STEP_FAILED)
    state = SENDOFF_STEP_RUNNING;
  tell_step (self, id, state, detail, ms);
}

/* Nobody accepts the certificate. */
static void
finish_untrusted (SendoffSendJob *self)
{
  tell_step (self, SENDOFF_STEP_TRUST, SENDOFF_STEP_FAILED, NULL, -1);
  finish_with_failure (self, self->record.connection->failure);
}

/* An exception that a root of the system's makes superfluous goes; one made under other roots or by hand stays. */
static void
drop_superfluous_exception (SendoffSendJob           *self,
                            const SendoffCertificate *certificate)
{
  g_autoptr(GError) error = NULL;

  if (self->entry == NULL || self->entry->by_hand || certificate->trusted_by != SENDOFF_TRUSTED_BY_AUTHORITY ||
      (self->roots != NULL && !sendoff_roots_are_system (self->roots)))
    return;
  if (sendoff_trust_store_forget (self->trust_store, self->entry->host, self->entry->port, &error))
    notify (self, _("An authority that this computer trusts now vouches for the server: your exception for it is not needed any more and was dropped."));
}

static void
on_connected (const SendoffAttemptResult *so_far,
              gpointer                    user_data)
{
  SendoffSendJob *self = user_data;
  SendoffAttemptResult *facts = sendoff_attempt_result_copy_facts (so_far);

  sendoff_send_record_take_result (&self->record, facts);
  if (facts->certificate != NULL)
    drop_superfluous_exception (self, facts->certificate);
}

static void
on_progress (guint64  done,
             guint64  total,
             gpointer user_data)
{
  g_signal_emit (user_data, signals[PROGRESS], 0, done, total);
}

static void
on_message_finished (SendoffDelivery *delivery,
                     gpointer         user_data)
{
  SendoffSendJob *self = user_data;
  g_autoptr(SendoffDelivery) owned = delivery;

  take_report (self, sendoff_send_record_report (&self->record, owned));
}

/* ---- trust ---- */

static void
keep_exception (SendoffSendJob           *self,
                const SendoffCertificate *certificate)
{
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_add_exception (self->trust_store, certificate, &error))
    notify (self, error->message);
}

static void
on_trust_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(SendoffSendJob) self = user_data;
  g_autoptr(GError) error = NULL;
  SendoffTrustAnswer answer = sendoff_prompter_ask_trust_finish (SENDOFF_PROMPTER (source), result, &error);
  const SendoffCertificate *certificate = self->record.connection->certificate;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    {
      finish_early (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_TRUST, NULL);
      return;
    }
  if (error != NULL || answer == SENDOFF_ANSWER_NO)
    {
      finish_untrusted (self);
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

static void
ask_trust (SendoffSendJob *self,
           guint           problems)
{
  const SendoffServerSettings *settings = self->record.settings;
  g_autoptr(SendoffCertificate) shown = sendoff_certificate_with_judgement (self->record.connection->certificate, problems, SENDOFF_TRUSTED_BY_NOBODY);
  SendoffTrustQuestion question = {
    .leg = SENDOFF_LEG_OUTGOING,
    .account = sendoff_account_get_text (self->record.account, SENDOFF_KEY_NAME),
    .certificate = shown,
    .always_offered = TRUE,
    .sends_password = settings->signs_in,
    .user = settings->user,
    .sends_message = TRUE,
  };

  self->asked = TRUE;
  sendoff_prompter_ask_trust_async (self->prompter, &question, g_task_get_cancellable (self->task), on_trust_answered, g_object_ref (self));
}

static void
handle_untrusted (SendoffSendJob *self)
{
  SendoffAttemptResult *connection = self->record.connection;
  SendoffTrustSituation situation = { self->policy, self->policy_pin, self->entry, self->asked };
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
  finish_untrusted (self);
}

/* ---- the attempt ---- */

/* The messages behind one that failed were not tried, for the same cause; but they aren't uncertain. */
static void
finish_deliveries (SendoffSendJob *self)
{
  g_autoptr(SendoffFailure) cause = NULL;

  if (self->n_finished == self->count)
    {
      finish (self);
      return;
    }
  if (self->verdict == NULL || self->verdict->failures->len == 0)
    cause = make_failure (self, SENDOFF_FAILURE_INTERNAL, SENDOFF_STEP_SUBMIT, NULL);
  else
    cause = sendoff_failure_copy (self->verdict->failures->pdata[0]);
  if (cause->kind == SENDOFF_FAILURE_UNCERTAIN)
    cause->kind = g_cancellable_is_cancelled (g_task_get_cancellable (self->task)) ? SENDOFF_FAILURE_CANCELLED : SENDOFF_FAILURE_CONNECTION_LOST;
  self->record.not_tried = TRUE;
  finish_with_failure (self, cause);
}

static void
on_attempt_done (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(SendoffSendJob) self = user_data;
  SendoffAttemptResult *attempt = sendoff_attempt_runner_run_finish (result);

  if (attempt->failure == NULL)
    {
      sendoff_attempt_result_free (attempt);
      finish_deliveries (self);
      return;
    }

  sendoff_send_record_take_result (&self->record, attempt);
  if (attempt->failure->kind == SENDOFF_FAILURE_CERTIFICATE && attempt->certificate != NULL)
    handle_untrusted (self);
  else if (attempt->nothing_common && !self->all_mechanisms)
    {
      self->all_mechanisms = TRUE;
      start_attempt (self);
    }
  else
    finish_with_failure (self, attempt->failure);
}

static SendoffAttemptRequest *
make_request (SendoffSendJob *self)
{
  SendoffAttemptRequest *request = g_new0 (SendoffAttemptRequest, 1);

  request->settings = sendoff_server_settings_copy (self->record.settings);
  request->account = g_strdup (sendoff_account_get_text (self->record.account, SENDOFF_KEY_NAME));
  request->password = self->password != NULL ? sendoff_secret_string_ref (self->password) : NULL;
  request->roots = self->roots != NULL ? sendoff_roots_ref (self->roots) : NULL;
  request->allowed_pin = g_strdup (self->allowed_pin);
  request->waived = self->waived;
  request->all_mechanisms = self->all_mechanisms;
  request->http_connect = self->http_connect;
  request->n_messages = self->count;
  request->next_message = sendoff_message_template_make;
  request->next_message_data = self->template;
  return request;
}

static void
start_attempt (SendoffSendJob *self)
{
  SendoffAttemptSink sink = {
    .step = on_step, .connected = on_connected, .progress = on_progress, .message_finished = on_message_finished, .user_data = self,
  };

  sendoff_send_record_restart (&self->record);
  sendoff_attempt_runner_run_async (make_request (self), &sink, self, g_task_get_cancellable (self->task), on_attempt_done, g_object_ref (self));
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
start_with_password (SendoffSendJob *self)
{
  const char *pin;

  if (self->password != NULL && !is_usable (self->password))
    {
      finish_early (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_SIGN_IN,
                    _("The password holds a line break or another control character. Type it again, or mend the file that it was read from."));
      return;
    }

  self->entry = sendoff_trust_store_lookup (self->trust_store, self->record.settings->host, self->record.settings->port);
  self->record.trusted_by = self->policy == SENDOFF_TRUST_PIN || (self->entry != NULL && self->entry->by_hand) ? SENDOFF_TRUSTED_BY_PIN
                                                                                                              : SENDOFF_TRUSTED_BY_USER;
  SendoffTrustSituation situation = { self->policy, self->policy_pin, self->entry, FALSE };
  sendoff_trust_allow_at_first (&situation, &pin, &self->waived);
  self->allowed_pin = g_strdup (pin);
  start_attempt (self);
}

static void
on_password_found (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(SendoffSendJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  self->password = sendoff_password_finder_run_finish (result, &notice, &error);
  if (notice != NULL)
    notify (self, notice);
  if (error != NULL)
    finish_early (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_SIGN_IN, NULL);
  else if (self->password == NULL)
    finish_early (self, SENDOFF_FAILURE_PASSWORD_MISSING, SENDOFF_STEP_SIGN_IN, NULL);
  else
    start_with_password (self);
}

void
sendoff_send_job_run_async (SendoffSendJob      *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (SENDOFF_IS_SEND_JOB (self));
  g_return_if_fail (self->task == NULL && self->n_finished == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sendoff_send_job_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  self->record.settings = sendoff_account_get_server_settings (self->record.account, SENDOFF_LEG_OUTGOING, &error);
  if (self->record.settings == NULL)
    finish_early (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_FIND_SERVER, error->message);
  else if (!self->record.settings->signs_in)
    {
      g_clear_pointer (&self->password, sendoff_secret_string_unref);
      start_with_password (self);
    }
  else if (self->password != NULL)
    start_with_password (self);
  else
    sendoff_password_finder_run_async (self->record.account, self->record.settings, self->secrets, self->prompter, cancellable, on_password_found,
                                       g_object_ref (self));
}

SendoffReport *
sendoff_send_job_run_finish (SendoffSendJob *self,
                             GAsyncResult   *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
sendoff_send_job_finalize (GObject *object)
{
  SendoffSendJob *self = SENDOFF_SEND_JOB (object);

  sendoff_send_record_clear (&self->record);
  g_clear_pointer (&self->template, sendoff_message_template_free);
  g_clear_object (&self->prompter);
  g_clear_object (&self->secrets);
  g_clear_object (&self->trust_store);
  g_clear_pointer (&self->roots, sendoff_roots_unref);
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  g_clear_pointer (&self->policy_pin, g_free);
  g_clear_pointer (&self->entry, sendoff_trust_entry_free);
  g_clear_pointer (&self->allowed_pin, g_free);
  g_clear_pointer (&self->verdict, sendoff_report_unref);
  G_OBJECT_CLASS (sendoff_send_job_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            guint       n_values,
            GType       first,
            GType       second)
{
  return g_signal_new (name, SENDOFF_TYPE_SEND_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_values, first, second);
}

static void
sendoff_send_job_class_init (SendoffSendJobClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_send_job_finalize;

  signals[STEP_CHANGED] = add_signal ("step-changed", 1, G_TYPE_POINTER, G_TYPE_NONE);
  signals[PROGRESS] = add_signal ("progress", 2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[MESSAGE_FINISHED] = add_signal ("message-finished", 1, G_TYPE_POINTER, G_TYPE_NONE);
  signals[NOTICE] = add_signal ("notice", 1, G_TYPE_STRING, G_TYPE_NONE);
}

static void
sendoff_send_job_init (SendoffSendJob *self)
{
}

SendoffSendJob *
sendoff_send_job_new (SendoffAccount            *account,
                      const SendoffMessageParts *parts,
                      const SendoffSendOptions  *options,
                      SendoffPrompter           *prompter,
                      SendoffSecretStore        *secrets,
                      SendoffTrustStore         *trust_store)
{
  SendoffSendJob *self = g_object_new (SENDOFF_TYPE_SEND_JOB, NULL);
  g_autoptr(SendoffAccount) copy = sendoff_account_copy (account);

  sendoff_send_record_init (&self->record, copy, "send");
  self->template = sendoff_message_template_new (copy, parts);
  self->prompter = g_object_ref (prompter);
  self->secrets = g_object_ref (secrets);
  self->trust_store = g_object_ref (trust_store);
  self->policy = options->trust;
  self->policy_pin = g_strdup (options->pin);
  self->roots = options->roots != NULL ? sendoff_roots_ref (options->roots) : NULL;
  self->password = options->password != NULL ? sendoff_secret_string_ref (options->password) : NULL;
  self->http_connect = options->http_connect;
  self->count = MAX (options->count, 1);
  return self;
}
