/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the meaning of libcurl's results. What the dialogue, the judge or the user decided comes first; the code tells only what they can't know. */

#include "net/attempt-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define TLS_FIRST_TYPE 20 /* change_cipher_spec, alert, handshake, application_data: RFC 8446 section 5.1 */
#define TLS_ALERT_TYPE 21
#define TLS_HANDSHAKE_TYPE 22
#define TLS_LAST_TYPE 23
#define TLS_ALERT_SIZE 7 /* type, version, length, level, description */
#define TLS_FATAL 2
#define TLS_HELLO_SIZE 11 /* type, version, length, 2: server hello, length, version chosen */
#define TLS_SERVER_HELLO 2

static SendoffStepId
get_step (SendoffAttempt *self)
{
  if (self->session != NULL && !self->handshake_done)
    return SENDOFF_STEP_ENCRYPT;
  return self->step_runs ? self->step : SENDOFF_STEP_GREET;
}

static SendoffFailure *
fail (SendoffAttempt     *self,
      SendoffFailureKind  kind)
{
  return sendoff_attempt_fail (self, kind, get_step (self), self->command);
}

static void
set_detail (SendoffAttempt *self,
            SendoffFailure *failure,
            CURLcode        code)
{
  const char *text = self->curl_error[0] != '\0' ? self->curl_error : sendoff_curl ()->easy_strerror (code);

  if (failure->detail == NULL)
    failure->detail = sendoff_attempt_scrub (self, text, strlen (text));
}

static gboolean
came_in_clear (const GByteArray *first)
{
  return first->len > 0 && (first->data[0] < TLS_FIRST_TYPE || first->data[0] > TLS_LAST_TYPE);
}

/* An alert in the place of the server's first message. GnuTLS doesn't read one whose version it dislikes, as servers of old TLS send. */
static gboolean
begins_with_alert (const GByteArray *first)
{
  return first->len >= TLS_ALERT_SIZE && first->data[0] == TLS_ALERT_TYPE && first->data[TLS_ALERT_SIZE - 2] == TLS_FATAL;
}

/* Whoever says no hangs up then. */
static gboolean
was_declined (SendoffAttempt *self)
{
  return self->alert != GNUTLS_A_CLOSE_NOTIFY || begins_with_alert (self->tap.first_bytes);
}

/* What GnuTLS calls an illegal packet, as it would plain text. NULL: neither an alert nor TLS 1.1 or older. */
static char *
describe_old_tls (const GByteArray *first)
{
  const guint8 *bytes = first->data;
  const char *name;

  if (begins_with_alert (first))
    {
      name = gnutls_alert_get_name (bytes[TLS_ALERT_SIZE - 1]);
      /* Translators: %s is the name of a TLS alert, in English, like "Certificate is bad". */
      return name != NULL ? g_strdup_printf (_("TLS alert: %s"), name) : g_strdup (_("TLS alert that has no name"));
    }
  if (first->len >= TLS_HELLO_SIZE && bytes[0] == TLS_HANDSHAKE_TYPE && bytes[5] == TLS_SERVER_HELLO && bytes[9] == 3 && bytes[10] < 3)
    /* Translators: %d is the digit behind the point, as in TLS 1.1. */
    return bytes[10] == 0 ? g_strdup (_("The server chose SSL 3.0.")) : g_strdup_printf (_("The server chose TLS 1.%d."), bytes[10] - 1);
  return NULL;
}

