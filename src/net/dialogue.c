/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading along while libcurl speaks (greeting to sign-in): transcript, recording, steps, replies, and the faults that libcurl lets
 * pass: text that nobody asked for, replies without a code, an EHLO refused, silence. Worker thread, inside curl_easy_perform(). */

#include "net/attempt-private.h"

#include <string.h>

/* libcurl's own buffer (CURLOPT_BUFFERSIZE) plus the overhead of TLS records: what it has read and not shown yet is less than this. */
#define MAX_UNSEEN (256 * 1024)

static gboolean
is_smtp (SendoffAttempt *self)
{
  return self->request->settings->protocol == SENDOFF_PROTOCOL_SMTP;
}

/* Ends libcurl's call at once, whatever it waits for; the failure that is kept says why. */
static void
hang_up (SendoffAttempt *self)
{
  sendoff_socket_tap_shutdown (&self->tap);
}

static SendoffStepId
step_of_command (SendoffAttempt *self)
{
  switch (self->command)
    {
    case SENDOFF_COMMAND_STARTTLS:
      return SENDOFF_STEP_ENCRYPT;
    case SENDOFF_COMMAND_AUTH:
      return SENDOFF_STEP_SIGN_IN;
    case SENDOFF_COMMAND_NONE:
    case SENDOFF_COMMAND_GREETING:
    case SENDOFF_COMMAND_EHLO:
    case SENDOFF_COMMAND_MAIL:
    case SENDOFF_COMMAND_RCPT:
    case SENDOFF_COMMAND_DATA:
    case SENDOFF_COMMAND_BODY:
    case SENDOFF_COMMAND_FINAL_DOT:
    case SENDOFF_COMMAND_OTHER:
      break;
    }
  return SENDOFF_STEP_GREET;
}

static SendoffFailure *
fail (SendoffAttempt     *self,
      SendoffFailureKind  kind)
{
  SendoffFailure *failure = sendoff_attempt_fail (self, kind, step_of_command (self), self->command);

  hang_up (self);
  return failure;
}

static void
fail_with_text (SendoffAttempt *self,
                const char     *bytes,
                gsize           length)
{
  SendoffFailure *failure = fail (self, SENDOFF_FAILURE_PROTOCOL);

  if (failure->received == NULL)
    failure->received = sendoff_attempt_scrub (self, bytes, length);
}

static void
fail_with_reply (SendoffAttempt     *self,
                 SendoffFailureKind  kind,
                 SendoffReply       *reply)
{
  SendoffFailure *failure = fail (self, kind);

  if (failure->reply == NULL)
    failure->reply = sendoff_reply_ref (reply);
}

static void
note_connected (SendoffAttempt *self)
{
  if (self->connected || sendoff_socket_tap_get_connected (&self->tap) < 0)
    return;

  self->connected = TRUE;
  self->last_activity = g_get_monotonic_time ();
  if (self->step_runs && self->step == SENDOFF_STEP_CONNECT)
    sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
  self->command = SENDOFF_COMMAND_GREETING;
  self->awaits_reply = TRUE;
  self->reply_start = self->last_activity;
  if (self->request->settings->security != SENDOFF_SECURITY_TLS)
    sendoff_attempt_begin_step (self, SENDOFF_STEP_GREET);
}

static void
note_handshake_done (SendoffAttempt *self)
{
  if (self->session == NULL || self->handshake_done)
    return;

  self->handshake_done = TRUE;
  if (!self->judged || !self->accepted)
    {
      sendoff_attempt_fail (self, SENDOFF_FAILURE_NO_JUDGE, SENDOFF_STEP_TRUST, SENDOFF_COMMAND_NONE);
      hang_up (self);
      return;
    }

  g_autofree char *description = gnutls_session_get_desc (self->session);
  g_free (self->result->tls);
  g_free (self->result->cipher);
  self->result->tls = g_strdup (gnutls_protocol_get_name (gnutls_protocol_get_version (self->session)));
  self->result->cipher = g_steal_pointer (&description);
  if (!self->greeted)
    sendoff_attempt_begin_step (self, SENDOFF_STEP_GREET);
}

