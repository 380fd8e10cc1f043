/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/path.h"

G_BEGIN_DECLS

/* Each looks at a whole path that has a leaf, whether or not a root vouches for it, and returns SendoffCertificateProblem bits. */
guint sendoff_path_check_dates       (const SendoffPath *path, gint64 time);
/* Key sizes, signature algorithms, X.509 versions. A root's own signature and version don't count. */
guint sendoff_path_check_strength    (const SendoffPath *path);
/* Who may be a server, and who may sign: authority marks, path lengths, key usage, purposes, unknown critical extensions. */
guint sendoff_path_check_roles       (const SendoffPath *path);
/* Names of the leaf and of the intermediates under the constraints of those above them (RFC 5280, section 4.2.1.10). */
guint sendoff_path_check_constraints (const SendoffPath *path);
gboolean sendoff_path_has_constraints (const SendoffPath *path);

G_END_DECLS
