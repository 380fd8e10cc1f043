/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/send-job.h"

G_BEGIN_DECLS

typedef enum
{
  SENDOFF_TASK_RUNNING,
  SENDOFF_TASK_ASKING,   /* a question waits for the user: see the question getters */
  SENDOFF_TASK_FINISHED, /* the report is there */
} SendoffTaskState;
#define SENDOFF_TYPE_TASK_STATE (sendoff_task_state_get_type ())
GType sendoff_task_state_get_type (void);

/* One sending as the windows see it: a SendoffSendJob, its steps as they come, its progress, its questions, its report. It is the job's
 * SendoffPrompter itself: a question is kept here, the state becomes "asking", and whichever window shows the task answers it. Nothing is
 * lost when no window is open. Main context.
 * Properties (read-only, notify): "state" (SendoffTaskState), "report" (SendoffReport*, pointer), "fraction" (double 0..1, -1: not known),
 * "done" and "total" (uint64, bytes). Signals "step-changed" (SendoffReportStep*), "notice" (const char *sentence: something else to tell
 * the user). Where a question led to another attempt, the steps go back to waiting, one by one, and are told anew. */
#define SENDOFF_TYPE_SEND_TASK (sendoff_send_task_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSendTask, sendoff_send_task, SENDOFF, SEND_TASK, GObject)

/* Starts at once; what fails before any waiting is still told later, from the main loop. roots NULL: the system's. */
SendoffSendTask       *sendoff_send_task_new              (SendoffAccount *account, const SendoffMessageParts *parts, SendoffSecretStore *secrets,
                                                           SendoffTrustStore *trust_store, SendoffSeenStore *seen_store, SendoffRoots *roots);
SendoffAccount        *sendoff_send_task_get_account      (SendoffSendTask *self); /* the copy that it works with */
const char            *sendoff_send_task_get_subject      (SendoffSendTask *self);
const char *const     *sendoff_send_task_get_recipients   (SendoffSendTask *self);
/* The parts that it was made from, borrowed: for trying again. message_id is filled in where the outcome was uncertain. */
const SendoffMessageParts *sendoff_send_task_get_parts    (SendoffSendTask *self);
SendoffTaskState       sendoff_send_task_get_state        (SendoffSendTask *self);
SendoffReport         *sendoff_send_task_get_report       (SendoffSendTask *self); /* borrowed; NULL until finished */
/* The steps so far, as they began: GPtrArray of SendoffReportStep, borrowed. */
GPtrArray             *sendoff_send_task_get_steps        (SendoffSendTask *self);
void                   sendoff_send_task_stop             (SendoffSendTask *self);
/* One of the two is not NULL while state is "asking" (borrowed). */
const SendoffTrustQuestion    *sendoff_send_task_get_trust_question    (SendoffSendTask *self);
const SendoffPasswordQuestion *sendoff_send_task_get_password_question (SendoffSendTask *self);
void                   sendoff_send_task_answer_trust     (SendoffSendTask *self, SendoffTrustAnswer answer);
/* NULL: none given. */
void                   sendoff_send_task_answer_password  (SendoffSendTask *self, SendoffSecretString *password, gboolean remember);
/* "✓ sent 10:42", "relaying denied", "asks about a certificate": one short translated line. Caller frees. */
char                  *sendoff_send_task_dup_summary      (SendoffSendTask *self);

G_END_DECLS
