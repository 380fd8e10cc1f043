/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/redaction.h"
#include "model/types.h"

G_BEGIN_DECLS

/* The bytes of one connection, or of one message's stretch of it, in both directions: what an observer on the way could record. Whole up
 * to 1 MiB a direction; beyond that the headers of TLS records, and counts. Filled by one worker, then redacted and immutable; counted
 * atomically. Memory is bounded: 2 MiB of bytes and 65,536 pieces. */
#define SENDOFF_WIRE_LIMIT (1024 * 1024)

typedef enum
{
  SENDOFF_WIRE_BYTES,  /* kept */
  SENDOFF_WIRE_RECORD, /* one TLS record beyond the limit: its header */
  SENDOFF_WIRE_COUNT,  /* bytes beyond the limit */
  SENDOFF_WIRE_GAP     /* bytes that came and that nobody but the kernel saw: thrown away before they were shown to us */
} SendoffWirePieceKind;

typedef struct
{
  SendoffWirePieceKind kind;
  gboolean             from_client;
  gboolean             in_tls;
  double               ms;          /* since the attempt's start */
  guint64              offset;      /* BYTES: where they begin in sendoff_wire_recording_get_bytes() */
  guint64              length;      /* RECORD: with its header of 5 bytes */
  guint8               record_type; /* RECORD: RFC 8446 section 5.1 */
} SendoffWirePiece;

typedef struct _SendoffWireRecording SendoffWireRecording;

/* start: of the attempt, monotonic µs. */
SendoffWireRecording *sendoff_wire_recording_new   (SendoffLeg leg, guint16 port, gint64 start);
/* The next stretch of the same connection. */
SendoffWireRecording *sendoff_wire_recording_new_next (const SendoffWireRecording *previous);
SendoffWireRecording *sendoff_wire_recording_ref   (SendoffWireRecording *self);
void                  sendoff_wire_recording_unref (SendoffWireRecording *self);

void sendoff_wire_recording_add       (SendoffWireRecording *self, gboolean from_client, const guint8 *bytes, gsize length);
/* From here on both directions are TLS records; one whose first bytes aren't goes on as clear text. */
void sendoff_wire_recording_begin_tls (SendoffWireRecording *self);
void sendoff_wire_recording_add_gap   (SendoffWireRecording *self, guint64 length);
/* Overwrites credentials in clear text with asterisks, one for each byte; after the search for what was readable, and last of all: from
 * then on whoever holds the recording may show it. redaction: knows the secrets and has seen no line yet; it is used up. */
void sendoff_wire_recording_redact    (SendoffWireRecording *self, SendoffRedaction *redaction);

SendoffLeg    sendoff_wire_recording_get_leg        (const SendoffWireRecording *self);
guint16       sendoff_wire_recording_get_port       (const SendoffWireRecording *self);
/* Of the attempt: Unix time, µs. */
gint64        sendoff_wire_recording_get_start_time (const SendoffWireRecording *self);
/* Of a later message: it doesn't begin with the connection. */
gboolean      sendoff_wire_recording_is_continued   (const SendoffWireRecording *self);
guint         sendoff_wire_recording_get_n_pieces   (const SendoffWireRecording *self);
void          sendoff_wire_recording_get_piece      (const SendoffWireRecording *self, guint index, SendoffWirePiece *piece);
/* What was kept of one direction. Borrowed; NULL where length is 0. */
const guint8 *sendoff_wire_recording_get_bytes      (const SendoffWireRecording *self, gboolean from_client, gsize *length);
/* All that was seen of one direction in this stretch, kept or not; without gaps. */
guint64       sendoff_wire_recording_get_total      (const SendoffWireRecording *self, gboolean from_client);
/* The same in all stretches up to this one. */
guint64       sendoff_wire_recording_get_position   (const SendoffWireRecording *self, gboolean from_client);
/* Bytes that came and weren't seen, in this stretch. */
guint64       sendoff_wire_recording_get_gap        (const SendoffWireRecording *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffWireRecording, sendoff_wire_recording_unref)

G_END_DECLS
