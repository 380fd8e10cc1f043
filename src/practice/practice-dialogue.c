/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of one session in any protocol: from the greeting, command by command, to the end. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/secret-string.h"

#define SLOW_BANNER_MS 6000
#define SLOW_BYTE_MS 50
#define ERRORS_MAX 100

const SendoffPracticeSpeech *
sendoff_practice_speech_get (SendoffPracticeProtocol protocol)
{
  switch (protocol)
    {
    case SENDOFF_PRACTICE_SMTP:
      return &sendoff_practice_smtp_speech;
    case SENDOFF_PRACTICE_IMAP:
      return &sendoff_practice_imap_speech;
    case SENDOFF_PRACTICE_POP3:
      return &sendoff_practice_pop3_speech;
    case SENDOFF_N_PRACTICE_PROTOCOLS:
      break;
    }
  g_assert_not_reached ();
}

void
sendoff_practice_dialogue_note_command (SendoffPracticeDialogue *self,
                                        const char              *line,
                                        const char              *shown,
                                        gboolean                 is_known)
{
  sendoff_practice_record_add_command (self->record, self->settings->keep_credentials ? line : shown);
  if (!is_known)
    sendoff_practice_dialogue_note (self, _("The program sent something that is not a command"));
  else
    sendoff_practice_dialogue_note_line (self, 'C', shown, strlen (shown));
}

static void
read_command (SendoffPracticeDialogue *self,
              GString                 *line)
{
  switch (sendoff_practice_channel_read_line (&self->channel, line, SENDOFF_PRACTICE_LINE_MAX))
    {
    case SENDOFF_PRACTICE_LINE_OK:
      self->speech->answer (self, line);
      break;
    case SENDOFF_PRACTICE_LINE_TOO_LONG:
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_LINE_TOO_LONG);
      break;
    case SENDOFF_PRACTICE_LINE_CLOSED:
      self->has_ended = TRUE;
      break;
    }
  sendoff_wipe (line->str, line->len);
  if (self->n_errors > ERRORS_MAX && !self->has_ended)
    {
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_TOO_MANY_ERRORS);
      self->has_ended = TRUE;
    }
}

static gboolean
is_over (SendoffPracticeDialogue *self)
{
  return self->has_ended || self->channel.is_broken;
}

static void
hold (SendoffPracticeDialogue *self)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (self->settings->implicit_tls)
    sendoff_practice_dialogue_shake_hands (self);
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_SLOW_BANNER) && !is_over (self))
    sendoff_practice_channel_pause (&self->channel, SLOW_BANNER_MS);
  if (!is_over (self))
    self->speech->greet (self);
  while (!is_over (self))
    read_command (self, line);

  if (!self->channel.is_broken)
    sendoff_practice_channel_finish (&self->channel);
}

void
sendoff_practice_dialogue_run (int                            fd,
                               int                            cancel_fd,
                               const SendoffPracticeSettings *settings,
                               SendoffPracticeRecord         *record,
                               SendoffPracticeLog            *log,
                               guint                          number)
{
  g_autofree SendoffPracticeDialogue *self = g_new0 (SendoffPracticeDialogue, 1);

  sendoff_practice_channel_init (&self->channel, fd, cancel_fd, record);
  self->speech = sendoff_practice_speech_get (settings->protocol);
  self->settings = settings;
  self->record = record;
  self->log = log;
  self->number = number;
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_DRIBBLE))
    self->channel.byte_delay_ms = SLOW_BYTE_MS;

  sendoff_practice_dialogue_note (self, _("A program connected"));
  hold (self);
  sendoff_practice_dialogue_note (self, _("The connection ended"));
  self->speech->forget (self);
  g_free (self->pop3.stamp);
  sendoff_practice_channel_clear (&self->channel);
}
