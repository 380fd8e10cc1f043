/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"
#include "jobs/prompter.h"
#include "jobs/trust-decision.h"
#include "store/secret-store.h"
#include "store/seen-store.h"
#include "store/trust-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* Tests an account's settings: goes through both directions at the same time, as far as signing in, and sends nothing but, if wanted, one message to
 * oneself. Missing passwords are asked for first, once; a direction that fails doesn't stop the other; questions come one after the other. One
 * report: the steps, servers, certificates and failures of both legs. */
#define SENDOFF_TYPE_CHECK_JOB (sendoff_check_job_get_type ())
G_DECLARE_FINAL_TYPE (SendoffCheckJob, sendoff_check_job, SENDOFF, CHECK_JOB, SendoffJob)

typedef struct
{
  SendoffTrustPolicy   trust;
  const char          *pin;               /* with SENDOFF_TRUST_PIN: accepts exactly this key, this once */
  SendoffRoots        *roots;             /* NULL: the system's */
  SendoffSecretString *password;          /* of the outgoing server; NULL: from the secret store, else asked */
  SendoffSecretString *incoming_password; /* same; where the outgoing server takes the same sign-in, either one stands for both */
  SendoffSecretString *client_secret;     /* given; opens the client certificate's key, for both servers; NULL: stored, else asked where needed */
  gboolean             http_connect;      /* use the desktop's HTTP proxy by CONNECT; FALSE: SOCKS only */
  gboolean             test_message;      /* at the end one to oneself */
  SendoffSeenStore    *seen;              /* NULL: nothing is remembered of valid certificates */
} SendoffCheckOptions;

/* All is copied. */
SendoffCheckJob *sendoff_check_job_new (SendoffAccount *account, const SendoffCheckOptions *options, SendoffPrompter *prompter,
                                        SendoffSecretStore *secrets, SendoffTrustStore *trust_store);

G_END_DECLS
