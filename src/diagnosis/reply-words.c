/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for words in what a server said, and for patterns in its enhanced status code. Pure, any thread. */

#include "diagnosis/reply-words.h"

#include <string.h>

#include "diagnosis/quoted.h"

/* A megabyte of reply times hundreds of phrases would hold up the windows for a quarter of a second: in long texts most phrases are
 * ruled out by their groups of four bytes. */
#define LONG_TEXT 4096
#define GRAM_LENGTH 4
#define GRAM_BITS 20

/* Stands for the name after "no such user", so that the next word isn't taken for it. */
#define NAME_LEFT_OUT '~'

static guint32
hash_gram (const char *text)
{
  guint32 gram;

  memcpy (&gram, text, GRAM_LENGTH);
  return (gram * 2654435761u) >> (32 - GRAM_BITS);
}

static guint8 *
collect_grams (const char *text,
               gsize       length)
{
  guint8 *grams = g_malloc0 (1u << (GRAM_BITS - 3));

  for (gsize i = 0; i + GRAM_LENGTH <= length; i++)
    {
      guint32 hash = hash_gram (text + i);

      grams[hash / 8] |= 1u << hash % 8;
    }

  return grams;
}

static gboolean
may_contain (const SendoffReplyWords *self,
             const char              *phrase,
             gsize                    length)
{
  for (gsize i = 0; self->grams != NULL && i + GRAM_LENGTH <= length; i++)
    {
      guint32 hash = hash_gram (phrase + i);

      if ((self->grams[hash / 8] & 1u << hash % 8) == 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_word_byte (guchar byte)
{
  return g_ascii_isalnum (byte) || byte >= 0x80;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* "550-5.7.1 " at the start of a line: the code and the enhanced code are judged elsewhere. */
static const char *
skip_codes (const char *line)
{
  const char *rest;
  guint dots = 0;

  if (!g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return line;
  if (line[3] != ' ' && line[3] != '-')
    return line;

  line += 4;
  for (rest = line; g_ascii_isdigit (*rest) || *rest == '.'; rest++)
    dots += *rest == '.';

  return dots == 2 && is_blank (*rest) ? rest : line;
}

/* Letters that are no accented form of another, as people write them without. */
static const struct { gunichar letter; const char *plain; } odd_letters[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" }, { 0xf8, "o" }, { 0xfe, "th" }, { 0x111, "d" }, { 0x131, "i" }, { 0x142, "l" },
  { 0x153, "oe" },
};

#define SMALL_IE 0x435

/* In lower case and without accents: servers write "Boite" as well as "Boîte". */
static void
append_letter (GString *text,
               gunichar letter)
{
  gunichar base, mark;

  letter = g_unichar_tolower (letter);
  for (guint i = 0; i < G_N_ELEMENTS (odd_letters); i++)
    if (odd_letters[i].letter == letter)
      {
        g_string_append (text, odd_letters[i].plain);
        return;
      }

  for (gunichar rest = letter; g_unichar_decompose (rest, &base, &mark); rest = base)
    if (base < 0x80 || base == SMALL_IE)
      {
        letter = base;
        break;
      }
  g_string_append_unichar (text, letter);
}

static void
append_text (GString    *text,
             const char *token,
             gsize       length)
{
  for (const char *p = token; p < token + length; p = g_utf8_next_char (p))
    {
      if ((guchar) *p < 0x80)
        g_string_append_c (text, g_ascii_tolower (*p));
      else
        append_letter (text, g_utf8_get_char (p));
    }
}

static void
append_token (GString    *text,
              const char *token,
              gsize       length)
{
  gsize path = sendoff_quoted_find_link_path (token, length);
  gsize skipped = path > 0 ? 0 : sendoff_quoted_measure (text, token, length);

  /* The directories of a link are no words of the server's; what they lead to may be. */
  if (path > 0)
    {
      const char *slash = memrchr (token + path, '/', length - path);

      append_text (text, token, path);
      skipped = slash != NULL ? (gsize) (slash - token) : length;
    }
  append_text (text, token + skipped, length - skipped);
  if (path == 0 && skipped == length && sendoff_quoted_is_announced (text))
    g_string_append_c (text, NAME_LEFT_OUT);
  if (text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
}

/* GB 2312 has two bytes for each letter, both above 0xa0, which in Latin-1 would be pairs of accented letters and signs throughout. */
#define FIRST_OF_PAIRS 0xa1
#define ENOUGH_PAIRS 4

static char *
read_as_chinese (const char *text)
{
  guint pairs = 0;

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p >= 0x80)
      {
        if (p[0] < FIRST_OF_PAIRS || p[1] < FIRST_OF_PAIRS)
          return NULL;
        pairs++;
        p++;
      }

  return pairs >= ENOUGH_PAIRS ? g_convert (text, -1, "UTF-8", "GB18030", NULL, NULL, NULL) : NULL;
}

/* What isn't UTF-8 is read as Latin-1, in which every byte is a letter, if it can't be Chinese. */
static char *
read_old_encoding (const char *text)
{
  char *chinese = read_as_chinese (text);
  GString *out;

  if (chinese != NULL)
    return chinese;
  out = g_string_sized_new (2 * strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    g_string_append_unichar (out, (guchar) *p);

  return g_string_free (out, FALSE);
}

SendoffReplyWords *
sendoff_reply_words_new (const char *text)
{
  SendoffReplyWords *self = g_new0 (SendoffReplyWords, 1);
  GString *words = g_string_new (" ");
  g_autofree char *converted = text != NULL && !g_utf8_validate (text, -1, NULL) ? read_old_encoding (text) : NULL;
  const char *p = converted != NULL ? converted : text != NULL ? text : "";
  gboolean line_starts = TRUE;

  while (*p != '\0')
    {
      const char *token;

      if (is_blank (*p))
        {
          line_starts |= *p == '\n' || *p == '\r';
          p++;
          continue;
        }
      if (line_starts)
        p = skip_codes (p);
      line_starts = FALSE;
      for (token = p; *p != '\0' && !is_blank (*p); p++)
        continue;
      append_token (words, token, p - token);
    }

  self->length = words->len;
  self->text = g_string_free (words, FALSE);
  if (self->length > LONG_TEXT)
    self->grams = collect_grams (self->text, self->length);
  return self;
}

void
sendoff_reply_words_free (SendoffReplyWords *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->grams);
  g_free (self);
}

/* A word that begins or ends beyond ASCII may stand in the middle of others: Chinese and Japanese have no spaces. */
static gboolean
contains_phrase (const SendoffReplyWords *self,
                 const char              *phrase,
                 gsize                    length)
{
  gboolean open_end = length > 0 && phrase[length - 1] == '*';
  const char *end = self->text + self->length;
  const char *found = self->text;

  length -= open_end;
  g_assert (length > 0);
  if (!may_contain (self, phrase, length))
    return FALSE;

  while ((found = memmem (found, end - found, phrase, length)) != NULL)
    {
      gboolean starts = !g_ascii_isalnum (phrase[0]) || !is_word_byte (found[-1]);
      gboolean ends = open_end || !g_ascii_isalnum (phrase[length - 1]) || !is_word_byte (found[length]);

      if (starts && ends)
        return TRUE;
      found++;
    }

  return FALSE;
}

/* All the phrases of one alternative. */
static gboolean
contains_all (const SendoffReplyWords *self,
              const char              *alternative,
              const char              *end)
{
  while (alternative < end)
    {
      const char *plus = memchr (alternative, '+', end - alternative);
      const char *phrase_end = plus != NULL ? plus : end;

      if (!contains_phrase (self, alternative, phrase_end - alternative))
        return FALSE;
      alternative = phrase_end + 1;
    }

  return TRUE;
}

/* One of the alternatives in one group of them. */
static gboolean
contains_any (const SendoffReplyWords *self,
              const char              *group,
              const char              *group_end)
{
  while (group < group_end)
    {
      const char *bar = memchr (group, '|', group_end - group);
      const char *end = bar != NULL ? bar : group_end;

      if (contains_all (self, group, end))
        return TRUE;
      group = end + 1;
    }

  return FALSE;
}

gboolean
sendoff_reply_words_match (const SendoffReplyWords *self,
                           const char              *pattern)
{
  g_return_val_if_fail (self != NULL && pattern != NULL && *pattern != '\0', FALSE);

  for (const char *p = pattern;; p++)
    {
      const char *end = strchrnul (p, '&');

      if (!contains_any (self, p, end))
        return FALSE;
      if (*end == '\0')
        return TRUE;
      p = end;
    }
}

/* One part of a pattern ("*", "7", "606-649") against one number; moves past the part. */
static gboolean
part_matches (const char **pattern,
              guint64      number)
{
  guint64 from, to;
  char *end;

  if (**pattern == '*')
    {
      *pattern += 1;
      return TRUE;
    }

  from = to = g_ascii_strtoull (*pattern, &end, 10);
  if (*end == '-')
    to = g_ascii_strtoull (end + 1, &end, 10);
  *pattern = end;

  return number >= from && number <= to;
}

gboolean
sendoff_enhanced_code_match (const char *code,
                             const char *patterns)
{
  guint64 numbers[3];
  const char *p = code;

  if (code == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char *end;

      numbers[i] = g_ascii_strtoull (p, &end, 10);
      if (end == p)
        return FALSE;
      p = *end == '.' ? end + 1 : end;
    }

  for (p = patterns; *p != '\0'; p += strcspn (p, "|"), p += *p == '|')
    {
      gboolean matches = TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        {
          matches &= part_matches (&p, numbers[i]);
          p += *p == '.';
        }
      if (matches)
        return TRUE;
    }

  return FALSE;
}
