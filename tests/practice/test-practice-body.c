/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a message ends, and what is left of its dots, however the bytes are cut into pieces. */
#include "practice/practice-body.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *sent;
  const char *message; /* NULL: it hasn't ended yet */
  gsize       n_left;  /* bytes behind the end */
} Example;

static const Example examples[] = {
  { "empty", ".\r\n", "", 0 },
  { "line", "one\r\n.\r\n", "one\r\n", 0 },
  { "pipelined", "one\r\n.\r\nQUIT\r\n", "one\r\n", 6 },
  { "stuffed", "..\r\n...\r\n.x\r\n.\r\n", ".\r\n..\r\nx\r\n", 0 },
  { "dot-inside", "a.b.\r\n.\r\n", "a.b.\r\n", 0 },
  { "bare-lf-dot-bare-lf", "a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", 0 },
  { "bare-lf-dot-crlf", "a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n", 0 },
  { "crlf-dot-bare-lf", "a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", 0 },
  { "crlf-dot-bare-cr", "a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", 0 },
  { "dot-two-crs", "a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", 0 },
  { "bare-cr", "a\rb\r\r\n.\r\n", "a\rb\r\r\n", 0 },
  { "empty-lines", "\r\n\r\n.\r\n", "\r\n\r\n", 0 },
  { "open", "one\r\n.\r", NULL, 0 },
  { "open-line", "one.\r\n", NULL, 0 },
};

/* In pieces of this size. */
static void
feed (const Example *example,
      gsize          piece)
{
  g_auto(SendoffPracticeBody) body = { NULL };
  gsize length = strlen (example->sent);
  gsize position = 0;
  gboolean is_end = FALSE;

  sendoff_practice_body_init (&body, 1000);
  while (position < length && !is_end)
    {
      gsize n_used = 0;

      is_end = sendoff_practice_body_feed (&body, (const guint8 *) example->sent + position, MIN (piece, length - position), &n_used);
      position += n_used;
    }
  g_assert_cmpint (is_end, ==, example->message != NULL);
  if (example->message != NULL)
    g_assert_cmpmem (body.bytes->data, body.bytes->len, example->message, strlen (example->message));
  g_assert_cmpuint (length - position, ==, example->n_left);
}

static void
test_example (gconstpointer data)
{
  const Example *example = data;

  for (gsize piece = 1; piece <= strlen (example->sent); piece++)
    feed (example, piece);
}

/* Counted to the end, but not kept. */
static void
test_limit (void)
{
  g_auto(SendoffPracticeBody) body = { NULL };
  g_autofree char *text = g_strnfill (5000, 'x');
  gsize n_used;

  sendoff_practice_body_init (&body, 7000);
  for (guint i = 0; i < 100; i++)
    g_assert_false (sendoff_practice_body_feed (&body, (const guint8 *) text, 5000, &n_used));
  g_assert_cmpuint (body.n_bytes, ==, 500000);
  g_assert_cmpuint (body.bytes->len, ==, 5000);
  g_assert_true (sendoff_practice_body_feed (&body, (const guint8 *) "\r\n.\r\n", 5, &n_used));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-body/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/practice-body/limit", test_limit);
  return g_test_run ();
}
