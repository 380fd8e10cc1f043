/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server plays the story, follows its settings, and stops at once. */
#include "practice/practice-server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "practice-stages.h"

static void
test_story (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) refused = practice_greet (server);
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

  sent = practice_greet_inside_tls (server);
  practice_client_talk (sent, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "235 2.7.0 ");
  practice_client_talk (sent, "MAIL FROM:<ana@example.org> SIZE=40", "250 2.1.0 ");
  practice_client_talk (sent, "RCPT TO:<you@example.net>", "250 2.1.5 ");
  practice_client_talk (sent, "DATA", "354 ");
  practice_client_send (sent, "Subject: x\r\n\r\n..dot\r\n.\r\n");
  practice_client_expect (sent, "250 2.0.0 Ok: queued as REHEARSAL-2-1");
  practice_client_talk (sent, "QUIT", "221 ");
  practice_client_expect_end (sent);

  practice_assert_commands (server, 1, "EHLO client.example|STARTTLS|EHLO client.example|AUTH PLAIN …"
                                       "|MAIL FROM:<ana@example.org> SIZE=40|"
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
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));
  const char *common = "250-mail.example\r\n250-SIZE 10240000\r\n250-PIPELINING\r\n250-8BITMIME\r\n"
                       "250-ENHANCEDSTATUSCODES\r\n250-SMTPUTF8\r\n";
  g_autofree char *clear = g_strconcat (common, "250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n", NULL);
  g_autofree char *hidden = g_strconcat (common, "250 AUTH PLAIN LOGIN\r\n", NULL);

  practice_client_expect (client, "220 mail.example ESMTP ");
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
  practice_client_talk (client, "EHLO x", "250-mail.example\r\n250-SIZE 20\r\n250-DSN\r\n250 STARTTLS\r\n");
  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "502 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> SIZE=21", "552 5.3.4 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> BODY=8BITMIME", "555 5.5.4 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> RET=HDRS SIZE=20", "250 ");
  practice_client_talk (client, "RCPT TO:<b@example.org> NOTIFY=NEVER", "250 ");
  practice_client_talk (client, "DATA", "354 ");
  practice_client_send (client, "123456789012345678901\r\n.\r\n");
  practice_client_expect (client, "552 5.3.4 ");
  practice_client_talk (client, "NOOP", "250 ");
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
  practice_play_dialogue (client, "S:220|C:EHLO x|S:250|C:QUIT|S:221");
  practice_client_expect_end (client);
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_true (session->tls);
  g_assert_cmpuint (session->bytes_after_handshake, ==, strlen ("EHLO x\r\nQUIT\r\n"));
}

