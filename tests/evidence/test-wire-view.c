/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an observer lists: lines, records, names and certificates that TLS shows, and gaps; and no bytes make it fall. */
#include "evidence/wire-view.h"

#include <string.h>

static SendoffWireRecording *
make_recording (void)
{
  return sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 587, g_get_monotonic_time ());
}

static void
say (SendoffWireRecording *recording, gboolean from_client, const char *text)
{
  sendoff_wire_recording_add (recording, from_client, (const guint8 *) text, strlen (text));
}

static void
append_number (GByteArray *bytes, gsize number, guint n)
{
  for (guint i = n; i > 0; i--)
    {
      guint8 byte = (guint8) (number >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
append_vector (GByteArray *bytes, const void *content, gsize length, guint n)
{
  append_number (bytes, length, n);
  g_byte_array_append (bytes, content, (guint) length);
}

/* A handshake message with its header. */
static GByteArray *
make_message (guint8 type, GByteArray *body)
{
  GByteArray *message = g_byte_array_new ();

  append_number (message, type, 1);
  append_vector (message, body->data, body->len, 3);
  return message;
}

static GByteArray *
make_client_hello (const char *name)
{
  g_autoptr(GByteArray) body = g_byte_array_new ();
  g_autoptr(GByteArray) list = g_byte_array_new ();
  g_autoptr(GByteArray) extension = g_byte_array_new ();
  g_autoptr(GByteArray) extensions = g_byte_array_new ();
  const guint8 zeros[34] = { 3, 3 };

  append_number (list, 0, 1);
  append_vector (list, name, strlen (name), 2);
  append_vector (extension, list->data, list->len, 2);
  append_number (extensions, 0x17, 2); /* another one before it */
  append_number (extensions, 0, 2);
  append_number (extensions, 0, 2);
  append_vector (extensions, extension->data, extension->len, 2);
  g_byte_array_append (body, zeros, sizeof zeros);
  append_vector (body, zeros, 32, 1);
  append_vector (body, zeros, 6, 2);
  append_vector (body, zeros, 1, 1);
  append_vector (body, extensions->data, extensions->len, 2);
  return make_message (1, body);
}

static GByteArray *
make_certificates (void)
{
  g_autoptr(GByteArray) list = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();

  append_vector (list, "leaf", 4, 3);
  append_vector (list, "issuer", 6, 3);
  append_vector (body, list->data, list->len, 3);
  return make_message (11, body);
}

static void
send_record (SendoffWireRecording *recording, gboolean from_client, guint8 type, const guint8 *bytes, gsize length)
{
  g_autoptr(GByteArray) record = g_byte_array_new ();
  const guint8 header[] = { type, 3, 3 };

  g_byte_array_append (record, header, sizeof header);
  append_vector (record, bytes, length, 2);
  sendoff_wire_recording_add (recording, from_client, record->data, record->len);
}

static void
check_item (GPtrArray *items, guint index, SendoffWireItemKind kind, gboolean from_client, guint64 length)
{
  const SendoffWireItem *item = items->pdata[index];

  g_test_message ("item %u", index);
  g_assert_cmpint (item->kind, ==, kind);
  g_assert_cmpint (item->from_client, ==, from_client);
  g_assert_cmpuint (item->length, ==, length);
}

/* STARTTLS with an injected line that was thrown away, a handshake of TLS 1.2, and data. */
static void
test_starttls (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  g_autoptr(GByteArray) hello = make_client_hello ("smtp.example.org");
  g_autoptr(GByteArray) certificates = make_certificates ();
  g_autoptr(GPtrArray) items = NULL;
  const guint8 data[40] = { 0 };
  SendoffWireItem *item;

  say (recording, FALSE, "220 a\x1b");
  say (recording, FALSE, "b\r\n");
  say (recording, TRUE, "STARTTLS\r\n");
  say (recording, FALSE, "220 go\r\n");
  sendoff_wire_recording_add_gap (recording, 25);
  sendoff_wire_recording_begin_tls (recording);
  send_record (recording, TRUE, 22, hello->data, hello->len);
  /* A message over two records. */
  send_record (recording, FALSE, 22, certificates->data, 9);
  send_record (recording, FALSE, 22, certificates->data + 9, certificates->len - 9);
  send_record (recording, FALSE, 20, data, 1);
  send_record (recording, FALSE, 22, data, 40);
  send_record (recording, FALSE, 23, data, 40);
  items = sendoff_wire_view_new (recording);
  g_assert_cmpuint (items->len, ==, 10);
  check_item (items, 0, SENDOFF_WIRE_ITEM_LINE, FALSE, 9);
  g_assert_cmpstr (((SendoffWireItem *) items->pdata[0])->text, ==, "220 a\\x1bb");
  check_item (items, 1, SENDOFF_WIRE_ITEM_LINE, TRUE, 10);
  check_item (items, 3, SENDOFF_WIRE_ITEM_GAP, FALSE, 25);
  check_item (items, 4, SENDOFF_WIRE_ITEM_TLS, TRUE, hello->len + 5);
  item = items->pdata[4];
  g_assert_cmpstr (item->server_name, ==, "smtp.example.org");
  g_assert_cmpstr (item->messages->pdata[0], ==, "ClientHello");
  item = items->pdata[6];
  g_assert_cmpstr (item->messages->pdata[0], ==, "Certificate");
  g_assert_cmpuint (item->certificates->len, ==, 2);
  g_assert_cmpuint (g_bytes_get_size (item->certificates->pdata[1]), ==, 6);
  item = items->pdata[8];
  g_assert_null (item->messages); /* encrypted by now */
  check_item (items, 9, SENDOFF_WIRE_ITEM_TLS, FALSE, 45);
  g_assert_cmpstr (sendoff_wire_record_name (((SendoffWireItem *) items->pdata[9])->record_type), ==, "application data");
}

/* A line that never ended, and one cut by TLS. */
static void
test_cut_lines (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  g_autoptr(GPtrArray) items = NULL;
  const guint8 alert[] = { 2, 40 };

  say (recording, FALSE, "220 ok\r\n250-half");
  sendoff_wire_recording_begin_tls (recording);
  send_record (recording, TRUE, 21, alert, 2);
  say (recording, FALSE, "HTTP/1.1 400\r\n");
  say (recording, FALSE, "\n\nrest");
  items = sendoff_wire_view_new (recording);
  g_assert_cmpuint (items->len, ==, 6);
  check_item (items, 1, SENDOFF_WIRE_ITEM_TLS, TRUE, 7);
  g_assert_cmpstr (((SendoffWireItem *) items->pdata[2])->text, ==, "250-halfHTTP/1.1 400");
  g_assert_cmpstr (((SendoffWireItem *) items->pdata[5])->text, ==, "rest");
}

static void
test_beyond_limit (void)
{
  g_autoptr(SendoffWireRecording) recording = make_recording ();
  g_autoptr(GPtrArray) items = NULL;
  g_autofree guint8 *payload = g_malloc0 (16384);
  guint64 sum = 0;

  sendoff_wire_recording_begin_tls (recording);
  for (guint i = 0; i < 200; i++)
    send_record (recording, TRUE, 23, payload, 16384);
  items = sendoff_wire_view_new (recording);
  g_assert_cmpuint (items->len, ==, 200);
  for (guint i = 0; i < items->len; i++)
    sum += ((SendoffWireItem *) items->pdata[i])->length;
  g_assert_cmpuint (sum, ==, 200 * 16389);
}

/* A reply of a hundred thousand lines, or as many alerts: the first are listed, the others summed up in their place. */
static void
test_many (void)
{
  for (guint in_tls = 0; in_tls < 2; in_tls++)
    {
      g_autoptr(SendoffWireRecording) recording = make_recording ();
      g_autoptr(GPtrArray) items = NULL;
      const guint8 alert[] = { 1, 90 };
      guint64 sum = 0;

      if (in_tls)
        sendoff_wire_recording_begin_tls (recording);
      for (guint i = 0; i < 3 * SENDOFF_WIRE_LISTED; i++)
        if (in_tls)
          send_record (recording, FALSE, 21, alert, 2);
        else
          say (recording, FALSE, "250-x\r\n");
      sendoff_wire_recording_add_gap (recording, 25);
      if (in_tls)
        send_record (recording, TRUE, 23, alert, 2);
      else
        say (recording, TRUE, "QUIT\r\n");
      items = sendoff_wire_view_new (recording);
      g_assert_cmpuint (items->len, ==, SENDOFF_WIRE_LISTED + 3);
      for (guint i = 0; i <= SENDOFF_WIRE_LISTED; i++)
        sum += ((SendoffWireItem *) items->pdata[i])->length;
      g_assert_cmpuint (sum, ==, 3 * SENDOFF_WIRE_LISTED * 7);
      check_item (items, SENDOFF_WIRE_LISTED, in_tls ? SENDOFF_WIRE_ITEM_TLS : SENDOFF_WIRE_ITEM_COUNT, FALSE, 2 * SENDOFF_WIRE_LISTED * 7);
      check_item (items, SENDOFF_WIRE_LISTED + 1, SENDOFF_WIRE_ITEM_GAP, FALSE, 25);
      check_item (items, SENDOFF_WIRE_LISTED + 2, in_tls ? SENDOFF_WIRE_ITEM_TLS : SENDOFF_WIRE_ITEM_LINE, TRUE, in_tls ? 7 : 6);
    }
}

static void
test_random_bytes (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(SendoffWireRecording) recording = make_recording ();
      g_autoptr(GByteArray) hello = make_client_hello ("smtp.example.org");
      g_autoptr(GByteArray) certificates = make_certificates ();
      g_autoptr(GPtrArray) items = NULL;

      for (guint k = 0; k < 3; k++)
        {
          hello->data[g_test_rand_int_range (0, (gint32) hello->len)] = (guint8) g_test_rand_int ();
          certificates->data[g_test_rand_int_range (0, (gint32) certificates->len)] = (guint8) g_test_rand_int ();
        }
      sendoff_wire_recording_begin_tls (recording);
      send_record (recording, TRUE, 22, hello->data, hello->len);
      send_record (recording, FALSE, 22, certificates->data, certificates->len);
      for (guint k = 0; k < 20; k++)
        {
          guint8 byte = (guint8) g_test_rand_int ();

          sendoff_wire_recording_add (recording, k % 3 == 0, &byte, 1);
        }
      items = sendoff_wire_view_new (recording);
      g_assert_cmpuint (items->len, >=, 2);
    }
}

static void
test_words (void)
{
  for (SendoffWireItemKind kind = SENDOFF_WIRE_ITEM_LINE; kind <= SENDOFF_WIRE_ITEM_GAP; kind++)
    {
      SendoffWireItemKind back;

      g_assert_true (sendoff_wire_item_kind_from_string (sendoff_wire_item_kind_to_string (kind), &back));
      g_assert_cmpint (back, ==, kind);
    }
  g_assert_false (sendoff_wire_item_kind_from_string ("x", NULL));
  g_assert_false (sendoff_wire_item_kind_from_string (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire-view/starttls", test_starttls);
  g_test_add_func ("/wire-view/cut-lines", test_cut_lines);
  g_test_add_func ("/wire-view/beyond-limit", test_beyond_limit);
  g_test_add_func ("/wire-view/many", test_many);
  g_test_add_func ("/wire-view/random-bytes", test_random_bytes);
  g_test_add_func ("/wire-view/words", test_words);

  return g_test_run ();
}
