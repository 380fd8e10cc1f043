/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One attempt's state, shared by the files of this folder; lives in one worker thread. */

#include <gnutls/gnutls.h>

#include "evidence/clear-search.h"
#include "evidence/redaction.h"
#include "evidence/wire-recording.h"
#include "net/attempt.h"
#include "net/client-certificate.h"
#include "net/curl-library.h"
#include "net/extensions.h"
#include "net/socket-tap.h"

G_BEGIN_DECLS

/* RFC 5321 section 4.5.3.1.5 allows 512 octets; servers exceed it. Beyond these nothing is read to its end. */
#define SENDOFF_MAX_REPLY_LINE (64 * 1024)
#define SENDOFF_MAX_REPLY (1024 * 1024)
/* A reply that isn't complete after this many time-outs ends the attempt, however lively it drips. */
#define SENDOFF_REPLY_PATIENCE 10
/* Given by us at the start, so that neither the host's name nor its address on the local net is told. RFC 5321 section 4.1.3. */
#define SENDOFF_EHLO_NAME "[127.0.0.1]"

typedef struct _SendoffChannel SendoffChannel;
typedef struct _SendoffDialogue SendoffDialogue;

typedef struct
{
  const SendoffAttemptRequest *request;
  const SendoffAttemptSink    *sink;
  GCancellable                *cancellable;
  gint64                       start;          /* monotonic, µs */

  SendoffSocketTap             tap;
  SendoffRedaction            *redaction;      /* knows the secrets; scrubs what goes into failures */
  SendoffTranscript           *transcript;     /* of the present message, or of the connection */
  SendoffWireRecording        *recording;      /* same */
  SendoffClearSearch          *search;         /* values of the first message and of the sign-in */
  guint                        connection_seen;/* what was readable before the first message */

  CURL                        *curl;
  char                         curl_error[CURL_ERROR_SIZE];
  SendoffAttemptResult        *result;
  SendoffFailure              *failure;        /* the first cause wins */

  /* steps */
  SendoffStepId                step;
  gboolean                     step_runs;
  gint64                       step_start;
  gboolean                     connected;
  gboolean                     told_silence;

  /* inspector */
  gnutls_session_t             session;        /* the one that was seen last; libcurl owns it */
  gboolean                     judged, accepted;
  SendoffClientCertificate    *client_certificate; /* NULL: none is given */
  gboolean                     certificate_asked;  /* the server wants one of ours */
  gboolean                     heard_inside;   /* a line came inside TLS */
  gnutls_alert_description_t   alert;          /* the server's last one; 0: none */
  gboolean                     heard_finished, sent_finished; /* the handshake's last messages, in either direction */
  gboolean                     handshake_done; /* seen to be over by a callback of libcurl's */

  /* dialogue (libcurl speaks) */
  SendoffCommand               command;        /* last one sent */
  gboolean                     awaits_reply;
  gboolean                     proxied;        /* by a proxy of any kind */
  gboolean                     in_proxy;       /* HTTP CONNECT's lines */
  GString                     *reply;          /* lines of the present reply */
  gsize                        reply_size;     /* bytes of all that came since the last command */
  guint                        reply_code;     /* SMTP: of its first line */
  SendoffReply                *last_reply;
  SendoffEsmtpOffer            offer;          /* of the last EHLO reply */
  guint64                      clear_in;       /* bytes of clear lines that were handed over */
  guint64                      pulls_at_command; /* tap.n_pulled when the last command left */
  guint                        n_waiting;      /* bytes inside TLS that had come before the last command left */
  gint64                       last_activity;  /* monotonic, µs: something was sent or came */
  gint64                       reply_start;    /* when the present wait began: connecting, a handshake or a reply */
  gboolean                     auth_sent;
  gboolean                     helo_sent;      /* EHLO was unknown */
  gboolean                     in_exchange;    /* each line of ours belongs to AUTH or AUTHENTICATE */
  char                         tag[16];        /* IMAP: of the last command */
  SendoffReply                *said_bye;       /* IMAP: BYE that came before a final word; NULL: none */
  gboolean                     preauth;        /* IMAP: we are somebody already */
  gboolean                     has_capabilities; /* IMAP: since the last command */
  gboolean                     offers_sign_in; /* IMAP, POP3: in some way, known to us or not */
  gboolean                     offers_apop;    /* POP3 */
  char                        *challenge;      /* of the sign-in, not answered yet; NULL: none */
  char                        *declined_challenge; /* that libcurl couldn't read, and gave up the mechanism for; NULL: none */
  gboolean                     ends_sign_in;   /* POP3: the command's +OK lets us in (not that of USER) */
  gboolean                     greeted;
  /* envelope (we speak) */
  SendoffMessage              *first;          /* message; NULL: none is to be sent, or it couldn't be made */
  gboolean                     first_is_prepared;
  SendoffChannel              *channel;        /* NULL until the first use */
  gboolean                     delivers;       /* signed in, messages under way */
  SendoffDelivery             *last_delivery;  /* told when the connection is over, so that its evidence is whole */
} SendoffAttempt;