static void
explain_handshake (SendoffAttempt *self,
                   CURLcode        code)
{
  SendoffFailure *failure;

  /* Our judge was content, libcurl's own verification wasn't: nobody vouches. */
  if (self->judged && (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH))
    {
      failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_CERTIFICATE, SENDOFF_STEP_TRUST, SENDOFF_COMMAND_NONE);
      failure->problems |= SENDOFF_PROBLEM_MALFORMED;
    }
  else if (self->session != NULL && !self->judged && code != CURLE_SSL_CONNECT_ERROR && code != CURLE_RECV_ERROR && code != CURLE_SEND_ERROR)
    failure = fail (self, SENDOFF_FAILURE_NO_JUDGE);
  else if (self->tap.saw_end && !was_declined (self))
    failure = fail (self, SENDOFF_FAILURE_CONNECTION_LOST);
  else
    failure = fail (self, SENDOFF_FAILURE_HANDSHAKE);

  if (failure->kind == SENDOFF_FAILURE_HANDSHAKE && failure->detail == NULL)
    failure->detail = describe_old_tls (self->tap.first_bytes);
  set_detail (self, failure, code);
  if (failure->received == NULL && came_in_clear (self->tap.first_bytes))
    failure->received = sendoff_attempt_scrub (self, (const char *) self->tap.first_bytes->data, self->tap.first_bytes->len);
  /* Plain text where TLS should be is no lost connection, whatever the server did after it. */
  if (failure->received != NULL && failure->kind == SENDOFF_FAILURE_CONNECTION_LOST)
    failure->kind = SENDOFF_FAILURE_HANDSHAKE;
}

static void
explain_encryption_missing (SendoffAttempt *self)
{
  gboolean asked = self->command == SENDOFF_COMMAND_STARTTLS;
  SendoffFailure *failure = sendoff_attempt_fail (self, asked ? SENDOFF_FAILURE_ENCRYPTION_REFUSED : SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED,
                                                  SENDOFF_STEP_ENCRYPT, self->command);

  if (failure->reply == NULL && self->last_reply != NULL)
    failure->reply = sendoff_reply_ref (self->last_reply);
}

/* Welcomed amid an exchange that isn't over, and that libcurl therefore gave up. */
static void
explain_early_welcome (SendoffAttempt *self)
{
  SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_PROTOCOL, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH);

  self->result->signed_in = failure->signed_in = FALSE;
  if (failure->received == NULL && self->last_reply != NULL)
    failure->received = sendoff_attempt_scrub (self, self->last_reply->text, strlen (self->last_reply->text));
}

/* libcurl takes a challenge that comes in the place of the verdict for a refusal; and one that it can't read it declines, which the server then
 * refuses. Neither says anything about the password. */
static gboolean
explain_bad_challenge (SendoffAttempt *self)
{
  const char *challenge = self->declined_challenge != NULL ? self->declined_challenge : self->challenge;
  SendoffFailure *failure;

  if (challenge == NULL)
    return FALSE;
  failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_PROTOCOL, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH);
  if (failure->received == NULL)
    failure->received = sendoff_attempt_scrub (self, challenge, strlen (challenge));
  return TRUE;
}

/* "AUTH PLAIN CRAM-MD5", "AUTH=CRAM-MD5", "SASL PLAIN CRAM-MD5". */
static gboolean
offers_unpreferred (const char *extension)
{
  static const char *const unpreferred[] = { "CRAM-MD5", "DIGEST-MD5", "NTLM", "GSSAPI", "SCRAM-SHA-1", "SCRAM-SHA-256" };
  g_auto(GStrv) words = g_strsplit_set (extension, " =", -1);

  if (words[0] == NULL || (g_ascii_strcasecmp (words[0], "AUTH") != 0 && g_ascii_strcasecmp (words[0], "SASL") != 0))
    return FALSE;
  for (guint i = 1; words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (unpreferred); k++)
      if (g_ascii_strcasecmp (words[i], unpreferred[k]) == 0)
        return TRUE;
  return FALSE;
}

/* Over TLS libcurl would take each of these before those that we prefer; in clear it would only repeat itself, or show the password. */
static gboolean
has_more_mechanisms (SendoffAttempt *self)
{
  char **extensions = self->result->extensions;

  if (self->request->all_mechanisms || self->request->settings->security == SENDOFF_SECURITY_NONE)
    return FALSE;
  for (guint i = 0; extensions != NULL && extensions[i] != NULL; i++)
    if (offers_unpreferred (extensions[i]))
      return TRUE;
  return self->offers_apop;
}

