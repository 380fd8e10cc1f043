/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns signing in by SASL (RFC 4422), for all protocols: PLAIN, LOGIN, CRAM-MD5, XOAUTH2. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include "base/secret-string.h"

/* How often an unreadable challenge is repeated. */
#define CHALLENGES_MAX 20

/* What the client gave away, for the verdict. Wiped at its end. */
typedef struct
{
  GString *response; /* the last line, base64 */
  GString *user;
  GString *password;
} Credentials;

static void
wipe_string (GString *string)
{
  sendoff_wipe (string->str, string->len);
  g_string_free (string, TRUE);
}

static void
credentials_clear (Credentials *self)
{
  wipe_string (self->response);
  wipe_string (self->user);
  wipe_string (self->password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Credentials, credentials_clear)

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize n_letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  return length % 4 == 0 && length - n_letters <= 2 && strspn (text + n_letters, "=") == length - n_letters;
}

/* FALSE: not base64; the client was told. */
static gboolean
decode (SendoffPracticeDialogue *self,
        const char              *text,
        GString                 *decoded)
{
  guint8 *bytes;
  gsize length;

  if (!is_base64 (text))
    {
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_NOT_BASE64);
      return FALSE;
    }
  bytes = g_base64_decode (text, &length);
  g_string_truncate (decoded, 0);
  g_string_append_len (decoded, (const char *) bytes, (gssize) length);
  sendoff_wipe (bytes, length);
  g_free (bytes);
  return TRUE;
}

/* The next line of the exchange. FALSE: cancelled, too long or lost; the client was told. */
static gboolean
read_response (SendoffPracticeDialogue *self,
               GString                 *response)
{
  gboolean is_plain;

  switch (sendoff_practice_channel_read_line (&self->channel, response, SENDOFF_PRACTICE_LINE_MAX))
    {
    case SENDOFF_PRACTICE_LINE_OK:
      break;
    case SENDOFF_PRACTICE_LINE_TOO_LONG:
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_RESPONSE_TOO_LONG);
      return FALSE;
    case SENDOFF_PRACTICE_LINE_CLOSED:
      self->has_ended = TRUE;
      return FALSE;
    }

  is_plain = g_str_equal (response->str, "*") || response->len == 0;
  sendoff_practice_record_add_command (self->record, is_plain || self->settings->keep_credentials ? response->str : "…");
  sendoff_practice_dialogue_note_line (self, 'C', is_plain ? response->str : "…", is_plain ? response->len : strlen ("…"));
  if (!g_str_equal (response->str, "*"))
    return TRUE;

  sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_CANCELLED);
  return FALSE;
}

static gboolean
ask (SendoffPracticeDialogue *self,
     const char              *challenge,
     GString                 *response)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) challenge, strlen (challenge));

  sendoff_practice_dialogue_reply_format (self, "%s%s", self->speech->words[SENDOFF_PRACTICE_WORD_CHALLENGE], base64);
  return read_response (self, response);
}

static void
echo_credentials (SendoffPracticeDialogue *self,
                  const char              *response,
                  const char              *user,
                  const char              *password)
{
  const char *denied = self->speech->words[SENDOFF_PRACTICE_WORD_DENIED];
  g_autofree char *reply = g_strdup_printf ("%s: %s (user %s, password %s)", denied, response, user, password);
  g_autofree char *shown = g_strdup_printf ("%s: … (user …, password …)", denied);

  sendoff_practice_dialogue_reply_secret (self, reply, shown);
  sendoff_wipe (reply, strlen (reply));
}

void
sendoff_practice_dialogue_give_verdict (SendoffPracticeDialogue *self,
                                        const char              *response,
                                        const char              *user,
                                        const char              *password,
                                        gboolean                 is_right)
{
  if (sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_VERDICT, 1))
    return;

  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_ECHOED_CREDENTIALS))
    echo_credentials (self, response, user, password);
  else if (!is_right)
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_DENIED);
  else
    {
      self->is_signed_in = TRUE;
      sendoff_practice_record_set_signed_in (self->record);
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_SIGNED_IN);
    }
}

gboolean
sendoff_practice_dialogue_is_login (SendoffPracticeDialogue *self,
                                    const char              *user,
                                    const char              *password)
{
  return g_str_equal (user, self->settings->user) && g_str_equal (password, self->settings->password);
}

static void
give_verdict (SendoffPracticeDialogue *self,
              const Credentials       *credentials,
              gboolean                 is_right)
{
  sendoff_practice_dialogue_give_verdict (self, credentials->response->str, credentials->user->str, credentials->password->str, is_right);
}

static gboolean
is_user_and_password (SendoffPracticeDialogue *self,
                      const Credentials       *credentials)
{
  return sendoff_practice_dialogue_is_login (self, credentials->user->str, credentials->password->str);
}

/* RFC 4616: authorization identity, NUL, user, NUL, password. */
static void
sign_in_plain (SendoffPracticeDialogue *self,
               Credentials             *credentials,
               gboolean                 has_response)
{
  const char *user, *password;
  g_autoptr(GString) message = g_string_new (NULL);

  if ((!has_response && !ask (self, "", credentials->response)) || !decode (self, credentials->response->str, message))
    return;

  user = memchr (message->str, '\0', message->len);
  password = user != NULL ? memchr (user + 1, '\0', message->len - (gsize) (user + 1 - message->str)) : NULL;
  if (password == NULL)
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_BAD_RESPONSE);
  else
    {
      g_string_assign (credentials->user, user + 1);
      g_string_assign (credentials->password, password + 1);
      give_verdict (self, credentials, is_user_and_password (self, credentials));
    }
  sendoff_wipe (message->str, message->len);
}

