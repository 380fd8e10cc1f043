/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One course's state, shared by the files course*.c. Main context. */

#include "jobs/course.h"

G_BEGIN_DECLS

struct _SendoffCourse
{
  SendoffJob               *job;         /* owns us; each callback holds a reference of its own */
  const SendoffCourseFuncs *funcs;
  SendoffLegRecord          record;
  SendoffSecretString      *password;
  SendoffRoots             *roots;
  gboolean                  http_connect, require_tls;
  guint                     n_messages;
  SendoffNextMessage        next_message;
  gpointer                  next_message_data;

  SendoffTrustPolicy        policy;
  char                     *policy_pin;
  SendoffTrustEntry        *entry;       /* of this host:port when the course began */
  SendoffSeenStore         *seen_store;  /* NULL: none */
  SendoffSeenEntry         *seen;        /* as the entry */
  gboolean                  is_noting;   /* a valid certificate is being written down */
  guint                     n_saving;    /* all that is being written down … */
  gboolean                  is_over;     /* … and the end waits for that */
  SendoffFailure           *last_failure;
  char                     *allowed_pin; /* for the next attempt */
  guint                     waived;
  gboolean                  asked;
  gboolean                  all_mechanisms;
  gboolean                  without_kerberos; /* it was tried, and there is no ticket */

  GCancellable             *attempt;     /* ends the present attempt alone; NULL: none runs */
  gulong                    handler;     /* of the job's cancellable */
  GCancellable             *probe;       /* of the search beside a silent attempt; NULL: none */
  gint64                    silent_since; /* monotonic, µs */
  SendoffWay               *probed;      /* what didn't answer that search; NULL: none */
  GPtrArray                *other_ways;  /* what did: the attempt is being ended */
  GPtrArray                *held;        /* of SendoffDelivery: told once it is known where to sign in; NULL: none */
};

/* course.c */
void sendoff_course_tell_step             (SendoffCourse *self, SendoffStepId id, SendoffStepState state, const char *detail, double ms);
void sendoff_course_start_attempt         (SendoffCourse *self);
/* failure is borrowed, NULL: none. */
void sendoff_course_end                   (SendoffCourse *self, const SendoffFailure *failure);

/* course-trust.c */
void sendoff_course_prepare_trust         (SendoffCourse *self);
/* Signed in, and this was the server's certificate. */
void sendoff_course_note_certificate      (SendoffCourse *self, const SendoffCertificate *certificate);
/* The present connection ended with a certificate that isn't trusted. */
void sendoff_course_handle_untrusted      (SendoffCourse *self);

/* course-probe.c */
/* Ends the course with the present connection's failure, once it is known which other ways answer. */
void sendoff_course_end_after_probe       (SendoffCourse *self);
/* Takes it, and tells it now or, if it was refused for want of a sign-in, when the attempt has ended. */
void sendoff_course_take_delivery         (SendoffCourse *self, SendoffDelivery *delivery);
/* Ends the course after its messages: where some were refused for want of a sign-in, once it is known which other ways offer one. */
void sendoff_course_end_after_messages    (SendoffCourse *self);
/* The attempt has waited so long for the server's first byte. */
void sendoff_course_probe_silence         (SendoffCourse *self, double silent_s);
/* The attempt has ended with this failure: what was found beside it goes into it. */
void sendoff_course_settle_silence        (SendoffCourse *self, SendoffFailure *failure);

G_END_DECLS
