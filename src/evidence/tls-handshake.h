/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The handshake messages of one direction that anybody can read: those before encryption begins (RFC 8446 section 4, RFC 5246
 * section 7.4). Whatever the bytes, they are only read; what doesn't fit is passed over. Used by wire-view.c only. */
typedef struct
{
  GByteArray *pending; /* of a message that isn't whole yet */
  gboolean    is_over; /* the rest is encrypted */
} SendoffHandshakeReader;

/* One whole message. body: behind its header of four bytes, valid during the call. */
typedef void (*SendoffHandshakeFound) (guint8 type, const guint8 *body, gsize length, gpointer user_data);

void        sendoff_handshake_reader_init  (SendoffHandshakeReader *self);
void        sendoff_handshake_reader_clear (SendoffHandshakeReader *self);
/* One record's payload. */
void        sendoff_handshake_reader_feed  (SendoffHandshakeReader *self, const guint8 *bytes, gsize length, SendoffHandshakeFound found,
                                            gpointer user_data);
/* "ClientHello"; NULL: not one that we know. */
const char *sendoff_handshake_name         (guint8 type);
/* The host name that a ClientHello asks for (RFC 6066 section 3); NULL: none. Not display-safe. Caller frees. */
char       *sendoff_client_hello_dup_server_name (const guint8 *body, gsize length);
/* The certificates of a Certificate message below TLS 1.3: GBytes, DER; NULL: none. Caller unrefs. */
GPtrArray  *sendoff_certificate_message_read     (const guint8 *body, gsize length);

G_END_DECLS
