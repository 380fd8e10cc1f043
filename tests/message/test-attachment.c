/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way into a message: byte for byte, or not at all. */
#include "message-fixture.h"

#include "base/error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static SendoffMessage *
attach (const char *path)
{
  const char *const paths[] = { path, NULL };
  SendoffMessageParts parts = sample_parts ();

  parts.attachments = paths;
  return make_message (&parts);
}

static GMimeObject *
get_attachment (GMimeMessage *parsed, int index)
{
  GMimeObject *body = g_mime_message_get_mime_part (parsed);

  g_assert_true (GMIME_IS_MULTIPART (body));
  return g_mime_multipart_get_part ((GMimeMultipart *) body, index + 1);
}

static void
assert_round_trip (const char *name, const char *content, gsize length, const char *type)
{
  g_autofree char *path = write_file (name, content, (gssize) length);
  g_autoptr(SendoffMessage) message = attach (path);
  g_autoptr(GString) bytes = render_message (message, TRUE);
  g_autoptr(GMimeMessage) parsed = parse_message (bytes);
  GMimeObject *part = get_attachment (parsed, 0);
  g_autoptr(GBytes) decoded = decode_part (part);
  g_autofree char *mime_type = g_mime_content_type_get_mime_type (g_mime_object_get_content_type (part));

  g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), content, length);
  g_assert_cmpstr (g_mime_object_get_disposition (part), ==, "attachment");
  if (type != NULL)
    g_assert_cmpstr (mime_type, ==, type);
}

/* The size is computed, not counted: each length modulo the line of base64, and around GMime's and our blocks. */
static void
test_sizes (void)
{
  static const gsize big[] = { 4095, 4096, 4097, 57 * 1000, 57 * 1000 + 1, 65536, 200001 };
  g_autofree char *content = g_malloc (200001);

  for (gsize i = 0; i < 200001; i++)
    content[i] = (char) (i * 7919 >> 5);
  for (gsize length = 0; length < 180; length++)
    assert_round_trip ("sized", content, length, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (big); i++)
    assert_round_trip ("sized", content, big[i], NULL);
}

static void
test_byte_for_byte (void)
{
  assert_round_trip ("mixed.txt", "a\nb\r\nc\rd\nFrom x \n.\n", 20, "text/plain");
  assert_round_trip ("nul.bin", "\0\0\377\0", 4, NULL);
  /* Neither may be base64 as what it is (RFC 2045 section 6.4). */
  assert_round_trip ("mail.eml", "From: a@example.org\r\n\r\nx\r\n", 26, "application/octet-stream");
}

static void
test_names (void)
{
  static const struct
  {
    const char *name, *received;
  } cases[] = {
    { "plain.txt", "plain.txt" },
    { "a b;c\"d.txt", "a b;c\"d.txt" },
    { "Gr\303\266\303\237e und ein sehr langer Name, der auf einer Zeile keinen Platz mehr hat.txt",
      "Gr\303\266\303\237e und ein sehr langer Name, der auf einer Zeile keinen Platz mehr hat.txt" },
    { "line\r\nX: y.txt", "line__X: y.txt" },
    { "back\\slash.txt", "back_slash.txt" },
    { "broken\377.txt", "broken\357\277\275.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (cases[i].name, "x", 1);
      g_autoptr(SendoffMessage) message = attach (path);
      g_autoptr(GString) bytes = render_message (message, FALSE);
      g_autoptr(GMimeMessage) parsed = parse_message (bytes);
      GMimeObject *part = get_attachment (parsed, 0);

      g_assert_cmpstr (g_mime_part_get_filename ((GMimePart *) part), ==, cases[i].received);
    }
}

static void
test_several (void)
{
  g_autofree char *first = write_file ("first", "one", 3);
  g_autofree char *second = write_file ("second", "two", 3);
  const char *const paths[] = { first, second, first, NULL };
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;
  g_autoptr(GMimeMessage) parsed = NULL;
  g_autofree char *text = NULL;

  parts.attachments = paths;
  message = make_message (&parts);
  bytes = render_message (message, FALSE);
  parsed = parse_message (bytes);
  g_assert_cmpint (g_mime_multipart_get_count ((GMimeMultipart *) g_mime_message_get_mime_part (parsed)), ==, 4);
  text = decode_text (get_attachment (parsed, -1));
  g_assert_cmpstr (text, ==, "Hello\n");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GBytes) decoded = decode_part (get_attachment (parsed, i));

      g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), i == 1 ? "two" : "one", 3);
    }
}

