/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns laying the transcript beside the recording. Any thread. */

#include "report/exchange.h"

#include <string.h>

#include "report/wire-text.h"

/* A later attempt of the same leg counts its time anew. */
#define BACKWARDS_MS 0.5
/* As long as what is kept of a readable line (evidence/wire-view.h): the whole is in the transcript. */
#define MAX_SAID_BYTES 2000
/* RFC 8446 section 5.1 */
#define RECORD_HANDSHAKE 22
#define RECORD_APPLICATION_DATA 23

/* One of the two sides: its entries, and where it has got to. */
typedef struct
{
  GPtrArray *entries;  /* of SendoffTranscriptLine, or of SendoffWireItem */
  gboolean   is_wire;
  guint      at;
  guint      end;      /* of the connection */
  gboolean   is_old_tls;  /* below 1.3: the handshake's end is told apart by its records' type */
  gboolean   is_past_handshake;
  gboolean   has_begun[2]; /* inside TLS: the server, the client */
} Side;

/* What both sides know of an entry. */
typedef struct
{
  SendoffLeg leg;
  double     ms;
  gboolean   from_client;
  gboolean   clear;
  gboolean   stands_alone; /* a gap belongs to nobody's turn */
} Entry;

static void
free_row (gpointer data)
{
  SendoffExchangeRow *row = data;

  g_free (row->said);
  g_free (row->seen);
  g_free (row);
}

static Entry
look (const Side *side,
      guint       index)
{
  if (side->is_wire)
    {
      const SendoffWireItem *item = g_ptr_array_index (side->entries, index);

      return (Entry) { item->leg, item->ms, item->from_client, item->kind != SENDOFF_WIRE_ITEM_TLS, item->kind == SENDOFF_WIRE_ITEM_GAP };
    }
  else
    {
      const SendoffTranscriptLine *line = g_ptr_array_index (side->entries, index);

      return (Entry) { line->leg, line->ms, line->from_client, line->clear, FALSE };
    }
}

static guint
find_connection_end (const Side *side,
                     guint       from)
{
  Entry before = look (side, from);
  guint index = from + 1;

  for (; index < side->entries->len; index++)
    {
      Entry entry = look (side, index);

      if (entry.leg != before.leg || entry.ms < before.ms - BACKWARDS_MS)
        break;
      before = entry;
    }
  return index;
}

static guint
find_turn_end (const Side *side)
{
  Entry first = look (side, side->at);
  guint index = side->at + 1;

  for (; index < side->end && !first.stands_alone; index++)
    {
      Entry entry = look (side, index);

      if (entry.from_client != first.from_client || entry.clear != first.clear || entry.stands_alone)
        break;
    }
  return index;
}

static SendoffExchangeKind
get_kind (SendoffWireItemKind kind)
{
  switch (kind)
    {
    case SENDOFF_WIRE_ITEM_TLS:
      return SENDOFF_EXCHANGE_ENCRYPTED;
    case SENDOFF_WIRE_ITEM_GAP:
      return SENDOFF_EXCHANGE_GAP;
    case SENDOFF_WIRE_ITEM_LINE:
    case SENDOFF_WIRE_ITEM_COUNT:
      break;
    }
  return SENDOFF_EXCHANGE_READABLE;
}

static char *
tell_line (const SendoffTranscriptLine *line)
{
  gsize length = strlen (line->text);

  if (length > MAX_SAID_BYTES)
    {
      for (length = MAX_SAID_BYTES; ((guchar) line->text[length] & 0xc0) == 0x80;)
        length--;
      return g_strdup_printf ("%.*s…", (int) length, line->text);
    }
  return line->is_note ? g_strdup_printf ("(%s)", line->text) : g_strdup (line->text);
}

/* Either may be NULL. */
static void
add_row (GPtrArray                   *rows,
         const SendoffTranscriptLine *line,
         const SendoffWireItem       *item)
{
  SendoffExchangeRow *row = g_new0 (SendoffExchangeRow, 1);

  if (line != NULL)
    {
      row->leg = line->leg;
      row->ms = line->ms;
      row->from_client = line->from_client;
      row->said = tell_line (line);
    }
  if (item != NULL)
    {
      row->leg = item->leg;
      row->ms = item->ms;
      row->from_client = item->from_client;
      row->kind = get_kind (item->kind);
      row->seen = sendoff_wire_item_to_text (item);
    }
  g_ptr_array_add (rows, row);
}

/* What has no line of its own comes behind those that have one (a farewell of TLS), but for the first turn of either side: there it is the
 * handshake's end, or session tickets. */
