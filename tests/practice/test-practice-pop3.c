/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server as a POP3 server: order, syntax, signing in, and what it remembers. */
#include "practice-stages.h"

#define GREETING "S:+OK mail.example POP3 at your service <"

typedef struct
{
  const char *path;
  const char *dialogue; /* C: lines and S: starts of lines, parted by "|" */
} Dialogue;

static const Dialogue dialogues[] = {
  { "capabilities", GREETING "|C:CAPA|S:+OK|S:RESP-CODES\r|S:AUTH-RESP-CODE\r|S:PIPELINING\r|S:UIDL\r|S:STLS\r|S:USER\r"
                    "|S:SASL PLAIN LOGIN\r|S:.\r|C:capa|S:+OK" },
  { "before-time", GREETING "|C:STAT|S:-ERR|C:LIST|S:-ERR|C:NOOP|S:-ERR|C:PASS practice|S:-ERR|C:NONSENSE|S:-ERR|C:|S:-ERR|C:QUIT|S:+OK" },
  { "user", GREETING "|C:USER ana|S:+OK|C:PASS practice|S:+OK|C:STAT|S:+OK 0 0\r|C:LIST|S:+OK|S:.\r|C:LIST 1|S:-ERR|C:UIDL|S:+OK|S:.\r"
            "|C:NOOP|S:+OK|C:USER ana|S:-ERR|C:STLS|S:-ERR|C:QUIT|S:+OK" },
  { "user-wrong", GREETING "|C:USER|S:-ERR|C:USER ana|S:+OK|C:PASS wrong|S:-ERR [AUTH]|C:PASS practice|S:-ERR|C:USER ana|S:+OK"
                  "|C:PASS  practice|S:-ERR [AUTH]|C:user ana|S:+OK|C:pass practice|S:+OK" },
  { "plain", GREETING "|C:AUTH PLAIN " PRACTICE_PLAIN_WRONG "|S:-ERR [AUTH]|C:AUTH PLAIN|S:+ \r|C:*|S:-ERR|C:AUTH PLAIN ???|S:-ERR"
             "|C:AUTH plain " PRACTICE_PLAIN_RIGHT "|S:+OK" },
  { "login", GREETING "|C:AUTH LOGIN|S:+ VXNlcm5hbWU6\r|C:YW5h|S:+ UGFzc3dvcmQ6\r|C:cHJhY3RpY2U=|S:+OK" },
  { "other-mechanisms", GREETING "|C:AUTH|S:-ERR|C:AUTH CRAM-MD5|S:-ERR|C:AUTH USER|S:-ERR|C:AUTH APOP|S:-ERR" },
  { "apop-wrong", GREETING "|C:APOP|S:-ERR|C:APOP ana|S:-ERR|C:APOP ana 00000000000000000000000000000000|S:-ERR [AUTH]" },
};

static PracticeClient *
connect_to (SendoffPracticeServer *server)
{
  return practice_client_new (sendoff_practice_server_get_port (server));
}

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *dialogue = data;
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_POP3, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);

  practice_play_dialogue (client, dialogue->dialogue);
}

/* The stamp is of the greeting, also where TLS came between, and another one each time. */
static void
test_apop (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_POP3, NULL);
  g_autofree char *last = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PracticeClient) client = connect_to (server);
      g_autofree char *greeting = practice_client_read_line (client);
      g_autofree char *stamp = g_strndup (strchr (greeting, '<'), strcspn (strchr (greeting, '<'), "\r"));
      g_autofree char *secret = g_strconcat (stamp, "practice", NULL);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, secret, -1);
      g_autofree char *command = g_strdup_printf ("APOP ana %s", digest);

      if (i == 1)
        {
          practice_client_talk (client, "STLS", "+OK");
          g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
        }
      practice_client_talk (client, command, "+OK");
      g_assert_cmpstr (stamp, !=, last);
      g_free (last);
      last = g_strdup (stamp);
    }
}

