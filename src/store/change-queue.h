/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/ini-file.h"

G_BEGIN_DECLS

/* Changes of one settings file in a thread: one after the other in the order of the calls, and called back in that order. Main context. */
typedef struct _SendoffChangeQueue SendoffChangeQueue;

/* file: borrowed. */
SendoffChangeQueue *sendoff_change_queue_new        (SendoffIniFile *file);
void                sendoff_change_queue_free       (SendoffChangeQueue *self);
/* As sendoff_ini_file_change(), which applies the change in that thread. owner is whose the queue and the file are: it stays alive until
 * the callback, whose source is NULL; so must change_data. There is no stopping it. A GApplication, where there is one, doesn't end before. */
void                sendoff_change_queue_run_async  (SendoffChangeQueue *self, GObject *owner, SendoffIniChange change, gpointer change_data,
                                                     GAsyncReadyCallback callback, gpointer user_data);
GKeyFile           *sendoff_change_queue_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffChangeQueue, sendoff_change_queue_free)

G_END_DECLS
