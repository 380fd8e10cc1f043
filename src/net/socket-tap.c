/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the knowledge of an attempt's sockets. Worker thread, but for shutdown(). */

#include "net/socket-tap.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/turn.h"

#define TCP_IS_ESTABLISHED 1 /* TCP_ESTABLISHED of netinet/tcp.h, which excludes linux/tcp.h */
#define MAX_FIRST_BYTES 256
/* After the last word nobody waits for more. */
#define MAX_DRAINED (1024 * 1024)
/* More states of the same list. */
#define TCP_IS_TIME_WAIT 6
#define TCP_IS_CLOSED 7
#define TCP_IS_CLOSE_WAIT 8
#define TCP_IS_LAST_ACK 9
#define TCP_IS_CLOSING 11

void
sendoff_socket_tap_init (SendoffSocketTap *self)
{
  memset (self, 0, sizeof *self);
  g_mutex_init (&self->mutex);
  self->fds = g_array_new (FALSE, FALSE, sizeof (int));
  self->first_bytes = g_byte_array_new ();
  self->tls_fd = -1;
}

void
sendoff_socket_tap_clear (SendoffSocketTap *self)
{
  g_clear_pointer (&self->fds, g_array_unref);
  g_clear_pointer (&self->first_bytes, g_byte_array_unref);
  g_mutex_clear (&self->mutex);
}

void
sendoff_socket_tap_shutdown (SendoffSocketTap *self)
{
  g_mutex_lock (&self->mutex);
  self->shut = TRUE;
  for (guint i = 0; i < self->fds->len; i++)
    shutdown (g_array_index (self->fds, int, i), SHUT_RDWR);
  g_mutex_unlock (&self->mutex);
}

curl_socket_t
sendoff_socket_tap_on_open (void                 *user_data,
                            curlsocktype          purpose,
                            struct curl_sockaddr *address)
{
  SendoffSocketTap *self = user_data;
  int fd = -1;

  g_mutex_lock (&self->mutex);
  if (!self->shut)
    fd = socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (fd >= 0)
    g_array_append_val (self->fds, fd);
  g_mutex_unlock (&self->mutex);

  return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

static gboolean
get_tcp_info (int              fd,
              struct tcp_info *info)
{
  socklen_t length = sizeof *info;

  memset (info, 0, sizeof *info);
  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0;
}

/* The kernel looks at the state before it counts: a FIN that comes in between would pass for a byte. Where the state is still the same
 * afterwards, none came. */
static gboolean
get_settled_tcp_info (int              fd,
                      struct tcp_info *info)
{
  struct tcp_info after;

  if (!get_tcp_info (fd, &after))
    return FALSE;
  do
    {
      *info = after;
      if (!get_tcp_info (fd, &after))
        return FALSE;
    }
  while (after.tcpi_state != info->tcpi_state);
  return TRUE;
}

static guint64
get_received (int fd)
{
  struct tcp_info info;

  if (!get_settled_tcp_info (fd, &info) || info.tcpi_bytes_received == 0)
    return 0;
  /* A FIN takes a sequence number, and the kernel counts it here. */
  return info.tcpi_bytes_received - (info.tcpi_state != TCP_IS_ESTABLISHED);
}

/* Bytes of data alone: a FIN that came was counted with them, and only some states tell that one did. */
static guint64
count_received (const struct tcp_info *info)
{
  guint8 state = info->tcpi_state;
  gboolean has_fin = state == TCP_IS_CLOSE_WAIT || state == TCP_IS_LAST_ACK || state == TCP_IS_CLOSING || state == TCP_IS_TIME_WAIT ||
                     state == TCP_IS_CLOSED;

  return info->tcpi_bytes_received - (has_fin && info->tcpi_bytes_received > 0);
}

/* What the kernel received and nobody showed us is a gap of exactly that length, here. */
static void
note_gap (SendoffSocketTap *self,
          int               fd)
{
  struct tcp_info info;
  guint64 known;

  if (self->recording == NULL || self->has_unseen || !get_settled_tcp_info (fd, &info))
    return;
  known = sendoff_wire_recording_get_position (self->recording, FALSE) + self->n_gap;
  if (count_received (&info) <= known)
    return;
  sendoff_wire_recording_add_gap (self->recording, count_received (&info) - known);
  self->n_gap += count_received (&info) - known;
}

/* What comes behind our goodbye (a close_notify, as a rule) belongs to the recording. Our own end first, so that a server that waits for it
 * doesn't keep us waiting. */
static void
drain (SendoffSocketTap *self,
       int               fd)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) self->drain_ms * 1000;
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
  guint8 bytes[4096];
  gsize n_drained = 0;

  if (self->drain_ms > 0)
    shutdown (fd, SHUT_WR);
  while (n_drained < MAX_DRAINED)
    {
      gint64 left_ms = (deadline - g_get_monotonic_time ()) / 1000;
      ssize_t n;

      if (poll (&poll_fd, 1, (int) CLAMP (left_ms, 0, self->drain_ms)) <= 0)
        return;
      n = recv (fd, bytes, sizeof bytes, MSG_DONTWAIT);
      if (n <= 0)
        return;
      sendoff_wire_recording_add (self->recording, FALSE, bytes, n);
      n_drained += n;
    }
}

