/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/account.h"
#include "report/report.h"

G_BEGIN_DECLS

/* What the user asked for, from the first question to the last report; base of SendoffSendJob and SendoffCheckJob. Main context only; the network
 * runs in workers of the bounded pool. The account is copied at the start: editing or removing it meanwhile changes nothing here. Runs once.
 *
 * Signals, on the main context:
 *   "step-changed" (SendoffReportStep *step)         a step began or ended (also found in the report)
 *   "progress" (guint64 done, guint64 total)         bytes of the message body
 *   "report-finished" (SendoffReport *report)        once per report, in order: a send job makes one for each message, also for those never reached
 *   "notice" (const char *sentence)                  something else to tell the user: a password that couldn't be stored, an exception dropped */
#define SENDOFF_TYPE_JOB (sendoff_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (SendoffJob, sendoff_job, SENDOFF, JOB, GObject)

struct _SendoffJobClass
{
  GObjectClass parent_class;

  const char *name;                   /* "send", "check": of its reports */
  void      (*start) (SendoffJob *self); /* ends with sendoff_job_finish(), perhaps at once */
};

/* Always ends in a report; cancelling ends it within 100 ms in any phase, with outcome cancelled (uncertain after the final dot). */
void            sendoff_job_run_async   (SendoffJob *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The first report that tells of a failure, else the last. Never NULL. Caller unrefs. */
SendoffReport  *sendoff_job_run_finish  (SendoffJob *self, GAsyncResult *result);
/* The copy that it works with (borrowed). */
SendoffAccount *sendoff_job_get_account (SendoffJob *self);
/* Before a report of this job is written or copied: sendoff_report_check_secrets() with each password that was used. FALSE: it is in the text;
 * *place (caller frees) says where. */
gboolean        sendoff_job_check_text  (SendoffJob *self, const char *text, char **place);
/* Of SendoffSecretString, for such a check later: complete once the job has ended, then immutable. Borrowed. */
GPtrArray      *sendoff_job_get_used_secrets (SendoffJob *self);

G_END_DECLS
