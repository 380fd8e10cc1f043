/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* What a stapled OCSP response is worth (RFC 6960, RFC 7633). */
typedef enum
{
  SENDOFF_STAPLE_IGNORED,  /* none, unreadable, forged, for another certificate, unknown, or good but not current */
  SENDOFF_STAPLE_GOOD,
  SENDOFF_STAPLE_REVOKED,  /* rightly signed; whether current or not */
} SendoffStapleVerdict;

/* issuer NULL: its signature can't be checked. check_now: the signer's dates are held against the clock too. */
SendoffStapleVerdict sendoff_staple_judge    (const gnutls_datum_t *response, gnutls_x509_crt_t leaf, gnutls_x509_crt_t issuer,
                                              gint64 time, gboolean check_now);
/* The certificate promises a staple with every handshake. */
gboolean             sendoff_staple_is_must  (gnutls_x509_crt_t leaf);

G_END_DECLS
