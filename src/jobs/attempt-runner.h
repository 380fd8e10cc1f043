/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/attempt.h"

G_BEGIN_DECLS

/* Runs one attempt in a worker and brings its events to the caller's main context, in order, all of them before the callback. */

/* Takes request; a request without roots gets the system's. sink is copied; its functions run on the caller's context, and owner (a GObject, may be
 * NULL) is kept alive until the callback has run. next_message runs in the worker. */
void                  sendoff_attempt_runner_run_async  (SendoffAttemptRequest *request, const SendoffAttemptSink *sink, gpointer owner,
                                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Never NULL; caller frees. */
SendoffAttemptResult *sendoff_attempt_runner_run_finish (GAsyncResult *result);

G_END_DECLS
