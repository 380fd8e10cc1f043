/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be shown as it is, and how the rest is written out. */

#include "base/display-text.h"

#include <string.h>

#define MIB (1024 * 1024)
/* Quadratic work on 1 MiB would take hours; the margin is for a checker that slows everything down. */
#define MAX_CPU_SECONDS 20.0

typedef struct
{
  const char *text;
  gssize length;
  const char *shown;
} Row;

static const Row one_line[] = {
  { "", -1, "" },
  { NULL, 0, "" },
  { NULL, -1, "" },
  { "550 5.7.1 Relaying denied.", -1, "550 5.7.1 Relaying denied." },
  { "C:\\mail\\x1b", -1, "C:\\mail\\x1b" },
  { "<b>&amp;</b>", -1, "<b>&amp;</b>" },
  { "a\nb\r\nc\rd\te", -1, "a\\nb\\r\\nc\\rd\\te" },
  { "\x1b[31mred\x1b]0;title\x07", -1, "\\x1b[31mred\\x1b]0;title\\x07" },
  { "\x7f", -1, "\\x7f" },
  { "a\0b", 3, "a\\x00b" },
  { "\0\0", 2, "\\x00\\x00" },
  { "cut here", 3, "cut" },
  /* C1: as a character, and as a bare byte that is no UTF-8 */
  { "\xc2\x85\xc2\x9b" "31m", -1, "\\u0085\\u009b31m" },
  { "\x9b\x33", -1, "\\x9b3" },
  /* not UTF-8: overlong, surrogate, above U+10FFFF, cut short, Latin-1 */
  { "\xc0\xaf", -1, "\\xc0\\xaf" },
  { "\xe0\x80\x8a", -1, "\\xe0\\x80\\x8a" },
  { "\xed\xa0\x80", -1, "\\xed\\xa0\\x80" },
  { "\xf4\x90\x80\x80", -1, "\\xf4\\x90\\x80\\x80" },
  { "\xfc\x80\x80\x80\x80\x80", -1, "\\xfc\\x80\\x80\\x80\\x80\\x80" },
  { "gr\xfc\xdf\x65", -1, "gr\\xfc\\xdfe" },
  { "ab\xe2\x82", -1, "ab\\xe2\\x82" },
  { "\xe2\x82\xac", 2, "\\xe2\\x82" },
  { "\xe2\x82\n", -1, "\\xe2\\x82\\n" },
  { "\xe2\0\xac", 3, "\\xe2\\x00\\xac" },
  { "\xff\xfe", -1, "\\xff\\xfe" },
  /* order of writing */
  { "\u061c\u200e\u200f", -1, "\\u061c\\u200e\\u200f" },
  { "\u202a\u202b\u202c\u202d\u202e", -1, "\\u202a\\u202b\\u202c\\u202d\\u202e" },
  { "\u2066\u2067\u2068\u2069", -1, "\\u2066\\u2067\\u2068\\u2069" },
  { "abc\u202egpj.exe", -1, "abc\\u202egpj.exe" },
  /* invisible */
  { "pass\u00adword", -1, "pass\\u00adword" },
  { "\u200b\u200c\u200d\u2060\u2061\u2064\ufeff", -1, "\\u200b\\u200c\\u200d\\u2060\\u2061\\u2064\\ufeff" },
  { "\u2028\u2029", -1, "\\u2028\\u2029" },
  { "\u115f\u1160\u3164\uffa0\u180e\u034f", -1, "\\u115f\\u1160\\u3164\\uffa0\\u180e\\u034f" },
  { "\U000e0000\U000e0041\U000e007f", -1, "\\U000e0000\\U000e0041\\U000e007f" },
  { "\ufff9\ufffb", -1, "\\ufff9\\ufffb" },
  { "\U0001d173", -1, "\\U0001d173" },
  /* non-characters */
  { "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff", -1, "\\ufdd0\\ufdef\\ufffe\\uffff\\U0001fffe\\U0010ffff" },
  /* stays */
  { "Grüße, Привет, こんにちは, שלום, नमस्ते 👍\ufe0f", -1, "Grüße, Привет, こんにちは, שלום, नमस्ते 👍\ufe0f" },
  { "\ue000\uf8ff\U000f0000", -1, "\ue000\uf8ff\U000f0000" },
  { "\ufffd\ufffc\u00a0\u3000", -1, "\ufffd\ufffc\u00a0\u3000" },
  { "\u0600\u06dd", -1, "\u0600\u06dd" },
  { "葛\U000e0100", -1, "葛\U000e0100" },
  /* marks need something to stand on */
  { "e\u0301", -1, "e\u0301" },
  { "\u0301e", -1, "\\u0301e" },
  { "\n\u0338", -1, "\\n\\u0338" },
  { "\xff\u0338", -1, "\\xff\\u0338" },
  { "a\u200d\u0338\u0338b\u0338", -1, "a\\u200d\\u0338\\u0338b\u0338" },
  { "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307b", -1, "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307b" },
  { "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309b\u0301", -1,
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\\u0308\\u0309b\u0301" },
  { "a\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd", -1,
    "a\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\u20dd\\u20dd" },
};

static const Row several_lines[] = {
  { "", -1, "" },
  { "a\nb\r\nc", -1, "a\nb\nc" },
  { "a\rb", -1, "a\\rb" },
  { "a\r", -1, "a\\r" },
  { "a\r\n", 2, "a\\r" },
  { "\r\r\n\n", -1, "\\r\n\n" },
  { "a\n\u0338b", -1, "a\n\\u0338b" },
  { "a\tb\x0b\x0c\xc2\x85\u2028", -1, "a\\tb\\x0b\\x0c\\u0085\\u2028" },
  { "\xff\n", -1, "\\xff\n" },
};

typedef struct
{
  const char *text;
  guint max_chars;
  const char *shown;
} ShortRow;

static const ShortRow cut[] = {
  { "", 0, "" },
  { "", 5, "" },
  { "abc", 0, "" },
  { "abc", 1, "…" },
  { "abc", 2, "a…" },
  { "abc", 3, "abc" },
  { "abc", 4, "abc" },
  { "grün", 3, "gr…" },
  { "grün", 4, "grün" },
  /* never inside an escape */
  { "ab\ncd", 3, "ab…" },
  { "ab\ncd", 4, "ab…" },
  { "ab\ncd", 5, "ab\\n…" },
  { "ab\ncd", 6, "ab\\ncd" },
  { "\x1b[0m", 4, "…" },
  { "\x1b[0m", 5, "\\x1b…" },
  { "\x1b[0m", 7, "\\x1b[0m" },
  { "\xff", 3, "…" },
  { "\U000e0041", 9, "…" },
  { "\U000e0041", 10, "\\U000e0041" },
  /* never between a letter and its marks */
  { "abe\u0301f", 4, "ab…" },
  { "abe\u0301f", 5, "abe\u0301f" },
  { "abe\u0301fg", 5, "abe\u0301…" },
};

static void
test_one_line (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (one_line); i++)
    {
      g_autofree char *shown = sendoff_display_text (one_line[i].text, one_line[i].length);
      g_autofree char *again = sendoff_display_text (shown, -1);

      g_assert_cmpstr (shown, ==, one_line[i].shown);
      g_assert_cmpstr (again, ==, shown);
    }
}

