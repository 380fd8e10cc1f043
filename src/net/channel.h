/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/attempt-private.h"

G_BEGIN_DECLS

/* Our own talk over the connection that libcurl made: bytes out, replies in, with a limit on silence and size. Each call records what went over
 * the wire. Blocks; another thread ends it by shutting the socket down. */

typedef enum
{
  SENDOFF_CHANNEL_OK,
  SENDOFF_CHANNEL_LOST,     /* closed or reset */
  SENDOFF_CHANNEL_TIMEOUT,  /* silence, or a reply that never ended */
  SENDOFF_CHANNEL_GARBLED,  /* a reply that can't be read, or text before its time: see received */
} SendoffChannelState;

struct _SendoffChannel
{
  SendoffAttempt *attempt;
  int             fd;
  guint           timeout_s;
  GByteArray     *pending;   /* received, not used yet */
  GString        *received;  /* what was garbled; at most 1 KiB */
  int             last_errno;
};

/* The one of this attempt, made at first use: what it has read and not used yet must not get lost between two messages. Borrowed. */
SendoffChannel     *sendoff_channel_get         (SendoffAttempt *attempt);
void                sendoff_channel_free        (SendoffChannel *self);
/* *n_sent (may be NULL): how much was taken, whatever the state. */
SendoffChannelState sendoff_channel_send        (SendoffChannel *self, const char *bytes, gsize length, gsize *n_sent);
/* GARBLED if the server said something that nobody asked for; LOST if it closed. Doesn't wait. */
SendoffChannelState sendoff_channel_check_quiet (SendoffChannel *self);
/* The same, but gives a server that long to speak. */
SendoffChannelState sendoff_channel_wait_quiet  (SendoffChannel *self, guint wait_ms);
/* One whole reply. */
SendoffChannelState sendoff_channel_read_reply  (SendoffChannel *self, SendoffReply **reply);

G_END_DECLS
