/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the options of the one libcurl handle of an attempt, and the call that connects, secures, greets and signs in. Worker thread. */

#include "net/attempt-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/domain-name.h"
#include "net/channel.h"
#include "net/curl-trust.h"

/* Our own watch over silence ends a call; libcurl's total for connecting must not come first. */
#define NO_CONNECT_LIMIT_MS (24L * 60 * 60 * 1000)
#define BUFFER_SIZE (128L * 1024)
/* How long a second answer to EHLO is waited for, where the first offered no sign-in. */
#define SECOND_ANSWER_MS 300

/* SENDOFF_EHLO_NAME in a URL. */
#define EHLO_NAME "%5B127.0.0.1%5D"

static const char *
get_scheme (const SendoffServerSettings *settings)
{
  gboolean tls = settings->security == SENDOFF_SECURITY_TLS;

  switch (settings->protocol)
    {
    case SENDOFF_PROTOCOL_IMAP:
      return tls ? "imaps" : "imap";
    case SENDOFF_PROTOCOL_POP3:
      return tls ? "pop3s" : "pop3";
    case SENDOFF_PROTOCOL_SMTP:
    case SENDOFF_PROTOCOL_NONE:
      break;
    }
  return tls ? "smtps" : "smtp";
}

static char *
make_url (const SendoffServerSettings *settings)
{
  g_autofree char *authority = sendoff_host_and_port (settings->host, settings->port);
  g_auto(GStrv) zone = g_strsplit (authority, "%", 2);
  g_autofree char *escaped = g_strjoinv ("%25", zone);

  return g_strdup_printf ("%s://%s/%s", get_scheme (settings), escaped, settings->protocol == SENDOFF_PROTOCOL_SMTP ? EHLO_NAME : "");
}

/* Over TLS a plain password in one round trip is the sturdiest way; in clear one that doesn't show the password comes first. libcurl keeps its own
 * order among what it is allowed, and doesn't fall back to another after a refusal. */
static const char *
get_login_options (const SendoffAttemptRequest *request)
{
  /* In IMAP and POP3 the dialogue takes what isn't wanted out of the server's offer: named mechanisms would exclude LOGIN and USER. */
  if (request->all_mechanisms || request->settings->protocol != SENDOFF_PROTOCOL_SMTP)
    return "AUTH=*";
  return request->settings->security == SENDOFF_SECURITY_NONE ? "AUTH=DIGEST-MD5;AUTH=CRAM-MD5;AUTH=PLAIN;AUTH=LOGIN" : "AUTH=PLAIN;AUTH=LOGIN";
}

static gboolean
set_credentials (SendoffAttempt *self)
{
  const SendoffAttemptRequest *request = self->request;
  /* In IMAP an initial response needs the server's SASL-IR, which libcurl looks for by itself (RFC 4959). */
  long initial_response = request->settings->protocol != SENDOFF_PROTOCOL_IMAP;

  if (!request->settings->signs_in || request->certificate_only || request->password == NULL)
    return TRUE;
  return sendoff_curl_set (self->curl, USERNAME, request->settings->user) == CURLE_OK &&
         sendoff_curl_set (self->curl, PASSWORD, sendoff_secret_string_peek (request->password)) == CURLE_OK &&
         sendoff_curl_set (self->curl, LOGIN_OPTIONS, get_login_options (request)) == CURLE_OK &&
         sendoff_curl_set (self->curl, SASL_IR, initial_response) == CURLE_OK;
}

static gboolean
set_trust (SendoffAttempt *self)
{
  return self->request->allowed_pin != NULL ? sendoff_curl_trust_only (self->curl, self->request->allowed_pin)
                                            : sendoff_curl_trust_verified (self->curl);
}

/* An environment variable (ALL_PROXY) is never obeyed: only what the desktop's settings say. */
static gboolean
set_proxy (SendoffAttempt *self,
           const char     *proxy)
{
  if (proxy == NULL)
    return sendoff_curl_set (self->curl, PROXY, "") == CURLE_OK && sendoff_curl_set (self->curl, NOPROXY, "*") == CURLE_OK;
  return sendoff_curl_set (self->curl, PROXY, proxy) == CURLE_OK && sendoff_curl_set (self->curl, NOPROXY, "") == CURLE_OK &&
         sendoff_curl_set (self->curl, HTTPPROXYTUNNEL, g_str_has_prefix (proxy, "http") ? 1L : 0L) == CURLE_OK;
}

