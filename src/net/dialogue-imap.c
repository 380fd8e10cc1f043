/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading along in IMAP (RFC 3501, RFC 9051): what may be untagged, which tag is answered, BYE and PREAUTH, capabilities. Worker thread. */

#include "net/dialogue-private.h"

#include <string.h>

static void
on_sent (SendoffAttempt *self,
         const char     *line,
         gsize           length)
{
  g_autofree char *text = g_strndup (line, sendoff_dialogue_strip (line, length));
  g_auto(GStrv) words = g_strsplit (text, " ", 4);
  const char *name = words[0] != NULL && words[1] != NULL ? words[1] : "";
  SendoffCommand command = SENDOFF_COMMAND_OTHER;

  if (!self->in_exchange)
    {
      g_strlcpy (self->tag, words[0] != NULL ? words[0] : "", sizeof self->tag);
      self->has_capabilities = FALSE;
    }

  if (self->in_exchange)
    command = SENDOFF_COMMAND_AUTH;
  else if (g_str_equal (name, "CAPABILITY"))
    command = SENDOFF_COMMAND_EHLO;
  else if (g_str_equal (name, "STARTTLS"))
    command = SENDOFF_COMMAND_STARTTLS;
  else if (g_str_equal (name, "LOGIN") || g_str_equal (name, "AUTHENTICATE"))
    {
      command = SENDOFF_COMMAND_AUTH;
      self->in_exchange = g_str_equal (name, "AUTHENTICATE");
      sendoff_dialogue_begin_sign_in (self, self->in_exchange && words[2] != NULL ? words[2] : name, -1);
    }
  sendoff_dialogue_begin_command (self, command);
}

/* One command may bring several lines; what an earlier one told is out of date (RFC 3501 section 6.2.1). */
static void
keep_capabilities (SendoffAttempt *self,
                   const char     *text,
                   gsize           length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto(GStrv) words = g_strsplit (copy, " ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  gboolean offers_mechanism = FALSE, login_disabled = FALSE;

  if (self->has_capabilities && self->result->extensions != NULL)
    g_strv_builder_addv (builder, (const char **) self->result->extensions);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  all = g_strv_builder_end (builder);
  for (guint i = 0; all[i] != NULL; i++)
    {
      offers_mechanism = offers_mechanism || g_ascii_strncasecmp (all[i], "AUTH=", 5) == 0;
      login_disabled = login_disabled || g_ascii_strcasecmp (all[i], "LOGINDISABLED") == 0;
    }
  self->has_capabilities = TRUE;
  self->offers_sign_in = offers_mechanism || !login_disabled;
  sendoff_dialogue_keep_extensions (self, (const char *const *) all);
}

/* "OK [CAPABILITY IMAP4rev1 …] text" */
static void
keep_capability_code (SendoffAttempt *self,
                      const char     *text,
                      gsize           length)
{
  static const char code[] = "[CAPABILITY ";
  const char *start = length > 0 ? memchr (text, '[', length) : NULL;
  const char *end = start != NULL ? memchr (start, ']', length - (start - text)) : NULL;

  if (end == NULL || (gsize) (end - start) < strlen (code) || g_ascii_strncasecmp (start, code, strlen (code)) != 0)
    return;
  keep_capabilities (self, start + strlen (code), end - start - strlen (code));
}

/* libcurl knows these in capitals only, and never forgets a LOGINDISABLED that was said in clear, where it is common and means "encrypt first". */
static void
prepare_capability (SendoffAttempt *self,
                    char           *word,
                    gsize           length)
{
  gboolean before_tls = self->session == NULL && self->request->settings->security == SENDOFF_SECURITY_STARTTLS;

  sendoff_dialogue_raise (word, length);
  if ((before_tls && length == strlen ("LOGINDISABLED") && memcmp (word, "LOGINDISABLED", length) == 0) ||
      (length > 5 && memcmp (word, "AUTH=", 5) == 0 && !sendoff_dialogue_tries (self, word + 5, length - 5, FALSE)))
    sendoff_dialogue_blot_out (word, length);
}

static void
on_capabilities (SendoffAttempt *self,
                 char           *text,
                 gsize           length)
{
  gsize at = strlen ("CAPABILITY");

  keep_capabilities (self, text + at, length - at);
  while (at < length)
    {
      char *word = text + at + 1;
      const char *end = memchr (word, ' ', length - at - 1);
      gsize word_length = end != NULL ? (gsize) (end - word) : length - at - 1;

      prepare_capability (self, word, word_length);
      at += word_length + 1;
    }
}

static void
on_greeting (SendoffAttempt *self,
             char           *text,
             gsize           length)
{
  static const char *const words[] = { "OK", "PREAUTH", "BYE" };
  SendoffReply *reply = sendoff_dialogue_take_reply (self);
  const char *word = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words) && word == NULL; i++)
    if (sendoff_dialogue_begins_with (text, length, words[i]))
      word = words[i];
  if (word == NULL)
    {
      sendoff_dialogue_fail_with_text (self, self->reply->str, self->reply->len);
      return;
    }

  sendoff_dialogue_raise (text, strlen (word));
  self->greeted = TRUE;
  self->awaits_reply = FALSE;
  self->preauth = g_str_equal (word, "PREAUTH");
  keep_capability_code (self, text, length);
  if (g_str_equal (word, "BYE"))
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
  else if (self->preauth && self->request->settings->security == SENDOFF_SECURITY_STARTTLS)
    {
      /* STARTTLS isn't allowed any more: RFC 3501 section 6.2.1. */
      sendoff_attempt_fail (self, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_GREETING);
      sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, reply);
    }
}

