/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>

#include "tls/certificate.h"

G_BEGIN_DECLS

/* The roots (and revocation lists) that a judgement rests on: loaded once, immutable, counted atomically, any thread. */
typedef struct _SendoffRoots SendoffRoots;

/* ca_file NULL: the system's (/etc/ssl/certs/ca-certificates.crt, else GnuTLS' own default). crl_file may be NULL.
 * NULL and SENDOFF_ERROR_FILE for a file that can't be read or holds no certificate (or no CRL). */
SendoffRoots *sendoff_roots_load         (const char *ca_file, const char *crl_file, GError **error);
SendoffRoots *sendoff_roots_ref          (SendoffRoots *self);
void          sendoff_roots_unref        (SendoffRoots *self);
gboolean      sendoff_roots_are_system   (const SendoffRoots *self);
/* The same roots as credentials for GnuTLS client sessions, shared by all connections: loaded for each, they would cost 4 MiB
 * each. Borrowed, valid as long as the roots; sessions must not outlive it. */
gnutls_certificate_credentials_t sendoff_roots_get_credentials (const SendoffRoots *self);
/* Which certificate of our own a session gives when its server asks: GnuTLS keeps that function with the credentials, which are shared, so the first one
 * stays. Before a session gets the credentials; any thread. */
void                             sendoff_roots_set_client_function (SendoffRoots *self, gnutls_certificate_retrieve_function2 *func);

typedef struct
{
  const gnutls_datum_t *chain;   /* DER, leaf first, as the server sent it */
  guint                 n_chain;
  const char           *host;    /* A-labels or an address */
  gint64                time;    /* Unix time; 0: now */
  const gnutls_datum_t *ocsp;    /* stapled response, NULL if none */
  gboolean              offline; /* judging a file: a missing staple is not a problem */
} SendoffJudgeInput;

/* Pure and blocking (no I/O), any thread, never waits for a human. Returns SendoffCertificateProblem bits, all that apply at
 * once, 0 where an authority in roots vouches for the server. It never accepts what GnuTLS rejects: an unexplained
 * rejection is MALFORMED. CHANGED is not its business. */
guint sendoff_judge (const SendoffRoots *roots, const SendoffJudgeInput *input);
/* The same for the present time (input->time 0). Certificates know seconds, and the judge is pure: what was judged within this second from the same
 * bytes for the same host isn't judged again. A hundred accounts at one provider are tested at once. */
guint sendoff_judge_now (const SendoffRoots *roots, const SendoffJudgeInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffRoots, sendoff_roots_unref)

G_END_DECLS
