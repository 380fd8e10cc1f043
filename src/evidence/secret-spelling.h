/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a text may spell a secret. Escaped: any mixture of percent-encoding, quoted-printable, backslashes (with x, u, octal digits, or alone),
 * references of HTML, and bytes as they are, in either case, with NUL between them as UTF-16 has it. */
typedef enum { SENDOFF_SPELLING_RAW, SENDOFF_SPELLING_ESCAPED, SENDOFF_SPELLING_HEX } SendoffSpelling;

/* The end of the secret that begins at text, NULL if none does. is_cut: the text's end is missing, so a beginning of the secret that reaches
 * up to it counts. Pure. */
const char *sendoff_spelling_match (SendoffSpelling spelling, const char *text, const char *end, const char *secret, gsize length,
                                    gboolean is_cut);

G_END_DECLS
