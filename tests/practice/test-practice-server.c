/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server plays the story, keeps to the protocol, and stops at once. */
#include "practice/practice-server.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "practice-client.h"

#define PLAIN_RIGHT "AGFuYQBwcmFjdGljZQ=="  /* ana, practice */
#define PLAIN_WRONG "AGFuYQB3cm9uZw=="      /* ana, wrong */

static SendoffPracticeServer *
start_server (void)
{
  g_autoptr(GError) error = NULL;
  SendoffPracticeServer *server = sendoff_practice_server_new ();

  g_assert_true (sendoff_practice_server_start (server, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sendoff_practice_server_get_port (server), !=, 0);
  return server;
}

static PracticeClient *
greet (SendoffPracticeServer *server)
{
  PracticeClient *client = practice_client_new (sendoff_practice_server_get_port (server));

  practice_client_expect (client, "220 ");
  practice_client_talk (client, "EHLO client.example", "250-practice.example\r\n");
  return client;
}

static PracticeClient *
greet_inside_tls (SendoffPracticeServer *server)
{
  PracticeClient *client = greet (server);

  practice_client_talk (client, "STARTTLS", "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "EHLO client.example", "250-practice.example\r\n");
  return client;
}

static void
assert_commands (SendoffPracticeServer *server,
                 guint                  index,
                 const char            *expected)
{
  g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (server, index);
  g_autofree char *joined = NULL;

  g_ptr_array_add (session->commands, NULL);
  joined = g_strjoinv ("|", (char **) session->commands->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_story (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) refused = greet (server);
  g_autoptr(PracticeClient) sent = NULL;
  g_autoptr(SendoffPracticeSession) session = NULL;
  gsize length;
  const char *message;

  practice_client_talk (refused, "MAIL FROM:<ana@example.org>", "250 2.1.0 ");
  practice_client_talk (refused, "RCPT TO:<you@example.net>",
                        "550 5.7.1 <you@example.net>... Relaying denied. Proper authentication required.\r\n");
  practice_client_talk (refused, "DATA", "554 5.5.1 ");
  practice_client_talk (refused, "QUIT", "221 ");
  practice_client_expect_end (refused);

  sent = greet_inside_tls (server);
  practice_client_talk (sent, "AUTH PLAIN " PLAIN_RIGHT, "235 2.7.0 ");
  practice_client_talk (sent, "MAIL FROM:<ana@example.org> SIZE=40", "250 2.1.0 ");
  practice_client_talk (sent, "RCPT TO:<you@example.net>", "250 2.1.5 ");
  practice_client_talk (sent, "DATA", "354 ");
  practice_client_send (sent, "Subject: x\r\n\r\n..dot\r\n.\r\n");
  practice_client_expect (sent, "250 2.0.0 Ok: queued as PRACTICE-2-1");
  practice_client_talk (sent, "QUIT", "221 ");
  practice_client_expect_end (sent);

  assert_commands (server, 1, "EHLO client.example|STARTTLS|EHLO client.example|AUTH PLAIN …|MAIL FROM:<ana@example.org> SIZE=40|"
                              "RCPT TO:<you@example.net>|DATA|QUIT");
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (server), ==, 2);
  session = sendoff_practice_server_dup_session (server, 1);
  g_assert_true (session->tls);
  g_assert_true (session->signed_in);
  g_assert_cmpuint (session->n_messages, ==, 1);
  g_assert_cmpuint (session->bytes_after_handshake, >, 150);
  message = g_bytes_get_data (session->message, &length);
  g_assert_cmpmem (message, length, "Subject: x\r\n\r\n.dot\r\n", 20);
}

static void
test_extensions_change_with_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));
  const char *common = "250-practice.example\r\n250-SIZE 10240000\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-SMTPUTF8\r\n";
  g_autofree char *clear = g_strconcat (common, "250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n", NULL);
  g_autofree char *hidden = g_strconcat (common, "250 AUTH PLAIN LOGIN\r\n", NULL);

  practice_client_expect (client, "220 practice.example ESMTP ");
  practice_client_talk (client, "EHLO client.example", clear);
  practice_client_talk (client, "STARTTLS", "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "MAIL FROM:<>", "503 ");
  practice_client_talk (client, "EHLO client.example", hidden);
  practice_client_talk (client, "STARTTLS", "503 ");
}

