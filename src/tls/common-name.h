/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/alt-names.h"

G_BEGIN_DECLS

/* TRUE where the subject's common name, which viewers show, is a host's that can be taken for another than the names that the certificate is
 * for: one of its addresses in a notation that programs read in different ways (RFC 3986, section 3.2.2; RFC 5952, section 4), or an
 * internationalized name that isn't among them (CA/Browser Forum, Baseline Requirements 7.1.4.3). Any other common name says nothing
 * (RFC 9525). Pure, any thread. */
gboolean sendoff_common_name_misleads (gnutls_x509_crt_t certificate, const SendoffAltNames *names);

G_END_DECLS
