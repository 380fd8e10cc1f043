/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns sending and receiving after the sign-in. Worker thread. */

#include "net/channel.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_RECEIVED 1024
#define READ_SIZE (16 * 1024)
/* Of one reply; the rest is told by a note. */
#define MAX_LINES_WRITTEN_DOWN 500

SendoffChannel *
sendoff_channel_get (SendoffAttempt *attempt)
{
  SendoffChannel *self;
  curl_socket_t fd = CURL_SOCKET_BAD;

  if (attempt->channel != NULL)
    return attempt->channel;

  self = attempt->channel = g_new0 (SendoffChannel, 1);
  sendoff_curl ()->easy_getinfo (attempt->curl, CURLINFO_ACTIVESOCKET, &fd);
  self->attempt = attempt;
  self->fd = fd;
  self->timeout_s = attempt->request->settings->timeout_s;
  self->pending = g_byte_array_new ();
  self->received = g_string_new (NULL);
  return self;
}

void
sendoff_channel_free (SendoffChannel *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->pending);
  g_string_free (self->received, TRUE);
  g_free (self);
}

/* Inside TLS the socket tap records. */
static void
record (SendoffChannel *self,
        gboolean        from_client,
        const char     *bytes,
        gsize           length)
{
  if (self->attempt->session == NULL)
    sendoff_wire_recording_add (self->attempt->recording, from_client, (const guint8 *) bytes, length);
}

static gint64
get_deadline (SendoffChannel *self,
              guint           time_outs)
{
  return g_get_monotonic_time () + (gint64) time_outs * self->timeout_s * G_USEC_PER_SEC;
}

/* FALSE: the deadline has passed. */
static gboolean
wait_until_ready (SendoffChannel *self,
                  short           events,
                  gint64          deadline)
{
  struct pollfd poll_fd = { .fd = self->fd, .events = events };

  for (;;)
    {
      gint64 left_ms = (deadline - g_get_monotonic_time () + 999) / 1000;
      int n = left_ms > 0 ? poll (&poll_fd, 1, (int) MIN (left_ms, G_MAXINT)) : 0;

      if (n > 0)
        return TRUE;
      if (n == 0 || errno != EINTR)
        return FALSE;
    }
}

static SendoffChannelState
note_lost (SendoffChannel *self)
{
  long error = 0;

  sendoff_curl ()->easy_getinfo (self->attempt->curl, CURLINFO_OS_ERRNO, &error);
  if (error == ECONNRESET || error == EPIPE)
    self->last_errno = error;
  return SENDOFF_CHANNEL_LOST;
}

/* *n 0 with OK: nothing there. */
static SendoffChannelState
receive (SendoffChannel *self,
         char           *buffer,
         gsize           size,
         gsize          *n)
{
  CURLcode code = sendoff_curl ()->easy_recv (self->attempt->curl, buffer, size, n);

  if (code == CURLE_AGAIN)
    {
      *n = 0;
      return SENDOFF_CHANNEL_OK;
    }
  if (code != CURLE_OK || *n == 0)
    {
      *n = 0;
      return note_lost (self);
    }
  record (self, FALSE, buffer, *n);
  return SENDOFF_CHANNEL_OK;
}

/* Why a server hung up may stand behind what we sent. It isn't taken for a reply, but it is evidence. */
static void
keep_last_words (SendoffChannel *self)
{
  char buffer[MAX_RECEIVED];
  gsize n = 0;

  if (!sendoff_attempt_is_cancelled (self->attempt))
    receive (self, buffer, sizeof buffer, &n);
  g_string_append_len (self->received, buffer, n);
}

SendoffChannelState
sendoff_channel_send (SendoffChannel *self,
                      const char     *bytes,
                      gsize           length,
                      gsize          *n_sent)
{
  gint64 deadline = get_deadline (self, 1);
  gsize done = 0;
  SendoffChannelState state = SENDOFF_CHANNEL_OK;

  while (done < length && state == SENDOFF_CHANNEL_OK)
    {
      size_t n = 0;
      CURLcode code = sendoff_attempt_is_cancelled (self->attempt) ? CURLE_SEND_ERROR
                                                                   : sendoff_curl ()->easy_send (self->attempt->curl, bytes + done, length - done, &n);

      if (code == CURLE_OK && n > 0)
        {
          record (self, TRUE, bytes + done, n);
          done += n;
          deadline = get_deadline (self, 1);
        }
      else if (code != CURLE_OK && code != CURLE_AGAIN)
        {
          state = note_lost (self);
          keep_last_words (self);
        }
      else if (!wait_until_ready (self, POLLOUT, deadline))
        state = SENDOFF_CHANNEL_TIMEOUT;
    }

  if (n_sent != NULL)
    *n_sent = done;
  return state;
}

static SendoffChannelState
note_garbled (SendoffChannel *self,
              const void     *bytes,
              gsize           length)
{
  g_string_append_len (self->received, bytes, MIN (length, MAX_RECEIVED - MIN (self->received->len, MAX_RECEIVED)));
  return SENDOFF_CHANNEL_GARBLED;
}

static void
write_down (SendoffChannel *self,
            const void     *bytes,
            gsize           length)
{
  sendoff_transcript_add (self->attempt->transcript, sendoff_attempt_elapsed_ms (self->attempt), FALSE, self->attempt->session == NULL, bytes, length);
}

