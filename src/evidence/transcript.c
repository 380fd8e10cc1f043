/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of one connection, redacted before they are stored. One worker fills it; then immutable, any thread. */
#include "evidence/transcript.h"

#include "base/display-text.h"
#include "base/secret-string.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Half for how it began, half for how it ended. */
#define MAX_HALF_BYTES (2 * 1024 * 1024)
#define MAX_HALF_LINES 50000
/* What is shown of one line. */
#define MAX_LINE (64 * 1024)

/* What has come of one side's line. It may hold a secret: grown by hand and wiped. */
typedef struct
{
  char *bytes;
  gsize length, size;
  guint64 n_dropped; /* bytes behind MAX_LINE */
  gboolean is_begun;
  gboolean clear;
  double ms;
} Pending;

/* Lines whose text counts against a bound. */
typedef struct
{
  GPtrArray *lines; /* SendoffTranscriptLine; NULL before start */
  guint start;
  gsize n_bytes;
} Half;

struct _SendoffTranscript
{
  gatomicrefcount references;
  SendoffLeg leg;
  SendoffRedaction *redaction;
  Pending pending[2]; /* of the server, of the client */
  Half first, last;
  guint n_left_out;
  SendoffTranscriptLine *gap; /* between the halves: how many lines were left out */
};

static void
free_line (SendoffTranscriptLine *line)
{
  if (line == NULL)
    return;
  g_free (line->text);
  g_free (line);
}

static void
init_half (Half *half)
{
  half->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) free_line);
}

static guint
half_length (const Half *half)
{
  return half->lines->len - half->start;
}

static gboolean
half_is_over (const Half *half)
{
  return half->n_bytes > MAX_HALF_BYTES || half_length (half) > MAX_HALF_LINES;
}

static void
append_to_half (Half *half, SendoffTranscriptLine *line)
{
  half->n_bytes += strlen (line->text);
  g_ptr_array_add (half->lines, line);
}

static SendoffTranscriptLine *
steal_oldest (Half *half)
{
  SendoffTranscriptLine *line = g_steal_pointer (&g_ptr_array_index (half->lines, half->start));

  half->start++;
  half->n_bytes -= strlen (line->text);
  if (half->start > 1024 && half->start > half->lines->len / 2)
    {
      g_ptr_array_remove_range (half->lines, 0, half->start);
      half->start = 0;
    }
  return line;
}

SendoffTranscript *
sendoff_transcript_new (SendoffLeg leg, SendoffProtocol protocol)
{
  SendoffTranscript *self = g_new0 (SendoffTranscript, 1);

  g_atomic_ref_count_init (&self->references);
  self->leg = leg;
  self->redaction = sendoff_redaction_new (protocol);
  init_half (&self->first);
  init_half (&self->last);
  return self;
}

SendoffTranscript *
sendoff_transcript_ref (SendoffTranscript *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
wipe_pending (Pending *pending)
{
  sendoff_wipe (pending->bytes, pending->length);
  pending->length = 0;
  pending->n_dropped = 0;
  pending->is_begun = FALSE;
}

static void
clear_pending (Pending *pending)
{
  if (pending->bytes != NULL)
    wipe_pending (pending);
  g_free (pending->bytes);
}

void
sendoff_transcript_unref (SendoffTranscript *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->pending); i++)
    clear_pending (&self->pending[i]);
  sendoff_redaction_free (self->redaction);
  g_ptr_array_unref (self->first.lines);
  g_ptr_array_unref (self->last.lines);
  free_line (self->gap);
  g_free (self);
}

void
sendoff_transcript_add_secret (SendoffTranscript *self, const char *secret)
{
  sendoff_redaction_add_secret (self->redaction, secret);
}

const SendoffRedaction *
sendoff_transcript_get_redaction (const SendoffTranscript *self)
{
  return self->redaction;
}

static SendoffTranscriptLine *
make_line (const SendoffTranscript *self, double ms, gboolean from_client, gboolean clear, char *text)
{
  SendoffTranscriptLine *line = g_new0 (SendoffTranscriptLine, 1);

  line->leg = self->leg;
  line->ms = ms;
  line->from_client = from_client;
  line->clear = clear;
  line->text = text;
  return line;
}

/* Drops a line of the middle. The note about it takes the place of the first one dropped. */
static void
leave_out (SendoffTranscript *self, SendoffTranscriptLine *line)
{
  self->n_left_out++;
  if (self->gap == NULL)
    {
      self->gap = g_steal_pointer (&line);
      self->gap->is_note = TRUE;
    }
  g_free (self->gap->text);
  /* Translators: %u is a number of lines of a conversation with a server, too many to be shown. */
  self->gap->text = g_strdup_printf (ngettext ("%u line was left out here.", "%u lines were left out here.", self->n_left_out),
                                     self->n_left_out);
  free_line (line);
}

static void
store_line (SendoffTranscript *self, SendoffTranscriptLine *line)
{
  gsize length = strlen (line->text);

  if (half_length (&self->last) == 0 && self->gap == NULL && half_length (&self->first) < MAX_HALF_LINES
      && self->first.n_bytes + length <= MAX_HALF_BYTES)
    {
      append_to_half (&self->first, line);
      return;
    }
  append_to_half (&self->last, line);
  while (half_is_over (&self->last))
    leave_out (self, steal_oldest (&self->last));
}