static void
test_own_settings (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;
  const char *const extensions[] = { "SIZE 20", "DSN", NULL };

  sendoff_practice_server_set_extensions (server, extensions);
  sendoff_practice_server_set_mechanisms (server, NULL);
  sendoff_practice_server_set_requires_sign_in (server, FALSE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = practice_client_new (sendoff_practice_server_get_port (server));
  practice_client_expect (client, "220 ");
  practice_client_talk (client, "EHLO x", "250-practice.example\r\n250-SIZE 20\r\n250-DSN\r\n250 STARTTLS\r\n");
  practice_client_talk (client, "AUTH PLAIN " PLAIN_RIGHT, "502 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> SIZE=21", "552 5.3.4 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> BODY=8BITMIME", "555 5.5.4 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> RET=HDRS SIZE=20", "250 ");
  practice_client_talk (client, "RCPT TO:<b@example.org> NOTIFY=NEVER", "250 ");
  practice_client_talk (client, "DATA", "354 ");
  practice_client_send (client, "123456789012345678901\r\n.\r\n");
  practice_client_expect (client, "552 5.3.4 ");
  practice_client_talk (client, "NOOP", "250 ");
}

typedef struct
{
  const char *path;
  const char *dialogue; /* C: lines and S: starts of replies, parted by "|" */
} Dialogue;

static const Dialogue dialogues[] = {
  { "before-time", "C:MAIL FROM:<>|S:503|C:RCPT TO:<a@b>|S:503|C:DATA|S:503|C:AUTH PLAIN|S:503|C:STARTTLS|S:503|C:EHLO|S:501|C:HELO|S:501" },
  { "helo", "C:HELO x|S:250 practice.example\r|C:MAIL FROM:<>|S:250|C:MAIL FROM:<>|S:503|C:RSET|S:250|C:DATA|S:503|C:MAIL FROM:<>|S:250" },
  { "order", "C:EHLO x|S:250|C:MAIL FROM:<a@b>|S:250|C:AUTH PLAIN " PLAIN_RIGHT "|S:503|C:DATA|S:503|C:EHLO x|S:250|C:RCPT TO:<c@d>|S:503" },
  { "syntax", "C:EHLO x|S:250|C:MAIL a@b|S:501|C:MAIL FROM:a@b|S:501|C:MAIL FROM:<a@b|S:501|C:MAIL FROM:<a@b>x|S:501|C:mail from:<a@b>|S:250"
              "|C:RCPT TO:<>|S:501|C:RCPT FROM:<c@d>|S:501|C:DATA now|S:501|C:STARTTLS now|S:501|C:NONSENSE|S:502|C:|S:502|C:VRFY a|S:252"
              "|C:VRFY|S:501|C:noop x|S:250" },
  { "utf8", "C:EHLO x|S:250|C:MAIL FROM:<\303\244@b>|S:553 5.6.7|C:MAIL FROM:<\303\244@b> SMTPUTF8|S:250|C:RSET|S:250"
            "|C:AUTH PLAIN " PLAIN_RIGHT "|S:235|C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<\303\244@b>|S:553 5.6.7|C:RCPT TO:<a@b> NOTIFY=NEVER|S:555" },
  { "plain", "C:EHLO x|S:250|C:AUTH PLAIN " PLAIN_WRONG "|S:535 5.7.8|C:AUTH plain " PLAIN_RIGHT "|S:235 2.7.0|C:AUTH PLAIN|S:503" },
  { "plain-later", "C:EHLO x|S:250|C:AUTH PLAIN|S:334 \r|C:" PLAIN_RIGHT "|S:235 2.7.0" },
  { "plain-bad", "C:EHLO x|S:250|C:AUTH PLAIN =|S:501|C:AUTH PLAIN ???|S:501 5.5.2|C:AUTH PLAIN AAA|S:501|C:AUTH PLAIN YWFh|S:501|C:AUTH|S:501"
                 "|C:AUTH PLAIN|S:334|C:*|S:501 5.7.0|C:AUTH CRAM-MD5|S:504 5.5.4|C:AUTH XOAUTH2|S:504|C:AUTH NTLM|S:504|C:NOOP|S:250" },
  { "login", "C:EHLO x|S:250|C:AUTH LOGIN|S:334 VXNlcm5hbWU6\r|C:YW5h|S:334 UGFzc3dvcmQ6\r|C:cHJhY3RpY2U=|S:235" },
  { "login-initial", "C:EHLO x|S:250|C:AUTH LOGIN YW5h|S:334 UGFzc3dvcmQ6\r|C:d3Jvbmc=|S:535 5.7.8" },
  { "login-cancelled", "C:EHLO x|S:250|C:AUTH LOGIN|S:334|C:*|S:501|C:AUTH LOGIN|S:334|C:YW5h|S:334|C:*|S:501 5.7.0" },
};

static void
play_dialogue (PracticeClient *client,
               const char     *dialogue)
{
  g_auto(GStrv) turns = g_strsplit (dialogue, "|", -1);

  for (guint i = 0; turns[i] != NULL; i++)
    {
      if (turns[i][0] == 'S')
        practice_client_expect (client, turns[i] + 2);
      else
        {
          practice_client_send (client, turns[i] + 2);
          practice_client_send (client, "\r\n");
        }
    }
}

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *dialogue = data;
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));

  practice_client_expect (client, "220 ");
  play_dialogue (client, dialogue->dialogue);
}

