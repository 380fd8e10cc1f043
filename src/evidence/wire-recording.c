/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one connection as pieces in time, kept up to a bound. They may hold a password in clear until they are redacted, so they
 * are wiped. One worker; immutable afterwards. */
#include "evidence/wire-recording.h"

#include "base/secret-string.h"

#include <string.h>

#define MAX_PIECES 65536
/* Of one direction and one moment: what a server sends in one go is one piece, however it was read. */
#define SAME_MOMENT_MS 1.0
#define HEADER 5

/* Follows the records of one direction, byte by byte. */
typedef struct
{
  gboolean in_tls;
  guint8   header[HEADER];
  guint    n_header;
  guint    left; /* of the present record's payload */
} RecordReader;

typedef struct
{
  GByteArray  *bytes; /* the first SENDOFF_WIRE_LIMIT */
  guint64      total;
  guint64      before; /* in earlier stretches */
  RecordReader reader;
  gboolean     is_over; /* the limit was passed */
  int          count_index; /* of the piece that takes what is only counted once there are too many; -1: none yet */
} Direction;

struct _SendoffWireRecording
{
  gatomicrefcount references;
  SendoffLeg leg;
  guint16 port;
  gint64 start, start_time;
  gboolean is_continued;
  Direction directions[2]; /* of the server, of the client */
  GArray *pieces;          /* SendoffWirePiece */
  guint64 gap;
};

SendoffWireRecording *
sendoff_wire_recording_new (SendoffLeg leg, guint16 port, gint64 start)
{
  SendoffWireRecording *self = g_new0 (SendoffWireRecording, 1);

  g_atomic_ref_count_init (&self->references);
  self->leg = leg;
  self->port = port;
  self->start = start;
  self->start_time = g_get_real_time () - (g_get_monotonic_time () - start);
  self->pieces = g_array_new (FALSE, TRUE, sizeof (SendoffWirePiece));
  for (guint i = 0; i < G_N_ELEMENTS (self->directions); i++)
    {
      self->directions[i].bytes = g_byte_array_new ();
      self->directions[i].count_index = -1;
    }
  return self;
}

SendoffWireRecording *
sendoff_wire_recording_new_next (const SendoffWireRecording *previous)
{
  SendoffWireRecording *self = sendoff_wire_recording_new (previous->leg, previous->port, previous->start);

  self->start_time = previous->start_time;
  self->is_continued = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->directions); i++)
    {
      self->directions[i].before = previous->directions[i].before + previous->directions[i].total;
      self->directions[i].reader = previous->directions[i].reader;
    }
  return self;
}

SendoffWireRecording *
sendoff_wire_recording_ref (SendoffWireRecording *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
sendoff_wire_recording_unref (SendoffWireRecording *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->directions); i++)
    {
      GByteArray *bytes = self->directions[i].bytes;

      sendoff_wipe (bytes->data, bytes->len);
      g_byte_array_unref (bytes);
    }
  g_array_unref (self->pieces);
  g_free (self);
}

static double
get_ms (const SendoffWireRecording *self)
{
  return (g_get_monotonic_time () - self->start) / 1000.0;
}

/* Adds to the last piece where that is of the same kind and moment. */
static gboolean
extend_last (SendoffWireRecording *self, const SendoffWirePiece *piece)
{
  SendoffWirePiece *last;

  if (self->pieces->len == 0 || piece->kind == SENDOFF_WIRE_RECORD)
    return FALSE;
  last = &g_array_index (self->pieces, SendoffWirePiece, self->pieces->len - 1);
  if (last->kind != piece->kind || last->from_client != piece->from_client || last->in_tls != piece->in_tls)
    return FALSE;
  if (piece->kind == SENDOFF_WIRE_BYTES && piece->ms - last->ms > SAME_MOMENT_MS)
    return FALSE;
  last->length += piece->length;
  return TRUE;
}

