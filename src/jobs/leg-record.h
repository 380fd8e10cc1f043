/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/attempt.h"
#include "report/report.h"

G_BEGIN_DECLS

/* Gathers what the attempts at one leg's server told, and puts it into reports. Main context. */
typedef struct
{
  SendoffLeg             leg;
  SendoffServerSettings *settings;     /* NULL: the account is invalid */
  GPtrArray             *steps;        /* of SendoffReportStep: the present attempt's, as they began */
  SendoffAttemptResult  *connection;   /* what is known of the present connection; NULL: nothing */
  GPtrArray             *earlier;      /* of SendoffTranscript: of attempts that reached no message */
  GPtrArray             *earlier_recordings; /* of SendoffWireRecording; same */
  guint                  seen, seen_names;   /* in those */
  gboolean               measured;
  SendoffTrustedBy       trusted_by;   /* whose word counted where no authority's did */
  guint                  extra_problems; /* CHANGED */
  gboolean               submits;      /* messages are to be handed over */
  gboolean               not_tried;    /* what follows was given up, because an earlier message was not sent */
} SendoffLegRecord;

void               sendoff_leg_record_init        (SendoffLegRecord *self, SendoffLeg leg);
void               sendoff_leg_record_clear       (SendoffLegRecord *self);
/* A new attempt: its steps replace those of the one before. */
void               sendoff_leg_record_restart     (SendoffLegRecord *self);
/* The step as it stands now (borrowed). */
SendoffReportStep *sendoff_leg_record_note_step   (SendoffLegRecord *self, SendoffStepId id, SendoffStepState state, const char *detail, double ms);
/* -1: not measured, or no such step yet. */
double             sendoff_leg_record_get_ms      (SendoffLegRecord *self, SendoffStepId id);
/* Takes it. */
void               sendoff_leg_record_take_result (SendoffLegRecord *self, SendoffAttemptResult *result);
/* Adds steps, server, certificate, transcripts and what was readable; failures are the caller's. */
void               sendoff_leg_record_report      (SendoffLegRecord *self, SendoffReport *report);

G_END_DECLS
