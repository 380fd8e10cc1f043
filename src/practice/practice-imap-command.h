/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to this folder: the parts of an IMAP command (RFC 3501 section 9), which is held in one piece, its literals in their places:
 * "a1 LOGIN {3}", CRLF, "ana practice". Pure; any thread. */

/* The number in "{3}" or "{3+}" at the end of a line; *is_synchronizing: the client waits to be asked for it. FALSE: there is none. */
gboolean sendoff_practice_imap_ends_with_literal (const GString *line, guint64 *length, gboolean *is_synchronizing);
/* Up to the next space; at least one letter, of those that a tag may have. NULL: it isn't so. *cursor then points behind the space. */
char    *sendoff_practice_imap_take_tag          (const char **cursor);
/* An atom; "" where there is none. */
char    *sendoff_practice_imap_take_word         (const char **cursor);
/* An atom, a quoted string or a literal, appended to text; not beyond end. FALSE: none of these. */
gboolean sendoff_practice_imap_take_string       (const char **cursor, const char *end, GString *text);

G_END_DECLS
