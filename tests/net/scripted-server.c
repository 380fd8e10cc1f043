/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scripted-server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <glib-unix.h>
#include <gnutls/gnutls.h>

#define PATIENCE_S 20
/* Lengths only, and a context. */
#define MAX_EMPTY_CERTIFICATE 4
#define DRIP_US (100 * 1000)

struct _ScriptedServer
{
  char             **script;
  char              *pem;
  gboolean           tags;
  GSocket           *listener;
  guint16            port;
  GThread           *thread;

  GSocket           *socket;
  gnutls_session_t   session;
  gnutls_certificate_credentials_t credentials;
  char              *tag;
  GString           *heard;
  char              *complaint;
};

static gboolean
write_all (ScriptedServer *self,
           const char     *bytes,
           gsize           length)
{
  int fd = g_socket_get_fd (self->socket);

  while (length > 0)
    {
      ssize_t n = self->session != NULL ? gnutls_record_send (self->session, bytes, length) : send (fd, bytes, length, MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

/* Byte by byte, so that nothing that belongs to TLS is read too early. NULL: the client has gone. */
static char *
read_line (ScriptedServer *self)
{
  g_autoptr(GString) line = g_string_new (NULL);
  char byte;

  for (;;)
    {
      ssize_t n = self->session != NULL ? gnutls_record_recv (self->session, &byte, 1) : recv (g_socket_get_fd (self->socket), &byte, 1, 0);

      if (n <= 0)
        return NULL;
      if (byte == '\n')
        return g_strndup (line->str, line->len - (line->len > 0 && line->str[line->len - 1] == '\r'));
      g_string_append_c (line, byte);
    }
}

static gboolean
say (ScriptedServer *self,
     const char     *text,
     gboolean        ends)
{
  g_autoptr(GString) line = g_string_new (text);

  g_string_replace (line, "|", "\r\n", 0);
  g_string_replace (line, "$", self->tag, 0);
  g_string_replace (line, "\\n", "\n", 0);
  g_string_replace (line, "\\0", "\1", 0);
  for (gsize i = 0; i < line->len; i++)
    if (line->str[i] == '\1')
      line->str[i] = '\0';
  if (ends)
    g_string_append (line, "\r\n");
  return write_all (self, line->str, line->len);
}

/* FALSE: the client has gone. */
static gboolean
hear (ScriptedServer *self,
      const char     *prefix)
{
  g_autofree char *line = read_line (self);
  const char *text = line;

  if (line == NULL)
    return FALSE;
  g_string_append_printf (self->heard, "%s\n", line);
  if (self->tags && strchr (line, ' ') != NULL)
    {
      g_free (self->tag);
      self->tag = g_strndup (line, strchr (line, ' ') - line);
      text = strchr (line, ' ') + 1;
    }
  if (prefix != NULL && !g_str_has_prefix (text, prefix) && self->complaint == NULL)
    self->complaint = g_strdup_printf ("expected \"%s\", got \"%s\"", prefix, line);
  return TRUE;
}

static int
on_certificate_message (gnutls_session_t      session,
                        unsigned int          type,
                        unsigned int          when,
                        unsigned int          incoming,
                        const gnutls_datum_t *message)
{
  ScriptedServer *self = gnutls_session_get_ptr (session);

  if (incoming)
    g_string_append (self->heard, message->size > MAX_EMPTY_CERTIFICATE ? "[certificate]\n" : "[no certificate]\n");
  return 0;
}

static void
ask_for_certificate (ScriptedServer *self,
                     const char     *how)
{
  if (strstr (how, "REQ") != NULL)
    gnutls_certificate_server_set_request (self->session, strstr (how, "REQUIRE") != NULL ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST);
  if (strstr (how, "1.2") != NULL)
    g_assert_cmpint (gnutls_priority_set_direct (self->session, "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL), ==, 0);
  gnutls_session_set_ptr (self->session, self);
  gnutls_handshake_set_hook_function (self->session, GNUTLS_HANDSHAKE_CERTIFICATE_PKT, GNUTLS_HOOK_POST, on_certificate_message);
}

static gboolean
start_tls (ScriptedServer *self,
           const char     *how)
{
  gnutls_datum_t pem = { (guchar *) self->pem, strlen (self->pem) };
  int status;

  g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->credentials), ==, 0);
  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (self->credentials, &pem, &pem, GNUTLS_X509_FMT_PEM), >=, 0);
  g_assert_cmpint (gnutls_init (&self->session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL), ==, 0);
  g_assert_cmpint (gnutls_set_default_priority (self->session), ==, 0);
  g_assert_cmpint (gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials), ==, 0);
  ask_for_certificate (self, how);
  gnutls_transport_set_int (self->session, g_socket_get_fd (self->socket));
  status = gnutls_handshake (self->session);
  if (status < 0 && strstr (how, "DECODE") != NULL)
    {
      char byte;

      gnutls_alert_send (self->session, GNUTLS_AL_FATAL, GNUTLS_A_DECODE_ERROR);
      while (recv (g_socket_get_fd (self->socket), &byte, 1, 0) > 0)
        ;
    }
  else if (status < 0 && strstr (how, "MUTE") == NULL)
    gnutls_alert_send_appropriate (self->session, status);
  return status == 0;
}

static void
drip (ScriptedServer *self,
      const char     *text)
{
  char byte[2] = { 0, 0 };

  for (const char *at = text;; at = at[1] != '\0' ? at + 1 : text)
    {
      byte[0] = *at;
      if (!say (self, byte, FALSE))
        return;
      g_usleep (DRIP_US);
    }
}

/* FALSE: the session is over. */
static gboolean
play (ScriptedServer *self,
      const char     *step)
{
  if (g_str_has_prefix (step, "S "))
    return say (self, step + 2, TRUE);
  if (g_str_has_prefix (step, "R "))
    return say (self, step + 2, FALSE);
  if (g_str_has_prefix (step, "C "))
    return hear (self, step + 2);
  if (g_str_has_prefix (step, "TLS"))
    return start_tls (self, step);
  if (g_str_equal (step, "CLOSE"))
    return FALSE;
  if (g_str_has_prefix (step, "SLEEP "))
    g_usleep (atoi (step + strlen ("SLEEP ")) * 1000);
  else if (g_str_equal (step, "STALL"))
    while (hear (self, NULL))
      ;
  else if (g_str_has_prefix (step, "FLOOD "))
    while (say (self, step + strlen ("FLOOD "), TRUE))
      ;
  else if (g_str_has_prefix (step, "DRIP "))
    drip (self, step + strlen ("DRIP "));
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  ScriptedServer *self = data;
  const struct timeval patience = { PATIENCE_S, 0 };
  gboolean goes_on = TRUE;

  self->socket = g_socket_accept (self->listener, NULL, NULL);
  if (self->socket == NULL)
    return NULL;
  /* GSocket's own way to block is above the descriptor. */
  g_unix_set_fd_nonblocking (g_socket_get_fd (self->socket), FALSE, NULL);
  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  for (guint i = 0; self->script[i] != NULL && goes_on; i++)
    if (*self->script[i] != '\0')
      goes_on = play (self, self->script[i]);
  while (goes_on && hear (self, NULL))
    ;
  g_socket_close (self->socket, NULL);
  return NULL;
}

ScriptedServer *
scripted_server_new (const char *script,
                     const char *pem,
                     gboolean    tags)
{
  ScriptedServer *self = g_new0 (ScriptedServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) effective = NULL;

  self->script = g_strsplit (script, "\n", -1);
  self->pem = g_strdup (pem);
  self->tags = tags;
  self->tag = g_strdup ("");
  self->heard = g_string_new (NULL);
  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (self->listener, address, TRUE, NULL));
  g_assert_true (g_socket_listen (self->listener, NULL));
  effective = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("scripted-server", serve, self);
  return self;
}

guint16
scripted_server_get_port (ScriptedServer *self)
{
  return self->port;
}

char *
scripted_server_finish (ScriptedServer  *self,
                        char           **complaint)
{
  g_autofree char *said = NULL;
  char *heard;

  /* Nobody may have come: let the thread go. */
  shutdown (g_socket_get_fd (self->listener), SHUT_RDWR);
  g_thread_join (self->thread);
  heard = g_string_free (self->heard, FALSE);
  said = self->complaint;
  if (complaint != NULL)
    *complaint = g_steal_pointer (&said);
  g_object_unref (self->listener);
  g_clear_object (&self->socket);
  if (self->session != NULL)
    {
      gnutls_deinit (self->session);
      gnutls_certificate_free_credentials (self->credentials);
    }
  g_strfreev (self->script);
  g_free (self->pem);
  g_free (self->tag);
  g_free (self);
  return heard;
}
