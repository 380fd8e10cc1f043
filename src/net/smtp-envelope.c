/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the envelope: MAIL, RCPT, DATA, the body, the final dot, QUIT (RFC 5321 section 3.3), with SIZE (1870), 8BITMIME (6152), SMTPUTF8 (6531),
 * REQUIRETLS (8689) and PIPELINING (2920) where the server offers them. Worker thread. */

#include "net/attempt-private.h"

#include <string.h>

#include "base/mail-address.h"
#include "net/body-writer.h"
#include "net/channel.h"

#define QUIT_PATIENCE_S 2

static void
free_recipient (gpointer data)
{
  SendoffDeliveryRecipient *recipient = data;

  g_free (recipient->address);
  g_clear_pointer (&recipient->reply, sendoff_reply_unref);
  g_free (recipient);
}

static SendoffFailure *
add_failure (SendoffAttempt     *self,
             SendoffDelivery    *delivery,
             SendoffFailureKind  kind,
             SendoffCommand      command)
{
  SendoffFailure *failure = sendoff_attempt_make_failure (self, kind, SENDOFF_STEP_SUBMIT, command);

  failure->subject = g_strdup (sendoff_message_get_subject (delivery->message));
  g_ptr_array_add (delivery->failures, failure);
  return failure;
}

/* The connection is of no use any more after these. */
static void
add_channel_failure (SendoffAttempt      *self,
                     SendoffDelivery     *delivery,
                     SendoffChannel      *channel,
                     SendoffChannelState  state,
                     SendoffCommand       command,
                     gboolean             dot_sent)
{
  static const SendoffFailureKind kinds[] = {
    [SENDOFF_CHANNEL_OK] = SENDOFF_FAILURE_INTERNAL,       [SENDOFF_CHANNEL_LOST] = SENDOFF_FAILURE_CONNECTION_LOST,
    [SENDOFF_CHANNEL_TIMEOUT] = SENDOFF_FAILURE_TIMEOUT,   [SENDOFF_CHANNEL_GARBLED] = SENDOFF_FAILURE_PROTOCOL,
  };
  SendoffFailureKind kind = dot_sent ? SENDOFF_FAILURE_UNCERTAIN : sendoff_attempt_is_cancelled (self) ? SENDOFF_FAILURE_CANCELLED : kinds[state];
  SendoffFailure *failure = add_failure (self, delivery, kind, command);

  failure->socket_errno = channel->last_errno;
  if (state == SENDOFF_CHANNEL_TIMEOUT)
    failure->timeout_s = self->request->settings->timeout_s;
  if (channel->received->len > 0)
    failure->received = sendoff_attempt_scrub (self, channel->received->str, channel->received->len);
  /* Keeps the connection from being used, and from a QUIT. */
  if (self->failure == NULL)
    self->failure = sendoff_failure_copy (failure);
}

static void
add_refusal (SendoffAttempt  *self,
             SendoffDelivery *delivery,
             SendoffCommand   command,
             SendoffReply    *reply,
             const char      *address)
{
  gboolean refused = reply->code / 100 == 4 || reply->code / 100 == 5;
  SendoffFailure *failure = add_failure (self, delivery, refused ? SENDOFF_FAILURE_REFUSED : SENDOFF_FAILURE_PROTOCOL, command);

  failure->reply = sendoff_reply_ref (reply);
  failure->rejected_address = g_strdup (address);
}

static gboolean
send_text (SendoffAttempt  *self,
           SendoffDelivery *delivery,
           SendoffChannel  *channel,
           SendoffCommand   command,
           const GString   *text)
{
  SendoffChannelState state = sendoff_channel_check_quiet (channel);

  if (state == SENDOFF_CHANNEL_OK)
    {
      sendoff_transcript_add (self->transcript, sendoff_attempt_elapsed_ms (self), TRUE, self->session == NULL, text->str, text->len);
      state = sendoff_channel_send (channel, text->str, text->len, NULL);
    }
  if (state == SENDOFF_CHANNEL_OK)
    return TRUE;
  add_channel_failure (self, delivery, channel, state, command, FALSE);
  return FALSE;
}

static SendoffReply *
read_reply (SendoffAttempt  *self,
            SendoffDelivery *delivery,
            SendoffChannel  *channel,
            SendoffCommand   command,
            gboolean         dot_sent)
{
  SendoffReply *reply = NULL;
  SendoffChannelState state = sendoff_channel_read_reply (channel, &reply);

  if (state != SENDOFF_CHANNEL_OK)
    add_channel_failure (self, delivery, channel, state, command, dot_sent);
  return reply;
}

