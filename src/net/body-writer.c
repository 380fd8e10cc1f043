/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way of a message's bytes onto the connection. Worker thread. */

#include "net/body-writer.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define BUFFER_SIZE (64 * 1024)
#define PROGRESS_INTERVAL_US (50 * 1000)
/* The rest of a big message is told by a note. */
#define MAX_WRITTEN_DOWN (64 * 1024)

void
sendoff_body_writer_init (SendoffBodyWriter *self,
                          SendoffChannel    *channel,
                          guint64            total)
{
  *self = (SendoffBodyWriter){ .channel = channel, .total = total, .at_line_start = TRUE, .buffer = g_malloc (BUFFER_SIZE) };
}

void
sendoff_body_writer_clear (SendoffBodyWriter *self)
{
  g_clear_pointer (&self->buffer, g_free);
}

static void
tell_progress (SendoffBodyWriter *self,
               gboolean           last)
{
  const SendoffAttemptSink *sink = self->channel->attempt->sink;
  gint64 now = g_get_monotonic_time ();

  if (sink->progress == NULL || (!last && now - self->last_progress < PROGRESS_INTERVAL_US))
    return;
  self->last_progress = now;
  /* Doubled dots and the final one are on top of the message's size. */
  sink->progress (self->total > 0 ? MIN (self->done, self->total) : self->done, self->total, sink->user_data);
}

static void
write_down (SendoffBodyWriter *self,
            const char        *bytes,
            gsize              length)
{
  SendoffAttempt *attempt = self->channel->attempt;
  gsize room = MAX_WRITTEN_DOWN - MIN (self->n_written_down, MAX_WRITTEN_DOWN);

  if (room > 0)
    sendoff_transcript_add (attempt->transcript, sendoff_attempt_elapsed_ms (attempt), TRUE, attempt->session == NULL, bytes, MIN (length, room));
  self->n_written_down += length;
}

static gboolean
send_out (SendoffBodyWriter *self,
          const char        *bytes,
          gsize              length)
{
  gsize n = 0;

  /* Whoever speaks before the final dot is never taken for its reply. */
  self->state = sendoff_channel_check_quiet (self->channel);
  if (self->state == SENDOFF_CHANNEL_OK)
    {
      write_down (self, bytes, length);
      self->state = sendoff_channel_send (self->channel, bytes, length, &n);
    }
  self->done += n;
  tell_progress (self, FALSE);
  return self->state == SENDOFF_CHANNEL_OK;
}

static gboolean
flush (SendoffBodyWriter *self)
{
  gsize length = self->filled;

  self->filled = 0;
  return length == 0 || send_out (self, self->buffer, length);
}

static gboolean
put (SendoffBodyWriter *self,
     const char        *bytes,
     gsize              length)
{
  if (length == 0)
    return TRUE;
  self->at_line_start = bytes[length - 1] == '\n';
  while (length > 0)
    {
      gsize n = MIN (length, BUFFER_SIZE - self->filled);

      memcpy (self->buffer + self->filled, bytes, n);
      self->filled += n;
      bytes += n;
      length -= n;
      if (self->filled == BUFFER_SIZE && !flush (self))
        return FALSE;
    }
  return TRUE;
}

gboolean
sendoff_body_writer_write (const char  *bytes,
                           gsize        length,
                           gpointer     user_data,
                           GError     **error)
{
  SendoffBodyWriter *self = user_data;
  const char *end = bytes + length;
  const char *start = bytes;
  gboolean sent = TRUE;

  /* Base64 holds no dot: the usual attachment passes in one piece. */
  for (const char *dot = bytes; sent && dot < end && (dot = memchr (dot, '.', end - dot)) != NULL; dot++)
    {
      gboolean leads = dot == bytes ? self->at_line_start : dot[-1] == '\n';

      if (!leads)
        continue;
      sent = put (self, start, dot - start) && put (self, ".", 1);
      start = dot;
    }
  sent = sent && put (self, start, end - start);
  if (!sent)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "");
  return sent;
}

static void
note_the_rest (SendoffBodyWriter *self)
{
  SendoffAttempt *attempt = self->channel->attempt;
  gsize rest = self->n_written_down - MIN (self->n_written_down, MAX_WRITTEN_DOWN);

  if (rest == 0)
    return;
  /* Translators: a remark in the transcript; the number is the size of what isn't shown. */
  g_autofree char *note = g_strdup_printf (_("%lu more bytes of the message"), (gulong) rest);
  sendoff_transcript_add_note (attempt->transcript, sendoff_attempt_elapsed_ms (attempt), TRUE, attempt->session == NULL, note);
}

gboolean
sendoff_body_writer_finish (SendoffBodyWriter *self)
{
  static const char dot[] = ".\r\n";

  /* In one piece with a small message; it counts as sent only when all of it was taken. */
  if (self->filled + strlen (dot) > BUFFER_SIZE && !flush (self))
    return FALSE;
  if (self->filled == 0 || self->n_written_down > MAX_WRITTEN_DOWN)
    {
      if (!flush (self))
        return FALSE;
      note_the_rest (self);
      self->n_written_down = 0;
    }
  memcpy (self->buffer + self->filled, dot, strlen (dot));
  self->filled += strlen (dot);
  if (!flush (self))
    return FALSE;
  tell_progress (self, TRUE);
  return TRUE;
}
