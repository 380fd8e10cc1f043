/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the course of one attempt: message, lookup, sign-in, messages, goodbye. Worker thread. */

#include "net/attempt-private.h"

#include <string.h>

#include "base/display-text.h"
#include "base/error.h"
#include "net/channel.h"

#define MAX_RECEIVED 1024
/* What a server says after the goodbye is evidence, no more. */
#define DRAIN_MS 500

SendoffDelivery *
sendoff_delivery_new (guint index)
{
  SendoffDelivery *self = g_new0 (SendoffDelivery, 1);

  self->index = index;
  self->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_failure_free);
  return self;
}

void
sendoff_delivery_free (SendoffDelivery *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->message, sendoff_message_unref);
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->failures, g_ptr_array_unref);
  g_clear_pointer (&self->transcript, sendoff_transcript_unref);
  g_clear_pointer (&self->recording, sendoff_wire_recording_unref);
  g_free (self);
}

void
sendoff_attempt_request_free (SendoffAttemptRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->settings, sendoff_server_settings_free);
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  g_clear_pointer (&self->client_secret, sendoff_secret_string_unref);
  g_clear_pointer (&self->roots, sendoff_roots_unref);
  g_free (self->account);
  g_free (self->allowed_pin);
  g_free (self);
}

void
sendoff_attempt_result_free (SendoffAttemptResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->failure, sendoff_failure_free);
  g_clear_pointer (&self->certificate, sendoff_certificate_unref);
  g_clear_pointer (&self->transcript, sendoff_transcript_unref);
  g_clear_pointer (&self->recording, sendoff_wire_recording_unref);
  g_strfreev (self->extensions);
  g_free (self->tls);
  g_free (self->cipher);
  g_free (self->mechanism);
  g_free (self);
}

SendoffAttemptResult *
sendoff_attempt_result_copy_facts (const SendoffAttemptResult *self)
{
  SendoffAttemptResult *copy = g_new0 (SendoffAttemptResult, 1);

  copy->certificate = self->certificate != NULL ? sendoff_certificate_ref (self->certificate) : NULL;
  copy->tls = g_strdup (self->tls);
  copy->cipher = g_strdup (self->cipher);
  copy->extensions = g_strdupv (self->extensions);
  copy->mechanism = g_strdup (self->mechanism);
  copy->signed_in = self->signed_in;
  return copy;
}

double
sendoff_attempt_elapsed_ms (SendoffAttempt *self)
{
  return (g_get_monotonic_time () - self->start) / 1000.0;
}

