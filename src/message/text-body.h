/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gmime/gmime.h>

G_BEGIN_DECLS

/* The text of a message on its way to the wire; used inside message/ only. Pure. */

/* LF, CRLF and a lone CR all become LF; the last line ends with one. Caller frees. */
char                *sendoff_text_body_normalise (const char *text);
/* How it must be encoded to arrive as it is: 7bit, 8bit (if allowed), else quoted-printable. */
GMimeContentEncoding sendoff_text_body_choose    (const char *normalised, gboolean allow_8bit);
/* Quoted-printable, lines ended by LF; a line never begins with "From ". Caller frees. */
char                *sendoff_text_body_quote     (const char *normalised);

G_END_DECLS
