/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of an SMTP session (RFC 5321, 3207, 4954): greeting, commands in their order. Belongs to the connection's thread. */
#include "practice/practice-smtp.h"

#include <string.h>

#include "base/secret-string.h"

static void
greet (SendoffPracticeDialogue *self)
{
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_GREETING, 1))
    /* RFC 5321 section 3.1: a server that refuses still waits for QUIT. */
    self->smtp.is_refused = TRUE;
  else
    sendoff_practice_dialogue_reply (self, "220 " SENDOFF_PRACTICE_HOST_NAME " ESMTP at your service");
}

static void
list_extensions (SendoffPracticeDialogue *self,
                 GPtrArray               *lines)
{
  const SendoffPracticeSettings *settings = self->settings;
  gboolean is_small = sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_SMALL_SIZE);
  g_autofree char *mechanisms = sendoff_practice_dialogue_dup_mechanisms (self);

  for (guint i = 0; settings->extensions[i] != NULL; i++)
    {
      if (!is_small || g_ascii_strncasecmp (settings->extensions[i], "SIZE", 4) != 0)
        g_ptr_array_add (lines, g_strdup (settings->extensions[i]));
    }
  if (is_small)
    g_ptr_array_add (lines, g_strdup_printf ("SIZE %" G_GUINT64_FORMAT, sendoff_practice_settings_get_size_limit (settings)));
  if (sendoff_practice_dialogue_offers_tls (self))
    g_ptr_array_add (lines, g_strdup ("STARTTLS"));
  if (mechanisms != NULL)
    g_ptr_array_add (lines, g_strdup_printf ("AUTH %s", mechanisms));
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
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_CAPABILITIES, 1))
    return;

  sendoff_practice_smtp_reset (self);
  self->smtp.is_greeted = TRUE;
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
  sendoff_practice_smtp_reset (self);
  self->smtp.is_greeted = TRUE;
  sendoff_practice_dialogue_reply (self, "250 " SENDOFF_PRACTICE_HOST_NAME);
}

static void
answer_rset (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_smtp_reset (self);
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

static void
answer_starttls (SendoffPracticeDialogue *self,
                 const char              *argument)
{
  if (argument[0] != '\0' && sendoff_practice_dialogue_offers_tls (self))
    sendoff_practice_dialogue_reply (self, "501 5.5.4 STARTTLS takes no parameter");
  else if (!self->smtp.is_greeted && sendoff_practice_dialogue_offers_tls (self))
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Send EHLO first");
  else
    sendoff_practice_dialogue_start_tls (self);
}

static void
answer_auth (SendoffPracticeDialogue *self,
             const char              *argument)
{
  g_auto(GStrv) words = g_strsplit (argument, " ", 2);

  if (!sendoff_practice_dialogue_offers_sign_in (self))
    sendoff_practice_dialogue_reply (self, "502 5.5.1 AUTH is not known here");
  else if (!self->smtp.is_greeted)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Send EHLO first");
  else if (self->is_signed_in)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Signed in already");
  else if (self->smtp.sender != NULL)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 Not while a message is on its way");
  else if (words[0] == NULL || words[0][0] == '\0')
    sendoff_practice_dialogue_reply (self, "501 5.5.4 Name a mechanism");
  else
    sendoff_practice_dialogue_sign_in (self, words[0], words[1]);

  for (guint i = 0; words[i] != NULL; i++)
    sendoff_wipe (words[i], strlen (words[i]));
}

static const struct
{
  const char *verb;
  void (*answer) (SendoffPracticeDialogue *self, const char *argument);
} commands[] = {
  { "EHLO", answer_ehlo },
  { "HELO", answer_helo },
  { "STARTTLS", answer_starttls },
  { "AUTH", answer_auth },
  { "MAIL", sendoff_practice_smtp_take_sender },
  { "RCPT", sendoff_practice_smtp_take_recipient },
  { "DATA", sendoff_practice_smtp_take_message },
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
answer (SendoffPracticeDialogue *self,
        GString                 *command)
{
  const char *line = command->str;
  g_autofree char *hidden = hide_credentials (line);
  gsize verb_length = strcspn (line, " ");
  const char *argument = line + verb_length;
  guint i = 0;

  argument += strspn (argument, " ");
  while (i < G_N_ELEMENTS (commands)
         && (strlen (commands[i].verb) != verb_length || g_ascii_strncasecmp (commands[i].verb, line, verb_length) != 0))
    i++;

  sendoff_practice_dialogue_note_command (self, line, hidden != NULL ? hidden : line, i < G_N_ELEMENTS (commands));
  if (i == G_N_ELEMENTS (commands))
    sendoff_practice_dialogue_reply (self, "502 5.5.1 This command is not known here");
  else if (self->smtp.is_refused && commands[i].answer != answer_quit)
    sendoff_practice_dialogue_reply (self, "503 5.5.1 There is nothing to do here but to QUIT");
  else
    commands[i].answer (self, argument);
}

/* RFC 3207 section 4.2: nothing of what was said in clear counts. */
static void
forget (SendoffPracticeDialogue *self)
{
  sendoff_practice_smtp_reset (self);
  self->smtp.is_greeted = FALSE;
}

const SendoffPracticeSpeech sendoff_practice_smtp_speech = {
  .greet = greet,
  .answer = answer,
  .forget = forget,
  /* RFC 5321 section 3.8: after 421 the server closes. */
  .farewell = "421",
  .refusals = { "5", NULL },
  .words = {
    [SENDOFF_PRACTICE_WORD_CHALLENGE] = "334 ",
    [SENDOFF_PRACTICE_WORD_FULL] = "421 4.3.2 Too many connections, try again later",
    [SENDOFF_PRACTICE_WORD_LINE_TOO_LONG] = "500 5.5.2 Line too long",
    [SENDOFF_PRACTICE_WORD_TOO_MANY_ERRORS] = "421 4.7.0 Too many errors",
    [SENDOFF_PRACTICE_WORD_TLS_READY] = "220 2.0.0 Ready to start TLS",
    [SENDOFF_PRACTICE_WORD_TLS_NOT_KNOWN] = "502 5.5.1 STARTTLS is not known here",
    [SENDOFF_PRACTICE_WORD_TLS_ACTIVE] = "503 5.5.1 TLS is active already",
    [SENDOFF_PRACTICE_WORD_TLS_FIRST] = "530 5.7.0 Must issue a STARTTLS command first",
    [SENDOFF_PRACTICE_WORD_SIGNED_IN] = "235 2.7.0 Authentication successful",
    [SENDOFF_PRACTICE_WORD_DENIED] = "535 5.7.8 Authentication credentials invalid",
    [SENDOFF_PRACTICE_WORD_CANCELLED] = "501 5.7.0 Authentication cancelled",
    [SENDOFF_PRACTICE_WORD_RESPONSE_TOO_LONG] = "500 5.5.6 Authentication line too long",
    [SENDOFF_PRACTICE_WORD_NOT_BASE64] = "501 5.5.2 That is not base64",
    [SENDOFF_PRACTICE_WORD_BAD_RESPONSE] = "501 5.5.2 That is no message of this mechanism",
    [SENDOFF_PRACTICE_WORD_NO_INITIAL_RESPONSE] = "501 5.5.4 This mechanism has no initial response",
    [SENDOFF_PRACTICE_WORD_MECHANISM_NOT_OFFERED] = "504 5.5.4 This mechanism is not offered",
    [SENDOFF_PRACTICE_WORD_LONG_BEGIN] = "",
    [SENDOFF_PRACTICE_WORD_LONG_END] = "250 The end",
  },
};
