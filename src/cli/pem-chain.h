/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file with certificates in PEM form (RFC 7468), in the order of the file; text between them is skipped. Elements: GBytes (DER).
 * NULL and SENDOFF_ERROR_FILE for a file that can't be read, is over 4 MiB, or holds no certificate. Caller unrefs. Blocks on the disk. */
GPtrArray *sendoff_pem_chain_load  (const char *path, GError **error);
/* The same for text; empty array: none found. */
GPtrArray *sendoff_pem_chain_parse (const char *text, gsize length);

G_END_DECLS
