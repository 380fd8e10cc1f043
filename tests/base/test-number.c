/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is a number, in several threads at once from the first call on. */
#include "base/number.h"

#define N_THREADS 8

static gpointer
parse_many (gpointer unused)
{
  guint n_right = 0;

  for (guint i = 0; i < 100; i++)
    {
      guint64 number = 0;

      n_right += sendoff_parse_number ("587", 1, 65535, &number) && number == 587;
    }
  return GUINT_TO_POINTER (n_right);
}

static void
test_threads (void)
{
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("number", parse_many, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 100);
}

static void
test_bounds (void)
{
  static const struct { const char *text; gboolean is_number; } cases[] = {
    { "1", TRUE }, { "65535", TRUE }, { "0", FALSE }, { "65536", FALSE }, { "", FALSE }, { " 1", FALSE }, { "+1", FALSE }, { "-1", FALSE },
    { "1x", FALSE }, { "0x1", FALSE }, { "99999999999999999999999", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 number = 7;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (sendoff_parse_number (cases[i].text, 1, 65535, &number), ==, cases[i].is_number);
      if (!cases[i].is_number)
        g_assert_cmpuint (number, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/threads", test_threads);
  g_test_add_func ("/number/bounds", test_bounds);
  return g_test_run ();
}
