/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"
#include "jobs/prompter.h"
#include "jobs/trust-decision.h"
#include "message/message.h"
#include "store/secret-store.h"
#include "store/seen-store.h"
#include "store/trust-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* Sends one message (or count of them over one connection) from one account: a report for each. */
#define SENDOFF_TYPE_SEND_JOB (sendoff_send_job_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSendJob, sendoff_send_job, SENDOFF, SEND_JOB, SendoffJob)

typedef struct
{
  SendoffTrustPolicy   trust;
  const char          *pin;          /* with SENDOFF_TRUST_PIN: accepts exactly this key, this once */
  SendoffRoots        *roots;        /* NULL: the system's */
  SendoffSecretString *password;     /* given with the command; NULL: from the secret store, else asked */
  SendoffSecretString *client_secret;/* same; opens the client certificate's key */
  gboolean             http_connect; /* use the desktop's HTTP proxy by CONNECT; FALSE: SOCKS only */
  guint                count;        /* 0 means 1 */
  SendoffSeenStore    *seen;         /* NULL: nothing is remembered of valid certificates */
  gboolean             require_tls;  /* only where the server promises to pass on encrypted: RFC 8689 */
} SendoffSendOptions;

/* parts: for the message; From, Reply-To and Organization are taken from the account where NULL. All is copied. */
SendoffSendJob *sendoff_send_job_new (SendoffAccount *account, const SendoffMessageParts *parts, const SendoffSendOptions *options,
                                      SendoffPrompter *prompter, SendoffSecretStore *secrets, SendoffTrustStore *trust_store);

G_END_DECLS
