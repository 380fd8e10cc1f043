/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the turns at computing. */

#include "net/turn.h"

/* A hundred handshakes take less; and a cancelled attempt, which waits like the others, is at its end soon enough. */
#define MAX_WAIT_MS 250

static GMutex mutex;
static GCond one_given;
static guint n_taken; /* under the mutex */

void
sendoff_turn_take (gboolean *has_turn)
{
  gint64 deadline;
  guint n_processors;

  if (*has_turn)
    return;
  deadline = g_get_monotonic_time () + MAX_WAIT_MS * 1000;
  n_processors = g_get_num_processors ();
  g_mutex_lock (&mutex);
  while (n_taken >= n_processors && g_cond_wait_until (&one_given, &mutex, deadline))
    ;
  n_taken++;
  g_mutex_unlock (&mutex);
  *has_turn = TRUE;
}

void
sendoff_turn_give (gboolean *has_turn)
{
  if (!*has_turn)
    return;
  *has_turn = FALSE;
  g_mutex_lock (&mutex);
  n_taken--;
  g_cond_signal (&one_given);
  g_mutex_unlock (&mutex);
}
