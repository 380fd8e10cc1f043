/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as a list: what was said in clear, line by line, and of what was encrypted as much as an observer sees. Any thread. */
#include "evidence/wire-view.h"

#include "base/display-text.h"
#include "evidence/tls-handshake.h"

#include <string.h>

#define RECORD_HEADER 5
#define RECORD_CHANGE_CIPHER_SPEC 20
#define RECORD_HANDSHAKE 22
#define HANDSHAKE_CLIENT_HELLO 1
#define HANDSHAKE_CERTIFICATE 11
#define MAX_TEXT 2000

/* One direction while the pieces are walked through. */
typedef struct
{
  const guint8 *bytes;
  gsize length;
  gsize line_start, line_end; /* of a line that isn't whole */
  double line_ms;
  gsize next_record;          /* where the next record begins */
  guint n_listed;
  SendoffWireItem *rest[2];   /* takes what there is no room for: in clear, in TLS */
  SendoffHandshakeReader handshake;
} Direction;

typedef struct
{
  const SendoffWireRecording *recording;
  GPtrArray *items;
  Direction directions[2];
  SendoffWireItem *record; /* whose handshake messages are being read */
} View;

static const char *const kind_names[] = { "line", "tls", "count", "gap" };

const char *
sendoff_wire_item_kind_to_string (SendoffWireItemKind kind)
{
  return kind_names[kind];
}

