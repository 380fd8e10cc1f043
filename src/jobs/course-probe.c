/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a course's search for other ways to its server: after a failure, and beside an attempt that hears nothing. */

#include "jobs/course-private.h"

#include <glib/gi18n-lib.h>

#include "diagnosis/candidates.h"
#include "jobs/job-private.h"
#include "jobs/prober.h"

/* ---- after a failure ---- */

static void
tell_failed_step (SendoffCourse *self,
                  SendoffStepId  step,
                  const char    *detail)
{
  sendoff_course_tell_step (self, step, SENDOFF_STEP_FAILED, detail, sendoff_leg_record_get_ms (&self->record, step));
}

static void
on_ways_found (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  SendoffFailure *failure = self->record.connection->failure;

  failure->ways = sendoff_prober_run_finish (result, &error);
  if (error != NULL)
    {
      sendoff_course_give_up (self, SENDOFF_FAILURE_CANCELLED, failure->step, NULL);
      return;
    }
  tell_failed_step (self, failure->step, NULL);
  sendoff_course_end (self, failure);
}

/* What kept silent a moment ago isn't tried again. */
static GPtrArray *
find_candidates (SendoffCourse        *self,
                 const SendoffFailure *failure)
{
  g_autoptr(GPtrArray) candidates = sendoff_diagnosis_candidates (failure, sendoff_job_get_account (self->job));

  for (guint i = 0; candidates != NULL && self->probed != NULL && i < candidates->len; i++)
    if (sendoff_way_equal (candidates->pdata[i], self->probed))
      g_ptr_array_remove_index (candidates, i--);
  return candidates != NULL && candidates->len > 0 ? g_steal_pointer (&candidates) : NULL;
}

void
sendoff_course_end_after_probe (SendoffCourse *self)
{
  SendoffFailure *failure = self->record.connection->failure;
  g_autoptr(GPtrArray) candidates = failure->ways == NULL ? find_candidates (self, failure) : NULL;

  if (candidates == NULL)
    {
      sendoff_course_end (self, failure);
      return;
    }
  tell_failed_step (self, failure->step, _("looking whether the server can be reached in another way…"));
  g_object_ref (self->job);
  sendoff_prober_run_async (self->record.settings, candidates, self->roots, self->http_connect, sendoff_job_get_cancellable (self->job),
                            on_ways_found, self);
}

/* ---- after messages ---- */

static SendoffFailure *
find_want_of_sign_in (const SendoffDelivery *delivery)
{
  for (guint i = 0; i < delivery->failures->len; i++)
    if (sendoff_diagnosis_seeks_sign_in (delivery->failures->pdata[i]))
      return delivery->failures->pdata[i];
  return NULL;
}

void
sendoff_course_take_delivery (SendoffCourse   *self,
                              SendoffDelivery *delivery)
{
  /* Those behind it wait too, as they are told in their order. */
  if (self->held == NULL && find_want_of_sign_in (delivery) == NULL)
    {
      self->funcs->message_finished (self, delivery, self->job);
      return;
    }
  if (self->held == NULL)
    self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_delivery_free);
  g_ptr_array_add (self->held, delivery);
}

static void
tell_held (SendoffCourse *self,
           GPtrArray     *ways)
{
  g_autoptr(GPtrArray) held = g_steal_pointer (&self->held);
  gsize n = 0;
  g_autofree gpointer *deliveries = g_ptr_array_steal (held, &n);

  for (gsize i = 0; i < n; i++)
    {
      SendoffDelivery *delivery = deliveries[i];

      for (guint j = 0; ways != NULL && j < delivery->failures->len; j++)
        {
          SendoffFailure *failure = delivery->failures->pdata[j];

          if (failure->ways == NULL && sendoff_diagnosis_seeks_sign_in (failure))
            failure->ways = sendoff_ways_copy (ways);
        }
      self->funcs->message_finished (self, delivery, self->job);
    }
}

static void
on_sign_in_found (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  /* Stopped meanwhile: what became of the messages is known all the same. */
  g_autoptr(GPtrArray) ways = sendoff_prober_run_finish (result, NULL);

  tell_failed_step (self, SENDOFF_STEP_SUBMIT, NULL);
  tell_held (self, ways);
  sendoff_course_end (self, NULL);
}

