/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>
#include <gnutls/gnutls.h>

#include <gio/gio.h>

#include "evidence/wire-recording.h"

G_BEGIN_DECLS

/* The sockets that libcurl opens for one attempt: kept so that another thread can shut them down at once, asked what the kernel knows of them,
 * and, once TLS begins, read and written by us so that every byte can be recorded. Only shutdown() may be called by another thread. */
typedef struct
{
  GMutex                mutex;       /* guards fds and closed */
  GArray               *fds;         /* of int */
  gboolean              shut;
  SendoffWireRecording *recording;   /* borrowed; where the bytes go; NULL: nowhere any more */
  gboolean              has_unseen;  /* a proxy's own bytes count as received and are never shown: no gap can be told */
  guint                 drain_ms;    /* how long a socket that is closed is read on, to its end; 0: only what is there */
  guint64               n_gap;       /* bytes that were received and never shown, so far */
  int                   tls_fd;      /* -1 until TLS begins */
  guint64               n_pulled;    /* bytes inside TLS, from the server */
  gint64                last_pull;   /* monotonic, µs */
  guint                 n_waiting;   /* bytes that had come and weren't read when we last wrote, inside TLS */
  gboolean              watches;     /* count them; costs a system call a record */
  guint64               received_before_close; /* of the socket that was closed last */
  gboolean              saw_end;     /* the server closed or reset the connection under TLS */
  gboolean              was_reset;   /* so it was when its socket was closed; nobody may have read that */
  gboolean              in_handshake; /* what comes is heavy to compute */
  gboolean              has_turn;    /* at computing it, see net/turn.h */
  GByteArray           *first_bytes; /* of what came first after TLS began, at most 256 */
} SendoffSocketTap;

void     sendoff_socket_tap_init     (SendoffSocketTap *self);
void     sendoff_socket_tap_clear    (SendoffSocketTap *self);
void     sendoff_socket_tap_shutdown (SendoffSocketTap *self);

/* For CURLOPT_OPENSOCKETFUNCTION and CURLOPT_CLOSESOCKETFUNCTION. */
curl_socket_t sendoff_socket_tap_on_open  (void *self, curlsocktype purpose, struct curl_sockaddr *address);
int           sendoff_socket_tap_on_close (void *self, curl_socket_t fd);

/* The connected socket, -1: none. */
int      sendoff_socket_tap_get_connected (SendoffSocketTap *self);
/* All bytes that the kernel has received on the connected socket (else on the last one), read or not; 0: not known. */
guint64  sendoff_socket_tap_get_received  (SendoffSocketTap *self);
/* Monotonic µs of the last data packet that came; 0: none. */
gint64   sendoff_socket_tap_get_last_arrival (SendoffSocketTap *self);
/* Takes over a session's reading and writing; call in its ClientHello hook, as libcurl sets its own functions before. FALSE: no open connection. */
gboolean sendoff_socket_tap_take_over     (SendoffSocketTap *self, gnutls_session_t session);
/* Once it is over, however. */
void     sendoff_socket_tap_end_handshake (SendoffSocketTap *self);
G_END_DECLS
