/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against the simplest search that there is, on small random texts over few letters, where everything overlaps. */
#include "evidence/automaton.h"

#include <string.h>

#define MAX_NEEDLES 12

typedef struct
{
  guint n_found[MAX_NEEDLES];
  gsize last_end[MAX_NEEDLES];
  guint stop_after;
} Finds;

static gboolean
on_found (guint needle, gsize end, gpointer user_data)
{
  Finds *finds = user_data;

  finds->n_found[needle]++;
  finds->last_end[needle] = end;
  return finds->stop_after == 0 || --finds->stop_after > 0;
}

static void
search_naively (GPtrArray *needles, const char *text, gsize length, Finds *finds)
{
  for (guint i = 0; i < needles->len; i++)
    {
      gsize needle_length;
      const char *needle = g_bytes_get_data (g_ptr_array_index (needles, i), &needle_length);

      for (gsize at = 0; at + needle_length <= length; at++)
        if (g_ascii_strncasecmp (text + at, needle, needle_length) == 0)
          {
            finds->n_found[i]++;
            finds->last_end[i] = at + needle_length;
          }
    }
}

static char *
make_text (GRand *rand, gsize length)
{
  char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = "aAbB\377"[g_rand_int_range (rand, 0, 5)];
  text[length] = '\0';
  return text;
}

static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(GPtrArray) needles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_autoptr(SendoffAutomaton) automaton = NULL;
      g_autofree char *text = make_text (rand, 300);
      Finds wanted = { 0 }, found = { 0 }, found_once = { 0 };

      for (gint n = g_rand_int_range (rand, 1, MAX_NEEDLES + 1); n > 0; n--)
        {
          gsize length = (gsize) g_rand_int_range (rand, 1, 7);

          g_ptr_array_add (needles, g_bytes_new_take (make_text (rand, length), length));
        }
      automaton = sendoff_automaton_new (needles);
      search_naively (needles, text, 300, &wanted);
      sendoff_automaton_run (automaton, (const guint8 *) text, 300, on_found, &found);
      g_assert_cmpmem (&found, sizeof found, &wanted, sizeof wanted);
      sendoff_automaton_run_once (needles, (const guint8 *) text, 300, on_found, &found_once);
      g_assert_cmpmem (&found_once, sizeof found_once, &wanted, sizeof wanted);
    }
}

static void
test_every_byte (void)
{
  g_autoptr(GPtrArray) needles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(SendoffAutomaton) automaton = NULL;
  guint8 all[256];
  Finds found = { 0 };

  for (guint i = 0; i < 256; i++)
    all[i] = (guint8) i;
  g_ptr_array_add (needles, g_bytes_new (all, sizeof all));
  automaton = sendoff_automaton_new (needles);
  sendoff_automaton_run (automaton, all, sizeof all, on_found, &found);
  sendoff_automaton_run_once (needles, all, sizeof all, on_found, &found);
  g_assert_cmpuint (found.n_found[0], ==, 2);
}

static void
test_stops (void)
{
  g_autoptr(GPtrArray) needles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(SendoffAutomaton) automaton = NULL;
  Finds found = { .stop_after = 2 };

  g_assert_null (sendoff_automaton_new (needles));
  g_ptr_array_add (needles, g_bytes_new ("a", 1));
  automaton = sendoff_automaton_new (needles);
  sendoff_automaton_run (automaton, (const guint8 *) "aaaaa", 5, on_found, &found);
  g_assert_cmpuint (found.n_found[0], ==, 2);
  found.stop_after = 2;
  sendoff_automaton_run_once (needles, (const guint8 *) "aaaaa", 5, on_found, &found);
  g_assert_cmpuint (found.n_found[0], ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/automaton/random", test_random);
  g_test_add_func ("/automaton/every-byte", test_every_byte);
  g_test_add_func ("/automaton/stops", test_stops);

  return g_test_run ();
}
