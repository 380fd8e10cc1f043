/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the opening of the practice server's port. Any thread. */
#include "practice/practice-listener.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

#define BACKLOG 128
/* A port that is free for IPv4 may be taken for IPv6. */
#define TRIES 20

static GSocket *
open_socket (GSocketFamily   family,
             guint16         port,
             GError        **error)
{
  g_autoptr(GInetAddress) host = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (host, port);
  g_autoptr(GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static guint16
get_local_port (GSocket *socket)
{
  g_autoptr(GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;
}

static gboolean
open_both (SendoffPracticeListener  *self,
           guint16                   port,
           GError                  **error)
{
  g_autoptr(GError) ipv6_error = NULL;

  self->ipv4 = open_socket (G_SOCKET_FAMILY_IPV4, port, error);
  if (self->ipv4 == NULL)
    return FALSE;

  self->port = get_local_port (self->ipv4);
  self->ipv6 = open_socket (G_SOCKET_FAMILY_IPV6, self->port, &ipv6_error);
  /* Somebody else on ::1 would get the mail of a client that connects to "localhost". */
  if (!g_error_matches (ipv6_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&ipv6_error));
  sendoff_practice_listener_close (self);
  return FALSE;
}

gboolean
sendoff_practice_listener_open (SendoffPracticeListener  *self,
                                guint16                   port,
                                GError                  **error)
{
  g_autoptr(GError) local_error = NULL;

  for (guint i = 0; i < TRIES; i++)
    {
      g_clear_error (&local_error);
      if (open_both (self, port, &local_error))
        return TRUE;
      if (port != 0)
        break;
    }

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS,
                 /* Translators: %u is a port number. */
                 _("The practice server can't start: port %u is in use by another program. Choose another port."), port);
  else
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                 /* Translators: %u is a port number, %s a reason from the system. */
                 _("The practice server can't start on port %u: %s"), port, local_error->message);
  return FALSE;
}

void
sendoff_practice_listener_close (SendoffPracticeListener *self)
{
  g_clear_object (&self->ipv4);
  g_clear_object (&self->ipv6);
}
