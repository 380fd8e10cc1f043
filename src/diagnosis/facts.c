/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads off a failure what the rules look at. Pure, any thread. */

#include "diagnosis/facts.h"

#include <string.h>

/* Operators who forget a certificate notice within months; a clock that ran empty is years off. */
#define LONG_EXPIRED_S (183 * 24 * 3600)

#define COMMAND(name) (1u << SENDOFF_COMMAND_##name)
#define COMMANDS_OF_SUBMIT (COMMAND (MAIL) | COMMAND (RCPT) | COMMAND (DATA) | COMMAND (BODY) | COMMAND (FINAL_DOT))

static gboolean
is_incoming (const SendoffFailure *failure)
{
  return failure->leg == SENDOFF_LEG_INCOMING || failure->protocol == SENDOFF_PROTOCOL_IMAP ||
         failure->protocol == SENDOFF_PROTOCOL_POP3;
}

/* Codes that RFC 4954 and RFC 5248 give to AUTH alone. */
static gboolean
is_code_of_sign_in (guint code)
{
  return code == 432 || code == 504 || (code >= 523 && code <= 525) || (code >= 534 && code <= 538);
}

/* A reply that someone typed in (sendoffctl explain) may come without the command it answers. */
static guint
guess_commands (const SendoffFailure *failure)
{
  guint code = failure->reply != NULL ? failure->reply->code : 0;

  switch (failure->step)
    {
    case SENDOFF_STEP_GREET:
      return COMMAND (GREETING) | COMMAND (EHLO);
    case SENDOFF_STEP_ENCRYPT:
    case SENDOFF_STEP_TRUST:
      return COMMAND (STARTTLS);
    case SENDOFF_STEP_SIGN_IN:
      return COMMAND (AUTH);
    case SENDOFF_STEP_SUBMIT:
      return COMMANDS_OF_SUBMIT;
    case SENDOFF_STEP_FIND_SERVER:
    case SENDOFF_STEP_CONNECT:
    case SENDOFF_N_STEPS:
      break;
    }

  return is_incoming (failure) || is_code_of_sign_in (code) ? COMMAND (AUTH) : COMMANDS_OF_SUBMIT;
}

static guint
find_conditions (const SendoffFailure *failure)
{
  guint when = is_incoming (failure) ? SENDOFF_WHEN_INCOMING : SENDOFF_WHEN_OUTGOING;

  if (failure->signed_in)
    when |= SENDOFF_WHEN_SIGNED_IN;
  if (failure->security == SENDOFF_SECURITY_NONE)
    when |= SENDOFF_WHEN_UNENCRYPTED;
  if (failure->security != SENDOFF_SECURITY_TLS)
    when |= SENDOFF_WHEN_NOT_FIRST_BYTE;
  if (failure->port == 25)
    when |= SENDOFF_WHEN_PORT_25;
  if (failure->port == 465 || failure->port == 993 || failure->port == 995)
    when |= SENDOFF_WHEN_TLS_PORT;
  if (failure->step == SENDOFF_STEP_FIND_SERVER)
    when |= SENDOFF_WHEN_LOOKING_UP;
  if (failure->step == SENDOFF_STEP_CONNECT)
    when |= SENDOFF_WHEN_CONNECTING;
  if (failure->timeout_s > 0)
    when |= SENDOFF_WHEN_WAITED;

  return when;
}

static gboolean
looks_like_tls (const char *text)
{
  guchar first = text[0];

  return (first >= 0x14 && first <= 0x17 && text[1] == 0x03) || g_str_has_prefix (text, "\\x15\\x03") ||
         g_str_has_prefix (text, "\\x16\\x03");
}

