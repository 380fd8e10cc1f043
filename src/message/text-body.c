/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line ends and transfer encoding of a message's text. Any thread. */
#include "message/text-body.h"

#include "message/gmime-cleanup.h"

#include <string.h>

/* RFC 5322 section 2.1.1, without the line end. */
#define MAX_LINE 998

char *
sendoff_text_body_normalise (const char *text)
{
  GString *normalised = g_string_sized_new (strlen (text) + 1);

  for (const char *at = text; *at != '\0';)
    {
      gsize plain = strcspn (at, "\r\n");

      g_string_append_len (normalised, at, (gssize) plain);
      at += plain;
      if (*at == '\0')
        break;
      g_string_append_c (normalised, '\n');
      at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    }
  if (normalised->len == 0 || normalised->str[normalised->len - 1] != '\n')
    g_string_append_c (normalised, '\n');
  return g_string_free (normalised, FALSE);
}

/* Some servers and mailboxes strip trailing blanks, put a ">" before "From " or drop control characters. */
static gboolean
line_is_fragile (const char *line, gsize length)
{
  if (length > MAX_LINE || (length >= 5 && memcmp (line, "From ", 5) == 0))
    return TRUE;
  if (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (((guchar) line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7f)
      return TRUE;
  return FALSE;
}

GMimeContentEncoding
sendoff_text_body_choose (const char *normalised, gboolean allow_8bit)
{
  gboolean is_ascii = g_str_is_ascii (normalised);

  if (!is_ascii && !allow_8bit)
    return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
  for (const char *line = normalised; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");

      if (line_is_fragile (line, length))
        return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
      line += length + (line[length] == '\n' ? 1 : 0);
    }
  return is_ascii ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_8BIT;
}

char *
sendoff_text_body_quote (const char *normalised)
{
  g_autoptr(GMimeStream) memory = g_mime_stream_mem_new ();
  g_autoptr(GMimeStream) filtered = g_mime_stream_filter_new (memory);
  g_autoptr(GMimeFilter) quote = g_mime_filter_basic_new (GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, TRUE);
  g_autoptr(GMimeFilter) armor = g_mime_filter_from_new (GMIME_FILTER_FROM_MODE_ARMOR);
  GByteArray *bytes;

  g_mime_stream_filter_add ((GMimeStreamFilter *) filtered, quote);
  g_mime_stream_filter_add ((GMimeStreamFilter *) filtered, armor);
  g_mime_stream_write_string (filtered, normalised);
  g_mime_stream_flush (filtered);
  bytes = g_mime_stream_mem_get_byte_array ((GMimeStreamMem *) memory);
  return g_strndup ((const char *) bytes->data, bytes->len);
}
