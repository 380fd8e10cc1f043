/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/judge-memory.h"

G_BEGIN_DECLS

/* What the judge alone needs of the roots; all of it is read-only after loading: any thread. */
gnutls_x509_trust_list_t sendoff_roots_get_list   (const SendoffRoots *self);
/* The roots (gnutls_x509_crt_t, borrowed) with this subject, NULL if there are none. */
const GPtrArray         *sendoff_roots_lookup     (const SendoffRoots *self, const gnutls_datum_t *subject);
/* issuer NULL: unknown; then a list with the issuer's name is believed, since the user named the file. */
gboolean                 sendoff_roots_have_revoked (const SendoffRoots *self, gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer);
/* Borrowed. It knows what these roots say of a server, and nothing else of them changes. */
SendoffJudgeMemory      *sendoff_roots_get_memory (const SendoffRoots *self);

G_END_DECLS
