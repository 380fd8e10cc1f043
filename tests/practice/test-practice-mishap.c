/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mishap happens, where it says. */
#include "practice/practice-server.h"

#include <errno.h>
#include <sys/socket.h>

#include "base/error.h"
#include "practice-stages.h"

#define SILENCE_MS 60

typedef void (*Play) (SendoffPracticeServer *server, PracticeClient *client);

typedef struct
{
  const char *name;
  PracticeStage       stage;
  const char *reply;  /* "": silence; NULL: the end; else the start of the answer */
  Play        play;   /* what comes then, or instead of a reply where that is NULL */
} Case;

static void
end_comes (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect_end (client);
}

static void
only_quit_is_left (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_talk (client, "EHLO client.example", "503 ");
  practice_client_talk (client, "QUIT", "221 ");
  practice_client_expect_end (client);
}

static void
session_goes_on (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_talk (client, "NOOP", "250 ");
}

static void
helo_works (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_talk (client, "HELO client.example", "250 mail.example");
  practice_client_talk (client, "MAIL FROM:<a@example.org>", "250 ");
}

static void
web_page_comes (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autoptr(GString) all = practice_client_read_all (client);

  g_assert_nonnull (strstr (all->str, "<html>"));
}

static void
silence_follows (SendoffPracticeServer *server, PracticeClient *client)
{
  g_string_truncate (client->input, 0);
  practice_client_expect_silence (client, SILENCE_MS);
}

static void
greeting_is_late (SendoffPracticeServer *server, PracticeClient *client)
{
  gint64 start = g_get_monotonic_time ();

  practice_client_expect_silence (client, 5000);
  practice_client_expect (client, "220 ");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 5500000);
}

static void
reply_never_ends (SendoffPracticeServer *server, PracticeClient *client)
{
  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *line = practice_client_read_line (client);

      g_assert_true (g_str_has_prefix (line, "250-"));
    }
}

static void
nothing_is_offered (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "250 mail.example\r\n");
  practice_client_talk (client, "STARTTLS", "502 ");
  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "502 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> SIZE=1", "555 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org>", "250 ");
}

static void
size_is_small (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);
  g_autofree char *text = g_strnfill (1200, 'x');

  g_assert_nonnull (strstr (reply, "SIZE 1000\r\n"));
  g_assert_null (strstr (reply, "SIZE 10240000"));
  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "235 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> SIZE=1001", "552 5.3.4 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org> SIZE=1000", "250 ");
  practice_client_talk (client, "RCPT TO:<b@example.org>", "250 ");
  practice_client_talk (client, "DATA", "354 ");
  practice_client_send (client, text);
  practice_client_talk (client, "\r\n.", "552 5.3.4 ");
}

static void
tls_is_missing (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);

  g_assert_null (strstr (reply, "STARTTLS"));
  g_assert_nonnull (strstr (reply, "250 AUTH PLAIN LOGIN"));
  practice_client_talk (client, "STARTTLS", "502 ");
}

static void
plain_text_answers (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_UNEXPECTED_PACKET);
}

static void
garbage_answers (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

static void
alert_answers (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (gnutls_alert_get (client->tls), ==, GNUTLS_A_HANDSHAKE_FAILURE);
}

static void
text_is_injected (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "220 ");
  /* One segment: it is here already. */
  g_assert_nonnull (strstr (client->input->str, "250-AUTH PLAIN\r\n250 8BITMIME\r\n"));
  g_string_truncate (client->input, 0);
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "EHLO client.example", "250-mail.example\r\n");
}

static void
text_comes_late (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "220 ");
  /* Not in the same segment. */
  g_assert_cmpuint (client->input->len, ==, 0);
  practice_client_expect (client, "250 mail.example\r\n");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
}

