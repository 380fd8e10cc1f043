/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The To field: bare addresses with commas between them. Pure but for the last. */

/* NULL and SENDOFF_ERROR_INVALID with a sentence that names the address at fault; at most 100. g_strfreev */
char **sendoff_recipients_parse (const char *text, GError **error);
/* What is typed of the address at the cursor (a byte offset): where it begins, in bytes. */
gsize  sendoff_recipients_find_begin (const char *text, gsize cursor);
/* Offers these while an address is typed. */
void   sendoff_recipients_complete (GtkEntry *entry, const char *const *recent);

G_END_DECLS
