/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search for secrets in one line of text. Holds copies of them, wiped at the end. One worker adds; any thread may search. */
#include "evidence/secret-finder.h"

#include "base/secret-string.h"
#include "evidence/secret-spelling.h"
#include "evidence/utf16.h"

#include <string.h>

#define MIN_SECRET 4
/* So many bytes of escapes say a short one, too, and nothing else. */
#define MIN_SPELLED 6
/* One byte would be any number of two digits. */
#define MIN_HEX 2
#define MIN_WORD 8
/* A sign-in has a handful of responses; a server that asks for ever must not make us remember for ever. */
#define MAX_WORDS 32
/* Each as it is, and in UTF-16. */
#define MAX_SECRETS (3 * MAX_WORDS)

typedef struct
{
  char *bytes;
  gsize length;
} Piece;

typedef struct
{
  Piece raw;
  /* What base64 shows of the secret whatever stands before and after it, with 0, 1 and 2 bytes before it modulo 3. The
   * characters beside the piece may hold bits of the secret too. */
  Piece base64[3];
  gboolean has_head[3], has_tail[3];
  gboolean is_wide; /* UTF-16 */
} Secret;

struct _SendoffSecretFinder
{
  GArray *secrets; /* Secret */
  GArray *words;   /* Piece */
};

static Piece
copy_piece (const char *bytes, gsize length)
{
  return (Piece) { g_memdup2 (bytes, length), length };
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  if (piece->bytes != NULL)
    sendoff_wipe (piece->bytes, piece->length);
  g_clear_pointer (&piece->bytes, g_free);
}

static void
clear_secret (gpointer data)
{
  Secret *secret = data;

  clear_piece (&secret->raw);
  for (guint i = 0; i < G_N_ELEMENTS (secret->base64); i++)
    clear_piece (&secret->base64[i]);
}

SendoffSecretFinder *
sendoff_secret_finder_new (void)
{
  SendoffSecretFinder *self = g_new0 (SendoffSecretFinder, 1);

  self->secrets = g_array_new (FALSE, TRUE, sizeof (Secret));
  self->words = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->secrets, clear_secret);
  g_array_set_clear_func (self->words, clear_piece);
  return self;
}

void
sendoff_secret_finder_free (SendoffSecretFinder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->secrets);
  g_array_unref (self->words);
  g_free (self);
}

/* The characters that depend on the secret's bits alone. */
static Piece
make_base64_piece (const char *secret, gsize length, guint shift)
{
  gsize shifted_length = length + shift;
  g_autofree char *shifted = g_malloc0 (shifted_length);
  g_autofree char *encoded = NULL;
  gsize first = (shift * 8 + 5) / 6, end = shifted_length * 8 / 6;
  Piece piece;

  memcpy (shifted + shift, secret, length);
  encoded = g_base64_encode ((const guchar *) shifted, shifted_length);
  piece = copy_piece (encoded + first, end - first);
  sendoff_wipe (shifted, shifted_length);
  sendoff_wipe (encoded, strlen (encoded));
  return piece;
}

