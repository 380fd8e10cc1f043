/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/diagnosis.h"
#include "evidence/clear-search.h"
#include "evidence/transcript.h"
#include "evidence/wire-recording.h"
#include "evidence/wire-view.h"
#include "model/failure.h"
#include "tls/certificate.h"

G_BEGIN_DECLS

/* The one value that tells everything that happened in one job (with --count: for one message). The windows, the text, the JSON and
 * the saved report render this. Filled by the job on the main context, then immutable; counted atomically. Holds no secret. */

typedef struct
{
  SendoffLeg       leg;
  SendoffStepId    id;
  SendoffStepState state;
  char            *detail; /* display-safe, translated; may be NULL */
  double           ms;     /* how long it took; < 0: not measured */
} SendoffReportStep;

typedef struct
{
  SendoffLeg      leg;
  char           *host;
  guint16         port;
  SendoffSecurity security;
  char           *tls;        /* "TLS1.3", NULL: no TLS */
  char           *cipher;     /* as GnuTLS describes the session */
  char          **extensions; /* lines of the last EHLO reply but the first; NULL: none came */
  char           *mechanism;  /* that was used to sign in; NULL: none */
} SendoffReportServer;

typedef struct
{
  char         *address;
  gboolean      accepted;
  SendoffReply *reply;    /* NULL: never asked */
} SendoffReportRecipient;

typedef struct
{
  SendoffLeg          leg;
  SendoffCertificate *certificate;
} SendoffReportCertificate;

/* A setting ("smtp.port", "587") or a version ("curl", "libcurl/7.88.1 …"). */
typedef struct
{
  char *name;
  char *value;
} SendoffReportFact;

typedef struct
{
  gatomicrefcount ref_count;
  char           *job;          /* "send", "check", "certificate" */
  char           *account;      /* its name; NULL: none */
  SendoffOutcome  outcome;
  int             exit_status;
  GPtrArray      *steps;        /* SendoffReportStep, in order */
  GPtrArray      *servers;      /* SendoffReportServer */
  GPtrArray      *recipients;   /* SendoffReportRecipient */
  GPtrArray      *certificates; /* SendoffReportCertificate */
  GPtrArray      *failures;     /* SendoffFailure */
  GPtrArray      *diagnoses;    /* SendoffDiagnosis, one for each failure */
  gboolean        seen_measured;
  guint           seen;         /* SendoffSeen bits, without the names */
  guint           seen_names;   /* SENDOFF_SEEN_SERVER, SENDOFF_SEEN_EHLO */
  GPtrArray      *transcripts;  /* SendoffTranscript */
  GPtrArray      *recordings;   /* SendoffWireRecording; of a saved report none */
  GPtrArray      *wire;         /* SendoffWireItem, of a saved report; else NULL: see sendoff_report_dup_wire() */
  GPtrArray      *settings;     /* SendoffReportFact: the account's keys; empty: not known */
  GPtrArray      *versions;     /* SendoffReportFact */
  gboolean        is_saved;     /* read from a file: shown, and never acted on (its fix may come from anybody) */
  char           *message_id, *subject; /* of the message; NULL: none */
  gint64          start_time;   /* Unix time, microseconds */
  double          ms;           /* the whole job */
} SendoffReport;

SendoffReport *sendoff_report_new   (const char *job, const char *account);
SendoffReport *sendoff_report_ref   (SendoffReport *self);
void           sendoff_report_unref (SendoffReport *self);

/* Steps while they go on: of SendoffReportStep. */
GPtrArray              *sendoff_report_steps_new       (void);
/* Copies the step to the place of what is known of it, else to the end; borrowed. */
SendoffReportStep      *sendoff_report_steps_put       (GPtrArray *steps, const SendoffReportStep *news);
SendoffReportStep      *sendoff_report_add_step        (SendoffReport *self, SendoffLeg leg, SendoffStepId id, SendoffStepState state,
                                                        const char *detail, double ms);
SendoffReportServer    *sendoff_report_add_server      (SendoffReport *self, SendoffLeg leg, const char *host, guint16 port,
                                                        SendoffSecurity security);
SendoffReportRecipient *sendoff_report_add_recipient   (SendoffReport *self, const char *address, gboolean accepted, SendoffReply *reply);
void                    sendoff_report_add_certificate (SendoffReport *self, SendoffLeg leg, SendoffCertificate *certificate);
/* Takes the failure, diagnoses it, and settles outcome and exit status: the first failure's, the outgoing leg's before the incoming's. */
void                    sendoff_report_take_failure    (SendoffReport *self, SendoffFailure *failure, SendoffAccount *settings);
void                    sendoff_report_add_transcript  (SendoffReport *self, SendoffTranscript *transcript);
void                    sendoff_report_add_recording   (SendoffReport *self, SendoffWireRecording *recording);
/* The account's keys and values; it holds no secret. Main context. */
void                    sendoff_report_set_settings    (SendoffReport *self, SendoffAccount *account);
void                    sendoff_report_add_setting     (SendoffReport *self, const char *name, const char *value);
void                    sendoff_report_add_version     (SendoffReport *self, const char *name, const char *value);
/* Of the leg's first failure; borrowed, NULL: it failed from nothing. */
const SendoffDiagnosis *sendoff_report_find_diagnosis  (const SendoffReport *self, SendoffLeg leg);
/* What an observer could list, of all connections (SendoffWireItem); caller unrefs. */
GPtrArray              *sendoff_report_dup_wire        (const SendoffReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffReport, sendoff_report_unref)

G_END_DECLS