/* Control characters beyond line ends and tabs: not meant for people. */
static gboolean
is_readable (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (((guchar) *p < 0x20 && strchr ("\t\r\n", *p) == NULL) || *p == 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
starts_with (const char *text,
             const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* A network that answers in the server's place sends people to its own page. */
static gboolean
leads_to_portal (const char *text)
{
  static const char *const signs[] = { "\nlocation:", " 511 ", "portal", "hotspot", "captive", "wifi", "wi-fi", "http-equiv=\"refresh\"" };
  g_autofree char *lower = g_ascii_strdown (text, MIN (strlen (text), 4096));

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (lower, signs[i]) != NULL)
      return TRUE;

  return FALSE;
}

static guint
look_at_dates (const SendoffFailure *failure)
{
  if (failure->judged_at == 0)
    return 0;
  if (failure->valid_from > failure->judged_at)
    return SENDOFF_WHEN_NOT_YET_VALID;
  if (failure->valid_until == 0 || failure->valid_until >= failure->judged_at)
    return 0;

  return SENDOFF_WHEN_EXPIRED | (failure->judged_at - failure->valid_until > LONG_EXPIRED_S ? SENDOFF_WHEN_LONG_EXPIRED : 0);
}

static guint
recognise_service (const char *text)
{
  guint when;

  if (text == NULL)
    return 0;
  if (looks_like_tls (text))
    return SENDOFF_WHEN_GOT_TLS;

  when = is_readable (text) ? SENDOFF_WHEN_GOT_TEXT : 0;
  if (starts_with (text, "220 ") || starts_with (text, "220-") || starts_with (text, "554 ") || starts_with (text, "421 "))
    when |= SENDOFF_WHEN_GOT_SMTP;
  else if (starts_with (text, "* OK") || starts_with (text, "* PREAUTH") || starts_with (text, "* BYE"))
    when |= SENDOFF_WHEN_GOT_IMAP;
  else if (starts_with (text, "+OK"))
    when |= SENDOFF_WHEN_GOT_POP3;
  else if (starts_with (text, "HTTP/") || starts_with (text, "<!DOCTYPE") || starts_with (text, "<html"))
    when |= SENDOFF_WHEN_GOT_HTTP | (leads_to_portal (text) ? SENDOFF_WHEN_GOT_PORTAL : 0);
  else if (starts_with (text, "SSH-"))
    when |= SENDOFF_WHEN_GOT_SSH;

  return when;
}

/* Words of the very protocol that is spoken are no stranger's, however badly they come. */
static guint
find_stranger (const SendoffFailure *failure,
               const char           *said)
{
  guint when = recognise_service (said);

  if (failure->kind != SENDOFF_FAILURE_PROTOCOL)
    return when;
  if (failure->protocol == SENDOFF_PROTOCOL_IMAP)
    when &= ~(guint) SENDOFF_WHEN_GOT_IMAP;
  else if (failure->protocol == SENDOFF_PROTOCOL_POP3)
    when &= ~(guint) SENDOFF_WHEN_GOT_POP3;
  return when;
}

/* The line without a reply code, should it have one. */
static const char *
skip_reply_code (const char *line)
{
  return g_ascii_isdigit (line[0]) && strlen (line) > 4 ? line + 4 : line;
}

/* Cisco's "fixup" writes X over keywords in the EHLO reply, and stars over the greeting. */
static guint
look_at_extensions (const SendoffFailure *failure)
{
  guint when = 0;

  for (char **line = failure->extensions; line != NULL && *line != NULL; line++)
    {
      const char *keyword = skip_reply_code (*line);

      if (starts_with (keyword, "STARTTLS"))
        when |= SENDOFF_WHEN_STARTTLS_LISTED;
      if (starts_with (keyword, "XXXX"))
        when |= SENDOFF_WHEN_MIDDLEBOX;
    }

  if (failure->received != NULL && (strstr (failure->received, "****") != NULL || strstr (failure->received, "XXXXXXX") != NULL))
    when |= SENDOFF_WHEN_MIDDLEBOX;
  if (failure->reply != NULL && failure->reply->text != NULL &&
      (strstr (failure->reply->text, "XXXX") != NULL || strstr (failure->reply->text, "220 ****") != NULL))
    when |= SENDOFF_WHEN_MIDDLEBOX;

  return when;
}

static int
find_number (const SendoffFailure *failure)
{
  if (failure->reply != NULL)
    return failure->reply->code;

  return failure->kind == SENDOFF_FAILURE_HOST_NOT_FOUND ? (int) sendoff_failure_get_socket_error (failure) : failure->socket_errno;
}

void
sendoff_facts_init (SendoffFacts         *self,
                    const SendoffFailure *failure)
{
  const SendoffReply *reply = failure->reply;
  const char *said = failure->received;

  /* "220 mail" is a reply to an SMTP client, and a stranger's word to another. */
  if (said == NULL && reply != NULL && (reply->code == 0 || is_incoming (failure)))
    said = reply->text;

  self->failure = failure;
  self->commands = failure->command != SENDOFF_COMMAND_NONE ? 1u << failure->command : guess_commands (failure);
  self->number = find_number (failure);
  self->enhanced_code = reply != NULL ? reply->enhanced_code : NULL;
  self->words = sendoff_reply_words_new (reply != NULL ? reply->text : failure->detail);
  self->when = find_conditions (failure) | find_stranger (failure, said) | look_at_extensions (failure) | look_at_dates (failure);
}

void
sendoff_facts_clear (SendoffFacts *self)
{
  g_clear_pointer (&self->words, sendoff_reply_words_free);
}