static void
test_cram_md5 (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  const char *const passwords[] = { "tanstaaf", "tanstaaftanstaaf" };

  sendoff_practice_server_set_mechanisms (server, "CRAM-MD5");
  sendoff_practice_server_set_login (server, "tim", passwords[1]);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr(PracticeClient) client = greet (server);
      g_autofree char *line = NULL;
      g_autofree char *challenge = NULL;
      g_autofree char *digest = NULL;
      g_autofree char *response = NULL;
      g_autofree char *base64 = NULL;
      gsize length;

      practice_client_send (client, "AUTH CRAM-MD5\r\n");
      line = practice_client_read_line (client);
      g_assert_true (g_str_has_prefix (line, "334 "));
      challenge = (char *) g_base64_decode (line + 4, &length);
      digest = g_compute_hmac_for_string (G_CHECKSUM_MD5, (const guchar *) passwords[i], strlen (passwords[i]), challenge, (gssize) length);
      response = g_strdup_printf ("tim %s", digest);
      base64 = g_base64_encode ((const guchar *) response, strlen (response));
      practice_client_talk (client, base64, i == 1 ? "235 2.7.0 " : "535 5.7.8 ");
    }
}

static void
test_xoauth2 (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;

  sendoff_practice_server_set_mechanisms (server, "XOAUTH2");
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = greet (server);
  /* user=ana, Bearer wrong; then Bearer practice */
  practice_client_talk (client, "AUTH XOAUTH2 dXNlcj1hbmEBYXV0aD1CZWFyZXIgd3JvbmcBAQ==", "334 eyJ");
  practice_client_talk (client, "", "535 5.7.8 ");
  practice_client_talk (client, "AUTH XOAUTH2 dXNlcj1hbmEBYXV0aD1CZWFyZXIgcHJhY3RpY2UBAQ==", "235 ");
}

static void
test_credentials_are_kept_when_told (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();

  g_assert_true (sendoff_practice_server_start (server, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PracticeClient) client = NULL;

      sendoff_practice_server_set_keep_credentials (server, i == 1);
      client = greet (server);
      play_dialogue (client, "C:AUTH PLAIN " PLAIN_WRONG "|S:535|C:AUTH LOGIN YW5h|S:334|C:cHJhY3RpY2U=|S:235|C:QUIT|S:221");
    }
  assert_commands (server, 0, "EHLO client.example|AUTH PLAIN …|AUTH LOGIN …|…|QUIT");
  assert_commands (server, 1, "EHLO client.example|AUTH PLAIN " PLAIN_WRONG "|AUTH LOGIN YW5h|cHJhY3RpY2U=|QUIT");
}

