/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/diagnosis.h"

G_BEGIN_DECLS

/* What may mend a failure. Each is a pure function on a copy of the settings: applied twice it does the same as once, and none lowers
 * security. */
typedef enum
{
  SENDOFF_FIX_NONE,
  SENDOFF_FIX_REQUIRE_AUTHENTICATION, /* require-authentication: sign in to the outgoing server, encrypted */
  SENDOFF_FIX_USE_ENCRYPTION,         /* use-encryption: where the settings ask for none */
  SENDOFF_FIX_USE_TLS,                /* use-tls: from the first byte, on the port as set */
  SENDOFF_FIX_USE_TLS_PORT,           /* use-tls-port: from the first byte, on the port that is meant for it */
  SENDOFF_FIX_USE_SUBMISSION_PORT,    /* use-submission-port: 587 or 465 instead of 25 */
  SENDOFF_FIX_USE_USUAL_PORT,         /* use-usual-port: the port that goes with the protocol and the security */
  SENDOFF_FIX_USE_ADDRESS_AS_USER,    /* use-address-as-user */
  SENDOFF_FIX_WAIT_LONGER,            /* wait-longer: at least a minute of silence */
  SENDOFF_N_FIXES
} SendoffFix;

const char *sendoff_fix_to_string   (SendoffFix fix);
/* What the fix would change, in the order of the keys, elements SendoffChange; NULL where it would change nothing. Caller unrefs. */
GPtrArray  *sendoff_fix_get_changes (SendoffFix fix, SendoffLeg leg, SendoffAccount *settings);
/* Translated, for a button. changes: as returned above. */
const char *sendoff_fix_get_label   (SendoffFix fix, GPtrArray *changes);

G_END_DECLS
