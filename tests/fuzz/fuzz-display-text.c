/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the bytes: what is shown is UTF-8, holds nothing that acts on a terminal or can't be seen, and stays as it is when
 * it is shown again. */

#include "base/display-text.h"

#include <stdint.h>
#include <string.h>

#define MAX_MARKS 8

int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size);

static gboolean
is_hidden (gunichar character)
{
  return character == 0x34f || character == 0x115f || character == 0x1160 || character == 0x180e || character == 0x3164
         || character == 0xffa0 || (character >= 0x200b && character <= 0x200f) || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2060 && character <= 0x206f) || character == 0x61c || character == 0xad || character == 0xfeff
         || (character >= 0xe0000 && character <= 0xe007f) || (character & 0xfffe) == 0xfffe
         || (character >= 0xfdd0 && character <= 0xfdef);
}

static void
assert_safe (const char *shown, gboolean keeps_lines)
{
  guint marks = MAX_MARKS;

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\n' && keeps_lines)
        marks = MAX_MARKS;
      else if (g_unichar_ismark (character))
        g_assert_cmpuint (++marks, <=, MAX_MARKS);
      else
        {
          g_assert_false (g_unichar_iscntrl (character));
          g_assert_false (is_hidden (character));
          marks = 0;
        }
    }
}

static void
check_short (const char *text, size_t size, const char *whole, guint max_chars)
{
  g_autofree char *shown = sendoff_display_text_short (text, (gssize) size, max_chars);
  gsize kept = strlen (shown);

  assert_safe (shown, FALSE);
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, max_chars);
  if (g_str_equal (shown, whole))
    return;
  g_assert_cmpint (g_utf8_strlen (whole, -1), >, max_chars);
  if (max_chars == 0)
    return;
  g_assert_true (g_str_has_suffix (shown, "…"));
  g_assert_cmpint (strncmp (shown, whole, kept - strlen ("…")), ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  const char *text = (const char *) bytes;
  g_autofree char *shown = sendoff_display_text (text, (gssize) size);
  g_autofree char *lines = sendoff_display_text_lines (text, (gssize) size);
  g_autofree char *again = sendoff_display_text (shown, -1);
  g_autofree char *lines_again = sendoff_display_text_lines (lines, -1);

  assert_safe (shown, FALSE);
  assert_safe (lines, TRUE);
  g_assert_cmpstr (again, ==, shown);
  g_assert_cmpstr (lines_again, ==, lines);
  check_short (text, size, shown, size > 0 ? bytes[0] % 32 : 0);
  check_short (text, size, shown, G_MAXUINT);

  return 0;
}
