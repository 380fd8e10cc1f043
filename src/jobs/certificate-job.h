/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "report/report.h"
#include "store/seen-store.h"
#include "store/trust-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* Fetches and judges the certificate of host:port; never signs in, never trusts. security: STARTTLS or TLS; protocol: for STARTTLS. roots NULL: the system's.
 * trust_store and seen_store may be NULL; they only tell trusted_by, and whether another key was trusted or seen. The report (job "certificate") holds one certificate, or a failure. */
void           sendoff_certificate_job_run_async  (const char *host, guint16 port, SendoffProtocol protocol, SendoffSecurity security, guint timeout_s,
                                                   SendoffRoots *roots, SendoffTrustStore *trust_store, SendoffSeenStore *seen_store,
                                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SendoffReport *sendoff_certificate_job_run_finish (GAsyncResult *result);

G_END_DECLS
