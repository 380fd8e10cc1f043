/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings in the form that packet tools read. Any thread. */
#include "evidence/capture-file.h"

#include <string.h>

#define BLOCK_SECTION 0x0a0d0d0au
#define BLOCK_INTERFACE 1u
#define BLOCK_PACKET 6u
#define BYTE_ORDER_MAGIC 0x1a2b3c4du
#define LINKTYPE_RAW 101 /* IP without a link layer */
#define OPTION_END 0
#define OPTION_APPLICATION 4 /* shb_userappl */

#define IP_HEADER 20
#define TCP_HEADER 20
#define HEADERS (IP_HEADER + TCP_HEADER)
#define MAX_SEGMENT 32768
#define FIRST_CLIENT_PORT 49152
#define TLS_HEADER 5

#define FLAG_SYN 0x02
#define FLAG_PUSH 0x08
#define FLAG_ACK 0x10

typedef struct
{
  GByteArray *file;
  guint16     client_port, server_port;
  guint32     next[2];    /* sequence numbers of the server's and the client's next byte */
  gint64      start_time; /* Unix time, µs */
  guint16     n_connections;
} Writer;

static const guint8 addresses[2][4] = { { 198, 51, 100, 1 }, { 192, 0, 2, 1 } };

/* Blocks are in the order of this file's own magic: little-endian on every machine. */
static void
append_u32 (GByteArray *file, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (file, (const guint8 *) &little, sizeof little);
}

static void
append_u16 (GByteArray *file, guint16 value)
{
  guint16 little = GUINT16_TO_LE (value);

  g_byte_array_append (file, (const guint8 *) &little, sizeof little);
}

static void
append_padding (GByteArray *file, gsize length)
{
  static const guint8 zeros[4] = { 0 };

  g_byte_array_append (file, zeros, (guint) ((4 - length % 4) % 4));
}

static void
append_head (GByteArray *file)
{
  static const char application[] = "Sendoff";
  guint32 length = 28 + 4 + 8 + 4;

  append_u32 (file, BLOCK_SECTION);
  append_u32 (file, length);
  append_u32 (file, BYTE_ORDER_MAGIC);
  append_u16 (file, 1);
  append_u16 (file, 0);
  append_u32 (file, G_MAXUINT32); /* the section's length isn't told */
  append_u32 (file, G_MAXUINT32);
  append_u16 (file, OPTION_APPLICATION);
  append_u16 (file, sizeof application - 1);
  g_byte_array_append (file, (const guint8 *) application, sizeof application - 1);
  append_padding (file, sizeof application - 1);
  append_u16 (file, OPTION_END);
  append_u16 (file, 0);
  append_u32 (file, length);

  append_u32 (file, BLOCK_INTERFACE);
  append_u32 (file, 20);
  append_u16 (file, LINKTYPE_RAW);
  append_u16 (file, 0);
  append_u32 (file, 0); /* no limit for a packet */
  append_u32 (file, 20);
}

static void
put_u16 (guint8 *at, guint value)
{
  at[0] = (guint8) (value >> 8);
  at[1] = (guint8) value;
}

static void
put_u32 (guint8 *at, guint32 value)
{
  put_u16 (at, value >> 16);
  put_u16 (at + 2, value & 0xffff);
}

/* RFC 1071. */
static guint32
add_up (guint32 sum, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    sum += i % 2 == 0 ? (guint32) bytes[i] << 8 : bytes[i];
  return sum;
}

