/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading along while libcurl speaks (greeting to sign-in): transcript, recording, steps, and the faults that libcurl lets pass in every
 * protocol: text that nobody asked for, floods, silence. What is said is read by dialogue-PROTOCOL.c. Worker thread, inside curl_easy_perform(). */

#include "net/dialogue-private.h"

#include <string.h>

#include "net/channel.h"

/* libcurl's own buffer (CURLOPT_BUFFERSIZE) plus the overhead of TLS records: what it has read and not shown yet is less than this. */
#define MAX_UNSEEN (256 * 1024)

static const SendoffDialogue *
get_dialogue (SendoffAttempt *self)
{
  switch (self->request->settings->protocol)
    {
    case SENDOFF_PROTOCOL_IMAP:
      return &sendoff_dialogue_imap;
    case SENDOFF_PROTOCOL_POP3:
      return &sendoff_dialogue_pop3;
    case SENDOFF_PROTOCOL_SMTP:
    case SENDOFF_PROTOCOL_NONE:
      break;
    }
  return &sendoff_dialogue_smtp;
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

SendoffFailure *
sendoff_dialogue_fail (SendoffAttempt     *self,
                       SendoffFailureKind  kind)
{
  SendoffFailure *failure = sendoff_attempt_fail (self, kind, step_of_command (self), self->command);

  hang_up (self);
  return failure;
}

void
sendoff_dialogue_fail_with_text (SendoffAttempt *self,
                                 const char     *bytes,
                                 gsize           length)
{
  SendoffFailure *failure = sendoff_dialogue_fail (self, SENDOFF_FAILURE_PROTOCOL);

  if (failure->received == NULL)
    failure->received = sendoff_attempt_scrub (self, bytes, length);
}

void
sendoff_dialogue_fail_with_reply (SendoffAttempt     *self,
                                  SendoffFailureKind  kind,
                                  SendoffReply       *reply)
{
  SendoffFailure *failure = sendoff_dialogue_fail (self, kind);

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
  sendoff_socket_tap_end_handshake (&self->tap);
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

void
sendoff_dialogue_begin_command (SendoffAttempt *self,
                                SendoffCommand  command)
{
  self->command = command;
  /* What the server said before is no answer to it. */
  if (command == SENDOFF_COMMAND_AUTH)
    g_clear_pointer (&self->last_reply, sendoff_reply_unref);
  if (command == SENDOFF_COMMAND_STARTTLS)
    {
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      sendoff_attempt_begin_step (self, SENDOFF_STEP_ENCRYPT);
    }
  self->awaits_reply = TRUE;
  self->reply_start = g_get_monotonic_time ();
  self->reply_size = 0;
  self->pulls_at_command = self->tap.n_pulled;
  self->n_waiting = self->tap.n_waiting;
}

void
sendoff_dialogue_begin_sign_in (SendoffAttempt *self,
                                const char     *mechanism,
                                gssize          length)
{
  self->auth_sent = TRUE;
  g_clear_pointer (&self->declined_challenge, g_free);
  g_free (self->result->mechanism);
  self->result->mechanism = length < 0 ? g_strdup (mechanism) : g_strndup (mechanism, length);
  /* libcurl may give up a mechanism amid the exchange and take another. */
  if (self->step_runs && self->step == SENDOFF_STEP_SIGN_IN)
    return;
  sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
  sendoff_attempt_begin_step (self, SENDOFF_STEP_SIGN_IN);
}

void
sendoff_dialogue_note_signed_in (SendoffAttempt *self)
{
  self->result->signed_in = TRUE;
  sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, self->result->mechanism);
}

void
sendoff_dialogue_note_challenge (SendoffAttempt *self,
                                 const char     *line,
                                 gsize           length)
{
  g_free (self->challenge);
  self->challenge = g_strndup (line, length);
}

SendoffReply *
sendoff_dialogue_take_reply (SendoffAttempt *self)
{
  g_clear_pointer (&self->last_reply, sendoff_reply_unref);
  self->last_reply = sendoff_attempt_parse_reply (self, self->reply->str, self->reply->len);
  return self->last_reply;
}

SendoffReply *
sendoff_dialogue_take_line (SendoffAttempt *self,
                            const char     *line,
                            gsize           length)
{
  SendoffReply *reply;

  g_string_append_len (self->reply, line, length);
  reply = sendoff_dialogue_take_reply (self);
  g_string_truncate (self->reply, 0);
  return reply;
}

void
sendoff_dialogue_keep_extensions (SendoffAttempt    *self,
                                  const char *const *lines)
{
  g_autoptr(GStrvBuilder) shown = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *scrubbed = sendoff_redaction_scrub (self->redaction, lines[i]);

      g_strv_builder_add (shown, scrubbed);
    }
  g_strfreev (self->result->extensions);
  self->result->extensions = g_strv_builder_end (shown);
}

