/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/turn.h"

#define N_THREADS 8
#define COMPUTING_US 1000

static int n_computing, most; /* atomic */

static gpointer
compute (gpointer unused)
{
  gboolean has_turn = FALSE;
  int now;

  for (guint i = 0; i < 3; i++)
    {
      sendoff_turn_take (&has_turn);
      /* Whoever has it doesn't take another. */
      sendoff_turn_take (&has_turn);
      now = g_atomic_int_add (&n_computing, 1) + 1;
      for (int seen = g_atomic_int_get (&most); seen < now && !g_atomic_int_compare_and_exchange (&most, seen, now);)
        seen = g_atomic_int_get (&most);
      g_usleep (COMPUTING_US);
      g_atomic_int_add (&n_computing, -1);
      sendoff_turn_give (&has_turn);
      g_assert_false (has_turn);
    }
  return NULL;
}

static void
test_at_most (void)
{
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("compute", compute, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (most, >, 0);
  g_assert_cmpint (most, <=, g_get_num_processors ());
}

/* A turn that is never given back is waited for, but not for ever. */
static void
test_kept (void)
{
  guint n = g_get_num_processors ();
  g_autofree gboolean *has_turn = g_new0 (gboolean, n + 1);
  gint64 start;

  for (guint i = 0; i < n; i++)
    sendoff_turn_take (&has_turn[i]);
  start = g_get_monotonic_time ();
  sendoff_turn_take (&has_turn[n]);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200 * 1000);
  for (guint i = 0; i <= n; i++)
    sendoff_turn_give (&has_turn[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/turn/at-most", test_at_most);
  g_test_add_func ("/net/turn/kept", test_kept);
  return g_test_run ();
}
