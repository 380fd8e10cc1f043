/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server as an IMAP server: order, syntax, literals, signing in, and what it remembers. */
#include "practice-stages.h"

#define GREETING "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS AUTH=PLAIN AUTH=LOGIN] "

typedef struct
{
  const char *path;
  const char *dialogue; /* C: lines and S: starts of lines, parted by "|" */
} Dialogue;

static const Dialogue dialogues[] = {
  { "any-state", GREETING "|C:a CAPABILITY|S:* CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS AUTH=PLAIN AUTH=LOGIN\r|S:a OK"
                 "|C:b noop|S:b OK|C:c ID NIL|S:* ID NIL\r|S:c OK|C:d LOGOUT|S:* BYE|S:d OK" },
  { "login", GREETING "|C:a1 LOGIN ana practice|S:a1 OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID] |C:a2 CAPABILITY"
             "|S:* CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID\r|S:a2 OK|C:a3 LOGIN ana practice|S:a3 BAD|C:a4 STARTTLS|S:a4 BAD" },
  { "login-quoted", GREETING "|C:a1 LOGIN \"ana\" \"pr\\actice\"|S:a1 OK" },
  { "login-wrong", GREETING "|C:a1 LOGIN ana wrong|S:a1 NO [AUTHENTICATIONFAILED]|C:a2 LOGIN ana \"practice \"|S:a2 NO [AUTH"
                   "|C:a3 LOGIN ana practice|S:a3 OK" },
  { "login-syntax", GREETING "|C:a1 LOGIN|S:a1 BAD|C:a2 LOGIN ana|S:a2 BAD|C:a3 LOGIN ana \"practice|S:a3 BAD"
                    "|C:a4 LOGIN ana practice more|S:a4 BAD|C:a5 LOGIN (ana) practice|S:a5 BAD" },
  { "literals", GREETING "|C:a1 LOGIN {3}|S:+ |C:ana {8}|S:+ |C:practice|S:a1 OK" },
  { "literals-without-waiting", GREETING "|C:a1 LOGIN {3+}\r\nana {8+}\r\npractice|S:a1 OK" },
  { "literal-too-big", GREETING "|C:a1 LOGIN {8193}|S:* BAD [TOOBIG]|C:a2 NOOP|S:a2 OK"
                       "|C:a3 LOGIN {99999999999999999999999}|S:* BAD [TOOBIG]" },
  { "tags", GREETING "|C:|S:* BAD|C:NOOP|S:* BAD|C:+ NOOP|S:* BAD|C: NOOP|S:* BAD|C:a* NOOP|S:* BAD|C:{tag} NOOP|S:* BAD"
            "|C:a.1 NOOP|S:a.1 OK|C:a|S:* BAD|C:a |S:a BAD|C:a NONSENSE|S:a BAD" },
  { "plain", GREETING "|C:a AUTHENTICATE PLAIN " PRACTICE_PLAIN_WRONG "|S:a NO [AUTHENTICATIONFAILED]"
             "|C:b authenticate plain " PRACTICE_PLAIN_RIGHT "|S:b OK" },
  { "plain-later", GREETING "|C:a AUTHENTICATE PLAIN|S:+ \r|C:*|S:a BAD|C:b AUTHENTICATE PLAIN|S:+ \r|C:???|S:b BAD|C:c AUTHENTICATE PLAIN"
                   "|S:+ \r|C:" PRACTICE_PLAIN_RIGHT "|S:c OK" },
  { "login-mechanism", GREETING "|C:a AUTHENTICATE LOGIN|S:+ VXNlcm5hbWU6\r|C:YW5h|S:+ UGFzc3dvcmQ6\r|C:cHJhY3RpY2U=|S:a OK" },
  { "other-mechanisms", GREETING "|C:a AUTHENTICATE|S:a BAD|C:b AUTHENTICATE CRAM-MD5|S:b NO|C:c AUTHENTICATE USER|S:c NO" },
  { "mailbox", GREETING "|C:a SELECT INBOX|S:a BAD|C:b LOGIN ana practice|S:b OK|C:c SELECT inbox|S:* FLAGS|S:* 0 EXISTS|S:* 0 RECENT"
               "|S:* OK [UIDVALIDITY|S:c OK [READ-WRITE]|C:d EXAMINE \"INBOX\"|S:* FLAGS|S:* 0|S:* 0|S:* OK|S:d OK [READ-ONLY]|C:e SELECT x"
               "|S:e NO|C:f SELECT|S:f BAD|C:g STATUS INBOX (MESSAGES)|S:* STATUS INBOX (MESSAGES 0)\r|S:g OK|C:h LIST \"\" *|S:* LIST "
               "|S:h OK" },
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
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_IMAP, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);

  practice_play_dialogue (client, dialogue->dialogue);
}

static void
test_logout_ends (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_IMAP, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);

  practice_play_dialogue (client, GREETING "|C:a LOGOUT|S:* BYE|S:a OK");
  practice_client_expect_end (client);
}

