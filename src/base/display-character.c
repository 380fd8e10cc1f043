/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters may be shown as they are. Any thread. */

#include "base/display-character.h"

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Invisible, though Unicode doesn't class them as format characters: most of Default_Ignorable_Code_Point. Left out are
 * the variation selectors (U+FE00, U+E0100), which emoji and Japanese names need; they count as marks. */
static const Range invisible[] = {
  { 0x034f, 0x034f },     /* combining grapheme joiner */
  { 0x115f, 0x1160 },     /* Hangul fillers */
  { 0x17b4, 0x17b5 },     /* Khmer inherent vowels */
  { 0x180b, 0x180f },     /* Mongolian selectors and vowel separator */
  { 0x2060, 0x206f },     /* word joiner, invisible operators, isolates */
  { 0x3164, 0x3164 },     /* Hangul filler */
  { 0xffa0, 0xffa0 },     /* halfwidth Hangul filler */
  { 0xfff0, 0xfffb },     /* reserved, interlinear annotation */
  { 0x1d159, 0x1d159 },   /* musical symbol null notehead */
  { 0xe0000, 0xe00ff },   /* tags */
  { 0xe01f0, 0xe0fff },   /* reserved */
};

/* Format characters by class, but with a shape: signs that span Arabic and Kaithi digits. */
static const Range visible_format[] = {
  { 0x0600, 0x0605 }, { 0x06dd, 0x06dd }, { 0x0890, 0x0891 }, { 0x08e2, 0x08e2 }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd },
};

static gboolean
is_in (const Range *ranges, gsize n_ranges, gunichar character)
{
  for (gsize i = 0; i < n_ranges; i++)
    {
      if (character >= ranges[i].first && character <= ranges[i].last)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_noncharacter (gunichar character)
{
  return (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
}

gboolean
sendoff_character_is_unsafe (gunichar character)
{
  GUnicodeType type;

  if (character < 0x7f)
    return character < 0x20;
  if (character > 0x10ffff || is_noncharacter (character) || is_in (invisible, G_N_ELEMENTS (invisible), character))
    return TRUE;

  type = g_unichar_type (character);
  if (type == G_UNICODE_FORMAT)
    return !is_in (visible_format, G_N_ELEMENTS (visible_format), character);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_SURROGATE || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

gboolean
sendoff_character_is_mark (gunichar character)
{
  return character >= 0x300 && g_unichar_ismark (character);
}