static void
test_both_addresses (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
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

/* The port is free for IPv4, but somebody else has it for IPv6: "localhost" would lead there. */
static void
test_taken_for_ipv6 (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", 0);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, NULL) || !g_socket_listen (socket, NULL))
    {
      g_test_skip ("This machine has no ::1");
      return;
    }
  bound = g_socket_get_local_address (socket, NULL);
  sendoff_practice_server_set_port (server, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_assert_false (sendoff_practice_server_start (server, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS);
  sendoff_practice_server_set_port (server, 0);
  g_assert_true (sendoff_practice_server_start (server, NULL));
}

static void
test_start_again (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  guint16 port = sendoff_practice_server_get_port (server);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(PracticeClient) client = practice_greet (server);

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
  const char *preload = g_getenv ("LD_PRELOAD");
  /* Valgrind lets one thread run at a time. */
  gint64 limit = preload != NULL && strstr (preload, "vgpreload") != NULL ? 5000000 : 50000;
  gint64 best = G_MAXINT64;

  /* A busy machine may hold one up, not all of them. */
  for (guint i = 0; i < 5 && best >= limit; i++)
    best = MIN (best, measure_stop ());
  g_test_message ("stopped within %.1f ms", (double) best / 1000);
  g_assert_cmpint (best, <, limit);
}

static void
test_too_many_connections (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_client_free);
  g_autoptr(PracticeClient) late = NULL;
  g_autoptr(PracticeClient) later = NULL;

  for (guint i = 0; i < 64; i++)
    g_ptr_array_add (clients, practice_greet (server));
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

typedef struct
{
  SendoffPracticeProtocol protocol;
  const char *dialogue;
  const char *logged[5];
} Logged;

static const Logged logs[] = {
  { SENDOFF_PRACTICE_SMTP, "S:220|C:EHLO client.example|S:250|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT "|S:535|C:AUTH LOGIN YW5h|S:334"
                           "|C:cHJhY3RpY2U=|S:535|C:hunter2|S:502|C:NOOP \033[31m|S:250",
    { "1 C: EHLO client.example\n", "1 S: 250-PIPELINING\n", "1 C: AUTH PLAIN …\n", "1 C: NOOP \\x1b[31m\n", NULL } },
  { SENDOFF_PRACTICE_IMAP, "S:* OK|C:a LOGIN {3}|S:+|C:ana \"practice)\"|S:a NO|C:b LOGIN ana practice|S:b NO"
                           "|C:c AUTHENTICATE PLAIN " PRACTICE_PLAIN_RIGHT "|S:c NO|C:d AUTHENTICATE LOGIN|S:+|C:YW5h|S:+"
                           "|C:cHJhY3RpY2U=|S:d NO|C:hunter2|S:* BAD|C:e hunter2|S:e BAD|C:f NOOP \033[31m|S:f OK",
    { "1 C: a LOGIN …\n", "1 S: a NO [AUTHENTICATIONFAILED] Authentication failed: … (user …, password …)\n",
      "1 C: c AUTHENTICATE PLAIN …\n", "1 C: f NOOP \\x1b[31m\n", NULL } },
  { SENDOFF_PRACTICE_POP3, "S:+OK|C:USER ana|S:+OK|C:PASS practice)|S:-ERR|C:APOP ana practice)|S:-ERR|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT
                           "|S:-ERR|C:AUTH LOGIN|S:+|C:YW5h|S:+|C:cHJhY3RpY2U=|S:-ERR|C:hunter2|S:-ERR|C:CAPA \033[31m|S:+OK",
    { "1 C: USER …\n", "1 C: PASS …\n", "1 C: AUTH PLAIN …\n", "1 C: CAPA \\x1b[31m\n", NULL } },
};

static void
test_log (gconstpointer data)
{
  const Logged *logged = data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(SendoffPracticeServer) server = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  const char *const secrets[] = { PRACTICE_PLAIN_RIGHT, "practice)", " practice\n", "cHJhY3RpY2U=", "hunter2", "\033" };

  g_main_context_push_thread_default (context);
  server = sendoff_practice_server_new ();
  g_main_context_pop_thread_default (context);
  g_signal_connect (server, "log", G_CALLBACK (on_line_logged), log);
  sendoff_practice_server_set_protocol (server, logged->protocol);
  g_assert_true (sendoff_practice_server_set_mishap (server, "auth-echo", NULL));
  g_assert_true (sendoff_practice_server_start (server, NULL));
  {
    g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));

    practice_play_dialogue (client, logged->dialogue);
  }
  while (strstr (log->str, "ended") == NULL)
    g_main_context_iteration (context, TRUE);

  for (guint i = 0; logged->logged[i] != NULL; i++)
    {
      if (strstr (log->str, logged->logged[i]) == NULL)
        g_test_message ("no %s in %s", logged->logged[i], log->str);
      g_assert_nonnull (strstr (log->str, logged->logged[i]));
    }
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

/* With TLS from the first byte the handshake goes wrong all the same. */
static void
test_mishap_with_implicit_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;

  sendoff_practice_server_set_implicit_tls (server, TRUE);
  g_assert_true (sendoff_practice_server_set_mishap (server, "handshake-alert", NULL));
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = practice_client_new (sendoff_practice_server_get_port (server));
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
}

/* A stalled thread ends with its client, not only with the server. */
static void
test_stall_ends_with_client (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_with ("greeting-stall");
  gboolean is_full = TRUE;

  for (guint i = 0; i < 64; i++)
    practice_client_free (practice_client_new (sendoff_practice_server_get_port (server)));
  while (is_full)
    {
      g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));
      struct pollfd fd = { client->fd, POLLIN, 0 };

      is_full = poll (&fd, 1, 60) > 0;
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-server/story", test_story);
  g_test_add_func ("/practice-server/extensions-change-with-tls", test_extensions_change_with_tls);
  g_test_add_func ("/practice-server/own-settings", test_own_settings);
  g_test_add_func ("/practice-server/implicit-tls", test_implicit_tls);
  g_test_add_func ("/practice-server/both-addresses", test_both_addresses);
  g_test_add_func ("/practice-server/taken-for-ipv6", test_taken_for_ipv6);
  g_test_add_func ("/practice-server/start-again", test_start_again);
  g_test_add_func ("/practice-server/stop-at-once", test_stop_at_once);
  g_test_add_func ("/practice-server/too-many-connections", test_too_many_connections);
  g_test_add_func ("/practice-server/delay", test_delay);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-server/log/", sendoff_practice_protocol_to_string (logs[i].protocol), NULL);

      g_test_add_data_func (path, &logs[i], test_log);
    }
  g_test_add_func ("/practice-server/session-copy", test_session_copy);
  g_test_add_func ("/practice-server/mishap-with-implicit-tls", test_mishap_with_implicit_tls);
  g_test_add_func ("/practice-server/stall-ends-with-client", test_stall_ends_with_client);
  return g_test_run ();
}
