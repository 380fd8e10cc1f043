/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both ends of a rendering as GMime streams: an attachment's bytes in, the message's bytes out. One worker each. */
#include "message/render-streams.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (64 * 1024)

static gboolean
rendering_goes_on (SendoffRendering *rendering)
{
  return rendering->error == NULL && !g_cancellable_set_error_if_cancelled (rendering->cancellable, &rendering->error);
}

/* --- the way out --- */

typedef struct
{
  GMimeStream parent_instance;
  SendoffRendering *rendering;
  gsize length;
  char *block; /* of its own: a GObject can't be that big */
} SendoffSinkStream;

typedef GMimeStreamClass SendoffSinkStreamClass;

GType sendoff_sink_stream_get_type (void);
G_DEFINE_TYPE (SendoffSinkStream, sendoff_sink_stream, GMIME_TYPE_STREAM)

static int
sendoff_sink_stream_flush (GMimeStream *stream)
{
  SendoffSinkStream *self = (SendoffSinkStream *) stream;
  SendoffRendering *rendering = self->rendering;
  gsize length = self->length;

  self->length = 0;
  if (!rendering_goes_on (rendering))
    return -1;
  if (length > 0 && !rendering->write (self->block, length, rendering->user_data, &rendering->error))
    return -1;
  return 0;
}

static ssize_t
sendoff_sink_stream_write (GMimeStream *stream, const char *bytes, size_t length)
{
  SendoffSinkStream *self = (SendoffSinkStream *) stream;
  gsize left = length;

  while (left > 0)
    {
      gsize taken = MIN (left, BLOCK - self->length);

      memcpy (self->block + self->length, bytes, taken);
      self->length += taken;
      bytes += taken;
      left -= taken;
      if (self->length == BLOCK && sendoff_sink_stream_flush (stream) < 0)
        return -1;
    }
  stream->position += (gint64) length;
  return (ssize_t) length;
}

static gint64
sendoff_sink_stream_tell (GMimeStream *stream)
{
  return stream->position;
}

static gboolean
sendoff_sink_stream_eos (GMimeStream *stream)
{
  return TRUE;
}

static void
sendoff_sink_stream_finalize (GObject *object)
{
  g_free (((SendoffSinkStream *) object)->block);
  G_OBJECT_CLASS (sendoff_sink_stream_parent_class)->finalize (object);
}

static void
sendoff_sink_stream_class_init (SendoffSinkStreamClass *stream_class)
{
  G_OBJECT_CLASS (stream_class)->finalize = sendoff_sink_stream_finalize;
  stream_class->write = sendoff_sink_stream_write;
  stream_class->flush = sendoff_sink_stream_flush;
  stream_class->tell = sendoff_sink_stream_tell;
  stream_class->eos = sendoff_sink_stream_eos;
}

static void
sendoff_sink_stream_init (SendoffSinkStream *self)
{
  self->block = g_malloc (BLOCK);
}

GMimeStream *
sendoff_sink_stream_new (SendoffRendering *rendering)
{
  SendoffSinkStream *self = g_object_new (sendoff_sink_stream_get_type (), NULL);

  g_mime_stream_construct ((GMimeStream *) self, 0, -1);
  self->rendering = rendering;
  return (GMimeStream *) self;
}

/* --- the way in --- */

typedef struct
{
  GMimeStream parent_instance;
  SendoffRendering *rendering;
  const SendoffAttachment *attachment;
  int fd;
  gboolean is_at_end;
} SendoffAttachmentStream;

typedef GMimeStreamClass SendoffAttachmentStreamClass;

GType sendoff_attachment_stream_get_type (void);
G_DEFINE_TYPE (SendoffAttachmentStream, sendoff_attachment_stream, GMIME_TYPE_STREAM)

static int
sendoff_attachment_stream_close (GMimeStream *stream)
{
  SendoffAttachmentStream *self = (SendoffAttachmentStream *) stream;

  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  return 0;
}

static int
sendoff_attachment_stream_reset (GMimeStream *stream)
{
  SendoffAttachmentStream *self = (SendoffAttachmentStream *) stream;

  stream->position = 0;
  self->is_at_end = FALSE;
  return sendoff_attachment_stream_close (stream);
}

/* Bytes are missing, or there are more than there were. */
static ssize_t
fail_changed (SendoffAttachmentStream *self)
{
  sendoff_attachment_set_changed (self->attachment, &self->rendering->error);
  return -1;
}

static ssize_t
end_reading (SendoffAttachmentStream *self)
{
  if (((GMimeStream *) self)->position != (gint64) self->attachment->size)
    return fail_changed (self);
  if (!sendoff_attachment_is_unchanged (self->attachment, self->fd, &self->rendering->error))
    return -1;
  self->is_at_end = TRUE;
  return 0;
}

static ssize_t
sendoff_attachment_stream_read (GMimeStream *stream, char *bytes, size_t length)
{
  SendoffAttachmentStream *self = (SendoffAttachmentStream *) stream;
  ssize_t n_read;

  if (!rendering_goes_on (self->rendering))
    return -1;
  if (self->fd < 0)
    self->fd = sendoff_attachment_open (self->attachment, &self->rendering->error);
  if (self->fd < 0)
    return -1;

  do
    n_read = read (self->fd, bytes, length);
  while (n_read < 0 && errno == EINTR);

  if (n_read < 0)
    {
      sendoff_attachment_set_unreadable (self->attachment, errno, &self->rendering->error);
      return -1;
    }
  if (n_read == 0)
    return end_reading (self);
  stream->position += n_read;
  return stream->position > (gint64) self->attachment->size ? fail_changed (self) : n_read;
}

static gboolean
sendoff_attachment_stream_eos (GMimeStream *stream)
{
  SendoffAttachmentStream *self = (SendoffAttachmentStream *) stream;

  return self->is_at_end || self->rendering->error != NULL;
}

static gint64
sendoff_attachment_stream_tell (GMimeStream *stream)
{
  return stream->position;
}

static gint64
sendoff_attachment_stream_length (GMimeStream *stream)
{
  return (gint64) ((SendoffAttachmentStream *) stream)->attachment->size;
}

static void
sendoff_attachment_stream_finalize (GObject *object)
{
  sendoff_attachment_stream_close ((GMimeStream *) object);
  G_OBJECT_CLASS (sendoff_attachment_stream_parent_class)->finalize (object);
}

static void
sendoff_attachment_stream_class_init (SendoffAttachmentStreamClass *stream_class)
{
  G_OBJECT_CLASS (stream_class)->finalize = sendoff_attachment_stream_finalize;
  stream_class->read = sendoff_attachment_stream_read;
  stream_class->close = sendoff_attachment_stream_close;
  stream_class->reset = sendoff_attachment_stream_reset;
  stream_class->eos = sendoff_attachment_stream_eos;
  stream_class->tell = sendoff_attachment_stream_tell;
  stream_class->length = sendoff_attachment_stream_length;
}

static void
sendoff_attachment_stream_init (SendoffAttachmentStream *self)
{
  self->fd = -1;
}

GMimeStream *
sendoff_attachment_stream_new (SendoffRendering *rendering, const SendoffAttachment *attachment)
{
  SendoffAttachmentStream *self = g_object_new (sendoff_attachment_stream_get_type (), NULL);

  g_mime_stream_construct ((GMimeStream *) self, 0, -1);
  self->rendering = rendering;
  self->attachment = attachment;
  return (GMimeStream *) self;
}
