/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a mail transaction: sender, recipients, message (RFC 5321 section 3.3). Belongs to the connection's thread. */
#include "practice/practice-smtp.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "practice/practice-body.h"

#define RECIPIENTS_MAX 1000

void
sendoff_practice_smtp_reset (SendoffPracticeDialogue *self)
{
  g_clear_pointer (&self->smtp.sender, g_free);
  self->smtp.has_utf8 = FALSE;
  self->smtp.n_recipients_named = 0;
  self->smtp.n_recipients = 0;
}

/* Takes "FROM:<address> PARAMETERS" apart. NULL: it isn't so. *parameters is borrowed. */
static char *
parse_path (const char  *argument,
            const char  *keyword,
            const char **parameters)
{
  gsize length = strlen (keyword);
  const char *end;

  if (g_ascii_strncasecmp (argument, keyword, length) != 0)
    return NULL;
  argument += length;
  argument += strspn (argument, " ");
  end = strchr (argument, '>');
  if (argument[0] != '<' || end == NULL || (end[1] != '\0' && end[1] != ' '))
    return NULL;

  *parameters = end + 1;
  return g_strndup (argument + 1, (gsize) (end - argument - 1));
}

typedef struct
{
  const char *name;
  const char *extension;
} Parameter;

static const Parameter sender_parameters[] = {
  { "SIZE", "SIZE" }, { "BODY", "8BITMIME" }, { "SMTPUTF8", "SMTPUTF8" }, { "RET", "DSN" }, { "ENVID", "DSN" },
  { "REQUIRETLS", "REQUIRETLS" }, { "MT-PRIORITY", "MT-PRIORITY" }, { "HOLDFOR", "FUTURERELEASE" }, { "AUTH", NULL }, { NULL, NULL },
};
static const Parameter recipient_parameters[] = { { "NOTIFY", "DSN" }, { "ORCPT", "DSN" }, { NULL, NULL } };

/* What wasn't offered can't be asked for: a client that asks all the same would fail with other servers. */
static gboolean
is_offered (SendoffPracticeDialogue *self,
            const Parameter         *known,
            const char              *parameter)
{
  gsize length = strcspn (parameter, "=");

  for (; known->name != NULL; known++)
    {
      if (strlen (known->name) == length && g_ascii_strncasecmp (known->name, parameter, length) == 0)
        return known->extension != NULL ? sendoff_practice_settings_has_extension (self->settings, known->extension)
                                        : self->settings->mechanisms != NULL;
    }
  return FALSE;
}

/* FALSE: refused. */
static gboolean
take_parameters (SendoffPracticeDialogue *self,
                 const char              *text,
                 const Parameter         *known)
{
  g_auto(GStrv) parameters = g_strsplit (text, " ", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      const char *parameter = parameters[i];

      if (parameter[0] == '\0')
        continue;
      if (!is_offered (self, known, parameter))
        {
          sendoff_practice_dialogue_reply (self, "555 5.5.4 This parameter is not offered");
          return FALSE;
        }
      if (g_ascii_strcasecmp (parameter, "SMTPUTF8") == 0)
        self->smtp.has_utf8 = TRUE;
      if (g_ascii_strncasecmp (parameter, "SIZE=", 5) == 0
          && g_ascii_strtoull (parameter + 5, NULL, 10) > sendoff_practice_settings_get_size_limit (self->settings))
        {
          sendoff_practice_dialogue_reply (self, "552 5.3.4 Message size exceeds fixed limit");
          return FALSE;
        }
    }
  return TRUE;
}

/* FALSE: refused. RFC 6531 section 3.5. */
static gboolean
check_address (SendoffPracticeDialogue *self,
               const char              *address)
{
  if (g_str_is_ascii (address) || self->smtp.has_utf8)
    return TRUE;
  sendoff_practice_dialogue_reply (self, "553 5.6.7 A non-ASCII address needs SMTPUTF8");
  return FALSE;
}

static void
accept_sender (SendoffPracticeDialogue *self,
               char                    *sender)
{
  self->smtp.sender = sender;
  sendoff_practice_dialogue_reply (self, "250 2.1.0 Ok");
}

/* A quirk is a strange way to say yes; the other mishaps say no. */
static gboolean
play_sender_mishap (SendoffPracticeDialogue *self,
                    const char              *sender)
{
  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_MAIL, 1))
    return FALSE;
  if (self->settings->mishap->quirk != SENDOFF_PRACTICE_QUIRK_NONE)
    self->smtp.sender = g_strdup (sender);
  return TRUE;
}

void
sendoff_practice_smtp_take_sender (SendoffPracticeDialogue *self,
                                   const char              *argument)
{
  const char *parameters = NULL;
  g_autofree char *sender = parse_path (argument, "FROM:", &parameters);

  if (!self->smtp.is_greeted)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Send EHLO first");
  else if (self->smtp.sender != NULL)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 One sender is enough");
  else if (sender == NULL)
    sendoff_practice_dialogue_reply (self, "501 5.5.4 Syntax: MAIL FROM:<address>");
  else if (!take_parameters (self, parameters, sender_parameters) || !check_address (self, sender))
    self->smtp.has_utf8 = FALSE;
  else if (!play_sender_mishap (self, sender))
    accept_sender (self, g_steal_pointer (&sender));
}

