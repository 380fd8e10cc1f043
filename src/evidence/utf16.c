/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as UTF-16 would write it, in either byte order. */
#include "evidence/utf16.h"

#include "base/secret-string.h"

static gsize
put_unit (char *to, guint unit, int byte_order)
{
  gboolean is_big = byte_order == G_BIG_ENDIAN;

  to[is_big ? 0 : 1] = (char) (unit >> 8);
  to[is_big ? 1 : 0] = (char) (unit & 0xff);
  return 2;
}

static gsize
put_character (char *to, gunichar character, int byte_order)
{
  gunichar above = character - 0x10000;

  if (character < 0x10000)
    return put_unit (to, character, byte_order);
  return put_unit (to, 0xd800 + (above >> 10), byte_order) + put_unit (to + 2, 0xdc00 + (above & 0x3ff), byte_order);
}

char *
sendoff_utf16_encode (const char *text, gsize length, int byte_order, gsize *n_bytes)
{
  char *wide = g_malloc (2 * length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length;)
    {
      gunichar character = text[i] == '\0' ? 0 : g_utf8_get_char_validated (text + i, (gssize) (length - i));

      if (character > 0x10ffff)
        {
          sendoff_wipe (wide, n);
          g_free (wide);
          return NULL;
        }
      n += put_character (wide + n, character, byte_order);
      i += text[i] == '\0' ? 1 : g_utf8_skip[(guchar) text[i]];
    }
  *n_bytes = n;
  return wide;
}
