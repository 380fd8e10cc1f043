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

/* The letters that have a twin in Latin: a label of nothing else reads as a Latin one. */
static gboolean
has_latin_twin (gunichar character)
{
  static const char twins[] = "аеорсухіјѕһԁԛԝӏьԍɡыѡѵкгвпмнт" "ικνορυχωγαβ";

  return g_utf8_strchr (twins, -1, character) != NULL;
}

gboolean
sendoff_label_is_deceptive (const char *label)
{
  GUnicodeScript first = G_UNICODE_SCRIPT_COMMON;
  gboolean is_mixed = FALSE;
  gboolean all_twins = TRUE;
  gboolean has_other = FALSE;
  guint scripts = 0;

  for (const char *at = label; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      GUnicodeScript script = g_unichar_get_script (character);
      guint bit = get_script_bit (script);

      if (is_shared (script))
        continue;
      if (first == G_UNICODE_SCRIPT_COMMON)
        first = script;
      is_mixed = is_mixed || script != first;
      has_other = has_other || bit == SCRIPT_OTHER;
      all_twins = all_twins && has_latin_twin (character);
      scripts |= bit;
    }

  if (is_mixed)
    return has_other || !may_mix (scripts);
  return (first == G_UNICODE_SCRIPT_CYRILLIC || first == G_UNICODE_SCRIPT_GREEK) && all_twins;
}