/* The parameter may be given only where it is offered, inside TLS: RFC 8689 section 3. */
static gboolean
check_require_tls (SendoffAttempt          *self,
                   SendoffDelivery         *delivery,
                   const SendoffEsmtpOffer *offer)
{
  if (!self->request->require_tls || (offer->requiretls && sendoff_attempt_is_secure (self)))
    return TRUE;
  add_failure (self, delivery, SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED, SENDOFF_COMMAND_MAIL);
  return FALSE;
}

/* ---- MAIL and RCPT ---- */

static char *
to_wire (const char *text)
{
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (text, NULL);

  /* message/ has checked it; what can't be parsed here isn't sent. */
  return address != NULL ? sendoff_mail_address_to_wire (address) : NULL;
}

static gboolean
needs_utf8 (const char *text)
{
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (text, NULL);

  return address == NULL || !address->is_ascii;
}

static gboolean
check_utf8 (SendoffAttempt            *self,
            SendoffDelivery           *delivery,
            const SendoffEsmtpOffer   *offer)
{
  const char *from = sendoff_message_get_from (delivery->message);

  if (offer->smtputf8)
    return TRUE;
  if (needs_utf8 (from))
    add_failure (self, delivery, SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, SENDOFF_COMMAND_MAIL)->rejected_address = g_strdup (from);
  for (guint i = 0; i < delivery->recipients->len; i++)
    {
      SendoffDeliveryRecipient *recipient = delivery->recipients->pdata[i];

      if (needs_utf8 (recipient->address))
        add_failure (self, delivery, SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, SENDOFF_COMMAND_RCPT)->rejected_address = g_strdup (recipient->address);
    }
  return delivery->failures->len == 0;
}

static gboolean
check_size (SendoffAttempt          *self,
            SendoffDelivery         *delivery,
            const SendoffEsmtpOffer *offer,
            guint64                 *size)
{
  g_autoptr(GError) error = NULL;
  SendoffFailure *failure;

  *size = 0;
  if (!offer->size)
    return TRUE;
  if (!sendoff_message_measure (delivery->message, offer->eightbitmime, size, self->cancellable, &error))
    {
      failure = add_failure (self, delivery, sendoff_attempt_is_cancelled (self) ? SENDOFF_FAILURE_CANCELLED : SENDOFF_FAILURE_FILE, SENDOFF_COMMAND_MAIL);
      failure->detail = g_strdup (error->message);
      return FALSE;
    }
  if (offer->size_limit == 0 || *size <= offer->size_limit)
    return TRUE;
  failure = add_failure (self, delivery, SENDOFF_FAILURE_TOO_BIG, SENDOFF_COMMAND_MAIL);
  failure->size = *size;
  failure->size_limit = offer->size_limit;
  return FALSE;
}

static void
append_mail (SendoffAttempt          *self,
             GString                 *text,
             SendoffMessage          *message,
             const SendoffEsmtpOffer *offer,
             guint64                  size)
{
  g_autofree char *from = to_wire (sendoff_message_get_from (message));
  gboolean utf8 = sendoff_message_needs_smtputf8 (message);

  g_string_append_printf (text, "MAIL FROM:<%s>", from);
  if (size > 0)
    g_string_append_printf (text, " SIZE=%" G_GUINT64_FORMAT, size);
  if (offer->eightbitmime)
    g_string_append (text, " BODY=8BITMIME");
  if (utf8)
    g_string_append (text, " SMTPUTF8");
  if (self->request->require_tls)
    g_string_append (text, " REQUIRETLS");
  g_string_append (text, "\r\n");
}

static void
append_rcpt (GString                        *text,
             const SendoffDeliveryRecipient *recipient)
{
  g_autofree char *address = to_wire (recipient->address);

  g_string_append_printf (text, "RCPT TO:<%s>\r\n", address);
}

/* FALSE: the connection is of no use any more. */
static gboolean
take_mail_reply (SendoffAttempt  *self,
                 SendoffDelivery *delivery,
                 SendoffChannel  *channel)
{
  g_autoptr(SendoffReply) reply = read_reply (self, delivery, channel, SENDOFF_COMMAND_MAIL, FALSE);

  if (reply == NULL)
    return FALSE;
  if (reply->code / 100 != 2)
    add_refusal (self, delivery, SENDOFF_COMMAND_MAIL, reply, sendoff_message_get_from (delivery->message));
  return TRUE;
}

