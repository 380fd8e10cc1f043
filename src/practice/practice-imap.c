/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of an IMAP session (RFC 3501, 4959, 7888) up to an empty mailbox. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include "base/secret-string.h"
#include "practice/practice-imap-command.h"

#define LITERAL_MAX 8192
#define COMMAND_MAX (64 * 1024)
#define PROTOCOL_CAPABILITIES "IMAP4rev1 SASL-IR LITERAL+ ID"

/* What is left of a command: its arguments, up to the end, which a NUL in a literal doesn't mark. */
typedef struct
{
  const char *cursor;
  const char *end;
} Arguments;

static gboolean
allows_login (SendoffPracticeDialogue *self)
{
  return sendoff_practice_dialogue_offers_sign_in (self) && sendoff_practice_dialogue_allows_sign_in (self)
         && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_UNKNOWN_AUTH);
}

static char *
dup_capabilities (SendoffPracticeDialogue *self)
{
  g_autoptr(GString) text = g_string_new (PROTOCOL_CAPABILITIES);
  g_autofree char *mechanisms = NULL;
  g_auto(GStrv) names = NULL;

  if (self->is_signed_in)
    return g_string_free (g_steal_pointer (&text), FALSE);

  if (sendoff_practice_dialogue_offers_tls (self))
    g_string_append (text, " STARTTLS");
  if (!allows_login (self))
    g_string_append (text, " LOGINDISABLED");
  mechanisms = sendoff_practice_dialogue_dup_mechanisms (self);
  names = g_strsplit (mechanisms != NULL ? mechanisms : "", " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, " AUTH=%s", names[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
greet (SendoffPracticeDialogue *self)
{
  g_autofree char *capabilities = NULL;

  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_GREETING, 1))
    {
      capabilities = dup_capabilities (self);
      sendoff_practice_dialogue_reply_format (self, "* OK [CAPABILITY %s] " SENDOFF_PRACTICE_HOST_NAME " IMAP at your service",
                                              capabilities);
    }
  else
    self->is_signed_in = sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_SIGNED_IN);
}

static void
answer_capability (SendoffPracticeDialogue *self,
                   Arguments               *arguments)
{
  g_autofree char *capabilities = dup_capabilities (self);

  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_CAPABILITIES, 1))
    sendoff_practice_dialogue_reply_format (self, "* CAPABILITY %s\r\n{tag} OK That is all", capabilities);
}

static void
answer_noop (SendoffPracticeDialogue *self,
             Arguments               *arguments)
{
  sendoff_practice_dialogue_reply (self, "{tag} OK Nothing new");
}

static void
answer_id (SendoffPracticeDialogue *self,
           Arguments               *arguments)
{
  sendoff_practice_dialogue_reply (self, "* ID NIL\r\n{tag} OK Pleased to meet you");
}

static void
answer_logout (SendoffPracticeDialogue *self,
               Arguments               *arguments)
{
  if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_QUIT, 1))
    sendoff_practice_dialogue_reply (self, "* BYE See you\r\n{tag} OK Signed out");
  self->has_ended = TRUE;
}

static void
answer_starttls (SendoffPracticeDialogue *self,
                 Arguments               *arguments)
{
  sendoff_practice_dialogue_start_tls (self);
}

static void
answer_login (SendoffPracticeDialogue *self,
              Arguments               *arguments)
{
  g_autoptr(GString) user = g_string_new (NULL);
  g_autoptr(GString) password = g_string_new (NULL);

  if (!sendoff_practice_dialogue_offers_sign_in (self))
    sendoff_practice_dialogue_reply (self, "{tag} BAD LOGIN is not known here");
  else if (!allows_login (self))
    sendoff_practice_dialogue_reply (self, "{tag} NO [PRIVACYREQUIRED] LOGIN is disabled");
  else if (!sendoff_practice_imap_take_string (&arguments->cursor, arguments->end, user)
           || !sendoff_practice_imap_take_string (&arguments->cursor, arguments->end, password) || arguments->cursor != arguments->end)
    sendoff_practice_dialogue_reply (self, "{tag} BAD Syntax: LOGIN user password");
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_AUTH, 1))
    sendoff_practice_dialogue_give_verdict (self, password->str, user->str, password->str,
                                            sendoff_practice_dialogue_is_login (self, user->str, password->str));
  sendoff_wipe (password->str, password->len);
}

static void
answer_authenticate (SendoffPracticeDialogue *self,
                     Arguments               *arguments)
{
  g_autofree char *mechanism = sendoff_practice_imap_take_word (&arguments->cursor);
  const char *response = *arguments->cursor != '\0' ? arguments->cursor : NULL;

  if (!sendoff_practice_dialogue_offers_sign_in (self))
    sendoff_practice_dialogue_reply (self, "{tag} BAD AUTHENTICATE is not known here");
  else if (mechanism[0] == '\0')
    sendoff_practice_dialogue_reply (self, "{tag} BAD Name a mechanism");
  else
    sendoff_practice_dialogue_sign_in (self, mechanism, response);
}

