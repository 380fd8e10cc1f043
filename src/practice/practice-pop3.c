/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of a POP3 session (RFC 1939, 2449, 2595, 5034) up to an empty mailbox. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include "base/secret-string.h"

/* USER and APOP stand among the mechanisms of the settings. */
static gboolean
offers (SendoffPracticeDialogue *self,
        const char              *method)
{
  return sendoff_practice_dialogue_offers_sign_in (self) && sendoff_practice_settings_has_mechanism (self->settings, method);
}

static void
greet (SendoffPracticeDialogue *self)
{
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_GREETING, 1))
    return;

  if (offers (self, "APOP"))
    self->pop3.stamp = g_strdup_printf ("<%08x.%" G_GINT64_FORMAT "@" SENDOFF_PRACTICE_HOST_NAME ">", g_random_int (),
                                        g_get_real_time ());
  sendoff_practice_dialogue_reply_format (self, "+OK " SENDOFF_PRACTICE_HOST_NAME " POP3 at your service%s%s",
                                          self->pop3.stamp != NULL ? " " : "", self->pop3.stamp != NULL ? self->pop3.stamp : "");
}

static void
answer_capa (SendoffPracticeDialogue *self,
             const char              *argument)
{
  g_autoptr(GString) reply = g_string_new ("+OK This is what I can do\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nUIDL\r\n");
  g_autofree char *mechanisms = sendoff_practice_dialogue_dup_mechanisms (self);

  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_CAPABILITIES, 1))
    return;

  if (sendoff_practice_dialogue_offers_tls (self) && !self->is_signed_in)
    g_string_append (reply, "STLS\r\n");
  if (offers (self, "USER") && sendoff_practice_dialogue_allows_sign_in (self))
    g_string_append (reply, "USER\r\n");
  if (mechanisms != NULL)
    g_string_append_printf (reply, "SASL %s\r\n", mechanisms);
  g_string_append_c (reply, '.');
  sendoff_practice_dialogue_reply (self, reply->str);
}

static void
answer_stls (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_start_tls (self);
}

/* FALSE: the client was told. */
static gboolean
check_method (SendoffPracticeDialogue *self,
              const char              *method)
{
  if (!offers (self, method))
    sendoff_practice_dialogue_reply (self, "-ERR This way to sign in is not known here");
  else if (!sendoff_practice_dialogue_allows_sign_in (self))
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_TLS_FIRST);
  else
    return TRUE;
  return FALSE;
}

static void
answer_user (SendoffPracticeDialogue *self,
             const char              *argument)
{
  if (!check_method (self, "USER"))
    return;

  if (argument[0] == '\0')
    sendoff_practice_dialogue_reply (self, "-ERR Syntax: USER name");
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_AUTH, 1))
    {
      g_free (self->pop3.user);
      self->pop3.user = g_strdup (argument);
      sendoff_practice_dialogue_reply (self, "+OK Send PASS");
    }
}

static void
answer_pass (SendoffPracticeDialogue *self,
             const char              *argument)
{
  g_autofree char *user = g_steal_pointer (&self->pop3.user);

  if (user == NULL)
    sendoff_practice_dialogue_reply (self, "-ERR Send USER first");
  else
    sendoff_practice_dialogue_give_verdict (self, argument, user, argument, sendoff_practice_dialogue_is_login (self, user, argument));
}

static void
answer_apop (SendoffPracticeDialogue *self,
             const char              *argument)
{
  gsize length = strcspn (argument, " ");
  g_autofree char *user = g_strndup (argument, length);
  g_autofree char *secret = NULL;
  g_autofree char *digest = NULL;

  if (!check_method (self, "APOP"))
    return;

  if (argument[length] == '\0')
    sendoff_practice_dialogue_reply (self, "-ERR Syntax: APOP name digest");
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_AUTH, 1))
    {
      secret = g_strconcat (self->pop3.stamp, self->settings->password, NULL);
      digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, secret, -1);
      sendoff_wipe (secret, strlen (secret));
      sendoff_practice_dialogue_give_verdict (self, argument, user, argument + length + 1,
                                              g_str_equal (user, self->settings->user) && g_str_equal (argument + length + 1, digest));
    }
}

static void
answer_auth (SendoffPracticeDialogue *self,
             const char              *argument)
{
  g_auto(GStrv) words = g_strsplit (argument, " ", 2);

  if (!sendoff_practice_dialogue_offers_sign_in (self))
    sendoff_practice_dialogue_reply (self, "-ERR AUTH is not known here");
  else if (argument[0] == '\0')
    sendoff_practice_dialogue_reply (self, "-ERR Name a mechanism");
  else
    sendoff_practice_dialogue_sign_in (self, words[0], words[1]);

  for (guint i = 0; words[i] != NULL; i++)
    sendoff_wipe (words[i], strlen (words[i]));
}

static void
answer_stat (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_reply (self, "+OK 0 0");
}

static void
answer_list (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_reply (self, argument[0] == '\0' ? "+OK 0 messages\r\n." : "-ERR No such message");
}

static void
answer_noop (SendoffPracticeDialogue *self,
             const char              *argument)
{
  sendoff_practice_dialogue_reply (self, "+OK");
}

static void
answer_quit (SendoffPracticeDialogue *self,
             const char              *argument)
{
  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_QUIT, 1))
    sendoff_practice_dialogue_reply (self, "+OK See you");
  self->has_ended = TRUE;
}

