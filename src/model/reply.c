/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one server reply: its code, its enhanced code and its words as they came. Any thread. */
#include "model/reply.h"

#include <string.h>

#include "base/display-text.h"

#define REPLACEMENT_CHARACTER "\xef\xbf\xbd" /* U+FFFD */

/* Line ends become LF, the last ones go, NULs become visible. */
static char *
normalize_text (const char *text, gsize length)
{
  GString *normalized = g_string_sized_new (length + 1);

  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\0')
        g_string_append (normalized, REPLACEMENT_CHARACTER);
      else if (text[i] != '\r' || text[i + 1] != '\n')
        g_string_append_c (normalized, text[i]);
    }

  return g_string_free (normalized, FALSE);
}

/* 0 where the line doesn't begin like a reply. "250" alone is one: RFC 5321 section 4.2 asks clients to take it. */
static guint
parse_code (const char *line)
{
  guint code = 0;

  for (guint i = 0; i < 3; i++)
    {
      if (!g_ascii_isdigit (line[i]))
        return 0;
      code = code * 10 + (guint) g_ascii_digit_value (line[i]);
    }

  if (line[3] != '\0' && line[3] != ' ' && line[3] != '-')
    return 0;

  return code >= 200 && code <= 599 ? code : 0;
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* RFC 2034: class "." subject "." detail behind the code. Some servers put a colon or a bracket where a space belongs. */
static char *
dup_enhanced_code (const char *line, guint code)
{
  const char *start = line[3] == '\0' ? line + 3 : line + 4;
  const char *subject, *detail;
  gsize n_subject, n_detail;

  if (start[0] != (char) ('0' + code / 100) || strchr ("245", start[0]) == NULL || start[1] != '.')
    return NULL;

  subject = start + 2;
  n_subject = count_digits (subject);
  if (n_subject < 1 || n_subject > 3 || subject[n_subject] != '.')
    return NULL;

  detail = subject + n_subject + 1;
  n_detail = count_digits (detail);
  if (n_detail < 1 || n_detail > 3 || g_ascii_isalnum (detail[n_detail]) || detail[n_detail] == '.')
    return NULL;

  return g_strndup (start, (gsize) (detail + n_detail - start));
}

static void
parse_lines (SendoffReply *self)
{
  g_auto(GStrv) lines = g_strsplit (self->text, "\n", -1);
  guint code = lines[0] != NULL ? parse_code (lines[0]) : 0;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (parse_code (lines[i]) != code)
      return;

  if (code == 0)
    return;

  self->code = code;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *enhanced_code = dup_enhanced_code (lines[i], code);

      if (enhanced_code != NULL)
        {
          g_free (self->enhanced_code);
          self->enhanced_code = enhanced_code;
        }
    }
}

SendoffReply *
sendoff_reply_parse (const char *text, gssize length)
{
  SendoffReply *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (SendoffReply, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = normalize_text (text, length < 0 ? strlen (text) : (gsize) length);
  parse_lines (self);

  return self;
}

SendoffReply *
sendoff_reply_ref (SendoffReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_reply_unref (SendoffReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->enhanced_code);
  g_free (self->text);
  g_free (self);
}

char *
sendoff_reply_to_display (const SendoffReply *self)
{
  g_autofree char *joined = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  joined = g_strdup (self->text);
  g_strdelimit (joined, "\n", ' ');

  return sendoff_display_text (joined, -1);
}
