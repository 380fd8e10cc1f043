/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/types.h"

G_BEGIN_DECLS

/* How to reach one server and sign in there. Plain value, always with a host in the form of sendoff_host_to_ascii().
 * Copied into each request that a worker gets. */
typedef struct
{
  SendoffLeg      leg;
  SendoffProtocol protocol;
  char           *host;       /* A-labels or an address */
  guint16         port;
  SendoffSecurity security;
  gboolean        signs_in;   /* authentication wanted */
  char           *user;       /* NULL where signs_in is FALSE */
  char           *client_certificate; /* a PEM file's path or a pkcs11: URI; NULL: none */
  char           *client_key;         /* the same; NULL: where the certificate is */
  guint           timeout_s;  /* of silence, 1 to 600 */
} SendoffServerSettings;

SendoffServerSettings *sendoff_server_settings_new  (void);
SendoffServerSettings *sendoff_server_settings_copy (const SendoffServerSettings *self);
void                   sendoff_server_settings_free (SendoffServerSettings *self);

/* place: of a client certificate or its key; TRUE: a pkcs11: URI (RFC 7512), FALSE: a file. */
gboolean               sendoff_key_is_on_token      (const char *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffServerSettings, sendoff_server_settings_free)

G_END_DECLS
