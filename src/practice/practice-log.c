/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way of log lines between threads. Any thread may add; the signal comes on the context of its creation. */
#include "practice/practice-log.h"

/* Where nobody runs the context, the oldest lines go. */
#define LINES_MAX 1000

struct _SendoffPracticeLog
{
  gatomicrefcount  ref_count;
  GWeakRef         owner;
  guint            signal_id;
  GMainContext    *context;
  GMutex           lock;
  GQueue           lines;
  GSource         *source; /* waiting to be dispatched; NULL: none */
  gboolean         closed;
};

SendoffPracticeLog *
sendoff_practice_log_new (GObject *owner,
                          guint    signal_id)
{
  SendoffPracticeLog *self = g_new0 (SendoffPracticeLog, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_weak_ref_init (&self->owner, owner);
  self->signal_id = signal_id;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_queue_init (&self->lines);
  return self;
}

static SendoffPracticeLog *
ref_log (SendoffPracticeLog *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_practice_log_unref (SendoffPracticeLog *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_queue_clear_full (&self->lines, g_free);
  g_weak_ref_clear (&self->owner);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
sendoff_practice_log_close (SendoffPracticeLog *self)
{
  g_autoptr(GSource) source = NULL;

  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  source = g_steal_pointer (&self->source);
  g_mutex_unlock (&self->lock);

  if (source != NULL)
    g_source_destroy (source);
}

static gboolean
on_lines_waiting (gpointer data)
{
  SendoffPracticeLog *self = data;
  g_autoptr(GObject) owner = g_weak_ref_get (&self->owner);
  GQueue lines;

  g_mutex_lock (&self->lock);
  lines = self->lines;
  g_queue_init (&self->lines);
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->lock);

  for (GList *l = lines.head; owner != NULL && l != NULL; l = l->next)
    g_signal_emit (owner, self->signal_id, 0, l->data);
  g_queue_clear_full (&lines, g_free);
  return G_SOURCE_REMOVE;
}

void
sendoff_practice_log_take (SendoffPracticeLog *self,
                           char               *line)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->closed)
    {
      g_free (line);
      return;
    }

  g_queue_push_tail (&self->lines, line);
  if (self->lines.length > LINES_MAX)
    g_free (g_queue_pop_head (&self->lines));
  if (self->source == NULL)
    {
      self->source = g_idle_source_new ();
      g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->source, on_lines_waiting, ref_log (self), (GDestroyNotify) sendoff_practice_log_unref);
      g_source_attach (self->source, self->context);
    }
}