static void
test_several_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (several_lines); i++)
    {
      g_autofree char *shown = sendoff_display_text_lines (several_lines[i].text, several_lines[i].length);

      g_assert_cmpstr (shown, ==, several_lines[i].shown);
    }
}

static void
test_short (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_autofree char *shown = sendoff_display_text_short (cut[i].text, -1, cut[i].max_chars);

      g_assert_cmpstr (shown, ==, cut[i].shown);
    }
}

static void
test_short_with_length (void)
{
  g_autofree char *held = sendoff_display_text_short ("a\0bcd", 3, 6);
  g_autofree char *cut_off = sendoff_display_text_short ("a\0bcd", 5, 6);
  g_autofree char *unlimited = sendoff_display_text_short ("a\nb", -1, G_MAXUINT);

  g_assert_cmpstr (held, ==, "a\\x00b");
  g_assert_cmpstr (cut_off, ==, "a\\x00…");
  g_assert_cmpstr (unlimited, ==, "a\\nb");
}

/* The rules once more, from Unicode's own classes and without the tables of the code under test. */
static gboolean
must_be_escaped (gunichar character)
{
  static const gunichar fillers[] = { 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0, 0x1d159 };

  for (gsize i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      if (character == fillers[i])
        return TRUE;
    }
  if (character < 0x20 || (character >= 0x7f && character <= 0x9f) || character == 0xad)
    return TRUE;
  if ((character & 0xffff) >= 0xfffe || (character >= 0xfdd0 && character <= 0xfdef))
    return TRUE;
  if ((character >= 0x2060 && character <= 0x206f) || (character >= 0x180b && character <= 0x180f))
    return TRUE;
  if (character >= 0xfff0 && character <= 0xfffb)
    return TRUE;
  if (character >= 0xe0000 && character <= 0xe0fff && !(character >= 0xe0100 && character <= 0xe01ef))
    return TRUE;
  /* Signs that span Arabic or Kaithi digits are drawn. */
  if ((character >= 0x600 && character <= 0x605) || character == 0x6dd || character == 0x8e2 || character == 0x890 || character == 0x891
      || character == 0x110bd || character == 0x110cd)
    return FALSE;

  return g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT
         || g_unichar_type (character) == G_UNICODE_LINE_SEPARATOR || g_unichar_type (character) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static void
test_every_character (void)
{
  for (gunichar character = 0; character <= 0x10ffff; character++)
    {
      char text[8] = "x";
      int size = g_unichar_to_utf8 (character, text + 1);
      g_autofree char *shown = NULL;

      if (character >= 0xd800 && character <= 0xdfff)
        continue;

      shown = sendoff_display_text (text, 1 + size);
      if (must_be_escaped (character) != (shown[1] == '\\' && shown[2] != '\0'))
        g_error ("U+%04X is shown as “%s”", character, shown);
      if (!must_be_escaped (character) && memcmp (shown, text, (gsize) size + 2) != 0)
        g_error ("U+%04X was changed to “%s”", character, shown);
    }
}

static void
test_every_byte_pair (void)
{
  for (guint pair = 0; pair < 0x10000; pair++)
    {
      const char text[] = { (char) (pair >> 8), (char) pair, 'x' };
      g_autofree char *shown = sendoff_display_text (text, sizeof text);
      g_autofree char *lines = sendoff_display_text_lines (text, sizeof text);

      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_true (g_utf8_validate (lines, -1, NULL));
      g_assert_true (g_str_has_suffix (shown, "x"));
      for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    }
}

static void
assert_fast (const char *unit)
{
  gsize unit_size = strlen (unit);
  g_autoptr (GString) text = g_string_sized_new (MIB + unit_size);
  g_autoptr (GTimer) timer = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *start = NULL;

  while (text->len < MIB)
    g_string_append_len (text, unit, (gssize) unit_size);

  timer = g_timer_new ();
  shown = sendoff_display_text (text->str, (gssize) text->len);
  lines = sendoff_display_text_lines (text->str, (gssize) text->len);
  start = sendoff_display_text_short (text->str, (gssize) text->len, 80);

  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, MAX_CPU_SECONDS);
  g_assert_cmpuint (strlen (shown), >=, text->len / 2);
  g_assert_cmpuint (strlen (lines), >=, text->len / 2);
  g_assert_cmpint (g_utf8_strlen (start, -1), <=, 80);
}

static void
test_a_mebibyte (void)
{
  assert_fast ("plain text, nothing to escape. ");
  assert_fast ("\x1b");
  assert_fast ("\xf0");
  assert_fast ("\u0301");
  assert_fast ("\U000e0041");
  assert_fast ("\r");
}

static void
test_date (void)
{
  g_autofree char *date = sendoff_display_date (1777802400);
  g_autofree char *never = sendoff_display_date (G_MAXINT64);

  g_assert_cmpstr (date, ==, "3 May 2026");
  g_assert_cmpstr (never, ==, "an unreadable date");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/display-text/one-line", test_one_line);
  g_test_add_func ("/base/display-text/several-lines", test_several_lines);
  g_test_add_func ("/base/display-text/short", test_short);
  g_test_add_func ("/base/display-text/short-with-length", test_short_with_length);
  g_test_add_func ("/base/display-text/every-character", test_every_character);
  g_test_add_func ("/base/display-text/every-byte-pair", test_every_byte_pair);
  g_test_add_func ("/base/display-text/a-mebibyte", test_a_mebibyte);
  g_test_add_func ("/base/display-text/date", test_date);

  return g_test_run ();
}