/* The first word of what libcurl sends tells the command; anything during AUTH belongs to AUTH. */
static SendoffCommand
classify_command (SendoffAttempt *self,
                  const char     *line,
                  gsize           length)
{
  static const struct { const char *word; SendoffCommand command; } words[] = {
    { "EHLO", SENDOFF_COMMAND_EHLO }, { "HELO", SENDOFF_COMMAND_EHLO }, { "STARTTLS", SENDOFF_COMMAND_STARTTLS }, { "AUTH", SENDOFF_COMMAND_AUTH },
  };

  if (self->command == SENDOFF_COMMAND_AUTH && self->awaits_reply)
    return SENDOFF_COMMAND_AUTH;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length >= strlen (words[i].word) && g_ascii_strncasecmp (line, words[i].word, strlen (words[i].word)) == 0)
      return words[i].command;
  return SENDOFF_COMMAND_OTHER;
}

static void
note_mechanism (SendoffAttempt *self,
                const char     *line,
                gsize           length)
{
  g_autofree char *text = g_strndup (line, length);
  g_auto(GStrv) words = g_strsplit_set (g_strstrip (text), " ", 3);

  self->auth_sent = TRUE;
  g_free (self->result->mechanism);
  self->result->mechanism = g_strdup (words[0] != NULL && words[1] != NULL ? words[1] : "");
}

static void
on_command_sent (SendoffAttempt *self,
                 const char     *line,
                 gsize           length)
{
  SendoffCommand before = self->command;
  gboolean continues = before == SENDOFF_COMMAND_AUTH && self->awaits_reply;

  self->command = classify_command (self, line, length);
  if (self->command == SENDOFF_COMMAND_STARTTLS)
    {
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      sendoff_attempt_begin_step (self, SENDOFF_STEP_ENCRYPT);
    }
  if (self->command == SENDOFF_COMMAND_AUTH && !continues)
    {
      note_mechanism (self, line, length);
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      sendoff_attempt_begin_step (self, SENDOFF_STEP_SIGN_IN);
    }

  self->awaits_reply = TRUE;
  self->reply_start = g_get_monotonic_time ();
  self->pulls_at_command = self->tap.n_pulled;
  self->n_waiting = self->tap.n_waiting;
}

/* What the server offers is read from what it said, and shown without what may be a secret. */
static void
keep_extensions (SendoffAttempt *self)
{
  g_auto(GStrv) lines = g_strsplit (self->reply->str, "\n", -1);
  g_autoptr(GStrvBuilder) plain = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) shown = g_strv_builder_new ();
  g_auto(GStrv) keywords = NULL;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      const char *line = g_strchomp (lines[i]);
      g_autofree char *scrubbed = strlen (line) > 4 ? sendoff_redaction_scrub (self->redaction, line + 4) : NULL;

      if (scrubbed == NULL)
        continue;
      g_strv_builder_add (plain, line + 4);
      g_strv_builder_add (shown, scrubbed);
    }
  keywords = g_strv_builder_end (plain);
  self->offer = sendoff_esmtp_offer_parse ((const char *const *) keywords);
  g_strfreev (self->result->extensions);
  self->result->extensions = g_strv_builder_end (shown);
}

/* Keywords may come in any case (RFC 5321 section 2.4); libcurl knows STARTTLS and AUTH with its mechanisms in capitals only. It reads the line
 * from this very buffer after we have seen it. */
