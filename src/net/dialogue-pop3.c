/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading along in POP3 (RFC 1939, RFC 2449, RFC 5034): status lines, the list of capabilities, which +OK lets us in. Worker thread. */

#include "net/dialogue-private.h"

#include <string.h>

#define TERMINATOR "."

static void
begin_sign_in_command (SendoffAttempt *self,
                       const char     *mechanism,
                       gsize           length,
                       gboolean        ends)
{
  sendoff_dialogue_begin_sign_in (self, mechanism, length);
  self->ends_sign_in = ends;
}

static SendoffCommand
note_command (SendoffAttempt *self,
              const char     *line,
              gsize           length)
{
  if (self->in_exchange)
    return SENDOFF_COMMAND_AUTH;
  if (sendoff_dialogue_begins_with (line, length, "CAPA"))
    return SENDOFF_COMMAND_EHLO;
  if (sendoff_dialogue_begins_with (line, length, "STLS"))
    return SENDOFF_COMMAND_STARTTLS;
  if (sendoff_dialogue_begins_with (line, length, "PASS"))
    {
      self->ends_sign_in = TRUE;
      return SENDOFF_COMMAND_AUTH;
    }
  if (sendoff_dialogue_begins_with (line, length, "USER") || sendoff_dialogue_begins_with (line, length, "APOP"))
    {
      begin_sign_in_command (self, line, 4, line[0] == 'A');
      return SENDOFF_COMMAND_AUTH;
    }
  if (length > strlen ("AUTH ") && sendoff_dialogue_begins_with (line, length, "AUTH"))
    {
      const char *mechanism = line + strlen ("AUTH ");
      const char *end = memchr (mechanism, ' ', length - strlen ("AUTH "));

      begin_sign_in_command (self, mechanism, end != NULL ? (gsize) (end - mechanism) : length - strlen ("AUTH "), TRUE);
      self->in_exchange = TRUE;
      return SENDOFF_COMMAND_AUTH;
    }
  return SENDOFF_COMMAND_OTHER;
}

static void
on_sent (SendoffAttempt *self,
         const char     *line,
         gsize           length)
{
  SendoffCommand command = note_command (self, line, sendoff_dialogue_strip (line, length));

  sendoff_dialogue_begin_command (self, command);
}

/* The greeting's time stamp offers APOP: RFC 1939 section 7. Over TLS it would only take the place of USER, and many servers that say it have no
 * password in clear to compare with. */
static void
on_time_stamp (SendoffAttempt *self,
               char           *line,
               gsize           length)
{
  char *start = memchr (line, '<', length);
  const char *end = start != NULL ? memchr (start, '>', length - (start - line)) : NULL;

  if (end == NULL || memchr (start, '@', end - start) == NULL)
    return;
  self->offers_apop = TRUE;
  if (self->request->settings->security != SENDOFF_SECURITY_NONE && !self->request->all_mechanisms)
    sendoff_dialogue_blot_out (start, 1);
}

static void
prepare_mechanisms (SendoffAttempt *self,
                    char           *line,
                    gsize           length)
{
  gsize at = strlen ("SASL");

  sendoff_dialogue_raise (line, length);
  while (at < length)
    {
      char *word = line + at + 1;
      const char *end = memchr (word, ' ', length - at - 1);
      gsize word_length = end != NULL ? (gsize) (end - word) : length - at - 1;

      self->offers_sign_in = self->offers_sign_in || word_length > 0;
      if (!sendoff_dialogue_tries (self, word, word_length, self->offers_apop))
        sendoff_dialogue_blot_out (word, word_length);
      at += word_length + 1;
    }
}

/* libcurl knows capabilities in capitals only, and never forgets a USER that was said in clear: what counts is said inside TLS. */
static void
prepare_capability (SendoffAttempt *self,
                    char           *line,
                    gsize           length)
{
  gboolean before_tls = self->session == NULL && self->request->settings->security == SENDOFF_SECURITY_STARTTLS;

  if (sendoff_dialogue_begins_with (line, length, "SASL"))
    prepare_mechanisms (self, line, length);
  else if (sendoff_dialogue_begins_with (line, length, "USER"))
    {
      self->offers_sign_in = TRUE;
      sendoff_dialogue_raise (line, length);
      if (before_tls)
        sendoff_dialogue_blot_out (line, length);
    }
  else if (sendoff_dialogue_begins_with (line, length, "STLS"))
    sendoff_dialogue_raise (line, length);
}