static void
sign_in_login (SendoffPracticeDialogue *self,
               Credentials             *credentials,
               gboolean                 has_response)
{
  if ((!has_response && !ask (self, "Username:", credentials->response)) || !decode (self, credentials->response->str, credentials->user)
      || !ask (self, "Password:", credentials->response) || !decode (self, credentials->response->str, credentials->password))
    return;

  give_verdict (self, credentials, is_user_and_password (self, credentials));
}

/* RFC 2195: user, space, the challenge's HMAC in hexadecimal. */
static void
sign_in_cram_md5 (SendoffPracticeDialogue *self,
                  Credentials             *credentials,
                  gboolean                 has_response)
{
  g_autofree char *challenge = g_strdup_printf ("<%08x.%" G_GINT64_FORMAT "@" SENDOFF_PRACTICE_HOST_NAME ">", g_random_int (),
                                                g_get_real_time ());
  g_autofree char *digest = NULL;
  g_autofree char *expected = NULL;

  if (has_response)
    {
      sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_NO_INITIAL_RESPONSE);
      return;
    }
  if (!ask (self, challenge, credentials->response) || !decode (self, credentials->response->str, credentials->user))
    return;

  digest = g_compute_hmac_for_string (G_CHECKSUM_MD5, (const guchar *) self->settings->password, strlen (self->settings->password),
                                      challenge, -1);
  expected = g_strdup_printf ("%s %s", self->settings->user, digest);
  give_verdict (self, credentials, g_str_equal (credentials->user->str, expected));
}

static void
sign_in_xoauth2 (SendoffPracticeDialogue *self,
                 Credentials             *credentials,
                 gboolean                 has_response)
{
  g_autofree char *expected = g_strdup_printf ("user=%s\001auth=Bearer %s\001\001", self->settings->user, self->settings->password);
  gboolean is_right;

  if ((!has_response && !ask (self, "", credentials->response)) || !decode (self, credentials->response->str, credentials->user))
    return;

  is_right = g_str_equal (credentials->user->str, expected);
  sendoff_wipe (expected, strlen (expected));
  /* The refusal comes as a challenge, which the client answers with an empty line. */
  if (!is_right && !ask (self, "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}", credentials->response))
    return;
  give_verdict (self, credentials, is_right);
}

static const struct
{
  const char *name;
  void (*sign_in) (SendoffPracticeDialogue *self, Credentials *credentials, gboolean has_response);
} mechanisms[] = {
  { "PLAIN", sign_in_plain },
  { "LOGIN", sign_in_login },
  { "CRAM-MD5", sign_in_cram_md5 },
  { "XOAUTH2", sign_in_xoauth2 },
};

static void
challenge_without_end (SendoffPracticeDialogue *self)
{
  const SendoffPracticeMishapRow *mishap = self->settings->mishap;
  g_autoptr(GString) response = g_string_new (NULL);

  for (guint i = 0; i < CHALLENGES_MAX; i++)
    {
      sendoff_practice_dialogue_reply_bytes (self, mishap->text, mishap->length);
      if (!read_response (self, response))
        return;
    }
  self->has_ended = TRUE;
}

static void
run_mechanism (SendoffPracticeDialogue *self,
               const char              *mechanism,
               const char              *response)
{
  g_auto(Credentials) credentials = { g_string_new (response), g_string_new (NULL), g_string_new (NULL) };

  /* RFC 4954 section 4: "=" stands for an empty initial response. */
  if (g_strcmp0 (response, "=") == 0)
    g_string_truncate (credentials.response, 0);

  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    {
      if (g_ascii_strcasecmp (mechanism, mechanisms[i].name) == 0 && sendoff_practice_settings_has_mechanism (self->settings, mechanism))
        {
          mechanisms[i].sign_in (self, &credentials, response != NULL);
          return;
        }
    }
  sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_MECHANISM_NOT_OFFERED);
}

gboolean
sendoff_practice_dialogue_offers_sign_in (SendoffPracticeDialogue *self)
{
  return self->settings->mechanisms != NULL && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_AUTH)
         && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS);
}

gboolean
sendoff_practice_dialogue_allows_sign_in (SendoffPracticeDialogue *self)
{
  gboolean needs_tls = self->settings->requires_tls || sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_TLS_FIRST);

  return (self->channel.is_tls || !needs_tls) && !sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_LOGIN_DISABLED);
}

/* Of SASL: a protocol's own commands are listed elsewhere. */
static gboolean
is_mechanism (const char *name)
{
  return g_ascii_strcasecmp (name, "USER") != 0 && g_ascii_strcasecmp (name, "APOP") != 0;
}

char *
sendoff_practice_dialogue_dup_mechanisms (SendoffPracticeDialogue *self)
{
  g_autoptr(GString) names = g_string_new (NULL);
  char **all = self->settings->mechanisms;

  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_UNKNOWN_AUTH))
    return g_strdup ("SCRAM-SHA-256");
  if (!sendoff_practice_dialogue_offers_sign_in (self) || !sendoff_practice_dialogue_allows_sign_in (self))
    return NULL;

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (is_mechanism (all[i]))
        g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", all[i]);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

void
sendoff_practice_dialogue_sign_in (SendoffPracticeDialogue *self,
                                   const char              *mechanism,
                                   const char              *response)
{
  if (!sendoff_practice_dialogue_allows_sign_in (self))
    sendoff_practice_dialogue_say (self, SENDOFF_PRACTICE_WORD_TLS_FIRST);
  else if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_ENDLESS_CHALLENGE))
    challenge_without_end (self);
  else if (!sendoff_practice_dialogue_play_mishap (self, SENDOFF_PRACTICE_STEP_AUTH, 1))
    run_mechanism (self, mechanism, response);
}
