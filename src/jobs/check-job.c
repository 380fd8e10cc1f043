/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the test of an account's settings: two courses side by side, one report. */

#include "jobs/check-job.h"

#include <glib/gi18n-lib.h>

#include "jobs/course.h"
#include "jobs/delivery-report.h"
#include "jobs/job-private.h"
#include "jobs/message-template.h"
#include "jobs/queueing-prompter.h"

#define N_LEGS 2

typedef struct
{
  SendoffCourse  *course;  /* NULL: the account has no such server */
  gboolean        ready;   /* knows its password */
  SendoffFailure *failure;
} Leg;

struct _SendoffCheckJob
{
  SendoffJob parent_instance;

  Leg                     legs[N_LEGS]; /* by SendoffLeg */
  guint                   n_begun;
  guint                   n_running;
  gboolean                running;      /* all passwords are known */
  SendoffMessageTemplate *template;     /* NULL: no test message */
  SendoffDelivery        *delivery;     /* what became of it; NULL: not reached */
};

G_DEFINE_FINAL_TYPE (SendoffCheckJob, sendoff_check_job, SENDOFF_TYPE_JOB)

static gboolean
is_same_as_incoming (SendoffCheckJob *self)
{
  return sendoff_account_get_authentication (sendoff_job_get_account (SENDOFF_JOB (self))) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING;
}

/* ---- the end ---- */

static void
finish (SendoffCheckJob *self)
{
  SendoffJob *job = SENDOFF_JOB (self);
  SendoffAccount *account = sendoff_job_get_account (job);
  SendoffReport *report = sendoff_job_make_report (job);

  for (guint i = 0; i < N_LEGS; i++)
    if (self->legs[i].course != NULL)
      sendoff_leg_record_report (sendoff_course_get_record (self->legs[i].course), report);
  if (self->delivery != NULL)
    sendoff_delivery_report (report, self->delivery, account);
  for (guint i = 0; i < N_LEGS; i++)
    if (self->legs[i].failure != NULL)
      sendoff_report_take_failure (report, g_steal_pointer (&self->legs[i].failure), account);
  sendoff_job_take_report (job, report);
  sendoff_job_finish (job);
}

/* ---- both legs ---- */

static void
run_all (SendoffCheckJob *self)
{
  self->running = TRUE;
  for (guint i = 0; i < N_LEGS; i++)
    self->n_running += self->legs[i].ready;
  if (self->n_running == 0)
    {
      finish (self);
      return;
    }
  for (guint i = 0; i < N_LEGS; i++)
    if (self->legs[i].ready)
      sendoff_course_run (self->legs[i].course);
}

/* Whoever declined to tell the password of the incoming server isn't asked for it again. */
static void
begin_outgoing_with_incoming_password (SendoffCheckJob *self)
{
  SendoffCourse *course = self->legs[SENDOFF_LEG_OUTGOING].course;
  const Leg *incoming = &self->legs[SENDOFF_LEG_INCOMING];

  if (incoming->failure != NULL && incoming->failure->kind == SENDOFF_FAILURE_PASSWORD_MISSING)
    {
      sendoff_course_give_up (course, SENDOFF_FAILURE_PASSWORD_MISSING, SENDOFF_STEP_SIGN_IN, NULL);
      return;
    }
  sendoff_course_set_password (course, sendoff_course_get_password (incoming->course));
  sendoff_course_begin (course);
}

/* One leg after the other, as each may have a question. */
static void
begin_next (SendoffCheckJob *self)
{
  gboolean shares = is_same_as_incoming (self) && self->legs[SENDOFF_LEG_INCOMING].course != NULL;
  SendoffLeg leg;

  if (self->n_begun == N_LEGS)
    {
      run_all (self);
      return;
    }
  leg = (self->n_begun++ == 0) == shares ? SENDOFF_LEG_INCOMING : SENDOFF_LEG_OUTGOING;
  if (self->legs[leg].course == NULL)
    begin_next (self);
  else if (shares && leg == SENDOFF_LEG_OUTGOING)
    begin_outgoing_with_incoming_password (self);
  else
    sendoff_course_begin (self->legs[leg].course);
}

static Leg *
find_leg (SendoffCheckJob *self,
          SendoffCourse   *course)
{
  return &self->legs[sendoff_course_get_record (course)->leg];
}

static void
on_course_ready (SendoffCourse *course,
                 SendoffJob    *job)
{
  SendoffCheckJob *self = SENDOFF_CHECK_JOB (job);

  find_leg (self, course)->ready = TRUE;
  begin_next (self);
}

