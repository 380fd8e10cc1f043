/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/attempt.h"
#include "practice/practice-server.h"

G_BEGIN_DECLS

/* A practice server for mail.example.test, and a request to sign in there and send nothing. */
typedef struct
{
  SendoffPracticeServer *server;
  SendoffAttemptRequest *request;
} AttemptFixture;

void                  attempt_fixture_set_up    (AttemptFixture *self, gconstpointer data);
void                  attempt_fixture_tear_down (AttemptFixture *self, gconstpointer data);
/* Starts the server; the request goes to host at its port. */
void                  attempt_fixture_start     (AttemptFixture *self, const char *host, SendoffSecurity security);
SendoffAttemptResult *attempt_fixture_run       (AttemptFixture *self);

G_END_DECLS