static gboolean
take_rcpt_reply (SendoffAttempt           *self,
                 SendoffDelivery          *delivery,
                 SendoffChannel           *channel,
                 SendoffDeliveryRecipient *recipient,
                 gboolean                  mail_refused)
{
  SendoffReply *reply = NULL;
  SendoffChannelState state = sendoff_channel_read_reply (channel, &reply);

  if (state != SENDOFF_CHANNEL_OK)
    {
      /* After a refused MAIL the first refusal stays the one that counts. */
      add_channel_failure (self, delivery, channel, state, SENDOFF_COMMAND_RCPT, FALSE);
      return FALSE;
    }
  recipient->reply = reply;
  recipient->accepted = reply->code / 100 == 2 && !mail_refused;
  if (!recipient->accepted && !mail_refused)
    add_refusal (self, delivery, SENDOFF_COMMAND_RCPT, reply, recipient->address);
  return TRUE;
}

/* MAIL and every RCPT in one go; DATA never with them: with one recipient refused nothing is sent to the others. */
static gboolean
open_pipelined (SendoffAttempt  *self,
                SendoffDelivery *delivery,
                SendoffChannel  *channel,
                GString         *text)
{
  gboolean usable, mail_refused;

  for (guint i = 0; i < delivery->recipients->len; i++)
    append_rcpt (text, delivery->recipients->pdata[i]);
  usable = send_text (self, delivery, channel, SENDOFF_COMMAND_MAIL, text) && take_mail_reply (self, delivery, channel);
  mail_refused = delivery->failures->len > 0;
  for (guint i = 0; i < delivery->recipients->len && usable; i++)
    usable = take_rcpt_reply (self, delivery, channel, delivery->recipients->pdata[i], mail_refused);
  return usable;
}

static gboolean
open_one_by_one (SendoffAttempt  *self,
                 SendoffDelivery *delivery,
                 SendoffChannel  *channel,
                 GString         *text)
{
  gboolean usable = send_text (self, delivery, channel, SENDOFF_COMMAND_MAIL, text) && take_mail_reply (self, delivery, channel);

  if (delivery->failures->len > 0)
    return usable;
  for (guint i = 0; i < delivery->recipients->len && usable; i++)
    {
      g_string_truncate (text, 0);
      append_rcpt (text, delivery->recipients->pdata[i]);
      usable = send_text (self, delivery, channel, SENDOFF_COMMAND_RCPT, text) &&
               take_rcpt_reply (self, delivery, channel, delivery->recipients->pdata[i], FALSE);
    }
  return usable;
}

/* ---- DATA ---- */

static gboolean
ask_for_data (SendoffAttempt  *self,
              SendoffDelivery *delivery,
              SendoffChannel  *channel)
{
  g_autoptr(GString) text = g_string_new ("DATA\r\n");
  g_autoptr(SendoffReply) reply = NULL;

  if (!send_text (self, delivery, channel, SENDOFF_COMMAND_DATA, text))
    return FALSE;
  reply = read_reply (self, delivery, channel, SENDOFF_COMMAND_DATA, FALSE);
  if (reply == NULL)
    return FALSE;
  if (reply->code == 354)
    return TRUE;
  add_refusal (self, delivery, SENDOFF_COMMAND_DATA, reply, NULL);
  return FALSE;
}

/* A message that can't be finished leaves its connection half way: it is cut, so that the server drops what it has. */
static void
add_body_failure (SendoffAttempt    *self,
                  SendoffDelivery   *delivery,
                  SendoffChannel    *channel,
                  SendoffBodyWriter *writer,
                  GError            *error)
{
  if (writer->state != SENDOFF_CHANNEL_OK || sendoff_attempt_is_cancelled (self))
    {
      add_channel_failure (self, delivery, channel, writer->state, SENDOFF_COMMAND_BODY, FALSE);
      return;
    }
  SendoffFailure *failure = add_failure (self, delivery, SENDOFF_FAILURE_FILE, SENDOFF_COMMAND_BODY);
  failure->detail = g_strdup (error->message);
  if (self->failure == NULL)
    self->failure = sendoff_failure_copy (failure);
}

static void
send_body (SendoffAttempt          *self,
           SendoffDelivery         *delivery,
           SendoffChannel          *channel,
           const SendoffEsmtpOffer *offer,
           guint64                  size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffReply) reply = NULL;
  SendoffBodyWriter writer;
  gboolean rendered;

  sendoff_body_writer_init (&writer, channel, size);
  rendered = sendoff_message_write (delivery->message, offer->eightbitmime, sendoff_body_writer_write, &writer, self->cancellable, &error) &&
             sendoff_body_writer_finish (&writer);
  if (rendered)
    reply = read_reply (self, delivery, channel, SENDOFF_COMMAND_FINAL_DOT, TRUE);
  else
    add_body_failure (self, delivery, channel, &writer, error);
  sendoff_body_writer_clear (&writer);

  if (reply == NULL || reply->code / 100 == 2)
    return;
  if (reply->code / 100 == 4 || reply->code / 100 == 5)
    add_refusal (self, delivery, SENDOFF_COMMAND_FINAL_DOT, reply, NULL);
  else
    {
      SendoffFailure *failure = add_failure (self, delivery, SENDOFF_FAILURE_UNCERTAIN, SENDOFF_COMMAND_FINAL_DOT);

      failure->reply = sendoff_reply_ref (reply);
    }
}

