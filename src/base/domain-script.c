/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which international labels are shown in their own letters (UTS 39, the highly restrictive level). Any thread. */

#include "base/domain-script.h"

typedef enum
{
  SCRIPT_OTHER = 0,
  SCRIPT_LATIN = 1 << 0,
  SCRIPT_HAN = 1 << 1,
  SCRIPT_KANA = 1 << 2,
  SCRIPT_HANGUL = 1 << 3,
  SCRIPT_BOPOMOFO = 1 << 4,
} Script;

/* Sets of scripts that are written together. */
static const guint mixtures[] = {
  SCRIPT_LATIN | SCRIPT_HAN | SCRIPT_KANA,
  SCRIPT_LATIN | SCRIPT_HAN | SCRIPT_HANGUL,
  SCRIPT_LATIN | SCRIPT_HAN | SCRIPT_BOPOMOFO,
};

static guint
get_script_bit (GUnicodeScript script)
{
  if (script == G_UNICODE_SCRIPT_LATIN)
    return SCRIPT_LATIN;
  if (script == G_UNICODE_SCRIPT_HAN)
    return SCRIPT_HAN;
  if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
    return SCRIPT_KANA;
  if (script == G_UNICODE_SCRIPT_HANGUL)
    return SCRIPT_HANGUL;
  if (script == G_UNICODE_SCRIPT_BOPOMOFO)
    return SCRIPT_BOPOMOFO;
  return SCRIPT_OTHER;
}

static gboolean
is_shared (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED;
}

static gboolean
may_mix (guint scripts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mixtures); i++)
    {
      if ((scripts & ~mixtures[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Letters with a twin in Latin: a label of nothing else reads as a Latin one. */
static gboolean
has_latin_twin (gunichar character)
{
  static const char twins[] = "аеорсухіјѕһӏԁԛԝԍѵѡ"
                              "οαινρυκχωγ";

  return g_utf8_strchr (twins, -1, character) != NULL;
}

/* Letters that read as a slash, a dash or a dot between Latin ones: "example.comノlogin". */
static gboolean
looks_like_punctuation (gunichar character)
{
  static const char strokes[] = "ノソゾンー・一丶丿丨〇ニエ";

  return g_utf8_strchr (strokes, -1, character) != NULL;
}

/* Latin letters that read as one of ASCII. Turkish words have others besides, and stay as they are. */
static gboolean
has_ascii_twin (gunichar character)
{
  static const char twins[] = "ıȷĸɑɡɩɪʟƽ";

  return g_utf8_strchr (twins, -1, character) != NULL;
}

static gboolean
is_right_to_left (gunichar character)
{
  return (character >= 0x590 && character <= 0x8ff) || (character >= 0xfb1d && character <= 0xfdff)
         || (character >= 0xfe70 && character <= 0xfefc) || (character >= 0x10800 && character <= 0x10fff)
         || (character >= 0x1e800 && character <= 0x1efff);
}

typedef struct
{
  GUnicodeScript first;
  guint scripts;
  gboolean is_mixed;
  gboolean has_other;
  gboolean all_twins;
  gboolean all_ascii_like;
  gboolean has_mark;
  gboolean has_stroke;
} Letters;

static Letters
count_letters (const char *label)
{
  Letters letters = { .first = G_UNICODE_SCRIPT_COMMON, .all_twins = TRUE, .all_ascii_like = TRUE };

  for (const char *at = label; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      GUnicodeScript script = g_unichar_get_script (character);
      guint bit = get_script_bit (script);

      letters.has_stroke = letters.has_stroke || looks_like_punctuation (character);
      letters.has_mark = letters.has_mark || g_unichar_ismark (character);
      letters.all_ascii_like = letters.all_ascii_like && (character < 0x80 || has_ascii_twin (character));
      if (is_shared (script))
        continue;

      if (letters.first == G_UNICODE_SCRIPT_COMMON)
        letters.first = script;
      letters.is_mixed = letters.is_mixed || script != letters.first;
      letters.has_other = letters.has_other || bit == SCRIPT_OTHER;
      letters.all_twins = letters.all_twins && has_latin_twin (character);
      letters.scripts |= bit;
    }
  return letters;
}

gboolean
sendoff_label_is_deceptive (const char *label, gboolean has_native_top)
{
  Letters letters = count_letters (label);
  gboolean has_latin = (letters.scripts & SCRIPT_LATIN) != 0;

  if (letters.is_mixed && (letters.has_other || !may_mix (letters.scripts)))
    return TRUE;
  /* A mark that has no letter composed with it is rare in Latin; a dot above an i is not even visible. */
  if (has_latin && (letters.has_stroke || letters.has_mark || letters.all_ascii_like))
    return TRUE;
  if (has_native_top)
    return FALSE;
  return letters.all_twins && (letters.first == G_UNICODE_SCRIPT_CYRILLIC || letters.first == G_UNICODE_SCRIPT_GREEK);
}

gboolean
sendoff_name_is_reordered (const char *const *labels)
{
  gboolean has_right_to_left = FALSE;
  gboolean has_digit_first = FALSE;

  for (gsize i = 0; labels[i] != NULL; i++)
    {
      has_digit_first = has_digit_first || g_ascii_isdigit (labels[i][0]);
      for (const char *at = labels[i]; *at != '\0'; at = g_utf8_next_char (at))
        has_right_to_left = has_right_to_left || is_right_to_left (g_utf8_get_char (at));
    }
  return has_right_to_left && has_digit_first;
}
