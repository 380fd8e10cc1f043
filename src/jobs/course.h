/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"
#include "jobs/leg-record.h"
#include "jobs/trust-decision.h"
#include "store/seen-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* A job's way through one leg: password, client certificate's key, attempt, question where the certificate can't be verified, attempt again with just that key allowed;
 * after a failure that another port, encryption or host may mend, a search for the ways that answer, without signing in.
 * Main context. Owned by its job, which it keeps alive while it waits for something. */
typedef struct _SendoffCourse SendoffCourse;

typedef struct
{
  SendoffTrustPolicy trust;
  const char        *pin;          /* with SENDOFF_TRUST_PIN: accepts exactly this key, this once */
  SendoffRoots      *roots;        /* NULL: the system's */
  gboolean           http_connect; /* use the desktop's HTTP proxy by CONNECT; FALSE: SOCKS only */
  SendoffSeenStore  *seen;         /* NULL: nothing is remembered of valid certificates */
  gboolean           require_tls;  /* of messages: RFC 8689 */
} SendoffCourseTerms;

typedef struct
{
  /* It knows its settings and its password, and waits for sendoff_course_run(). */
  void (*ready)            (SendoffCourse *course, SendoffJob *job);
  void (*message_finished) (SendoffCourse *course, SendoffDelivery *delivery, SendoffJob *job); /* takes it */
  /* The end, once; instead of "ready" where it fails before. failure (borrowed): before the first message; NULL: signed in and, where there are
   * messages, told what became of them. */
  void (*done)             (SendoffCourse *course, const SendoffFailure *failure, SendoffJob *job);
} SendoffCourseFuncs;

/* terms are copied, funcs must be static. */
SendoffCourse       *sendoff_course_new          (SendoffJob *job, SendoffLeg leg, const SendoffCourseTerms *terms, const SendoffCourseFuncs *funcs);
void                 sendoff_course_free         (SendoffCourse *self);

/* Before the beginning. messages: data of next_message isn't owned. */
void                 sendoff_course_set_password (SendoffCourse *self, SendoffSecretString *password);
void                 sendoff_course_set_messages (SendoffCourse *self, guint n, SendoffNextMessage next_message, gpointer next_message_data);

/* Reads the account, finds the password and what opens the client certificate's key: given, stored, or asked for. */
void                 sendoff_course_begin        (SendoffCourse *self);
void                 sendoff_course_run          (SendoffCourse *self);
/* Ends it before it runs. detail: see SendoffFailureKind, may be NULL. */
void                 sendoff_course_give_up      (SendoffCourse *self, SendoffFailureKind kind, SendoffStepId step, const char *detail);

/* Borrowed. password NULL: none. */
SendoffLegRecord    *sendoff_course_get_record   (SendoffCourse *self);
SendoffSecretString *sendoff_course_get_password (SendoffCourse *self);
/* Caller frees. */
SendoffFailure      *sendoff_course_make_failure (SendoffCourse *self, SendoffFailureKind kind, SendoffStepId step, const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffCourse, sendoff_course_free)

G_END_DECLS