static void
explain_login_denied (SendoffAttempt *self)
{
  gboolean is_smtp = self->request->settings->protocol == SENDOFF_PROTOCOL_SMTP;
  SendoffFailure *failure;

  if (self->result->signed_in)
    {
      explain_early_welcome (self);
      return;
    }
  if (explain_bad_challenge (self))
    return;
  if (self->auth_sent && self->last_reply != NULL)
    {
      failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_REFUSED, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH);
      if (failure->reply == NULL)
        failure->reply = sendoff_reply_ref (self->last_reply);
      self->result->more_mechanisms = has_more_mechanisms (self);
      return;
    }
  if (!self->auth_sent && self->step == SENDOFF_STEP_GREET)
    {
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      sendoff_attempt_begin_step (self, SENDOFF_STEP_SIGN_IN);
    }
  if (!is_smtp && !self->offers_sign_in)
    {
      sendoff_attempt_fail (self, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_EHLO);
      return;
    }
  sendoff_attempt_fail (self, SENDOFF_FAILURE_NO_COMMON_MECHANISM, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_EHLO);
  self->result->nothing_common = !self->request->all_mechanisms;
}

/* Kerberos, without a ticket. It goes before every other mechanism, so that those haven't been tried. */
static void
explain_no_ticket (SendoffAttempt *self,
                   CURLcode        code)
{
  set_detail (self, sendoff_attempt_fail (self, SENDOFF_FAILURE_NO_COMMON_MECHANISM, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_EHLO), code);
  self->result->no_ticket = !self->request->without_kerberos;
}

static void
explain_lost (SendoffAttempt *self,
              CURLcode        code)
{
  /* libcurl's own limit for what comes before the sign-in; it counts lines that came together again and again. */
  if (strstr (self->curl_error, "Too large response headers") != NULL)
    {
      SendoffFailure *failure = fail (self, SENDOFF_FAILURE_PROTOCOL);

      if (failure->received == NULL)
        failure->received = sendoff_attempt_scrub (self, self->reply->str, self->reply->len);
      return;
    }
  if (self->session != NULL && !self->handshake_done)
    explain_handshake (self, code);
  else
    {
      SendoffFailure *failure = fail (self, self->in_proxy ? SENDOFF_FAILURE_PROXY : SENDOFF_FAILURE_CONNECTION_LOST);
      long error = 0;

      set_detail (self, failure, code);
      if (sendoff_curl ()->easy_getinfo (self->curl, CURLINFO_OS_ERRNO, &error) == CURLE_OK && error == ECONNRESET)
        failure->socket_errno = ECONNRESET;
    }
}

static void
explain_cannot_connect (SendoffAttempt *self,
                        CURLcode        code)
{
  SendoffFailure *failure = sendoff_attempt_fail (self, self->proxied ? SENDOFF_FAILURE_PROXY : SENDOFF_FAILURE_CANNOT_CONNECT,
                                                  SENDOFF_STEP_CONNECT, SENDOFF_COMMAND_NONE);
  long error = 0;

  if (sendoff_curl ()->easy_getinfo (self->curl, CURLINFO_OS_ERRNO, &error) == CURLE_OK)
    failure->socket_errno = error;
  set_detail (self, failure, code);
}

/* TLS 1.3 has an alert of its own, which comes after the handshake; before, any of these may mean our certificate (RFC 8446 section 6.2), also
 * that there is nothing to decode where one was demanded: GnuTLS says so at times. */
static gboolean
is_about_client_certificate (SendoffAttempt *self)
{
  static const gnutls_alert_description_t alerts[] = {
    GNUTLS_A_HANDSHAKE_FAILURE, GNUTLS_A_BAD_CERTIFICATE, GNUTLS_A_UNSUPPORTED_CERTIFICATE, GNUTLS_A_CERTIFICATE_REVOKED,
    GNUTLS_A_CERTIFICATE_EXPIRED, GNUTLS_A_CERTIFICATE_UNKNOWN, GNUTLS_A_UNKNOWN_CA, GNUTLS_A_ACCESS_DENIED, GNUTLS_A_DECRYPT_ERROR,
    GNUTLS_A_DECODE_ERROR,
  };

  if (self->alert == GNUTLS_A_CERTIFICATE_REQUIRED)
    return TRUE;
  /* Some hang up without a word, or so fast that it gets lost. */
  if (self->certificate_asked && (self->tap.saw_end || self->tap.was_reset) && !self->heard_inside)
    return TRUE;
  for (guint i = 0; self->certificate_asked && i < G_N_ELEMENTS (alerts); i++)
    if (self->alert == alerts[i])
      return TRUE;
  return FALSE;
}