static gboolean
has_received (int fd)
{
  struct tcp_info info;

  return get_tcp_info (fd, &info) && info.tcpi_bytes_received > 0;
}

int
sendoff_socket_tap_on_close (void          *user_data,
                             curl_socket_t  fd)
{
  SendoffSocketTap *self = user_data;
  struct tcp_info info;

  self->received_before_close = get_received (fd);
  self->was_reset |= get_tcp_info (fd, &info) && info.tcpi_state == TCP_IS_CLOSED;
  if (self->recording != NULL && has_received (fd))
    {
      drain (self, fd);
      note_gap (self, fd);
    }
  /* Closed under the lock: another thread must not shut down a number that the kernel has given away again. */
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->fds->len; i++)
    if (g_array_index (self->fds, int, i) == fd)
      {
        g_array_remove_index_fast (self->fds, i);
        break;
      }
  close (fd);
  g_mutex_unlock (&self->mutex);

  if (fd == self->tls_fd)
    self->tls_fd = -1;
  return 0;
}

int
sendoff_socket_tap_get_connected (SendoffSocketTap *self)
{
  struct tcp_info info;

  /* The newest first: libcurl closes the losers of a race between addresses only after the winner is known. */
  for (guint i = self->fds->len; i > 0; i--)
    {
      int fd = g_array_index (self->fds, int, i - 1);

      if (get_tcp_info (fd, &info) && info.tcpi_state == TCP_IS_ESTABLISHED)
        return fd;
    }
  /* Half closed by the server: still the one that we talk on. */
  return self->fds->len == 1 && get_tcp_info (g_array_index (self->fds, int, 0), &info) && info.tcpi_bytes_received > 0
             ? g_array_index (self->fds, int, 0)
             : -1;
}

guint64
sendoff_socket_tap_get_received (SendoffSocketTap *self)
{
  int fd = sendoff_socket_tap_get_connected (self);

  return fd >= 0 ? get_received (fd) : self->received_before_close;
}

gint64
sendoff_socket_tap_get_last_arrival (SendoffSocketTap *self)
{
  struct tcp_info info;
  int fd = sendoff_socket_tap_get_connected (self);

  if (fd < 0 || !get_tcp_info (fd, &info) || info.tcpi_bytes_received == 0)
    return 0;
  return g_get_monotonic_time () - (gint64) info.tcpi_last_data_recv * 1000;
}

static guint
count_waiting (SendoffSocketTap *self)
{
  int n = 0;

  return ioctl (self->tls_fd, FIONREAD, &n) == 0 && n > 0 ? (guint) n : 0;
}

static ssize_t
push (gnutls_transport_ptr_t user_data,
      const void            *bytes,
      size_t                 length)
{
  SendoffSocketTap *self = user_data;

  if (self->watches)
    self->n_waiting = count_waiting (self);

  ssize_t n = send (self->tls_fd, bytes, length, MSG_NOSIGNAL);

  if (n < 0 && (errno == ECONNRESET || errno == EPIPE))
    self->saw_end = TRUE;
  if (n > 0 && self->recording != NULL)
    sendoff_wire_recording_add (self->recording, TRUE, bytes, n);
  return n;
}

static ssize_t
pull (gnutls_transport_ptr_t user_data,
      void                  *bytes,
      size_t                 length)
{
  SendoffSocketTap *self = user_data;
  ssize_t n = recv (self->tls_fd, bytes, length, 0);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    self->saw_end = TRUE;
  if (n <= 0)
    {
      /* The session goes to wait. */
      sendoff_turn_give (&self->has_turn);
      return n;
    }

  self->n_pulled += n;
  self->last_pull = g_get_monotonic_time ();
  if (self->first_bytes->len < MAX_FIRST_BYTES)
    g_byte_array_append (self->first_bytes, bytes, MIN ((guint) n, MAX_FIRST_BYTES - self->first_bytes->len));
  if (self->recording != NULL)
    sendoff_wire_recording_add (self->recording, FALSE, bytes, n);
  /* A key, signatures, certificates. */
  if (self->in_handshake)
    sendoff_turn_take (&self->has_turn);
  return n;
}

void
sendoff_socket_tap_end_handshake (SendoffSocketTap *self)
{
  self->in_handshake = FALSE;
  sendoff_turn_give (&self->has_turn);
}

gboolean
sendoff_socket_tap_take_over (SendoffSocketTap *self,
                              gnutls_session_t  session)
{
  int fd = sendoff_socket_tap_get_connected (self);

  if (fd < 0)
    return FALSE;
  self->tls_fd = fd;
  /* Text that was slipped in behind the answer to STARTTLS was read and thrown away by now. */
  note_gap (self, fd);
  sendoff_wire_recording_begin_tls (self->recording);
  self->in_handshake = TRUE;
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_push_function (session, push);
  gnutls_transport_set_pull_function (session, pull);
  return TRUE;
}