static void
keep_capabilities (SendoffAttempt *self)
{
  g_auto(GStrv) lines = g_strsplit (self->reply->str, "\n", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) capabilities = NULL;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0' && !g_str_equal (lines[i], TERMINATOR))
      g_strv_builder_add (builder, lines[i]);
  capabilities = g_strv_builder_end (builder);
  sendoff_dialogue_keep_extensions (self, (const char *const *) capabilities);
}

static void
finish_reply (SendoffAttempt *self,
              const char     *line,
              gsize           length,
              gboolean        refused)
{
  sendoff_dialogue_take_line (self, line, length);
  self->awaits_reply = FALSE;
  sendoff_dialogue_check_behind (self, refused);
}

static void
on_capability_line (SendoffAttempt *self,
                    char           *line,
                    gsize           length)
{
  gsize stripped = sendoff_dialogue_strip (line, length);
  gboolean is_end = stripped == strlen (TERMINATOR) && line[0] == TERMINATOR[0];

  /* libcurl takes each line with a dot for the end, and each -ERR for the answer. */
  if ((line[0] == TERMINATOR[0] && !is_end) || sendoff_dialogue_begins_with (line, stripped, "-ERR"))
    {
      sendoff_dialogue_fail_with_text (self, line, length);
      return;
    }
  if (!is_end)
    {
      g_string_append_len (self->reply, line, length);
      prepare_capability (self, line, stripped);
      return;
    }
  keep_capabilities (self);
  finish_reply (self, line, length, FALSE);
}

static void
on_ok (SendoffAttempt *self,
       char           *line,
       gsize           length)
{
  sendoff_dialogue_raise (line, strlen ("+OK"));
  if (self->command == SENDOFF_COMMAND_EHLO)
    {
      g_string_append_len (self->reply, line, length);
      self->offers_sign_in = self->offers_apop;
      return; /* the list follows */
    }

  if (self->command == SENDOFF_COMMAND_GREETING)
    {
      self->greeted = TRUE;
      on_time_stamp (self, line, length);
    }
  self->in_exchange = FALSE;
  if (self->command == SENDOFF_COMMAND_AUTH && self->ends_sign_in)
    sendoff_dialogue_note_signed_in (self);
  finish_reply (self, line, length, FALSE);
}

static void
on_refused (SendoffAttempt *self,
            char           *line,
            gsize           length)
{
  sendoff_dialogue_raise (line, strlen ("-ERR"));
  finish_reply (self, line, length, TRUE);
  self->in_exchange = FALSE;
  if (self->command == SENDOFF_COMMAND_GREETING)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, self->last_reply);
  else if (self->command == SENDOFF_COMMAND_EHLO)
    self->offers_sign_in = TRUE; /* a server from before CAPA: USER is what it has */
}

/* Each "+" is answered by one line of ours. */
static void
on_continuation (SendoffAttempt *self,
                 const char     *line,
                 gsize           length)
{
  if (!self->in_exchange)
    sendoff_dialogue_fail_with_text (self, line, length);
  sendoff_dialogue_note_challenge (self, line, length);
  self->awaits_reply = FALSE;
  sendoff_dialogue_check_behind (self, FALSE);
}

static void
on_received (SendoffAttempt *self,
             char           *line,
             gsize           length)
{
  gsize stripped = sendoff_dialogue_strip (line, length);

  if (self->awaits_reply && self->command == SENDOFF_COMMAND_EHLO && self->reply->len > 0)
    on_capability_line (self, line, length);
  else if (!self->awaits_reply || sendoff_dialogue_came_too_early (self))
    sendoff_dialogue_fail_with_text (self, line, length);
  else if (sendoff_dialogue_begins_with (line, stripped, "+OK"))
    on_ok (self, line, length);
  else if (sendoff_dialogue_begins_with (line, stripped, "-ERR"))
    on_refused (self, line, length);
  else if (sendoff_dialogue_begins_with (line, stripped, "+"))
    on_continuation (self, line, length);
  else
    sendoff_dialogue_fail_with_text (self, line, length);
}

const SendoffDialogue sendoff_dialogue_pop3 = { .sent = on_sent, .received = on_received, .goodbye = "QUIT\r\n" };