static void
raise_keyword (char  *line,
               gsize  length)
{
  static const char *const keywords[] = { "STARTTLS", "AUTH" };

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (length > 4 + strlen (keywords[i]) && g_ascii_strncasecmp (line + 4, keywords[i], strlen (keywords[i])) == 0)
      for (gsize k = 4; k < length; k++)
        line[k] = g_ascii_toupper (line[k]);
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
    fail_with_reply (self, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, reply);
  else if (!unknown || settings->signs_in)
    fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
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
  g_autoptr(SendoffReply) reply = sendoff_attempt_parse_reply (self, self->reply->str, self->reply->len);
  guint code = self->reply_code;

  g_clear_pointer (&self->last_reply, sendoff_reply_unref);
  self->last_reply = sendoff_reply_ref (reply);
  self->reply_code = 0;

  if (!is_expected_code (self, code))
    {
      fail_with_reply (self, SENDOFF_FAILURE_PROTOCOL, reply);
      return;
    }
  if (self->command == SENDOFF_COMMAND_GREETING)
    {
      self->greeted = TRUE;
      if (code / 100 != 2)
        fail_with_reply (self, SENDOFF_FAILURE_REFUSED, reply);
    }
  else if (self->command == SENDOFF_COMMAND_EHLO)
    {
      if (code / 100 == 2)
        keep_extensions (self);
      else
        judge_ehlo_refused (self, reply);
    }
  else if (self->command == SENDOFF_COMMAND_AUTH && code == 235)
    {
      self->result->signed_in = TRUE;
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, self->result->mechanism);
    }

  if (!(self->command == SENDOFF_COMMAND_AUTH && code == 334))
    self->awaits_reply = FALSE;
}

/* Text that came before it was asked for is never taken for a reply. In clear the kernel knows of bytes behind the reply. Inside TLS a reply was
 * there too early if it came out of bytes that waited when the command left; behind them (session tickets may wait, too) it is in time. */
static gboolean
has_bytes_behind_reply (SendoffAttempt *self)
{
  /* How much a SOCKS proxy said before isn't known: counting begins behind the greeting. */
  if (self->proxied && self->command == SENDOFF_COMMAND_GREETING)
    self->clear_in = sendoff_socket_tap_get_received (&self->tap);
  return self->session == NULL && sendoff_socket_tap_get_received (&self->tap) > self->clear_in;
}

static gboolean
is_reply_unasked (SendoffAttempt *self)
{
  if (!self->awaits_reply)
    return TRUE;
  return self->session != NULL && self->reply->len == 0 && self->command != SENDOFF_COMMAND_GREETING &&
         self->tap.n_pulled - self->pulls_at_command <= self->n_waiting;
}

static void
on_smtp_line (SendoffAttempt *self,
              char           *line,
              gsize           length)
{
  guint code = 0;
  gsize stripped = length;

  while (stripped > 0 && (line[stripped - 1] == '\n' || line[stripped - 1] == '\r'))
    stripped--;
  if (stripped >= 3 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]))
    code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (code < 200 || code > 599 || (stripped > 3 && line[3] != ' ' && line[3] != '-') || length > SENDOFF_MAX_REPLY_LINE ||
      self->reply->len + length > SENDOFF_MAX_REPLY || memchr (line, '\0', length) != NULL ||
      (self->reply_code != 0 && code != self->reply_code))
    {
      g_string_append_len (self->reply, line, MIN (length, 1024));
      fail_with_text (self, self->reply->str, self->reply->len);
      return;
    }
  if (is_reply_unasked (self))
    {
      fail_with_text (self, line, length);
      return;
    }

  self->reply_code = code;
  g_string_append_len (self->reply, line, length);
  if (self->command == SENDOFF_COMMAND_EHLO)
    raise_keyword (line, length);
  if (stripped > 3 && line[3] == '-')
    return;
  on_reply_complete (self);
  g_string_truncate (self->reply, 0);
  if (self->failure == NULL && has_bytes_behind_reply (self))
    fail_with_text (self, "", 0);
}