static void
set_plain_options (SendoffAttempt *self)
{
  CURL *curl = self->curl;
  const SendoffServerSettings *settings = self->request->settings;
  g_autofree char *url = make_url (settings);

  sendoff_curl_set (curl, URL, url);
  sendoff_curl_set (curl, ERRORBUFFER, self->curl_error);
  sendoff_curl_set (curl, NOSIGNAL, 1L);
  sendoff_curl_set (curl, QUICK_EXIT, 1L);
  sendoff_curl_set (curl, BUFFERSIZE, BUFFER_SIZE);
  sendoff_curl_set (curl, FRESH_CONNECT, 1L);
  sendoff_curl_set (curl, SSL_SESSIONID_CACHE, 0L);
  sendoff_curl_set (curl, SSL_ENABLE_ALPN, 0L);
  sendoff_curl_set (curl, CONNECTTIMEOUT_MS, NO_CONNECT_LIMIT_MS);
  sendoff_curl_set (curl, SERVER_RESPONSE_TIMEOUT, (long) settings->timeout_s * (SENDOFF_REPLY_PATIENCE + 1));
  sendoff_curl_set (curl, OPENSOCKETFUNCTION, sendoff_socket_tap_on_open);
  sendoff_curl_set (curl, OPENSOCKETDATA, &self->tap);
  sendoff_curl_set (curl, CLOSESOCKETFUNCTION, sendoff_socket_tap_on_close);
  sendoff_curl_set (curl, CLOSESOCKETDATA, &self->tap);
  sendoff_curl_set (curl, XFERINFOFUNCTION, sendoff_dialogue_on_progress);
  sendoff_curl_set (curl, XFERINFODATA, self);
  sendoff_curl_set (curl, NOPROGRESS, 0L);
  sendoff_curl_set (curl, DEBUGDATA, self);
}

/* Those without which nothing may be sent. */
static gboolean
set_vital_options (SendoffAttempt *self,
                   const char     *proxy)
{
  CURL *curl = self->curl;
  long use_ssl = self->request->settings->security == SENDOFF_SECURITY_STARTTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE;

  return sendoff_curl_set (curl, PROTOCOLS_STR, "smtp,smtps,imap,imaps,pop3,pop3s") == CURLE_OK &&
         sendoff_curl_set (curl, CONNECT_ONLY, 1L) == CURLE_OK && sendoff_curl_set (curl, USE_SSL, use_ssl) == CURLE_OK &&
         sendoff_curl_set (curl, SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
         sendoff_curl_set (curl, VERBOSE, 1L) == CURLE_OK &&
         sendoff_curl_set (curl, DEBUGFUNCTION, sendoff_dialogue_on_debug) == CURLE_OK && set_trust (self) && set_credentials (self) &&
         set_proxy (self, proxy);
}

/* An answer that was slipped in between handshake and EHLO is followed by the server's own. */
static void
fail_without_sign_in (SendoffAttempt *self)
{
  SendoffChannel *channel = sendoff_channel_get (self);
  SendoffFailure *failure;

  if (sendoff_channel_wait_quiet (channel, SECOND_ANSWER_MS) != SENDOFF_CHANNEL_GARBLED)
    {
      sendoff_attempt_fail (self, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_EHLO);
      return;
    }
  failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_PROTOCOL, SENDOFF_STEP_GREET, SENDOFF_COMMAND_EHLO);
  failure->received = sendoff_attempt_scrub (self, channel->received->str, channel->received->len);
}

/* A client that is let in without a word has proven nothing, and may not sign in any more (RFC 3501 section 7.1.4). */
static void
end_without_sign_in (SendoffAttempt *self)
{
  sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
  sendoff_attempt_tell_step (self, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_WARNING, "PREAUTH", -1);
}

/* libcurl passes over a sign-in that the server doesn't offer, and over one that it has no password for. */
static gboolean
check_signed_in (SendoffAttempt *self)
{
  const SendoffServerSettings *settings = self->request->settings;

  if (settings->security != SENDOFF_SECURITY_NONE && (!sendoff_attempt_is_secure (self) || !self->judged || !self->accepted))
    {
      sendoff_attempt_fail (self, SENDOFF_FAILURE_NO_JUDGE, SENDOFF_STEP_TRUST, SENDOFF_COMMAND_NONE);
      return FALSE;
    }
  if (settings->signs_in && self->preauth)
    {
      end_without_sign_in (self);
      return TRUE;
    }
  if (settings->signs_in && !self->result->signed_in)
    {
      sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
      sendoff_attempt_begin_step (self, SENDOFF_STEP_SIGN_IN);
      fail_without_sign_in (self);
      return FALSE;
    }
  sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
  if (!settings->signs_in)
    sendoff_attempt_tell_step (self, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_SKIPPED, NULL, -1);
  return TRUE;
}

static gboolean
perform (SendoffAttempt    *self,
         struct curl_slist *resolve,
         const char        *proxy)
{
  CURLcode code;

  set_plain_options (self);
  if (!set_vital_options (self, proxy))
    {
      /* An option that this version doesn't know. */
      sendoff_attempt_fail (self, SENDOFF_FAILURE_INTERNAL, SENDOFF_STEP_CONNECT, SENDOFF_COMMAND_NONE)->detail =
          g_strconcat (SENDOFF_CURL_LIBRARY_PROBLEM, sendoff_net_get_version (), " lacks an option", NULL);
      return FALSE;
    }
  if (resolve != NULL)
    sendoff_curl_set (self->curl, RESOLVE, resolve);

  sendoff_attempt_begin_step (self, SENDOFF_STEP_CONNECT);
  self->tap.watches = TRUE;
  code = sendoff_curl ()->easy_perform (self->curl);
  self->tap.watches = FALSE;
  sendoff_socket_tap_end_handshake (&self->tap);
  if (code != CURLE_OK || self->failure != NULL)
    {
      sendoff_curl_explain (self, code);
      return FALSE;
    }
  return check_signed_in (self);
}

