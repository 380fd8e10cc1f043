/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* g_ascii_string_to_unsigned() for decimal numbers, in any thread. FALSE: not a number from min to max; number is as it was. */
gboolean sendoff_parse_number (const char *text, guint64 min, guint64 max, guint64 *number);

G_END_DECLS