gboolean
sendoff_attempt_is_cancelled (SendoffAttempt *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

gboolean
sendoff_attempt_is_secure (SendoffAttempt *self)
{
  return self->session != NULL && self->handshake_done;
}

char *
sendoff_attempt_scrub (SendoffAttempt *self,
                       const char     *bytes,
                       gsize           length)
{
  g_autofree char *safe = sendoff_display_text_lines (bytes, MIN (length, MAX_RECEIVED));

  return sendoff_redaction_scrub (self->redaction, safe);
}

SendoffReply *
sendoff_attempt_parse_reply (SendoffAttempt *self,
                             const char     *bytes,
                             gsize           length)
{
  SendoffReply *reply = sendoff_reply_parse (bytes, length);
  char *scrubbed = sendoff_redaction_scrub (self->redaction, reply->text);

  /* Read first: a password that happens to be "250" must not turn an answer into another. Nobody else has it yet. */
  g_free (reply->text);
  reply->text = scrubbed;
  return reply;
}

SendoffFailure *
sendoff_attempt_make_failure (SendoffAttempt     *self,
                              SendoffFailureKind  kind,
                              SendoffStepId       step,
                              SendoffCommand      command)
{
  const SendoffServerSettings *settings = self->request->settings;
  SendoffFailure *failure = sendoff_failure_new (kind, settings->leg, step);

  failure->command = command;
  failure->protocol = settings->protocol;
  failure->account = g_strdup (self->request->account);
  failure->server = g_strdup (settings->host);
  failure->port = settings->port;
  failure->security = settings->security;
  failure->secure = sendoff_attempt_is_secure (self);
  failure->extensions = g_strdupv (self->result->extensions);
  failure->signed_in = self->result->signed_in;
  return failure;
}

SendoffFailure *
sendoff_attempt_fail (SendoffAttempt     *self,
                      SendoffFailureKind  kind,
                      SendoffStepId       step,
                      SendoffCommand      command)
{
  if (self->failure == NULL)
    self->failure = sendoff_attempt_make_failure (self, kind, step, command);
  return self->failure;
}

void
sendoff_attempt_tell_step (SendoffAttempt   *self,
                           SendoffStepId     step,
                           SendoffStepState  state,
                           const char       *detail,
                           double            ms)
{
  if (self->sink->step != NULL)
    self->sink->step (step, state, detail, ms, self->sink->user_data);
}

void
sendoff_attempt_begin_step (SendoffAttempt *self,
                            SendoffStepId   step)
{
  self->step = step;
  self->step_runs = TRUE;
  self->step_start = self->reply_start = self->last_activity = g_get_monotonic_time ();
  sendoff_attempt_tell_step (self, step, SENDOFF_STEP_RUNNING, NULL, -1);
}

void
sendoff_attempt_end_step (SendoffAttempt   *self,
                          SendoffStepState  state,
                          const char       *detail)
{
  if (!self->step_runs)
    return;
  self->step_runs = FALSE;
  sendoff_attempt_tell_step (self, self->step, state, detail, (g_get_monotonic_time () - self->step_start) / 1000.0);
}

/* A new stretch of evidence: for the connection, then for each message. */
static void
begin_evidence (SendoffAttempt *self)
{
  const SendoffServerSettings *settings = self->request->settings;
  g_autoptr(SendoffWireRecording) previous = g_steal_pointer (&self->recording);

  g_clear_pointer (&self->transcript, sendoff_transcript_unref);
  self->transcript = sendoff_transcript_new (settings->leg, settings->protocol);
  if (self->request->password != NULL)
    sendoff_transcript_add_secret (self->transcript, sendoff_secret_string_peek (self->request->password));
  self->recording = previous != NULL ? sendoff_wire_recording_new_next (previous)
                                     : sendoff_wire_recording_new (settings->leg, settings->port, self->start);
  self->tap.recording = self->recording;
}

/* What was readable; and with that the evidence is complete, and without secrets. */
static guint
seal_evidence (SendoffAttempt *self)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (self->request->settings->protocol);
  guint seen = sendoff_clear_search_run (self->search, self->recording);

  if (self->request->password != NULL)
    sendoff_redaction_add_secret (redaction, sendoff_secret_string_peek (self->request->password));
  sendoff_wire_recording_redact (self->recording, redaction);
  sendoff_transcript_finish (self->transcript);
  return seen;
}

static void
add_connection_values (SendoffAttempt *self)
{
  const SendoffAttemptRequest *request = self->request;

  sendoff_clear_search_add (self->search, SENDOFF_SEEN_SERVER, request->settings->host, -1);
  sendoff_clear_search_add (self->search, SENDOFF_SEEN_EHLO, SENDOFF_EHLO_NAME, -1);
  if (!request->settings->signs_in)
    return;
  sendoff_clear_search_add (self->search, SENDOFF_SEEN_USER, request->settings->user, -1);
  if (request->password == NULL)
    return;
  sendoff_clear_search_add (self->search, SENDOFF_SEEN_PASSWORD, sendoff_secret_string_peek (request->password),
                            sendoff_secret_string_get_length (request->password));
}

/* The values of the first message stand for all: those of a count differ in Date and Message-ID only. */
static void
add_message_values (SendoffAttempt *self,
                    SendoffMessage *message)
{
  const char *const *to = sendoff_message_get_to (message);
  g_autoptr(GPtrArray) subject = sendoff_message_sample_subject (message);
  g_autoptr(GPtrArray) body = sendoff_message_sample_body (message);

  sendoff_clear_search_add (self->search, SENDOFF_SEEN_SENDER, sendoff_message_get_from (message), -1);
  for (guint i = 0; to[i] != NULL; i++)
    sendoff_clear_search_add (self->search, SENDOFF_SEEN_RECIPIENTS, to[i], -1);
  for (guint i = 0; i < subject->len; i++)
    sendoff_clear_search_add (self->search, SENDOFF_SEEN_SUBJECT, g_bytes_get_data (subject->pdata[i], NULL), g_bytes_get_size (subject->pdata[i]));
  for (guint i = 0; i < body->len; i++)
    sendoff_clear_search_add (self->search, SENDOFF_SEEN_BODY, g_bytes_get_data (body->pdata[i], NULL), g_bytes_get_size (body->pdata[i]));
}