static void
on_proxy_line (SendoffAttempt *self,
               const char     *line,
               gsize           length)
{
  /* "HTTP/1.1 403 Forbidden" */
  if (length > 12 && g_ascii_strncasecmp (line, "HTTP/", 5) == 0 && line[9] != '2')
    {
      SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_PROXY, SENDOFF_STEP_CONNECT, SENDOFF_COMMAND_NONE);

      if (failure->detail == NULL)
        failure->detail = sendoff_attempt_scrub (self, line, length - (line[length - 1] == '\n') - (line[length - 2] == '\r'));
    }
  if (length <= 2)
    {
      self->in_proxy = FALSE;
      self->clear_in = sendoff_socket_tap_get_received (&self->tap);
    }
}

static void
on_line_received (SendoffAttempt *self,
                  char           *line,
                  gsize           length)
{
  self->last_activity = g_get_monotonic_time ();
  if (self->in_proxy)
    {
      on_proxy_line (self, line, length);
      return;
    }
  if (self->session == NULL)
    self->clear_in += length;
  if (is_smtp (self) && self->failure == NULL)
    on_smtp_line (self, line, length);
}

static void
on_line_sent (SendoffAttempt *self,
              const char     *line,
              gsize           length)
{
  self->last_activity = g_get_monotonic_time ();
  if (length >= 8 && memcmp (line, "CONNECT ", 8) == 0 && !self->greeted)
    self->in_proxy = TRUE;
  if (self->in_proxy)
    return;
  if (is_smtp (self))
    on_command_sent (self, line, length);
}

int
sendoff_dialogue_on_debug (CURL          *curl,
                           curl_infotype  type,
                           char          *data,
                           size_t         size,
                           void          *user_data)
{
  SendoffAttempt *self = user_data;
  gboolean from_client = type == CURLINFO_HEADER_OUT;

  note_connected (self);
  sendoff_inspector_watch (self);
  if (type != CURLINFO_HEADER_OUT && type != CURLINFO_HEADER_IN)
    return 0;

  note_handshake_done (self);
  sendoff_transcript_add (self->transcript, sendoff_attempt_elapsed_ms (self), from_client, self->session == NULL, data, size);
  if (self->session == NULL)
    sendoff_wire_recording_add (self->recording, from_client, (const guint8 *) data, size);
  if (from_client)
    on_line_sent (self, data, size);
  else
    on_line_received (self, data, size);
  return 0;
}

static gboolean
is_flooded (SendoffAttempt *self)
{
  if (!self->connected || self->in_proxy)
    return FALSE;
  if (self->session == NULL)
    return sendoff_socket_tap_get_received (&self->tap) > self->clear_in + MAX_UNSEEN;
  return self->awaits_reply && self->handshake_done && self->tap.n_pulled > self->pulls_at_command + SENDOFF_MAX_REPLY + MAX_UNSEEN;
}

int
sendoff_dialogue_on_progress (void       *user_data,
                              curl_off_t  dltotal,
                              curl_off_t  dlnow,
                              curl_off_t  ultotal,
                              curl_off_t  ulnow)
{
  SendoffAttempt *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 timeout_us = (gint64) self->request->settings->timeout_s * G_USEC_PER_SEC;

  note_connected (self);
  sendoff_inspector_watch (self);
  if (self->failure != NULL || sendoff_attempt_is_cancelled (self))
    return 1;

  gint64 last = MAX (MAX (self->last_activity, self->tap.last_pull), sendoff_socket_tap_get_last_arrival (&self->tap));
  if (is_flooded (self))
    fail_with_text (self, self->reply->str, self->reply->len);
  else if (now - last > timeout_us || now - self->reply_start > SENDOFF_REPLY_PATIENCE * timeout_us)
    {
      SendoffStepId step = self->step_runs ? self->step : step_of_command (self);
      SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_TIMEOUT, step, self->command);

      failure->timeout_s = self->request->settings->timeout_s;
    }
  return self->failure != NULL;
}
