/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of a UTF-8 text in UTF-16 (RFC 2781), without a byte order mark; NULL if it isn't UTF-8. length in bytes, a NUL is a character like
 * any other. n_bytes: its length. Free with g_free(); whoever encodes a secret wipes it first. By hand, as iconv() loads a module for it. */
char *sendoff_utf16_encode (const char *text, gsize length, int byte_order, gsize *n_bytes);

G_END_DECLS
