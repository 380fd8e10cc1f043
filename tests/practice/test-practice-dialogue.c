/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server keeps to the protocol: order, syntax, signing in, pipelining, limits. */
#include "practice-stages.h"

typedef struct
{
  const char *path;
  const char *dialogue; /* C: lines and S: starts of replies, parted by "|" */
} Dialogue;

static const Dialogue dialogues[] = {
  { "before-time", "C:MAIL FROM:<>|S:503|C:RCPT TO:<a@b>|S:503|C:DATA|S:503|C:AUTH PLAIN|S:503|C:STARTTLS|S:503|C:EHLO|S:501"
                   "|C:HELO|S:501" },
  { "helo", "C:HELO x|S:250 mail.example\r|C:MAIL FROM:<>|S:250|C:MAIL FROM:<>|S:503|C:RSET|S:250|C:DATA|S:503|C:MAIL FROM:<>"
            "|S:250" },
  { "order", "C:EHLO x|S:250|C:MAIL FROM:<a@b>|S:250|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT "|S:503|C:DATA|S:503|C:EHLO x|S:250"
             "|C:RCPT TO:<c@d>|S:503" },
  { "syntax", "C:EHLO x|S:250|C:MAIL a@b|S:501|C:MAIL FROM:a@b|S:501|C:MAIL FROM:<a@b|S:501|C:MAIL FROM:<a@b>x|S:501"
              "|C:mail from:<a@b>|S:250"
              "|C:RCPT TO:<>|S:501|C:RCPT FROM:<c@d>|S:501|C:DATA now|S:501|C:STARTTLS now|S:501|C:NONSENSE|S:502|C:|S:502|C:VRFY a|S:252"
              "|C:VRFY|S:501|C:noop x|S:250" },
  { "utf8", "C:EHLO x|S:250|C:MAIL FROM:<\303\244@b>|S:553 5.6.7|C:MAIL FROM:<\303\244@b> SMTPUTF8|S:250|C:RSET|S:250"
            "|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT "|S:235|C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<\303\244@b>|S:553 5.6.7"
            "|C:RCPT TO:<a@b> NOTIFY=NEVER|S:555" },
  { "plain", "C:EHLO x|S:250|C:AUTH PLAIN " PRACTICE_PLAIN_WRONG "|S:535 5.7.8|C:AUTH plain " PRACTICE_PLAIN_RIGHT "|S:235 2.7.0"
             "|C:AUTH PLAIN|S:503" },
  { "plain-later", "C:EHLO x|S:250|C:AUTH PLAIN|S:334 \r|C:" PRACTICE_PLAIN_RIGHT "|S:235 2.7.0" },
  { "plain-bad", "C:EHLO x|S:250|C:AUTH PLAIN =|S:501|C:AUTH PLAIN ???|S:501 5.5.2|C:AUTH PLAIN AAA|S:501|C:AUTH PLAIN YWFh|S:501"
                 "|C:AUTH|S:501"
                 "|C:AUTH PLAIN|S:334|C:*|S:501 5.7.0|C:AUTH CRAM-MD5|S:504 5.5.4|C:AUTH XOAUTH2|S:504|C:AUTH NTLM|S:504|C:NOOP|S:250" },
  { "login", "C:EHLO x|S:250|C:AUTH LOGIN|S:334 VXNlcm5hbWU6\r|C:YW5h|S:334 UGFzc3dvcmQ6\r|C:cHJhY3RpY2U=|S:235" },
  { "login-initial", "C:EHLO x|S:250|C:AUTH LOGIN YW5h|S:334 UGFzc3dvcmQ6\r|C:d3Jvbmc=|S:535 5.7.8" },
  { "login-bad", "C:EHLO x|S:250|C:AUTH LOGIN ???|S:501 5.5.2|C:AUTH LOGIN YW5h|S:334|C:cHJhY3RpY2U|S:501 5.5.2|C:NOOP|S:250" },
  { "login-cancelled", "C:EHLO x|S:250|C:AUTH LOGIN|S:334|C:*|S:501|C:AUTH LOGIN|S:334|C:YW5h|S:334|C:*|S:501 5.7.0" },
};

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *dialogue = data;
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));

  practice_client_expect (client, "220 ");
  practice_play_dialogue (client, dialogue->dialogue);
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
      g_autoptr(PracticeClient) client = practice_greet (server);
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
  client = practice_greet (server);
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
      client = practice_greet (server);
      practice_play_dialogue (client, "C:AUTH PLAIN " PRACTICE_PLAIN_WRONG "|S:535|C:AUTH LOGIN YW5h|S:334|C:cHJhY3RpY2U=|S:235"
                                      "|C:QUIT|S:221");
    }
  practice_assert_commands (server, 0, "EHLO client.example|AUTH PLAIN …|AUTH LOGIN …|…|QUIT");
  practice_assert_commands (server, 1, "EHLO client.example|AUTH PLAIN " PRACTICE_PLAIN_WRONG "|AUTH LOGIN YW5h|cHJhY3RpY2U=|QUIT");
}

