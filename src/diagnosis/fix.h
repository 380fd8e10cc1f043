/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/diagnosis.h"

G_BEGIN_DECLS

/* What may mend a failure. Each is a pure function of the failure and a copy of the settings: applied twice it does the same as once, its
 * changes can be reversed, and none lowers security: encryption that is set stays on, a sign-in that is set stays, and a password goes to
 * no other owner's host. */
typedef enum
{
  SENDOFF_FIX_NONE,
  SENDOFF_FIX_REQUIRE_AUTHENTICATION,   /* require-authentication: sign in to the outgoing server, encrypted, where a probe found that to be possible */
  SENDOFF_FIX_USE_ENCRYPTION,           /* use-encryption: STARTTLS where the settings ask for none; the server spoke in the clear */
  SENDOFF_FIX_SWITCH_CONNECTION,        /* switch-connection: the best port and encryption of failure->ways on the same host */
  SENDOFF_FIX_CORRECT_HOST,             /* correct-host: the best host of failure->ways that is at home: host-guess.h */
  SENDOFF_FIX_USE_ADDRESS_AS_USER,      /* use-address-as-user: the whole address where there was only a part */
  SENDOFF_FIX_USE_LOCAL_PART_AS_USER,   /* use-local-part-as-user: the part before the @ where there was a whole address */
  SENDOFF_FIX_USE_INCOMING_CREDENTIALS, /* use-incoming-credentials: the outgoing server belongs to the incoming one's owner */
  SENDOFF_FIX_WAIT_LONGER,              /* wait-longer: twice what ran out, from one minute to ten */
  SENDOFF_N_FIXES
} SendoffFix;

const char *sendoff_fix_to_string   (SendoffFix fix);
/* What the fix would change, in the order of the keys, elements SendoffChange; NULL where it would change nothing. Caller unrefs. */
GPtrArray  *sendoff_fix_get_changes (SendoffFix fix, const SendoffFailure *failure, SendoffAccount *settings);
/* Translated, for a button; display-safe. changes: as returned above. Caller frees. */
char       *sendoff_fix_dup_label   (SendoffFix fix, GPtrArray *changes);

G_END_DECLS
