/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how an element of DER begins. Any thread. */
#include "practice/practice-der.h"

#include <string.h>

void
sendoff_practice_der_wrap (GByteArray *der,
                           guint       start,
                           guint8      tag)
{
  guint length = der->len - start;
  guint8 head[2 + sizeof length] = { tag };
  guint n_head = 2;

  if (length < 0x80)
    head[1] = (guint8) length;
  else
    {
      guint n_bytes = (g_bit_storage (length) + 7) / 8;

      head[1] = (guint8) (0x80 | n_bytes);
      for (guint i = 0; i < n_bytes; i++)
        head[n_head++] = (guint8) (length >> (8 * (n_bytes - 1 - i)));
    }
  g_byte_array_set_size (der, der->len + n_head);
  memmove (der->data + start + n_head, der->data + start, length);
  memcpy (der->data + start, head, n_head);
}

void
sendoff_practice_der_add (GByteArray    *der,
                          guint8         tag,
                          gconstpointer  bytes,
                          gsize          length)
{
  guint start = der->len;

  g_byte_array_append (der, bytes, (guint) length);
  sendoff_practice_der_wrap (der, start, tag);
}
