/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bare text of a reply to a failure that can be diagnosed: which protocol, leg, step and command it belongs to. */
#include "cli/reply-text.h"

#include <string.h>

#include "diagnosis/reply-words.h"

/* What gives the step away where nobody named it. */
#define WORDS_NEEDED_FIRST "first|required|requires|require|must|mandatory|necessary|needed|need|needs|only|before|without|until|enable|please|plaintext*|cleartext*|use tls|use ssl"
#define WORDS_NO_ENCRYPTION \
  "starttls*|stls*|tls|tls/ssl|ssl/tls|ssl|security subsystem&" \
  "not supported|not available|unavailable|not enabled|isn't enabled|disabled|not implemented|not advertised|not configured|handshake|unknown|not known|" \
  "unrecognized|not recognized|not permitted|fail*|error*|unable|cannot|can't|initializ*|negotiat*|unsupported|refused"
#define WORDS_NO_AUTH_COMMAND \
  "auth*|mechanism*&not supported|unsupported|not enabled|disabled|not implemented|not available|unknown|unrecognized|not recognized|not advertised|" \
  "not offered|not known|not allowed|invalid"
#define WORDS_NO_SIGN_IN \
  "password*|passwort|kennwort|mot de passe|contrasena|senha|haslo|losenord|wachtwoord|heslo|jelszo|sifre|парол*|密码|パスワード|비밀번호|" \
  "username*|user name|login*|logon|credential*|mechanism*|authentication failed|authentication failure|auth failed|d'authentification&" \
  "wrong|invalid*|incorrect*|bad|fail*|failed|failure|denied|rejected|disabled|blocked|locked|expired|not accepted|unknown|falsch*|ungultig*|" \
  "errone*|errat*|fel|nieprawidlow*|bledn*|onjuist*|ongeldig*|spatn*|nespravn*|chybn*|hibas*|hatali|yanlis|неверн*|неправильн*|错误|不正确|" \
  "not correct|not valid|unsupported|not supported|suspended|refused"
#define WORDS_OF_MAIL \
  "spf|dkim|dmarc|sender*|relay*|recipient*|client host|helo|ehlo|your message|this message|message was|message rejected|message blocked|" \
  "message refused|message contains|message content|attachment*|archive*|password protected|password-protected|phishing|virus*|malware|" \
  "blacklist*"
/* Addresses and mailboxes (RFC 3463). */
#define CODES_OF_MAIL "*.1.*|*.2.*"

static gboolean
starts_with_code (const char *text)
{
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]);
}

static gboolean
is_refusal (const char *text)
{
  return starts_with_code (text) && (text[0] == '4' || text[0] == '5');
}

/* Who copies a refusal from a bounce copies its line breaks: what doesn't begin with a code goes on with the line before. */
static void
join_wrapped_lines (char *text)
{
  if (!is_refusal (text))
    return;
  for (char *p = strpbrk (text, "\r\n"); p != NULL; p = strpbrk (p, "\r\n"))
    {
      gsize blank = strspn (p, " \t\r\n");

      if (!starts_with_code (p + blank))
        memset (p, ' ', blank);
      p += blank;
    }
}

/* "250-first 250-second 250 last": a new line begins at the same code after white space, until the line that ends the reply. */
char *
sendoff_reply_text_unfold (const char *text)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean ended;
  gsize start = strspn (text, " \t\r\n");
  const char *code = text + start;

  if (!starts_with_code (code) || code[3] != '-')
    {
      char *whole = g_strchomp (g_strdup (code));

      join_wrapped_lines (whole);
      return whole;
    }
  ended = FALSE;
  for (const char *p = code; *p != '\0'; p++)
    {
      gboolean begins = !ended && (*p == ' ' || *p == '\t') && strncmp (p + 1, code, 3) == 0 && (p[4] == '-' || p[4] == ' ' || p[4] == '\0');

      g_string_append_c (out, begins ? '\n' : *p);
      ended = ended || (begins && p[4] != '-');
    }
  g_strchomp (out->str);
  join_wrapped_lines (out->str);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The word that decides in IMAP stands first, or after a tag or "*". */