gboolean
sendoff_wire_item_kind_from_string (const char *text, SendoffWireItemKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (text, kind_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

SendoffWireItem *
sendoff_wire_item_new (SendoffWireItemKind kind, SendoffLeg leg, gboolean from_client, double ms, guint64 length)
{
  SendoffWireItem *self = g_new0 (SendoffWireItem, 1);

  self->kind = kind;
  self->leg = leg;
  self->from_client = from_client;
  self->ms = ms;
  self->length = length;
  return self;
}

void
sendoff_wire_item_free (SendoffWireItem *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->server_name);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_free (self);
}

const char *
sendoff_wire_record_name (guint8 record_type)
{
  switch (record_type)
    {
    case RECORD_CHANGE_CIPHER_SPEC:
      return "change cipher spec";
    case 21:
      return "alert";
    case RECORD_HANDSHAKE:
      return "handshake";
    case 23:
      return "application data";
    default:
      return "record";
    }
}

static SendoffWireItem *
append_item (View *view, SendoffWireItemKind kind, gboolean from_client, double ms, guint64 length)
{
  SendoffWireItem *item = sendoff_wire_item_new (kind, sendoff_wire_recording_get_leg (view->recording), from_client, ms, length);

  g_ptr_array_add (view->items, item);
  return item;
}

/* NULL: it was summed up with others. */
static SendoffWireItem *
add_item (View *view, SendoffWireItemKind kind, gboolean from_client, double ms, guint64 length)
{
  Direction *direction = &view->directions[from_client];
  SendoffWireItem **rest = &direction->rest[kind == SENDOFF_WIRE_ITEM_TLS];

  if (direction->n_listed < SENDOFF_WIRE_LISTED)
    {
      direction->n_listed++;
      return append_item (view, kind, from_client, ms, length);
    }
  if (*rest == NULL)
    *rest = append_item (view, kind == SENDOFF_WIRE_ITEM_TLS ? kind : SENDOFF_WIRE_ITEM_COUNT, from_client, ms, 0);
  (*rest)->length += length;
  return NULL;
}

/* ---- in clear ---- */

static void
add_line (View *view, gboolean from_client)
{
  Direction *direction = &view->directions[from_client];
  gsize start = direction->line_start, length = direction->line_end - start;
  const char *line;
  SendoffWireItem *item;

  direction->line_start = direction->line_end;
  if (length == 0)
    return;
  line = (const char *) direction->bytes + start;
  item = add_item (view, SENDOFF_WIRE_ITEM_LINE, from_client, direction->line_ms, length);
  if (item == NULL)
    return;
  if (line[length - 1] == '\n')
    length -= length > 1 && line[length - 2] == '\r' ? 2 : 1;
  item->text = sendoff_display_text_short (line, (gssize) length, MAX_TEXT);
}

static void
add_lines (View *view, const SendoffWirePiece *piece)
{
  Direction *direction = &view->directions[piece->from_client];
  gsize end = piece->offset + piece->length;

  while (direction->line_end < end)
    {
      const guint8 *from = direction->bytes + direction->line_end;
      const guint8 *line_end = memchr (from, '\n', end - direction->line_end);

      if (direction->line_start == direction->line_end)
        direction->line_ms = piece->ms;
      direction->line_end = line_end != NULL ? (gsize) (line_end - direction->bytes) + 1 : end;
      if (line_end != NULL)
        add_line (view, piece->from_client);
    }
}

/* ---- inside TLS ---- */

static void
on_handshake_message (guint8 type, const guint8 *body, gsize length, gpointer user_data)
{
  View *view = user_data;
  SendoffWireItem *item = view->record;

  if (item->messages == NULL)
    item->messages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (item->messages, g_strdup (sendoff_handshake_name (type)));
  if (type == HANDSHAKE_CLIENT_HELLO && item->server_name == NULL)
    {
      g_autofree char *name = sendoff_client_hello_dup_server_name (body, length);

      item->server_name = name != NULL ? sendoff_display_text (name, -1) : NULL;
    }
  else if (type == HANDSHAKE_CERTIFICATE && item->certificates == NULL && !item->from_client)
    item->certificates = sendoff_certificate_message_read (body, length);
}

static void
add_record (View *view, const SendoffWirePiece *piece, gsize at)
{
  Direction *direction = &view->directions[piece->from_client];
  const guint8 *header = direction->bytes + at;
  gsize length = (gsize) header[3] << 8 | header[4];
  gsize kept = MIN (length, direction->length - at - RECORD_HEADER);

  direction->next_record = at + RECORD_HEADER + length;
  view->record = add_item (view, SENDOFF_WIRE_ITEM_TLS, piece->from_client, piece->ms, RECORD_HEADER + length);
  if (view->record == NULL)
    return;
  view->record->record_type = header[0];
  if (header[0] == RECORD_HANDSHAKE)
    sendoff_handshake_reader_feed (&direction->handshake, header + RECORD_HEADER, kept, on_handshake_message, view);
  else
    direction->handshake.is_over = TRUE;
}

static void
add_records (View *view, const SendoffWirePiece *piece)
{
  Direction *direction = &view->directions[piece->from_client];
  gsize end = piece->offset + piece->length;

  /* A line that the handshake cut off. */
  add_line (view, piece->from_client);
  direction->next_record = MAX (direction->next_record, direction->line_end);
  while (direction->next_record < end && direction->next_record + RECORD_HEADER <= direction->length)
    add_record (view, piece, direction->next_record);
  direction->line_start = direction->line_end = end;
}

static void
add_piece (View *view, const SendoffWirePiece *piece)
{
  SendoffWireItem *item;

  switch (piece->kind)
    {
    case SENDOFF_WIRE_BYTES:
      if (piece->in_tls)
        add_records (view, piece);
      else
        add_lines (view, piece);
      break;
    case SENDOFF_WIRE_RECORD:
      item = add_item (view, SENDOFF_WIRE_ITEM_TLS, piece->from_client, piece->ms, piece->length);
      if (item != NULL)
        item->record_type = piece->record_type;
      break;
    case SENDOFF_WIRE_COUNT:
      /* Inside TLS it is the end of a record that stands in the list already. */
      if (!piece->in_tls)
        add_item (view, SENDOFF_WIRE_ITEM_COUNT, piece->from_client, piece->ms, piece->length);
      break;
    case SENDOFF_WIRE_GAP:
      /* A warning: never summed up. */
      append_item (view, SENDOFF_WIRE_ITEM_GAP, piece->from_client, piece->ms, piece->length);
      break;
    }
}

GPtrArray *
sendoff_wire_view_new (const SendoffWireRecording *recording)
{
  View view = { .recording = recording };

  view.items = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_item_free);
  for (guint i = 0; i < G_N_ELEMENTS (view.directions); i++)
    {
      view.directions[i].bytes = sendoff_wire_recording_get_bytes (recording, i == 1, &view.directions[i].length);
      sendoff_handshake_reader_init (&view.directions[i].handshake);
    }
  for (guint i = 0; i < sendoff_wire_recording_get_n_pieces (recording); i++)
    {
      SendoffWirePiece piece;

      sendoff_wire_recording_get_piece (recording, i, &piece);
      add_piece (&view, &piece);
    }
  for (guint i = 0; i < G_N_ELEMENTS (view.directions); i++)
    {
      add_line (&view, i == 1);
      sendoff_handshake_reader_clear (&view.directions[i].handshake);
    }
  return view.items;
}