static void
note_bye (SendoffAttempt *self)
{
  g_clear_pointer (&self->said_bye, sendoff_reply_unref);
  self->said_bye = sendoff_attempt_parse_reply (self, self->reply->str, self->reply->len);
}

/* May come at any time (RFC 3501 section 7); of what isn't an answer only that is kept which explains a refusal. */
static void
on_untagged (SendoffAttempt *self,
             char           *line,
             gsize           length)
{
  char *text = line + 2;
  gsize text_length = sendoff_dialogue_strip (line, length) - 2;
  gboolean is_bye = sendoff_dialogue_begins_with (text, text_length, "BYE");

  if (!self->greeted)
    {
      g_string_append_len (self->reply, line, length);
      on_greeting (self, text, text_length);
      g_string_truncate (self->reply, 0);
      sendoff_dialogue_check_behind (self, FALSE);
      return;
    }

  if (sendoff_dialogue_begins_with (text, text_length, "CAPABILITY"))
    on_capabilities (self, text, text_length);
  else if (is_bye || sendoff_dialogue_begins_with (text, text_length, "NO") || sendoff_dialogue_begins_with (text, text_length, "BAD"))
    g_string_append_len (self->reply, line, length);
  if (is_bye)
    note_bye (self);
}

static void
on_refused (SendoffAttempt *self,
            SendoffReply   *reply,
            gboolean        unknown)
{
  gboolean wants_tls = self->request->settings->security == SENDOFF_SECURITY_STARTTLS && self->session == NULL;

  /* What became of a sign-in is libcurl's to say: it may try another mechanism. */
  if (self->command == SENDOFF_COMMAND_AUTH)
    return;
  if (self->command == SENDOFF_COMMAND_STARTTLS)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_ENCRYPTION_REFUSED, reply);
  else
    sendoff_dialogue_fail_with_reply (self, unknown && wants_tls ? SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED : SENDOFF_FAILURE_REFUSED, reply);
}

static void
on_tagged (SendoffAttempt *self,
           char           *line,
           gsize           length)
{
  char *text = line + strlen (self->tag) + 1;
  gsize text_length = sendoff_dialogue_strip (line, length) - (text - line);
  gboolean ok = sendoff_dialogue_begins_with (text, text_length, "OK");
  gboolean bad = sendoff_dialogue_begins_with (text, text_length, "BAD");

  if (!self->awaits_reply || sendoff_dialogue_came_too_early (self) ||
      (!ok && !bad && !sendoff_dialogue_begins_with (text, text_length, "NO")))
    {
      sendoff_dialogue_fail_with_text (self, line, length);
      return;
    }

  SendoffReply *reply = sendoff_dialogue_take_line (self, line, length);
  self->awaits_reply = FALSE;
  self->in_exchange = FALSE;
  sendoff_dialogue_raise (text, 2);
  if (ok && self->said_bye != NULL)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
  else if (!ok)
    on_refused (self, reply, bad);
  else
    {
      keep_capability_code (self, text, text_length);
      if (self->command == SENDOFF_COMMAND_AUTH)
        sendoff_dialogue_note_signed_in (self);
    }
  sendoff_dialogue_check_behind (self, !ok);
}

/* Each "+" is answered by one line of ours. */
static void
on_continuation (SendoffAttempt *self,
                 const char     *line,
                 gsize           length)
{
  if (!self->in_exchange || !self->awaits_reply || sendoff_dialogue_came_too_early (self))
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
  gsize tag_length = strlen (self->tag);

  if (length > 2 && line[0] == '*' && line[1] == ' ')
    on_untagged (self, line, length);
  else if (self->greeted && line[0] == '+' && (line[1] == ' ' || sendoff_dialogue_strip (line, length) == 1))
    on_continuation (self, line, length);
  else if (self->greeted && tag_length > 0 && length > tag_length && memcmp (line, self->tag, tag_length) == 0 && line[tag_length] == ' ')
    on_tagged (self, line, length);
  else
    sendoff_dialogue_fail_with_text (self, line, length);
}

const SendoffDialogue sendoff_dialogue_imap = { .sent = on_sent, .received = on_received, .goodbye = "BYE1 LOGOUT\r\n" };