static void
only_old_tls_works (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autoptr(PracticeClient) old = practice_go_to (server, AT_STARTTLS);

  practice_client_expect (client, "220 ");
  /* An old server names the best it knows, and leaves it to the client to refuse that. */
  g_assert_cmpint (practice_client_start_tls (client, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"), ==,
                   GNUTLS_E_UNSUPPORTED_VERSION_PACKET);

  practice_client_expect (old, "220 ");
  g_assert_cmpint (practice_client_start_tls (old, "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-ECDSA-SHA1:+SIGN-RSA-SHA1"), ==, 0);
  g_assert_cmpint (gnutls_protocol_get_version (old->tls), ==, GNUTLS_TLS1_1);
  practice_client_talk (old, "EHLO client.example", "250");
}

static void
sign_in_is_missing (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);

  g_assert_null (strstr (reply, "AUTH"));
  g_assert_nonnull (strstr (reply, "250 STARTTLS"));
  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "502 ");
  practice_client_talk (client, "MAIL FROM:<a@example.org>", "250 ");
  practice_client_talk (client, "RCPT TO:<b@example.org>", "550 5.7.1 <b@example.org>... Relaying denied.");
}

static void
method_is_unknown (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);

  g_assert_nonnull (strstr (reply, "250 AUTH SCRAM-SHA-256\r\n"));
  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "504 ");
  practice_client_talk (client, "AUTH SCRAM-SHA-256", "504 ");
}

static void
login_is_refused_after_the_password (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_talk (client, "AUTH LOGIN", "334 ");
  practice_client_talk (client, "YW5h", "334 ");
  practice_client_talk (client, "cHJhY3RpY2U=", "5");
}

static void
challenge_never_ends (SendoffPracticeServer *server, PracticeClient *client)
{
  for (guint i = 0; i < 10; i++)
    practice_client_talk (client, "AAAA", "334 %\377\376not base64%");
  practice_client_talk (client, "*", "501 ");
}

static void
credentials_come_back (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_line (client);

  g_assert_cmpstr (reply, ==, "535 5.7.8 Authentication credentials invalid: " PRACTICE_PLAIN_RIGHT " (user ana, password practice)\r\n");
}

static void
two_replies_then_refusal (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "250 2.1.0 ");
  g_assert_cmpstr (client->input->str, ==, "250 2.1.5 Ok\r\n");
  practice_client_expect (client, "250 2.1.5 ");
  practice_client_talk (client, "RCPT TO:<b@example.org>", "550 ");
}

static void
only_the_second_is_refused (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "250 2.1.5 ");
  practice_client_talk (client, "RCPT TO:<c@example.org>", "550 5.1.1 ");
  practice_client_talk (client, "RCPT TO:<d@example.org>", "250 2.1.5 ");
  practice_client_talk (client, "DATA", "354 ");
}

static void
every_one_is_refused (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_talk (client, "RCPT TO:<c@example.org>", "550 5.1.1 ");
  practice_client_talk (client, "DATA", "554 5.5.1 ");
}

static void
confirmed_before_sent (SendoffPracticeServer *server, PracticeClient *client)
{
  practice_client_expect (client, "354 ");
  g_assert_cmpstr (client->input->str, ==, "250 2.0.0 Ok: queued\r\n");
  practice_client_expect (client, "250 ");
  practice_client_talk (client, "Subject: x\r\n\r\n.", "554 ");
}

static void
reset_comes (SendoffPracticeServer *server, PracticeClient *client)
{
  char byte;
  gssize n_bytes = recv (client->fd, &byte, 1, 0);

  g_assert_cmpint (n_bytes, ==, -1);
  g_assert_cmpint (errno, ==, ECONNRESET);
}

static void
server_stops_reading (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *bytes = g_strnfill (65536, 'x');
  gssize n_sent;

  /* Until nothing fits between the two any more. */
  do
    {
      n_sent = send (client->fd, bytes, 65536, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (n_sent < 0 && errno == EAGAIN)
        g_usleep (20000);
    }
  while (n_sent > 0 || (n_sent = send (client->fd, bytes, 65536, MSG_DONTWAIT | MSG_NOSIGNAL)) > 0);
  g_assert_cmpint (errno, ==, EAGAIN);
}

static void
half_a_reply (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autoptr(GString) all = practice_client_read_all (client);

  g_assert_cmpstr (all->str, ==, "250-2.0.0 The first half of it\r\n25");
}

static void
line_is_long (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);

  g_assert_cmpuint (strlen (line), >=, 100 * 1024);
  g_assert_true (g_str_has_prefix (line, "250 "));
  practice_client_talk (client, "RSET", "250 2.0.0 Ok");
}

