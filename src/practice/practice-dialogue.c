/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of one SMTP session: greeting, commands in their order, end. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/secret-string.h"

#define SLOW_BANNER_MS 6000
#define ERRORS_MAX 100

static void
greet (SendoffPracticeDialogue *self)
{
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_SLOW_BANNER))
    sendoff_practice_channel_pause (&self->channel, SLOW_BANNER_MS);
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_GREETING, 1))
    /* RFC 5321 section 3.1: a server that refuses still waits for QUIT. */
    self->is_refused = TRUE;
  else
    sendoff_practice_dialogue_reply (self, "220 " SENDOFF_PRACTICE_HOST_NAME " ESMTP at your service");
}

static void
list_extensions (SendoffPracticeDialogue *self,
                 GPtrArray               *lines)
{
  const SendoffPracticeSettings *settings = self->settings;
  gboolean is_small = sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_SMALL_SIZE);

  for (guint i = 0; settings->extensions[i] != NULL; i++)
    {
      if (!is_small || g_ascii_strncasecmp (settings->extensions[i], "SIZE", 4) != 0)
        g_ptr_array_add (lines, g_strdup (settings->extensions[i]));
    }
  if (is_small)
    g_ptr_array_add (lines, g_strdup_printf ("SIZE %" G_GUINT64_FORMAT, sendoff_practice_settings_get_size_limit (settings)));
  if (!self->channel.is_tls && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_STARTTLS))
    g_ptr_array_add (lines, g_strdup ("STARTTLS"));

  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_UNKNOWN_AUTH))
    g_ptr_array_add (lines, g_strdup ("AUTH SCRAM-SHA-256"));
  else if (settings->mechanisms != NULL && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_AUTH))
    {
      g_autofree char *mechanisms = g_strjoinv (" ", settings->mechanisms);

      g_ptr_array_add (lines, g_strdup_printf ("AUTH %s", mechanisms));
    }
}

static void
reply_without_end (SendoffPracticeDialogue *self)
{
  static const char line[] = "250-X-AND-ONE-MORE\r\n";
  g_autoptr(GString) part = g_string_new (NULL);

  while (part->len < 4096)
    g_string_append (part, line);
  while (sendoff_practice_channel_write (&self->channel, part->str, part->len) && sendoff_practice_channel_pause (&self->channel, 1))
    ;
}

static void
answer_ehlo (SendoffPracticeDialogue *self,
             const char              *argument)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) reply = g_string_new (NULL);

  if (argument[0] == '\0')
    {
      sendoff_practice_dialogue_reply (self, "501 5.5.4 Syntax: EHLO name");
      return;
    }
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_EHLO, 1))
    return;
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_ENDLESS_EHLO))
    {
      reply_without_end (self);
      return;
    }

  sendoff_practice_dialogue_reset (self);
  self->is_greeted = TRUE;
  g_ptr_array_add (lines, g_strdup (SENDOFF_PRACTICE_HOST_NAME));
  if (!sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS))
    list_extensions (self, lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (reply, "%s250%c%s", i > 0 ? "\r\n" : "", i + 1 < lines->len ? '-' : ' ',
                            (const char *) g_ptr_array_index (lines, i));
  sendoff_practice_dialogue_reply (self, reply->str);
}

static void
answer_helo (SendoffPracticeDialogue *self,
             const char              *argument)
{
  if (argument[0] == '\0')
    {
      sendoff_practice_dialogue_reply (self, "501 5.5.4 Syntax: HELO name");
      return;
    }
  sendoff_practice_dialogue_reset (self);
  self->is_greeted = TRUE;
  sendoff_practice_dialogue_reply (self, "250 " SENDOFF_PRACTICE_HOST_NAME);
}

static void
answer_rset (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_reset (self);
  sendoff_practice_dialogue_reply (self, "250 2.0.0 Ok");
}

static void
answer_noop (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_reply (self, "250 2.0.0 Ok");
}

static void
answer_vrfy (SendoffPracticeDialogue *self,
             const char              *argument)
{
  if (argument[0] == '\0')
    sendoff_practice_dialogue_reply (self, "501 5.5.4 Syntax: VRFY address");
  else
    sendoff_practice_dialogue_reply (self, "252 2.0.0 Try and see");
}

static void
answer_quit (SendoffPracticeDialogue *self,
             const char              *argument)
{
  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_QUIT, 1))
    sendoff_practice_dialogue_reply (self, "221 2.0.0 Bye");
  self->has_ended = TRUE;
}