/* attempt.c */
SendoffFailure *sendoff_attempt_make_failure (SendoffAttempt *self, SendoffFailureKind kind, SendoffStepId step, SendoffCommand command);
/* Makes and keeps the failure unless there is one; returns the one that is kept (borrowed). */
SendoffFailure *sendoff_attempt_fail         (SendoffAttempt *self, SendoffFailureKind kind, SendoffStepId step, SendoffCommand command);
void            sendoff_attempt_begin_step   (SendoffAttempt *self, SendoffStepId step);
void            sendoff_attempt_end_step     (SendoffAttempt *self, SendoffStepState state, const char *detail);
void            sendoff_attempt_tell_step    (SendoffAttempt *self, SendoffStepId step, SendoffStepState state, const char *detail, double ms);
/* Once: what the first message needs before it is sent. Called when there is a connection and the server is awaited, so that it takes no time of
 * its own. */
void            sendoff_attempt_prepare_first (SendoffAttempt *self);
double          sendoff_attempt_elapsed_ms   (SendoffAttempt *self);
gboolean        sendoff_attempt_is_cancelled (SendoffAttempt *self);
gboolean        sendoff_attempt_is_secure    (SendoffAttempt *self);
/* What came, made harmless: scrubbed, at most 1 KiB; caller frees. */
char           *sendoff_attempt_scrub        (SendoffAttempt *self, const char *bytes, gsize length);
SendoffReply   *sendoff_attempt_parse_reply  (SendoffAttempt *self, const char *bytes, gsize length);

/* inspector.c: call at every callback of libcurl's; TRUE: the present session's handshake is over */
gboolean        sendoff_inspector_watch      (SendoffAttempt *self);

/* dialogue.c */
int             sendoff_dialogue_on_debug    (CURL *curl, curl_infotype type, char *data, size_t size, void *user_data);
int             sendoff_dialogue_on_progress (void *user_data, curl_off_t dltotal, curl_off_t dlnow, curl_off_t ultotal, curl_off_t ulnow);
/* Says goodbye after a sign-in without messages, and waits for nothing. */
void            sendoff_dialogue_part        (SendoffAttempt *self);

/* curl-failure.c: what a result of curl_easy_perform() means, given what the dialogue saw */
void            sendoff_curl_explain         (SendoffAttempt *self, CURLcode code);

/* name-lookup.c: NULL and a failure kept, or a list for CURLOPT_RESOLVE ("" where there is nothing to be looked up) */
char           *sendoff_name_lookup          (SendoffAttempt *self);

/* proxy-lookup.c: NULL: none; else a URL for CURLOPT_PROXY (may hold a password: wipe) */
char           *sendoff_proxy_lookup         (SendoffAttempt *self);

/* curl-handle.c: connects, secures, greets, signs in; FALSE: a failure is kept */
gboolean        sendoff_curl_sign_in         (SendoffAttempt *self);

/* smtp-envelope.c: hands over one message on the open connection; the delivery's failures tell */
void            sendoff_smtp_deliver         (SendoffAttempt *self, SendoffDelivery *delivery);
/* Says goodbye after the last message. What comes back changes nothing, but where it shows that replies and commands were out of step: then the
 * delivery's outcome is told anew. */
void            sendoff_smtp_part            (SendoffAttempt *self, SendoffDelivery *delivery);

G_END_DECLS