static gboolean
is_sendable (const char *text,
             gsize       length,
             gboolean    in_lines)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0' || (in_lines && g_ascii_iscntrl (text[i])))
      return FALSE;
  return TRUE;
}

/* In IMAP and POP3 libcurl writes user and password into its commands as they are, line ends included. */
static gboolean
check_credentials (SendoffAttempt *self)
{
  const SendoffAttemptRequest *request = self->request;
  gboolean in_lines = request->settings->protocol != SENDOFF_PROTOCOL_SMTP;
  const char *detail = NULL;

  if (!request->settings->signs_in || request->certificate_only || request->password == NULL)
    return TRUE;
  if (request->settings->user != NULL && !is_sendable (request->settings->user, strlen (request->settings->user), in_lines))
    detail = _("The user name holds a control character, which can't be sent.");
  else if (!is_sendable (sendoff_secret_string_peek (request->password), sendoff_secret_string_get_length (request->password), in_lines))
    detail = _("The password holds a control character, which can't be sent.");
  if (detail == NULL)
    return TRUE;

  sendoff_attempt_fail (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_NONE)->detail = g_strdup (detail);
  return FALSE;
}

/* Before anything is connected: what is wrong with it is wrong with every server. */
static gboolean
load_client_certificate (SendoffAttempt *self)
{
  const SendoffServerSettings *settings = self->request->settings;
  g_autoptr(GError) error = NULL;

  if (settings->client_certificate == NULL || settings->security == SENDOFF_SECURITY_NONE || self->request->certificate_only)
    return TRUE;
  self->client_certificate = sendoff_client_certificate_load (settings->client_certificate, settings->client_key, self->request->client_secret,
                                                              NULL, &error);
  if (self->client_certificate != NULL)
    return TRUE;
  sendoff_attempt_fail (self, SENDOFF_FAILURE_CLIENT_CERTIFICATE, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_NONE)->detail = g_strdup (error->message);
  return FALSE;
}

static gboolean
check_tls_library (SendoffAttempt *self)
{
  const curl_version_info_data *version = sendoff_curl ()->version_info (CURLVERSION_NOW);

  if (self->request->settings->security == SENDOFF_SECURITY_NONE ||
      (version->ssl_version != NULL && g_str_has_prefix (version->ssl_version, "GnuTLS/")))
    return TRUE;
  SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_NO_JUDGE, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_NONE);
  failure->detail = g_strdup (version->ssl_version);
  return FALSE;
}

static gboolean
open_handle (SendoffAttempt *self)
{
  const char *problem;

  self->curl = sendoff_curl_library_start (&problem) ? sendoff_curl ()->easy_init () : NULL;
  if (self->curl != NULL)
    return check_tls_library (self);
  sendoff_attempt_fail (self, SENDOFF_FAILURE_INTERNAL, SENDOFF_STEP_CONNECT, SENDOFF_COMMAND_NONE)->detail = g_strdup (problem);
  return FALSE;
}

static gboolean
find_server (SendoffAttempt *self,
             char          **proxy,
             char          **entry)
{
  sendoff_attempt_begin_step (self, SENDOFF_STEP_FIND_SERVER);
  *proxy = sendoff_proxy_lookup (self);
  self->proxied = self->tap.has_unseen = *proxy != NULL;
  if (*proxy == NULL && (*entry = sendoff_name_lookup (self)) == NULL)
    return FALSE;
  sendoff_attempt_end_step (self, *proxy != NULL ? SENDOFF_STEP_SKIPPED : SENDOFF_STEP_PASSED, NULL);
  return TRUE;
}

gboolean
sendoff_curl_sign_in (SendoffAttempt *self)
{
  g_autofree char *proxy = NULL;
  g_autofree char *entry = NULL;
  struct curl_slist *resolve = NULL;
  gboolean signed_in = FALSE;

  /* libcurl last of all: it may still be on its way. */
  if (check_credentials (self) && load_client_certificate (self) && find_server (self, &proxy, &entry) && open_handle (self))
    {
      if (entry != NULL && *entry != '\0')
        resolve = sendoff_curl ()->slist_append (NULL, entry);
      signed_in = perform (self, resolve, proxy);
      sendoff_curl ()->slist_free_all (resolve);
    }
  if (proxy != NULL)
    sendoff_wipe (proxy, strlen (proxy));
  return signed_in;
}