static void
test_pipelining (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = greet (server);
  g_autoptr(SendoffPracticeSession) session = NULL;

  practice_client_send (client, "AUTH LOGIN\r\nYW5h\r\ncHJhY3RpY2U=\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\nDATA\r\n"
                                "one\r\n.\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n\r\n.\r\r\n..\r\n\n.\n.\r\n.\r\nQUIT\r\n");
  play_dialogue (client, "S:334|S:334|S:235|S:250 2.1.0|S:250 2.1.5|S:250 2.1.5|S:354|S:250 2.0.0|S:250 2.1.0|S:250 2.1.5|S:354|S:250 2.0.0|S:221");
  practice_client_expect_end (client);
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_cmpuint (session->n_messages, ==, 2);
  /* Only the dot that stands alone between CRLFs ends a message, and one leading dot goes. */
  g_assert_cmpmem (g_bytes_get_data (session->message, NULL), g_bytes_get_size (session->message), "\r\n\r\r\n.\r\n\n.\n.\r\n", 14);
}

static void
test_pipelined_behind_starttls (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = greet (server);

  practice_client_send (client, "STARTTLS\r\nMAIL FROM:<injected@example.org>\r\n");
  practice_client_expect (client, "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "EHLO client.example", "250");
  practice_client_talk (client, "RCPT TO:<a@example.org>", "503");
  assert_commands (server, 0, "EHLO client.example|STARTTLS|EHLO client.example|RCPT TO:<a@example.org>");
}

static void
test_sign_in_is_forgotten_with_starttls (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = greet (server);

  practice_client_talk (client, "AUTH PLAIN " PLAIN_RIGHT, "235");
  practice_client_talk (client, "STARTTLS", "220");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  play_dialogue (client, "C:EHLO x|S:250|C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<c@d>|S:550 5.7.1");
}

static void
test_implicit_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;
  g_autoptr(SendoffPracticeSession) session = NULL;

  sendoff_practice_server_set_implicit_tls (server, TRUE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = practice_client_new (sendoff_practice_server_get_port (server));
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  play_dialogue (client, "S:220|C:EHLO x|S:250|C:QUIT|S:221");
  practice_client_expect_end (client);
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_true (session->tls);
  g_assert_cmpuint (session->bytes_after_handshake, ==, strlen ("EHLO x\r\nQUIT\r\n"));
}

static void
test_long_lines (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = greet (server);
  g_autofree char *just = g_strnfill (12288 - 5, 'x');
  g_autofree char *long_line = g_strnfill (12288 - 4, 'x');
  g_autofree char *huge = g_strnfill (200000, 'x');

  practice_client_send (client, "NOOP ");
  practice_client_talk (client, just, "250 ");
  practice_client_send (client, "NOOP ");
  practice_client_talk (client, long_line, "500 5.5.2 ");
  practice_client_talk (client, huge, "500 5.5.2 ");
  practice_client_talk (client, "AUTH LOGIN", "334 ");
  practice_client_talk (client, huge, "500 5.5.6 ");
  practice_client_talk (client, "NOOP", "250 ");
}

static void
test_big_message (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;
  g_autoptr(SendoffPracticeSession) session = NULL;
  g_autoptr(GString) message = g_string_new (NULL);
  const char *const extensions[] = { "SIZE 0", NULL };

  while (message->len < 33 * 1024 * 1024)
    g_string_append (message, "This line is one of many, and there is nothing in it but this..\r\n");
  sendoff_practice_server_set_extensions (server, extensions);
  sendoff_practice_server_set_requires_sign_in (server, FALSE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = greet (server);

  for (guint i = 0; i < 2; i++)
    {
      /* One over the limit, then one under it. */
      gsize length = i == 0 ? message->len : 9000 * 65;

      play_dialogue (client, "C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<c@d>|S:250|C:DATA|S:354");
      g_assert_true (practice_client_send_bytes (client, message->str, length));
      practice_client_send (client, ".\r\n");
      practice_client_expect (client, i == 0 ? "552 5.3.4 " : "250 2.0.0 ");
    }
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_cmpuint (session->n_messages, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (session->message, NULL), g_bytes_get_size (session->message), message->str, 9000 * 65);
}

static void
test_both_addresses (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) ipv4 = practice_client_try ("127.0.0.1", sendoff_practice_server_get_port (server));
  g_autoptr(PracticeClient) ipv6 = NULL;
  g_autoptr(SendoffPracticeServer) other = sendoff_practice_server_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *port = g_strdup_printf ("%u", sendoff_practice_server_get_port (server));

  practice_client_expect (ipv4, "220");
  if (access ("/proc/net/if_inet6", F_OK) == 0)
    {
      ipv6 = practice_client_try ("::1", sendoff_practice_server_get_port (server));
      if (ipv6 != NULL)
        practice_client_expect (ipv6, "220");
      else
        g_test_message ("no ::1 here");
    }

  sendoff_practice_server_set_port (other, sendoff_practice_server_get_port (server));
  g_assert_false (sendoff_practice_server_start (other, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, port));
}

static void
test_start_again (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  guint16 port = sendoff_practice_server_get_port (server);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(PracticeClient) client = greet (server);

      sendoff_practice_server_stop (server);
      practice_client_expect_end (client);
      g_assert_null (practice_client_try ("127.0.0.1", port));
      sendoff_practice_server_set_port (server, port);
      g_assert_true (sendoff_practice_server_start (server, NULL));
    }
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (server), ==, 3);
}