static void
test_pipelining (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_greet (server);
  g_autoptr(SendoffPracticeSession) session = NULL;

  practice_client_send (client, "AUTH LOGIN\r\nYW5h\r\ncHJhY3RpY2U=\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\nDATA\r\n"
                                "one\r\n.\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n\r\n.\r\r\n..\r\n\n.\n.\r\n.\r\nQUIT\r\n");
  practice_play_dialogue (client, "S:334|S:334|S:235|S:250 2.1.0|S:250 2.1.5|S:250 2.1.5|S:354|S:250 2.0.0|S:250 2.1.0"
                                  "|S:250 2.1.5|S:354|S:250 2.0.0|S:221");
  practice_client_expect_end (client);
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_cmpuint (session->n_messages, ==, 2);
  /* Only the dot that stands alone between CRLFs ends a message, and one leading dot goes. */
  g_assert_cmpmem (g_bytes_get_data (session->message, NULL), g_bytes_get_size (session->message), "\r\n\r\r\n.\r\n\n.\n.\r\n", 14);
}

static void
test_pipelined_behind_starttls (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_greet (server);

  practice_client_send (client, "STARTTLS\r\nMAIL FROM:<injected@example.org>\r\n");
  practice_client_expect (client, "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "EHLO client.example", "250");
  practice_client_talk (client, "RCPT TO:<a@example.org>", "503");
  practice_assert_commands (server, 0, "EHLO client.example|STARTTLS|EHLO client.example|RCPT TO:<a@example.org>");
}

static void
test_sign_in_is_forgotten_with_starttls (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_greet (server);

  practice_client_talk (client, "AUTH PLAIN " PRACTICE_PLAIN_RIGHT, "235");
  practice_client_talk (client, "STARTTLS", "220");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_play_dialogue (client, "C:EHLO x|S:250|C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<c@d>|S:550 5.7.1");
}

static void
test_long_lines (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_greet (server);
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
  client = practice_greet (server);

  for (guint i = 0; i < 2; i++)
    {
      /* One over the limit, then one under it. */
      gsize length = i == 0 ? message->len : 9000 * 65;

      practice_play_dialogue (client, "C:MAIL FROM:<a@b>|S:250|C:RCPT TO:<c@d>|S:250|C:DATA|S:354");
      g_assert_true (practice_client_send_bytes (client, message->str, length));
      practice_client_send (client, ".\r\n");
      practice_client_expect (client, i == 0 ? "552 5.3.4 " : "250 2.0.0 ");
    }
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_cmpuint (session->n_messages, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (session->message, NULL), g_bytes_get_size (session->message), message->str, 9000 * 65);
}

static void
test_too_many_errors (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start ();
  g_autoptr(PracticeClient) client = practice_greet (server);

  for (guint i = 0; i < 101; i++)
    practice_client_talk (client, "NONSENSE", "502 ");
  practice_client_expect (client, "421 ");
  practice_client_expect_end (client);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-dialogue/", dialogues[i].path, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/practice-dialogue/cram-md5", test_cram_md5);
  g_test_add_func ("/practice-dialogue/xoauth2", test_xoauth2);
  g_test_add_func ("/practice-dialogue/keep-credentials", test_credentials_are_kept_when_told);
  g_test_add_func ("/practice-dialogue/pipelining", test_pipelining);
  g_test_add_func ("/practice-dialogue/pipelined-behind-starttls", test_pipelined_behind_starttls);
  g_test_add_func ("/practice-dialogue/sign-in-forgotten", test_sign_in_is_forgotten_with_starttls);
  g_test_add_func ("/practice-dialogue/long-lines", test_long_lines);
  g_test_add_func ("/practice-dialogue/big-message", test_big_message);
  g_test_add_func ("/practice-dialogue/too-many-errors", test_too_many_errors);
  return g_test_run ();
}
