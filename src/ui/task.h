/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/check-job.h"
#include "jobs/send-job.h"

G_BEGIN_DECLS

typedef enum { SENDOFF_TASK_SEND, SENDOFF_TASK_CHECK } SendoffTaskKind;

typedef enum
{
  SENDOFF_TASK_RUNNING,
  SENDOFF_TASK_ASKING,   /* a question waits for the user: see the question getters */
  SENDOFF_TASK_FINISHED, /* the report is there */
} SendoffTaskState;
#define SENDOFF_TYPE_TASK_STATE (sendoff_task_state_get_type ())
GType sendoff_task_state_get_type (void);

/* What is wanted of a check of the settings. All is copied. */
typedef struct
{
  gboolean             test_message;      /* at the end one to oneself */
  SendoffAccount      *draft;             /* the settings as they are being edited, which no file holds; NULL: those of the account */
  SendoffSecretString *password;          /* typed beside them; NULL: from the secret store, else asked */
  SendoffSecretString *incoming_password; /* same */
} SendoffTaskCheck;

/* A sending or a check of the settings as the windows see it: a SendoffJob, its steps as they come, its progress, its questions, its report. It
 * is the job's SendoffPrompter itself: a question is kept here, the state becomes "asking", and whichever window shows the task answers it.
 * Nothing is lost when no window is open. Main context.
 * Properties (read-only, notify): "state" (SendoffTaskState), "report" (SendoffReport*, pointer), "fraction" (double 0..1, -1: not known),
 * "done" and "total" (uint64, bytes). Signals "step-changed" (SendoffReportStep*), "notice" (const char *sentence: something else to tell
 * the user). Where a question led to another attempt, the steps of its leg go back to waiting, one by one, and are told anew. */
#define SENDOFF_TYPE_TASK (sendoff_task_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTask, sendoff_task, SENDOFF, TASK, GObject)

/* They start at once; what fails before any waiting is still told later, from the main loop. roots NULL: the system's. require_tls: only where
 * the server promises to pass it on encrypted (RFC 8689). */
SendoffTask             *sendoff_task_new_send       (SendoffAccount *account, const SendoffMessageParts *parts, SendoffSecretStore *secrets,
                                                      SendoffTrustStore *trust_store, SendoffSeenStore *seen_store, SendoffRoots *roots,
                                                      gboolean require_tls);
SendoffTask             *sendoff_task_new_check      (SendoffAccount *account, const SendoffTaskCheck *check, SendoffSecretStore *secrets,
                                                      SendoffTrustStore *trust_store, SendoffSeenStore *seen_store, SendoffRoots *roots);
SendoffTaskKind          sendoff_task_get_kind       (SendoffTask *self);
SendoffAccount          *sendoff_task_get_account    (SendoffTask *self); /* the copy that it works with */
/* The parts that a sending was made from, borrowed: for trying again; NULL of a check. message_id is filled in where the outcome was
 * uncertain. */
const SendoffMessageParts *sendoff_task_get_parts    (SendoffTask *self);
const char              *sendoff_task_get_subject    (SendoffTask *self); /* NULL of a check, as the next */
const char *const       *sendoff_task_get_recipients (SendoffTask *self);
gboolean                 sendoff_task_requires_tls   (SendoffTask *self);
/* What a check was made from, borrowed: for trying again; NULL of a sending. */
const SendoffTaskCheck  *sendoff_task_get_check      (SendoffTask *self);
/* It checks settings that are still being edited: no account of the list shows its result. */
gboolean                 sendoff_task_is_of_draft    (SendoffTask *self);
SendoffTaskState         sendoff_task_get_state      (SendoffTask *self);
SendoffReport           *sendoff_task_get_report     (SendoffTask *self); /* borrowed; NULL until finished */
/* Of SendoffSecretString: those that it used, which nothing may hold that leaves the program; borrowed; NULL until finished. */
GPtrArray               *sendoff_task_get_secrets    (SendoffTask *self);
/* The steps so far, as they began: GPtrArray of SendoffReportStep, borrowed. */
GPtrArray               *sendoff_task_get_steps      (SendoffTask *self);
void                     sendoff_task_stop           (SendoffTask *self);
/* One of the two is not NULL while state is "asking" (borrowed). */
const SendoffTrustQuestion    *sendoff_task_get_trust_question    (SendoffTask *self);
const SendoffPasswordQuestion *sendoff_task_get_password_question (SendoffTask *self);
void                     sendoff_task_answer_trust    (SendoffTask *self, SendoffTrustAnswer answer);
/* NULL: none given. */
void                     sendoff_task_answer_password (SendoffTask *self, SendoffSecretString *password, gboolean remember);
/* "✓ sent 10:42", "✗ relaying denied", "asks about a certificate", "✗ incoming: no connection": one short translated line. Caller frees. */
char                    *sendoff_task_dup_summary     (SendoffTask *self);
/* The same of one direction of a check: "signing in…", "✓ signed in", "✗ no connection". NULL: the account has no such server. Caller frees. */
char                    *sendoff_task_dup_leg_summary (SendoffTask *self, SendoffLeg leg);
/* "Sending “Test # 1”", "“Test # 1” was sent", "Testing “Work”": display-safe. Caller frees. */
char                    *sendoff_task_dup_title       (SendoffTask *self);

G_END_DECLS
