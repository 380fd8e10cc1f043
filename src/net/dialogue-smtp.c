/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading along in SMTP: replies without a code or out of place, an EHLO refused (RFC 5321). Worker thread. */

#include "net/dialogue-private.h"

#include <string.h>

/* The first word of what libcurl sends tells the command; anything during AUTH belongs to AUTH. */
static SendoffCommand
classify_command (SendoffAttempt *self,
                  const char     *line,
                  gsize           length)
{
  static const struct { const char *word; SendoffCommand command; } words[] = {
    { "EHLO", SENDOFF_COMMAND_EHLO }, { "HELO", SENDOFF_COMMAND_EHLO }, { "STARTTLS", SENDOFF_COMMAND_STARTTLS }, { "AUTH", SENDOFF_COMMAND_AUTH },
  };

  if (self->in_exchange)
    return SENDOFF_COMMAND_AUTH;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (sendoff_dialogue_begins_with (line, length, words[i].word))
      return words[i].command;
  return SENDOFF_COMMAND_OTHER;
}

static void
on_sent (SendoffAttempt *self,
         const char     *line,
         gsize           length)
{
  SendoffCommand command = classify_command (self, line, length);

  if (command == SENDOFF_COMMAND_EHLO && sendoff_dialogue_begins_with (line, length, "HELO"))
    self->helo_sent = TRUE;
  if (command == SENDOFF_COMMAND_AUTH && !self->in_exchange)
    {
      g_autofree char *text = g_strndup (line, sendoff_dialogue_strip (line, length));
      g_auto(GStrv) words = g_strsplit (text, " ", 3);

      sendoff_dialogue_begin_sign_in (self, words[0] != NULL && words[1] != NULL ? words[1] : "", -1);
      self->in_exchange = TRUE;
    }
  sendoff_dialogue_begin_command (self, command);
}

static void
keep_extensions (SendoffAttempt *self)
{
  g_auto(GStrv) lines = g_strsplit (self->reply->str, "\n", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) keywords = NULL;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (strlen (g_strchomp (lines[i])) > 4)
      g_strv_builder_add (builder, lines[i] + 4);
  keywords = g_strv_builder_end (builder);
  self->offer = sendoff_esmtp_offer_parse ((const char *const *) keywords);
  /* LOGIN begins with the server's question, so nothing may be given before (RFC 4954 section 4): some refuse it, and who asks all the same would
   * take the password for the name. libcurl knows one option for all mechanisms, and prefers every other one. */
  sendoff_curl_set (self->curl, SASL_IR, self->offer.login && !self->offer.plain ? 0L : 1L);
  sendoff_dialogue_keep_extensions (self, (const char *const *) keywords);
}

/* Keywords may come in any case (RFC 5321 section 2.4); libcurl knows STARTTLS and AUTH with its mechanisms in capitals only. */
static void
raise_keyword (char  *line,
               gsize  length)
{
  static const char *const keywords[] = { "STARTTLS", "AUTH" };

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (length > 4 + strlen (keywords[i]) && g_ascii_strncasecmp (line + 4, keywords[i], strlen (keywords[i])) == 0)
      sendoff_dialogue_raise (line + 4, length - 4);
}

/* "250-AUTH GSSAPI NTLM": libcurl can't be told to use all but one. */
static void
drop_kerberos (SendoffAttempt *self,
               char           *line,
               gsize           length)
{
  gsize stripped = sendoff_dialogue_strip (line, length);
  gsize at = 4 + strlen ("AUTH");

  if (!self->request->without_kerberos || stripped <= at || memcmp (line + 4, "AUTH", strlen ("AUTH")) != 0)
    return;
  while (at < stripped)
    {
      char *word = line + at + 1;
      const char *end = memchr (word, ' ', stripped - at - 1);
      gsize length_of_word = end != NULL ? (gsize) (end - word) : stripped - at - 1;

      if (!sendoff_dialogue_tries (self, word, length_of_word, FALSE))
        sendoff_dialogue_blot_out (word, length_of_word);
      at += length_of_word + 1;
    }
}

/* libcurl falls back to HELO after any refusal of EHLO; that is right only where the server doesn't know EHLO and nothing that needs it is
 * wanted (RFC 5321 section 3.2). */
static void
judge_ehlo_refused (SendoffAttempt *self,
                    SendoffReply   *reply)
{
  const SendoffServerSettings *settings = self->request->settings;
  gboolean unknown = reply->code == 500 || reply->code == 502;

  if (unknown && settings->security == SENDOFF_SECURITY_STARTTLS && self->session == NULL)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, reply);
  else if (!unknown || settings->signs_in || self->helo_sent)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
}

static gboolean
is_expected_code (SendoffAttempt *self,
                  guint           code)
{
  if (self->command == SENDOFF_COMMAND_AUTH)
    return code == 235 || code == 334 || code / 100 == 4 || code / 100 == 5;
  if (self->command == SENDOFF_COMMAND_EHLO && code / 100 == 2)
    return code == 250;
  /* Some servers are loose with the last two digits. */
  return code / 100 == 2 || code / 100 == 4 || code / 100 == 5;
}

static void
on_reply_complete (SendoffAttempt *self)
{
  guint code = self->reply_code;
  SendoffReply *reply = sendoff_dialogue_take_reply (self);

  self->reply_code = 0;
  if (!is_expected_code (self, code))
    {
      sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_PROTOCOL, reply);
      return;
    }
  if (self->command == SENDOFF_COMMAND_GREETING)
    {
      self->greeted = TRUE;
      if (code / 100 != 2)
        sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
    }
  else if (self->command == SENDOFF_COMMAND_EHLO)
    {
      if (code / 100 == 2)
        keep_extensions (self);
      else
        judge_ehlo_refused (self, reply);
    }
  else if (self->command == SENDOFF_COMMAND_AUTH && code == 235)
    sendoff_dialogue_note_signed_in (self);

  if (self->command == SENDOFF_COMMAND_AUTH && code == 334)
    return;
  self->in_exchange = FALSE;
  self->awaits_reply = FALSE;
}

static guint
parse_code (const char *line,
            gsize       stripped)
{
  guint code = 0;

  if (stripped >= 3 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]))
    code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  return code >= 200 && code <= 599 && (stripped == 3 || line[3] == ' ' || line[3] == '-') ? code : 0;
}

static void
on_received (SendoffAttempt *self,
             char           *line,
             gsize           length)
{
  gsize stripped = sendoff_dialogue_strip (line, length);
  guint code = parse_code (line, stripped);

  if (code == 0 || (self->reply_code != 0 && code != self->reply_code))
    {
      g_string_append_len (self->reply, line, MIN (length, 1024));
      sendoff_dialogue_fail_with_text (self, self->reply->str, self->reply->len);
      return;
    }
  if (!self->awaits_reply || (self->reply->len == 0 && sendoff_dialogue_came_too_early (self)))
    {
      sendoff_dialogue_fail_with_text (self, line, length);
      return;
    }

  self->reply_code = code;
  g_string_append_len (self->reply, line, length);
  if (self->command == SENDOFF_COMMAND_EHLO)
    {
      raise_keyword (line, length);
      drop_kerberos (self, line, length);
    }
  if (stripped > 3 && line[3] == '-')
    return;
  on_reply_complete (self);
  if (code == 334)
    sendoff_dialogue_note_challenge (self, line, length);
  g_string_truncate (self->reply, 0);
  sendoff_dialogue_check_behind (self, code / 100 == 4 || code / 100 == 5);
}

const SendoffDialogue sendoff_dialogue_smtp = { .sent = on_sent, .received = on_received, .goodbye = "QUIT\r\n" };
