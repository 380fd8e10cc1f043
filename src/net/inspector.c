/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what happens inside the TLS handshake: the shared roots, the socket tap and the judge are put into each session that libcurl makes,
 * before its ClientHello leaves. Worker thread. */

#include "net/attempt-private.h"

#include <string.h>

/* GnuTLS' callbacks carry no pointer of ours, and the session's own pointer belongs to libcurl; an attempt stays in one thread. */
static _Thread_local SendoffAttempt *current;

static gboolean
is_accepted (SendoffAttempt           *self,
             const SendoffCertificate *certificate)
{
  const SendoffAttemptRequest *request = self->request;

  if (certificate->problems == 0)
    return request->allowed_pin == NULL || g_strcmp0 (request->allowed_pin, certificate->pin) == 0;
  return request->allowed_pin != NULL && g_strcmp0 (request->allowed_pin, certificate->pin) == 0 &&
         (certificate->problems & SENDOFF_PROBLEMS_FATAL) == 0 && (certificate->problems & ~request->waived) == 0;
}

/* is_usable: its key may sign a handshake, as far as GnuTLS has looked. */
static SendoffCertificate *
judge_peer (SendoffAttempt   *self,
            gnutls_session_t  session,
            gboolean          is_usable)
{
  guint n_chain = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (session, &n_chain);
  gnutls_datum_t staple = { NULL, 0 };
  gboolean has_staple = gnutls_ocsp_status_request_get2 (session, 0, &staple) == GNUTLS_E_SUCCESS && staple.size > 0;
  const SendoffServerSettings *settings = self->request->settings;
  SendoffJudgeInput input = {
    .chain = chain, .n_chain = n_chain, .host = settings->host, .ocsp = has_staple ? &staple : NULL,
  };
  g_autoptr(SendoffCertificate) facts = sendoff_certificate_new_for_chain (chain, n_chain, settings->host, settings->port);
  guint problems = facts->problems | (n_chain > 0 ? sendoff_judge_now (self->request->roots, &input) : SENDOFF_PROBLEM_MALFORMED);

  /* Nothing that may be waived: no connection will come of it. */
  if (!is_usable && (problems & SENDOFF_PROBLEMS_FATAL) == 0)
    problems |= SENDOFF_PROBLEM_WRONG_PURPOSE;
  return sendoff_certificate_with_judgement (facts, problems,
                                             problems == 0 ? SENDOFF_TRUSTED_BY_AUTHORITY : SENDOFF_TRUSTED_BY_NOBODY);
}

static void
settle_trust (SendoffAttempt   *self,
              gnutls_session_t  session,
              gboolean          is_usable)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(SendoffCertificate) certificate = judge_peer (self, session, is_usable);
  double ms = (g_get_monotonic_time () - start) / 1000.0;

  /* The key is agreed on; what is left of the handshake stands or falls with the certificate. */
  if (self->step_runs && self->step == SENDOFF_STEP_ENCRYPT)
    sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, gnutls_protocol_get_name (gnutls_protocol_get_version (session)));

  self->judged = TRUE;
  self->accepted = !self->request->certificate_only && is_accepted (self, certificate);
  g_clear_pointer (&self->result->certificate, sendoff_certificate_unref);
  self->result->certificate = self->accepted && certificate->problems != 0
                                  ? sendoff_certificate_with_judgement (certificate, certificate->problems, SENDOFF_TRUSTED_BY_PIN)
                                  : sendoff_certificate_ref (certificate);

  sendoff_attempt_tell_step (self, SENDOFF_STEP_TRUST,
                             certificate->problems == 0 ? SENDOFF_STEP_PASSED : self->accepted ? SENDOFF_STEP_WARNING : SENDOFF_STEP_FAILED,
                             NULL, ms);
  if (self->accepted)
    return;

  SendoffFailure *failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_CERTIFICATE, SENDOFF_STEP_TRUST, SENDOFF_COMMAND_NONE);
  failure->problems = certificate->problems;
  failure->valid_from = certificate->not_before;
  failure->valid_until = certificate->not_after;
  failure->judged_at = g_get_real_time () / G_USEC_PER_SEC;
}

