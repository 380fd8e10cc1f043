/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the description of a message to its bytes, by GMime. A GMimeMessage lives in one call, in one thread. */
#include "message/message-private.h"

#include "base/error.h"
#include "message/gmime-cleanup.h"
#include "message/message-headers.h"
#include "message/render-streams.h"
#include "message/text-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* What GMime makes of base64: RFC 2045's longest line. */
#define BASE64_LINE 76

static GMimePart *
make_part (const char *type, GMimeStream *stream, GMimeContentEncoding content_encoding, GMimeContentEncoding encoding)
{
  const char *slash = strchr (type, '/');
  g_autofree char *major = g_strndup (type, (gsize) (slash - type));
  GMimePart *part = g_mime_part_new_with_type (major, slash + 1);
  g_autoptr(GMimeDataWrapper) content = g_mime_data_wrapper_new_with_stream (stream, content_encoding);

  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, encoding);
  return part;
}

/* Encoded beforehand, so GMime passes it on as it is. */
static GMimePart *
make_text_part (const SendoffMessage *self, gboolean allow_8bit)
{
  GMimeContentEncoding encoding = sendoff_text_body_choose (self->body, allow_8bit);
  g_autofree char *quoted = encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ? sendoff_text_body_quote (self->body) : NULL;
  const char *text = quoted != NULL ? quoted : self->body;
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  GMimePart *part = make_part ("text/plain", stream, encoding, encoding);

  g_mime_object_set_content_type_parameter ((GMimeObject *) part, "charset", "utf-8");
  return part;
}

/* Always base64, text too: it arrives byte for byte. */
static GMimePart *
make_attachment_part (const SendoffAttachment *attachment, GMimeStream *stream)
{
  GMimePart *part = make_part (attachment->content_type, stream, GMIME_CONTENT_ENCODING_DEFAULT, GMIME_CONTENT_ENCODING_BASE64);
  GMimeContentDisposition *disposition = g_mime_content_disposition_new ();
  GMimeParamList *parameters;

  g_mime_content_disposition_set_disposition (disposition, GMIME_DISPOSITION_ATTACHMENT);
  parameters = g_mime_content_disposition_get_parameters (disposition);
  g_mime_param_list_set_parameter (parameters, "filename", attachment->name);
  g_mime_param_set_charset (g_mime_param_list_get_parameter (parameters, "filename"), "utf-8");
  g_mime_object_set_content_disposition ((GMimeObject *) part, disposition);
  g_object_unref (disposition);
  return part;
}

/* rendering: whose errors the attachments' streams set; NULL: the attachments are left empty. */
static GMimeMessage *
make_message (const SendoffMessage *self, gboolean allow_8bit, SendoffRendering *rendering)
{
  GMimeMessage *message = g_mime_message_new (FALSE);
  g_autoptr(GMimePart) text = make_text_part (self, allow_8bit);
  g_autoptr(GMimeMultipart) multipart = NULL;

  sendoff_message_set_headers (self, message);
  if (self->attachments->len == 0)
    {
      g_mime_message_set_mime_part (message, (GMimeObject *) text);
      return message;
    }

  multipart = g_mime_multipart_new_with_subtype ("mixed");
  g_mime_multipart_set_boundary (multipart, self->boundary);
  g_mime_multipart_add (multipart, (GMimeObject *) text);
  for (guint i = 0; i < self->attachments->len; i++)
    {
      const SendoffAttachment *attachment = g_ptr_array_index (self->attachments, i);
      g_autoptr(GMimeStream) stream
          = rendering != NULL ? sendoff_attachment_stream_new (rendering, attachment) : g_mime_stream_mem_new ();
      g_autoptr(GMimePart) part = make_attachment_part (attachment, stream);

      g_mime_multipart_add (multipart, (GMimeObject *) part);
    }
  g_mime_message_set_mime_part (message, (GMimeObject *) multipart);
  return message;
}

static gssize
write_message (GMimeMessage *message, GMimeStream *stream)
{
  g_autoptr(GMimeFormatOptions) options = g_mime_format_options_clone (NULL);
  gssize length;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_format_options_set_param_encoding_method (options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  length = g_mime_object_write_to_stream ((GMimeObject *) message, options, stream);
  return length >= 0 && g_mime_stream_flush (stream) == 0 ? length : -1;
}

static gboolean
render (const SendoffMessage *self, gboolean allow_8bit, SendoffRendering *rendering, gboolean with_attachments, GError **error)
{
  g_autoptr(GMimeMessage) message = make_message (self, allow_8bit, with_attachments ? rendering : NULL);
  g_autoptr(GMimeStream) sink = sendoff_sink_stream_new (rendering);

  if (write_message (message, sink) < 0 && rendering->error == NULL)
    g_set_error_literal (&rendering->error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _ ("The message couldn't be composed."));
  if (rendering->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&rendering->error));
  return FALSE;
}

gboolean
sendoff_message_render (const SendoffMessage *self, gboolean allow_8bit, SendoffMessageWrite write, gpointer user_data,
                        GCancellable *cancellable, GError **error)
{
  SendoffRendering rendering = { write, user_data, cancellable, NULL };

  sendoff_gmime_start ();
  return render (self, allow_8bit, &rendering, TRUE, error);
}

static gboolean
count_bytes (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  *(guint64 *) user_data += length;
  return TRUE;
}

static guint64
get_base64_size (guint64 size)
{
  guint64 n_chars = (size + 2) / 3 * 4;

  return n_chars + (n_chars + BASE64_LINE - 1) / BASE64_LINE * 2;
}

gboolean
sendoff_message_render_size (const SendoffMessage *self, gboolean allow_8bit, guint64 *size, GCancellable *cancellable,
                             GError **error)
{
  SendoffRendering rendering = { count_bytes, size, cancellable, NULL };

  sendoff_gmime_start ();
  *size = 0;
  for (guint i = 0; i < self->attachments->len; i++)
    {
      const SendoffAttachment *attachment = g_ptr_array_index (self->attachments, i);
      int fd = sendoff_attachment_open (attachment, error);

      if (fd < 0)
        return FALSE;
      close (fd);
      *size += get_base64_size (attachment->size);
    }
  return render (self, allow_8bit, &rendering, FALSE, error);
}

static gpointer
start_gmime (gpointer unused)
{
  g_mime_init ();
  return NULL;
}

void
sendoff_gmime_start (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, start_gmime, NULL);
}
