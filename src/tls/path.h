/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/roots-private.h"

G_BEGIN_DECLS

/* How the certificates that a server sent hang together. Order, duplicates and bystanders in what was sent don't matter. */
typedef struct
{
  GPtrArray *sent;              /* gnutls_x509_crt_t, owned; no duplicates, leaf first */
  GPtrArray *path;              /* gnutls_x509_crt_t, borrowed from sent: leaf, its issuer and so on, without the anchor */
  gnutls_x509_crt_t anchor;     /* the root that vouches for the end of the path (or is the leaf itself), borrowed; NULL: none */
  gboolean   leaf_is_self_signed;
  gboolean   end_is_self_signed;
  gboolean   end_has_namesake;  /* not anchored, and a root has the issuer's name but another key */
  gboolean   leaf_signs_others; /* the leaf has signed another certificate that was sent */
  gboolean   is_malformed;      /* an unreadable or over-long chain, a signature that is broken, too many look-alikes */
} SendoffPath;

/* time: roots and issuers that are valid then are preferred. */
SendoffPath *sendoff_path_build (const SendoffRoots *roots, const gnutls_datum_t *chain, guint n_chain, gint64 time);
void         sendoff_path_free  (SendoffPath *self);
/* Subject and issuer have the same name, whatever the keys: who changes his key signs the new one with the old. */
gboolean     sendoff_is_self_issued (gnutls_x509_crt_t certificate);
/* Who signed the certificate at this place of the path; NULL where the issuer isn't known. */
gnutls_x509_crt_t sendoff_path_get_issuer (const SendoffPath *self, guint place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPath, sendoff_path_free)

G_END_DECLS
