/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way between a job's main context and its worker. */

#include "jobs/attempt-runner.h"

#include "jobs/worker-pool.h"

typedef struct
{
  SendoffAttemptRequest *request;
  SendoffAttemptSink     sink;    /* the caller's */
  GObject               *owner;
  GMainContext          *context; /* the caller's */
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  sendoff_attempt_request_free (run->request);
  g_clear_object (&run->owner);
  g_main_context_unref (run->context);
  g_free (run);
}

/* ---- events, on their way ---- */

typedef struct
{
  GTask                *task;     /* keeps the run */
  SendoffStepId         step;
  SendoffStepState      state;
  char                 *detail;
  double                ms, silent_s;
  guint64               done, total;
  SendoffDelivery      *delivery;
  SendoffAttemptResult *so_far;
} Event;

static void
free_event (gpointer data)
{
  Event *event = data;

  g_clear_object (&event->task);
  g_free (event->detail);
  g_clear_pointer (&event->delivery, sendoff_delivery_free);
  g_clear_pointer (&event->so_far, sendoff_attempt_result_free);
  g_free (event);
}

static Event *
make_event (GTask *task)
{
  Event *event = g_new0 (Event, 1);

  event->task = g_object_ref (task);
  return event;
}

static void
post (Event       *event,
      GSourceFunc  func)
{
  Run *run = g_task_get_task_data (event->task);
  g_autoptr(GSource) source = g_idle_source_new ();

  /* The priority of the task's own return: events keep their order before it. */
  g_source_set_priority (source, g_task_get_priority (event->task));
  g_source_set_callback (source, func, event, free_event);
  g_source_attach (source, run->context);
}

static gboolean
deliver_step (gpointer data)
{
  Event *event = data;
  Run *run = g_task_get_task_data (event->task);

  run->sink.step (event->step, event->state, event->detail, event->ms, run->sink.user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deliver_silent (gpointer data)
{
  Event *event = data;
  Run *run = g_task_get_task_data (event->task);

  run->sink.silent (event->silent_s, run->sink.user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deliver_connected (gpointer data)
{
  Event *event = data;
  Run *run = g_task_get_task_data (event->task);

  run->sink.connected (event->so_far, run->sink.user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deliver_progress (gpointer data)
{
  Event *event = data;
  Run *run = g_task_get_task_data (event->task);

  run->sink.progress (event->done, event->total, run->sink.user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deliver_message_finished (gpointer data)
{
  Event *event = data;
  Run *run = g_task_get_task_data (event->task);

  run->sink.message_finished (g_steal_pointer (&event->delivery), run->sink.user_data);
  return G_SOURCE_REMOVE;
}

/* ---- in the worker ---- */

static void
on_step (SendoffStepId     step,
         SendoffStepState  state,
         const char       *detail,
         double            ms,
         gpointer          user_data)
{
  Event *event = make_event (user_data);

  event->step = step;
  event->state = state;
  event->detail = g_strdup (detail);
  event->ms = ms;
  post (event, deliver_step);
}

static void
on_silent (double   silent_s,
           gpointer user_data)
{
  Event *event = make_event (user_data);

  event->silent_s = silent_s;
  post (event, deliver_silent);
}

static void
on_connected (const SendoffAttemptResult *so_far,
              gpointer                    user_data)
{
  Event *event = make_event (user_data);

  event->so_far = sendoff_attempt_result_copy_facts (so_far);
  post (event, deliver_connected);
}

static void
on_progress (guint64  done,
             guint64  total,
             gpointer user_data)
{
  Event *event = make_event (user_data);

  event->done = done;
  event->total = total;
  post (event, deliver_progress);
}

static void
on_message_finished (SendoffDelivery *delivery,
                     gpointer         user_data)
{
  Event *event = make_event (user_data);

  event->delivery = delivery;
  post (event, deliver_message_finished);
}

static SendoffAttemptResult *
make_result_without_roots (const SendoffAttemptRequest *request,
                           const GError                *error)
{
  SendoffAttemptResult *result = g_new0 (SendoffAttemptResult, 1);

  result->failure = sendoff_failure_new (SENDOFF_FAILURE_FILE, request->settings->leg, SENDOFF_STEP_FIND_SERVER);
  result->failure->account = g_strdup (request->account);
  result->failure->server = g_strdup (request->settings->host);
  result->failure->port = request->settings->port;
  result->failure->protocol = request->settings->protocol;
  result->failure->security = request->settings->security;
  result->failure->detail = g_strdup (error->message);
  return result;
}

static void
run_in_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Run *run = task_data;
  SendoffAttemptSink sink = { .user_data = task };
  g_autoptr(GError) error = NULL;
  SendoffAttemptResult *result;

  sink.step = run->sink.step != NULL ? on_step : NULL;
  sink.silent = run->sink.silent != NULL ? on_silent : NULL;
  sink.connected = run->sink.connected != NULL ? on_connected : NULL;
  sink.progress = run->sink.progress != NULL ? on_progress : NULL;
  sink.message_finished = run->sink.message_finished != NULL ? on_message_finished : NULL;

  if (run->request->roots == NULL && run->request->settings->security != SENDOFF_SECURITY_NONE)
    run->request->roots = sendoff_dup_system_roots (&error);
  if (error != NULL)
    result = make_result_without_roots (run->request, error);
  else
    result = sendoff_attempt_run (run->request, &sink, cancellable);
  g_task_return_pointer (task, result, (GDestroyNotify) sendoff_attempt_result_free);
}

void
sendoff_attempt_runner_run_async (SendoffAttemptRequest    *request,
                                  const SendoffAttemptSink *sink,
                                  gpointer                  owner,
                                  GCancellable             *cancellable,
                                  GAsyncReadyCallback       callback,
                                  gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->request = request;
  run->sink = *sink;
  run->owner = owner != NULL ? g_object_ref (owner) : NULL;
  run->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, sendoff_attempt_runner_run_async);
  g_task_set_task_data (task, run, free_run);
  /* The report tells what a cancelled attempt had done; it isn't thrown away. */
  g_task_set_check_cancellable (task, FALSE);
  sendoff_worker_pool_run (task, run_in_worker);
}

SendoffAttemptResult *
sendoff_attempt_runner_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
