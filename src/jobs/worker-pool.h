/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tls/judge.h"

G_BEGIN_DECLS

/* Our own bounded pool: jobs block in it for minutes, which GTask's shared one isn't made for. At most this many at once, the rest waits. */
#define SENDOFF_MAX_WORKERS 256

/* Runs func in a worker; it ends with g_task_return_…(). Takes a reference. */
void          sendoff_worker_pool_run    (GTask *task, GTaskThreadFunc func);
/* Before exit(): a worker that ends meanwhile would tidy up after libraries that do so themselves. Waits for those that are ending, at most half
 * a second. */
void          sendoff_worker_pool_finish (void);
/* The system's roots, loaded once per process, in the first worker that needs them. Blocks; any thread. NULL and SENDOFF_ERROR_FILE.
 * Caller unrefs. */
SendoffRoots *sendoff_dup_system_roots   (GError **error);

G_END_DECLS