static void
reply_is_huge (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);

  g_assert_cmpuint (strlen (reply), >=, 2 * 1024 * 1024);
  g_assert_nonnull (strstr (reply, "\r\n250 The end\r\n"));
  practice_client_talk (client, "RSET", "250 2.0.0 Ok");
}

static void
message_counts (SendoffPracticeServer *server)
{
  guint last = sendoff_practice_server_get_n_sessions (server) - 1;
  g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (server, last);

  g_assert_cmpuint (session->n_messages, ==, 1);
}

static void
line_is_long_after_the_message (SendoffPracticeServer *server, PracticeClient *client)
{
  line_is_long (server, client);
  message_counts (server);
}

static void
reply_is_huge_after_the_message (SendoffPracticeServer *server, PracticeClient *client)
{
  reply_is_huge (server, client);
  message_counts (server);
}

static void
sender_holds (SendoffPracticeServer *server, PracticeClient *client)
{
  line_is_long (server, client);
  practice_client_talk (client, "MAIL FROM:<a@example.org>", "250 ");
  practice_client_talk (client, "RCPT TO:<a@example.org>", "250 ");
}

static void
bytes_come_singly (SendoffPracticeServer *server, PracticeClient *client)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *line = practice_client_read_line (client);

  g_assert_cmpint (g_get_monotonic_time () - start, >, (gint64) (strlen (line) - 5) * 45000);
}

static void
controls_come (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);
  const char *const parts[] = { "\033[31m", "\007", "\010", "\342\200\256", "\342\201\247", "\r ", "<b>" };

  g_assert_true (g_str_has_prefix (line, "550 5.1.1 "));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (line, parts[i]));
}

static void
zero_comes (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);
  static const char expected[] = "550 5.1.1 No such\0user here\r\n";

  g_assert_cmpmem (line, sizeof expected, expected, sizeof expected);
}

static void
latin_1_comes (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);

  g_assert_true (g_str_has_prefix (line, "550 5.1.1 "));
  g_assert_false (g_utf8_validate (line, -1, NULL));
}

static void
line_feeds_are_bare (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *reply = practice_client_read_reply (client);

  g_assert_true (g_str_has_prefix (reply, "250-mail.example\n250-"));
  g_assert_null (strchr (reply, '\r'));
}

static void
codes_differ (SendoffPracticeServer *server, PracticeClient *client)
{
  g_autofree char *first = practice_client_read_line (client);
  g_autofree char *second = practice_client_read_line (client);

  g_assert_true (g_str_has_prefix (first, "250-"));
  g_assert_true (g_str_has_prefix (second, "550 "));
  practice_client_talk (client, "RCPT TO:<b@example.org>", "503 ");
}