/* For the server the handshake wasn't over, which TLS 1.3 tells only afterwards. */
static void
return_to_handshake (SendoffAttempt *self)
{
  if (!self->step_runs || self->step != SENDOFF_STEP_GREET || self->session == NULL)
    return;
  sendoff_attempt_tell_step (self, SENDOFF_STEP_GREET, SENDOFF_STEP_SKIPPED, NULL, -1);
  sendoff_attempt_begin_step (self, SENDOFF_STEP_ENCRYPT);
}

static void
explain_client_certificate (SendoffAttempt *self)
{
  return_to_handshake (self);

  SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_CLIENT_CERTIFICATE, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_NONE);

  if (failure->detail != NULL)
    return;
  if (self->alert == 0 && self->client_certificate == NULL)
    failure->detail = g_strdup (_("The server asked for a client certificate, got none, and hung up."));
  else if (self->alert == 0)
    failure->detail = g_strdup (_("The server asked for the client certificate, and hung up when it had got it."));
  else if (self->client_certificate == NULL)
    failure->detail = g_strdup (_("The server demands a client certificate, and the account has none."));
  else
    /* Translators: %s is TLS' own word for the reason, in English. */
    failure->detail = g_strdup_printf (_("The server did not accept the client certificate: %s."), gnutls_alert_get_name (self->alert));
}

static void
explain_code (SendoffAttempt *self,
              CURLcode        code)
{
  /* An enumeration of another library, of which few members can come here. */
  switch ((int) code)
    {
    case CURLE_COULDNT_RESOLVE_HOST:
      sendoff_attempt_fail (self, SENDOFF_FAILURE_HOST_NOT_FOUND, SENDOFF_STEP_FIND_SERVER, SENDOFF_COMMAND_NONE);
      break;
    case CURLE_COULDNT_CONNECT:
      explain_cannot_connect (self, code);
      break;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      set_detail (self, sendoff_attempt_fail (self, SENDOFF_FAILURE_PROXY, SENDOFF_STEP_CONNECT, SENDOFF_COMMAND_NONE), code);
      break;
    case CURLE_USE_SSL_FAILED:
      explain_encryption_missing (self);
      break;
    case CURLE_LOGIN_DENIED:
      explain_login_denied (self);
      break;
    case CURLE_AUTH_ERROR:
      explain_no_ticket (self, code);
      break;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      explain_handshake (self, code);
      break;
    case CURLE_OPERATION_TIMEDOUT:
      fail (self, SENDOFF_FAILURE_TIMEOUT)->timeout_s = self->request->settings->timeout_s;
      break;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      explain_lost (self, code);
      break;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_REMOTE_ACCESS_DENIED:
      set_detail (self, fail (self, SENDOFF_FAILURE_PROTOCOL), code);
      break;
    default:
      set_detail (self, fail (self, SENDOFF_FAILURE_INTERNAL), code);
    }
}

void
sendoff_curl_explain (SendoffAttempt *self,
                      CURLcode        code)
{
  /* Cancelling shuts the socket down: whatever else was seen after that is its echo. */
  if (sendoff_attempt_is_cancelled (self))
    {
      g_clear_pointer (&self->failure, sendoff_failure_free);
      fail (self, SENDOFF_FAILURE_CANCELLED);
    }
  else if (self->failure == NULL && self->said_bye != NULL && code != CURLE_LOGIN_DENIED)
    fail (self, SENDOFF_FAILURE_REFUSED)->reply = sendoff_reply_ref (self->said_bye);
  else if (self->failure == NULL && is_about_client_certificate (self))
    explain_client_certificate (self);
  else if (self->failure == NULL)
    explain_code (self, code);
}
