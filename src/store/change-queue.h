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
/* Takes over what the file holds now; key_file as sendoff_ini_file_change() gives it, NULL: it failed. Main context. */
typedef void (*SendoffChangeSettle) (gpointer owner, gpointer change_data, GKeyFile *key_file);
/* As sendoff_ini_file_change(), which applies the change in that thread; then settles, right before the callback. owner is the GObject that has the
 * queue and the file: it stays alive until then, and is the callback's source. The result is a GTask with change_data. There is no stopping
 * it. A GApplication, where there is one, doesn't end before. */
void                sendoff_change_queue_run_async  (SendoffChangeQueue *self, gpointer owner, SendoffIniChange change, gpointer change_data,
                                                     GDestroyNotify free_change_data, SendoffChangeSettle settle, GAsyncReadyCallback callback,
                                                     gpointer user_data);
/* Also of a GTask of the owner's that was refused, or had nothing to change, before it was queued. */
gboolean            sendoff_change_queue_run_finish (gpointer owner, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffChangeQueue, sendoff_change_queue_free)

G_END_DECLS