static void
on_message_finished (SendoffCourse   *course,
                     SendoffDelivery *delivery,
                     SendoffJob      *job)
{
  SENDOFF_CHECK_JOB (job)->delivery = delivery;
}

static void
on_course_done (SendoffCourse        *course,
                const SendoffFailure *failure,
                SendoffJob           *job)
{
  SendoffCheckJob *self = SENDOFF_CHECK_JOB (job);

  find_leg (self, course)->failure = failure != NULL ? sendoff_failure_copy (failure) : NULL;
  if (!self->running)
    begin_next (self);
  else if (--self->n_running == 0)
    finish (self);
}

/* ---- the beginning ---- */

static void
sendoff_check_job_start (SendoffJob *job)
{
  begin_next (SENDOFF_CHECK_JOB (job));
}

static SendoffMessageTemplate *
make_template (SendoffAccount *account)
{
  const char *to[] = { sendoff_account_get_text (account, SENDOFF_KEY_EMAIL), NULL };
  /* Translators: the text of a test message; %s is the name of an account. */
  g_autofree char *body = g_strdup_printf (_("This message was sent to yourself while the settings of the account “%s” were tested.\n"),
                                           sendoff_account_get_text (account, SENDOFF_KEY_NAME));
  SendoffMessageParts parts = { .to = to, .subject = _("Test of the account settings"), .body = body };

  return sendoff_message_template_new (account, &parts);
}

static void
add_courses (SendoffCheckJob           *self,
             const SendoffCheckOptions *options)
{
  static const SendoffCourseFuncs funcs = { on_course_ready, on_message_finished, on_course_done };
  const SendoffCourseTerms terms = { options->trust, options->pin, options->roots, options->http_connect, options->seen };
  SendoffJob *job = SENDOFF_JOB (self);
  SendoffSecretString *incoming_password = options->incoming_password;
  SendoffCourse *outgoing = sendoff_course_new (job, SENDOFF_LEG_OUTGOING, &terms, &funcs);

  self->legs[SENDOFF_LEG_OUTGOING].course = outgoing;
  sendoff_course_set_password (outgoing, options->password);
  if (self->template != NULL)
    sendoff_course_set_messages (outgoing, 1, sendoff_message_template_make, self->template);

  if (sendoff_account_get_incoming_protocol (sendoff_job_get_account (job)) == SENDOFF_PROTOCOL_NONE)
    return;
  if (incoming_password == NULL && is_same_as_incoming (self))
    incoming_password = options->password;
  self->legs[SENDOFF_LEG_INCOMING].course = sendoff_course_new (job, SENDOFF_LEG_INCOMING, &terms, &funcs);
  sendoff_course_set_password (self->legs[SENDOFF_LEG_INCOMING].course, incoming_password);
}

static void
sendoff_check_job_finalize (GObject *object)
{
  SendoffCheckJob *self = SENDOFF_CHECK_JOB (object);

  for (guint i = 0; i < N_LEGS; i++)
    {
      g_clear_pointer (&self->legs[i].course, sendoff_course_free);
      g_clear_pointer (&self->legs[i].failure, sendoff_failure_free);
    }
  g_clear_pointer (&self->template, sendoff_message_template_free);
  g_clear_pointer (&self->delivery, sendoff_delivery_free);
  G_OBJECT_CLASS (sendoff_check_job_parent_class)->finalize (object);
}

static void
sendoff_check_job_class_init (SendoffCheckJobClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_check_job_finalize;
  SENDOFF_JOB_CLASS (class)->name = "check";
  SENDOFF_JOB_CLASS (class)->start = sendoff_check_job_start;
}

static void
sendoff_check_job_init (SendoffCheckJob *self)
{
}

SendoffCheckJob *
sendoff_check_job_new (SendoffAccount            *account,
                       const SendoffCheckOptions *options,
                       SendoffPrompter           *prompter,
                       SendoffSecretStore        *secrets,
                       SendoffTrustStore         *trust_store)
{
  SendoffCheckJob *self = g_object_new (SENDOFF_TYPE_CHECK_JOB, NULL);
  g_autoptr(SendoffPrompter) queue = sendoff_queueing_prompter_new (prompter);

  sendoff_job_set_up (SENDOFF_JOB (self), account, queue, secrets, trust_store);
  sendoff_client_secret_finder_set_given (sendoff_job_get_client_secret (SENDOFF_JOB (self)), options->client_secret);
  self->template = options->test_message ? make_template (sendoff_job_get_account (SENDOFF_JOB (self))) : NULL;
  add_courses (self, options);
  return self;
}