static const Case cases[] = {
  { "greeting-421", AT_GREETING, "421 4.3.2 ", end_comes },
  { "greeting-554", AT_GREETING, "554 5.7.1 ", only_quit_is_left },
  { "greeting-garbage", AT_GREETING, "\003\001\377\376", silence_follows },
  { "greeting-http", AT_GREETING, "HTTP/1.1 400 ", web_page_comes },
  { "greeting-imap", AT_GREETING, "* OK [CAPABILITY IMAP4rev1", silence_follows },
  { "greeting-pop3", AT_GREETING, "+OK POP3 ready", silence_follows },
  { "greeting-stall", AT_GREETING, "" },
  { "greeting-close", AT_GREETING, NULL },
  { "banner-slow", AT_GREETING, NULL, greeting_is_late },
  { "ehlo-421", AT_EHLO, "421 4.7.0 ", end_comes },
  { "ehlo-502", AT_EHLO, "502 5.5.1 ", helo_works },
  { "ehlo-550", AT_EHLO, "550 5.7.1 ", session_goes_on },
  { "ehlo-stall", AT_EHLO, "" },
  { "ehlo-close", AT_EHLO, NULL },
  { "ehlo-endless", AT_EHLO, NULL, reply_never_ends },
  { "no-extensions", AT_EHLO, NULL, nothing_is_offered },
  { "size-small", AT_EHLO, NULL, size_is_small },
  { "starttls-missing", AT_EHLO, NULL, tls_is_missing },
  { "starttls-454", AT_STARTTLS, "454 4.7.0 ", session_goes_on },
  { "starttls-502", AT_STARTTLS, "502 5.5.1 ", session_goes_on },
  { "starttls-530", AT_STARTTLS, "530 5.7.0 ", session_goes_on },
  { "starttls-plain-text", AT_STARTTLS, NULL, plain_text_answers },
  { "starttls-injection", AT_STARTTLS, NULL, text_is_injected },
  { "starttls-late-injection", AT_STARTTLS, NULL, text_comes_late },
  { "starttls-stall", AT_STARTTLS, "" },
  { "starttls-close", AT_STARTTLS, NULL },
  { "handshake-stall", AT_HANDSHAKE, "" },
  { "handshake-close", AT_HANDSHAKE, NULL },
  { "handshake-garbage", AT_STARTTLS, NULL, garbage_answers },
  { "handshake-alert", AT_STARTTLS, NULL, alert_answers },
  { "tls-1.1", AT_STARTTLS, NULL, only_old_tls_works },
  { "auth-missing", AT_EHLO, NULL, sign_in_is_missing },
  { "auth-unknown", AT_EHLO, NULL, method_is_unknown },
  { "auth-535", AT_AUTH, "535 5.7.8 ", login_is_refused_after_the_password },
  { "auth-534", AT_AUTH, "534 5.7.9 ", login_is_refused_after_the_password },
  { "auth-454", AT_AUTH, "454 4.7.0 ", session_goes_on },
  { "auth-530-starttls", AT_AUTH, "530 5.7.0 ", session_goes_on },
  { "auth-stall", AT_AUTH, "" },
  { "auth-close", AT_AUTH, NULL },
  { "auth-garbage", AT_AUTH, "334 %\377\376not base64%", challenge_never_ends },
  { "auth-echo", AT_AUTH, NULL, credentials_come_back },
  { "mail-550", AT_MAIL, "550 5.1.8 ", session_goes_on },
  { "mail-553", AT_MAIL, "553 5.7.1 ", session_goes_on },
  { "mail-451", AT_MAIL, "451 4.1.8 ", session_goes_on },
  { "mail-530", AT_MAIL, "530 5.7.0 ", session_goes_on },
  { "mail-stall", AT_MAIL, "" },
  { "mail-close", AT_MAIL, NULL },
  { "double-reply", AT_MAIL, NULL, two_replies_then_refusal },
  { "rcpt-550", AT_RCPT, "550 5.1.1 ", every_one_is_refused },
  { "rcpt-one-550", AT_RCPT, NULL, only_the_second_is_refused },
  { "rcpt-451", AT_RCPT, "451 4.7.1 ", session_goes_on },
  { "rcpt-452", AT_RCPT, "452 4.2.2 ", session_goes_on },
  { "rcpt-stall", AT_RCPT, "" },
  { "rcpt-close", AT_RCPT, NULL },
  { "data-451", AT_DATA, "451 4.3.0 ", session_goes_on },
  { "data-554", AT_DATA, "554 5.7.1 ", session_goes_on },
  { "data-stall", AT_DATA, "" },
  { "data-close", AT_DATA, NULL },
  { "early-250", AT_DATA, NULL, confirmed_before_sent },
  { "body-close", AT_BODY, NULL },
  { "body-reset", AT_BODY, NULL, reset_comes },
  { "body-stall", AT_BODY, NULL, server_stops_reading },
  { "dot-554", AT_DOT, "554 5.7.1 ", session_goes_on },
  { "dot-552", AT_DOT, "552 5.3.4 ", session_goes_on },
  { "dot-451", AT_DOT, "451 4.3.0 ", session_goes_on },
  { "dot-421", AT_DOT, "421 4.3.2 ", end_comes },
  { "dot-stall", AT_DOT, "" },
  { "dot-close", AT_DOT, NULL },
  { "dot-garbage", AT_DOT, "\201\202 2!0", session_goes_on },
  { "dot-half", AT_DOT, NULL, half_a_reply },
  { "dot-long-line", AT_DOT, NULL, line_is_long_after_the_message },
  { "dot-huge", AT_DOT, NULL, reply_is_huge_after_the_message },
  { "reply-dribble", AT_GREETING, NULL, bytes_come_singly },
  { "reply-long-line", AT_MAIL, NULL, sender_holds },
  { "reply-huge", AT_MAIL, NULL, reply_is_huge },
  { "reply-control", AT_RCPT, NULL, controls_come },
  { "reply-nul", AT_RCPT, NULL, zero_comes },
  { "reply-8bit", AT_RCPT, NULL, latin_1_comes },
  { "reply-bare-lf", AT_EHLO, NULL, line_feeds_are_bare },
  { "reply-code-mismatch", AT_MAIL, NULL, codes_differ },
  { "reply-no-code", AT_MAIL, "Certainly, go on\r\n", session_goes_on },
  { "quit-stall", AT_QUIT, "" },
};