gboolean
sendoff_dialogue_has_bytes_behind (SendoffAttempt *self)
{
  /* How much a SOCKS proxy said before isn't known: counting begins behind the greeting. */
  if (self->proxied && self->command == SENDOFF_COMMAND_GREETING)
    self->clear_in = sendoff_socket_tap_get_received (&self->tap);
  return self->session == NULL && sendoff_socket_tap_get_received (&self->tap) > self->clear_in;
}

void
sendoff_dialogue_check_behind (SendoffAttempt *self,
                               gboolean        refused)
{
  if (self->failure != NULL || !sendoff_dialogue_has_bytes_behind (self))
    return;
  /* Some say goodbye in the same breath as they refuse. But for the question what they can do, nothing is asked after it. */
  if (refused && self->command != SENDOFF_COMMAND_EHLO)
    sendoff_dialogue_fail_with_reply (self, self->command == SENDOFF_COMMAND_STARTTLS ? SENDOFF_FAILURE_ENCRYPTION_REFUSED : SENDOFF_FAILURE_REFUSED,
                                      self->last_reply);
  else
    sendoff_dialogue_fail_with_text (self, "", 0);
}

gboolean
sendoff_dialogue_came_too_early (SendoffAttempt *self)
{
  return self->session != NULL && self->command != SENDOFF_COMMAND_GREETING && self->tap.n_pulled - self->pulls_at_command <= self->n_waiting;
}

gsize
sendoff_dialogue_strip (const char *line,
                        gsize       length)
{
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  return length;
}

gboolean
sendoff_dialogue_begins_with (const char *line,
                              gsize       length,
                              const char *word)
{
  gsize word_length = strlen (word);

  return length >= word_length && g_ascii_strncasecmp (line, word, word_length) == 0 &&
         (length == word_length || strchr (" \t\r\n", line[word_length]) != NULL);
}

void
sendoff_dialogue_raise (char  *word,
                        gsize  length)
{
  for (gsize i = 0; i < length; i++)
    word[i] = g_ascii_toupper (word[i]);
}

void
sendoff_dialogue_blot_out (char  *word,
                           gsize  length)
{
  memset (word, 'X', length);
}

static gboolean
is_mechanism (const char *mechanism,
              gsize       length,
              const char *name)
{
  return length == strlen (name) && g_ascii_strncasecmp (mechanism, name, length) == 0;
}

