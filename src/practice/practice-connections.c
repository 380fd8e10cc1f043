/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one thread per connection. The acceptor's thread uses it; each dialogue runs in its own. */
#include "practice/practice-connections.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "practice/practice-dialogue.h"

#define CONNECTIONS_MAX 64

typedef struct
{
  GThread                 *thread;
  GSocket                 *socket;
  SendoffPracticeSettings *settings;
  SendoffPracticeRecord   *record;
  SendoffPracticeLog      *log;
  int                      cancel_fd;
  guint                    number;
  gboolean                 has_ended; /* atomic */
} Connection;

struct _SendoffPracticeConnections
{
  int                 cancel_fd;
  SendoffPracticeLog *log;
  GPtrArray          *connections;
};

static void
join_connection (Connection *connection)
{
  if (connection->thread != NULL)
    g_thread_join (connection->thread);
  g_object_unref (connection->socket);
  sendoff_practice_settings_unref (connection->settings);
  g_free (connection);
}

static gpointer
run_connection (gpointer data)
{
  Connection *connection = data;

  sendoff_practice_dialogue_run (g_socket_get_fd (connection->socket), connection->cancel_fd, connection->settings, connection->record,
                                 connection->log, connection->number);
  g_socket_close (connection->socket, NULL);
  g_atomic_int_set (&connection->has_ended, TRUE);
  return NULL;
}

SendoffPracticeConnections *
sendoff_practice_connections_new (int                 cancel_fd,
                                  SendoffPracticeLog *log)
{
  SendoffPracticeConnections *self = g_new0 (SendoffPracticeConnections, 1);

  self->cancel_fd = cancel_fd;
  self->log = log;
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) join_connection);
  return self;
}

void
sendoff_practice_connections_free (SendoffPracticeConnections *self)
{
  g_ptr_array_unref (self->connections);
  g_free (self);
}

gboolean
sendoff_practice_connections_has_room (SendoffPracticeConnections *self)
{
  for (guint i = self->connections->len; i > 0; i--)
    {
      Connection *connection = g_ptr_array_index (self->connections, i - 1);

      if (g_atomic_int_get (&connection->has_ended))
        g_ptr_array_remove_index_fast (self->connections, i - 1);
    }
  return self->connections->len < CONNECTIONS_MAX;
}

void
sendoff_practice_connections_add (SendoffPracticeConnections *self,
                                  GSocket                    *socket,
                                  SendoffPracticeSettings    *settings,
                                  SendoffPracticeRecord      *record,
                                  guint                       number)
{
  Connection *connection = g_new0 (Connection, 1);

  /* A reply is small and complete: it shall not wait for the client's ACK. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection->socket = g_object_ref (socket);
  connection->settings = sendoff_practice_settings_ref (settings);
  connection->record = record;
  connection->log = self->log;
  connection->cancel_fd = self->cancel_fd;
  connection->number = number;
  /* Without a thread the client sees a closed connection. */
  connection->thread = g_thread_try_new ("practice", run_connection, connection, NULL);
  if (connection->thread == NULL)
    join_connection (connection);
  else
    g_ptr_array_add (self->connections, connection);
}
