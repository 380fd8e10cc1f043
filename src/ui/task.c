/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one job as the windows see it, and the question that waits in it. */

#include "ui/task.h"

#include "ui/message-parts.h"

struct _SendoffTask
{
  GObject parent_instance;

  SendoffAccount      *account;
  SendoffMessageParts *parts;       /* NULL: a check */
  SendoffTaskCheck     check;       /* zeros: a sending */
  SendoffJob          *job;         /* while it runs: it holds us, as its prompter */
  GCancellable        *cancellable;
  GPtrArray           *steps;       /* of SendoffReportStep */
  SendoffReport       *report;
  GPtrArray           *secrets;     /* of SendoffSecretString; NULL until it is finished */
  gboolean             require_tls;
  SendoffTaskState     state;
  guint64              done;
  guint64              total;
  GTask               *question;    /* NULL: none waits */
};

enum { PROP_STATE = 1, PROP_REPORT, PROP_FRACTION, PROP_DONE, PROP_TOTAL, N_PROPS };
enum { STEP_CHANGED, NOTICE, N_SIGNALS };
static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void implement_prompter (SendoffPrompterInterface *interface);

G_DEFINE_ENUM_TYPE (SendoffTaskState, sendoff_task_state,
                    G_DEFINE_ENUM_VALUE (SENDOFF_TASK_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SENDOFF_TASK_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (SENDOFF_TASK_FINISHED, "finished"))

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffTask, sendoff_task, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, implement_prompter))

static void
set_state (SendoffTask      *self,
           SendoffTaskState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* ---- questions ---- */

static void
ask (SendoffPrompter *prompter,
     GTask           *question)
{
  SendoffTask *self = SENDOFF_TASK (prompter);

  g_assert (self->question == NULL);
  self->question = g_object_ref (question);
  set_state (self, SENDOFF_TASK_ASKING);
}

static void
implement_prompter (SendoffPrompterInterface *interface)
{
  interface->ask = ask;
}

/* The question, which is to be answered; NULL: there was none. */
static GTask *
take_question (SendoffTask *self)
{
  GTask *question = g_steal_pointer (&self->question);

  if (question != NULL)
    set_state (self, SENDOFF_TASK_RUNNING);
  return question;
}

void
sendoff_task_answer_trust (SendoffTask        *self,
                           SendoffTrustAnswer  answer)
{
  g_autoptr(GTask) question = NULL;

  g_return_if_fail (SENDOFF_IS_TASK (self));

  if (sendoff_task_get_trust_question (self) == NULL)
    return;
  question = take_question (self);
  g_task_return_int (question, answer);
}

void
sendoff_task_answer_password (SendoffTask         *self,
                              SendoffSecretString *password,
                              gboolean             remember)
{
  g_autoptr(GTask) question = NULL;

  g_return_if_fail (SENDOFF_IS_TASK (self));

  if (sendoff_task_get_password_question (self) == NULL)
    return;
  question = take_question (self);
  sendoff_prompter_return_password (question, password != NULL ? sendoff_secret_string_ref (password) : NULL, remember);
}

void
sendoff_task_stop (SendoffTask *self)
{
  g_autoptr(SendoffTask) alive = NULL;
  g_autoptr(GTask) question = NULL;

  g_return_if_fail (SENDOFF_IS_TASK (self));

  alive = g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  question = take_question (self);
  if (question != NULL)
    g_task_return_new_error (question, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped by the user");
}

/* ---- the job's events ---- */

static void
put_step (SendoffTask             *self,
          const SendoffReportStep *news)
{
  g_signal_emit (self, signals[STEP_CHANGED], 0, sendoff_report_steps_put (self->steps, news));
}

/* Another attempt begins: what the one before has done counts no more. */
static void
reset_steps (SendoffTask *self,
             SendoffLeg   leg)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const SendoffReportStep *step = self->steps->pdata[i];
      SendoffReportStep waiting = { .leg = step->leg, .id = step->id, .state = SENDOFF_STEP_WAITING, .ms = -1 };

      if (step->leg == leg)
        put_step (self, &waiting);
    }
}

static void
on_step_changed (SendoffJob              *job,
                 const SendoffReportStep *step,
                 gpointer                 user_data)
{
  SendoffTask *self = user_data;

  if (step->id == SENDOFF_STEP_FIND_SERVER && step->state == SENDOFF_STEP_RUNNING)
    reset_steps (self, step->leg);
  put_step (self, step);
}