void
sendoff_attempt_prepare_first (SendoffAttempt *self)
{
  if (self->first == NULL || self->first_is_prepared)
    return;
  self->first_is_prepared = TRUE;
  add_message_values (self, self->first);
  /* What nearly every server will take. */
  sendoff_message_prepare (self->first, TRUE, self->cancellable);
  /* The time was ours: what the server has said meanwhile is yet to be read. */
  self->last_activity = self->reply_start = g_get_monotonic_time ();
}

static SendoffMessage *
make_message (SendoffAttempt  *self,
              guint            index,
              SendoffFailure **failure)
{
  g_autoptr(GError) error = NULL;
  SendoffMessage *message = self->request->next_message (index, self->request->next_message_data, &error);

  if (message != NULL)
    return message;
  *failure = sendoff_attempt_make_failure (
      self, g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID) ? SENDOFF_FAILURE_MESSAGE : SENDOFF_FAILURE_FILE,
      SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_NONE);
  (*failure)->detail = g_strdup (error->message);
  return NULL;
}

static void
finish_delivery (SendoffAttempt  *self,
                 SendoffDelivery *delivery)
{
  guint seen = self->connection_seen | seal_evidence (self);

  delivery->seen = seen & ~SENDOFF_SEEN_NAMES;
  delivery->seen_names = seen & SENDOFF_SEEN_NAMES;
  delivery->transcript = sendoff_transcript_ref (self->transcript);
  delivery->recording = sendoff_wire_recording_ref (self->recording);
  /* What the sign-in gave away is true for every message of this connection. */
  self->connection_seen |= seen & (SENDOFF_SEEN_USER | SENDOFF_SEEN_PASSWORD | SENDOFF_SEEN_NAMES);
  if (self->sink->message_finished != NULL)
    self->sink->message_finished (delivery, self->sink->user_data);
  else
    sendoff_delivery_free (delivery);
}

/* After a failure the rest is not tried: it would most likely meet the same, and a refusing server isn't to be hammered. */
static void
deliver_all (SendoffAttempt *self)
{
  gboolean ready = TRUE;

  self->delivers = TRUE;
  for (guint i = 0; i < self->request->n_messages && ready; i++)
    {
      SendoffDelivery *delivery = sendoff_delivery_new (i);
      gboolean is_last;
      SendoffFailure *failure = NULL;
      gint64 start = g_get_monotonic_time ();

      if (i > 0)
        begin_evidence (self);
      delivery->message = i == 0 ? sendoff_message_ref (self->first) : make_message (self, i, &failure);
      if (delivery->message != NULL)
        sendoff_smtp_deliver (self, delivery);
      else
        g_ptr_array_add (delivery->failures, failure);
      ready = delivery->failures->len == 0;
      is_last = !ready || i + 1 == self->request->n_messages;
      if (self->failure == NULL && is_last)
        sendoff_smtp_part (self, delivery);
      delivery->ms = (g_get_monotonic_time () - (i == 0 ? self->start : start)) / 1000.0;
      if (is_last)
        self->last_delivery = delivery;
      else
        finish_delivery (self, delivery);
    }
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  sendoff_socket_tap_shutdown (user_data);
}

