/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends text to lines of at most so many columns of a terminal, and an LF. indent: blanks before each line. Breaks at spaces only, so
 * that a word that is wider than a line stays whole for copying. text: display-safe UTF-8. Inside report only. */
void sendoff_wrap_append (GString *lines, const char *text, guint columns, guint indent);

G_END_DECLS
