/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the description of a message to its bytes, by GMime. A GMimeMessage lives in one call, in one thread. */
#include "message/message-private.h"

#include "base/error.h"
#include "message/gmime-cleanup.h"
#include "message/render-streams.h"
#include "message/text-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* What GMime makes of base64: RFC 2045's longest line. */
#define BASE64_LINE 76
/* An encoded word has at most 75 characters (RFC 2047 section 2), 12 of them around the text. */
#define BYTES_OF_A_WORD 45

static void
set_raw_header (GMimeMessage *message, const char *name, const char *raw)
{
  GMimeHeaderList *headers = g_mime_object_get_header_list ((GMimeObject *) message);

  g_mime_header_list_append (headers, name, "", NULL);
  g_mime_header_set_raw_value (g_mime_header_list_get_header (headers, name), raw);
}

/* An address list as a header wants it, one address on a line. GMime would put A-labels beside a local part in UTF-8,
 * where the envelope has U-labels (RFC 6531 section 3.3). */
static void
set_raw_addresses (GMimeMessage *message, const char *header_name, const char *name, const char *const *addresses)
{
  g_autofree char *phrase = name != NULL ? g_mime_utils_header_encode_phrase (NULL, name, "utf-8") : NULL;
  g_autoptr(GString) value = g_string_new (NULL);

  for (guint i = 0; addresses[i] != NULL; i++)
    g_string_append_printf (value, "%s%s%s<%s>", i > 0 ? ",\n\t" : " ", phrase != NULL ? phrase : "", phrase != NULL ? "\n\t" : "",
                            addresses[i]);
  g_string_append_c (value, '\n');
  set_raw_header (message, header_name, value->str);
}

static void
set_addresses (const SendoffMessage *self, GMimeMessage *message, GMimeAddressType type, const char *header_name, const char *name,
               const char *const *addresses)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);

  if (self->needs_smtputf8)
    {
      set_raw_addresses (message, header_name, name, addresses);
      return;
    }
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      InternetAddress *address = internet_address_mailbox_new (name, addresses[i]);

      internet_address_set_charset (address, "utf-8");
      internet_address_list_add (list, address);
      g_object_unref (address);
    }
}

/* GMime leaves ASCII alone, also where it looks like an encoded word: the reader would see another text. */
static char *
encode_all_words (const char *text)
{
  GString *encoded = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = text;
      g_autofree char *base64 = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - text <= BYTES_OF_A_WORD)
        end = g_utf8_next_char (end);
      base64 = g_base64_encode ((const guchar *) text, (gsize) (end - text));
      g_string_append_printf (encoded, " =?UTF-8?B?%s?=\n", base64);
      text = end;
    }
  return g_string_free (encoded, FALSE);
}

static void
set_header (GMimeMessage *message, const char *name, const char *value)
{
  g_autofree char *encoded = strstr (value, "=?") != NULL ? encode_all_words (value) : NULL;

  if (encoded != NULL)
    set_raw_header (message, name, encoded);
  else
    g_mime_object_set_header ((GMimeObject *) message, name, value, "utf-8");
}

static void
set_headers (const SendoffMessage *self, GMimeMessage *message)
{
  const char *from[] = { self->from, NULL }, *reply_to[] = { self->reply_to, NULL };
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (self->time);
  g_autofree char *id = g_strdup_printf ("<%s>", self->id);

  if (date == NULL)
    date = g_date_time_new_now_utc ();
  g_mime_message_set_date (message, date);
  set_addresses (self, message, GMIME_ADDRESS_TYPE_FROM, "From", self->from_name, from);
  set_addresses (self, message, GMIME_ADDRESS_TYPE_TO, "To", NULL, (const char *const *) self->to);
  if (self->reply_to != NULL)
    set_addresses (self, message, GMIME_ADDRESS_TYPE_REPLY_TO, "Reply-To", NULL, reply_to);
  if (self->organization != NULL)
    set_header (message, "Organization", self->organization);
  set_header (message, "Subject", self->subject);
  set_header (message, "Message-ID", id);
}

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

  set_headers (self, message);
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

/* GMime registers its types at first use, without a lock: one thread uses each of them before any other may. */
static gpointer
start_gmime (gpointer unused)
{
  char *to[] = { (char *) "b@example.org", NULL };
  SendoffAttachment attachment = { .name = (char *) "a", .content_type = (char *) "text/plain" };
  SendoffMessage sample = { .from = (char *) "a@example.org", .to = to, .from_name = (char *) "\303\244", .subject = (char *) "\303\244",
                            .id = (char *) "a@example.org", .time = 1, .body = (char *) "\303\244\n", .boundary = (char *) "a" };
  guint64 size = 0;
  SendoffRendering rendering = { count_bytes, &size, NULL, NULL };

  g_mime_init ();
  sample.attachments = g_ptr_array_new ();
  g_ptr_array_add (sample.attachments, &attachment);
  render (&sample, FALSE, &rendering, FALSE, NULL);
  g_ptr_array_unref (sample.attachments);
  return NULL;
}

void
sendoff_gmime_start (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, start_gmime, NULL);
}
