/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* What makes a certificate weak; all that apply at once. The judge and the sentences read the same table. */
typedef enum
{
  SENDOFF_WEAKNESS_SHORT_RSA     = 1 << 0, /* under 2048 bits */
  SENDOFF_WEAKNESS_DSA           = 1 << 1,
  SENDOFF_WEAKNESS_SMALL_CURVE   = 1 << 2, /* under 256 bits */
  SENDOFF_WEAKNESS_MD5           = 1 << 3, /* or older */
  SENDOFF_WEAKNESS_SHA1          = 1 << 4, /* or RIPEMD-160 */
  SENDOFF_WEAKNESS_DSA_SIGNATURE = 1 << 5,
  SENDOFF_WEAKNESS_VERSION_1     = 1 << 6, /* or 2: without marks of what it is for */
  SENDOFF_WEAKNESS_BROAD_PURPOSE = 1 << 7, /* a server's that may sign programs too, or anything */
  SENDOFF_WEAKNESS_ODD_SERIAL    = 1 << 8, /* zero, negative or over 20 octets: not what an authority gives (RFC 5280, section 4.1.2.2) */
  SENDOFF_WEAKNESS_ODD_MARKS     = 1 << 9, /* a server's whose purpose is critical, or whose names are though it has a subject */
} SendoffWeakness;

/* Pure, any thread. is_unreadable: set where key or signature are of a kind that nobody knows, else left alone. */
guint  sendoff_weakness_of_key       (gnutls_x509_crt_t certificate, gboolean *is_unreadable);
/* Of a certificate below the root: its signature and version. */
guint  sendoff_weakness_of_signature (gnutls_x509_crt_t certificate, gboolean *is_unreadable);
/* Of one below a root that is trusted: what public authorities must not do, though nothing breaks by it. */
guint  sendoff_weakness_of_form      (gnutls_x509_crt_t certificate, gboolean is_leaf);
/* Translated, display-safe sentences about the weak ones in a chain (of gnutls_x509_crt_t, leaf first), a few at most; "": none is. Caller
 * frees. */
char  *sendoff_weakness_explain      (const GPtrArray *chain);

G_END_DECLS
