/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole words and whole base64 fields in lines of text. One worker. */
#include "evidence/short-search.h"

#include "base/secret-string.h"

#include <string.h>

typedef struct
{
  guint kind;
  gboolean is_exact;
  GString *bytes;
} Value;

struct _SendoffShortSearch
{
  GArray *values; /* Value */
};

static void
clear_value (gpointer data)
{
  Value *value = data;

  sendoff_wipe (value->bytes->str, value->bytes->len);
  g_string_free (value->bytes, TRUE);
}

SendoffShortSearch *
sendoff_short_search_new (void)
{
  SendoffShortSearch *self = g_new0 (SendoffShortSearch, 1);

  self->values = g_array_new (FALSE, TRUE, sizeof (Value));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

void
sendoff_short_search_free (SendoffShortSearch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->values);
  g_free (self);
}

void
sendoff_short_search_add (SendoffShortSearch *self, guint kind, const char *bytes, gsize length, gboolean is_exact)
{
  Value value = { kind, is_exact, g_string_new_len (bytes, (gssize) length) };

  g_array_append_val (self->values, value);
}

static gboolean
bytes_are_value (const char *bytes, gsize length, const Value *value, gboolean is_exact)
{
  if (length != value->bytes->len)
    return FALSE;
  return is_exact ? memcmp (bytes, value->bytes->str, length) == 0 : g_ascii_strncasecmp (bytes, value->bytes->str, length) == 0;
}

/* The characters at both sides; the line is valid UTF-8. */
static gboolean
is_bounded (const char *line, const char *end, const char *from, const char *to)
{
  if (from > line && g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (line, from))))
    return FALSE;
  return to >= end || !g_unichar_isalnum (g_utf8_get_char (to));
}

static gboolean
line_has_word (const char *line, gsize length, const Value *value)
{
  gsize wanted = value->bytes->len;

  for (gsize at = 0; at + wanted <= length; at++)
    if (bytes_are_value (line + at, wanted, value, value->is_exact)
        && is_bounded (line, line + length, line + at, line + at + wanted))
      return TRUE;
  return FALSE;
}

static gsize
decode_base64 (const char *text, gsize length, char *decoded)
{
  guint32 bits = 0;
  guint n_bits = 0;
  gsize n_decoded = 0;

  for (gsize i = 0; i < length; i++)
    {
      bits = bits << 6 | (guint32) sendoff_base64_bits (text[i]);
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          decoded[n_decoded++] = (char) (bits >> n_bits);
        }
    }
  return n_decoded;
}

/* Fields are parted by NUL, as in the triple of AUTH PLAIN (RFC 4616); a word without one is a single field. */
static guint
find_in_fields (const SendoffShortSearch *self, const char *decoded, gsize length)
{
  guint seen = 0;

  for (gsize from = 0; from <= length;)
    {
      const char *nul = from < length ? memchr (decoded + from, '\0', length - from) : NULL;
      gsize to = nul != NULL ? (gsize) (nul - decoded) : length;

      for (guint i = 0; i < self->values->len; i++)
        {
          const Value *value = &g_array_index (self->values, Value, i);

          if (bytes_are_value (decoded + from, to - from, value, TRUE))
            seen |= value->kind;
        }
      from = to + 1;
    }
  return seen;
}

static guint
find_in_base64_words (const SendoffShortSearch *self, const char *line, gsize length)
{
  g_autofree char *decoded = g_malloc (length + 1);
  guint seen = 0;

  for (gsize at = 0; at < length;)
    {
      gsize from = at;

      while (at < length && sendoff_base64_bits (line[at]) >= 0)
        at++;
      if (at > from)
        seen |= find_in_fields (self, decoded, decode_base64 (line + from, at - from, decoded));
      else
        at++;
    }
  sendoff_wipe (decoded, length);
  return seen;
}

static gboolean
is_text (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (((guchar) line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7f)
      return FALSE;
  return g_utf8_validate_len (line, length, NULL);
}

static guint
search_line (const SendoffShortSearch *self, const char *line, gsize length)
{
  guint seen = 0;

  if (!is_text (line, length))
    return 0;
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (line_has_word (line, length, value))
        seen |= value->kind;
    }
  return seen | find_in_base64_words (self, line, length);
}

guint
sendoff_short_search_run (const SendoffShortSearch *self, const char *bytes, gsize length)
{
  guint seen = 0;

  if (self->values->len == 0)
    return 0;
  for (gsize from = 0; from < length;)
    {
      const char *line_end = memmem (bytes + from, length - from, "\r\n", 2);
      gsize to = line_end != NULL ? (gsize) (line_end - bytes) : length;

      seen |= search_line (self, bytes + from, to - from);
      from = to + 2;
    }
  return seen;
}