static gboolean
is_imap (const char *text)
{
  static const char *const words[] = { "NO", "BAD", "BYE", "OK" };
  g_auto(GStrv) parts = g_strsplit (text, " ", 3);

  for (guint i = 0; i < 2 && parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      if (g_ascii_strcasecmp (parts[i], words[j]) == 0)
        return TRUE;
  return FALSE;
}

static SendoffProtocol
guess_protocol (const char *text, int leg)
{
  if (g_ascii_strncasecmp (text, "-ERR", 4) == 0 || g_ascii_strncasecmp (text, "+OK", 3) == 0)
    return SENDOFF_PROTOCOL_POP3;
  if (leg == SENDOFF_LEG_INCOMING)
    return SENDOFF_PROTOCOL_IMAP;
  if (leg < 0 && !starts_with_code (text) && is_imap (text))
    return SENDOFF_PROTOCOL_IMAP;
  return SENDOFF_PROTOCOL_SMTP;
}

/* A firewall wrote over a word that it would not let through, which is STARTTLS. */
static gboolean
is_written_over (const char *text)
{
  return strstr (text, "XXXXXX") != NULL;
}

/* By the reply's words; -1: they don't tell. */
static int
guess_step_by_words (const SendoffReply *reply)
{
  g_autoptr(SendoffReplyWords) words = sendoff_reply_words_new (reply->text);

  if (sendoff_reply_words_match (words, WORDS_NEEDED_FIRST))
    return -1;
  if (sendoff_reply_words_match (words, WORDS_NO_ENCRYPTION))
    return SENDOFF_STEP_ENCRYPT;
  if (reply->code < 500 || sendoff_reply_words_match (words, WORDS_OF_MAIL) || sendoff_enhanced_code_match (reply->enhanced_code, CODES_OF_MAIL))
    return -1;
  return sendoff_reply_words_match (words, reply->code <= 504 ? WORDS_NO_AUTH_COMMAND : WORDS_NO_SIGN_IN) ? SENDOFF_STEP_SIGN_IN : -1;
}

static SendoffStepId
guess_step (SendoffProtocol protocol, const SendoffReply *reply)
{
  int step;

  if (is_written_over (reply->text))
    return SENDOFF_STEP_ENCRYPT;
  step = guess_step_by_words (reply);
  if (step >= 0)
    return (SendoffStepId) step;
  if (protocol != SENDOFF_PROTOCOL_SMTP)
    return SENDOFF_STEP_SIGN_IN;
  switch (reply->code)
    {
    case 220:
    case 521:
      return SENDOFF_STEP_GREET;
    case 334:
    case 432:
    case 534:
    case 535:
    case 538:
      return SENDOFF_STEP_SIGN_IN;
    case 504:
      return strcasestr (reply->text, "AUTH") != NULL ? SENDOFF_STEP_SIGN_IN : SENDOFF_STEP_SUBMIT;
    case 454:
      if (strcasestr (reply->text, "TLS") != NULL)
        return SENDOFF_STEP_ENCRYPT;
      /* Postfix defers relaying with this one while it can't decide. */
      return g_strcmp0 (reply->enhanced_code, "4.7.1") == 0 ? SENDOFF_STEP_SUBMIT : SENDOFF_STEP_SIGN_IN;
    default:
      return SENDOFF_STEP_SUBMIT;
    }
}

/* RFC 3463: x.1.7 and x.1.8 speak of the sender, x.3.4 and x.6 of the message. Most refusals come to RCPT. */
static SendoffCommand
guess_submit_command (const SendoffReply *reply)
{
  const char *detail = reply->enhanced_code != NULL ? strchr (reply->enhanced_code, '.') : NULL;

  if (detail == NULL)
    return reply->code == 554 || reply->code == 552 ? SENDOFF_COMMAND_FINAL_DOT : SENDOFF_COMMAND_RCPT;
  if (g_str_equal (detail, ".1.7") || g_str_equal (detail, ".1.8"))
    return SENDOFF_COMMAND_MAIL;
  if (g_str_equal (detail, ".3.4") || g_str_has_prefix (detail, ".6."))
    return SENDOFF_COMMAND_FINAL_DOT;
  return SENDOFF_COMMAND_RCPT;
}

static SendoffCommand
guess_command (SendoffStepId step, const SendoffReply *reply)
{
  switch (step)
    {
    case SENDOFF_STEP_FIND_SERVER:
    case SENDOFF_STEP_CONNECT:
    case SENDOFF_STEP_TRUST:
    case SENDOFF_N_STEPS:
      return SENDOFF_COMMAND_NONE;
    case SENDOFF_STEP_GREET:
      return SENDOFF_COMMAND_GREETING;
    case SENDOFF_STEP_ENCRYPT:
      return SENDOFF_COMMAND_STARTTLS;
    case SENDOFF_STEP_SIGN_IN:
      return SENDOFF_COMMAND_AUTH;
    case SENDOFF_STEP_SUBMIT:
      return guess_submit_command (reply);
    }
  return SENDOFF_COMMAND_NONE;
}

SendoffFailure *
sendoff_failure_new_for_reply_text (const char *text, const SendoffReplyHints *hints)
{
  g_autofree char *unfolded = sendoff_reply_text_unfold (text);
  g_autoptr(SendoffReply) reply = sendoff_reply_parse (unfolded, -1);
  SendoffProtocol protocol = guess_protocol (unfolded, hints->leg);
  SendoffLeg leg = protocol == SENDOFF_PROTOCOL_SMTP ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING;
  SendoffStepId step = hints->step >= 0 ? (SendoffStepId) hints->step : guess_step (protocol, reply);
  SendoffFailureKind kind = step == SENDOFF_STEP_ENCRYPT ? SENDOFF_FAILURE_ENCRYPTION_REFUSED : SENDOFF_FAILURE_REFUSED;
  SendoffFailure *failure;

  if (hints->leg >= 0)
    leg = (SendoffLeg) hints->leg;
  failure = sendoff_failure_new (kind, leg, step);
  failure->command = guess_command (step, reply);
  failure->protocol = protocol;
  failure->reply = g_steal_pointer (&reply);
  return failure;
}
