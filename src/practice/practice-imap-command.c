/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns taking an IMAP command apart. Any thread. */
#include "practice/practice-imap-command.h"

#include <string.h>

#define TAG_MAX 64
/* ATOM-CHAR excludes these, controls and what isn't ASCII. */
#define ATOM_SPECIALS "(){ %*\"\\"

static gboolean
is_atom_letter (char letter)
{
  return letter > ' ' && letter < 0x7f && strchr (ATOM_SPECIALS, letter) == NULL;
}

static void
skip_space (const char **cursor)
{
  if (**cursor == ' ')
    (*cursor)++;
}

gboolean
sendoff_practice_imap_ends_with_literal (const GString *line,
                                         guint64       *length,
                                         gboolean      *is_synchronizing)
{
  const char *brace = strrchr (line->str, '{');
  const char *end = brace != NULL ? brace + 1 + strspn (brace + 1, "0123456789") : NULL;

  if (brace == NULL || end == brace + 1)
    return FALSE;
  *length = g_ascii_strtoull (brace + 1, NULL, 10);
  *is_synchronizing = *end != '+';
  return g_str_equal (end, "}") || g_str_equal (end, "+}");
}

char *
sendoff_practice_imap_take_tag (const char **cursor)
{
  const char *begin = *cursor;
  gsize length = 0;

  while (is_atom_letter (begin[length]) && begin[length] != '+')
    length++;
  if (length == 0 || length > TAG_MAX || begin[length] != ' ')
    return NULL;
  *cursor = begin + length + 1;
  return g_strndup (begin, length);
}

char *
sendoff_practice_imap_take_word (const char **cursor)
{
  const char *begin = *cursor;
  char *word;

  while (is_atom_letter (**cursor))
    (*cursor)++;
  word = g_strndup (begin, (gsize) (*cursor - begin));
  skip_space (cursor);
  return word;
}

static gboolean
take_quoted (const char **cursor,
             const char  *end,
             GString     *text)
{
  const char *letter = *cursor + 1;

  for (; letter < end && *letter != '"'; letter++)
    {
      if (*letter == '\\' && letter + 1 < end)
        letter++;
      g_string_append_c (text, *letter);
    }
  if (letter >= end)
    return FALSE;
  *cursor = letter + 1;
  return TRUE;
}

static gboolean
take_literal (const char **cursor,
              const char  *end,
              GString     *text)
{
  char *after = NULL;
  guint64 length = g_ascii_strtoull (*cursor + 1, &after, 10);

  if (*after == '+')
    after++;
  if (!g_str_has_prefix (after, "}\r\n") || length > (guint64) (end - after - 3))
    return FALSE;
  g_string_append_len (text, after + 3, (gssize) length);
  *cursor = after + 3 + length;
  return TRUE;
}

gboolean
sendoff_practice_imap_take_string (const char **cursor,
                                   const char  *end,
                                   GString     *text)
{
  const char *begin = *cursor;
  gboolean is_taken;

  if (*begin == '"')
    is_taken = take_quoted (cursor, end, text);
  else if (*begin == '{')
    is_taken = take_literal (cursor, end, text);
  else
    {
      /* ASTRING-CHAR knows "]" too, which no atom special is here. */
      while (is_atom_letter (**cursor))
        g_string_append_c (text, *(*cursor)++);
      is_taken = *cursor > begin;
    }
  if (is_taken)
    skip_space (cursor);
  return is_taken;
}
