/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/reply.h"
#include "model/types.h"
#include "model/way.h"

G_BEGIN_DECLS

/* What happened, in facts; no judgement and no wording. */
typedef enum
{
  SENDOFF_FAILURE_REFUSED,             /* the server answered 4xx or 5xx (IMAP NO, POP3 -ERR, BYE): see reply, command */
  SENDOFF_FAILURE_HOST_NOT_FOUND,
  SENDOFF_FAILURE_CANNOT_CONNECT,      /* see socket_errno */
  SENDOFF_FAILURE_PROXY,               /* the proxy refused or can't be reached; see detail */
  SENDOFF_FAILURE_TIMEOUT,             /* silence for timeout_s, or a reply that never ended */
  SENDOFF_FAILURE_CONNECTION_LOST,     /* closed or reset before the final dot */
  SENDOFF_FAILURE_PROTOCOL,            /* unreadable, out of place, too long; see received */
  SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, /* no STARTTLS in the EHLO reply, or no EHLO */
  SENDOFF_FAILURE_ENCRYPTION_REFUSED,  /* STARTTLS answered by anything but 220; see reply */
  SENDOFF_FAILURE_HANDSHAKE,           /* TLS couldn't be negotiated; see detail, received */
  SENDOFF_FAILURE_CERTIFICATE,         /* not trusted; see problems, valid_from, valid_until, judged_at */
  SENDOFF_FAILURE_CLIENT_CERTIFICATE,  /* our own can't be used: file, key, passphrase, token; detail is a sentence */
  SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, /* sign-in wanted, no AUTH in the EHLO reply */
  SENDOFF_FAILURE_NO_COMMON_MECHANISM, /* AUTH offered, none that we have */
  SENDOFF_FAILURE_TOO_BIG,             /* over the SIZE that the server announced; nothing was sent */
  SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED,/* rejected_address needs it; nothing was sent to it */
  SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED, /* the message was to travel on only encrypted (RFC 8689); nothing was sent */
  SENDOFF_FAILURE_SETTINGS,            /* the account can't be used as it is; detail is a sentence */
  SENDOFF_FAILURE_PASSWORD_MISSING,
  SENDOFF_FAILURE_MESSAGE,             /* the message can't be made (bad address, attachment …); detail is a sentence */
  SENDOFF_FAILURE_FILE,                /* attachment unreadable or changed; detail is a sentence */
  SENDOFF_FAILURE_UNCERTAIN,           /* the final dot was sent, no complete, readable reply came */
  SENDOFF_FAILURE_CANCELLED,           /* stopped by the user */
  SENDOFF_FAILURE_NO_JUDGE,            /* libcurl isn't on GnuTLS, or the judge couldn't be installed: nothing was sent */
  SENDOFF_FAILURE_INTERNAL,            /* detail */
  SENDOFF_N_FAILURE_KINDS
} SendoffFailureKind;

/* The command that the failure answers, where step is not enough. */
typedef enum
{
  SENDOFF_COMMAND_NONE, SENDOFF_COMMAND_GREETING, SENDOFF_COMMAND_EHLO, SENDOFF_COMMAND_STARTTLS, SENDOFF_COMMAND_AUTH,
  SENDOFF_COMMAND_MAIL, SENDOFF_COMMAND_RCPT, SENDOFF_COMMAND_DATA, SENDOFF_COMMAND_BODY, SENDOFF_COMMAND_FINAL_DOT,
  SENDOFF_COMMAND_OTHER
} SendoffCommand;

/* Of a failure that was read from a saved report: what was told of it then, in the words of whoever saved it. */
typedef struct
{
  char    *paragraph;    /* NULL: none */
  char    *response;     /* what the server said; NULL: nothing */
  guint    reply_code;   /* 0: none */
  guint    socket_error; /* 0: none */
  guint32  error_number;
} SendoffFailureTold;

/* Plain value; every string may be NULL, may come from the server, and isn't display-safe until rendered. */
typedef struct
{
  SendoffFailureKind kind;
  SendoffLeg         leg;
  SendoffStepId      step;
  SendoffCommand     command;
  SendoffProtocol    protocol;
  char              *account;          /* its name */
  char              *subject;          /* of the message concerned; only from MAIL on */
  char              *server;           /* host as the user wrote it */
  guint16            port;
  SendoffSecurity    security;         /* as set */
  gboolean           secure;           /* TLS was active at that moment */
  SendoffReply      *reply;
  char              *rejected_address; /* the sender or recipient that was refused */
  int                socket_errno;     /* 0: none */
  int                resolver_error;   /* a GResolverError + 1; 0: none */
  char              *detail;           /* the library's words, or a sentence of ours: see kind */
  char              *received;         /* what came instead of what was expected; at most 1 KiB */
  guint              problems;         /* SendoffCertificateProblem bits */
  gint64             valid_from, valid_until, judged_at; /* CERTIFICATE: the server's dates and our clock, Unix time; 0: unknown */
  guint              timeout_s;        /* the limit that ran out, or the seconds of silence after which a probe had its answer */
  guint64            size, size_limit; /* TOO_BIG: bytes */
  char             **extensions;       /* the last EHLO reply's lines, NULL if there was none */
  gboolean           signed_in;        /* a 235 came */
  GPtrArray         *ways;             /* of SendoffWay: those that answered a probe, best first; NULL: not probed */
  SendoffFailureTold *told;            /* NULL: it happened here */
} SendoffFailure;

SendoffFailure *sendoff_failure_new  (SendoffFailureKind kind, SendoffLeg leg, SendoffStepId step);
SendoffFailure *sendoff_failure_copy (const SendoffFailure *self);
void            sendoff_failure_free (SendoffFailure *self);

/* The contract's exit status. What only a diagnosis can tell is the caller's: about_permission as sendoff_diagnosis_is_about_permission(). */
int             sendoff_failure_get_exit_status (const SendoffFailure *self, gboolean about_permission);
/* Whether of two failures of one message the one with status a is told before that with status b, whichever happened first. */
gboolean        sendoff_exit_status_goes_before (int a, int b);
SendoffOutcome  sendoff_failure_get_outcome     (const SendoffFailure *self);
/* The classic number, 0x800CCC08 to 0x800CCCDF; every failure has one, see error-number.c. */
guint32         sendoff_failure_get_error_number (const SendoffFailure *self);
/* The classic Socket Error (10061 …), 0: none. */
guint           sendoff_failure_get_socket_error (const SendoffFailure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffFailure, sendoff_failure_free)

G_END_DECLS