static const struct
{
  const char *verb;
  void (*answer) (SendoffPracticeDialogue *self, const char *argument);
} commands[] = {
  { "EHLO", answer_ehlo },
  { "HELO", answer_helo },
  { "STARTTLS", sendoff_practice_dialogue_start_tls },
  { "AUTH", sendoff_practice_dialogue_sign_in },
  { "MAIL", sendoff_practice_dialogue_take_sender },
  { "RCPT", sendoff_practice_dialogue_take_recipient },
  { "DATA", sendoff_practice_dialogue_take_message },
  { "RSET", answer_rset },
  { "NOOP", answer_noop },
  { "VRFY", answer_vrfy },
  { "QUIT", answer_quit },
};

/* What may be kept of a line: AUTH without its initial response. NULL: the whole line. */
static char *
hide_credentials (const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 3);
  char *shown = NULL;

  if (g_ascii_strncasecmp (line, "AUTH", 4) == 0 && g_strv_length (words) == 3)
    shown = g_strdup_printf ("%s %s …", words[0], words[1]);
  for (guint i = 0; words[i] != NULL; i++)
    sendoff_wipe (words[i], strlen (words[i]));
  return shown;
}

static void
note_command (SendoffPracticeDialogue *self,
              const char              *line,
              gboolean                 is_known)
{
  g_autofree char *hidden = hide_credentials (line);
  const char *shown = hidden != NULL ? hidden : line;

  sendoff_practice_record_add_command (self->record, self->settings->keep_credentials ? line : shown);
  /* A line out of step may be a password: only what is surely a command is logged. */
  if (!is_known)
    sendoff_practice_dialogue_note (self, _("The program sent something that is not a command"));
  else
    sendoff_practice_dialogue_note_line (self, 'C', shown, strlen (shown));
}

static void
answer_command (SendoffPracticeDialogue *self,
                const char              *line)
{
  gsize verb_length = strcspn (line, " ");
  const char *argument = line + verb_length;
  guint i = 0;

  argument += strspn (argument, " ");
  while (i < G_N_ELEMENTS (commands)
         && (strlen (commands[i].verb) != verb_length || g_ascii_strncasecmp (commands[i].verb, line, verb_length) != 0))
    i++;

  note_command (self, line, i < G_N_ELEMENTS (commands));
  if (i == G_N_ELEMENTS (commands))
    sendoff_practice_dialogue_reply (self, "502 5.5.1 This command is not known here");
  else if (self->is_refused && commands[i].answer != answer_quit)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 There is nothing to do here but to QUIT");
  else
    commands[i].answer (self, argument);
}

static void
read_command (SendoffPracticeDialogue *self,
              GString                 *line)
{
  switch (sendoff_practice_channel_read_line (&self->channel, line, SENDOFF_PRACTICE_LINE_MAX))
    {
    case SENDOFF_PRACTICE_LINE_OK:
      answer_command (self, line->str);
      break;
    case SENDOFF_PRACTICE_LINE_TOO_LONG:
      sendoff_practice_dialogue_reply (self, "500 5.5.2 Line too long");
      break;
    case SENDOFF_PRACTICE_LINE_CLOSED:
      self->has_ended = TRUE;
      break;
    }
  sendoff_wipe (line->str, line->len);
  if (self->n_errors > ERRORS_MAX && !self->has_ended)
    sendoff_practice_dialogue_reply (self, "421 4.7.0 Too many errors");
}

static gboolean
is_over (SendoffPracticeDialogue *self)
{
  return self->has_ended || self->channel.is_broken;
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
  g_autoptr(GString) line = g_string_new (NULL);

  sendoff_practice_channel_init (&self->channel, fd, cancel_fd, record);
  self->settings = settings;
  self->record = record;
  self->log = log;
  self->number = number;
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_DRIBBLE))
    self->channel.byte_delay_ms = 50;

  sendoff_practice_dialogue_note (self, _("A program connected"));
  if (settings->implicit_tls)
    sendoff_practice_dialogue_shake_hands (self);
  if (!is_over (self))
    greet (self);
  while (!is_over (self))
    read_command (self, line);

  if (!self->channel.is_broken)
    sendoff_practice_channel_finish (&self->channel);
  sendoff_practice_dialogue_note (self, _("The connection ended"));
  sendoff_practice_dialogue_reset (self);
  sendoff_practice_channel_clear (&self->channel);
}
