/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "net/attempt.h"
#include "report/report.h"

G_BEGIN_DECLS

/* Gathers what all messages of a send job have in common, and makes each one's report. Main context. */
typedef struct
{
  SendoffAccount        *account;      /* the job's copy */
  char                  *job;          /* "send" */
  SendoffServerSettings *settings;     /* NULL: the account is invalid */
  GPtrArray             *steps;        /* of SendoffReportStep: the present attempt's, as they began */
  SendoffAttemptResult  *connection;   /* what is known of the present connection; NULL: nothing */
  GPtrArray             *earlier;      /* of SendoffTranscript: of attempts that reached no message */
  guint                  seen;         /* in those */
  gboolean               measured;
  SendoffTrustedBy       trusted_by;   /* whose word counted where no authority's did */
  guint                  extra_problems; /* CHANGED */
  gboolean               not_tried;    /* what follows was given up, because an earlier message was not sent */
  char                  *trust_note;   /* detail of the step trust; NULL: none */
  gint64                 start_time;   /* Unix time, µs */
  gint64                 start;        /* monotonic, µs */
} SendoffSendRecord;

void               sendoff_send_record_init        (SendoffSendRecord *self, SendoffAccount *account, const char *job);
void               sendoff_send_record_clear       (SendoffSendRecord *self);
/* A new attempt: its steps replace those of the one before. */
void               sendoff_send_record_restart     (SendoffSendRecord *self);
/* The step as it stands now (borrowed). */
SendoffReportStep *sendoff_send_record_note_step   (SendoffSendRecord *self, SendoffStepId id, SendoffStepState state, const char *detail, double ms);
/* Takes it. */
void               sendoff_send_record_take_result (SendoffSendRecord *self, SendoffAttemptResult *result);
/* Of a message that was handed over, or tried. */
SendoffReport     *sendoff_send_record_report      (SendoffSendRecord *self, const SendoffDelivery *delivery);
/* Of one that was never reached, because of failure (borrowed). */
SendoffReport     *sendoff_send_record_report_unreached (SendoffSendRecord *self, const char *const *to, const char *subject, const SendoffFailure *failure);

G_END_DECLS