static void
test_mishap (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(SendoffPracticeServer) server = practice_start_with (expected->name);
  g_autoptr(PracticeClient) client = practice_go_to (server, expected->stage);
  g_autoptr(SendoffPracticeSession) session = NULL;

  if (expected->reply == NULL && expected->play == NULL)
    practice_client_expect_end (client);
  else if (expected->reply != NULL && expected->reply[0] == '\0')
    /* Silence, but no end: it waits for the client or the stop. */
    practice_client_expect_silence (client, SILENCE_MS);
  else if (expected->reply != NULL)
    practice_client_expect (client, expected->reply);
  if (expected->play != NULL)
    expected->play (server, client);

  sendoff_practice_server_stop (server);
  session = sendoff_practice_server_dup_session (server, 0);
  if (expected->stage < AT_DOT)
    g_assert_cmpuint (session->n_messages, ==, 0);
}

static void
test_list (void)
{
  const SendoffPracticeMishap *list = sendoff_practice_mishaps ();
  guint n_mishaps = 0;

  /* Each of SMTP is in the table above, in the same order. */
  for (const SendoffPracticeMishap *mishap = list; mishap->name != NULL; mishap++)
    {
      g_assert_cmpuint (strlen (mishap->description), >, 10);
      g_assert_null (strchr (mishap->description, '\n'));
      g_assert_cmpuint (mishap->protocols, !=, 0);
      if ((mishap->protocols & SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_PRACTICE_SMTP)) == 0)
        continue;
      g_assert_cmpuint (n_mishaps, <, G_N_ELEMENTS (cases));
      g_assert_cmpstr (mishap->name, ==, cases[n_mishaps++].name);
    }
  g_assert_cmpuint (n_mishaps, ==, G_N_ELEMENTS (cases));
  g_assert_true (sendoff_practice_mishaps () == list);
}

static void
test_unknown (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (sendoff_practice_server_set_mishap (server, "earthquake", &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "earthquake"));
}

/* A change while it runs holds for the next connection: fail first, then send. */
static void
test_next_connection (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_with ("dot-451");
  g_autoptr(PracticeClient) first = practice_go_to (server, AT_DOT);
  g_autoptr(PracticeClient) second = NULL;

  practice_client_expect (first, "451 ");
  g_assert_true (sendoff_practice_server_set_mishap (server, NULL, NULL));
  second = practice_go_to (server, AT_QUIT);
  practice_client_expect (second, "221 ");
  practice_client_expect_end (second);
  message_counts (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-mishap/list", test_list);
  g_test_add_func ("/practice-mishap/unknown", test_unknown);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-mishap/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_mishap);
    }
  g_test_add_func ("/practice-mishap/next-connection", test_next_connection);
  return g_test_run ();
}
