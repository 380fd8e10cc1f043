/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said stands beside what was seen of it. */

#include <string.h>

#include "report/exchange.h"

static SendoffReport *
new_report (void)
{
  SendoffReport *report = sendoff_report_new ("send", "work");
  g_autoptr(SendoffTranscript) transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);

  report->wire = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_item_free);
  sendoff_report_add_transcript (report, transcript);
  return report;
}

static void
say (SendoffReport *report,
     double         ms,
     gboolean       from_client,
     gboolean       clear,
     const char    *text)
{
  sendoff_transcript_add (report->transcripts->pdata[report->transcripts->len - 1], ms, from_client, clear, text, strlen (text));
}

static SendoffWireItem *
see (SendoffReport       *report,
     double               ms,
     gboolean             from_client,
     SendoffWireItemKind  kind,
     const char          *text)
{
  SendoffWireItem *item = sendoff_wire_item_new (kind, SENDOFF_LEG_OUTGOING, from_client, ms, 40);

  item->text = g_strdup (text);
  item->record_type = 23;
  g_ptr_array_add (report->wire, item);
  return item;
}

static void
see_handshake (SendoffReport *report,
               double         ms,
               gboolean       from_client,
               const char    *message)
{
  SendoffWireItem *item = see (report, ms, from_client, SENDOFF_WIRE_ITEM_TLS, NULL);

  item->record_type = 22;
  if (message == NULL)
    return;
  item->messages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (item->messages, g_strdup (message));
}

