/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the tests' bare SMTP client. */
#include "practice-client.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gio.h>

#define PATIENCE_MS 20000

PracticeClient *
practice_client_try (const char *host,
                     guint16     port)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  gssize length = g_socket_address_get_native_size (address);
  g_autofree struct sockaddr *native = g_malloc ((gsize) length);
  PracticeClient *self;
  int fd;

  g_assert_true (g_socket_address_to_native (address, native, (gsize) length, NULL));
  fd = socket (native->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (fd, >=, 0);
  /* Or each small piece waits for the ACK of the one before. */
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int) { 1 }, sizeof (int));
  if (connect (fd, native, (socklen_t) length) != 0)
    {
      close (fd);
      return NULL;
    }
  self = g_new0 (PracticeClient, 1);
  self->fd = fd;
  self->input = g_string_new (NULL);
  return self;
}

PracticeClient *
practice_client_new (guint16 port)
{
  PracticeClient *self = practice_client_try ("127.0.0.1", port);

  g_assert_nonnull (self);
  return self;
}

void
practice_client_free (PracticeClient *self)
{
  g_clear_pointer (&self->tls, gnutls_deinit);
  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  close (self->fd);
  g_string_free (self->input, TRUE);
  g_free (self);
}

gboolean
practice_client_send_bytes (PracticeClient *self,
                            const void     *bytes,
                            gsize           length)
{
  const char *rest = bytes;

  while (length > 0)
    {
      gssize n_sent = self->tls != NULL ? gnutls_record_send (self->tls, rest, length) : send (self->fd, rest, length, MSG_NOSIGNAL);

      if (n_sent < 0)
        return FALSE;
      rest += n_sent;
      length -= (gsize) n_sent;
    }
  return TRUE;
}

void
practice_client_send (PracticeClient *self,
                      const char     *text)
{
  g_assert_true (practice_client_send_bytes (self, text, strlen (text)));
}

/* FALSE: the end. */
static gboolean
read_more (PracticeClient *self)
{
  char buffer[65536];
  struct pollfd fd = { self->fd, POLLIN, 0 };
  gssize n_bytes;

  if (self->tls == NULL || gnutls_record_check_pending (self->tls) == 0)
    g_assert_cmpint (poll (&fd, 1, PATIENCE_MS), ==, 1);
  n_bytes = self->tls != NULL ? gnutls_record_recv (self->tls, buffer, sizeof buffer) : recv (self->fd, buffer, sizeof buffer, 0);
  if (n_bytes == GNUTLS_E_AGAIN && self->tls != NULL)
    return TRUE;
  if (n_bytes <= 0)
    return FALSE;
  g_string_append_len (self->input, buffer, n_bytes);
  return TRUE;
}

char *
practice_client_read_line (PracticeClient *self)
{
  const char *end;
  char *line;
  gsize length;

  while ((end = memchr (self->input->str, '\n', self->input->len)) == NULL)
    {
      if (!read_more (self))
        return NULL;
    }
  length = (gsize) (end - self->input->str) + 1;
  line = g_memdup2 (self->input->str, length + 1);
  line[length] = '\0';
  g_string_erase (self->input, 0, (gssize) length);
  return line;
}

char *
practice_client_read_reply (PracticeClient *self)
{
  g_autoptr(GString) reply = g_string_new (NULL);
  gboolean is_last;

  do
    {
      g_autofree char *line = practice_client_read_line (self);

      g_assert_nonnull (line);
      g_string_append (reply, line);
      is_last = strlen (line) < 4 || line[3] != '-';
    }
  while (!is_last);
  return g_string_free (g_steal_pointer (&reply), FALSE);
}

void
practice_client_expect (PracticeClient *self,
                        const char     *start)
{
  g_autofree char *reply = practice_client_read_reply (self);

  if (!g_str_has_prefix (reply, start))
    g_test_message ("expected %s, got %s", start, reply);
  g_assert_true (g_str_has_prefix (reply, start));
}

void
practice_client_talk (PracticeClient *self,
                      const char     *line,
                      const char     *start)
{
  g_autofree char *whole = g_strconcat (line, "\r\n", NULL);

  practice_client_send (self, whole);
  practice_client_expect (self, start);
}

GString *
practice_client_read_all (PracticeClient *self)
{
  GString *all;

  while (read_more (self))
    ;
  all = g_string_new_len (self->input->str, (gssize) self->input->len);
  g_string_truncate (self->input, 0);
  return all;
}

void
practice_client_expect_end (PracticeClient *self)
{
  g_assert_cmpuint (self->input->len, ==, 0);
  g_assert_false (read_more (self));
}

void
practice_client_expect_silence (PracticeClient *self,
                                guint           ms)
{
  struct pollfd fd = { self->fd, POLLIN, 0 };

  g_assert_cmpuint (self->input->len, ==, 0);
  g_assert_cmpint (poll (&fd, 1, (int) ms), ==, 0);
}

int
practice_client_start_tls (PracticeClient *self,
                           const char     *priority)
{
  int status;

  if (self->credentials == NULL)
    g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->credentials), >=, 0);
  g_assert_cmpint (gnutls_init (&self->tls, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL | GNUTLS_FORCE_CLIENT_CERT), >=, 0);
  g_assert_cmpint (gnutls_priority_set_direct (self->tls, priority != NULL ? priority : "NORMAL", NULL), >=, 0);
  g_assert_cmpint (gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, self->credentials), >=, 0);
  gnutls_transport_set_int (self->tls, self->fd);
  gnutls_handshake_set_timeout (self->tls, PATIENCE_MS);
  do
    status = gnutls_handshake (self->tls);
  while (status < 0 && !gnutls_error_is_fatal (status));
  return status;
}