static void
on_progress (SendoffJob *job,
             guint64     done,
             guint64     total,
             gpointer    user_data)
{
  SendoffTask *self = user_data;

  g_object_freeze_notify (G_OBJECT (self));
  self->done = done;
  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_notice (SendoffJob *job,
           const char *sentence,
           gpointer    user_data)
{
  g_signal_emit (user_data, signals[NOTICE], 0, sentence);
}

static void
on_job_done (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(SendoffTask) self = user_data;
  SendoffReport *report = sendoff_job_run_finish (SENDOFF_JOB (source), result);

  g_signal_handlers_disconnect_by_data (source, self);
  self->secrets = g_ptr_array_ref (sendoff_job_get_used_secrets (self->job));
  g_clear_object (&self->job);
  self->report = report;
  if (report->outcome == SENDOFF_OUTCOME_UNCERTAIN && self->parts != NULL && self->parts->message_id == NULL)
    self->parts->message_id = g_strdup (report->message_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
  set_state (self, SENDOFF_TASK_FINISHED);
}

/* ---- getters ---- */

SendoffTaskKind
sendoff_task_get_kind (SendoffTask *self)
{
  return self->parts != NULL ? SENDOFF_TASK_SEND : SENDOFF_TASK_CHECK;
}

const SendoffTaskCheck *
sendoff_task_get_check (SendoffTask *self)
{
  return self->parts == NULL ? &self->check : NULL;
}

gboolean
sendoff_task_is_of_draft (SendoffTask *self)
{
  return self->check.draft != NULL;
}

SendoffAccount *
sendoff_task_get_account (SendoffTask *self)
{
  return self->account;
}

const char *
sendoff_task_get_subject (SendoffTask *self)
{
  return self->parts != NULL ? self->parts->subject : NULL;
}

const char *const *
sendoff_task_get_recipients (SendoffTask *self)
{
  return self->parts != NULL ? self->parts->to : NULL;
}

const SendoffMessageParts *
sendoff_task_get_parts (SendoffTask *self)
{
  return self->parts;
}

SendoffTaskState
sendoff_task_get_state (SendoffTask *self)
{
  return self->state;
}

SendoffReport *
sendoff_task_get_report (SendoffTask *self)
{
  return self->report;
}

GPtrArray *
sendoff_task_get_secrets (SendoffTask *self)
{
  return self->secrets;
}

gboolean
sendoff_task_requires_tls (SendoffTask *self)
{
  return self->require_tls;
}

GPtrArray *
sendoff_task_get_steps (SendoffTask *self)
{
  return self->steps;
}

const SendoffTrustQuestion *
sendoff_task_get_trust_question (SendoffTask *self)
{
  return self->question != NULL ? sendoff_prompter_get_question (self->question)->trust : NULL;
}

const SendoffPasswordQuestion *
sendoff_task_get_password_question (SendoffTask *self)
{
  return self->question != NULL ? sendoff_prompter_get_question (self->question)->password : NULL;
}

/* ---- the object ---- */

static void
sendoff_task_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SendoffTask *self = SENDOFF_TASK (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REPORT:
      g_value_set_pointer (value, self->report);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->total > 0 ? MIN (1, (double) self->done / self->total) : -1);
      break;
    case PROP_DONE:
      g_value_set_uint64 (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, self->total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sendoff_task_finalize (GObject *object)
{
  SendoffTask *self = SENDOFF_TASK (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->parts, sendoff_message_parts_free);
  g_clear_object (&self->check.draft);
  g_clear_pointer (&self->check.password, sendoff_secret_string_unref);
  g_clear_pointer (&self->check.incoming_password, sendoff_secret_string_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->report, sendoff_report_unref);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  G_OBJECT_CLASS (sendoff_task_parent_class)->finalize (object);
}

static void
sendoff_task_class_init (SendoffTaskClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sendoff_task_get_property;
  object_class->finalize = sendoff_task_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SENDOFF_TYPE_TASK_STATE, SENDOFF_TASK_RUNNING, flags);
  properties[PROP_REPORT] = g_param_spec_pointer ("report", NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_DONE] = g_param_spec_uint64 ("done", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint64 ("total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[STEP_CHANGED] = g_signal_new ("step-changed", SENDOFF_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_POINTER);
  signals[NOTICE] = g_signal_new ("notice", SENDOFF_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sendoff_task_init (SendoffTask *self)
{
  self->cancellable = g_cancellable_new ();
  self->steps = sendoff_report_steps_new ();
}

/* Takes the job. */
static void
run (SendoffTask *self,
     SendoffJob  *job)
{
  self->job = job;
  g_signal_connect (job, "step-changed", G_CALLBACK (on_step_changed), self);
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), self);
  g_signal_connect (job, "notice", G_CALLBACK (on_notice), self);
  sendoff_job_run_async (job, self->cancellable, on_job_done, g_object_ref (self));
}

SendoffTask *
sendoff_task_new_send (SendoffAccount            *account,
                       const SendoffMessageParts *parts,
                       SendoffSecretStore        *secrets,
                       SendoffTrustStore         *trust_store,
                       SendoffSeenStore          *seen_store,
                       SendoffRoots              *roots,
                       gboolean                   require_tls)
{
  SendoffTask *self = g_object_new (SENDOFF_TYPE_TASK, NULL);
  SendoffSendOptions options = { .trust = SENDOFF_TRUST_ASK, .roots = roots, .seen = seen_store, .require_tls = require_tls };

  self->require_tls = require_tls;
  self->account = sendoff_account_copy (account);
  self->parts = sendoff_message_parts_copy (parts);
  run (self, SENDOFF_JOB (sendoff_send_job_new (self->account, self->parts, &options, SENDOFF_PROMPTER (self), secrets, trust_store)));
  return self;
}

static void
copy_check (SendoffTaskCheck       *to,
            const SendoffTaskCheck *from)
{
  to->test_message = from->test_message;
  to->draft = from->draft != NULL ? g_object_ref (from->draft) : NULL;
  to->password = from->password != NULL ? sendoff_secret_string_ref (from->password) : NULL;
  to->incoming_password = from->incoming_password != NULL ? sendoff_secret_string_ref (from->incoming_password) : NULL;
}

SendoffTask *
sendoff_task_new_check (SendoffAccount         *account,
                        const SendoffTaskCheck *check,
                        SendoffSecretStore     *secrets,
                        SendoffTrustStore      *trust_store,
                        SendoffSeenStore       *seen_store,
                        SendoffRoots           *roots)
{
  SendoffTask *self = g_object_new (SENDOFF_TYPE_TASK, NULL);
  SendoffCheckOptions options = {
    .trust = SENDOFF_TRUST_ASK, .roots = roots, .seen = seen_store, .test_message = check->test_message,
    .password = check->password, .incoming_password = check->incoming_password,
  };

  self->account = sendoff_account_copy (account);
  copy_check (&self->check, check);
  run (self, SENDOFF_JOB (sendoff_check_job_new (self->account, &options, SENDOFF_PROMPTER (self), secrets, trust_store)));
  return self;
}