typedef enum
{
  ANY_STATE,
  BEFORE_SIGN_IN,
  AFTER_SIGN_IN,
} State;

typedef struct
{
  const char *verb;
  State       state;
  guint       n_shown;  /* how many words may be kept; 0: all */
  void      (*answer) (SendoffPracticeDialogue *self, const char *argument);
} Command;

static const Command commands[] = {
  { "CAPA", ANY_STATE, 0, answer_capa },
  { "QUIT", ANY_STATE, 0, answer_quit },
  { "STLS", BEFORE_SIGN_IN, 0, answer_stls },
  { "USER", BEFORE_SIGN_IN, 1, answer_user },
  { "PASS", BEFORE_SIGN_IN, 1, answer_pass },
  { "APOP", BEFORE_SIGN_IN, 1, answer_apop },
  { "AUTH", BEFORE_SIGN_IN, 2, answer_auth },
  { "STAT", AFTER_SIGN_IN, 0, answer_stat },
  { "LIST", AFTER_SIGN_IN, 0, answer_list },
  { "UIDL", AFTER_SIGN_IN, 0, answer_list },
  { "NOOP", AFTER_SIGN_IN, 0, answer_noop },
};

static const Command *
find_command (const char *line,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strlen (commands[i].verb) == length && g_ascii_strncasecmp (commands[i].verb, line, length) == 0)
        return &commands[i];
    }
  return NULL;
}

static void
note_command (SendoffPracticeDialogue *self,
              const char              *line,
              const Command           *command)
{
  const char *end = line;
  g_autofree char *shown = NULL;

  for (guint i = 0; command != NULL && i < command->n_shown && end != NULL; i++)
    end = strchr (end == line ? end : end + 1, ' ');
  if (command != NULL && command->n_shown > 0 && end != NULL)
    shown = g_strdup_printf ("%.*s …", (int) (end - line), line);
  sendoff_practice_dialogue_note_command (self, line, shown != NULL ? shown : line, command != NULL);
}

static void
answer (SendoffPracticeDialogue *self,
        GString                 *line)
{
  gsize length = strcspn (line->str, " ");
  const Command *command = find_command (line->str, length);
  const char *argument = line->str + length;

  /* One space: a password may begin with another (RFC 1939 section 7). */
  if (*argument == ' ')
    argument++;
  note_command (self, line->str, command);
  if (command == NULL)
    sendoff_practice_dialogue_reply (self, "-ERR This command is not known here");
  else if (command->state == BEFORE_SIGN_IN && self->is_signed_in)
    sendoff_practice_dialogue_reply (self, "-ERR Signed in already");
  else if (command->state == AFTER_SIGN_IN && !self->is_signed_in)
    sendoff_practice_dialogue_reply (self, "-ERR Sign in first");
  else
    command->answer (self, argument);
}

static void
forget (SendoffPracticeDialogue *self)
{
  g_clear_pointer (&self->pop3.user, g_free);
}

const SendoffPracticeSpeech sendoff_practice_pop3_speech = {
  .greet = greet,
  .answer = answer,
  .forget = forget,
  .farewell = NULL,
  .refusals = { "-ERR", NULL },
  .words = {
    [SENDOFF_PRACTICE_WORD_CHALLENGE] = "+ ",
    [SENDOFF_PRACTICE_WORD_FULL] = "-ERR [SYS/TEMP] Too many connections, try again later",
    [SENDOFF_PRACTICE_WORD_LINE_TOO_LONG] = "-ERR Line too long",
    [SENDOFF_PRACTICE_WORD_TOO_MANY_ERRORS] = "-ERR Too many errors",
    [SENDOFF_PRACTICE_WORD_TLS_READY] = "+OK Ready to start TLS",
    [SENDOFF_PRACTICE_WORD_TLS_NOT_KNOWN] = "-ERR STLS is not known here",
    [SENDOFF_PRACTICE_WORD_TLS_ACTIVE] = "-ERR TLS is active already",
    [SENDOFF_PRACTICE_WORD_TLS_FIRST] = "-ERR [SYS/PERM] Start TLS before you sign in",
    [SENDOFF_PRACTICE_WORD_SIGNED_IN] = "+OK Signed in",
    [SENDOFF_PRACTICE_WORD_DENIED] = "-ERR [AUTH] Authentication failed",
    [SENDOFF_PRACTICE_WORD_CANCELLED] = "-ERR Authentication cancelled",
    [SENDOFF_PRACTICE_WORD_RESPONSE_TOO_LONG] = "-ERR Authentication line too long",
    [SENDOFF_PRACTICE_WORD_NOT_BASE64] = "-ERR That is not base64",
    [SENDOFF_PRACTICE_WORD_BAD_RESPONSE] = "-ERR That is no message of this mechanism",
    [SENDOFF_PRACTICE_WORD_NO_INITIAL_RESPONSE] = "-ERR This mechanism has no initial response",
    [SENDOFF_PRACTICE_WORD_MECHANISM_NOT_OFFERED] = "-ERR This mechanism is not offered",
    [SENDOFF_PRACTICE_WORD_LONG_BEGIN] = "+OK\r\n",
    [SENDOFF_PRACTICE_WORD_LONG_END] = ".",
  },
};
