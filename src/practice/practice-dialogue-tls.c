/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way from plain text into TLS, and the ways to miss it. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <glib/gi18n-lib.h>

/* TLS 1.1 signs with SHA-1, which GnuTLS only does when told so. */
#define PRIORITY_TLS_1_1 "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-ECDSA-SHA1:+SIGN-RSA-SHA1:%COMPAT"
/* Long enough for a segment of its own, on loopback. */
#define LATE_MS 20

static void
note_failure (SendoffPracticeDialogue *self,
              int                      status)
{
  if (status == GNUTLS_E_FATAL_ALERT_RECEIVED)
    /* Translators: %s is the name of a TLS alert, in English, like "Certificate is bad". */
    sendoff_practice_dialogue_note (self, _("The program ended the encryption handshake: %s"),
                                    gnutls_alert_get_name (gnutls_alert_get (self->channel.tls)));
  else
    /* Translators: %s is a reason, in English, from the encryption library. */
    sendoff_practice_dialogue_note (self, _("The encryption handshake failed: %s"), gnutls_strerror (status));
}

/* A handshake goes wrong once the client has said its first word. */
static gboolean
spoil_handshake (SendoffPracticeDialogue *self)
{
  gboolean is_alert = sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_ALERT);

  if (!is_alert && self->settings->mishap->step != SENDOFF_PRACTICE_STEP_HANDSHAKE)
    return FALSE;

  self->channel.start = self->channel.end = 0;
  sendoff_practice_channel_fill (&self->channel);
  if (is_alert)
    {
      sendoff_practice_dialogue_note (self, "(%s)", self->settings->mishap->name);
      sendoff_practice_channel_send_alert (&self->channel);
    }
  else
    sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_HANDSHAKE, 1);
  self->has_ended = TRUE;
  return TRUE;
}

static void
note_success (SendoffPracticeDialogue *self)
{
  g_autofree char *client = sendoff_practice_channel_dup_client (&self->channel);

  sendoff_practice_record_set_tls (self->record, client);
  /* Translators: %s is a protocol version, like "TLS1.3". */
  sendoff_practice_dialogue_note (self, _("Encrypted from here on with %s"),
                                  gnutls_protocol_get_name (gnutls_protocol_get_version (self->channel.tls)));
  if (client != NULL)
    /* Translators: %s is the name in a certificate, like "CN=ana". */
    sendoff_practice_dialogue_note (self, _("The program showed a certificate made out to %s"), client);
}

void
sendoff_practice_dialogue_shake_hands (SendoffPracticeDialogue *self)
{
  const SendoffPracticeSettings *settings = self->settings;
  gboolean is_old = sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_ONLY_TLS_1_1);
  int status;

  if (spoil_handshake (self))
    return;

  status = sendoff_practice_channel_start_tls (&self->channel, sendoff_practice_certificate_get_credentials (settings->certificate),
                                               is_old ? PRIORITY_TLS_1_1 : "NORMAL", settings->client_demand);
  if (status >= 0)
    note_success (self);
  else
    {
      note_failure (self, status);
      self->has_ended = TRUE;
    }
}

gboolean
sendoff_practice_dialogue_offers_tls (SendoffPracticeDialogue *self)
{
  return !self->channel.is_tls && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_STARTTLS)
         && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS);
}

static void
promise_tls (SendoffPracticeDialogue *self)
{
  g_autoptr(GString) reply = g_string_new (self->speech->words[SENDOFF_PRACTICE_WORD_TLS_READY]);
  const SendoffPracticeMishapRow *mishap = self->settings->mishap;

  if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_INJECTED_TEXT)
    {
      g_string_append (reply, "\r\n");
      g_string_append_len (reply, mishap->text, (gssize) mishap->length);
      /* The reply's own line end follows. */
      g_string_truncate (reply, reply->len - 2);
    }
  sendoff_practice_dialogue_reply_bytes (self, reply->str, reply->len);
  if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_LATE_INJECTED_TEXT)
    {
      sendoff_practice_channel_pause (&self->channel, LATE_MS);
      sendoff_practice_channel_write (&self->channel, mishap->text, mishap->length);
    }
}

void
sendoff_practice_dialogue_start_tls (SendoffPracticeDialogue *self)
{
  if (self->channel.is_tls)
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_TLS_ACTIVE);
  else if (!sendoff_practice_dialogue_offers_tls (self))
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_TLS_NOT_KNOWN);
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_STARTTLS, 1))
    {
      promise_tls (self);
      sendoff_practice_dialogue_shake_hands (self);
      self->speech->forget (self);
      self->is_signed_in = FALSE;
    }
}
