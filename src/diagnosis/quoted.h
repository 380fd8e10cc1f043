/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a server's text repeats of what the client or its user said: addresses, host names, user names. They must not decide what the text
 * means: "no such user: spam". Texts are UTF-8, a token is what stands between blanks. Pure, any thread. */

/* How many bytes at the start of the token are such a name; before is the text up to the token, in lower case, with a blank at its end. */
gsize sendoff_quoted_measure (const GString *before, const char *token, gsize length);

/* Whether the text up to here ends like "no such user: ", so that a name must follow. */
gboolean sendoff_quoted_is_announced (const GString *before);

/* Where the path of a link begins in the token; 0 if it is no link. */
gsize sendoff_quoted_find_link_path (const char *token, gsize length);