void
sendoff_transcript_add_note (SendoffTranscript *self, double ms, gboolean from_client, gboolean clear, const char *text)
{
  g_autofree char *scrubbed = sendoff_redaction_scrub (self->redaction, text);
  SendoffTranscriptLine *line = make_line (self, ms, from_client, clear, sendoff_display_text (scrubbed, -1));

  line->is_note = TRUE;
  store_line (self, line);
}

void
sendoff_transcript_add_saved (SendoffTranscript *self, const SendoffTranscriptLine *saved)
{
  SendoffTranscriptLine *line = make_line (self, saved->ms, saved->from_client, saved->clear,
                                           sendoff_display_text_short (saved->text, -1, MAX_LINE));

  line->is_note = saved->is_note;
  store_line (self, line);
}

static void
add_cut_note (SendoffTranscript *self, gboolean from_client, const Pending *pending)
{
  g_autofree char *text = NULL;
  gulong n_dropped = (gulong) MIN (pending->n_dropped, G_MAXULONG);

  /* Translators: %lu is a number of bytes of an overlong line that are not shown. */
  text = g_strdup_printf (ngettext ("The line goes on for %lu more byte.", "The line goes on for %lu more bytes.", n_dropped),
                          n_dropped);
  sendoff_transcript_add_note (self, pending->ms, from_client, pending->clear, text);
}

/* The line is whole, or nothing more of it will come (is_cut). */
static void
flush_pending (SendoffTranscript *self, gboolean from_client, gboolean is_cut)
{
  Pending *pending = &self->pending[from_client];
  gsize length = pending->length;
  GString *shown;

  if (!pending->is_begun)
    return;
  is_cut = is_cut || pending->n_dropped > 0;
  if (!is_cut && length > 0 && pending->bytes[length - 1] == '\r')
    length--;

  shown = sendoff_redaction_line (self->redaction, from_client, pending->bytes, length, is_cut);
  store_line (self, make_line (self, pending->ms, from_client, pending->clear, sendoff_display_text (shown->str, (gssize) shown->len)));
  g_string_free (shown, TRUE);
  if (pending->n_dropped > 0)
    add_cut_note (self, from_client, pending);
  wipe_pending (pending);
}

static void
grow_pending (Pending *pending, gsize size)
{
  char *bytes = g_malloc (size);

  if (pending->length > 0)
    memcpy (bytes, pending->bytes, pending->length);
  if (pending->bytes != NULL)
    sendoff_wipe (pending->bytes, pending->length);
  g_free (pending->bytes);
  pending->bytes = bytes;
  pending->size = size;
}

static void
append_to_pending (Pending *pending, const char *bytes, gsize length)
{
  gsize taken = MIN (length, MAX_LINE - pending->length);

  if (pending->length + taken > pending->size || pending->bytes == NULL)
    grow_pending (pending, CLAMP (2 * (pending->length + taken), 512, MAX_LINE));
  memcpy (pending->bytes + pending->length, bytes, taken);
  pending->length += taken;
  pending->n_dropped += length - taken;
}

void
sendoff_transcript_add (SendoffTranscript *self, double ms, gboolean from_client, gboolean clear, const char *bytes, gsize length)
{
  Pending *pending = &self->pending[!!from_client];

  from_client = !!from_client;
  clear = !!clear;
  /* What came before the handshake is no part of a line that comes after it. */
  if (pending->is_begun && pending->clear != clear)
    flush_pending (self, from_client, TRUE);

  while (length > 0)
    {
      const char *line_end = memchr (bytes, '\n', length);
      gsize piece = line_end != NULL ? (gsize) (line_end - bytes) : length;
      gsize used = line_end != NULL ? piece + 1 : length;

      if (!pending->is_begun)
        {
          pending->is_begun = TRUE;
          pending->ms = ms;
          pending->clear = clear;
        }
      append_to_pending (pending, bytes, piece);
      if (line_end != NULL)
        flush_pending (self, from_client, FALSE);
      bytes += used;
      length -= used;
    }
}

void
sendoff_transcript_finish (SendoffTranscript *self)
{
  flush_pending (self, FALSE, TRUE);
  flush_pending (self, TRUE, TRUE);
}

guint
sendoff_transcript_get_n_lines (const SendoffTranscript *self)
{
  return half_length (&self->first) + (self->gap != NULL ? 1 : 0) + half_length (&self->last);
}

const SendoffTranscriptLine *
sendoff_transcript_get_line (const SendoffTranscript *self, guint index)
{
  guint n_first = half_length (&self->first);

  g_return_val_if_fail (index < sendoff_transcript_get_n_lines (self), NULL);

  if (index < n_first)
    return g_ptr_array_index (self->first.lines, index);
  index -= n_first;
  if (self->gap != NULL && index == 0)
    return self->gap;
  index -= self->gap != NULL ? 1 : 0;
  return g_ptr_array_index (self->last.lines, self->last.start + index);
}
