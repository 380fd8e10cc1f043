/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/path.h"

G_BEGIN_DECLS

/* What RFC 5280 (and for authorities' own certificates the CA/Browser Forum) forbids, though nothing is broken: extensions marked
 * the wrong way, an authority without a name, key identifiers that don't fit. Such a certificate comes from no sound authority. Only for a path
 * that ends in a root: who isn't vouched for isn't held to the form. roots_are_vetted: they are the system's, and are as they are; a root
 * named by hand has to keep the rules. Returns MALFORMED, WEAK, or 0. */
guint sendoff_path_check_profile (const SendoffPath *path, gboolean roots_are_vetted);

G_END_DECLS
