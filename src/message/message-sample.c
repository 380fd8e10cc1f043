/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a message by which it can be recognised on the wire. Any thread; blocks. */
#include "message/message-headers.h"
#include "message/text-body.h"

#include <string.h>
#include <unistd.h>

#define MIN_PIECE 6
#define MAX_PIECE 64
/* Eight of the text as typed, eight as encoded, two of each of eight attachments. */
#define MAX_LINES 8
#define MAX_ATTACHMENTS 8
/* Of a long text the beginning tells: nobody who cancels is to wait until all of it was looked at. */
#define MAX_STRETCH (64 * 1024)
/* Bytes of a file on one line of base64: a piece that begins a line isn't cut by its end. */
#define BYTES_OF_A_LINE 57

typedef struct
{
  const char *start;
  gsize length;
} Piece;

/* "------" or a run of zeros may stand anywhere. */
static gboolean
is_telling (const char *bytes, gsize length)
{
  gboolean seen[256] = { FALSE };
  guint n_distinct = 0;

  for (gsize i = 0; i < length; i++)
    {
      n_distinct += seen[(guchar) bytes[i]] ? 0 : 1;
      seen[(guchar) bytes[i]] = TRUE;
    }
  return length >= MIN_PIECE && n_distinct >= 4;
}

static void
add_piece (GPtrArray *pieces, const char *bytes, gsize length)
{
  g_ptr_array_add (pieces, g_bytes_new (bytes, length));
}

static int
compare_longest_first (gconstpointer a, gconstpointer b)
{
  const Piece *left = a, *right = b;

  if (left->length != right->length)
    return left->length > right->length ? -1 : 1;
  return left->start < right->start ? -1 : left->start > right->start;
}

/* The longest lines: they can't be met by chance. */
static void
add_lines (GPtrArray *pieces, const char *text)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (const char *line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");
      Piece piece = { line, MIN (length, MAX_PIECE) };

      /* A soft line break is no text. */
      if (piece.length > 0 && piece.length == length && line[length - 1] == '=')
        piece.length--;
      if (is_telling (piece.start, piece.length))
        g_array_append_val (lines, piece);
      line += length + (line[length] == '\n' ? 1 : 0);
    }
  g_array_sort (lines, compare_longest_first);
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    add_piece (pieces, g_array_index (lines, Piece, i).start, g_array_index (lines, Piece, i).length);
}

/* Whole lines, unless one is longer. */
static gsize
get_stretch (const char *text)
{
  gsize length = strnlen (text, MAX_STRETCH);
  const char *last_end = length == MAX_STRETCH ? g_strrstr_len (text, (gssize) length, "\n") : NULL;

  return last_end != NULL ? (gsize) (last_end - text) + 1 : length;
}

/* is_all: nothing else stands in the text, for which it might be encoded. */
static void
add_stretch (GPtrArray *pieces, const char *text, gboolean is_all)
{
  g_autofree char *quoted = NULL;

  add_lines (pieces, text);
  if (is_all && sendoff_text_body_choose (text, FALSE) != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
    return;
  quoted = sendoff_text_body_quote (text);
  add_lines (pieces, quoted);
}

static void
add_text (GPtrArray *pieces, const char *body)
{
  g_autofree char *stripped = NULL;

  for (const char *at = body; *at != '\0' && pieces->len == 0;)
    {
      gsize length = get_stretch (at);
      g_autofree char *stretch = g_strndup (at, length);

      add_stretch (pieces, stretch, at == body && at[length] == '\0');
      at += length;
    }
  if (pieces->len > 0)
    return;
  stripped = g_strstrip (g_strdup (body));
  if (*stripped != '\0')
    add_piece (pieces, stripped, MIN (strcspn (stripped, "\n"), MAX_PIECE));
}

static void
add_file_piece (GPtrArray *pieces, int fd, guint64 offset)
{
  char bytes[MAX_PIECE];
  ssize_t n_read = pread (fd, bytes, sizeof bytes, (off_t) offset);

  if (n_read > 0 && is_telling (bytes, (gsize) n_read))
    add_piece (pieces, bytes, (gsize) n_read);
}

GPtrArray *
sendoff_message_sample_body (SendoffMessage *self)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  sendoff_gmime_start ();
  if (self->body != NULL)
    add_text (pieces, self->body);
  for (guint i = 0; i < self->attachments->len && i < MAX_ATTACHMENTS; i++)
    {
      const SendoffAttachment *attachment = g_ptr_array_index (self->attachments, i);
      int fd = sendoff_attachment_open (attachment, NULL);
      guint64 middle = attachment->size / 2 / BYTES_OF_A_LINE * BYTES_OF_A_LINE;

      if (fd < 0)
        continue;
      add_file_piece (pieces, fd, 0);
      if (middle > 0)
        add_file_piece (pieces, fd, middle);
      close (fd);
    }
  return pieces;
}

GPtrArray *
sendoff_message_sample_subject (SendoffMessage *self)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *encoded = NULL;
  g_auto(GStrv) words = NULL;

  sendoff_gmime_start ();
  if (*self->subject != '\0')
    add_piece (pieces, self->subject, MIN (strlen (self->subject), MAX_PIECE));
  if (strlen (self->subject) < MIN_PIECE)
    return pieces;

  /* The header may be folded at each space. */
  encoded = sendoff_message_encode_subject (self);
  words = g_strsplit_set (encoded, " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL && pieces->len < 2 * MAX_LINES; i++)
    if (strlen (words[i]) >= 2 * MIN_PIECE && is_telling (words[i], strlen (words[i])))
      add_piece (pieces, words[i], MIN (strlen (words[i]), MAX_PIECE));
  return pieces;
}