static int
on_verify (gnutls_session_t session)
{
  SendoffAttempt *self = current;

  if (self == NULL || self->session != session)
    return GNUTLS_E_CERTIFICATE_ERROR;
  settle_trust (self, session, TRUE);
  return self->accepted ? 0 : GNUTLS_E_CERTIFICATE_ERROR;
}

/* GnuTLS ends the handshake before it asks us where the certificate's key may not sign one, as an authority's mayn't by its key usage. That is a
 * fault of the certificate, and whoever wants to know which one has to see it. */
static void
judge_unusable (SendoffAttempt *self)
{
  if (!self->judged && self->failure == NULL && strstr (self->curl_error, gnutls_strerror (GNUTLS_E_KEY_USAGE_VIOLATION)) != NULL
      && gnutls_certificate_get_peers (self->session, NULL) != NULL)
    settle_trust (self, self->session, FALSE);
}

/* The server asks for a certificate of ours. In TLS 1.3 it does so before it has shown its own: what we give here leaves only after on_verify(). */
static int
on_certificate_asked (gnutls_session_t             session,
                      const gnutls_datum_t        *authorities,
                      int                          n_authorities,
                      const gnutls_pk_algorithm_t *algorithms,
                      int                          n_algorithms,
                      gnutls_pcert_st            **chain,
                      unsigned int                *n_chain,
                      gnutls_privkey_t            *key)
{
  SendoffAttempt *self = current;

  *n_chain = 0;
  if (self == NULL || self->session != session)
    return 0;
  self->certificate_asked = TRUE;
  if (self->client_certificate != NULL)
    sendoff_client_certificate_get (self->client_certificate, chain, n_chain, key);
  return 0;
}

static int
on_handshake_message (gnutls_session_t      session,
                      unsigned int          type,
                      unsigned int          when,
                      unsigned int          incoming,
                      const gnutls_datum_t *message)
{
  SendoffAttempt *self = current;

  if (self == NULL || self->session != session || when != GNUTLS_HOOK_PRE)
    return 0;
  if (type == GNUTLS_HANDSHAKE_FINISHED)
    *(incoming ? &self->heard_finished : &self->sent_finished) = TRUE;
  if (type != GNUTLS_HANDSHAKE_CLIENT_HELLO || incoming)
    return 0;

  /* Only now: libcurl sets its own credentials and transport after the first callback that shows us the session. */
  sendoff_roots_set_client_function (self->request->roots, on_certificate_asked);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, sendoff_roots_get_credentials (self->request->roots));
  if (self->tap.tls_fd >= 0 || sendoff_socket_tap_take_over (&self->tap, session))
    return 0;
  /* The user has shut the socket down by now, which is told as such, or the server has reset the connection. */
  self->tap.saw_end = TRUE;
  return GNUTLS_E_PUSH_ERROR;
}

gboolean
sendoff_inspector_watch (SendoffAttempt *self)
{
  struct curl_tlssessioninfo *info = NULL;

  current = self;
  if (sendoff_curl ()->easy_getinfo (self->curl, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK || info == NULL || info->internals == NULL)
    return FALSE;
  if (info->internals == self->session)
    {
      /* libcurl tells of an error while the session is still there. */
      self->alert = gnutls_alert_get (self->session);
      judge_unusable (self);
      return self->heard_finished && self->sent_finished;
    }
  /* A proxy's own TLS would come through here too: an https proxy is never used. */

  self->session = info->internals;
  self->judged = self->accepted = self->heard_finished = self->sent_finished = self->handshake_done = FALSE;
  gnutls_session_set_verify_function (self->session, on_verify);
  gnutls_handshake_set_hook_function (self->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_PRE, on_handshake_message);
  if (self->step_runs)
    sendoff_attempt_end_step (self, SENDOFF_STEP_PASSED, NULL);
  sendoff_attempt_begin_step (self, SENDOFF_STEP_ENCRYPT);
  return FALSE;
}
