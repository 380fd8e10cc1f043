/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/prompter.h"
#include "jobs/trust-decision.h"
#include "message/message.h"
#include "model/account.h"
#include "report/report.h"
#include "store/secret-store.h"
#include "store/trust-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* Sends one message (or count of them over one connection) from one account: attempt, question where the certificate can't be verified, attempt
 * again with just that key allowed. Main context only; the network runs in a worker of the bounded pool. The account is copied at the start:
 * editing or removing it meanwhile changes nothing here.
 *
 * Signals, on the main context:
 *   "step-changed" (SendoffReportStep *step)         a step began or ended (also found in the report)
 *   "progress" (guint64 done, guint64 total)         bytes of the message body
 *   "message-finished" (SendoffReport *report)       once per message, in order, also for those never reached
 *   "notice" (const char *sentence)                  something else to tell the user: a password that couldn't be stored, an exception dropped */
#define SENDOFF_TYPE_SEND_JOB (sendoff_send_job_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSendJob, sendoff_send_job, SENDOFF, SEND_JOB, GObject)

typedef struct
{
  SendoffTrustPolicy   trust;
  const char          *pin;          /* with SENDOFF_TRUST_PIN: accepts exactly this key, this once */
  SendoffRoots        *roots;        /* NULL: the system's */
  SendoffSecretString *password;     /* given with the command; NULL: from the secret store, else asked */
  gboolean             http_connect; /* use the desktop's HTTP proxy by CONNECT; FALSE: SOCKS only */
  guint                count;        /* 0 means 1 */
} SendoffSendOptions;

/* parts: for the message; From, Reply-To and Organization are taken from the account where NULL. All is copied. */
SendoffSendJob *sendoff_send_job_new        (SendoffAccount *account, const SendoffMessageParts *parts, const SendoffSendOptions *options,
                                             SendoffPrompter *prompter, SendoffSecretStore *secrets, SendoffTrustStore *trust_store);
/* Always ends in a report; cancelling ends it within 100 ms in any phase, with outcome cancelled (uncertain after the final dot). */
void            sendoff_send_job_run_async  (SendoffSendJob *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The report of the first message that failed, else of the last. Never NULL. Caller unrefs. */
SendoffReport  *sendoff_send_job_run_finish (SendoffSendJob *self, GAsyncResult *result);

G_END_DECLS