/* Over TLS a plain password in one round trip is the sturdiest way; in clear those that don't show it come first, in libcurl's own order. */
gboolean
sendoff_dialogue_tries (SendoffAttempt *self,
                        const char     *mechanism,
                        gsize           length,
                        gboolean        hidden_only)
{
  static const struct { const char *name; gboolean hidden; } preferred[] = {
    { "PLAIN", FALSE }, { "LOGIN", FALSE }, { "CRAM-MD5", TRUE }, { "DIGEST-MD5", TRUE },
  };
  gboolean secure = self->request->settings->security != SENDOFF_SECURITY_NONE;

  if (self->request->all_mechanisms)
    return !self->request->without_kerberos || !is_mechanism (mechanism, length, "GSSAPI");
  for (guint i = 0; i < G_N_ELEMENTS (preferred); i++)
    if (is_mechanism (mechanism, length, preferred[i].name))
      return secure ? !preferred[i].hidden : preferred[i].hidden || !hidden_only;
  return FALSE;
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
  else
    self->heard_inside = TRUE;
  if (self->failure != NULL)
    return;

  self->reply_size += length;
  if (length > SENDOFF_MAX_REPLY_LINE || self->reply_size > SENDOFF_MAX_REPLY || memchr (line, '\0', length) != NULL)
    {
      g_string_append_len (self->reply, line, MIN (length, 1024));
      sendoff_dialogue_fail_with_text (self, self->reply->str, self->reply->len);
      return;
    }
  get_dialogue (self)->received (self, line, length);
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
  if (self->challenge != NULL && sendoff_dialogue_strip (line, length) == 1 && line[0] == '*')
    {
      g_free (self->declined_challenge);
      self->declined_challenge = g_steal_pointer (&self->challenge);
    }
  g_clear_pointer (&self->challenge, g_free);
  get_dialogue (self)->sent (self, line, length);
}

/* Of a line that outgrows half its buffer libcurl shows the beginning and the end alone, as if that were all; but it says so. */
static void
note_shortened_line (SendoffAttempt *self,
                     const char     *text,
                     gsize           length)
{
  if (g_strstr_len (text, (gssize) length, "Excessive server response line length") != NULL && self->failure == NULL)
    sendoff_dialogue_fail_with_text (self, self->reply->str, self->reply->len);
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
  if (type == CURLINFO_TEXT)
    note_shortened_line (self, data, size);
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

static void
note_silence (SendoffAttempt *self,
              gint64          now)
{
  double silent_s = (now - self->step_start) / (double) G_USEC_PER_SEC;

  if (self->told_silence || !self->connected || self->sink->silent == NULL || silent_s < SENDOFF_SILENCE_S ||
      sendoff_socket_tap_get_received (&self->tap) > 0)
    return;
  self->told_silence = TRUE;
  self->sink->silent (silent_s, self->sink->user_data);
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
  /* The wait for what comes first inside TLS has begun. */
  if (sendoff_inspector_watch (self))
    note_handshake_done (self);
  if (self->failure != NULL || sendoff_attempt_is_cancelled (self))
    return 1;
  if (self->connected)
    sendoff_attempt_prepare_first (self);

  gint64 last = MAX (self->last_activity, self->tap.last_pull);
  /* The kernel knows of bytes that nobody has read yet; it is asked where that matters, not at every call. */
  if (now - last > timeout_us)
    last = MAX (last, sendoff_socket_tap_get_last_arrival (&self->tap));
  if (is_flooded (self))
    sendoff_dialogue_fail_with_text (self, self->reply->str, self->reply->len);
  else if (self->said_bye != NULL && now - last > timeout_us)
    sendoff_dialogue_fail_with_reply (self, SENDOFF_FAILURE_REFUSED, self->said_bye);
  else if (now - last > timeout_us || now - self->reply_start > SENDOFF_REPLY_PATIENCE * timeout_us)
    {
      SendoffStepId step = self->step_runs ? self->step : step_of_command (self);
      SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_TIMEOUT, step, self->command);

      failure->timeout_s = self->request->settings->timeout_s;
    }
  else
    note_silence (self, now);
  return self->failure != NULL;
}

void
sendoff_dialogue_part (SendoffAttempt *self)
{
  SendoffChannel *channel = sendoff_channel_get (self);
  const char *goodbye = get_dialogue (self)->goodbye;

  if (sendoff_attempt_is_cancelled (self))
    return;
  sendoff_transcript_add (self->transcript, sendoff_attempt_elapsed_ms (self), TRUE, self->session == NULL, goodbye, strlen (goodbye));
  sendoff_channel_send (channel, goodbye, strlen (goodbye), NULL);
}