static gint64
measure_stop (void)
{
  const char *const mishaps[] = { "greeting-stall", "ehlo-stall", "starttls-stall", "handshake-stall", "banner-slow", NULL };
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_client_free);
  gint64 start;

  g_assert_true (sendoff_practice_server_start (server, NULL));
  for (guint i = 0; i < 20; i++)
    {
      PracticeClient *client;
      const char *mishap = mishaps[i % G_N_ELEMENTS (mishaps)];

      g_assert_true (sendoff_practice_server_set_mishap (server, mishap, NULL));
      client = practice_client_new (sendoff_practice_server_get_port (server));
      g_ptr_array_add (clients, client);
      while (sendoff_practice_server_get_n_sessions (server) < i + 1)
        g_usleep (1000);
      practice_client_send (client, "EHLO client.example\r\nSTARTTLS\r\n");
    }
  start = g_get_monotonic_time ();
  sendoff_practice_server_stop (server);
  return g_get_monotonic_time () - start;
}

static void
test_stop_at_once (void)
{
  gint64 best = G_MAXINT64;

  /* A busy machine may hold one up, not all of them. */
  for (guint i = 0; i < 5 && best >= 50000; i++)
    best = MIN (best, measure_stop ());
  g_test_message ("stopped within %.1f ms", (double) best / 1000);
  g_assert_cmpint (best, <, 50000);
}

static void
test_too_many_connections (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_client_free);
  g_autoptr(PracticeClient) late = NULL;
  g_autoptr(PracticeClient) later = NULL;

  for (guint i = 0; i < 64; i++)
    g_ptr_array_add (clients, greet (server));
  late = practice_client_new (sendoff_practice_server_get_port (server));
  practice_client_expect (late, "421 4.3.2 ");
  practice_client_expect_end (late);

  practice_client_talk (clients->pdata[7], "QUIT", "221");
  practice_client_expect_end (clients->pdata[7]);
  g_ptr_array_remove_index (clients, 7);
  /* The thread is gone soon after its connection. */
  for (;;)
    {
      g_autofree char *reply = NULL;

      later = practice_client_new (sendoff_practice_server_get_port (server));
      reply = practice_client_read_reply (later);
      if (g_str_has_prefix (reply, "220 "))
        break;
      g_clear_pointer (&later, practice_client_free);
    }
}

static void
test_too_many_errors (void)
{
  g_autoptr(SendoffPracticeServer) server = start_server ();
  g_autoptr(PracticeClient) client = greet (server);

  for (guint i = 0; i < 101; i++)
    practice_client_talk (client, "NONSENSE", "502 ");
  practice_client_expect (client, "421 ");
  practice_client_expect_end (client);
}

static void
test_delay (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;
  gint64 start = g_get_monotonic_time ();

  sendoff_practice_server_set_delay_ms (server, 40);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = practice_client_new (sendoff_practice_server_get_port (server));
  practice_client_expect (client, "220");
  practice_client_talk (client, "NOOP", "250");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 80000);
  /* Everything said, nothing more to come: the answers are still delivered. */
  practice_client_send (client, "NOOP\r\nQUIT\r\n");
  shutdown (client->fd, SHUT_WR);
  practice_client_expect (client, "250");
  practice_client_expect (client, "221");
}

