/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a secret out of a text that may have encoded it. Pure. */
#include "evidence/secret-spelling.h"

#include <string.h>

/* "&#x10ffff;" */
#define LONGEST_ESCAPE 10

/* What one escape, byte or character of a text stands for. */
typedef struct
{
  const char *end; /* NULL: it is none */
  gunichar value;
  gboolean is_byte; /* else a character */
} Unit;

static const Unit NO_UNIT = { NULL, 0, FALSE };

/* FALSE if there aren't min digits; reads at most max. */
static gboolean
read_number (const char **text, const char *end, guint base, guint min, guint max, gunichar *value)
{
  guint n;

  *value = 0;
  for (n = 0; n < max && *text < end && g_ascii_isxdigit (**text) && (guint) g_ascii_xdigit_value (**text) < base; n++, (*text)++)
    *value = *value * base + (guint) g_ascii_xdigit_value (**text);
  return n >= min;
}

static Unit
read_percent (const char *text, const char *end)
{
  Unit unit = { text + 1, 0, TRUE };

  return read_number (&unit.end, end, 16, 2, 2, &unit.value) ? unit : NO_UNIT;
}

/* "\xe4", "\u00e4", "\344"; IMAP and JSON also put a backslash alone before a quote or backslash. */
static Unit
read_backslash (const char *text, const char *end)
{
  Unit unit = { text + 2, 0, FALSE };

  if (end - text < 2)
    return NO_UNIT;
  if (text[1] == 'x' && read_number (&unit.end, end, 16, 2, 2, &unit.value))
    unit.is_byte = TRUE;
  else if (text[1] == 'u' && (unit.end = text + 2) != NULL && read_number (&unit.end, end, 16, 4, 4, &unit.value))
    unit.is_byte = FALSE;
  else if ((unit.end = text + 1) != NULL && read_number (&unit.end, end, 8, 3, 3, &unit.value))
    unit.is_byte = TRUE;
  else
    return (Unit) { text + 2, (guchar) text[1], TRUE };
  return unit;
}