static void
run_connection (SendoffAttempt *self)
{
  gulong handler = 0;
  gboolean signed_in;

  if (self->cancellable != NULL)
    handler = g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled), &self->tap, NULL);

  signed_in = sendoff_curl_sign_in (self);
  /* Where nobody had to wait; and what was said before a refusal may be a value of the message's too. */
  if (self->connected)
    sendoff_attempt_prepare_first (self);
  if (signed_in)
    {
      if (self->sink->connected != NULL)
        self->sink->connected (self->result, self->sink->user_data);
      if (self->first != NULL)
        deliver_all (self);
      else
        sendoff_dialogue_part (self);
    }

  g_clear_pointer (&self->channel, sendoff_channel_free);
  /* Writes close_notify, so the tap outlives it. In clear nothing follows the answer to our goodbye. */
  self->tap.drain_ms = self->failure == NULL && self->tap.tls_fd >= 0 ? DRAIN_MS : 0;
  self->tap.has_unseen = self->proxied;
  g_clear_pointer (&self->curl, sendoff_curl ()->easy_cleanup);
  g_cancellable_disconnect (self->cancellable, handler);
  if (self->last_delivery != NULL)
    finish_delivery (self, g_steal_pointer (&self->last_delivery));
}

static void
clear_attempt (SendoffAttempt *self)
{
  g_clear_pointer (&self->redaction, sendoff_redaction_free);
  g_clear_pointer (&self->transcript, sendoff_transcript_unref);
  g_clear_pointer (&self->recording, sendoff_wire_recording_unref);
  g_clear_pointer (&self->search, sendoff_clear_search_free);
  g_clear_pointer (&self->first, sendoff_message_unref);
  g_clear_pointer (&self->last_reply, sendoff_reply_unref);
  g_clear_pointer (&self->said_bye, sendoff_reply_unref);
  g_clear_pointer (&self->challenge, g_free);
  g_clear_pointer (&self->declined_challenge, g_free);
  g_clear_pointer (&self->client_certificate, sendoff_client_certificate_free);
  g_clear_pointer (&self->failure, sendoff_failure_free);
  g_string_free (self->reply, TRUE);
  sendoff_socket_tap_clear (&self->tap);
}

static void
settle_result (SendoffAttempt *self)
{
  SendoffAttemptResult *result = self->result;
  guint seen;

  /* What became of the messages is in the deliveries. */
  if (self->delivers)
    return;

  if (self->failure != NULL)
    {
      SendoffStepState state = self->failure->kind == SENDOFF_FAILURE_CANCELLED ? SENDOFF_STEP_CANCELLED : SENDOFF_STEP_FAILED;

      /* Well greeted, but without the offer to encrypt. */
      if (self->step_runs && self->step == SENDOFF_STEP_GREET && self->failure->step == SENDOFF_STEP_ENCRYPT)
        sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      if (self->step_runs)
        sendoff_attempt_end_step (self, state, NULL);
      else if (self->failure->kind != SENDOFF_FAILURE_CERTIFICATE)
        sendoff_attempt_tell_step (self, self->failure->step, state, NULL, -1);
      result->failure = g_steal_pointer (&self->failure);
    }
  seen = seal_evidence (self);
  result->seen = seen & ~SENDOFF_SEEN_NAMES;
  result->seen_names = seen & SENDOFF_SEEN_NAMES;
  result->transcript = sendoff_transcript_ref (self->transcript);
  result->recording = sendoff_wire_recording_ref (self->recording);
}

SendoffAttemptResult *
sendoff_attempt_run (const SendoffAttemptRequest *request,
                     const SendoffAttemptSink    *sink,
                     GCancellable                *cancellable)
{
  SendoffAttempt self = { .request = request, .sink = sink, .cancellable = cancellable, .start = g_get_monotonic_time () };
  const char *problem;

  self.result = g_new0 (SendoffAttemptResult, 1);
  self.reply = g_string_new (NULL);
  self.redaction = sendoff_redaction_new (request->settings->protocol);
  self.search = sendoff_clear_search_new ();
  sendoff_socket_tap_init (&self.tap);
  begin_evidence (&self);
  if (request->password != NULL)
    sendoff_redaction_add_secret (self.redaction, sendoff_secret_string_peek (request->password));

  if (request->n_messages > 0)
    self.first = make_message (&self, 0, &self.failure);
  if (self.failure == NULL && sendoff_attempt_is_cancelled (&self))
    sendoff_attempt_fail (&self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_FIND_SERVER, SENDOFF_COMMAND_NONE);
  if (self.failure == NULL)
    {
      add_connection_values (&self);
      run_connection (&self);
    }

  settle_result (&self);
  clear_attempt (&self);
  /* Also where it wasn't needed: the report names libcurl's version. */
  sendoff_curl_library_start (&problem);
  return self.result;
}
