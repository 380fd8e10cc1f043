/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The raw bytes of one socket in both directions: what an observer on the way could record. Whole up to 1 MiB a direction,
 * beyond that counted only. Filled by one worker. */
#define SENDOFF_WIRE_LIMIT (1024 * 1024)

typedef struct
{
  GByteArray *sent, *received;            /* the first SENDOFF_WIRE_LIMIT bytes */
  guint64     n_sent, n_received;         /* all of them */
} SendoffWireRecording;

SendoffWireRecording *sendoff_wire_recording_new  (void);
void                  sendoff_wire_recording_free (SendoffWireRecording *self);
void                  sendoff_wire_recording_add  (SendoffWireRecording *self, gboolean from_client, const guint8 *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffWireRecording, sendoff_wire_recording_free)

G_END_DECLS
