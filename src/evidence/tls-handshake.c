/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an observer can read of a TLS handshake. Bytes from outside: every length is checked. Any thread. */
#include "evidence/tls-handshake.h"

#include <string.h>

#define CLIENT_HELLO 1
#define HEADER 4
/* A Certificate message of more isn't put together. */
#define MAX_MESSAGE (128 * 1024)
#define MAX_CERTIFICATES 16
#define EXTENSION_SERVER_NAME 0
#define NAME_TYPE_HOST 0

typedef struct
{
  const guint8 *bytes;
  gsize left;
} Cursor;

/* A big-endian number of n bytes; 0 and nothing left where there aren't as many. */
static guint32
take_number (Cursor *cursor, guint n)
{
  guint32 number = 0;

  if (cursor->left < n)
    {
      cursor->left = 0;
      return 0;
    }
  for (guint i = 0; i < n; i++)
    number = number << 8 | cursor->bytes[i];
  cursor->bytes += n;
  cursor->left -= n;
  return number;
}

/* What follows, length bytes of it, or what there is. */
static Cursor
take_part (Cursor *cursor, gsize length)
{
  Cursor part = { cursor->bytes, MIN (length, cursor->left) };

  cursor->bytes += part.left;
  cursor->left -= part.left;
  return part;
}

/* A part that is led by its length in n bytes. */
static Cursor
take_vector (Cursor *cursor, guint n)
{
  gsize length = take_number (cursor, n);

  return take_part (cursor, length);
}

void
sendoff_handshake_reader_init (SendoffHandshakeReader *self)
{
  self->pending = g_byte_array_new ();
  self->is_over = FALSE;
}

void
sendoff_handshake_reader_clear (SendoffHandshakeReader *self)
{
  g_clear_pointer (&self->pending, g_byte_array_unref);
}

void
sendoff_handshake_reader_feed (SendoffHandshakeReader *self, const guint8 *bytes, gsize length, SendoffHandshakeFound found,
                               gpointer user_data)
{
  gsize used = 0;

  if (self->is_over)
    return;
  g_byte_array_append (self->pending, bytes, (guint) length);
  while (self->pending->len - used >= HEADER)
    {
      Cursor cursor = { self->pending->data + used, self->pending->len - used };
      guint8 type = (guint8) take_number (&cursor, 1);
      gsize wanted = take_number (&cursor, 3);

      /* What is no message that we know is encrypted: GnuTLS and others don't always say when that begins. */
      if (sendoff_handshake_name (type) == NULL || wanted > MAX_MESSAGE)
        {
          self->is_over = TRUE;
          break;
        }
      if (cursor.left < wanted)
        break;
      found (type, cursor.bytes, wanted, user_data);
      used += HEADER + wanted;
    }
  g_byte_array_remove_range (self->pending, 0, (guint) used);
}

const char *
sendoff_handshake_name (guint8 type)
{
  static const struct
  {
    guint8 type;
    const char *name;
  } names[] = {
    { 0, "HelloRequest" }, { CLIENT_HELLO, "ClientHello" }, { 2, "ServerHello" }, { 4, "NewSessionTicket" },
    { 8, "EncryptedExtensions" }, { 11, "Certificate" }, { 12, "ServerKeyExchange" }, { 13, "CertificateRequest" },
    { 14, "ServerHelloDone" }, { 15, "CertificateVerify" }, { 16, "ClientKeyExchange" }, { 20, "Finished" },
    { 22, "CertificateStatus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].type == type)
      return names[i].name;
  return NULL;
}

static char *
read_server_name (Cursor extension)
{
  Cursor list = take_vector (&extension, 2);

  while (list.left > 0)
    {
      guint8 type = (guint8) take_number (&list, 1);
      Cursor name = take_vector (&list, 2);

      if (type == NAME_TYPE_HOST && name.left > 0)
        return g_strndup ((const char *) name.bytes, name.left);
    }
  return NULL;
}

char *
sendoff_client_hello_dup_server_name (const guint8 *body, gsize length)
{
  Cursor cursor = { body, length };
  Cursor extensions;

  take_part (&cursor, 2 + 32); /* version, random */
  take_vector (&cursor, 1);    /* session id */
  take_vector (&cursor, 2);    /* cipher suites */
  take_vector (&cursor, 1);    /* compression methods */
  extensions = take_vector (&cursor, 2);
  while (extensions.left > 0)
    {
      guint type = take_number (&extensions, 2);
      Cursor extension = take_vector (&extensions, 2);

      if (type == EXTENSION_SERVER_NAME && extension.left > 0)
        return read_server_name (extension);
    }
  return NULL;
}

GPtrArray *
sendoff_certificate_message_read (const guint8 *body, gsize length)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Cursor cursor = { body, length };
  Cursor list = take_vector (&cursor, 3);

  while (list.left > 0 && certificates->len < MAX_CERTIFICATES)
    {
      Cursor certificate = take_vector (&list, 3);

      if (certificate.left > 0)
        g_ptr_array_add (certificates, g_bytes_new (certificate.bytes, certificate.left));
    }
  return certificates->len > 0 ? g_steal_pointer (&certificates) : NULL;
}
