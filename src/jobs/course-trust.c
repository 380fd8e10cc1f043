/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what a course does about certificates: the exceptions, what was seen before, the question. */

#include "jobs/course-private.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "jobs/job-private.h"

static SendoffTrustSituation
make_situation (const SendoffCourse *self)
{
  return (SendoffTrustSituation){ .policy = self->policy, .pin = self->policy_pin, .entry = self->entry, .asked_before = self->asked, .seen = self->seen };
}

void
sendoff_course_prepare_trust (SendoffCourse *self)
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
}

/* What was said to be written down is, or it was said that it could not be: now the end may come. */
static void
end_saving (SendoffCourse *self)
{
  if (--self->n_saving == 0 && self->is_over)
    sendoff_course_end (self, self->last_failure);
}

static void
on_exception_dropped (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;

  if (sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, &error))
    sendoff_job_notify_user (job, _("An authority that this computer trusts now vouches for the server: your exception for it is not needed "
                                    "any more and was dropped."));
  /* Where another program forgot it first, all is as it should be. */
  else if (!g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND))
    sendoff_job_notify_user (job, error->message);
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
  if (!sendoff_seen_store_change_finish (SENDOFF_SEEN_STORE (source), result, &error))
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

      sendoff_course_tell_step (self, SENDOFF_STEP_TRUST, SENDOFF_STEP_PASSED, change, sendoff_leg_record_get_ms (&self->record, SENDOFF_STEP_TRUST));
    }

  self->is_noting = TRUE;
  self->n_saving++;
  g_object_ref (self->job);
  sendoff_seen_store_note_async (self->seen_store, certificate, on_noted, self);
}

void
sendoff_course_note_certificate (SendoffCourse            *self,
                                 const SendoffCertificate *certificate)
{
  drop_superfluous_exception (self, certificate);
  note_valid_certificate (self, certificate);
}

/* Nobody accepts the certificate. */
static void
end_untrusted (SendoffCourse *self)
{
  sendoff_course_tell_step (self, SENDOFF_STEP_TRUST, SENDOFF_STEP_FAILED, NULL, -1);
  sendoff_course_end (self, self->record.connection->failure);
}

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
  sendoff_course_start_attempt (self);
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

void
sendoff_course_handle_untrusted (SendoffCourse *self)
{
  SendoffAttemptResult *connection = self->record.connection;
  SendoffTrustSituation situation = make_situation (self);
  guint problems;

  switch (sendoff_trust_decide (&situation, connection->certificate, &problems))
    {
    case SENDOFF_TRUST_DECISION_VERIFY_FULLY:
      if (self->allowed_pin != NULL)
        {
          g_clear_pointer (&self->allowed_pin, g_free);
          sendoff_course_start_attempt (self);
          return;
        }
      break;
    case SENDOFF_TRUST_DECISION_ASK:
      self->record.extra_problems = problems & SENDOFF_PROBLEM_CHANGED;
      connection->failure->problems = problems;
      ask_trust (self, problems);
      return;
    case SENDOFF_TRUST_DECISION_GIVE_UP:
      break;
    }
  self->record.extra_problems = problems & SENDOFF_PROBLEM_CHANGED;
  connection->failure->problems = problems;
  end_untrusted (self);
}
