/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>

#include "base/secret-string.h"
#include "tls/certificate.h"

G_BEGIN_DECLS

/* One's own certificate with its key, out of a PEM file or from a token (PKCS#11, RFC 7512). One worker thread; reading a token may take a second.
 * Nobody is ever asked: a passphrase or PIN that is needed and wasn't given is a failure that says so. */
typedef struct _SendoffClientCertificate SendoffClientCertificate;

/* What a failure to load has to do with the passphrase or PIN. */
typedef enum
{
  SENDOFF_CLIENT_SECRET_FINE,
  SENDOFF_CLIENT_SECRET_MISSING,
  SENDOFF_CLIENT_SECRET_WRONG,
} SendoffClientSecretState;

/* certificate, key: paths or pkcs11: URIs; key NULL: where the certificate is. secret may be NULL. NULL and SENDOFF_ERROR_FILE, the message a sentence;
 * *state (may be NULL) then says whether another secret could mend it. A token that would be locked by one more wrong PIN isn't tried. */
SendoffClientCertificate *sendoff_client_certificate_load (const char *certificate, const char *key, SendoffSecretString *secret,
                                                           SendoffClientSecretState *state, GError **error);
/* What can be known of it without a passphrase or PIN. NULL and *error: there is no certificate. Else *key_error is set where the key can't be
 * used, and *state as above: MISSING where it will be asked for, which is none. Blocks like loading; no PIN is tried. */
SendoffCertificate       *sendoff_client_certificate_inspect (const char *certificate, const char *key, SendoffClientSecretState *state,
                                                              GError **key_error, GError **error);
void                      sendoff_client_certificate_free (SendoffClientCertificate *self);
/* For GnuTLS; borrowed, valid as long as self. */
void                      sendoff_client_certificate_get  (SendoffClientCertificate *self, gnutls_pcert_st **chain, unsigned int *n_chain,
                                                           gnutls_privkey_t *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffClientCertificate, sendoff_client_certificate_free)

G_END_DECLS
