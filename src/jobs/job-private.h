/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the kinds of jobs have in common, for the files of this folder. Main context. */

#include "jobs/client-secret-finder.h"
#include "jobs/job.h"
#include "jobs/prompter.h"
#include "store/secret-store.h"
#include "store/trust-store.h"

G_BEGIN_DECLS

/* Once, by the constructor of the kind. */
void                sendoff_job_set_up          (SendoffJob *self, SendoffAccount *account, SendoffPrompter *prompter, SendoffSecretStore *secrets,
                                                 SendoffTrustStore *trust_store);

/* Borrowed; the cancellable may be NULL. */
SendoffClientSecretFinder *sendoff_job_get_client_secret (SendoffJob *self);
SendoffPrompter    *sendoff_job_get_prompter    (SendoffJob *self);
SendoffSecretStore *sendoff_job_get_secrets     (SendoffJob *self);
SendoffTrustStore  *sendoff_job_get_trust_store (SendoffJob *self);
GCancellable       *sendoff_job_get_cancellable (SendoffJob *self);
gboolean            sendoff_job_is_cancelled    (SendoffJob *self);

void                sendoff_job_tell_step       (SendoffJob *self, const SendoffReportStep *step);
void                sendoff_job_tell_progress   (SendoffJob *self, guint64 done, guint64 total);
void                sendoff_job_notify_user     (SendoffJob *self, const char *sentence);

/* One that an attempt was given: sendoff_job_check_text() looks for it. NULL: nothing. */
void                sendoff_job_note_secret     (SendoffJob *self, SendoffSecretString *secret);
/* An empty report of this job, up to now. Caller unrefs. */
SendoffReport      *sendoff_job_make_report     (SendoffJob *self);
/* Takes the report and tells it. */
void                sendoff_job_take_report     (SendoffJob *self, SendoffReport *report);
/* How many were taken, and the first that tells of a failure, else the last (borrowed; NULL: none yet). */
guint               sendoff_job_count_reports   (SendoffJob *self);
SendoffReport      *sendoff_job_get_verdict     (SendoffJob *self);
void                sendoff_job_finish          (SendoffJob *self);

G_END_DECLS
