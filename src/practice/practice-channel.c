/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading, writing and waiting on one connection. Belongs to that connection's thread. */
#include "practice/practice-channel.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/secret-string.h"
#include "practice/practice-certificate-make.h"

#define SILENCE_MAX_MS (5 * 60 * 1000)
#define HANDSHAKE_MAX_MS (60 * 1000)
#define LINGER_MS 1000

void
sendoff_practice_channel_init (SendoffPracticeChannel *self,
                               int                     fd,
                               int                     cancel_fd,
                               SendoffPracticeRecord  *record)
{
  memset (self, 0, sizeof *self);
  self->fd = fd;
  self->cancel_fd = cancel_fd;
  self->record = record;
}

void
sendoff_practice_channel_clear (SendoffPracticeChannel *self)
{
  g_clear_pointer (&self->tls, gnutls_deinit);
  sendoff_wipe (self->buffer, sizeof self->buffer);
}

/* What happened on the socket; 0 where the time is up, -1 where the server stops. */
static int
wait_for (SendoffPracticeChannel *self,
          short                   events,
          int                     timeout_ms)
{
  struct pollfd fds[] = { { self->fd, events, 0 }, { self->cancel_fd, POLLIN, 0 } };
  gint64 end = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  int n_ready;

  do
    {
      gint64 rest_ms = (end - g_get_monotonic_time () + 999) / 1000;

      n_ready = poll (fds, G_N_ELEMENTS (fds), (int) MAX (rest_ms, 0));
    }
  while (n_ready < 0 && errno == EINTR);

  if (n_ready < 0 || fds[1].revents != 0)
    {
      self->is_broken = TRUE;
      return -1;
    }
  return fds[0].revents;
}

static gboolean
is_again (SendoffPracticeChannel *self,
          gssize                  result)
{
  if (self->is_tls)
    return result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
  return errno == EAGAIN || errno == EINTR;
}

gsize
sendoff_practice_channel_fill (SendoffPracticeChannel *self)
{
  g_assert (self->start == self->end);

  while (!self->is_broken)
    {
      gssize result;

      if (self->is_tls)
        result = gnutls_record_recv (self->tls, self->buffer, sizeof self->buffer);
      else
        result = recv (self->fd, self->buffer, sizeof self->buffer, 0);

      if (result > 0)
        {
          self->start = 0;
          self->end = (gsize) result;
          if (self->is_tls)
            sendoff_practice_record_add_tls_bytes (self->record, self->end);
          return self->end;
        }
      if (result == 0 || !is_again (self, result) || wait_for (self, POLLIN, SILENCE_MAX_MS) <= 0)
        self->is_broken = TRUE;
    }
  return 0;
}

SendoffPracticeLineResult
sendoff_practice_channel_read_line (SendoffPracticeChannel *self,
                                    GString                *line,
                                    gsize                   max_length)
{
  gboolean too_long = FALSE;

  g_string_truncate (line, 0);
  while (self->start < self->end || sendoff_practice_channel_fill (self) > 0)
    {
      const guint8 *begin = self->buffer + self->start;
      gsize available = self->end - self->start;
      const guint8 *line_end = memchr (begin, '\n', available);
      gsize n_bytes = line_end != NULL ? (gsize) (line_end - begin) : available;

      if (line->len + n_bytes > max_length + 1)
        too_long = TRUE;
      if (!too_long)
        g_string_append_len (line, (const char *) begin, (gssize) n_bytes);
      self->start += n_bytes + (line_end != NULL ? 1 : 0);
      if (line_end == NULL)
        continue;

      if (line->len > 0 && line->str[line->len - 1] == '\r')
        g_string_truncate (line, line->len - 1);
      return too_long || line->len > max_length ? SENDOFF_PRACTICE_LINE_TOO_LONG : SENDOFF_PRACTICE_LINE_OK;
    }
  return SENDOFF_PRACTICE_LINE_CLOSED;
}

gboolean
sendoff_practice_channel_read_bytes (SendoffPracticeChannel *self,
                                     GString                *bytes,
                                     gsize                   length)
{
  while (length > 0 && (self->start < self->end || sendoff_practice_channel_fill (self) > 0))
    {
      gsize n_bytes = MIN (length, self->end - self->start);

      g_string_append_len (bytes, (const char *) self->buffer + self->start, (gssize) n_bytes);
      self->start += n_bytes;
      length -= n_bytes;
    }
  return length == 0;
}

static gboolean
write_part (SendoffPracticeChannel *self,
            const char             *text,
            gsize                   length)
{
  while (length > 0 && !self->is_broken)
    {
      gssize result;

      if (self->is_tls)
        result = gnutls_record_send (self->tls, text, length);
      else
        result = send (self->fd, text, length, MSG_NOSIGNAL);

      if (result >= 0)
        {
          text += result;
          length -= (gsize) result;
        }
      else if (!is_again (self, result) || wait_for (self, POLLOUT, SILENCE_MAX_MS) <= 0)
        self->is_broken = TRUE;
    }
  return !self->is_broken;
}

gboolean
sendoff_practice_channel_write (SendoffPracticeChannel *self,
                                const char             *text,
                                gsize                   length)
{
  if (self->byte_delay_ms == 0)
    return write_part (self, text, length);

  for (gsize i = 0; i < length; i++)
    {
      if (!write_part (self, text + i, 1) || !sendoff_practice_channel_pause (self, self->byte_delay_ms))
        return FALSE;
    }
  return TRUE;
}

