/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one socket, kept up to a bound. They may hold a password in clear, so they are wiped. One worker. */
#include "evidence/wire-recording.h"
#include "base/secret-string.h"

SendoffWireRecording *
sendoff_wire_recording_new (void)
{
  SendoffWireRecording *self = g_new0 (SendoffWireRecording, 1);

  self->sent = g_byte_array_new ();
  self->received = g_byte_array_new ();
  return self;
}

static void
free_bytes (GByteArray *bytes)
{
  sendoff_wipe (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

void
sendoff_wire_recording_free (SendoffWireRecording *self)
{
  if (self == NULL)
    return;
  free_bytes (self->sent);
  free_bytes (self->received);
  g_free (self);
}

void
sendoff_wire_recording_add (SendoffWireRecording *self, gboolean from_client, const guint8 *bytes, gsize length)
{
  GByteArray *kept = from_client ? self->sent : self->received;
  gsize room = SENDOFF_WIRE_LIMIT - kept->len;

  if (from_client)
    self->n_sent += length;
  else
    self->n_received += length;
  if (length > 0 && room > 0)
    g_byte_array_append (kept, bytes, (guint) MIN (length, room));
}
