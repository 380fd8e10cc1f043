/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what all jobs have in common: their run, their signals, and which report is the verdict. */

#include "config.h"

#include "jobs/job.h"

#include "jobs/job-private.h"
#include "net/attempt.h"
#include "report/secret-check.h"

typedef struct
{
  SendoffAccount     *account;    /* our copy */
  SendoffPrompter    *prompter;
  SendoffSecretStore *secrets;
  SendoffTrustStore  *trust_store;
  gint64              start_time; /* Unix time, µs */
  gint64              start;      /* monotonic, µs */
  GTask              *task;       /* while it runs */
  guint               n_reports;
  SendoffReport      *verdict;
  GPtrArray          *used_secrets; /* of SendoffSecretString */
  SendoffClientSecretFinder *client_secret;
} SendoffJobPrivate;

enum { STEP_CHANGED, PROGRESS, REPORT_FINISHED, NOTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SendoffJob, sendoff_job, G_TYPE_OBJECT)

static SendoffJobPrivate *
get_private (SendoffJob *self)
{
  return sendoff_job_get_instance_private (self);
}

void
sendoff_job_set_up (SendoffJob         *self,
                    SendoffAccount     *account,
                    SendoffPrompter    *prompter,
                    SendoffSecretStore *secrets,
                    SendoffTrustStore  *trust_store)
{
  SendoffJobPrivate *private = get_private (self);

  private->account = sendoff_account_copy (account);
  private->prompter = g_object_ref (prompter);
  private->secrets = g_object_ref (secrets);
  private->trust_store = g_object_ref (trust_store);
  private->used_secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_secret_string_unref);
  private->client_secret = sendoff_client_secret_finder_new ();
  private->start_time = g_get_real_time ();
  private->start = g_get_monotonic_time ();
}

SendoffAccount *
sendoff_job_get_account (SendoffJob *self)
{
  return get_private (self)->account;
}

SendoffPrompter *
sendoff_job_get_prompter (SendoffJob *self)
{
  return get_private (self)->prompter;
}

SendoffSecretStore *
sendoff_job_get_secrets (SendoffJob *self)
{
  return get_private (self)->secrets;
}

SendoffClientSecretFinder *
sendoff_job_get_client_secret (SendoffJob *self)
{
  return get_private (self)->client_secret;
}

SendoffTrustStore *
sendoff_job_get_trust_store (SendoffJob *self)
{
  return get_private (self)->trust_store;
}

GCancellable *
sendoff_job_get_cancellable (SendoffJob *self)
{
  return g_task_get_cancellable (get_private (self)->task);
}

gboolean
sendoff_job_is_cancelled (SendoffJob *self)
{
  return g_cancellable_is_cancelled (sendoff_job_get_cancellable (self));
}

void
sendoff_job_tell_step (SendoffJob              *self,
                       const SendoffReportStep *step)
{
  g_signal_emit (self, signals[STEP_CHANGED], 0, step);
}

void
sendoff_job_tell_progress (SendoffJob *self,
                           guint64     done,
                           guint64     total)
{
  g_signal_emit (self, signals[PROGRESS], 0, done, total);
}

void
sendoff_job_notify_user (SendoffJob *self,
                         const char *sentence)
{
  g_signal_emit (self, signals[NOTICE], 0, sentence);
}

void
sendoff_job_note_secret (SendoffJob          *self,
                         SendoffSecretString *secret)
{
  GPtrArray *used = get_private (self)->used_secrets;

  if (secret != NULL && !g_ptr_array_find (used, secret, NULL))
    g_ptr_array_add (used, sendoff_secret_string_ref (secret));
}

gboolean
sendoff_job_check_text (SendoffJob  *self,
                        const char  *text,
                        char       **place)
{
  return sendoff_report_check_used_secrets (text, get_private (self)->used_secrets, place);
}

GPtrArray *
sendoff_job_get_used_secrets (SendoffJob *self)
{
  return get_private (self)->used_secrets;
}

SendoffReport *
sendoff_job_make_report (SendoffJob *self)
{
  SendoffJobPrivate *private = get_private (self);
  SendoffReport *report = sendoff_report_new (SENDOFF_JOB_GET_CLASS (self)->name, sendoff_account_get_text (private->account, SENDOFF_KEY_NAME));

  sendoff_report_set_settings (report, private->account);
  sendoff_report_add_version (report, "sendoff", SENDOFF_VERSION);
  if (sendoff_net_get_version () != NULL)
    sendoff_report_add_version (report, "libcurl", sendoff_net_get_version ());
  report->start_time = private->start_time;
  report->ms = (g_get_monotonic_time () - private->start) / 1000.0;
  return report;
}

void
sendoff_job_take_report (SendoffJob    *self,
                         SendoffReport *report)
{
  SendoffJobPrivate *private = get_private (self);
  g_autoptr(SendoffReport) owned = report;

  private->n_reports++;
  if (private->verdict == NULL || private->verdict->outcome == SENDOFF_OUTCOME_PASSED)
    {
      g_clear_pointer (&private->verdict, sendoff_report_unref);
      private->verdict = sendoff_report_ref (report);
    }
  g_signal_emit (self, signals[REPORT_FINISHED], 0, owned);
}

guint
sendoff_job_count_reports (SendoffJob *self)
{
  return get_private (self)->n_reports;
}

SendoffReport *
sendoff_job_get_verdict (SendoffJob *self)
{
  return get_private (self)->verdict;
}

void
sendoff_job_finish (SendoffJob *self)
{
  SendoffJobPrivate *private = get_private (self);
  g_autoptr(GTask) task = g_steal_pointer (&private->task);

  g_task_return_pointer (task, g_steal_pointer (&private->verdict), (GDestroyNotify) sendoff_report_unref);
}

void
sendoff_job_run_async (SendoffJob          *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  SendoffJobPrivate *private;

  g_return_if_fail (SENDOFF_IS_JOB (self));
  private = get_private (self);
  g_return_if_fail (private->task == NULL && private->n_reports == 0);

  private->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (private->task, sendoff_job_run_async);
  g_task_set_check_cancellable (private->task, FALSE);
  SENDOFF_JOB_GET_CLASS (self)->start (self);
}

SendoffReport *
sendoff_job_run_finish (SendoffJob   *self,
                        GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
sendoff_job_finalize (GObject *object)
{
  SendoffJobPrivate *private = get_private (SENDOFF_JOB (object));

  g_clear_object (&private->account);
  g_clear_pointer (&private->used_secrets, g_ptr_array_unref);
  g_clear_pointer (&private->client_secret, sendoff_client_secret_finder_free);
  g_clear_object (&private->prompter);
  g_clear_object (&private->secrets);
  g_clear_object (&private->trust_store);
  g_clear_pointer (&private->verdict, sendoff_report_unref);
  G_OBJECT_CLASS (sendoff_job_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            guint       n_values,
            GType       first,
            GType       second)
{
  return g_signal_new (name, SENDOFF_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_values, first, second);
}

static void
sendoff_job_class_init (SendoffJobClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_job_finalize;

  signals[STEP_CHANGED] = add_signal ("step-changed", 1, G_TYPE_POINTER, G_TYPE_NONE);
  signals[PROGRESS] = add_signal ("progress", 2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[REPORT_FINISHED] = add_signal ("report-finished", 1, G_TYPE_POINTER, G_TYPE_NONE);
  signals[NOTICE] = add_signal ("notice", 1, G_TYPE_STRING, G_TYPE_NONE);
}

static void
sendoff_job_init (SendoffJob *self)
{
}
