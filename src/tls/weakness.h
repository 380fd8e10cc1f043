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
  SENDOFF_WEAKNESS_BROAD_PURPOSE = 1 << 7, /* a server's that may sign programs or mail too, or anything */
  SENDOFF_WEAKNESS_ODD_SERIAL    = 1 << 8, /* zero, negative or over 20 octets: not what an authority gives (RFC 5280, section 4.1.2.2) */
  SENDOFF_WEAKNESS_ODD_MARKS     = 1 << 9, /* critical, or for signing others, where that must not be, or the other way round */
  SENDOFF_WEAKNESS_ODD_RSA       = 1 << 10, /* a length that is no whole number of octets */
  SENDOFF_WEAKNESS_IDENTIFIERS   = 1 << 11, /* which key signed it is told wrongly, or not though its own is (RFC 5280, section 4.2.1.1) */
  SENDOFF_WEAKNESS_STRAY         = 1 << 12, /* something that is empty, can't be read or belongs elsewhere, and that nobody needs here */
  SENDOFF_WEAKNESS_ODD_NAME      = 1 << 13, /* the subject's name can be taken for another host's */
} SendoffWeakness;

/* Pure, any thread. is_unreadable: set where key or signature are of a kind that nobody knows, else left alone. */
guint  sendoff_weakness_of_key       (gnutls_x509_crt_t certificate, gboolean *is_unreadable);
/* Of a certificate below the root: its signature and version. */
guint  sendoff_weakness_of_signature (gnutls_x509_crt_t certificate, gboolean *is_unreadable);
/* Of one that was chosen as it is: its number can't be taken back (RFC 5280, section 4.1.2.2 wants it positive). */
guint  sendoff_weakness_of_chosen    (gnutls_x509_crt_t certificate);
/* Of one below a root that is trusted: what public authorities must not do, though nothing breaks by it. issuer NULL: not known. */
guint  sendoff_weakness_of_form      (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, gboolean is_leaf);
/* Translated, display-safe sentences about the weak ones in a chain (of gnutls_x509_crt_t, leaf first), a few at most; "": none is. Caller
 * frees. */
char  *sendoff_weakness_explain      (const GPtrArray *chain);

G_END_DECLS
