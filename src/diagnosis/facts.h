/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/reply-words.h"
#include "model/failure.h"

G_BEGIN_DECLS

/* What the rules look at, read off one failure once. */

/* What the rule's column "when" can ask for; all bits named must hold. */
typedef enum
{
  SENDOFF_WHEN_SIGNED_IN       = 1 << 0,
  SENDOFF_WHEN_UNENCRYPTED     = 1 << 1,  /* the settings ask for no encryption */
  SENDOFF_WHEN_NOT_FIRST_BYTE  = 1 << 2,  /* the settings ask for none, or STARTTLS */
  SENDOFF_WHEN_PORT_25         = 1 << 3,
  SENDOFF_WHEN_TLS_PORT        = 1 << 4,  /* 465, 993, 995: encrypted from the first byte by custom */
  SENDOFF_WHEN_OUTGOING        = 1 << 5,
  SENDOFF_WHEN_INCOMING        = 1 << 6,
  SENDOFF_WHEN_STARTTLS_LISTED = 1 << 7,
  SENDOFF_WHEN_MIDDLEBOX       = 1 << 8,  /* "220 ****" or "XXXXXXXA": a firewall wrote over the server's words */
  SENDOFF_WHEN_WAITED          = 1 << 9,  /* a time limit ran out */
  SENDOFF_WHEN_LOOKING_UP      = 1 << 17, /* in the step find-server */
  SENDOFF_WHEN_CONNECTING      = 1 << 18, /* in the step connect */
  /* What came where something else was expected. */
  SENDOFF_WHEN_GOT_TLS         = 1 << 10,
  SENDOFF_WHEN_GOT_SMTP        = 1 << 11,
  SENDOFF_WHEN_GOT_IMAP        = 1 << 12,
  SENDOFF_WHEN_GOT_POP3        = 1 << 13,
  SENDOFF_WHEN_GOT_HTTP        = 1 << 14,
  SENDOFF_WHEN_GOT_SSH         = 1 << 15,
  SENDOFF_WHEN_GOT_TEXT        = 1 << 16, /* readable, whatever it is */
  SENDOFF_WHEN_GOT_PORTAL      = 1 << 19, /* HTTP that leads to a network's sign-in page */
  /* What the certificate's dates and our clock say. */
  SENDOFF_WHEN_NOT_YET_VALID   = 1 << 20,
  SENDOFF_WHEN_EXPIRED         = 1 << 21,
  SENDOFF_WHEN_LONG_EXPIRED    = 1 << 22, /* for more than half a year */
} SendoffWhen;

typedef struct
{
  const SendoffFailure *failure;
  guint                 commands;      /* bits 1 << SendoffCommand: the command answered, or all that may be meant */
  int                   number;        /* the reply's code; else the name service's classic number (11001 …), or errno; else 0 */
  const char           *enhanced_code;
  SendoffReplyWords    *words;         /* the reply, else the library's own words */
  guint                 when;          /* SendoffWhen bits that hold */
} SendoffFacts;

void sendoff_facts_init  (SendoffFacts *self, const SendoffFailure *failure);
void sendoff_facts_clear (SendoffFacts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffFacts, sendoff_facts_clear)

G_END_DECLS