/* FALSE: the client was told. */
static gboolean
take_inbox (SendoffPracticeDialogue *self,
            Arguments               *arguments)
{
  g_autoptr(GString) mailbox = g_string_new (NULL);

  if (!sendoff_practice_imap_take_string (&arguments->cursor, arguments->end, mailbox))
    sendoff_practice_dialogue_reply (self, "{tag} BAD Name a mailbox");
  else if (g_ascii_strcasecmp (mailbox->str, "INBOX") != 0)
    sendoff_practice_dialogue_reply (self, "{tag} NO [NONEXISTENT] There is only INBOX");
  else
    return TRUE;
  return FALSE;
}

#define EMPTY_MAILBOX "* FLAGS (\\Seen)\r\n* 0 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] Valid\r\n"

static void
answer_select (SendoffPracticeDialogue *self,
               Arguments               *arguments)
{
  if (take_inbox (self, arguments))
    sendoff_practice_dialogue_reply (self, EMPTY_MAILBOX "{tag} OK [READ-WRITE] Selected");
}

static void
answer_examine (SendoffPracticeDialogue *self,
                Arguments               *arguments)
{
  if (take_inbox (self, arguments))
    sendoff_practice_dialogue_reply (self, EMPTY_MAILBOX "{tag} OK [READ-ONLY] Selected");
}

static void
answer_status (SendoffPracticeDialogue *self,
               Arguments               *arguments)
{
  if (take_inbox (self, arguments))
    sendoff_practice_dialogue_reply (self, "* STATUS INBOX (MESSAGES 0)\r\n{tag} OK That is all");
}

static void
answer_list (SendoffPracticeDialogue *self,
             Arguments               *arguments)
{
  sendoff_practice_dialogue_reply (self, "* LIST (\\HasNoChildren) \"/\" INBOX\r\n{tag} OK That is all");
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
  gboolean    has_credentials; /* its arguments may not be kept */
  void      (*answer) (SendoffPracticeDialogue *self, Arguments *arguments);
} Command;

static const Command commands[] = {
  { "CAPABILITY", ANY_STATE, FALSE, answer_capability },
  { "NOOP", ANY_STATE, FALSE, answer_noop },
  { "ID", ANY_STATE, FALSE, answer_id },
  { "LOGOUT", ANY_STATE, FALSE, answer_logout },
  { "STARTTLS", BEFORE_SIGN_IN, FALSE, answer_starttls },
  { "LOGIN", BEFORE_SIGN_IN, TRUE, answer_login },
  { "AUTHENTICATE", BEFORE_SIGN_IN, TRUE, answer_authenticate },
  { "SELECT", AFTER_SIGN_IN, FALSE, answer_select },
  { "EXAMINE", AFTER_SIGN_IN, FALSE, answer_examine },
  { "STATUS", AFTER_SIGN_IN, FALSE, answer_status },
  { "LIST", AFTER_SIGN_IN, FALSE, answer_list },
};

static const Command *
find_command (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_ascii_strcasecmp (commands[i].verb, verb) == 0)
        return &commands[i];
    }
  return NULL;
}

static void
note_command (SendoffPracticeDialogue *self,
              const char              *line,
              const Command           *command,
              const char              *arguments)
{
  g_autofree char *shown = NULL;

  if (command != NULL && command->has_credentials && *arguments != '\0')
    {
      /* The mechanism stays. */
      gsize n_kept = command->answer == answer_authenticate ? strcspn (arguments, " ") : 0;
      gboolean is_whole = n_kept > 0 && arguments[n_kept] == '\0';

      shown = g_strdup_printf ("%.*s%s", (int) (arguments - line + (gssize) n_kept), line, is_whole ? "" : n_kept > 0 ? " …" : "…");
    }
  sendoff_practice_dialogue_note_command (self, line, shown != NULL ? shown : line, command != NULL);
}

static void
run_command (SendoffPracticeDialogue *self,
             const Command           *command,
             Arguments               *arguments)
{
  if (command == NULL)
    sendoff_practice_dialogue_reply (self, "{tag} BAD This command is not known here");
  else if (command->state == BEFORE_SIGN_IN && self->is_signed_in)
    sendoff_practice_dialogue_reply (self, "{tag} BAD Signed in already");
  else if (command->state == AFTER_SIGN_IN && !self->is_signed_in)
    sendoff_practice_dialogue_reply (self, "{tag} BAD Sign in first");
  else
    command->answer (self, arguments);
}