static void
test_stls (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_POP3, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);
  g_autoptr(SendoffPracticeSession) session = NULL;

  practice_play_dialogue (client, GREETING "|C:USER ana|S:+OK");
  practice_client_send (client, "STLS\r\nUSER eve\r\n");
  practice_client_expect (client, "+OK");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  /* What was said in clear doesn't count. */
  practice_play_dialogue (client, "C:PASS practice|S:-ERR|C:STLS|S:-ERR|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:USER|S:SASL|S:.\r"
                                  "|C:USER ana|S:+OK|C:PASS practice|S:+OK|C:QUIT|S:+OK");
  practice_client_expect_end (client);
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_true (session->tls);
  g_assert_true (session->signed_in);
}

static void
test_requires_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;

  sendoff_practice_server_set_protocol (server, SENDOFF_PRACTICE_POP3);
  sendoff_practice_server_set_requires_tls (server, TRUE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = connect_to (server);
  practice_play_dialogue (client, GREETING "|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:.\r|C:USER ana|S:-ERR|C:APOP ana x|S:-ERR"
                                  "|C:AUTH PLAIN|S:-ERR|C:STLS|S:+OK");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_play_dialogue (client, "C:USER ana|S:+OK|C:PASS practice|S:+OK");
}

static void
test_mechanisms (void)
{
  static const struct { const char *mechanisms, *dialogue; } cases[] = {
    { NULL, "S:+OK mail.example POP3 at your service\r|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:.\r|C:USER ana|S:-ERR"
            "|C:APOP ana x|S:-ERR|C:AUTH PLAIN|S:-ERR" },
    { "USER", "S:+OK mail.example POP3 at your service\r|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:USER|S:.\r"
              "|C:AUTH PLAIN|S:-ERR|C:USER ana|S:+OK|C:PASS practice|S:+OK" },
    { "APOP CRAM-MD5", GREETING "|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:SASL CRAM-MD5\r|S:.\r"
                       "|C:USER ana|S:-ERR|C:AUTH CRAM-MD5|S:+ P" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
      g_autoptr(PracticeClient) client = NULL;

      sendoff_practice_server_set_protocol (server, SENDOFF_PRACTICE_POP3);
      sendoff_practice_server_set_mechanisms (server, cases[i].mechanisms);
      g_assert_true (sendoff_practice_server_start (server, NULL));
      client = connect_to (server);
      practice_play_dialogue (client, cases[i].dialogue);
    }
}

static void
test_credentials_are_not_kept (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_POP3, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PracticeClient) client = NULL;

      sendoff_practice_server_set_keep_credentials (server, i == 1);
      client = connect_to (server);
      practice_play_dialogue (client, GREETING "|C:USER ana|S:+OK|C:PASS wr ong|S:-ERR"
                                      "|C:APOP ana x|S:-ERR|C:AUTH PLAIN " PRACTICE_PLAIN_WRONG "|S:-ERR|C:AUTH LOGIN"
                                      "|S:+ |C:YW5h|S:+ |C:cHJhY3RpY2U=|S:+OK|C:LIST 1|S:-ERR");
    }
  practice_assert_commands (server, 0, "USER …|PASS …|APOP …|AUTH PLAIN …|AUTH LOGIN|…|…|LIST 1");
  practice_assert_commands (server, 1, "USER ana|PASS wr ong|APOP ana x|AUTH PLAIN " PRACTICE_PLAIN_WRONG
                                       "|AUTH LOGIN|YW5h|cHJhY3RpY2U=|LIST 1");
}

static void
test_limits (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_POP3, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);
  g_autofree char *long_line = g_strnfill (20000, 'x');

  practice_play_dialogue (client, GREETING);
  practice_client_talk (client, long_line, "-ERR ");
  for (guint i = 0; i < 100; i++)
    practice_client_talk (client, "NONSENSE", "-ERR");
  practice_client_expect (client, "-ERR Too many errors");
  practice_client_expect_end (client);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-pop3/", dialogues[i].path, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/practice-pop3/apop", test_apop);
  g_test_add_func ("/practice-pop3/stls", test_stls);
  g_test_add_func ("/practice-pop3/requires-tls", test_requires_tls);
  g_test_add_func ("/practice-pop3/mechanisms", test_mechanisms);
  g_test_add_func ("/practice-pop3/credentials-are-not-kept", test_credentials_are_not_kept);
  g_test_add_func ("/practice-pop3/limits", test_limits);
  return g_test_run ();
}
