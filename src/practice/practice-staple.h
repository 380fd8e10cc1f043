/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-certificate-make.h"

G_BEGIN_DECLS

/* Private to this folder: OCSP responses (RFC 6960), made byte by byte because GnuTLS only reads them. Any thread. */
typedef enum
{
  SENDOFF_PRACTICE_NO_STAPLE,
  SENDOFF_PRACTICE_VALID_STAPLE,
  SENDOFF_PRACTICE_REVOKING_STAPLE,
  SENDOFF_PRACTICE_EXPIRED_STAPLE,  /* good once; it isn't renewed */
} SendoffPracticeStaple;

/* Signed by the issuer itself, whose key is ECDSA. A GnuTLS status; the response is the caller's. */
int sendoff_practice_staple_make (SendoffPracticeStaple staple, gnutls_x509_crt_t certificate, const SendoffPracticeIdentity *issuer,
                                  GBytes **response);

G_END_DECLS
