/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "practice/practice-log.h"
#include "practice/practice-record.h"
#include "practice/practice-settings.h"

G_BEGIN_DECLS

/* Private to this folder: the threads of the connections. One thread, the acceptor's, uses it. */
typedef struct _SendoffPracticeConnections SendoffPracticeConnections;

SendoffPracticeConnections *sendoff_practice_connections_new  (int cancel_fd, SendoffPracticeLog *log);
/* Waits for the threads, which end when cancel_fd becomes readable. */
void                        sendoff_practice_connections_free (SendoffPracticeConnections *self);
/* FALSE: as many as there may be. */
gboolean                    sendoff_practice_connections_has_room (SendoffPracticeConnections *self);
/* Borrows the record, which must outlive this. */
void                        sendoff_practice_connections_add  (SendoffPracticeConnections *self, GSocket *socket,
                                                               SendoffPracticeSettings *settings, SendoffPracticeRecord *record,
                                                               guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeConnections, sendoff_practice_connections_free)

G_END_DECLS