static GPtrArray *
make_recipients (SendoffMessage *message)
{
  GPtrArray *recipients = g_ptr_array_new_with_free_func (free_recipient);
  const char *const *to = sendoff_message_get_to (message);

  for (guint i = 0; to[i] != NULL; i++)
    {
      SendoffDeliveryRecipient *recipient = g_new0 (SendoffDeliveryRecipient, 1);

      recipient->address = g_strdup (to[i]);
      g_ptr_array_add (recipients, recipient);
    }
  return recipients;
}

void
sendoff_smtp_deliver (SendoffAttempt  *self,
                      SendoffDelivery *delivery)
{
  SendoffChannel *channel = sendoff_channel_get (self);
  g_autoptr(GString) text = g_string_new (NULL);
  SendoffEsmtpOffer offer = self->offer;
  guint64 size = 0;
  gboolean usable;

  delivery->recipients = make_recipients (delivery->message);
  sendoff_attempt_begin_step (self, SENDOFF_STEP_SUBMIT);
  if (check_require_tls (self, delivery, &offer) && check_utf8 (self, delivery, &offer) && check_size (self, delivery, &offer, &size))
    {
      append_mail (self, text, delivery->message, &offer, size);
      usable = offer.pipelining ? open_pipelined (self, delivery, channel, text) : open_one_by_one (self, delivery, channel, text);
      if (usable && delivery->failures->len == 0 && ask_for_data (self, delivery, channel))
        send_body (self, delivery, channel, &offer, size);
    }

  SendoffStepState state = SENDOFF_STEP_PASSED;
  if (delivery->failures->len > 0)
    {
      const SendoffFailure *failure = delivery->failures->pdata[0];

      state = failure->kind == SENDOFF_FAILURE_CANCELLED ? SENDOFF_STEP_CANCELLED
              : failure->kind == SENDOFF_FAILURE_UNCERTAIN ? SENDOFF_STEP_WARNING : SENDOFF_STEP_FAILED;
    }
  sendoff_attempt_end_step (self, state, NULL);
}

/* TRUE: QUIT got its own reply, or none. One that isn't 221 is odd but proves nothing; a second one behind it shows that a reply too many had
 * shifted all that followed by one, as can happen with commands sent in one go, or with an answer given before its time. */
static gboolean
is_in_step_at_quit (SendoffAttempt *self,
                    SendoffChannel *channel)
{
  static const char quit[] = "QUIT\r\n";
  g_autoptr(SendoffReply) first = NULL;
  g_autoptr(SendoffReply) second = NULL;

  channel->timeout_s = MIN (channel->timeout_s, QUIT_PATIENCE_S);
  if (sendoff_channel_check_quiet (channel) == SENDOFF_CHANNEL_GARBLED)
    return FALSE;
  sendoff_transcript_add (self->transcript, sendoff_attempt_elapsed_ms (self), TRUE, self->session == NULL, quit, strlen (quit));
  if (sendoff_channel_send (channel, quit, strlen (quit), NULL) != SENDOFF_CHANNEL_OK ||
      sendoff_channel_read_reply (channel, &first) != SENDOFF_CHANNEL_OK || first->code == 221 || first->code == 421)
    return TRUE;
  /* 354 belongs to a DATA, whose server now takes our QUIT for text. */
  return first->code / 100 != 3 && sendoff_channel_read_reply (channel, &second) != SENDOFF_CHANNEL_OK;
}

void
sendoff_smtp_part (SendoffAttempt  *self,
                   SendoffDelivery *delivery)
{
  SendoffChannel *channel = sendoff_channel_get (self);
  gboolean taken = delivery->failures->len == 0;
  SendoffFailure *failure;

  if (delivery->message == NULL || is_in_step_at_quit (self, channel) || sendoff_attempt_is_cancelled (self))
    return;
  g_ptr_array_set_size (delivery->failures, 0);
  failure = add_failure (self, delivery, taken ? SENDOFF_FAILURE_UNCERTAIN : SENDOFF_FAILURE_PROTOCOL,
                         taken ? SENDOFF_COMMAND_FINAL_DOT : SENDOFF_COMMAND_RCPT);
  if (channel->received->len > 0)
    failure->received = sendoff_attempt_scrub (self, channel->received->str, channel->received->len);
  sendoff_attempt_tell_step (self, SENDOFF_STEP_SUBMIT, taken ? SENDOFF_STEP_WARNING : SENDOFF_STEP_FAILED, NULL, -1);
}
