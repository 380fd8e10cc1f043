/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/server-settings.h"
#include "model/way.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* Tries other ways to reach a server, all at the same time, for some seconds at most. Nobody signs in and no credential is handed over, whatever the
 * settings say. A way answers where the protocol of the settings is spoken there as that way wants it; with TLS a certificate is enough, which is for
 * the real attempt to judge, and nothing is said to a server whose certificate isn't trusted. Main context. */

/* candidates: of SendoffWay, best first; settings: the failed attempt's. Both are copied. roots NULL: the system's. */
void       sendoff_prober_run_async  (const SendoffServerSettings *settings, GPtrArray *candidates, SendoffRoots *roots, gboolean http_connect,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The ways that answered, best first; it doesn't wait for a worse one than has answered. NULL without error: none; cancelled: G_IO_ERROR_CANCELLED.
 * Caller unrefs. */
GPtrArray *sendoff_prober_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
