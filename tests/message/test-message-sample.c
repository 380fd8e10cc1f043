/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each piece must be found again in the rendered bytes, or the program would say "nobody could read it". */
#include "message-fixture.h"

#include <string.h>

static gboolean
has_bytes (const GString *haystack, GBytes *needle)
{
  gsize length;
  const char *bytes = g_bytes_get_data (needle, &length);

  return memmem (haystack->str, haystack->len, bytes, length) != NULL;
}

static guint
count_found (const GString *rendered, GPtrArray *pieces)
{
  guint n_found = 0;

  g_assert_cmpuint (pieces->len, <=, 32);
  for (guint i = 0; i < pieces->len; i++)
    {
      g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (pieces, i)), <=, 64);
      n_found += has_bytes (rendered, g_ptr_array_index (pieces, i)) ? 1 : 0;
    }
  return n_found;
}

static void
test_bodies (void)
{
  static const char *const bodies[] = { "A line of some length that tells it\nand another one\n", "Gr\303\274\303\237e aus K\303\266ln\n",
                                        "From here it is fragile \n", "hi\n", "  .x\n", "------------------\nok\n" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bodies); i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;
      g_autoptr(GPtrArray) pieces = NULL;

      parts.body = bodies[i / 2];
      message = make_message (&parts);
      bytes = render_message (message, i % 2);
      pieces = sendoff_message_sample_body (message);
      g_assert_cmpuint (pieces->len, >, 0);
      g_assert_cmpuint (count_found (bytes, pieces), >, 0);
    }
}

/* The pieces of a long text: lines, all the same, and a last one. */
static GPtrArray *
sample_long_body (const char *line, const char *last, guint *n_found)
{
  g_autoptr(GString) body = g_string_new (NULL);
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;
  GPtrArray *pieces;

  while (body->len < 200 * 1024)
    g_string_append (body, line);
  g_string_append (body, last);
  parts.body = body->str;
  message = make_message (&parts);
  bytes = render_message (message, TRUE);
  pieces = sendoff_message_sample_body (message);
  *n_found = count_found (bytes, pieces);
  return pieces;
}

static gboolean
has_piece (GPtrArray *pieces, const char *text)
{
  for (guint i = 0; i < pieces->len; i++)
    if (g_bytes_get_size (pieces->pdata[i]) == strlen (text)
        && memcmp (g_bytes_get_data (pieces->pdata[i], NULL), text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

/* Its end isn't looked at where its beginning tells. */
static void
test_long_bodies (void)
{
  g_autoptr(GPtrArray) telling = NULL;
  g_autoptr(GPtrArray) dull = NULL;
  g_autoptr(GPtrArray) quoted = NULL;
  g_autoptr(GPtrArray) one_line = NULL;
  guint n_found;

  telling = sample_long_body ("One line among many\n", "The longest line, at the end of all\n", &n_found);
  g_assert_cmpuint (n_found, >, 0);
  g_assert_true (has_piece (telling, "One line among many"));
  g_assert_false (has_piece (telling, "The longest line, at the end of all"));

  dull = sample_long_body ("-----------------\n", "The only line that tells it\n", &n_found);
  g_assert_cmpuint (n_found, >, 0);
  g_assert_true (has_piece (dull, "The only line that tells it"));

  /* Encoded for what stands far behind. */
  quoted = sample_long_body ("a = b, b = c, c = d\n", "From there\n", &n_found);
  g_assert_cmpuint (n_found, >, 0);
  g_assert_true (has_piece (quoted, "a =3D b, b =3D c, c =3D d"));

  one_line = sample_long_body ("No end of it in sight, ", "\n", &n_found);
  g_assert_cmpuint (n_found, >, 0);
}

static void
test_empty (void)
{
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GPtrArray) pieces = NULL;
  g_autoptr(GPtrArray) subject_pieces = NULL;

  parts.body = " \n\n";
  parts.subject = "";
  message = make_message (&parts);
  pieces = sendoff_message_sample_body (message);
  g_assert_cmpuint (pieces->len, ==, 0);
  subject_pieces = sendoff_message_sample_subject (message);
  g_assert_cmpuint (subject_pieces->len, ==, 0);
}

/* The pieces are the file's own bytes; base64 of them begins at a line. */
static void
test_attachments (void)
{
  g_autoptr(GString) content = g_string_new (NULL);
  g_autofree char *path = NULL;
  const char *paths[12] = { NULL };
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GPtrArray) pieces = NULL;

  for (guint i = 0; content->len < 5000; i++)
    g_string_append_printf (content, "%u;", i * i);
  path = write_file ("numbers", content->str, (gssize) content->len);
  for (guint i = 0; i < 10; i++)
    paths[i] = path;
  parts.attachments = paths;
  message = make_message (&parts);
  pieces = sendoff_message_sample_body (message);
  g_assert_cmpuint (pieces->len, ==, 1 + 2 * 8); /* "Hello", and two of each of the first eight */
  g_assert_cmpuint (count_found (content, pieces), ==, 16);
}

static void
test_subjects (void)
{
  g_autofree char *long_word = g_strdup_printf ("Hello %0200d", 7);
  const char *const subjects[] = { "Test # 1", "Gr\303\274\303\237e aus K\303\266ln am Rhein, und noch mehr davon, bis es umbricht",
                                   "=?utf-8?Q?abc?= is text", "\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254", long_word };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;
      g_autoptr(GPtrArray) pieces = NULL;

      parts.subject = subjects[i];
      message = make_message (&parts);
      bytes = render_message (message, FALSE);
      pieces = sendoff_message_sample_subject (message);
      g_assert_cmpuint (count_found (bytes, pieces), >, 0);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-sample/bodies", test_bodies);
  g_test_add_func ("/message-sample/long-bodies", test_long_bodies);
  g_test_add_func ("/message-sample/empty", test_empty);
  g_test_add_func ("/message-sample/attachments", test_attachments);
  g_test_add_func ("/message-sample/subjects", test_subjects);

  status = g_test_run ();
  remove_files ();
  return status;
}
