/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/secret-string.h"
#include "evidence/transcript.h"
#include "evidence/wire-recording.h"
#include "message/message.h"
#include "model/failure.h"
#include "model/server-settings.h"
#include "tls/certificate.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* One try at one server: find it, connect, encrypt, judge its certificate, sign in, hand over messages. Blocks; called in a worker
 * thread. Nothing here waits for a human: an untrusted certificate ends the attempt with the evidence as a value. */

/* A server that says nothing for so long after it was connected to may be waiting for the other side: one of the two should speak TLS at once. */
#define SENDOFF_SILENCE_S 5

/* Makes the index-th message; called in the worker, the first one before anything is connected. NULL with error: as sendoff_message_new(). */
typedef SendoffMessage *(*SendoffNextMessage) (guint index, gpointer user_data, GError **error);

/* Immutable while the attempt runs; plain value, all members owned. */
typedef struct
{
  SendoffServerSettings *settings;
  char                  *account;         /* its name, for failures; may be NULL */
  SendoffSecretString   *password;        /* required where settings->signs_in, unless certificate_only */
  SendoffSecretString   *client_secret;   /* passphrase or PIN of the client certificate's key; NULL: none is known */
  SendoffRoots          *roots;
  char                  *allowed_pin;     /* accepts just this key though no authority vouches for it; NULL: none */
  guint                  waived;          /* the problems that this key may have (never a fatal one) */
  gboolean               all_mechanisms;  /* FALSE: only those that we prefer; see result->nothing_common, more_mechanisms */
  gboolean               without_kerberos; /* not even among all_mechanisms */
  gboolean               http_connect;    /* may use an HTTP proxy of the desktop's settings */
  gboolean               require_tls;     /* hand over only to a server that promises to pass on encrypted: RFC 8689 */
  gboolean               certificate_only;/* end in the handshake, with the certificate */
  guint                  n_messages;
  SendoffNextMessage     next_message;
  gpointer               next_message_data; /* not owned */
} SendoffAttemptRequest;

typedef struct
{
  char         *address;
  gboolean      accepted;
  SendoffReply *reply;    /* NULL: never asked */
} SendoffDeliveryRecipient;

/* What became of one message. */
typedef struct
{
  guint              index;
  SendoffMessage    *message;       /* NULL: it couldn't be made */
  GPtrArray         *recipients;    /* of SendoffDeliveryRecipient; empty where MAIL was never reached */
  GPtrArray         *failures;      /* of SendoffFailure; empty: the server took it */
  SendoffTranscript *transcript;    /* the first one's begins with the connection */
  SendoffWireRecording *recording;  /* same; redacted */
  guint              seen;          /* SendoffSeen bits, measured on the socket's bytes; without the names */
  guint              seen_names;    /* of those the names; of the whole connection */
  double             ms;
} SendoffDelivery;

SendoffDelivery *sendoff_delivery_new  (guint index);
void             sendoff_delivery_free (SendoffDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffDelivery, sendoff_delivery_free)

typedef struct
{
  SendoffFailure     *failure;      /* before the first MAIL; NULL: signed in and ready, what became of the messages is in the deliveries */
  SendoffCertificate *certificate;  /* NULL: none came; trusted_by is authority, pin or nobody */
  char               *tls;          /* "TLS1.3" */
  char               *cipher;
  char              **extensions;   /* lines of the last EHLO reply but the first */
  char               *mechanism;
  gboolean            signed_in;
  gboolean            nothing_common; /* NO_COMMON_MECHANISM, though there are mechanisms left that all_mechanisms would try */
  gboolean            more_mechanisms; /* the sign-in was refused over TLS, and the server offers mechanisms that all_mechanisms would try first */
  gboolean            no_ticket;      /* NO_COMMON_MECHANISM, but only Kerberos was tried: without_kerberos would try the others */
  SendoffTranscript  *transcript;   /* of an attempt that reached no message */
  SendoffWireRecording *recording;  /* same; redacted */
  guint               seen, seen_names; /* same */
} SendoffAttemptResult;

/* Called in the worker thread; the receiver carries the values to its own context. Any may be NULL. */
typedef struct
{
  void (*step)             (SendoffStepId id, SendoffStepState state, const char *detail, double ms, gpointer user_data);
  void (*silent)           (double silent_s, gpointer user_data); /* once: connected for SENDOFF_SILENCE_S, and not a byte has come */
  void (*connected)        (const SendoffAttemptResult *so_far, gpointer user_data); /* signed in; once, before the messages */
  void (*progress)         (guint64 done, guint64 total, gpointer user_data);   /* total 0: not known */
  void (*message_finished) (SendoffDelivery *delivery, gpointer user_data);      /* takes it */
  gpointer user_data;
} SendoffAttemptSink;

void                  sendoff_attempt_request_free (SendoffAttemptRequest *self);
void                  sendoff_attempt_result_free  (SendoffAttemptResult *self);
/* What is known of the connection: without failure, transcript and what was readable. */
SendoffAttemptResult *sendoff_attempt_result_copy_facts (const SendoffAttemptResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAttemptRequest, sendoff_attempt_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAttemptResult, sendoff_attempt_result_free)

/* Never NULL. Cancelling ends it within milliseconds in every phase. */
SendoffAttemptResult *sendoff_attempt_run (const SendoffAttemptRequest *request, const SendoffAttemptSink *sink, GCancellable *cancellable);

/* libcurl's, "7.88.1"; NULL before the first attempt started it. Any thread. */
const char           *sendoff_net_get_version (void);

G_END_DECLS
