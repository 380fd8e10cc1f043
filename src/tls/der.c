/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns reading DER where GnuTLS' own access is too slow or not there. Any thread. */
#include "tls/der.h"

gboolean
sendoff_der_take (gnutls_datum_t *in,
                  guint8         *tag,
                  gnutls_datum_t *value)
{
  gsize header = 2, length;

  if (in->size < 2 || (in->data[0] & 0x1f) == 0x1f)
    return FALSE;

  length = in->data[1];
  if (length >= 0x80)
    {
      gsize n_bytes = length & 0x7f;

      if (n_bytes == 0 || n_bytes > 4 || in->size < 2 + n_bytes)
        return FALSE;
      length = 0;
      for (gsize i = 0; i < n_bytes; i++)
        length = length << 8 | in->data[2 + i];
      header += n_bytes;
    }
  if (length > in->size - header)
    return FALSE;

  *tag = in->data[0];
  value->data = in->data + header;
  value->size = (unsigned) length;
  in->data += header + length;
  in->size -= (unsigned) (header + length);
  return TRUE;
}

gboolean
sendoff_der_take_tag (gnutls_datum_t *in,
                      guint8          tag,
                      gnutls_datum_t *value)
{
  gnutls_datum_t rest = *in;
  guint8 found;

  if (!sendoff_der_take (&rest, &found, value) || found != tag)
    return FALSE;

  *in = rest;
  return TRUE;
}
