/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Private to this folder: carries log lines from the connections' threads to the context of their server's creator, where they become the
 * owner's "log" signal. Holds the owner weakly. */
typedef struct _SendoffPracticeLog SendoffPracticeLog;

/* For the thread-default context of the caller. */
SendoffPracticeLog *sendoff_practice_log_new   (GObject *owner, guint signal_id);
/* No line is delivered after this. */
void                sendoff_practice_log_close (SendoffPracticeLog *self);
void                sendoff_practice_log_unref (SendoffPracticeLog *self);

/* Takes the line, which is display-safe already. Any thread. */
void                sendoff_practice_log_take  (SendoffPracticeLog *self, char *line);

G_END_DECLS
