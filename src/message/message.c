/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message to send, as a value. Any thread; making and writing one blocks on the disk. */
#include "message/message-private.h"

#include "base/error.h"
#include "base/mail-address.h"
#include "message/text-body.h"

#include <string.h>

/* What is handed over at once of a finished message. */
#define BLOCK (64 * 1024)

static SendoffMessage *
allocate_message (void)
{
  SendoffMessage *self = g_new0 (SendoffMessage, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_attachment_free);
  return self;
}

SendoffMessage *
sendoff_message_ref (SendoffMessage *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
sendoff_message_unref (SendoffMessage *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->from);
  g_strfreev (self->to);
  g_free (self->reply_to);
  g_free (self->from_name);
  g_free (self->organization);
  g_free (self->subject);
  g_free (self->id);
  g_free (self->body);
  g_free (self->boundary);
  g_ptr_array_unref (self->attachments);
  for (guint i = 0; i < G_N_ELEMENTS (self->rendered); i++)
    g_clear_pointer (&self->rendered[i], g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static char *
copy_unless_empty (const char *text)
{
  char *copy = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

/* The address for the envelope; domain: where not NULL, takes the domain. */
static char *
read_address (SendoffMessage *self, const char *text, char **domain, GError **error)
{
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (text != NULL ? text : "", error);

  if (address == NULL)
    return NULL;
  if (!address->is_ascii)
    self->needs_smtputf8 = TRUE;
  if (domain != NULL)
    *domain = g_strdup (address->domain);
  return sendoff_mail_address_to_wire (address);
}

static gboolean
read_recipients (SendoffMessage *self, const char *const *to, GError **error)
{
  guint n_recipients = g_strv_length ((char **) to);

  self->to = g_new0 (char *, n_recipients + 1);
  for (guint i = 0; i < n_recipients; i++)
    {
      self->to[i] = read_address (self, to[i], NULL, error);
      if (self->to[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_attachments (SendoffMessage *self, const char *const *paths, GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      SendoffAttachment *attachment = sendoff_attachment_new (paths[i], error);

      if (attachment == NULL)
        return FALSE;
      g_ptr_array_add (self->attachments, attachment);
    }
  return TRUE;
}

static void
copy_texts (SendoffMessage *self, const SendoffMessageParts *parts, const char *domain)
{
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *separator = g_uuid_string_random ();
  g_autofree char *subject = copy_unless_empty (parts->subject);

  self->from_name = copy_unless_empty (parts->from_name);
  self->organization = copy_unless_empty (parts->organization);
  self->subject = subject != NULL ? g_steal_pointer (&subject) : g_strdup ("");
  self->body = sendoff_text_body_normalise (parts->body != NULL ? parts->body : "");
  self->time = parts->time != 0 ? parts->time : g_get_real_time () / G_USEC_PER_SEC;
  self->id = parts->message_id != NULL ? g_strdup (parts->message_id) : g_strdup_printf ("%s@%s", unique, domain);
  /* "=_" stands in no quoted-printable or base64 text (RFC 2045 section 6.7). */
  self->boundary = g_strdup_printf ("=_%s", separator);
}

SendoffMessage *
sendoff_message_new (const SendoffMessageParts *parts, GError **error)
{
  g_autoptr(SendoffMessage) self = allocate_message ();
  g_autofree char *domain = NULL;
  g_autofree char *reply_to = copy_unless_empty (parts->reply_to);

  if (!sendoff_message_parts_check (parts, error))
    return NULL;
  self->from = read_address (self, parts->from, &domain, error);
  if (self->from == NULL || !read_recipients (self, parts->to, error))
    return NULL;
  if (reply_to != NULL)
    {
      self->reply_to = read_address (self, reply_to, NULL, error);
      if (self->reply_to == NULL)
        return NULL;
    }
  if (!read_attachments (self, parts->attachments, error))
    return NULL;
  copy_texts (self, parts, domain);
  return g_steal_pointer (&self);
}

SendoffMessage *
sendoff_message_new_for_bytes (const char *from, const char *const *to, GBytes *bytes)
{
  SendoffMessage *self = allocate_message ();

  self->from = g_strdup (from);
  self->to = g_strdupv ((char **) to);
  self->subject = g_strdup ("");
  self->id = g_strdup ("");
  self->needs_smtputf8 = !g_str_is_ascii (from);
  for (guint i = 0; to[i] != NULL; i++)
    self->needs_smtputf8 |= !g_str_is_ascii (to[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->rendered); i++)
    self->rendered[i] = g_bytes_ref (bytes);
  return self;
}

const char *
sendoff_message_get_from (const SendoffMessage *self)
{
  return self->from;
}

const char *const *
sendoff_message_get_to (const SendoffMessage *self)
{
  return (const char *const *) self->to;
}

const char *
sendoff_message_get_subject (const SendoffMessage *self)
{
  return self->subject;
}

const char *
sendoff_message_get_id (const SendoffMessage *self)
{
  return self->id;
}

gboolean
sendoff_message_needs_smtputf8 (const SendoffMessage *self)
{
  return self->needs_smtputf8;
}

static gboolean
append (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, (const guint8 *) bytes, (guint) length);
  return TRUE;
}

/* A message without attachments is rendered once. With some, rendered (borrowed) is NULL: nobody wants them in memory. */
static gboolean
get_rendered (SendoffMessage *self, gboolean allow_8bit, GBytes **rendered, GCancellable *cancellable, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GBytes **kept = &self->rendered[allow_8bit ? 1 : 0];

  if (*kept == NULL && self->attachments->len == 0)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      if (!sendoff_message_render (self, allow_8bit, append, bytes, cancellable, error))
        return FALSE;
      *kept = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    }
  *rendered = *kept;
  return TRUE;
}

void
sendoff_message_prepare (SendoffMessage *self, gboolean allow_8bit, GCancellable *cancellable)
{
  GBytes *rendered;

  get_rendered (self, allow_8bit, &rendered, cancellable, NULL);
}

gboolean
sendoff_message_measure (SendoffMessage *self, gboolean allow_8bit, guint64 *size, GCancellable *cancellable, GError **error)
{
  GBytes *rendered;

  if (!get_rendered (self, allow_8bit, &rendered, cancellable, error))
    return FALSE;
  if (rendered == NULL)
    return sendoff_message_render_size (self, allow_8bit, size, cancellable, error);
  *size = g_bytes_get_size (rendered);
  return TRUE;
}

static gboolean
write_rendered (GBytes *rendered, SendoffMessageWrite write, gpointer user_data, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (rendered, &length);

  for (gsize at = 0; at < length; at += BLOCK)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write (bytes + at, MIN (BLOCK, length - at), user_data, error))
      return FALSE;
  return TRUE;
}

gboolean
sendoff_message_write (SendoffMessage *self, gboolean allow_8bit, SendoffMessageWrite write, gpointer user_data,
                       GCancellable *cancellable, GError **error)
{
  GBytes *rendered;

  if (!get_rendered (self, allow_8bit, &rendered, cancellable, error))
    return FALSE;
  if (rendered != NULL)
    return write_rendered (rendered, write, user_data, cancellable, error);
  return sendoff_message_render (self, allow_8bit, write, user_data, cancellable, error);
}