static guint
finish_sum (guint32 sum)
{
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

/* length: of the data as it was sent; kept: how much of it stands in data. */
static void
make_headers (const Writer *self, gboolean from_client, guint8 flags, const guint8 *data, gsize kept, gsize length, guint8 *headers)
{
  guint8 *tcp = headers + IP_HEADER;
  guint32 sum;

  memset (headers, 0, HEADERS);
  headers[0] = 0x45; /* version 4, five words */
  put_u16 (headers + 2, (guint) (HEADERS + length));
  headers[6] = 0x40; /* not to be split */
  headers[8] = 64;   /* hops */
  headers[9] = 6;    /* TCP */
  memcpy (headers + 12, addresses[from_client], 4);
  memcpy (headers + 16, addresses[!from_client], 4);
  put_u16 (headers + 10, finish_sum (add_up (0, headers, IP_HEADER)));

  put_u16 (tcp, from_client ? self->client_port : self->server_port);
  put_u16 (tcp + 2, from_client ? self->server_port : self->client_port);
  put_u32 (tcp + 4, self->next[from_client]);
  put_u32 (tcp + 8, (flags & FLAG_ACK) != 0 ? self->next[!from_client] : 0);
  tcp[12] = TCP_HEADER / 4 << 4;
  tcp[13] = flags;
  put_u16 (tcp + 14, 65535); /* window */
  sum = add_up (6 + TCP_HEADER + (guint32) length, headers + 12, 8);
  sum = add_up (add_up (sum, tcp, TCP_HEADER), data, kept);
  put_u16 (tcp + 16, finish_sum (sum));
}

static void
add_packet (Writer *self, gboolean from_client, double ms, guint8 flags, const guint8 *data, gsize kept, gsize length)
{
  guint64 time = (guint64) (self->start_time + (gint64) (ms * 1000));
  guint8 headers[HEADERS];
  gsize captured = HEADERS + kept;
  guint32 block = (guint32) (32 + captured + (4 - captured % 4) % 4);

  make_headers (self, from_client, flags, data, kept, length, headers);
  append_u32 (self->file, BLOCK_PACKET);
  append_u32 (self->file, block);
  append_u32 (self->file, 0); /* the interface */
  append_u32 (self->file, (guint32) (time >> 32));
  append_u32 (self->file, (guint32) time);
  append_u32 (self->file, (guint32) captured);
  append_u32 (self->file, (guint32) (HEADERS + length));
  g_byte_array_append (self->file, headers, HEADERS);
  if (kept > 0)
    g_byte_array_append (self->file, data, (guint) kept);
  append_padding (self->file, captured);
  append_u32 (self->file, block);
  self->next[from_client] += (guint32) length + ((flags & FLAG_SYN) != 0 ? 1 : 0);
}

/* data: the first `kept` bytes of length. */
static void
add_data (Writer *self, const SendoffWirePiece *piece, const guint8 *data, gsize kept, guint64 length)
{
  while (length > 0)
    {
      gsize segment = (gsize) MIN (length, MAX_SEGMENT);
      gsize held = MIN (kept, segment);

      add_packet (self, piece->from_client, piece->ms, FLAG_PUSH | FLAG_ACK, data, held, segment);
      if (held > 0)
        data += held;
      kept -= held;
      length -= segment;
    }
}

static void
add_piece (Writer *self, const SendoffWireRecording *recording, const SendoffWirePiece *piece)
{
  const guint8 header[TLS_HEADER] = { piece->record_type, 3, 3, (guint8) ((piece->length - TLS_HEADER) >> 8), (guint8) (piece->length - TLS_HEADER) };
  gsize length;
  const guint8 *bytes = sendoff_wire_recording_get_bytes (recording, piece->from_client, &length);

  switch (piece->kind)
    {
    case SENDOFF_WIRE_BYTES:
      add_data (self, piece, bytes + piece->offset, piece->length, piece->length);
      break;
    case SENDOFF_WIRE_RECORD:
      /* One whose header was kept in part has fewer bytes than a header's payload says. */
      add_data (self, piece, header, MIN (piece->length, TLS_HEADER), piece->length);
      break;
    case SENDOFF_WIRE_COUNT:
      add_data (self, piece, NULL, 0, piece->length);
      break;
    case SENDOFF_WIRE_GAP:
      self->next[FALSE] += (guint32) piece->length;
      break;
    }
}

static void
begin_connection (Writer *self, const SendoffWireRecording *recording)
{
  self->client_port = FIRST_CLIENT_PORT + self->n_connections++;
  self->server_port = sendoff_wire_recording_get_port (recording);
  self->next[TRUE] = self->next[FALSE] = 0;
  if (sendoff_wire_recording_is_continued (recording))
    {
      for (guint i = 0; i < 2; i++)
        self->next[i] = 1 + (guint32) (sendoff_wire_recording_get_position (recording, i == 1) - sendoff_wire_recording_get_total (recording, i == 1));
      return;
    }
  add_packet (self, TRUE, 0, FLAG_SYN, NULL, 0, 0);
  add_packet (self, FALSE, 0, FLAG_SYN | FLAG_ACK, NULL, 0, 0);
  add_packet (self, TRUE, 0, FLAG_ACK, NULL, 0, 0);
}

GBytes *
sendoff_capture_file_new (GPtrArray *recordings)
{
  Writer self = { .file = g_byte_array_new () };

  append_head (self.file);
  for (guint i = 0; i < recordings->len; i++)
    {
      const SendoffWireRecording *recording = recordings->pdata[i];

      self.start_time = sendoff_wire_recording_get_start_time (recording);
      if (self.n_connections == 0 || !sendoff_wire_recording_is_continued (recording))
        begin_connection (&self, recording);
      for (guint k = 0; k < sendoff_wire_recording_get_n_pieces (recording); k++)
        {
          SendoffWirePiece piece;

          sendoff_wire_recording_get_piece (recording, k, &piece);
          add_piece (&self, recording, &piece);
        }
    }
  return g_byte_array_free_to_bytes (self.file);
}