static void
add_piece (SendoffWireRecording *self, SendoffWirePiece piece)
{
  Direction *direction = &self->directions[piece.from_client];

  if (piece.length == 0 || extend_last (self, &piece))
    return;
  if (self->pieces->len < MAX_PIECES)
    {
      g_array_append_val (self->pieces, piece);
      return;
    }
  if (direction->count_index < 0)
    {
      piece.kind = SENDOFF_WIRE_COUNT;
      direction->count_index = (int) self->pieces->len;
      g_array_append_val (self->pieces, piece);
    }
  else
    g_array_index (self->pieces, SendoffWirePiece, direction->count_index).length += piece.length;
}

static gboolean
is_record_header (const guint8 *header, guint length)
{
  /* change_cipher_spec, alert, handshake, application_data, heartbeat; and TLS's first version byte. */
  return header[0] >= 20 && header[0] <= 24 && (length < 2 || header[1] == 3);
}

/* Follows the records through bytes, the first of which is the at-th of the direction. */
static void
read_records (SendoffWireRecording *self, gboolean from_client, guint64 at, const guint8 *bytes, gsize length)
{
  RecordReader *reader = &self->directions[from_client].reader;
  gsize i = 0;

  while (i < length)
    {
      gsize taken = MIN (reader->left, length - i);

      reader->left -= (guint) taken;
      i += taken;
      if (i == length)
        return;
      reader->header[reader->n_header++] = bytes[i++];
      if (!is_record_header (reader->header, reader->n_header))
        {
          reader->in_tls = FALSE;
          return;
        }
      if (reader->n_header < HEADER)
        continue;
      reader->n_header = 0;
      reader->left = (guint) reader->header[3] << 8 | reader->header[4];
      if (at + i > SENDOFF_WIRE_LIMIT)
        add_piece (self, (SendoffWirePiece) { SENDOFF_WIRE_RECORD, from_client, TRUE, get_ms (self), 0,
                                              MIN (HEADER, at + i - SENDOFF_WIRE_LIMIT) + reader->left, reader->header[0] });
    }
}

/* Beyond the limit. The rest of a record whose header was kept is counted at once, as a record is. */
static void
add_uncounted (SendoffWireRecording *self, gboolean from_client, guint64 at, const guint8 *bytes, gsize length)
{
  Direction *direction = &self->directions[from_client];
  SendoffWirePiece piece = { SENDOFF_WIRE_COUNT, from_client, direction->reader.in_tls, get_ms (self), 0, length, 0 };

  if (piece.in_tls)
    piece.length = direction->is_over ? 0 : direction->reader.left;
  direction->is_over = TRUE;
  add_piece (self, piece);
  if (piece.in_tls)
    read_records (self, from_client, at, bytes, length);
}

void
sendoff_wire_recording_add (SendoffWireRecording *self, gboolean from_client, const guint8 *bytes, gsize length)
{
  Direction *direction = &self->directions[from_client];
  SendoffWirePiece piece = { SENDOFF_WIRE_BYTES, from_client, FALSE, get_ms (self), direction->bytes->len, 0, 0 };
  guint64 at = direction->total;

  piece.length = MIN (length, SENDOFF_WIRE_LIMIT - direction->bytes->len);
  direction->total += length;
  if (piece.length > 0)
    {
      g_byte_array_append (direction->bytes, bytes, (guint) piece.length);
      if (direction->reader.in_tls)
        read_records (self, from_client, at, bytes, piece.length);
      piece.in_tls = direction->reader.in_tls;
      add_piece (self, piece);
    }
  if (piece.length < length)
    add_uncounted (self, from_client, at + piece.length, bytes + piece.length, length - piece.length);
}

void
sendoff_wire_recording_begin_tls (SendoffWireRecording *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->directions); i++)
    self->directions[i].reader = (RecordReader) { .in_tls = TRUE };
}

void
sendoff_wire_recording_add_gap (SendoffWireRecording *self, guint64 length)
{
  self->gap += length;
  add_piece (self, (SendoffWirePiece) { SENDOFF_WIRE_GAP, FALSE, self->directions[FALSE].reader.in_tls, get_ms (self), 0, length, 0 });
}

/* ---- redaction ---- */

typedef struct
{
  SendoffRedaction *redaction;
  gsize line_start[2], seen[2];
  gboolean in_body;
} Redactor;