/* "kind said|seen" of each row; kinds: "." nothing, "r", "e", "!". */
static void
assert_rows (SendoffReport     *report,
             const char *const *expected)
{
  g_autoptr(GPtrArray) rows = NULL;

  for (guint i = 0; i < report->transcripts->len; i++)
    sendoff_transcript_finish (report->transcripts->pdata[i]);
  rows = sendoff_exchange_new (report);
  for (guint i = 0; i < rows->len; i++)
    {
      const SendoffExchangeRow *row = rows->pdata[i];
      g_autofree char *text = g_strdup_printf ("%c%c %s|%s", ".re!"[row->kind], row->from_client ? '>' : '<', row->said != NULL ? row->said : "",
                                               row->seen != NULL ? row->seen : "");

      g_assert_nonnull (expected[i]);
      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_null (expected[rows->len]);
}

static void
test_starttls (void)
{
  g_autoptr(SendoffReport) report = new_report ();

  say (report, 1, FALSE, TRUE, "220 hello\r\n");
  say (report, 2, TRUE, TRUE, "STARTTLS\r\n");
  say (report, 3, FALSE, TRUE, "220 go\r\n");
  say (report, 9, TRUE, FALSE, "EHLO x\r\n");
  say (report, 10, FALSE, FALSE, "250-x\r\n250 ok\r\n");
  say (report, 11, TRUE, FALSE, "QUIT\r\n");
  see (report, 1, FALSE, SENDOFF_WIRE_ITEM_LINE, "220 hello");
  see (report, 2, TRUE, SENDOFF_WIRE_ITEM_LINE, "STARTTLS");
  see (report, 3, FALSE, SENDOFF_WIRE_ITEM_LINE, "220 go");
  see (report, 3, FALSE, SENDOFF_WIRE_ITEM_GAP, NULL);
  see_handshake (report, 4, TRUE, "ClientHello");
  see_handshake (report, 5, FALSE, "ServerHello");
  see (report, 5, FALSE, SENDOFF_WIRE_ITEM_TLS, NULL);
  see (report, 8, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL); /* Finished */
  see (report, 9, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL); /* EHLO */
  see (report, 10, FALSE, SENDOFF_WIRE_ITEM_TLS, NULL);
  see (report, 11, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL);
  see (report, 12, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL); /* close_notify */
  assert_rows (report, (const char *const[]) {
    "r< 220 hello|220 hello", "r> STARTTLS|STARTTLS", "r< 220 go|220 go", "!< |40 bytes that were thrown away unread",
    "e> |TLS handshake (ClientHello), 40 bytes", "e< |TLS handshake (ServerHello), 40 bytes", "e< |TLS application data, 40 bytes",
    "e> |TLS application data, 40 bytes", "e> EHLO x|TLS application data, 40 bytes", "e< 250-x|TLS application data, 40 bytes", ".< 250 ok|",
    "e> QUIT|TLS application data, 40 bytes", "e> |TLS application data, 40 bytes", NULL });
}

/* From the first byte: below TLS 1.3 the server's first record is its greeting; from 1.3 on it is the handshake's. */
static void
test_first_byte (gconstpointer data)
{
  gboolean is_old = GPOINTER_TO_INT (data);
  g_autoptr(SendoffReport) report = new_report ();

  say (report, 9, FALSE, FALSE, "220 hello\r\n");
  say (report, 10, TRUE, FALSE, "QUIT\r\n");
  see_handshake (report, 4, TRUE, "ClientHello");
  see_handshake (report, 5, FALSE, "ServerHello");
  if (is_old)
    see_handshake (report, 6, TRUE, NULL);
  else
    {
      see (report, 5, FALSE, SENDOFF_WIRE_ITEM_TLS, NULL);
      see (report, 6, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL);
    }
  see (report, 9, FALSE, SENDOFF_WIRE_ITEM_TLS, NULL);
  see (report, 10, TRUE, SENDOFF_WIRE_ITEM_TLS, NULL);
  if (is_old)
    assert_rows (report, (const char *const[]) {
      "e> |TLS handshake (ClientHello), 40 bytes", "e< |TLS handshake (ServerHello), 40 bytes", "e> |TLS handshake, 40 bytes",
      "e< 220 hello|TLS application data, 40 bytes", "e> QUIT|TLS application data, 40 bytes", NULL });
  else
    assert_rows (report, (const char *const[]) {
      "e> |TLS handshake (ClientHello), 40 bytes", "e< |TLS handshake (ServerHello), 40 bytes", "e< |TLS application data, 40 bytes",
      "e> |TLS application data, 40 bytes", "e< 220 hello|TLS application data, 40 bytes", "e> QUIT|TLS application data, 40 bytes", NULL });
}

/* A second attempt begins its time anew; of the first, nothing was recorded behind the greeting. */
static void
test_two_connections (void)
{
  g_autoptr(SendoffReport) report = new_report ();
  g_autoptr(SendoffTranscript) second = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);

  say (report, 30, FALSE, TRUE, "220 one\r\n");
  say (report, 40, TRUE, TRUE, "QUIT\r\n");
  sendoff_report_add_transcript (report, second);
  say (report, 20, FALSE, TRUE, "220 two\r\n");
  see (report, 30, FALSE, SENDOFF_WIRE_ITEM_LINE, "220 one");
  see (report, 20, FALSE, SENDOFF_WIRE_ITEM_LINE, "220 two");
  see (report, 21, FALSE, SENDOFF_WIRE_ITEM_COUNT, NULL);
  assert_rows (report, (const char *const[]) { "r< 220 one|220 one", ".> QUIT|", "r< 220 two|220 two", "r< |40 more bytes, readable", NULL });
}

static void
test_nothing_recorded (void)
{
  g_autoptr(SendoffReport) report = new_report ();

  say (report, 30, FALSE, TRUE, "220 one\r\n");
  assert_rows (report, (const char *const[]) { NULL });
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/starttls", test_starttls);
  g_test_add_data_func ("/exchange/first-byte", GINT_TO_POINTER (FALSE), test_first_byte);
  g_test_add_data_func ("/exchange/first-byte-old-tls", GINT_TO_POINTER (TRUE), test_first_byte);
  g_test_add_func ("/exchange/two-connections", test_two_connections);
  g_test_add_func ("/exchange/nothing-recorded", test_nothing_recorded);
  return g_test_run ();
}