static void
judge_recipient (SendoffPracticeDialogue *self,
                 const char              *recipient)
{
  self->smtp.n_recipients_named++;
  if (self->settings->requires_sign_in && !self->is_signed_in)
    sendoff_practice_dialogue_reply_format (self, "550 5.7.1 <%s>... Relaying denied. Proper authentication required.", recipient);
  else if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_DOUBLE_REPLY))
    sendoff_practice_dialogue_reply (self, "550 5.1.1 No such user here");
  else if (self->smtp.n_recipients >= RECIPIENTS_MAX)
    sendoff_practice_dialogue_reply (self, "452 4.5.3 Too many recipients");
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_RCPT, self->smtp.n_recipients_named))
    {
      self->smtp.n_recipients++;
      sendoff_practice_dialogue_reply (self, "250 2.1.5 Ok");
    }
}

void
sendoff_practice_smtp_take_recipient (SendoffPracticeDialogue *self,
                                      const char              *argument)
{
  const char *parameters = NULL;
  g_autofree char *recipient = parse_path (argument, "TO:", &parameters);

  if (self->smtp.sender == NULL)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Send MAIL first");
  else if (recipient == NULL || recipient[0] == '\0')
    sendoff_practice_dialogue_reply (self, "501 5.5.4 Syntax: RCPT TO:<address>");
  else if (take_parameters (self, parameters, recipient_parameters) && check_address (self, recipient))
    judge_recipient (self, recipient);
}

/* FALSE: the connection ended first. */
static gboolean
read_body (SendoffPracticeDialogue *self,
           SendoffPracticeBody     *body)
{
  SendoffPracticeChannel *channel = &self->channel;
  gboolean is_first = TRUE;

  while (channel->start < channel->end || sendoff_practice_channel_fill (channel) > 0)
    {
      gsize n_used;
      gboolean is_end;

      if (is_first && sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_BODY, 1))
        return FALSE;
      is_first = FALSE;
      is_end = sendoff_practice_body_feed (body, channel->buffer + channel->start, channel->end - channel->start, &n_used);
      channel->start += n_used;
      if (is_end)
        return TRUE;
    }
  return FALSE;
}

static void
keep_message (SendoffPracticeDialogue *self,
              SendoffPracticeBody     *body)
{
  g_autofree char *size = g_format_size (body->bytes->len);

  self->smtp.n_messages++;
  sendoff_practice_record_add_message (self->record, g_byte_array_free_to_bytes (g_steal_pointer (&body->bytes)));
  /* Translators: %s is a size, like "1.2 kB". */
  sendoff_practice_dialogue_note (self, _("A message of %s arrived; it is kept in memory only"), size);
}

static void
judge_message (SendoffPracticeDialogue *self,
               SendoffPracticeBody     *body)
{
  const SendoffPracticeMishapRow *mishap = self->settings->mishap;

  if (body->n_bytes > body->limit)
    sendoff_practice_dialogue_reply (self, "552 5.3.4 Message size exceeds fixed limit");
  else if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_EARLY_REPLY)
    sendoff_practice_dialogue_reply (self, "554 5.7.1 Message refused");
  else if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_DOT, 1))
    {
      if (mishap->quirk != SENDOFF_PRACTICE_QUIRK_NONE)
        keep_message (self, body);
    }
  else
    {
      keep_message (self, body);
      sendoff_practice_dialogue_reply_format (self, "250 2.0.0 Ok: queued as REHEARSAL-%u-%u", self->number, self->smtp.n_messages);
    }
  sendoff_practice_smtp_reset (self);
}

void
sendoff_practice_smtp_take_message (SendoffPracticeDialogue *self,
                                    const char              *argument)
{
  const SendoffPracticeMishapRow *mishap = self->settings->mishap;
  g_auto(SendoffPracticeBody) body = { NULL };

  if (argument[0] != '\0')
    sendoff_practice_dialogue_reply (self, "501 5.5.4 DATA takes no parameter");
  else if (self->smtp.sender == NULL)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Send MAIL first");
  else if (self->smtp.n_recipients == 0)
    sendoff_practice_dialogue_reply (self, self->smtp.n_recipients_named > 0 ? "554 5.5.1 No valid recipients"
                                                                             : "503 5.5.1 Send RCPT first");
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_DATA, 1))
    {
      sendoff_practice_body_init (&body, sendoff_practice_settings_get_size_limit (self->settings));
      if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_EARLY_REPLY)
        sendoff_practice_dialogue_reply_bytes (self, mishap->text, mishap->length);
      else
        sendoff_practice_dialogue_reply (self, "354 End the message with <CR><LF>.<CR><LF>");
      if (read_body (self, &body))
        judge_message (self, &body);
    }
}
