/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-certificate-make.h"

G_BEGIN_DECLS

/* Private to this folder: the authorities that sign the practice certificates, each made once per process. Any thread. */
typedef enum
{
  SENDOFF_PRACTICE_AUTHORITY_NONE, /* self-signed */
  SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT,
  SENDOFF_PRACTICE_AUTHORITY_GOOD,
  SENDOFF_PRACTICE_AUTHORITY_GOOD_RSA,
  SENDOFF_PRACTICE_AUTHORITY_UNKNOWN_ROOT,
  SENDOFF_PRACTICE_AUTHORITY_UNKNOWN,
  SENDOFF_PRACTICE_AUTHORITY_CONSTRAINED, /* of the good root, for names below example.org only */
  SENDOFF_PRACTICE_AUTHORITY_CLIENT_ROOT, /* of clients */
  SENDOFF_N_PRACTICE_AUTHORITIES
} SendoffPracticeAuthority;

/* Borrowed, for the life of the process. *identity is NULL for NONE. A GnuTLS status. */
int                      sendoff_practice_authority_get        (SendoffPracticeAuthority self, const SendoffPracticeIdentity **identity);
/* NONE above a root. */
SendoffPracticeAuthority sendoff_practice_authority_get_parent (SendoffPracticeAuthority self);

/* The serial number of every revoked certificate, which the good root signs itself: so its list, too, can be checked with
 * nothing but the root. */
#define SENDOFF_PRACTICE_REVOKED_SERIAL ((const guint8 *) "\x5e\x0f\x0b\xad")
#define SENDOFF_PRACTICE_REVOKED_SERIAL_LENGTH 4

G_END_DECLS