static guint
count_ahead (Side  *items,
             guint  n_lines,
             guint  n_items)
{
  Entry item;
  gboolean is_first;

  if (n_lines == 0 || n_items == 0)
    return 0;
  item = look (items, items->at);
  is_first = !item.clear && !items->has_begun[item.from_client];
  items->has_begun[item.from_client] |= !item.clear;
  return is_first && n_items > n_lines ? n_items - n_lines : 0;
}

/* The turn that begins on each side; a side whose turn is not wanted gives none. Lines that went in one record begin with it. */
static void
add_turn (GPtrArray *rows,
          Side      *lines,
          Side      *items,
          gboolean   with_lines,
          gboolean   with_items)
{
  guint n_lines = with_lines ? find_turn_end (lines) - lines->at : 0;
  guint n_items = with_items ? find_turn_end (items) - items->at : 0;
  guint n_ahead = count_ahead (items, n_lines, n_items);

  for (guint i = 0; i < MAX (n_lines, n_items); i++)
    add_row (rows, i >= n_ahead && i - n_ahead < n_lines ? g_ptr_array_index (lines->entries, lines->at + i - n_ahead) : NULL,
             i < n_items ? g_ptr_array_index (items->entries, items->at + i) : NULL);
  lines->at += n_lines;
  items->at += n_items;
}

/* From TLS 1.3 on the end of a handshake looks like what is said inside it; but the server's part of it comes before our first such record. */
static gboolean
is_handshake (Side                  *items,
              const SendoffWireItem *item)
{
  if (item->kind != SENDOFF_WIRE_ITEM_TLS)
    return FALSE;
  if (item->record_type != RECORD_APPLICATION_DATA)
    {
      items->is_old_tls |= item->record_type == RECORD_HANDSHAKE && item->from_client && item->messages == NULL;
      return TRUE;
    }
  items->is_past_handshake |= items->is_old_tls || item->from_client;
  return !items->is_past_handshake;
}

static void
add_connection (GPtrArray *rows,
                Side      *lines,
                Side      *items)
{
  items->is_old_tls = items->is_past_handshake = items->has_begun[0] = items->has_begun[1] = FALSE;
  while (lines->at < lines->end && items->at < items->end)
    {
      Entry line = look (lines, lines->at);
      Entry item = look (items, items->at);
      const SendoffWireItem *piece = g_ptr_array_index (items->entries, items->at);

      if (item.stands_alone || is_handshake (items, piece))
        {
          add_row (rows, NULL, piece);
          items->at++;
        }
      else if (line.from_client == item.from_client && line.clear == item.clear)
        add_turn (rows, lines, items, TRUE, TRUE);
      else
        add_turn (rows, lines, items, line.ms <= item.ms, line.ms > item.ms);
    }
  while (lines->at < lines->end)
    add_turn (rows, lines, items, TRUE, FALSE);
  while (items->at < items->end)
    add_turn (rows, lines, items, FALSE, TRUE);
}

static GPtrArray *
list_lines (const SendoffReport *report)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < report->transcripts->len; i++)
    for (guint k = 0; k < sendoff_transcript_get_n_lines (report->transcripts->pdata[i]); k++)
      g_ptr_array_add (lines, (gpointer) sendoff_transcript_get_line (report->transcripts->pdata[i], k));
  return lines;
}

/* Both begin a connection of the same leg, or one of them has no more. */
static void
add_next_connection (GPtrArray *rows,
                     Side      *lines,
                     Side      *items)
{
  gboolean has_line = lines->at < lines->entries->len;
  gboolean has_item = items->at < items->entries->len;

  /* A connection of the outgoing leg of which one side has nothing comes before the incoming leg's. */
  if (has_line && has_item && look (lines, lines->at).leg != look (items, items->at).leg)
    {
      has_line = look (lines, lines->at).leg < look (items, items->at).leg;
      has_item = !has_line;
    }
  lines->end = has_line ? find_connection_end (lines, lines->at) : lines->at;
  items->end = has_item ? find_connection_end (items, items->at) : items->at;
  add_connection (rows, lines, items);
}

GPtrArray *
sendoff_exchange_new (const SendoffReport *report)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(GPtrArray) transcript = NULL;
  g_autoptr(GPtrArray) wire = NULL;

  g_return_val_if_fail (report != NULL, rows);

  transcript = list_lines (report);
  wire = sendoff_report_dup_wire (report);
  /* Nothing was recorded: the transcript stands for itself. */
  if (wire->len > 0)
    {
      Side lines = { .entries = transcript };
      Side items = { .entries = wire, .is_wire = TRUE };

      while (lines.at < lines.entries->len || items.at < items.entries->len)
        add_next_connection (rows, &lines, &items);
    }
  return rows;
}
