/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the threads that jobs run in, and what they share. Any thread. */

#include "jobs/worker-pool.h"

/* What is still under way by then has been given up. */
#define FINISH_MS 500

typedef struct
{
  GTask          *task;
  GTaskThreadFunc func;
} Work;

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* What the task holds belongs to its own context and must not be finalized here, should this be the last reference. */
static void
give_back (GTask *task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, do_nothing, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
do_work (Work *work)
{
  GTask *task = work->task;

  work->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
  give_back (task);
  g_free (work);
}

static GMutex pool_mutex;
static GQueue waiting = G_QUEUE_INIT; /* of Work; under the mutex */
static guint n_workers;               /* under the mutex */
static GQueue ended = G_QUEUE_INIT;   /* of GThread, to be joined; under the mutex */
static GCond nobody_works;

static gpointer
work_while_there_is_some (gpointer first)
{
  Work *work = first;

  while (work != NULL)
    {
      do_work (work);
      g_mutex_lock (&pool_mutex);
      work = g_queue_pop_head (&waiting);
      if (work == NULL)
        {
          g_queue_push_tail (&ended, g_thread_self ());
          if (--n_workers == 0)
            g_cond_signal (&nobody_works);
        }
      g_mutex_unlock (&pool_mutex);
    }
  return NULL;
}

/* Those that have nothing to do any more but to end. Not under the mutex. */
static void
join_ended (void)
{
  GQueue threads;
  GThread *thread;

  g_mutex_lock (&pool_mutex);
  threads = ended;
  g_queue_init (&ended);
  g_mutex_unlock (&pool_mutex);
  while ((thread = g_queue_pop_head (&threads)) != NULL)
    g_thread_join (thread);
}

void
sendoff_worker_pool_finish (void)
{
  gint64 deadline = g_get_monotonic_time () + FINISH_MS * 1000;

  g_mutex_lock (&pool_mutex);
  while (n_workers > 0 && g_cond_wait_until (&nobody_works, &pool_mutex, deadline))
    ;
  g_mutex_unlock (&pool_mutex);
  join_ended ();
}

/* Threads of our own: a GThreadPool starts a further one first, only to start the others. */
void
sendoff_worker_pool_run (GTask           *task,
                         GTaskThreadFunc  func)
{
  Work *work = g_new (Work, 1);
  g_autoptr(GMutexLocker) locker = NULL;
  GThread *thread = NULL;

  join_ended ();
  locker = g_mutex_locker_new (&pool_mutex);
  *work = (Work){ g_object_ref (task), func };
  if (n_workers < SENDOFF_MAX_WORKERS)
    thread = n_workers == 0 ? g_thread_new ("worker", work_while_there_is_some, work)
                            : g_thread_try_new ("worker", work_while_there_is_some, work, NULL);
  if (thread != NULL)
    n_workers++;
  else
    g_queue_push_tail (&waiting, work);
}

SendoffRoots *
sendoff_dup_system_roots (GError **error)
{
  static GMutex mutex;
  static SendoffRoots *roots;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (roots == NULL)
    roots = sendoff_roots_load (NULL, NULL, error);
  return roots != NULL ? sendoff_roots_ref (roots) : NULL;
}
