/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the threads that jobs run in, and what they share. Any thread. */

#include "jobs/worker-pool.h"

typedef struct
{
  GTask          *task;
  GTaskThreadFunc func;
} Work;

static void
do_work (gpointer data,
         gpointer user_data)
{
  g_autofree Work *work = data;
  g_autoptr(GTask) task = work->task;

  work->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
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
