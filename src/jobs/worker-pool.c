/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the threads that jobs run in, and what they share. Any thread. */

#include "jobs/worker-pool.h"

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
do_work (gpointer data,
         gpointer user_data)
{
  g_autofree Work *work = data;
  GTask *task = work->task;

  work->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
  give_back (task);
}

void
sendoff_worker_pool_run (GTask           *task,
                         GTaskThreadFunc  func)
{
  static gsize pool = 0;
  Work *work = g_new (Work, 1);

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, (gsize) g_thread_pool_new (do_work, NULL, SENDOFF_MAX_WORKERS, FALSE, NULL));
  *work = (Work){ g_object_ref (task), func };
  g_thread_pool_push ((GThreadPool *) pool, work, NULL);
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
