/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* Does the certificate's subject break the directory names of this name constraints extension (DER)? GnuTLS 3.7 passes them over.
 * An extension that can't be read is broken by everybody; an empty subject breaks none. */
gboolean sendoff_directory_constraints_are_broken (const gnutls_datum_t *extension, gnutls_x509_crt_t certificate);

G_END_DECLS
