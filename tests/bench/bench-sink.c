/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SMTP server on loopback that takes everything and keeps nothing, as fast as it can: bench-sink [CHAIN.pem KEY.pem]. With a certificate it
 * speaks TLS from the first byte. It prints its port and ends with its standard input. One thread for each connection; nothing is shared but the
 * credentials, which don't change. */

#include <gnutls/gnutls.h>

#include <gio/gio.h>
#include <glib-unix.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

typedef struct
{
  int              fd;
  gnutls_session_t tls;      /* NULL: plain */
  char             buffer[BLOCK];
  gsize            filled;
} Peer;

static gnutls_certificate_credentials_t credentials;

static void
peer_free (Peer *peer)
{
  if (peer->tls != NULL)
    {
      gnutls_bye (peer->tls, GNUTLS_SHUT_WR);
      gnutls_deinit (peer->tls);
    }
  close (peer->fd);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

static gboolean
peer_write (Peer *peer, const char *text)
{
  gssize length = (gssize) strlen (text);

  return (peer->tls != NULL ? gnutls_record_send (peer->tls, text, (gsize) length) : write (peer->fd, text, (gsize) length)) == length;
}

/* Adds to the buffer. FALSE: the client is gone. */
static gboolean
peer_read (Peer *peer)
{
  char *start = peer->buffer + peer->filled;
  gsize room = sizeof peer->buffer - peer->filled;
  gssize n;

  do
    n = peer->tls != NULL ? gnutls_record_recv (peer->tls, start, room) : read (peer->fd, start, room);
  while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
  if (n <= 0)
    return FALSE;
  peer->filled += (gsize) n;
  return TRUE;
}

static void
peer_drop (Peer *peer, gsize n)
{
  memmove (peer->buffer, peer->buffer + n, peer->filled - n);
  peer->filled -= n;
}

/* The end of the first line in the buffer, reading as needed; NULL: the client is gone. */
static char *
peer_find_line_end (Peer *peer)
{
  char *end;

  while ((end = memchr (peer->buffer, '\n', peer->filled)) == NULL)
    if (peer->filled == sizeof peer->buffer || !peer_read (peer))
      return NULL;
  return end;
}

/* Up to and with the final dot. */
static gboolean
take_message (Peer *peer)
{
  static const char dot[] = "\r\n.\r\n";
  char *end;

  while ((end = memmem (peer->buffer, peer->filled, dot, 5)) == NULL)
    {
      gsize spent = peer->filled > 4 ? peer->filled - 4 : 0;

      peer_drop (peer, spent);
      if (!peer_read (peer))
        return FALSE;
    }
  peer_drop (peer, (gsize) (end + 5 - peer->buffer));
  return TRUE;
}

static const char *
choose_reply (const char *line)
{
  if (g_ascii_strncasecmp (line, "EHLO", 4) == 0)
    return "250-sink.test\r\n250-SIZE 0\r\n250-8BITMIME\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN\r\n";
  if (g_ascii_strncasecmp (line, "AUTH", 4) == 0)
    return "235 2.7.0 Ok\r\n";
  if (g_ascii_strncasecmp (line, "DATA", 4) == 0)
    return "354 Go on\r\n";
  return g_ascii_strncasecmp (line, "QUIT", 4) == 0 ? "221 2.0.0 Bye\r\n" : "250 2.0.0 Ok\r\n";
}

/* FALSE: the session is over. */
static gboolean
serve_command (Peer *peer)
{
  char *end = peer_find_line_end (peer);
  g_autofree char *line = end != NULL ? g_strndup (peer->buffer, (gsize) (end - peer->buffer)) : NULL;

  if (line == NULL)
    return FALSE;
  peer_drop (peer, (gsize) (end + 1 - peer->buffer));
  if (!peer_write (peer, choose_reply (line)) || g_ascii_strncasecmp (line, "QUIT", 4) == 0)
    return FALSE;
  if (g_ascii_strncasecmp (line, "DATA", 4) != 0)
    return TRUE;
  return take_message (peer) && peer_write (peer, "250 2.0.0 Taken\r\n");
}

static gpointer
serve (gpointer data)
{
  g_autoptr(Peer) peer = data;

  if (credentials != NULL)
    {
      gnutls_init (&peer->tls, GNUTLS_SERVER);
      gnutls_set_default_priority (peer->tls);
      gnutls_credentials_set (peer->tls, GNUTLS_CRD_CERTIFICATE, credentials);
      gnutls_transport_set_int (peer->tls, peer->fd);
      if (gnutls_handshake (peer->tls) != GNUTLS_E_SUCCESS)
        return NULL;
    }
  if (peer_write (peer, "220 sink.test ESMTP\r\n"))
    while (serve_command (peer))
      ;
  return NULL;
}

static gpointer
accept_for_ever (gpointer data)
{
  int listener = GPOINTER_TO_INT (data), one = 1;

  for (;;)
    {
      Peer *peer = g_new0 (Peer, 1);

      peer->fd = accept (listener, NULL, NULL);
      setsockopt (peer->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      g_thread_unref (g_thread_new ("peer", serve, peer));
    }
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) bound = NULL;
  char rest[256];

  if (argc == 3)
    {
      gnutls_certificate_allocate_credentials (&credentials);
      if (gnutls_certificate_set_x509_key_file (credentials, argv[1], argv[2], GNUTLS_X509_FMT_PEM) != GNUTLS_E_SUCCESS)
        return 1;
    }
  if (!g_socket_bind (socket, address, TRUE, NULL) || !g_socket_listen (socket, NULL))
    return 1;
  bound = g_socket_get_local_address (socket, NULL);
  /* Blocking accept() in a thread: the socket is used by its descriptor only. */
  g_socket_set_blocking (socket, TRUE);
  g_unix_set_fd_nonblocking (g_socket_get_fd (socket), FALSE, NULL);
  g_print ("port %u\n", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_thread_unref (g_thread_new ("accept", accept_for_ever, GINT_TO_POINTER (g_socket_get_fd (socket))));
  while (read (STDIN_FILENO, rest, sizeof rest) > 0)
    ;
  _exit (0);
}
