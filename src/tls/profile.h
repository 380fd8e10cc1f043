/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/path.h"

G_BEGIN_DECLS

/* Pure, any thread. Whether what a trusted root vouches for keeps the form of RFC 5280, sections 4.1 and 4.2: MALFORMED where it is open who
 * vouches for what, WEAK for other faults of form. 0 for a chain that no root vouches for, which has other worries.
 * roots_are_vetted: the roots are the system's, whose own form is no concern of ours. */
guint sendoff_path_check_profile      (const SendoffPath *path, gboolean roots_are_vetted);
/* SendoffWeakness bits of one certificate below a root. issuer NULL: not known. */
guint sendoff_profile_find_weaknesses (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, gboolean is_leaf);

G_END_DECLS
