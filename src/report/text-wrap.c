/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaking sentences into lines for a terminal. Any thread. */

#include "report/text-wrap.h"

#include <string.h>

static guint
measure (const char *text,
         gsize       length)
{
  guint width = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
append_blanks (GString *lines,
               guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (lines, ' ');
}

void
sendoff_wrap_append (GString    *lines,
                     const char *text,
                     guint       columns,
                     guint       indent)
{
  guint column = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, " \n");
      guint width = measure (text, length);

      if (length > 0 && column > 0 && column + 1 + width > columns)
        {
          g_string_append_c (lines, '\n');
          column = 0;
        }
      if (length > 0)
        {
          append_blanks (lines, column == 0 ? indent : 1);
          g_string_append_len (lines, text, length);
          column += (column == 0 ? indent : 1) + width;
        }
      text += length;
      text += *text != '\0';
    }

  g_string_append_c (lines, '\n');
}
