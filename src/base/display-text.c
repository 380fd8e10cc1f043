/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign text made safe to show. One pass over the bytes, each looked at a bounded number of times. Any thread. */

#include "base/display-text.h"

#include "base/display-character.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest stack in living languages (Tibetan, Vietnamese, Hebrew with accents) stays below this; more of them on one
 * base draws over the lines around. */
#define MAX_MARKS 8

typedef struct
{
  const char *at;
  const char *end;
  gboolean keeps_lines;
  guint marks;          /* on the last character; MAX_MARKS where nothing is there to carry one */
  gboolean joined;      /* the last step drew onto the character before */
  GString *shown;
} Scan;

static void
init_scan (Scan *scan, const char *text, gssize length, gboolean keeps_lines, gsize reserve)
{
  gsize size = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;

  *scan = (Scan){ .at = text, .end = text + size, .keeps_lines = keeps_lines, .marks = MAX_MARKS };
  scan->shown = g_string_sized_new (MIN (size, reserve) + 1);
}

static void
append_hex (Scan *scan, char kind, guint32 value, guint n_digits)
{
  static const char digits[] = "0123456789abcdef";
  char escape[2 + 8] = { '\\', kind };

  for (guint i = 0; i < n_digits; i++)
    escape[2 + i] = digits[(value >> 4 * (n_digits - 1 - i)) & 0xf];
  g_string_append_len (scan->shown, escape, 2 + n_digits);
}

/* A mark after an escape would be drawn onto its last letter, so it is escaped as well. */
static void
append_escape (Scan *scan, gunichar character)
{
  scan->marks = MAX_MARKS;

  if (character == '\n')
    g_string_append (scan->shown, "\\n");
  else if (character == '\r')
    g_string_append (scan->shown, "\\r");
  else if (character == '\t')
    g_string_append (scan->shown, "\\t");
  else if (character < 0x80)
    append_hex (scan, 'x', character, 2);
  else if (character < 0x10000)
    append_hex (scan, 'u', character, 4);
  else
    append_hex (scan, 'U', character, 8);
}

static gboolean
take_line_end (Scan *scan)
{
  gsize size = 0;

  if (*scan->at == '\n')
    size = 1;
  else if (*scan->at == '\r' && scan->end - scan->at > 1 && scan->at[1] == '\n')
    size = 2;

  if (!scan->keeps_lines || size == 0)
    return FALSE;

  g_string_append_c (scan->shown, '\n');
  scan->marks = MAX_MARKS;
  scan->at += size;
  return TRUE;
}

static void
take_ascii (Scan *scan)
{
  guint8 byte = (guint8) *scan->at;

  if (sendoff_character_is_unsafe (byte))
    append_escape (scan, byte);
  else
    {
      g_string_append_c (scan->shown, (char) byte);
      scan->marks = 0;
    }
  scan->at++;
}

static void
take_wide (Scan *scan)
{
  gunichar character = g_utf8_get_char_validated (scan->at, scan->end - scan->at);
  gsize size;

  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      append_hex (scan, 'x', (guint8) *scan->at, 2);
      scan->marks = MAX_MARKS;
      scan->at++;
      return;
    }

  size = (gsize) (g_utf8_next_char (scan->at) - scan->at);
  scan->joined = sendoff_character_is_mark (character);
  if (sendoff_character_is_unsafe (character) || (scan->joined && scan->marks >= MAX_MARKS))
    {
      scan->joined = FALSE;
      append_escape (scan, character);
    }
  else
    {
      g_string_append_len (scan->shown, scan->at, (gssize) size);
      scan->marks = scan->joined ? scan->marks + 1 : 0;
    }
  scan->at += size;
}

static void
take_one (Scan *scan)
{
  scan->joined = FALSE;
  if (take_line_end (scan))
    return;
  if ((guint8) *scan->at < 0x80)
    take_ascii (scan);
  else
    take_wide (scan);
}

static char *
take_all (const char *text, gssize length, gboolean keeps_lines)
{
  Scan scan;

  init_scan (&scan, text, length, keeps_lines, G_MAXSIZE - 1);
  while (scan.at < scan.end)
    take_one (&scan);

  return g_string_free (scan.shown, FALSE);
}

char *
sendoff_display_text (const char *text, gssize length)
{
  return take_all (text, length, FALSE);
}

char *
sendoff_display_text_lines (const char *text, gssize length)
{
  return take_all (text, length, TRUE);
}

/* Cuts between whole characters with their marks, never inside an escape. */
char *
sendoff_display_text_short (const char *text, gssize length, guint max_chars)
{
  Scan scan;
  gsize room = 0;
  guint chars = 0;

  init_scan (&scan, text, length, FALSE, max_chars);
  while (scan.at < scan.end && chars <= max_chars)
    {
      gsize before = scan.shown->len;

      take_one (&scan);
      if (!scan.joined && chars < max_chars)
        room = before;
      chars += (guint) g_utf8_strlen (scan.shown->str + before, (gssize) (scan.shown->len - before));
    }

  if (chars > max_chars)
    {
      g_string_truncate (scan.shown, room);
      if (max_chars > 0)
        g_string_append (scan.shown, "…");
    }
  return g_string_free (scan.shown, FALSE);
}

char *
sendoff_display_date (gint64 unix_time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (unix_time);

  if (date == NULL)
    return g_strdup (_("an unreadable date"));
  /* Translators: a date, as in "3 May 2026"; see strftime. */
  return g_date_time_format (date, _("%-d %B %Y"));
}
