/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what a send job makes of its leg's course: a report for each message. */

#include "jobs/send-job.h"

#include "jobs/course.h"
#include "jobs/delivery-report.h"
#include "jobs/job-private.h"
#include "jobs/message-template.h"

struct _SendoffSendJob
{
  SendoffJob parent_instance;

  SendoffCourse          *course;
  SendoffMessageTemplate *template;
  guint                   count;
};

G_DEFINE_FINAL_TYPE (SendoffSendJob, sendoff_send_job, SENDOFF_TYPE_JOB)

/* Every message that has no report yet gets one, with this cause. */
static void
finish_with_failure (SendoffSendJob       *self,
                     const SendoffFailure *failure)
{
  SendoffJob *job = SENDOFF_JOB (self);

  while (sendoff_job_count_reports (job) < self->count)
    {
      SendoffReport *report = sendoff_job_make_report (job);

      sendoff_leg_record_report (sendoff_course_get_record (self->course), report);
      sendoff_delivery_report_unreached (report, sendoff_message_template_get_to (self->template),
                                         sendoff_message_template_get_subject (self->template));
      sendoff_report_take_failure (report, sendoff_failure_copy (failure), sendoff_job_get_account (job));
      sendoff_job_take_report (job, report);
    }
  sendoff_job_finish (job);
}

/* The messages behind one that failed were not tried, for the same cause; but they aren't uncertain. */
static void
finish_deliveries (SendoffSendJob *self)
{
  SendoffJob *job = SENDOFF_JOB (self);
  SendoffReport *verdict = sendoff_job_get_verdict (job);
  g_autoptr(SendoffFailure) cause = NULL;

  if (sendoff_job_count_reports (job) == self->count)
    {
      sendoff_job_finish (job);
      return;
    }
  if (verdict == NULL || verdict->failures->len == 0)
    cause = sendoff_course_make_failure (self->course, SENDOFF_FAILURE_INTERNAL, SENDOFF_STEP_SUBMIT, NULL);
  else
    cause = sendoff_failure_copy (verdict->failures->pdata[0]);
  if (cause->kind == SENDOFF_FAILURE_UNCERTAIN)
    cause->kind = sendoff_job_is_cancelled (job) ? SENDOFF_FAILURE_CANCELLED : SENDOFF_FAILURE_CONNECTION_LOST;
  sendoff_course_get_record (self->course)->not_tried = TRUE;
  finish_with_failure (self, cause);
}

static void
on_course_ready (SendoffCourse *course,
                 SendoffJob    *job)
{
  sendoff_course_run (course);
}

static void
on_message_finished (SendoffCourse   *course,
                     SendoffDelivery *delivery,
                     SendoffJob      *job)
{
  SendoffReport *report = sendoff_job_make_report (job);
  g_autoptr(SendoffDelivery) owned = delivery;

  sendoff_leg_record_report (sendoff_course_get_record (course), report);
  sendoff_delivery_report (report, delivery, sendoff_job_get_account (job));
  if (delivery->index > 0)
    report->ms = delivery->ms;
  sendoff_job_take_report (job, report);
}

static void
on_course_done (SendoffCourse        *course,
                const SendoffFailure *failure,
                SendoffJob           *job)
{
  SendoffSendJob *self = SENDOFF_SEND_JOB (job);

  if (failure != NULL)
    finish_with_failure (self, failure);
  else
    finish_deliveries (self);
}

static void
sendoff_send_job_start (SendoffJob *job)
{
  sendoff_course_begin (SENDOFF_SEND_JOB (job)->course);
}

static void
sendoff_send_job_finalize (GObject *object)
{
  SendoffSendJob *self = SENDOFF_SEND_JOB (object);

  g_clear_pointer (&self->course, sendoff_course_free);
  g_clear_pointer (&self->template, sendoff_message_template_free);
  G_OBJECT_CLASS (sendoff_send_job_parent_class)->finalize (object);
}

static void
sendoff_send_job_class_init (SendoffSendJobClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_send_job_finalize;
  SENDOFF_JOB_CLASS (class)->name = "send";
  SENDOFF_JOB_CLASS (class)->start = sendoff_send_job_start;
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
  static const SendoffCourseFuncs funcs = { on_course_ready, on_message_finished, on_course_done };
  const SendoffCourseTerms terms = { options->trust, options->pin, options->roots, options->http_connect, options->seen, options->require_tls };
  SendoffSendJob *self = g_object_new (SENDOFF_TYPE_SEND_JOB, NULL);
  SendoffJob *job = SENDOFF_JOB (self);

  sendoff_job_set_up (job, account, prompter, secrets, trust_store);
  sendoff_client_secret_finder_set_given (sendoff_job_get_client_secret (job), options->client_secret);
  self->template = sendoff_message_template_new (sendoff_job_get_account (job), parts);
  self->count = MAX (options->count, 1);
  self->course = sendoff_course_new (job, SENDOFF_LEG_OUTGOING, &terms, &funcs);
  sendoff_course_set_password (self->course, options->password);
  sendoff_course_set_messages (self->course, self->count, sendoff_message_template_make, self->template);
  return self;
}