/* FALSE: the client was told, or is gone. */
static gboolean
read_literals (SendoffPracticeDialogue *self,
               GString                 *command)
{
  g_autoptr(GString) rest = g_string_new_len (command->str, (gssize) command->len);
  gboolean is_synchronizing;
  gboolean is_read = TRUE;
  guint64 length;

  while (is_read && sendoff_practice_imap_ends_with_literal (rest, &length, &is_synchronizing))
    {
      is_read = length <= LITERAL_MAX && command->len + length <= COMMAND_MAX;
      if (!is_read)
        {
          /* RFC 7888 section 4: what wasn't asked for is on its way already. */
          sendoff_practice_dialogue_reply (self, "* BAD [TOOBIG] Literal too big");
          self->has_ended = self->has_ended || !is_synchronizing;
          break;
        }
      if (is_synchronizing)
        sendoff_practice_dialogue_reply (self, "+ Go on");
      g_string_append (command, "\r\n");
      is_read = sendoff_practice_channel_read_bytes (&self->channel, command, length)
                && sendoff_practice_channel_read_line (&self->channel, rest, SENDOFF_PRACTICE_LINE_MAX) == SENDOFF_PRACTICE_LINE_OK;
      if (is_read)
        g_string_append_len (command, rest->str, (gssize) rest->len);
      else
        self->has_ended = TRUE;
    }
  sendoff_wipe (rest->str, rest->len);
  return is_read;
}

static void
answer (SendoffPracticeDialogue *self,
        GString                 *line)
{
  const Command *command;
  Arguments arguments;
  g_autofree char *verb = NULL;

  g_clear_pointer (&self->imap.tag, g_free);
  if (!read_literals (self, line))
    return;

  arguments = (Arguments) { line->str, line->str + line->len };
  self->imap.tag = sendoff_practice_imap_take_tag (&arguments.cursor);
  if (self->imap.tag == NULL)
    {
      sendoff_practice_dialogue_note_command (self, line->str, line->str, FALSE);
      sendoff_practice_dialogue_reply (self, "* BAD A command begins with a tag and a space");
      return;
    }
  verb = sendoff_practice_imap_take_word (&arguments.cursor);
  command = find_command (verb);
  note_command (self, line->str, command, arguments.cursor);
  run_command (self, command, &arguments);
}

static void
forget (SendoffPracticeDialogue *self)
{
  g_clear_pointer (&self->imap.tag, g_free);
}

const SendoffPracticeSpeech sendoff_practice_imap_speech = {
  .greet = greet,
  .answer = answer,
  .forget = forget,
  .farewell = "* BYE",
  .refusals = { "{tag} BAD", "{tag} NO", "* BAD", NULL },
  .words = {
    [SENDOFF_PRACTICE_WORD_CHALLENGE] = "+ ",
    [SENDOFF_PRACTICE_WORD_FULL] = "* BYE [UNAVAILABLE] Too many connections, try again later",
    [SENDOFF_PRACTICE_WORD_LINE_TOO_LONG] = "* BAD Line too long",
    [SENDOFF_PRACTICE_WORD_TOO_MANY_ERRORS] = "* BYE Too many errors",
    [SENDOFF_PRACTICE_WORD_TLS_READY] = "{tag} OK Ready to start TLS",
    [SENDOFF_PRACTICE_WORD_TLS_NOT_KNOWN] = "{tag} BAD STARTTLS is not known here",
    [SENDOFF_PRACTICE_WORD_TLS_ACTIVE] = "{tag} BAD TLS is active already",
    [SENDOFF_PRACTICE_WORD_TLS_FIRST] = "{tag} NO [PRIVACYREQUIRED] Start TLS before you sign in",
    [SENDOFF_PRACTICE_WORD_SIGNED_IN] = "{tag} OK [CAPABILITY " PROTOCOL_CAPABILITIES "] Signed in",
    [SENDOFF_PRACTICE_WORD_DENIED] = "{tag} NO [AUTHENTICATIONFAILED] Authentication failed",
    [SENDOFF_PRACTICE_WORD_CANCELLED] = "{tag} BAD Authentication cancelled",
    [SENDOFF_PRACTICE_WORD_RESPONSE_TOO_LONG] = "{tag} BAD Authentication line too long",
    [SENDOFF_PRACTICE_WORD_NOT_BASE64] = "{tag} BAD That is not base64",
    [SENDOFF_PRACTICE_WORD_BAD_RESPONSE] = "{tag} BAD That is no message of this mechanism",
    [SENDOFF_PRACTICE_WORD_NO_INITIAL_RESPONSE] = "{tag} BAD This mechanism has no initial response",
    [SENDOFF_PRACTICE_WORD_MECHANISM_NOT_OFFERED] = "{tag} NO This mechanism is not offered",
    [SENDOFF_PRACTICE_WORD_LONG_BEGIN] = "",
    [SENDOFF_PRACTICE_WORD_LONG_END] = "{tag} OK The end",
  },
};
