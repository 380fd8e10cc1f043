/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text from a server, a certificate or a user, made safe to show in a terminal, a label or a log: valid UTF-8
 * in which every control character (C0, C1, DEL), escape, NUL, bidirectional override or isolate, zero-width and
 * other invisible format character, line or paragraph separator, tag character, surrogate, non-character and
 * every byte that isn't UTF-8 is replaced by a visible escape (\n, \t, \x1b, \u202e); a backslash stays one.
 * It is plain text: a label must not parse it as markup. */

/* One line: line ends are escaped too. length -1: up to the NUL. Caller frees. */
char *sendoff_display_text       (const char *text, gssize length);
/* Keeps LF and CRLF as line breaks (CRLF becomes LF); a bare CR is escaped. Caller frees. */
char *sendoff_display_text_lines (const char *text, gssize length);
/* Like the first, at most max_chars characters; what is cut is replaced by an ellipsis. Caller frees. */
char *sendoff_display_text_short (const char *text, gssize length, guint max_chars);
/* A day in the local time zone, or words where there is no such day. Caller frees. */
char *sendoff_display_date       (gint64 unix_time);

G_END_DECLS
