/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the order of changes, and that the program outlives them. */
#include "store/change-queue.h"

struct _SendoffChangeQueue
{
  SendoffIniFile *file;
  GQueue          waiting; /* of GTask */
  gboolean        is_busy;
};

typedef struct
{
  SendoffChangeQueue *queue;
  GObject            *owner;
  SendoffIniChange    change;
  gpointer            change_data; /* the caller's task's, which outlives us */
  SendoffChangeSettle settle;
  GApplication       *application; /* held meanwhile; NULL: none */
} Pending;

SendoffChangeQueue *
sendoff_change_queue_new (SendoffIniFile *file)
{
  SendoffChangeQueue *self = g_new0 (SendoffChangeQueue, 1);

  self->file = file;
  g_queue_init (&self->waiting);
  return self;
}

void
sendoff_change_queue_free (SendoffChangeQueue *self)
{
  g_free (self);
}

static void
change_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Pending *pending = task_data;
  GError *error = NULL;
  GKeyFile *key_file = sendoff_ini_file_change (pending->queue->file, pending->change, pending->change_data, &error);

  if (key_file != NULL)
    g_task_return_pointer (task, key_file, (GDestroyNotify) g_key_file_unref);
  else
    g_task_return_error (task, error);
}

static void
start_next (SendoffChangeQueue *self)
{
  g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);

  self->is_busy = task != NULL;
  if (task != NULL)
    g_task_run_in_thread (task, change_in_thread);
}

/* Its callback has run. The thread may be the last to let go of the task: no object of the main context's goes with it. */
static void
on_completed (GTask *task)
{
  Pending *pending = g_task_get_task_data (task);

  start_next (pending->queue);
  if (pending->application != NULL)
    g_application_release (pending->application);
  g_clear_object (&pending->application);
  g_clear_object (&pending->owner);
}

static void
on_changed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Pending *pending = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr(GKeyFile) key_file = g_task_propagate_pointer (G_TASK (result), &error);

  pending->settle (pending->owner, pending->change_data, key_file);
  if (key_file != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sendoff_change_queue_run_async (SendoffChangeQueue  *self,
                                gpointer             owner,
                                SendoffIniChange     change,
                                gpointer             change_data,
                                GDestroyNotify       free_change_data,
                                SendoffChangeSettle  settle,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *outer = g_task_new (owner, NULL, callback, user_data);
  GTask *task = g_task_new (NULL, NULL, on_changed, outer);
  Pending *pending = g_new0 (Pending, 1);

  g_task_set_source_tag (outer, sendoff_change_queue_run_async);
  g_task_set_task_data (outer, change_data, free_change_data);
  pending->queue = self;
  pending->owner = g_object_ref (owner);
  pending->change = change;
  pending->change_data = change_data;
  pending->settle = settle;
  g_set_object (&pending->application, g_application_get_default ());
  if (pending->application != NULL)
    g_application_hold (pending->application);
  g_task_set_source_tag (task, sendoff_change_queue_run_async);
  g_task_set_task_data (task, pending, g_free);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), NULL);
  g_queue_push_tail (&self->waiting, task);
  if (!self->is_busy)
    start_next (self);
}

gboolean
sendoff_change_queue_run_finish (gpointer       owner,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, owner), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
