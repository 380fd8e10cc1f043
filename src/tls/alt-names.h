/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* The names of a certificate's subject alternative name that matter to a server: read here, in one pass, because
 * GnuTLS' access by index decodes the whole extension for each name. */
typedef struct
{
  gboolean   is_malformed;  /* the extension can't be read, or a name holds a NUL */
  GPtrArray *dns;           /* of GBytes, as they stand, in order */
  GPtrArray *addresses;     /* of GBytes, 4 or 16 bytes */
} SendoffAltNames;

SendoffAltNames *sendoff_alt_names_read       (gnutls_x509_crt_t certificate);
void             sendoff_alt_names_free       (SendoffAltNames *self);
/* DNS names, then addresses as text; a NUL or a byte that isn't UTF-8 becomes a visible escape. g_strfreev */
char           **sendoff_alt_names_to_strings (const SendoffAltNames *self);
/* host: A-labels or an address. Wildcards stand for one whole left-most label and never cover a public suffix;
 * a name that is malformed matches nothing; the subject's common name is never looked at (RFC 9525). */
gboolean         sendoff_alt_names_match      (const SendoffAltNames *self, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAltNames, sendoff_alt_names_free)

G_END_DECLS