static void
test_starttls (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_IMAP, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);
  g_autoptr(SendoffPracticeSession) session = NULL;

  practice_play_dialogue (client, GREETING);
  /* What stands behind it in clear is thrown away. */
  practice_client_send (client, "a STARTTLS\r\nb LOGIN ana practice\r\n");
  practice_client_expect (client, "a OK");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_play_dialogue (client, "C:c CAPABILITY|S:* CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID AUTH=PLAIN AUTH=LOGIN\r|S:c OK"
                                  "|C:d STARTTLS|S:d BAD|C:e LOGIN ana practice|S:e OK|C:f LOGOUT|S:* BYE|S:f OK");
  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_true (session->tls);
  g_assert_true (session->signed_in);
  g_assert_cmpuint (session->bytes_after_handshake, ==, 58);
}

static void
test_implicit_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;

  sendoff_practice_server_set_protocol (server, SENDOFF_PRACTICE_IMAP);
  sendoff_practice_server_set_implicit_tls (server, TRUE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = connect_to (server);
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_expect (client, "* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID AUTH=PLAIN AUTH=LOGIN] ");
}

static void
test_requires_tls (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
  g_autoptr(PracticeClient) client = NULL;

  sendoff_practice_server_set_protocol (server, SENDOFF_PRACTICE_IMAP);
  sendoff_practice_server_set_requires_tls (server, TRUE);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  client = connect_to (server);
  practice_play_dialogue (client, "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED] |C:a LOGIN ana practice"
                                  "|S:a NO [PRIVACYREQUIRED]|C:b AUTHENTICATE PLAIN " PRACTICE_PLAIN_RIGHT "|S:b NO [PRIVACYREQUIRED]"
                                  "|C:c STARTTLS|S:c OK");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_play_dialogue (client, "C:d LOGIN ana practice|S:d OK");
}

static void
test_mechanisms (void)
{
  static const struct { const char *mechanisms, *dialogue; } cases[] = {
    { NULL, "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED] |C:a LOGIN ana practice|S:a BAD"
            "|C:b AUTHENTICATE PLAIN|S:b BAD" },
    { "", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS] |C:b AUTHENTICATE PLAIN|S:b NO|C:a LOGIN ana practice|S:a OK" },
    { "CRAM-MD5", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS AUTH=CRAM-MD5] |C:a AUTHENTICATE CRAM-MD5 YW5h|S:a BAD"
                  "|C:b AUTHENTICATE CRAM-MD5|S:+ P|C:YW5hIHdyb25n|S:b NO [AUTH" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();
      g_autoptr(PracticeClient) client = NULL;

      sendoff_practice_server_set_protocol (server, SENDOFF_PRACTICE_IMAP);
      sendoff_practice_server_set_mechanisms (server, cases[i].mechanisms);
      g_assert_true (sendoff_practice_server_start (server, NULL));
      client = connect_to (server);
      practice_play_dialogue (client, cases[i].dialogue);
    }
}

static void
test_credentials_are_not_kept (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_IMAP, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PracticeClient) client = NULL;

      sendoff_practice_server_set_keep_credentials (server, i == 1);
      client = connect_to (server);
      practice_play_dialogue (client, GREETING "|C:a LOGIN {3+}\r\nana {5}|S:+ |C:wrong|S:a NO|C:b AUTHENTICATE PLAIN " PRACTICE_PLAIN_WRONG
                                      "|S:b NO|C:c AUTHENTICATE LOGIN|S:+ |C:YW5h|S:+ |C:cHJhY3RpY2U=|S:c OK|C:d NOOP|S:d OK");
    }
  practice_assert_commands (server, 0, "a LOGIN …|b AUTHENTICATE PLAIN …|c AUTHENTICATE LOGIN|…|…|d NOOP");
  practice_assert_commands (server, 1, "a LOGIN {3+}\r\nana {5}\r\nwrong|b AUTHENTICATE PLAIN " PRACTICE_PLAIN_WRONG
                                       "|c AUTHENTICATE LOGIN|YW5h|cHJhY3RpY2U=|d NOOP");
}

static void
test_limits (void)
{
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (SENDOFF_PRACTICE_IMAP, NULL);
  g_autoptr(PracticeClient) client = connect_to (server);
  g_autoptr(PracticeClient) other = connect_to (server);
  g_autofree char *long_line = g_strnfill (20000, 'x');

  practice_play_dialogue (client, GREETING);
  practice_client_talk (client, long_line, "* BAD ");
  for (guint i = 0; i < 100; i++)
    practice_client_talk (client, "a NONSENSE", "a BAD");
  practice_client_expect (client, "* BYE ");
  practice_client_expect_end (client);

  /* What is too big and wasn't asked for can't be told from commands. */
  practice_play_dialogue (other, GREETING "|C:a LOGIN {9000+}|S:* BAD [TOOBIG]");
  practice_client_expect_end (other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-imap/", dialogues[i].path, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/practice-imap/logout-ends", test_logout_ends);
  g_test_add_func ("/practice-imap/starttls", test_starttls);
  g_test_add_func ("/practice-imap/implicit-tls", test_implicit_tls);
  g_test_add_func ("/practice-imap/requires-tls", test_requires_tls);
  g_test_add_func ("/practice-imap/mechanisms", test_mechanisms);
  g_test_add_func ("/practice-imap/credentials-are-not-kept", test_credentials_are_not_kept);
  g_test_add_func ("/practice-imap/limits", test_limits);
  return g_test_run ();
}