static Unit
read_reference (const char *text, const char *end)
{
  static const struct { const char *name; char c; } names[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
  };
  gboolean is_hex = end - text > 3 && (text[2] == 'x' || text[2] == 'X');
  Unit unit = { text + (is_hex ? 3 : 2), 0, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((gsize) (end - text) >= strlen (names[i].name) && memcmp (text, names[i].name, strlen (names[i].name)) == 0)
      return (Unit) { text + strlen (names[i].name), (guchar) names[i].c, TRUE };
  if (end - text < 4 || text[1] != '#' || !read_number (&unit.end, end, is_hex ? 16 : 10, 1, 7, &unit.value))
    return NO_UNIT;
  if (unit.end < end && *unit.end == ';')
    unit.end++;
  return unit;
}

static gboolean
is_escape_start (char c)
{
  return c == '%' || c == '=' || c == '\\' || c == '&' || c == '+';
}

static Unit
read_escape (const char *text, const char *end)
{
  switch (*text)
    {
    case '%':
    case '=':
      return read_percent (text, end);
    case '\\':
      return read_backslash (text, end);
    case '&':
      return read_reference (text, end);
    case '+':
      return (Unit) { text + 1, ' ', TRUE };
    default:
      return NO_UNIT;
    }
}

static Unit
read_plain (const char *text, const char *end)
{
  gunichar c = g_utf8_get_char_validated (text, end - text);

  if ((guchar) *text < 0x80 || c == (gunichar) -1 || c == (gunichar) -2)
    return (Unit) { text + 1, (guchar) *text, TRUE };
  return (Unit) { g_utf8_next_char (text), c, FALSE };
}

/* How many bytes of the secret the unit stands for, 0 if for none. A byte that is no ASCII may also be a character of ISO 8859-1. */
static gsize
match_unit (Unit unit, const char *secret, gsize length)
{
  gunichar wanted;

  if (unit.end == NULL)
    return 0;
  if (unit.value < 0x80)
    return g_ascii_tolower ((char) unit.value) == g_ascii_tolower (*secret) ? 1 : 0;
  if (unit.is_byte && unit.value == (guchar) *secret)
    return 1;
  wanted = g_utf8_get_char_validated (secret, (gssize) length);
  if (wanted != (gunichar) -1 && wanted != (gunichar) -2 && g_unichar_tolower (unit.value) == g_unichar_tolower (wanted))
    return (gsize) (g_utf8_next_char (secret) - secret);
  return 0;
}

/* Behind the NULs, as they are or escaped. */
static const char *
skip_nuls (const char *text, const char *end)
{
  while (text < end)
    {
      Unit escape = *text == '\0' ? (Unit) { text + 1, 0, TRUE } : read_escape (text, end);

      if (escape.end == NULL || escape.value != 0)
        break;
      text = escape.end;
    }
  return text;
}

static gboolean
may_be_cut_escape (const char *text, const char *end)
{
  return end - text < LONGEST_ESCAPE && *text != '+' && is_escape_start (*text);
}

/* Of a text that can be read both ways, plain_first decides: "\\x00" is a backslash and an x, or a backslash before the NUL of UTF-16. */
static gsize
read_unit (const char *text, const char *end, const char *secret, gsize length, gboolean plain_first, Unit *unit)
{
  gsize n;

  *unit = plain_first ? read_plain (text, end) : read_escape (text, end);
  n = match_unit (*unit, secret, length);
  if (n == 0)
    {
      *unit = plain_first ? read_escape (text, end) : read_plain (text, end);
      n = match_unit (*unit, secret, length);
    }
  return n;
}

static const char *
match_escaped (const char *text, const char *end, const char *secret, gsize length, gboolean plain_first, gboolean is_cut)
{
  for (gsize i = 0, n; i < length; i += n)
    {
      Unit unit;

      if (i > 0)
        text = skip_nuls (text, end);
      if (text >= end)
        return is_cut && i > 0 ? end : NULL;
      n = read_unit (text, end, secret + i, length - i, plain_first, &unit);
      if (n == 0)
        return is_cut && i > 0 && may_be_cut_escape (text, end) ? end : NULL;
      text = unit.end;
    }
  return text;
}

static const char *
match_escaped_either_way (const char *text, const char *end, const char *secret, gsize length, gboolean is_cut)
{
  const char *match_end;

  /* Most texts say nothing of it, and that should cost nothing. */
  if ((guchar) *text < 0x80 && !is_escape_start (*text) && g_ascii_tolower (*text) != g_ascii_tolower (*secret))
    return NULL;
  match_end = match_escaped (text, end, secret, length, FALSE, is_cut);
  return match_end != NULL ? match_end : match_escaped (text, end, secret, length, TRUE, is_cut);
}

/* "61 62", "61:62", "0x61, 0x62" */
static const char *
skip_hex_separators (const char *text, const char *end)
{
  while (text < end && strchr (" :,-", *text) != NULL && *text != '\0')
    text++;
  if (end - text > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    text += 2;
  return text;
}

static const char *
match_hex (const char *text, const char *end, const char *secret, gsize length, gboolean is_cut)
{
  for (gsize i = 0; i < length; i++)
    {
      gunichar value;

      if (i > 0)
        text = skip_hex_separators (text, end);
      if (is_cut && i > 0 && end - text < 2)
        return end;
      if (!read_number (&text, end, 16, 2, 2, &value) || value != (guchar) secret[i])
        return NULL;
    }
  return text;
}

static const char *
match_raw (const char *text, const char *end, const char *secret, gsize length, gboolean is_cut)
{
  for (gsize i = 0; i < length; i++, text++)
    {
      if (text >= end)
        return is_cut && i > 0 ? end : NULL;
      if (g_ascii_tolower (*text) != g_ascii_tolower (secret[i]))
        return NULL;
    }
  return text;
}

const char *
sendoff_spelling_match (SendoffSpelling spelling, const char *text, const char *end, const char *secret, gsize length, gboolean is_cut)
{
  switch (spelling)
    {
    case SENDOFF_SPELLING_RAW:
      return match_raw (text, end, secret, length, is_cut);
    case SENDOFF_SPELLING_ESCAPED:
      return match_escaped_either_way (text, end, secret, length, is_cut);
    case SENDOFF_SPELLING_HEX:
      return match_hex (text, end, secret, length, is_cut);
    }
  return NULL;
}
