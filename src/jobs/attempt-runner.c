/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way between a job's main context and its worker. */

#include "jobs/attempt-runner.h"

#include "jobs/worker-pool.h"

/* What comes within this time is carried over together: to wake the main context costs more than an event, and nobody sees less. */
#define GATHER_MS 5

typedef struct _Event Event;

typedef struct
{
  SendoffAttemptRequest *request;
  SendoffAttemptSink     sink;    /* the caller's */
  GObject               *owner;
  GMainContext          *context; /* the caller's */
  GMutex                 lock;
  GQueue                 events;  /* of Event, to be delivered; under the lock */
  GSource               *carrier; /* that will deliver them; NULL: there are none; under the lock */
  SendoffAttemptResult  *result;  /* of the worker, when it is done */
} Run;

/* ---- events, on their way ---- */

struct _Event
{
  void                (*deliver) (Event *event, const SendoffAttemptSink *sink);
  SendoffStepId         step;
  SendoffStepState      state;
  char                 *detail;
  double                ms, silent_s;
  guint64               done, total;
  SendoffDelivery      *delivery;
  SendoffAttemptResult *so_far;
};

static void
free_event (gpointer data)
{
  Event *event = data;

  g_free (event->detail);
  g_clear_pointer (&event->delivery, sendoff_delivery_free);
  g_clear_pointer (&event->so_far, sendoff_attempt_result_free);
  g_free (event);
}

static void
free_run (gpointer data)
{
  Run *run = data;

  g_queue_clear_full (&run->events, free_event);
  g_clear_pointer (&run->carrier, g_source_unref);
  g_clear_pointer (&run->result, sendoff_attempt_result_free);
  g_mutex_clear (&run->lock);
  sendoff_attempt_request_free (run->request);
  g_clear_object (&run->owner);
  g_main_context_unref (run->context);
  g_free (run);
}

static void
deliver_step (Event                    *event,
              const SendoffAttemptSink *sink)
{
  sink->step (event->step, event->state, event->detail, event->ms, sink->user_data);
}

static void
deliver_silent (Event                    *event,
                const SendoffAttemptSink *sink)
{
  sink->silent (event->silent_s, sink->user_data);
}

static void
deliver_connected (Event                    *event,
                   const SendoffAttemptSink *sink)
{
  sink->connected (event->so_far, sink->user_data);
}

static void
deliver_progress (Event                    *event,
                  const SendoffAttemptSink *sink)
{
  sink->progress (event->done, event->total, sink->user_data);
}

static void
deliver_message_finished (Event                    *event,
                          const SendoffAttemptSink *sink)
{
  sink->message_finished (g_steal_pointer (&event->delivery), sink->user_data);
}

static GQueue
take_events (Run *run)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&run->lock);
  GQueue events = run->events;

  g_queue_init (&run->events);
  g_clear_pointer (&run->carrier, g_source_unref);
  return events;
}

static gboolean
deliver_events (gpointer data)
{
  Run *run = g_task_get_task_data (data);
  GQueue events = take_events (run);
  Event *event;

  while ((event = g_queue_pop_head (&events)) != NULL)
    {
      event->deliver (event, &run->sink);
      free_event (event);
    }
  return G_SOURCE_REMOVE;
}

/* All events come before the end. */
static gboolean
end_run (gpointer data)
{
  Run *run = g_task_get_task_data (data);

  deliver_events (data);
  g_task_return_pointer (data, g_steal_pointer (&run->result), (GDestroyNotify) sendoff_attempt_result_free);
  return G_SOURCE_REMOVE;
}

/* Under the lock, once there is a worker. */
static void
attach_carrier (GTask       *task,
                GSource     *carrier,
                GSourceFunc  func)
{
  Run *run = g_task_get_task_data (task);

  run->carrier = carrier;
  g_source_set_priority (carrier, g_task_get_priority (task));
  g_source_set_callback (carrier, func, g_object_ref (task), g_object_unref);
  g_source_attach (carrier, run->context);
}

static void
post (GTask       *task,
      const Event *event)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  g_queue_push_tail (&run->events, g_memdup2 (event, sizeof *event));
  if (run->carrier == NULL)
    attach_carrier (task, g_timeout_source_new (GATHER_MS), deliver_events);
}

/* The context is woken once, for what it hasn't got yet and for the end. */
static void
post_end (GTask                *task,
          SendoffAttemptResult *result)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  run->result = result;
  if (run->carrier != NULL)
    g_source_destroy (run->carrier);
  g_clear_pointer (&run->carrier, g_source_unref);
  attach_carrier (task, g_idle_source_new (), end_run);
}

/* ---- in the worker ---- */

static void
on_step (SendoffStepId     step,
         SendoffStepState  state,
         const char       *detail,
         double            ms,
         gpointer          task)
{
  Event event = { deliver_step, .step = step, .state = state, .detail = g_strdup (detail), .ms = ms };

  post (task, &event);
}

static void
on_silent (double   silent_s,
           gpointer task)
{
  Event event = { deliver_silent, .silent_s = silent_s };

  post (task, &event);
}

static void
on_connected (const SendoffAttemptResult *so_far,
              gpointer                    task)
{
  Event event = { deliver_connected, .so_far = sendoff_attempt_result_copy_facts (so_far) };

  post (task, &event);
}

static void
on_progress (guint64  done,
             guint64  total,
             gpointer task)
{
  Event event = { deliver_progress, .done = done, .total = total };

  post (task, &event);
}

static void
on_message_finished (SendoffDelivery *delivery,
                     gpointer         task)
{
  Event event = { deliver_message_finished, .delivery = delivery };

  post (task, &event);
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
  post_end (task, result);
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
  g_mutex_init (&run->lock);
  g_queue_init (&run->events);
  g_task_set_source_tag (task, sendoff_attempt_runner_run_async);
  g_task_set_task_data (task, run, free_run);
  /* The report tells what a cancelled attempt had done; it isn't thrown away. */
  g_task_set_check_cancellable (task, FALSE);
  /* The context isn't woken for the first events, which come at once. */
  attach_carrier (task, g_timeout_source_new (GATHER_MS), deliver_events);
  sendoff_worker_pool_run (task, run_in_worker);
}

SendoffAttemptResult *
sendoff_attempt_runner_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