static gboolean
has_secret (const SendoffSecretFinder *self, const char *bytes, gsize length)
{
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const Piece *known = &g_array_index (self->secrets, Secret, i).raw;

      if (known->length == length && memcmp (known->bytes, bytes, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_secret (SendoffSecretFinder *self, const char *bytes, gsize length, gboolean is_wide)
{
  Secret secret = { .is_wide = is_wide };

  secret.raw = copy_piece (bytes, length);
  for (guint shift = 0; shift < G_N_ELEMENTS (secret.base64); shift++)
    {
      secret.base64[shift] = make_base64_piece (bytes, length, shift);
      secret.has_head[shift] = shift > 0;
      secret.has_tail[shift] = (shift + length) % 3 != 0;
    }
  g_array_append_val (self->secrets, secret);
}

void
sendoff_secret_finder_add (SendoffSecretFinder *self, const char *bytes, gsize length)
{
  static const int byte_orders[] = { G_LITTLE_ENDIAN, G_BIG_ENDIAN };

  if (length == 0 || self->secrets->len >= MAX_SECRETS || has_secret (self, bytes, length))
    return;
  add_secret (self, bytes, length, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (byte_orders); i++)
    {
      gsize wide_length = 0;
      g_autofree char *wide = sendoff_utf16_encode (bytes, length, byte_orders[i], &wide_length);

      if (wide == NULL)
        continue;
      add_secret (self, wide, wide_length, TRUE);
      sendoff_wipe (wide, wide_length);
    }
}

void
sendoff_secret_finder_add_word (SendoffSecretFinder *self, const char *bytes, gsize length)
{
  Piece word;

  if (length < MIN_WORD || self->words->len >= MAX_WORDS)
    return;
  word = copy_piece (bytes, length);
  g_array_append_val (self->words, word);
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

static gboolean
is_whole_word (const char *text, gsize length, gsize from, gsize to)
{
  return (from == 0 || !is_word_byte (text[from - 1])) && (to == length || !is_word_byte (text[to]));
}

static void
mark_spelling (const char *text, gsize length, const Piece *secret, SendoffSpelling spelling, gboolean is_cut, char *marks)
{
  gboolean is_short = secret->length < MIN_SECRET;

  for (gsize at = 0; at < length; at++)
    {
      const char *match_end = sendoff_spelling_match (spelling, text + at, text + length, secret->bytes, secret->length,
                                                      is_cut && !is_short);

      if (match_end == NULL)
        continue;
      if (!is_short || (spelling != SENDOFF_SPELLING_RAW && match_end - (text + at) >= MIN_SPELLED)
          || is_whole_word (text, length, at, (gsize) (match_end - text)))
        memset (marks + at, TRUE, (gsize) (match_end - text) - at);
    }
}

static gboolean
is_base64_byte (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=';
}

/* The whole run around a find. Hyphen and underscore, of the URL-safe alphabet, end it: they part a reply's code from its text. */
static void
mark_base64_run (const char *text, gsize length, gsize from, gsize to, char *marks)
{
  while (from > 0 && is_base64_byte (text[from]) && is_base64_byte (text[from - 1]))
    from--;
  while (to < length && is_base64_byte (text[to]))
    to++;
  memset (marks + from, TRUE, to - from);
}

static void
mark_base64 (const char *text, const char *normal, gsize length, const Secret *secret, guint shift, gboolean is_cut, char *marks)
{
  const Piece *piece = &secret->base64[shift];
  const char *find = normal;

  while ((find = memmem (find, length - (gsize) (find - normal), piece->bytes, piece->length)) != NULL)
    {
      gsize from = (gsize) (find - normal), to = from + piece->length;

      from -= secret->has_head[shift] && from > 0 ? 1 : 0;
      to += secret->has_tail[shift] && to < length ? 1 : 0;
      mark_base64_run (text, length, from, to, marks);
      find++;
    }
  for (gsize shown = MIN (piece->length, length); is_cut && shown > 0; shown--)
    if (memcmp (normal + length - shown, piece->bytes, shown) == 0)
      mark_base64_run (text, length, length - shown, length, marks);
}

/* A secret too short to be told apart inside base64: only where it is a whole run. */
static void
mark_short_base64 (const char *text, gsize length, const Secret *secret, char *marks)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) secret->raw.bytes, secret->raw.length);
  gsize encoded_length = strlen (encoded);

  while (encoded_length > 0 && encoded[encoded_length - 1] == '=')
    encoded_length--;
  for (gsize at = 0; at < length;)
    {
      gsize from = at, to = at, bare;

      while (to < length && is_base64_byte (text[to]))
        to++;
      for (bare = to; bare > from && text[bare - 1] == '='; bare--)
        continue;
      if (bare - from == encoded_length && memcmp (text + from, encoded, encoded_length) == 0)
        memset (marks + from, TRUE, to - from);
      at = to + 1;
    }
  sendoff_wipe (encoded, strlen (encoded));
}

static void
mark_secret (const char *text, const char *normal, gsize length, const Secret *secret, gboolean is_cut, char *marks)
{
  mark_spelling (text, length, &secret->raw, SENDOFF_SPELLING_RAW, is_cut, marks);
  mark_spelling (text, length, &secret->raw, SENDOFF_SPELLING_ESCAPED, is_cut, marks);
  if (secret->raw.length >= MIN_HEX)
    mark_spelling (text, length, &secret->raw, SENDOFF_SPELLING_HEX, is_cut, marks);

  if (secret->raw.length < MIN_SECRET)
    mark_short_base64 (text, length, secret, marks);
  else
    for (guint shift = 0; shift < G_N_ELEMENTS (secret->base64); shift++)
      mark_base64 (text, normal, length, secret, shift, is_cut, marks);
}

static void
mark_word (const char *text, gsize length, const Piece *word, gboolean is_cut, char *marks)
{
  const char *find = text;

  while ((find = memmem (find, length - (gsize) (find - text), word->bytes, word->length)) != NULL)
    {
      memset (marks + (find - text), TRUE, word->length);
      find++;
    }
  for (gsize shown = MIN (word->length, length); is_cut && shown > 0; shown--)
    if (memcmp (text + length - shown, word->bytes, shown) == 0)
      memset (marks + length - shown, TRUE, shown);
}

/* The URL-safe alphabet in terms of the usual one. */
static char *
normalise_base64 (const char *text, gsize length)
{
  char *normal = g_malloc (length + 1);

  memcpy (normal, text, length);
  for (gsize i = 0; i < length; i++)
    normal[i] = normal[i] == '-' ? '+' : normal[i] == '_' ? '/' : normal[i];
  return normal;
}

static GString *
replace_marked (const char *text, gsize length, const char *marks, const char *replacement)
{
  GString *result = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (!marks[i])
        g_string_append_c (result, text[i]);
      else if (i == 0 || !marks[i - 1])
        g_string_append (result, replacement);
    }
  return result;
}