static void
on_line_logged (SendoffPracticeServer *server,
                const char            *line,
                GString               *log)
{
  g_string_append_printf (log, "%s\n", line);
}

static void
test_log (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(SendoffPracticeServer) server = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  const char *const secrets[] = { PLAIN_RIGHT, "practice)", "cHJhY3RpY2U=", "hunter2", "\033" };

  g_main_context_push_thread_default (context);
  server = sendoff_practice_server_new ();
  g_main_context_pop_thread_default (context);
  g_signal_connect (server, "log", G_CALLBACK (on_line_logged), log);
  g_assert_true (sendoff_practice_server_set_mishap (server, "auth-echo", NULL));
  g_assert_true (sendoff_practice_server_start (server, NULL));
  {
    g_autoptr(PracticeClient) client = greet (server);

    play_dialogue (client, "C:AUTH PLAIN " PLAIN_RIGHT "|S:535|C:AUTH LOGIN YW5h|S:334|C:cHJhY3RpY2U=|S:535|C:hunter2|S:502|C:NOOP \033[31m|S:250");
  }
  while (strstr (log->str, "ended") == NULL)
    g_main_context_iteration (context, TRUE);

  g_assert_nonnull (strstr (log->str, "1 C: EHLO client.example\n"));
  g_assert_nonnull (strstr (log->str, "1 S: 250-PIPELINING\n"));
  g_assert_nonnull (strstr (log->str, "1 C: AUTH PLAIN …\n"));
  g_assert_nonnull (strstr (log->str, "1 C: NOOP \\x1b[31m\n"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (log->str, secrets[i]));
}

static void
test_session_copy (void)
{
  g_autoptr(SendoffPracticeSession) session = g_new0 (SendoffPracticeSession, 1);
  g_autoptr(SendoffPracticeSession) copy = NULL;

  session->commands = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (session->commands, g_strdup ("EHLO x"));
  session->message = g_bytes_new_static ("abc", 3);
  session->n_messages = 4;
  session->signed_in = TRUE;
  copy = sendoff_practice_session_copy (session);
  g_assert_cmpstr (g_ptr_array_index (copy->commands, 0), ==, "EHLO x");
  g_assert_true (g_bytes_equal (copy->message, session->message));
  g_assert_cmpuint (copy->n_messages, ==, 4);
  g_assert_true (copy->signed_in);
  g_assert_false (copy->tls);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-server/story", test_story);
  g_test_add_func ("/practice-server/extensions-change-with-tls", test_extensions_change_with_tls);
  g_test_add_func ("/practice-server/own-settings", test_own_settings);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-server/dialogue/", dialogues[i].path, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/practice-server/cram-md5", test_cram_md5);
  g_test_add_func ("/practice-server/xoauth2", test_xoauth2);
  g_test_add_func ("/practice-server/keep-credentials", test_credentials_are_kept_when_told);
  g_test_add_func ("/practice-server/pipelining", test_pipelining);
  g_test_add_func ("/practice-server/pipelined-behind-starttls", test_pipelined_behind_starttls);
  g_test_add_func ("/practice-server/sign-in-forgotten", test_sign_in_is_forgotten_with_starttls);
  g_test_add_func ("/practice-server/implicit-tls", test_implicit_tls);
  g_test_add_func ("/practice-server/long-lines", test_long_lines);
  g_test_add_func ("/practice-server/big-message", test_big_message);
  g_test_add_func ("/practice-server/both-addresses", test_both_addresses);
  g_test_add_func ("/practice-server/start-again", test_start_again);
  g_test_add_func ("/practice-server/stop-at-once", test_stop_at_once);
  g_test_add_func ("/practice-server/too-many-connections", test_too_many_connections);
  g_test_add_func ("/practice-server/too-many-errors", test_too_many_errors);
  g_test_add_func ("/practice-server/delay", test_delay);
  g_test_add_func ("/practice-server/log", test_log);
  g_test_add_func ("/practice-server/session-copy", test_session_copy);
  return g_test_run ();
}
