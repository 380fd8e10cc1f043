/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what was judged in the present second. Any thread. */
#include "tls/judge-memory.h"

#include <string.h>

#include "tls/roots-private.h"

/* Of so many servers at once; the oldest goes first. */
#define MAX_JUDGEMENTS 8

typedef struct
{
  GBytes *key;
  gint64  time;
  guint   problems;
} Judgement;

struct _SendoffJudgeMemory
{
  GMutex    mutex;
  Judgement judgements[MAX_JUDGEMENTS];
  guint     oldest;
};

SendoffJudgeMemory *
sendoff_judge_memory_new (void)
{
  SendoffJudgeMemory *self = g_new0 (SendoffJudgeMemory, 1);

  g_mutex_init (&self->mutex);
  return self;
}

void
sendoff_judge_memory_free (SendoffJudgeMemory *self)
{
  for (guint i = 0; i < MAX_JUDGEMENTS; i++)
    g_clear_pointer (&self->judgements[i].key, g_bytes_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* With its length, so that no two inputs have the same key. */
static void
append (GByteArray *key,
        gconstpointer bytes,
        gsize         length)
{
  guint64 n = length;

  g_byte_array_append (key, (const guint8 *) &n, sizeof n);
  g_byte_array_append (key, bytes, (guint) length);
}

GBytes *
sendoff_judge_memory_key (const SendoffJudgeInput *input)
{
  GByteArray *key = g_byte_array_new ();
  const guint8 marks[] = { input->ocsp != NULL, input->offline };

  append (key, marks, sizeof marks);
  append (key, input->host, strlen (input->host));
  if (input->ocsp != NULL)
    append (key, input->ocsp->data, input->ocsp->size);
  for (guint i = 0; i < input->n_chain; i++)
    append (key, input->chain[i].data, input->chain[i].size);
  return g_byte_array_free_to_bytes (key);
}

gboolean
sendoff_judge_memory_recall (SendoffJudgeMemory *self,
                             GBytes             *key,
                             gint64              time,
                             guint              *problems)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < MAX_JUDGEMENTS; i++)
    if (self->judgements[i].key != NULL && self->judgements[i].time == time && g_bytes_equal (self->judgements[i].key, key))
      {
        *problems = self->judgements[i].problems;
        return TRUE;
      }
  return FALSE;
}

void
sendoff_judge_memory_keep (SendoffJudgeMemory *self,
                           GBytes             *key,
                           gint64              time,
                           guint               problems)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Judgement *judgement = &self->judgements[self->oldest];

  self->oldest = (self->oldest + 1) % MAX_JUDGEMENTS;
  g_clear_pointer (&judgement->key, g_bytes_unref);
  *judgement = (Judgement){ g_bytes_ref (key), time, problems };
}

guint
sendoff_judge_now (const SendoffRoots      *roots,
                   const SendoffJudgeInput *input)
{
  SendoffJudgeMemory *memory = sendoff_roots_get_memory (roots);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GBytes) key = NULL;
  guint problems;

  g_return_val_if_fail (input->time == 0 && input->host != NULL, SENDOFF_PROBLEM_MALFORMED);

  key = sendoff_judge_memory_key (input);
  if (sendoff_judge_memory_recall (memory, key, now, &problems))
    return problems;
  problems = sendoff_judge (roots, input);
  sendoff_judge_memory_keep (memory, key, now, problems);
  return problems;
}
