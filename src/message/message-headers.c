/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a message, as GMime has them and where it needs help. Any thread. */
#include "message/message-headers.h"

#include "message/gmime-cleanup.h"

#include <string.h>

/* An encoded word has at most 75 characters (RFC 2047 section 2), 12 of them around the text. */
#define BYTES_OF_A_WORD 45

/* GMime leaves ASCII alone, also where it looks like an encoded word: the reader would see another text. */
static gboolean
looks_encoded (const char *text)
{
  return strstr (text, "=?") != NULL;
}

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
  InternetAddressList *list;

  if (self->needs_smtputf8)
    {
      set_raw_addresses (message, header_name, name, addresses);
      return;
    }

  /* Appended at once: the message encodes its header anew at each change. */
  list = internet_address_list_new ();
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      InternetAddress *address = internet_address_mailbox_new (name, addresses[i]);

      internet_address_set_charset (address, "utf-8");
      internet_address_list_add (list, address);
      g_object_unref (address);
    }
  internet_address_list_append (g_mime_message_get_addresses (message, type), list);
  g_object_unref (list);
}

static void
set_header (GMimeMessage *message, const char *name, const char *value)
{
  g_autofree char *encoded = NULL;

  if (!looks_encoded (value))
    {
      g_mime_object_set_header ((GMimeObject *) message, name, value, "utf-8");
      return;
    }
  encoded = encode_all_words (value);
  set_raw_header (message, name, encoded);
}

void
sendoff_message_set_headers (const SendoffMessage *self, GMimeMessage *message)
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

char *
sendoff_message_encode_subject (const SendoffMessage *self)
{
  g_autoptr(GMimeMessage) message = g_mime_message_new (FALSE);
  GMimeHeaderList *headers = g_mime_object_get_header_list ((GMimeObject *) message);

  set_header (message, "Subject", self->subject);
  return g_strdup (g_mime_header_get_raw_value (g_mime_header_list_get_header (headers, "Subject")));
}