static void
assert_refused (const char *path)
{
  const char *const paths[] = { path, NULL };
  g_autofree char *base = g_path_get_basename (path);
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(GError) error = NULL;

  parts.attachments = paths;
  g_assert_null (sendoff_message_new (&parts, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, base));
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_assert_nonnull (strstr (error->message, "folder"));
}

static void
test_refused (void)
{
  g_autofree char *path = write_file ("there", "x", 1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *below_file = g_build_filename (path, "below", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (folder);
  assert_refused (fifo);
  assert_refused (missing);
  assert_refused (below_file);
  assert_refused ("/dev/null");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (access (path, R_OK) != 0) /* root may read it all the same */
    assert_refused (path);
}

static gboolean
ignore_bytes (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  return TRUE;
}

static void
assert_fails (SendoffMessage *message, SendoffMessageWrite write, gpointer user_data, GQuark domain, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (sendoff_message_write (message, FALSE, write, user_data, NULL, &error));
  g_assert_error (error, domain, code);
}

/* Between the check and the sending. */
static void
test_changed_before (void)
{
  static const char *const contents[] = { "shorter", "longer than it was before", "as long as befor!" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = write_file ("changing", "as long as before", -1);
      g_autoptr(SendoffMessage) message = attach (path);
      g_autoptr(GError) error = NULL;
      guint64 size = 0;
      struct timespec times[2] = { 0 };
      struct stat status;

      g_assert_cmpint (stat (path, &status), ==, 0);
      times[0] = times[1] = status.st_mtim;
      times[1].tv_sec -= i == 2 ? 1 : 0; /* only the last one differs in its time alone */
      g_free (write_file ("changing", contents[i], -1));
      g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
      g_assert_false (sendoff_message_measure (message, FALSE, &size, NULL, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_CHANGED);
      g_assert_nonnull (strstr (error->message, "changing"));
      assert_fails (message, ignore_bytes, NULL, SENDOFF_ERROR, SENDOFF_ERROR_CHANGED);
    }
}

static void
test_vanished (void)
{
  g_autofree char *path = write_file ("vanishing", "x", 1);
  g_autoptr(SendoffMessage) message = attach (path);

  g_assert_cmpint (g_remove (path), ==, 0);
  assert_fails (message, ignore_bytes, NULL, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
}

typedef struct
{
  const char *path;
  goffset new_size; /* -1: the same, but written to */
  guint n_calls;
} Meddler;

static gboolean
meddle_once (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  Meddler *meddler = user_data;

  struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

  if (meddler->n_calls++ > 0)
    return TRUE;
  if (meddler->new_size >= 0)
    g_assert_cmpint (truncate (meddler->path, meddler->new_size), ==, 0);
  else
    g_assert_cmpint (utimensat (AT_FDCWD, meddler->path, times, 0), ==, 0);
  return TRUE;
}

/* While the first block is already out. */
static void
test_changed_while_read (void)
{
  static const goffset sizes[] = { 300000, 0, 1500000, -1 };
  g_autofree char *content = g_malloc0 (1000000);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = write_file ("changing", content, 1000000);
      g_autoptr(SendoffMessage) message = attach (path);
      Meddler meddler = { path, sizes[i], 0 };

      assert_fails (message, meddle_once, &meddler, SENDOFF_ERROR, SENDOFF_ERROR_CHANGED);
      g_assert_cmpuint (meddler.n_calls, >, 0);
    }
}

static gboolean
fail_at_third (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  guint *n_calls = user_data;

  if (++*n_calls < 3)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "gone");
  return FALSE;
}

static gboolean
cancel_at_second (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  g_cancellable_cancel (user_data);
  return TRUE;
}

static void
test_stopped (void)
{
  g_autofree char *content = g_malloc0 (1000000);
  g_autofree char *path = write_file ("big", content, 1000000);
  g_autoptr(SendoffMessage) message = attach (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  guint n_calls = 0;

  assert_fails (message, fail_at_third, &n_calls, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_cmpuint (n_calls, ==, 3);
  g_assert_false (sendoff_message_write (message, FALSE, cancel_at_second, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attachment/sizes", test_sizes);
  g_test_add_func ("/attachment/byte-for-byte", test_byte_for_byte);
  g_test_add_func ("/attachment/names", test_names);
  g_test_add_func ("/attachment/several", test_several);
  g_test_add_func ("/attachment/refused", test_refused);
  g_test_add_func ("/attachment/changed-before", test_changed_before);
  g_test_add_func ("/attachment/vanished", test_vanished);
  g_test_add_func ("/attachment/changed-while-read", test_changed_while_read);
  g_test_add_func ("/attachment/stopped", test_stopped);

  status = g_test_run ();
  remove_files ();
  return status;
}