/* A message is long, has no commands, and is the user's own text. */
static void
redact_body (SendoffWireRecording *self, Redactor *redactor)
{
  gsize start = redactor->line_start[TRUE];

  redactor->in_body = FALSE;
  if (redactor->seen[TRUE] > start)
    sendoff_redaction_mask_body (redactor->redaction, (char *) self->directions[TRUE].bytes->data + start, redactor->seen[TRUE] - start);
  redactor->line_start[TRUE] = redactor->seen[TRUE];
}

static void
redact_line (SendoffWireRecording *self, Redactor *redactor, gboolean from_client, gsize end, gboolean is_cut)
{
  char *line = (char *) self->directions[from_client].bytes->data + redactor->line_start[from_client];
  gsize length = end - redactor->line_start[from_client];

  redactor->line_start[from_client] = end;
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  if (length == 0)
    return;
  if (!from_client && redactor->in_body)
    redact_body (self, redactor);
  if (!from_client)
    redactor->in_body = length >= 3 && memcmp (line, "354", 3) == 0;
  sendoff_redaction_mask (redactor->redaction, from_client, line, length, is_cut);
}

static void
redact_piece (SendoffWireRecording *self, Redactor *redactor, const SendoffWirePiece *piece)
{
  gboolean from_client = piece->from_client;
  const guint8 *bytes = self->directions[from_client].bytes->data;
  gsize end = piece->offset + piece->length;

  redactor->seen[from_client] = end;
  if (from_client && redactor->in_body)
    return;
  for (gsize at = MAX (piece->offset, redactor->line_start[from_client]); at < end;)
    {
      const guint8 *line_end = memchr (bytes + at, '\n', end - at);

      if (line_end == NULL)
        return;
      at = (gsize) (line_end - bytes) + 1;
      redact_line (self, redactor, from_client, at, FALSE);
    }
}

void
sendoff_wire_recording_redact (SendoffWireRecording *self, SendoffRedaction *redaction)
{
  Redactor redactor = { .redaction = redaction };

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const SendoffWirePiece *piece = &g_array_index (self->pieces, SendoffWirePiece, i);

      if (piece->kind == SENDOFF_WIRE_BYTES && !piece->in_tls)
        redact_piece (self, &redactor, piece);
    }
  if (redactor.in_body)
    redact_body (self, &redactor);
  for (guint i = 0; i < G_N_ELEMENTS (self->directions); i++)
    if (redactor.line_start[i] < redactor.seen[i])
      redact_line (self, &redactor, i == 1, redactor.seen[i], TRUE);
}

/* ---- reading ---- */

SendoffLeg
sendoff_wire_recording_get_leg (const SendoffWireRecording *self)
{
  return self->leg;
}

guint16
sendoff_wire_recording_get_port (const SendoffWireRecording *self)
{
  return self->port;
}

gint64
sendoff_wire_recording_get_start_time (const SendoffWireRecording *self)
{
  return self->start_time;
}

gboolean
sendoff_wire_recording_is_continued (const SendoffWireRecording *self)
{
  return self->is_continued;
}

guint
sendoff_wire_recording_get_n_pieces (const SendoffWireRecording *self)
{
  return self->pieces->len;
}

void
sendoff_wire_recording_get_piece (const SendoffWireRecording *self, guint index, SendoffWirePiece *piece)
{
  g_return_if_fail (index < self->pieces->len);

  *piece = g_array_index (self->pieces, SendoffWirePiece, index);
}

const guint8 *
sendoff_wire_recording_get_bytes (const SendoffWireRecording *self, gboolean from_client, gsize *length)
{
  *length = self->directions[from_client].bytes->len;
  return self->directions[from_client].bytes->data;
}

guint64
sendoff_wire_recording_get_total (const SendoffWireRecording *self, gboolean from_client)
{
  return self->directions[from_client].total;
}

guint64
sendoff_wire_recording_get_position (const SendoffWireRecording *self, gboolean from_client)
{
  return self->directions[from_client].before + self->directions[from_client].total;
}

guint64
sendoff_wire_recording_get_gap (const SendoffWireRecording *self)
{
  return self->gap;
}