SendoffChannelState
sendoff_channel_check_quiet (SendoffChannel *self)
{
  char buffer[MAX_RECEIVED];
  gsize n = 0;
  SendoffChannelState state = SENDOFF_CHANNEL_OK;

  if (self->pending->len == 0)
    state = receive (self, buffer, sizeof buffer, &n);
  if (n > 0)
    g_byte_array_append (self->pending, (const guint8 *) buffer, n);
  if (self->pending->len == 0)
    return state;

  write_down (self, self->pending->data, self->pending->len);
  return note_garbled (self, self->pending->data, self->pending->len);
}

SendoffChannelState
sendoff_channel_wait_quiet (SendoffChannel *self,
                            guint           wait_ms)
{
  SendoffChannelState state = sendoff_channel_check_quiet (self);

  if (state == SENDOFF_CHANNEL_OK && wait_until_ready (self, POLLIN, g_get_monotonic_time () + (gint64) wait_ms * 1000))
    state = sendoff_channel_check_quiet (self);
  return state;
}

/* 0: not a line of an SMTP reply (RFC 5321 section 4.2). */
static guint
parse_code (const char *line,
            gsize       length)
{
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  if (length < 3 || !g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]) ||
      (length > 3 && line[3] != ' ' && line[3] != '-') || memchr (line, '\0', length) != NULL)
    return 0;
  guint code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  return code >= 200 && code <= 599 ? code : 0;
}

typedef struct
{
  GString *text;
  guint    code;
  guint    n_lines;
  gboolean complete;
} ReplyBlock;

static void
write_down_line (SendoffChannel *self,
                 ReplyBlock     *block,
                 const char     *line,
                 gsize           length)
{
  if (++block->n_lines <= MAX_LINES_WRITTEN_DOWN || length < 4 || line[3] != '-')
    write_down (self, line, length);
  else if (block->n_lines == MAX_LINES_WRITTEN_DOWN + 1)
    sendoff_transcript_add_note (self->attempt->transcript, sendoff_attempt_elapsed_ms (self->attempt), FALSE, self->attempt->session == NULL,
                                 _("more lines of this reply, not shown"));
}

/* Uses up the whole lines that are pending. */
static SendoffChannelState
take_lines (SendoffChannel *self,
            ReplyBlock     *block)
{
  gsize used = 0;
  SendoffChannelState state = SENDOFF_CHANNEL_OK;

  while (!block->complete && state == SENDOFF_CHANNEL_OK)
    {
      const char *line = (const char *) self->pending->data + used;
      gsize left = self->pending->len - used;
      const char *end = left > 0 ? memchr (line, '\n', left) : NULL;
      gsize length = end != NULL ? (gsize) (end - line) + 1 : left;

      if (length > SENDOFF_MAX_REPLY_LINE || block->text->len + length > SENDOFF_MAX_REPLY)
        state = note_garbled (self, line, length);
      if (end == NULL || state != SENDOFF_CHANNEL_OK || sendoff_attempt_is_cancelled (self->attempt))
        break;

      guint code = parse_code (line, length);
      write_down_line (self, block, line, length);
      g_string_append_len (block->text, line, length);
      used += length;
      if (code == 0 || (block->code != 0 && code != block->code))
        state = note_garbled (self, block->text->str, block->text->len);
      block->code = code;
      block->complete = length < 4 || line[3] != '-';
    }

  g_byte_array_remove_range (self->pending, 0, used);
  return state;
}

static SendoffChannelState
receive_more (SendoffChannel *self,
              gint64         *silence,
              gint64          patience)
{
  char buffer[READ_SIZE];
  gsize n = 0;
  SendoffChannelState state;

  if (sendoff_attempt_is_cancelled (self->attempt))
    return SENDOFF_CHANNEL_LOST;
  state = receive (self, buffer, sizeof buffer, &n);
  if (state != SENDOFF_CHANNEL_OK)
    return state;
  if (n > 0)
    {
      g_byte_array_append (self->pending, (const guint8 *) buffer, n);
      *silence = get_deadline (self, 1);
      return g_get_monotonic_time () < patience ? SENDOFF_CHANNEL_OK : SENDOFF_CHANNEL_TIMEOUT;
    }
  return wait_until_ready (self, POLLIN, MIN (*silence, patience)) ? SENDOFF_CHANNEL_OK : SENDOFF_CHANNEL_TIMEOUT;
}

SendoffChannelState
sendoff_channel_read_reply (SendoffChannel  *self,
                            SendoffReply   **reply)
{
  ReplyBlock block = { .text = g_string_new (NULL) };
  gint64 silence = get_deadline (self, 1);
  gint64 patience = get_deadline (self, SENDOFF_REPLY_PATIENCE);
  SendoffChannelState state = take_lines (self, &block);

  while (state == SENDOFF_CHANNEL_OK && !block.complete)
    {
      state = receive_more (self, &silence, patience);
      if (state == SENDOFF_CHANNEL_OK && self->pending->len > 0)
        state = take_lines (self, &block);
    }

  if (state == SENDOFF_CHANNEL_OK)
    *reply = sendoff_attempt_parse_reply (self->attempt, block.text->str, block.text->len);
  else if (state != SENDOFF_CHANNEL_GARBLED)
    {
      /* Half a reply is evidence too. */
      g_string_append_len (self->received, block.text->str, MIN (block.text->len, MAX_RECEIVED));
      g_string_append_len (self->received, (const char *) self->pending->data, MIN (self->pending->len, MAX_RECEIVED));
      if (self->pending->len > 0)
        write_down (self, self->pending->data, self->pending->len);
    }
  g_string_free (block.text, TRUE);
  return state;
}
