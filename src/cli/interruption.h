/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SIGINT, SIGTERM and SIGHUP while a main loop runs: the first cancels, the second ends the program at once with status 130 and the
 * terminal put right. One at a time; main context only. */
typedef struct _SendoffInterruption SendoffInterruption;

SendoffInterruption *sendoff_interruption_new             (void);
void                 sendoff_interruption_free            (SendoffInterruption *self);
/* Borrowed. */
GCancellable        *sendoff_interruption_get_cancellable (SendoffInterruption *self);

/* Runs the main context until an asynchronous call has ended: pass sendoff_on_wait_ended and the wait to it. */
typedef struct
{
  GAsyncResult *result;
} SendoffWait;

void          sendoff_on_wait_ended (GObject *source, GAsyncResult *result, gpointer wait);
/* Borrowed from the wait, valid until sendoff_wait_clear(). */
GAsyncResult *sendoff_wait_run      (SendoffWait *self);
void          sendoff_wait_clear    (SendoffWait *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffInterruption, sendoff_interruption_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffWait, sendoff_wait_clear)

G_END_DECLS