void
sendoff_course_end_after_messages (SendoffCourse *self)
{
  g_autoptr(SendoffServerSettings) settings = NULL;
  g_autoptr(GPtrArray) candidates = NULL;

  if (self->held == NULL)
    {
      sendoff_course_end (self, NULL);
      return;
    }

  settings = sendoff_server_settings_copy (self->record.settings);
  settings->signs_in = TRUE;
  candidates = sendoff_diagnosis_candidates (find_want_of_sign_in (self->held->pdata[0]), sendoff_job_get_account (self->job));
  tell_failed_step (self, SENDOFF_STEP_SUBMIT, _("looking whether the server lets you sign in in another way…"));
  g_object_ref (self->job);
  sendoff_prober_run_async (settings, candidates, self->roots, self->http_connect, sendoff_job_get_cancellable (self->job), on_sign_in_found, self);
}

/* ---- beside an attempt ---- */

typedef struct
{
  SendoffCourse *course;
  SendoffWay    *way;
} Doubt;

static guint
get_silent_s (const SendoffCourse *self)
{
  return (guint) ((g_get_monotonic_time () - self->silent_since + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);
}

static void
on_silence_probed (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Doubt *doubt = user_data;
  g_autoptr(SendoffWay) way = doubt->way;
  SendoffCourse *self = doubt->course;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ways = sendoff_prober_run_finish (result, &error);

  /* The attempt was over first. */
  if (error != NULL)
    return;
  g_clear_object (&self->probe);
  if (ways == NULL)
    {
      self->probed = g_steal_pointer (&way);
      return;
    }
  self->other_ways = g_steal_pointer (&ways);
  g_cancellable_cancel (self->attempt);
}

static char *
dup_silence (gboolean tls,
             guint    silent_s)
{
  if (tls)
    /* Translators: behind "Encrypting the connection…"; %u is a number of seconds. */
    return g_strdup_printf (ngettext ("silent for %u second; trying whether it begins without TLS…",
                                      "silent for %u seconds; trying whether it begins without TLS…", silent_s), silent_s);
  /* Translators: behind "Greeting the server…"; %u is a number of seconds. */
  return g_strdup_printf (ngettext ("silent for %u second; trying whether it expects TLS from the first byte…",
                                    "silent for %u seconds; trying whether it expects TLS from the first byte…", silent_s), silent_s);
}

void
sendoff_course_probe_silence (SendoffCourse *self,
                              double         silent_s)
{
  const SendoffServerSettings *settings = self->record.settings;
  gboolean tls = settings->security == SENDOFF_SECURITY_TLS;
  g_autofree char *detail = NULL;
  g_autoptr(GPtrArray) ways = NULL;
  Doubt *doubt;

  if (self->probe != NULL || self->probed != NULL)
    return;

  self->silent_since = g_get_monotonic_time () - (gint64) (silent_s * G_USEC_PER_SEC);
  detail = dup_silence (tls, get_silent_s (self));
  sendoff_course_tell_step (self, tls ? SENDOFF_STEP_ENCRYPT : SENDOFF_STEP_GREET, SENDOFF_STEP_RUNNING, detail, -1);

  ways = sendoff_ways_new ();
  g_ptr_array_add (ways, sendoff_way_new (NULL, settings->port, tls ? SENDOFF_SECURITY_STARTTLS : SENDOFF_SECURITY_TLS));
  doubt = g_new (Doubt, 1);
  *doubt = (Doubt){ self, sendoff_way_copy (ways->pdata[0]) };
  self->probe = g_cancellable_new ();
  g_object_ref (self->job);
  sendoff_prober_run_async (settings, ways, self->roots, self->http_connect, self->probe, on_silence_probed, doubt);
}

void
sendoff_course_settle_silence (SendoffCourse  *self,
                               SendoffFailure *failure)
{
  g_autoptr(GPtrArray) ways = g_steal_pointer (&self->other_ways);

  if (self->probe != NULL)
    g_cancellable_cancel (self->probe);
  g_clear_object (&self->probe);
  if (ways == NULL || failure == NULL || failure->kind != SENDOFF_FAILURE_CANCELLED || sendoff_job_is_cancelled (self->job))
    return;
  failure->kind = SENDOFF_FAILURE_TIMEOUT;
  failure->timeout_s = get_silent_s (self);
  failure->ways = g_steal_pointer (&ways);
}
