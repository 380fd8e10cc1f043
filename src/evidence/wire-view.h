/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/wire-recording.h"

G_BEGIN_DECLS

/* A recording as an observer would list it: readable lines, then TLS records. */
typedef enum
{
  SENDOFF_WIRE_ITEM_LINE,  /* line: readable */
  SENDOFF_WIRE_ITEM_TLS,   /* tls: a record */
  SENDOFF_WIRE_ITEM_COUNT, /* count: bytes of which only the number is known */
  SENDOFF_WIRE_ITEM_GAP    /* gap: bytes that came and were thrown away unread: a warning */
} SendoffWireItemKind;

const char *sendoff_wire_item_kind_to_string   (SendoffWireItemKind kind);
gboolean    sendoff_wire_item_kind_from_string (const char *text, SendoffWireItemKind *kind);

/* Of each direction so many lines and records are listed one by one; the lengths of what comes after them are summed up, so that a server that
 * says very much doesn't cost many times as much memory. */
#define SENDOFF_WIRE_LISTED 8192
/* The record_type of those that are summed up; TLS has none of that number. */
#define SENDOFF_WIRE_RECORDS 0

/* Plain value; owned members. */
typedef struct
{
  SendoffWireItemKind kind;
  SendoffLeg          leg;
  gboolean            from_client;
  double              ms;           /* since the attempt's start */
  guint64             length;       /* bytes on the wire */
  char               *text;         /* LINE: without its end, display-safe, at most 2,000 characters */
  guint8              record_type;  /* TLS: RFC 8446 section 5.1 */
  GPtrArray          *messages;     /* TLS: names of the handshake messages that begin here and are readable ("ClientHello"); NULL: none */
  char               *server_name;  /* of a ClientHello (RFC 6066 section 3), display-safe; NULL: none */
  GPtrArray          *certificates; /* TLS below 1.3: GBytes, DER, the server's first; NULL: none readable */
  GPtrArray          *subjects;     /* of a saved report: what the certificates were called; NULL: none */
} SendoffWireItem;

SendoffWireItem *sendoff_wire_item_new  (SendoffWireItemKind kind, SendoffLeg leg, gboolean from_client, double ms, guint64 length);
void             sendoff_wire_item_free (SendoffWireItem *self);
/* "handshake", "application data": the record type's name, not translated; "record" for one that we don't know. */
const char      *sendoff_wire_record_name (guint8 record_type);

/* Pure. Of SendoffWireItem, in the order of time; caller unrefs. */
GPtrArray       *sendoff_wire_view_new  (const SendoffWireRecording *recording);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffWireItem, sendoff_wire_item_free)

G_END_DECLS
