/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages made, rendered and read back. */
#include "message-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const one_recipient[] = { "b@example.org", NULL };
static char *folder;

SendoffMessageParts
sample_parts (void)
{
  return (SendoffMessageParts) {
    .from = "a@example.org", .to = one_recipient, .subject = "Test # 1", .body = "Hello\n", .time = 1700000000
  };
}

SendoffMessage *
make_message (const SendoffMessageParts *parts)
{
  g_autoptr(GError) error = NULL;
  SendoffMessage *message = sendoff_message_new (parts, &error);

  g_assert_no_error (error);
  g_assert_nonnull (message);
  return message;
}

static gboolean
append_bytes (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <=, 64 * 1024);
  g_string_append_len (user_data, bytes, (gssize) length);
  return TRUE;
}

static void
assert_wire_form (const GString *bytes)
{
  gsize line = 0;

  g_assert_true (g_str_has_suffix (bytes->str, "\r\n"));
  for (gsize i = 0; i < bytes->len; i++)
    {
      g_assert_cmpint (bytes->str[i], !=, '\0');
      if (bytes->str[i] == '\r')
        g_assert_cmpint (bytes->str[i + 1], ==, '\n');
      if (bytes->str[i] != '\n')
        continue;
      g_assert_cmpint (i, >, 0);
      g_assert_cmpint (bytes->str[i - 1], ==, '\r');
      g_assert_cmpuint (i - 1 - line, <=, 998);
      line = i + 1;
    }
}

GString *
render_message (SendoffMessage *message, gboolean allow_8bit)
{
  g_autoptr(GError) error = NULL;
  GString *bytes = g_string_new (NULL);
  guint64 size = 0, again = 0;

  sendoff_message_measure (message, allow_8bit, &size, NULL, &error);
  g_assert_no_error (error);
  sendoff_message_measure (message, allow_8bit, &again, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again, ==, size);
  sendoff_message_write (message, allow_8bit, append_bytes, bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bytes->len, ==, size);

  assert_wire_form (bytes);
  if (!allow_8bit && !sendoff_message_needs_smtputf8 (message))
    g_assert_true (g_str_is_ascii (bytes->str));
  return bytes;
}

GMimeMessage *
parse_message (const GString *bytes)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (bytes->str, bytes->len);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  g_assert_nonnull (message);
  return message;
}

GBytes *
decode_part (GMimeObject *part)
{
  GMimeStream *stream = g_mime_stream_mem_new ();
  GMimeDataWrapper *content = g_mime_part_get_content ((GMimePart *) part);
  GByteArray *bytes;
  GBytes *decoded;

  g_mime_data_wrapper_write_to_stream (content, stream);
  bytes = g_mime_stream_mem_get_byte_array ((GMimeStreamMem *) stream);
  decoded = g_bytes_new (bytes->data, bytes->len);
  g_object_unref (stream);
  return decoded;
}

char *
decode_text (GMimeObject *part)
{
  g_autoptr(GBytes) decoded = decode_part (part);
  gsize length;
  const char *bytes = g_bytes_get_data (decoded, &length);
  GString *text = g_string_new_len (bytes, (gssize) length);

  g_string_replace (text, "\r\n", "\n", 0);
  return g_string_free (text, FALSE);
}

char *
write_file (const char *name, const char *bytes, gssize length)
{
  g_autoptr(GError) error = NULL;
  char *path;

  if (folder == NULL)
    folder = g_dir_make_tmp ("sendoff-message-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return path;
}

void
remove_files (void)
{
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}
