/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/check-job.h"
#include "jobs/send-job.h"
#include "net/attempt.h"
#include "practice/practice-server.h"
#include "scripted-prompter.h"

G_BEGIN_DECLS

/* A practice server, an account on it, and what a job needs. */
typedef struct
{
  SendoffPracticeServer *server;
  SendoffAccount        *account;
  ScriptedPrompter      *prompter;
  SendoffSecretStore    *secrets;
  SendoffTrustStore     *trust_store;
  char                  *folder;
  SendoffRoots          *roots;       /* the practice authority's */
  SendoffSendOptions     options;     /* the account's password is given */
  const char            *to[3];
  GPtrArray             *reports;     /* of SendoffReport: "report-finished" */
  GPtrArray             *notices;     /* of char* */
  gint64                 cancel_at;   /* monotonic µs when the job was cancelled; 0: never */
  gint64                 ended_at;
} SendFixture;

void           send_fixture_set_up    (SendFixture *self, gconstpointer data);
void           send_fixture_tear_down (SendFixture *self, gconstpointer data);
/* Starts the server and puts its port into the account. */
void           send_fixture_start     (SendFixture *self, SendoffSecurity security, SendoffPracticeCertificateKind certificate);
SendoffReport *send_fixture_send      (SendFixture *self);
/* Cancels when the step begins (the first time), or once that long after; < 0: at once. */
SendoffReport *send_fixture_send_and_cancel (SendFixture *self, SendoffStepId step, int delay_ms);
/* The same while its question stands; the prompter was told to be silent. */
SendoffReport *send_fixture_send_and_cancel_question (SendFixture *self);
/* The same with a check job. */
SendoffReport *send_fixture_check            (SendFixture *self, const SendoffCheckOptions *options);
SendoffReport *send_fixture_check_and_cancel (SendFixture *self, const SendoffCheckOptions *options, SendoffStepId step);
/* Cancels once all questions that the prompter expects have been asked, but not answered. */
SendoffReport *send_fixture_check_and_cancel_question (SendFixture *self, const SendoffCheckOptions *options);
/* The same where they are asked before anything is connected. */
SendoffReport *send_fixture_check_and_cancel_early_question (SendFixture *self, const SendoffCheckOptions *options);

G_END_DECLS
