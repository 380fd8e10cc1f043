/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording holds every byte up to its limit and every length beyond it, in order; and no secret once it is redacted. */
#include "evidence/wire-recording.h"

#include <string.h>

static SendoffWireRecording *
make_recording (void)
{
  return sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, g_get_monotonic_time ());
}

static void
say (SendoffWireRecording *recording, gboolean from_client, const char *text)
{
  sendoff_wire_recording_add (recording, from_client, (const guint8 *) text, strlen (text));
}

/* One TLS record. */
static void
send_record (SendoffWireRecording *recording, gboolean from_client, guint8 type, guint length, gsize step)
{
  g_autofree guint8 *bytes = g_malloc0 (length + 5);
  const guint8 header[] = { type, 3, 3, length >> 8, length & 0xff };

  memcpy (bytes, header, sizeof header);
  for (gsize at = 0; at < length + 5; at += step)
    sendoff_wire_recording_add (recording, from_client, bytes + at, MIN (step, length + 5 - at));
}

static guint64
sum_pieces (SendoffWireRecording *recording, gboolean from_client, SendoffWirePieceKind kind, guint *n)
{
  guint64 sum = 0;

  *n = 0;
  for (guint i = 0; i < sendoff_wire_recording_get_n_pieces (recording); i++)
    {
      SendoffWirePiece piece;

      sendoff_wire_recording_get_piece (recording, i, &piece);
      if (piece.kind == kind && piece.from_client == from_client)
        {
          sum += piece.length;
          (*n)++;
        }
    }
  return sum;
}

static char *
dup_bytes (SendoffWireRecording *recording, gboolean from_client)
{
  gsize length;
  const guint8 *bytes = sendoff_wire_recording_get_bytes (recording, from_client, &length);

  return g_strndup ((const char *) bytes, length);
}

static void
test_clear_limit (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  guint8 block[10000] = { 7 };
  gsize length;
  guint n;

  sendoff_wire_recording_add (recording, TRUE, block, 0);
  for (guint i = 0; i < 200; i++)
    sendoff_wire_recording_add (recording, TRUE, block, sizeof block);
  sendoff_wire_recording_add (recording, FALSE, block, 3);
  sendoff_wire_recording_get_bytes (recording, TRUE, &length);
  g_assert_cmpuint (length, ==, SENDOFF_WIRE_LIMIT);
  g_assert_cmpuint (sendoff_wire_recording_get_total (recording, TRUE), ==, 2000000);
  g_assert_cmpuint (sendoff_wire_recording_get_total (recording, FALSE), ==, 3);
  g_assert_cmpuint (sum_pieces (recording, TRUE, SENDOFF_WIRE_BYTES, &n), ==, SENDOFF_WIRE_LIMIT);
  g_assert_cmpuint (sum_pieces (recording, TRUE, SENDOFF_WIRE_COUNT, &n), ==, 2000000 - SENDOFF_WIRE_LIMIT);
  g_assert_cmpuint (n, ==, 1);
}

/* However the bytes are cut into calls, all of them are accounted for, and each record beyond the limit by its header. */
static void
test_tls_limit (void)
{
  static const gsize steps[] = { 1, 3, 4096, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint shift = 0; shift < 8; shift++)
      {
        g_autoptr(SendoffWireRecording) recording = make_recording ();
        guint64 sum;
        guint n, n_records;

        if (steps[i] == 1 && shift > 0)
          continue;
        say (recording, TRUE, "STARTTLS\r\n");
        sendoff_wire_recording_begin_tls (recording);
        /* Record ends at, just before and just behind the limit. */
        send_record (recording, TRUE, 22, 1 + shift, steps[i]);
        for (guint k = 0; k < 131; k++)
          send_record (recording, TRUE, 23, k == 63 ? 16283 : 16379, steps[i]);
        send_record (recording, TRUE, 21, 19, steps[i]);
        sum = sum_pieces (recording, TRUE, SENDOFF_WIRE_BYTES, &n);
        g_assert_cmpuint (sum, ==, SENDOFF_WIRE_LIMIT);
        sum += sum_pieces (recording, TRUE, SENDOFF_WIRE_COUNT, &n);
        g_assert_cmpuint (n, <=, 1);
        sum += sum_pieces (recording, TRUE, SENDOFF_WIRE_RECORD, &n_records);
        g_assert_cmpuint (sum, ==, sendoff_wire_recording_get_total (recording, TRUE));
        g_assert_cmpuint (n_records, >=, 67);
        g_assert_cmpuint (n_records, <=, 69);
      }
}

static void
test_tls_refused (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  SendoffWirePiece piece;

  sendoff_wire_recording_begin_tls (recording);
  send_record (recording, TRUE, 22, 100, 1000);
  say (recording, FALSE, "500 what?\r\n");
  g_assert_cmpuint (sendoff_wire_recording_get_n_pieces (recording), ==, 2);
  sendoff_wire_recording_get_piece (recording, 0, &piece);
  g_assert_true (piece.in_tls && piece.from_client);
  sendoff_wire_recording_get_piece (recording, 1, &piece);
  g_assert_false (piece.in_tls || piece.from_client);
}

