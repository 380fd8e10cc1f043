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
  gboolean   leaf_is_anchor;    /* it is itself among the roots: chosen as it is */
  gboolean   leaf_is_self_signed;
  gboolean   end_is_self_signed;
  gboolean   end_has_namesake;  /* not anchored, and a root has the issuer's name but another key */
  gboolean   leaf_signs_others; /* the leaf has signed another certificate that was sent */
  gboolean   is_malformed;      /* an unreadable or over-long chain, a signature that is broken, too many look-alikes */
} SendoffPath;

/* Certificates beyond these make the chain malformed. */
#define SENDOFF_PATH_MAX_SENT 100

/* 0 where a way that reached a root will do. */
typedef guint SendoffPathTest (const SendoffPath *way, gconstpointer data);

/* What was sent; no path yet. */
SendoffPath *sendoff_path_new     (const gnutls_datum_t *chain, guint n_chain);
/* The path by names and key identifiers, where these leave no choice: no signature is checked, so GnuTLS has to agree. FALSE: there is a choice,
 * or no root; search. */
gboolean     sendoff_path_presume (SendoffPath *self, const SendoffRoots *roots);
/* The path by signatures, from the beginning. Of several ways to roots the first that will do is taken, else the first; time: roots and issuers
 * that are valid then are preferred. */
void         sendoff_path_search  (SendoffPath *self, const SendoffRoots *roots, gint64 time, SendoffPathTest *test, gconstpointer data);
void         sendoff_path_free    (SendoffPath *self);
/* A leaf that the user put among the roots, as it is, needs nobody else to vouch for it; NULL: it isn't there. */
gnutls_x509_crt_t sendoff_path_find_known_leaf (const SendoffPath *self, const SendoffRoots *roots);
/* Subject and issuer have the same name, whatever the keys: who changes his key signs the new one with the old. */
gboolean     sendoff_is_self_issued (gnutls_x509_crt_t certificate);
/* By its name and key identifier. */
gboolean     sendoff_may_have_signed (gnutls_x509_crt_t issuer, gnutls_x509_crt_t certificate);
/* Who signed the certificate at this place of the path; NULL where the issuer isn't known. */
gnutls_x509_crt_t sendoff_path_get_issuer (const SendoffPath *self, guint place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPath, sendoff_path_free)

G_END_DECLS
