/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in text. */
#include "base/number.h"

gboolean
sendoff_parse_number (const char *text, guint64 min, guint64 max, guint64 *number)
{
  /* The first call makes GLib's C locale, under a lock that may leave an errno behind: there a good number would pass for a bad one. */
  g_ascii_strtoull (text, NULL, 10);
  return g_ascii_string_to_unsigned (text, 10, min, max, number, NULL);
}