static void
test_stretches (void)
{
  g_autoptr(SendoffWireRecording) first = make_recording ();
  g_autoptr(SendoffWireRecording) second = NULL;
  SendoffWirePiece piece;
  guint8 half[] = { 23, 3, 3 };

  say (first, FALSE, "220 ok\r\n");
  sendoff_wire_recording_begin_tls (first);
  sendoff_wire_recording_add (first, FALSE, half, sizeof half);
  sendoff_wire_recording_add_gap (first, 5);
  g_assert_cmpuint (sendoff_wire_recording_get_gap (first), ==, 5);
  second = sendoff_wire_recording_new_next (first);
  g_assert_true (sendoff_wire_recording_is_continued (second));
  g_assert_false (sendoff_wire_recording_is_continued (first));
  sendoff_wire_recording_add (second, FALSE, (const guint8 *) "\0\1x", 3);
  sendoff_wire_recording_get_piece (second, 0, &piece);
  g_assert_true (piece.in_tls);
  g_assert_cmpuint (sendoff_wire_recording_get_position (second, FALSE), ==, 14);
  g_assert_cmpuint (sendoff_wire_recording_get_total (second, FALSE), ==, 3);
}

/* A server that talks and listens byte by byte must not make us remember for ever. */
static void
test_pieces_bounded (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  guint n;

  for (guint i = 0; i < 200000; i++)
    say (recording, i % 2 == 0, "x");
  g_assert_cmpuint (sendoff_wire_recording_get_n_pieces (recording), <=, 65538);
  g_assert_cmpuint (sum_pieces (recording, TRUE, SENDOFF_WIRE_BYTES, &n) + sum_pieces (recording, TRUE, SENDOFF_WIRE_COUNT, &n), ==, 100000);
}

static void
redact (SendoffWireRecording *recording, SendoffProtocol protocol, const char *secret)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (protocol);

  sendoff_redaction_add_secret (redaction, secret);
  sendoff_wire_recording_redact (recording, redaction);
}

/* Asterisks of the same length; the lines around them stay. Lines come in pieces, and the two sides in turns. */
static void
test_redaction (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  g_autofree char *sent = NULL;
  g_autofree char *received = NULL;

  say (recording, FALSE, "220 hello\r\n");
  say (recording, TRUE, "AUTH LO");
  say (recording, TRUE, "GIN am9l\r\n");
  say (recording, FALSE, "334 UGFzc3dvcmQ6\r\n");
  say (recording, TRUE, "aHVudGVyMg==\r\n");
  say (recording, FALSE, "235 ok hunter2\r\n");
  say (recording, TRUE, "DATA\r\n");
  say (recording, FALSE, "354 go\r\n");
  say (recording, TRUE, "Subject: hunt");
  g_usleep (2000); /* a piece of its own */
  say (recording, TRUE, "er2\r\n\r\nAUTH is a word; hunter2\r\n.\r\n");
  say (recording, FALSE, "250 ok\r\n");
  say (recording, TRUE, "QUIT hunter");
  redact (recording, SENDOFF_PROTOCOL_SMTP, "hunter2");
  sent = dup_bytes (recording, TRUE);
  received = dup_bytes (recording, FALSE);
  g_assert_cmpstr (received, ==, "220 hello\r\n334 ************\r\n235 ok *******\r\n354 go\r\n250 ok\r\n");
  g_assert_cmpstr (sent, ==, "AUTH LOGIN ****\r\n************\r\nDATA\r\nSubject: *******\r\n\r\nAUTH is a word; *******\r\n.\r\nQUIT ******");
}

/* "****" is hidden by itself. */
static void
test_redaction_of_asterisks (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  g_autofree char *sent = NULL;

  say (recording, FALSE, "354 go\r\n");
  say (recording, TRUE, "********x\r\n");
  redact (recording, SENDOFF_PROTOCOL_SMTP, "****");
  sent = dup_bytes (recording, TRUE);
  g_assert_cmpstr (sent, ==, "********x\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire-recording/clear-limit", test_clear_limit);
  g_test_add_func ("/wire-recording/tls-limit", test_tls_limit);
  g_test_add_func ("/wire-recording/tls-refused", test_tls_refused);
  g_test_add_func ("/wire-recording/stretches", test_stretches);
  g_test_add_func ("/wire-recording/pieces-bounded", test_pieces_bounded);
  g_test_add_func ("/wire-recording/redaction", test_redaction);
  g_test_add_func ("/wire-recording/redaction-of-asterisks", test_redaction_of_asterisks);

  return g_test_run ();
}
