/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/attempt.h"

G_BEGIN_DECLS

/* What an IMAP or POP3 server may do, and what the attempt must end in. Scripts: scripted-server.h. */
typedef struct
{
  const char        *name;
  SendoffSecurity    security;
  const char        *script;
  int                status;      /* the contract's; 0: passed */
  SendoffFailureKind kind;        /* where status isn't 0 */
  const char        *mechanism;   /* NULL: not compared */
  const char        *extensions;  /* joined by a comma; NULL: not compared */
  const char        *reply;       /* stands in the failure's reply or in what was received; NULL: not compared */
  gboolean           all;         /* all mechanisms */
  gboolean           nothing_common;
  gboolean           more_mechanisms;
  gboolean           not_signed_in; /* though it passed */
  gboolean           greeting_in_tls; /* it failed in the greeting, inside TLS */
} IncomingCase;

extern const IncomingCase imap_cases[], pop3_cases[];

G_END_DECLS