void
sendoff_secret_finder_mark (const SendoffSecretFinder *self, const char *text, gsize length, gboolean is_cut, gboolean with_short,
                            char *marks)
{
  g_autofree char *normal = normalise_base64 (text, length);

  for (guint i = 0; i < self->secrets->len; i++)
    {
      const Secret *secret = &g_array_index (self->secrets, Secret, i);

      if (secret->raw.length >= MIN_SECRET || with_short)
        mark_secret (text, normal, length, secret, is_cut, marks);
    }
  for (guint i = 0; i < self->words->len; i++)
    mark_word (text, length, &g_array_index (self->words, Piece, i), is_cut, marks);
  sendoff_wipe (normal, length);
}

GString *
sendoff_secret_finder_replace (const SendoffSecretFinder *self, const char *text, gsize length, const char *replacement,
                               gboolean is_cut, gboolean with_short)
{
  g_autofree char *marks = g_malloc0 (length + 1);

  sendoff_secret_finder_mark (self, text, length, is_cut, with_short, marks);
  return replace_marked (text, length, marks, replacement);
}

static void
mask_piece (char *text, gsize length, const Piece *piece)
{
  char *find = text;

  while (piece->length > 0 && (find = memmem (find, length - (gsize) (find - text), piece->bytes, piece->length)) != NULL)
    {
      memset (find, '*', piece->length);
      find += piece->length;
    }
}

void
sendoff_secret_finder_mask_exact (const SendoffSecretFinder *self, char *text, gsize length)
{
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const Secret *secret = &g_array_index (self->secrets, Secret, i);

      if (secret->raw.length < MIN_SECRET || secret->is_wide)
        continue;
      mask_piece (text, length, &secret->raw);
      for (guint shift = 0; shift < G_N_ELEMENTS (secret->base64); shift++)
        mask_piece (text, length, &secret->base64[shift]);
    }
  for (guint i = 0; i < self->words->len; i++)
    mask_piece (text, length, &g_array_index (self->words, Piece, i));
}
