/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "practice/practice-certificate.h"
#include "practice/practice-protocol.h"

G_BEGIN_DECLS

/* A mail server on loopback that plays the story (relaying denied; sign in; STARTTLS with a certificate from an unknown root;
 * sent), and, told so, mishaps. One server speaks one protocol on one port: SMTP, or IMAP or POP3 as far as an empty mailbox.
 * Each connection runs in a thread of its own; bounded in connections (64) and bytes. Nothing is stored on disk, nothing leaves the
 * machine. The tests use it as their scripted peer. */
#define SENDOFF_TYPE_PRACTICE_SERVER (sendoff_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPracticeServer, sendoff_practice_server, SENDOFF, PRACTICE_SERVER, GObject)

/* What went wrong on purpose. The names are those of sendoffctl practice --mishap. */
typedef struct
{
  const char *name;        /* "greeting-421" */
  const char *description; /* translated, one line */
  guint       protocols;   /* a set of SENDOFF_PRACTICE_PROTOCOL_BIT(): where it can happen */
} SendoffPracticeMishap;

/* All of them, each name once; terminated by a NULL name. Static. */
const SendoffPracticeMishap *sendoff_practice_mishaps (void);

/* One finished or running session, for tests. */
typedef struct
{
  GPtrArray *commands;      /* of char*: each command the client sent, verbatim without line end, but for the message; "AUTH PLAIN …",
                               "a1 LOGIN …", "PASS …" and responses as "…" unless keep_credentials was set */
  gboolean   tls;           /* the handshake was completed */
  char      *client_subject; /* of the certificate that the client showed, as "CN=ana"; NULL: it showed none */
  gboolean   signed_in;
  guint64    bytes_after_handshake; /* application bytes received inside TLS */
  GBytes    *message;       /* the last message accepted, as received, dots unstuffed; NULL: none */
  guint      n_messages;
} SendoffPracticeSession;
SendoffPracticeSession *sendoff_practice_session_copy (const SendoffPracticeSession *self);
void                    sendoff_practice_session_free (SendoffPracticeSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeSession, sendoff_practice_session_free)

/* Its only user. Known to everybody: it opens nothing else. (The sentences of ui/practice-run.c name both.) No word that the server, its
 * certificates or its account in the window use may be the password: it would be hidden in the transcript, and no report could be saved. */
#define SENDOFF_PRACTICE_USER     "ana"
#define SENDOFF_PRACTICE_PASSWORD "practice"

SendoffPracticeServer *sendoff_practice_server_new (void);
/* Best before start; a change while it runs holds for the connections to come, but for the port. Defaults: port 0 (any free one
 * on 127.0.0.1 and, where there is one, ::1), STARTTLS offered, the story's certificate, the user above. */
/* First of all: puts mechanisms and mishap back to what is usual in this protocol. SMTP by default. */
void     sendoff_practice_server_set_protocol    (SendoffPracticeServer *self, SendoffPracticeProtocol protocol);
SendoffPracticeProtocol sendoff_practice_server_get_protocol (SendoffPracticeServer *self);
void     sendoff_practice_server_set_port        (SendoffPracticeServer *self, guint16 port);
void     sendoff_practice_server_set_implicit_tls(SendoffPracticeServer *self, gboolean implicit_tls);
void     sendoff_practice_server_set_certificate (SendoffPracticeServer *self, SendoffPracticeCertificate *certificate);
/* NONE by default. Takes a SENDOFF_PRACTICE_CLIENT. */
void     sendoff_practice_server_set_client_demand (SendoffPracticeServer *self, SendoffPracticeClientDemand demand);
void     sendoff_practice_server_set_login       (SendoffPracticeServer *self, const char *user, const char *password);
/* SMTP: the extra EHLO lines (SIZE 10240000, PIPELINING, 8BITMIME, ENHANCEDSTATUSCODES, SMTPUTF8 by default); AUTH and STARTTLS are
 * added by the server. SIZE is kept to (32 MiB at most); a parameter whose extension isn't listed is refused with 555. */
void     sendoff_practice_server_set_extensions  (SendoffPracticeServer *self, const char *const *extensions);
/* "PLAIN LOGIN" by default; also knows CRAM-MD5 and XOAUTH2. POP3: with USER and APOP. NULL: signing in isn't offered; "" for IMAP: only
 * by the command LOGIN. */
void     sendoff_practice_server_set_mechanisms  (SendoffPracticeServer *self, const char *mechanisms);
/* TRUE: signing in is neither offered nor allowed in clear; IMAP says LOGINDISABLED. */
void     sendoff_practice_server_set_requires_tls (SendoffPracticeServer *self, gboolean requires_tls);
/* SMTP. FALSE: takes mail from anybody for anybody (default TRUE: "550 5.7.1 … Relaying denied" to whoever didn't sign in). */
void     sendoff_practice_server_set_requires_sign_in (SendoffPracticeServer *self, gboolean requires_sign_in);
void     sendoff_practice_server_set_keep_credentials (SendoffPracticeServer *self, gboolean keep);
/* NULL: none. FALSE and SENDOFF_ERROR_NOT_FOUND for a name that is unknown in this protocol. */
gboolean sendoff_practice_server_set_mishap      (SendoffPracticeServer *self, const char *name, GError **error);
/* How long a reply is held back, for tests of speed and cancelling. */
void     sendoff_practice_server_set_delay_ms    (SendoffPracticeServer *self, guint delay_ms);

/* FALSE where the port is taken (the message says so). */
gboolean sendoff_practice_server_start (SendoffPracticeServer *self, GError **error);
/* Ends every session at once and joins its threads. Also done by finalize. */
void     sendoff_practice_server_stop  (SendoffPracticeServer *self);
guint16  sendoff_practice_server_get_port (SendoffPracticeServer *self);

/* Copies, thread-safe. Sessions in the order of their connection. */
guint                   sendoff_practice_server_get_n_sessions (SendoffPracticeServer *self);
SendoffPracticeSession *sendoff_practice_server_dup_session    (SendoffPracticeServer *self, guint index);
/* Emitted on the main context that was the thread default at creation, for the window and the foreground command:
 * signal "log" (const char *line): display-safe, no credentials. */

G_END_DECLS
