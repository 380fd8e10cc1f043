/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A capture file holds what was recorded: its own reader puts the streams together again, with sums and numbers checked; and so does tshark,
 * where there is one. */
#include "evidence/capture-file.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  GByteArray *bytes[2];     /* what was captured, of the server and the client */
  guint64     length[2];    /* as it was sent, with gaps */
  guint32     next[2];
  guint       n_packets, n_syn, n_cut;
} Streams;

static guint32
get_u32 (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, 4);
  return GUINT32_FROM_LE (value);
}

static guint
get_sum (const guint8 *bytes, gsize length, guint32 sum)
{
  for (gsize i = 0; i < length; i++)
    sum += i % 2 == 0 ? (guint32) bytes[i] << 8 : bytes[i];
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}

static void
read_packet (Streams *streams, const guint8 *packet, guint32 captured, guint32 original)
{
  const guint8 *tcp = packet + 20;
  gboolean from_client = packet[12] == 192;
  guint32 seq = (guint32) tcp[4] << 24 | (guint32) tcp[5] << 16 | (guint32) tcp[6] << 8 | tcp[7];
  gboolean syn = (tcp[13] & 2) != 0;

  g_assert_cmpuint (captured, >=, 40);
  g_assert_cmpuint ((guint) packet[2] << 8 | packet[3], ==, original);
  g_assert_cmpuint (get_sum (packet, 20, 0), ==, 0xffff);
  if (captured == original)
    g_assert_cmpuint (get_sum (packet + 12, captured - 12, 6 + original - 20), ==, 0xffff);
  else
    streams->n_cut++;
  streams->n_packets++;
  streams->n_syn += syn;
  if (syn)
    streams->next[from_client] = seq;
  g_assert_cmpuint (seq, >=, streams->next[from_client]);
  streams->length[from_client] += seq - streams->next[from_client] + original - 40;
  streams->next[from_client] = seq + original - 40 + (syn ? 1 : 0);
  g_byte_array_append (streams->bytes[from_client], packet + 40, captured - 40);
}

static Streams
read_file (GBytes *file)
{
  Streams streams = { { g_byte_array_new (), g_byte_array_new () } };
  gsize length, at = 0;
  const guint8 *bytes = g_bytes_get_data (file, &length);

  g_assert_cmpuint (get_u32 (bytes), ==, 0x0a0d0d0a);
  while (at < length)
    {
      guint32 block = get_u32 (bytes + at + 4);

      g_assert_cmpuint (block % 4, ==, 0);
      g_assert_cmpuint (at + block, <=, length);
      g_assert_cmpuint (get_u32 (bytes + at + block - 4), ==, block);
      if (get_u32 (bytes + at) == 6)
        read_packet (&streams, bytes + at + 28, get_u32 (bytes + at + 20), get_u32 (bytes + at + 24));
      at += block;
    }
  return streams;
}

static void
clear_streams (Streams *streams)
{
  g_byte_array_unref (streams->bytes[0]);
  g_byte_array_unref (streams->bytes[1]);
}

static void
say (SendoffWireRecording *recording, gboolean from_client, const char *text)
{
  sendoff_wire_recording_add (recording, from_client, (const guint8 *) text, strlen (text));
}

static GBytes *
make_file (void)
{
  g_autoptr(GPtrArray) recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_recording_unref);
  SendoffWireRecording *first = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, g_get_monotonic_time ());
  SendoffWireRecording *second;

  say (first, FALSE, "220 mail.example.org ESMTP\r\n");
  say (first, TRUE, "EHLO [127.0.0.1]\r\n");
  sendoff_wire_recording_add_gap (first, 25);
  say (first, FALSE, "250 mail.example.org\r\n");
  second = sendoff_wire_recording_new_next (first);
  say (second, TRUE, "QUIT\r\n");
  say (second, FALSE, "221 bye\r\n");
  g_ptr_array_add (recordings, first);
  g_ptr_array_add (recordings, second);
  return sendoff_capture_file_new (recordings);
}

static void
test_streams (void)
{
  g_autoptr(GBytes) file = make_file ();
  Streams streams = read_file (file);

  g_assert_cmpmem (streams.bytes[1]->data, streams.bytes[1]->len, "EHLO [127.0.0.1]\r\nQUIT\r\n", 24);
  g_assert_cmpmem (streams.bytes[0]->data, streams.bytes[0]->len, "220 mail.example.org ESMTP\r\n250 mail.example.org\r\n221 bye\r\n", 59);
  g_assert_cmpuint (streams.length[0], ==, 59 + 25);
  g_assert_cmpuint (streams.n_syn, ==, 2);
  g_assert_cmpuint (streams.n_packets, ==, 8);
  clear_streams (&streams);
}

static void
test_beyond_limit (void)
{
  g_autoptr(GPtrArray) recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_recording_unref);
  SendoffWireRecording *recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 465, g_get_monotonic_time ());
  g_autofree guint8 *record = g_malloc0 (16384 + 5);
  const guint8 header[] = { 23, 3, 3, 64, 0 };
  g_autoptr(GBytes) file = NULL;
  Streams streams;

  memcpy (record, header, sizeof header);
  sendoff_wire_recording_begin_tls (recording);
  for (guint i = 0; i < 200; i++)
    sendoff_wire_recording_add (recording, TRUE, record, 16384 + 5);
  g_ptr_array_add (recordings, recording);
  file = sendoff_capture_file_new (recordings);
  streams = read_file (file);
  g_assert_cmpuint (streams.length[1], ==, 200 * 16389);
  g_assert_cmpuint (streams.n_cut, >, 100);
  g_assert_cmpuint (streams.bytes[1]->len, <, SENDOFF_WIRE_LIMIT + 200 * 5);
  clear_streams (&streams);
}

static void
test_tshark (void)
{
  g_autofree char *tshark = g_find_program_in_path ("tshark");
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(GError) error = NULL;
  char *argv[] = { tshark, (char *) "-r", NULL, (char *) "-o", (char *) "tcp.check_checksum:TRUE", (char *) "-T", (char *) "fields", (char *) "-e",
                   (char *) "smtp.req.command", (char *) "-e", (char *) "smtp.response.code", (char *) "-e", (char *) "tcp.analysis.lost_segment",
                   (char *) "-e", (char *) "tcp.checksum.status", NULL };
  int fd, status;

  if (tshark == NULL)
    {
      g_assert_null (g_getenv ("CI"));
      g_test_skip ("tshark is not installed");
      return;
    }
  fd = g_file_open_tmp ("sendoff-capture-XXXXXX.pcapng", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), NULL));
  argv[2] = path;
  g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (status, ==, 0);
  g_test_message ("%s", output);
  g_assert_nonnull (strstr (output, "EHLO"));
  g_assert_nonnull (strstr (output, "220"));
  g_assert_nonnull (strstr (output, "QUIT"));
  /* The gap, and no sum that is wrong (1 is good). */
  g_assert_nonnull (strstr (output, "\t1\t1\n"));
  g_assert_null (strstr (output, "\t0\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/capture-file/streams", test_streams);
  g_test_add_func ("/capture-file/beyond-limit", test_beyond_limit);
  g_test_add_func ("/capture-file/tshark", test_tshark);

  return g_test_run ();
}