/* Against the client root that every server's credentials trust. */
static int
verify_client (gnutls_session_t tls)
{
  gnutls_typed_vdata_st purpose = { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (guint8 *) GNUTLS_KP_TLS_WWW_CLIENT };
  guint status = 0;

  /* Where one is required, GnuTLS has seen to it. */
  if (gnutls_certificate_get_peers (tls, NULL) == NULL)
    return 0;
  SENDOFF_PRACTICE_TRY (gnutls_certificate_verify_peers (tls, &purpose, 1, &status));
  return status == 0 ? 0 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
}

static void
demand_certificate (gnutls_session_t            tls,
                    SendoffPracticeClientDemand demand)
{
  if (demand == SENDOFF_PRACTICE_CLIENT_NONE)
    return;
  gnutls_certificate_server_set_request (tls, demand == SENDOFF_PRACTICE_CLIENT_REQUIRE ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST);
  gnutls_session_set_verify_function (tls, verify_client);
}

char *
sendoff_practice_channel_dup_client (SendoffPracticeChannel *self)
{
  guint n_certificates = 0;
  const gnutls_datum_t *der = self->is_tls ? gnutls_certificate_get_peers (self->tls, &n_certificates) : NULL;
  gnutls_datum_t name = { NULL, 0 };
  gnutls_x509_crt_t certificate;
  char *text = NULL;

  if (der == NULL || n_certificates == 0 || gnutls_x509_crt_init (&certificate) < 0)
    return NULL;
  if (gnutls_x509_crt_import (certificate, der, GNUTLS_X509_FMT_DER) >= 0 && gnutls_x509_crt_get_dn3 (certificate, &name, 0) >= 0)
    text = g_strndup ((const char *) name.data, name.size);
  gnutls_free (name.data);
  gnutls_x509_crt_deinit (certificate);
  return text;
}

static int
begin_tls (SendoffPracticeChannel           *self,
           gnutls_certificate_credentials_t  credentials,
           const char                       *priority)
{
  int status;

  self->start = self->end = 0;
  status = gnutls_init (&self->tls, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  if (status >= 0)
    status = gnutls_priority_set_direct (self->tls, priority, NULL);
  if (status >= 0)
    status = gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, credentials);
  if (status >= 0)
    gnutls_transport_set_int (self->tls, self->fd);
  return status;
}

int
sendoff_practice_channel_start_tls (SendoffPracticeChannel           *self,
                                    gnutls_certificate_credentials_t  credentials,
                                    const char                       *priority,
                                    SendoffPracticeClientDemand       demand)
{
  gint64 end = g_get_monotonic_time () + HANDSHAKE_MAX_MS * 1000;
  int status = begin_tls (self, credentials, priority);

  if (status >= 0)
    demand_certificate (self->tls, demand);
  while (status >= 0)
    {
      short events;
      gint64 rest_ms = (end - g_get_monotonic_time ()) / 1000;

      status = gnutls_handshake (self->tls);
      if (status == 0)
        {
          self->is_tls = TRUE;
          return 0;
        }
      if (gnutls_error_is_fatal (status))
        break;

      events = gnutls_record_get_direction (self->tls) == 0 ? POLLIN : POLLOUT;
      status = rest_ms > 0 && wait_for (self, events, (int) rest_ms) > 0 ? 0 : GNUTLS_E_TIMEDOUT;
    }
  /* The client learns why, as from any server. */
  if (self->tls != NULL && !self->is_broken)
    gnutls_alert_send_appropriate (self->tls, status);
  return status;
}

void
sendoff_practice_channel_send_alert (SendoffPracticeChannel *self)
{
  /* TLS 1.2, fatal, handshake_failure. */
  static const char alert[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 };

  write_part (self, alert, sizeof alert);
}

gboolean
sendoff_practice_channel_pause (SendoffPracticeChannel *self,
                                guint                   ms)
{
  /* Half closed is fine here: a client may send everything, shut its side and read on. */
  if (!self->is_broken && wait_for (self, 0, (int) ms) != 0)
    self->is_broken = TRUE;
  return !self->is_broken;
}

void
sendoff_practice_channel_stall (SendoffPracticeChannel *self)
{
  while (!self->is_broken && wait_for (self, POLLRDHUP, SILENCE_MAX_MS) == 0)
    ;
  self->is_broken = TRUE;
}

void
sendoff_practice_channel_finish (SendoffPracticeChannel *self)
{
  gint64 end = g_get_monotonic_time () + LINGER_MS * 1000;
  gssize n_bytes;

  if (self->is_tls && !self->is_broken)
    gnutls_bye (self->tls, GNUTLS_SHUT_WR);
  shutdown (self->fd, SHUT_WR);

  /* Closing with bytes unread sends a RST, which may overtake our last reply. */
  do
    {
      gint64 rest_ms = (end - g_get_monotonic_time ()) / 1000;

      if (rest_ms <= 0 || wait_for (self, POLLIN, (int) rest_ms) <= 0)
        return;
      n_bytes = recv (self->fd, self->buffer, sizeof self->buffer, 0);
    }
  while (n_bytes > 0 || (n_bytes < 0 && (errno == EAGAIN || errno == EINTR)));
}

void
sendoff_practice_channel_reset (SendoffPracticeChannel *self)
{
  struct linger linger = { 1, 0 };

  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  self->is_broken = TRUE;
}
