/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mishap of an IMAP or POP3 server happens, where it says. */
#include <sys/socket.h>

#include "practice-stages.h"

#define SILENCE_MS 60
#define IMAP SENDOFF_PRACTICE_IMAP
#define POP3 SENDOFF_PRACTICE_POP3

typedef void (*Play) (PracticeClient *client);

typedef struct
{
  SendoffPracticeProtocol protocol;
  const char *name;
  const char *dialogue; /* C: lines and S: starts of lines, parted by "|"; G: the usual greeting */
  Play        play;     /* what comes then */
} Case;

static void
end_comes (PracticeClient *client)
{
  practice_client_expect_end (client);
}

static void
silence_follows (PracticeClient *client)
{
  g_string_truncate (client->input, 0);
  practice_client_expect_silence (client, SILENCE_MS);
}

static void
greeting_is_late (PracticeClient *client)
{
  practice_client_expect_silence (client, 300);
}

static void
web_page_comes (PracticeClient *client)
{
  g_autoptr(GString) all = practice_client_read_all (client);

  g_assert_nonnull (strstr (all->str, "<html>"));
}

static void
lines_never_end (PracticeClient *client)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *line = practice_client_read_line (client);

      g_assert_true (g_str_has_prefix (line, "* OK ") || g_str_has_prefix (line, "X-"));
    }
}

static void
handshake_works (PracticeClient *client)
{
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
}

static void
text_was_injected (PracticeClient *client)
{
  /* One segment: it is here already. */
  g_assert_cmpuint (client->input->len, >, 0);
  g_string_truncate (client->input, 0);
  handshake_works (client);
}

static void
plain_text_answers (PracticeClient *client)
{
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_UNEXPECTED_PACKET);
}

static void
garbage_answers (PracticeClient *client)
{
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

static void
alert_answers (PracticeClient *client)
{
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
}

static void
only_old_tls_is_spoken (PracticeClient *client)
{
  g_assert_cmpint (practice_client_start_tls (client, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"), ==,
                   GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
}

static void
imap_signs_in_inside_tls (PracticeClient *client)
{
  handshake_works (client);
  practice_play_dialogue (client, "C:x CAPABILITY|S:* CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID AUTH=PLAIN AUTH=LOGIN\r|S:x OK"
                                  "|C:y LOGIN ana practice|S:y OK");
}

static void
pop3_signs_in_inside_tls (PracticeClient *client)
{
  handshake_works (client);
  practice_play_dialogue (client, "C:USER ana|S:+OK|C:PASS practice|S:+OK");
}

static void
line_is_long (PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);

  g_assert_cmpuint (strlen (line), >=, 100 * 1024);
  g_assert_true (g_str_has_prefix (line, "a OK ") || g_str_has_prefix (line, "+OK "));
}

static void
reply_is_huge (PracticeClient *client)
{
  gsize n_bytes = 0;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      g_autofree char *line = practice_client_read_line (client);

      n_bytes += strlen (line);
      is_last = g_str_has_prefix (line, "a OK The end") || g_str_equal (line, ".\r\n");
    }
  g_assert_cmpuint (n_bytes, >=, 2 * 1024 * 1024);
}

static void
controls_come (PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);
  const char *const parts[] = { "\033[31m", "\007", "\010", "\342\200\256", "\342\201\247", "\r ", "<b>" };

  g_assert_true (g_str_has_prefix (line, "a NO ") || g_str_has_prefix (line, "-ERR "));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (line, parts[i]));
}

static void
zero_comes (PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);
  gsize length = strlen (line);

  g_assert_true (g_str_has_suffix (line, " No such"));
  g_assert_cmpstr (line + length + 1, ==, "user here\r\n");
}

static void
latin_1_comes (PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);

  g_assert_nonnull (strstr (line, "M\374ller"));
}

static void
imap_line_feeds_are_bare (PracticeClient *client)
{
  practice_client_send (client, "a NOOP\r\n");
  practice_client_expect (client, "a OK Nothing new\n");
}

static void
bytes_come_singly (PracticeClient *client)
{
  gint64 start = g_get_monotonic_time ();
  char bytes[8];

  for (guint i = 0; i < sizeof bytes; i++)
    g_assert_cmpint (recv (client->fd, bytes + i, 1, 0), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 5 * 45000);
}

static void
credentials_come_back (PracticeClient *client)
{
  g_autofree char *line = practice_client_read_line (client);

  g_assert_nonnull (strstr (line, "(user ana, password practice)"));
}

static void
challenge_never_ends (PracticeClient *client)
{
  for (guint i = 0; i < 10; i++)
    practice_client_talk (client, "AAAA", "+ %\377\376not base64%");
}

#define LOGIN "G|C:a LOGIN ana practice"
#define PASS "G|C:USER ana|S:+OK|C:PASS practice"
#define HELLO "\x16\x03\x01 not really a ClientHello"

static const Case cases[] = {
  { IMAP, "greeting-garbage", "S:\003\001\377\376", silence_follows },
  { POP3, "greeting-garbage", "S:\003\001\377\376", silence_follows },
  { IMAP, "greeting-http", "S:HTTP/1.1 400", web_page_comes },
  { POP3, "greeting-http", "S:HTTP/1.1 400", web_page_comes },
  { POP3, "greeting-imap", "S:* OK [CAPABILITY IMAP4rev1", silence_follows },
  { IMAP, "greeting-pop3", "S:+OK POP3", silence_follows },
  { IMAP, "greeting-stall", NULL, silence_follows },
  { POP3, "greeting-stall", NULL, silence_follows },
  { IMAP, "greeting-close", NULL, end_comes },
  { POP3, "greeting-close", NULL, end_comes },
  { IMAP, "banner-slow", NULL, greeting_is_late },
  { POP3, "banner-slow", NULL, greeting_is_late },
  { IMAP, "starttls-missing", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID AUTH=PLAIN AUTH=LOGIN]|C:a STARTTLS|S:a BAD" },
  { POP3, "starttls-missing", "G|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:USER|S:SASL|S:.\r|C:STLS|S:-ERR" },
  { IMAP, "starttls-plain-text", "G|C:a STARTTLS|S:a OK", plain_text_answers },
  { POP3, "starttls-plain-text", "G|C:STLS|S:+OK", plain_text_answers },
  { IMAP, "starttls-injection", "G|C:a STARTTLS|S:a OK", text_was_injected },
  { POP3, "starttls-injection", "G|C:STLS|S:+OK", text_was_injected },
  { IMAP, "starttls-late-injection", "G|C:a STARTTLS|S:a OK|S:* CAPABILITY", handshake_works },
  { POP3, "starttls-late-injection", "G|C:STLS|S:+OK|S:+OK|S:USER|S:.", handshake_works },
  { IMAP, "starttls-stall", "G|C:a STARTTLS", silence_follows },
  { POP3, "starttls-stall", "G|C:STLS", silence_follows },
  { IMAP, "starttls-close", "G|C:a STARTTLS", end_comes },
  { POP3, "starttls-close", "G|C:STLS", end_comes },
  { IMAP, "handshake-stall", "G|C:a STARTTLS|S:a OK|C:" HELLO, silence_follows },
  { POP3, "handshake-stall", "G|C:STLS|S:+OK|C:" HELLO, silence_follows },
  { IMAP, "handshake-close", "G|C:a STARTTLS|S:a OK|C:" HELLO, end_comes },
  { POP3, "handshake-close", "G|C:STLS|S:+OK|C:" HELLO, end_comes },
  { IMAP, "handshake-garbage", "G|C:a STARTTLS|S:a OK", garbage_answers },
  { POP3, "handshake-garbage", "G|C:STLS|S:+OK", garbage_answers },
  { IMAP, "handshake-alert", "G|C:a STARTTLS|S:a OK", alert_answers },
  { POP3, "handshake-alert", "G|C:STLS|S:+OK", alert_answers },
  { IMAP, "tls-1.1", "G|C:a STARTTLS|S:a OK", only_old_tls_is_spoken },
  { POP3, "tls-1.1", "G|C:STLS|S:+OK", only_old_tls_is_spoken },
  { IMAP, "auth-missing", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED]|C:a LOGIN ana practice|S:a BAD" },
  { POP3, "auth-missing", "S:+OK mail.example POP3 at your service\r|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:.\r"
                          "|C:USER ana|S:-ERR" },
  { IMAP, "auth-unknown", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED AUTH=SCRAM-SHA-256]"
                          "|C:a LOGIN ana practice|S:a NO|C:b AUTHENTICATE SCRAM-SHA-256|S:b NO|C:c AUTHENTICATE PLAIN|S:c NO" },
  { POP3, "auth-unknown", "S:+OK mail.example POP3 at your service\r|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS"
                          "|S:SASL SCRAM-SHA-256\r|S:.\r|C:USER ana|S:-ERR|C:AUTH PLAIN|S:-ERR" },
  { IMAP, "auth-stall", LOGIN, silence_follows },
  { POP3, "auth-stall", PASS, silence_follows },
  { IMAP, "auth-close", LOGIN, end_comes },
  { POP3, "auth-close", PASS, end_comes },
  { IMAP, "auth-garbage", "G|C:a AUTHENTICATE PLAIN " PRACTICE_PLAIN_RIGHT "|S:+ %\377\376not base64%", challenge_never_ends },
  { POP3, "auth-garbage", "G|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT "|S:+ %\377\376not base64%", challenge_never_ends },
  { IMAP, "auth-echo", LOGIN, credentials_come_back },
  { POP3, "auth-echo", PASS, credentials_come_back },
  { IMAP, "reply-dribble", NULL, bytes_come_singly },
  { POP3, "reply-dribble", NULL, bytes_come_singly },
  { IMAP, "reply-long-line", LOGIN, line_is_long },
  { POP3, "reply-long-line", PASS, line_is_long },
  { IMAP, "reply-huge", LOGIN, reply_is_huge },
  { POP3, "reply-huge", "G|C:CAPA|S:+OK", reply_is_huge },
  { IMAP, "reply-control", LOGIN, controls_come },
  { POP3, "reply-control", PASS, controls_come },
  { IMAP, "reply-nul", LOGIN, zero_comes },
  { POP3, "reply-nul", PASS, zero_comes },
  { IMAP, "reply-8bit", LOGIN, latin_1_comes },
  { POP3, "reply-8bit", PASS, latin_1_comes },
  { IMAP, "reply-bare-lf", "G", imap_line_feeds_are_bare },
  { POP3, "reply-bare-lf", "G|C:CAPA|S:+OK This is what I can do\n|S:RESP-CODES\n" },
  { IMAP, "quit-stall", "G|C:a LOGOUT", silence_follows },
  { POP3, "quit-stall", "G|C:QUIT", silence_follows },

  { IMAP, "greeting-smtp", "S:220 mail.example", silence_follows },
  { POP3, "greeting-smtp", "S:220 mail.example", silence_follows },
  { IMAP, "imap-preauth", "S:* PREAUTH [CAPABILITY IMAP4rev1]|C:a STARTTLS|S:a BAD|C:b LOGIN ana practice|S:b BAD"
                          "|C:c SELECT INBOX|S:* FLAGS" },
  { IMAP, "imap-greeting-bye", "S:* BYE [UNAVAILABLE]", end_comes },
  { POP3, "pop3-greeting-err", "S:-ERR mail.example", end_comes },
  { POP3, "pop3-greeting-sys-temp", "S:-ERR [SYS/TEMP]", end_comes },
  { IMAP, "capability-stall", "G|C:a CAPABILITY", silence_follows },
  { POP3, "capability-stall", "G|C:CAPA", silence_follows },
  { IMAP, "capability-close", "G|C:a CAPABILITY", end_comes },
  { POP3, "capability-close", "G|C:CAPA", end_comes },
  { IMAP, "capability-endless", "G|C:a CAPABILITY", lines_never_end },
  { POP3, "capability-endless", "G|C:CAPA|S:+OK", lines_never_end },
  { IMAP, "imap-capability-bad", "G|C:a CAPABILITY|S:a BAD|C:b LOGIN ana practice|S:b OK" },
  { IMAP, "imap-capability-bye", "G|C:a CAPABILITY|S:* BYE [UNAVAILABLE]", end_comes },
  { POP3, "pop3-capa-err", "G|C:CAPA|S:-ERR|C:USER ana|S:+OK|C:PASS practice|S:+OK" },
  { IMAP, "imap-starttls-no", "G|C:a STARTTLS|S:a NO TLS|C:b NOOP|S:b OK" },
  { IMAP, "imap-starttls-unavailable", "G|C:a STARTTLS|S:a NO [UNAVAILABLE]|C:b NOOP|S:b OK" },
  { IMAP, "imap-starttls-bad", "G|C:a STARTTLS|S:a BAD|C:b NOOP|S:b OK" },
  { IMAP, "imap-starttls-bye", "G|C:a STARTTLS|S:* BYE [UNAVAILABLE]", end_comes },
  { IMAP, "imap-starttls-wrong-tag", "G|C:a STARTTLS|S:zz99 OK|C:b NOOP|S:b OK" },
  { POP3, "pop3-stls-err", "G|C:STLS|S:-ERR STLS|C:USER ana|S:+OK" },
  { POP3, "pop3-stls-sys-temp", "G|C:STLS|S:-ERR [SYS/TEMP]|C:USER ana|S:+OK" },
  { IMAP, "auth-needs-tls", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED]"
                            "|C:a LOGIN ana practice|S:a NO [PRIVACYREQUIRED]|C:b STARTTLS|S:b OK", imap_signs_in_inside_tls },
  { POP3, "auth-needs-tls", "G|C:CAPA|S:+OK|S:RESP|S:AUTH|S:PIPE|S:UIDL|S:STLS|S:.\r|C:USER ana|S:-ERR|C:STLS|S:+OK",
    pop3_signs_in_inside_tls },
  { IMAP, "imap-logindisabled", "S:* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID STARTTLS LOGINDISABLED]"
                                "|C:a LOGIN ana practice|S:a NO [PRIVACYREQUIRED]|C:b AUTHENTICATE PLAIN|S:b NO" },
  { IMAP, "auth-failed", LOGIN "|S:a NO [AUTHENTICATIONFAILED]|C:b AUTHENTICATE PLAIN " PRACTICE_PLAIN_RIGHT "|S:b NO [AUTH" },
  { POP3, "auth-failed", PASS "|S:-ERR [AUTH]|C:AUTH PLAIN " PRACTICE_PLAIN_RIGHT "|S:-ERR [AUTH]" },
  { IMAP, "auth-refused", LOGIN "|S:a NO Not" },
  { POP3, "auth-refused", PASS "|S:-ERR Not" },
  { IMAP, "imap-auth-alert", LOGIN "|S:a NO [ALERT]" },
  { IMAP, "imap-auth-unavailable", LOGIN "|S:a NO [UNAVAILABLE]" },
  { IMAP, "imap-auth-in-use", LOGIN "|S:a NO [INUSE]" },
  { IMAP, "imap-auth-expired", LOGIN "|S:a NO [EXPIRED]" },
  { IMAP, "imap-auth-privacy-required", LOGIN "|S:a NO [PRIVACYREQUIRED]" },
  { IMAP, "imap-auth-contact-admin", LOGIN "|S:a NO [CONTACTADMIN]" },
  { IMAP, "imap-auth-bad", LOGIN "|S:a BAD" },
  { IMAP, "imap-auth-bye", LOGIN "|S:* BYE [UNAVAILABLE]", end_comes },
  { IMAP, "imap-auth-endless", LOGIN, lines_never_end },
  { POP3, "pop3-auth-in-use", PASS "|S:-ERR [IN-USE]" },
  { POP3, "pop3-auth-login-delay", PASS "|S:-ERR [LOGIN-DELAY]" },
  { POP3, "pop3-auth-sys-temp", PASS "|S:-ERR [SYS/TEMP]" },
  { POP3, "pop3-auth-sys-perm", PASS "|S:-ERR [SYS/PERM]" },
  { IMAP, "imap-reply-no-tag", LOGIN "|S:OK Signed in" },
  { IMAP, "imap-reply-wrong-tag", LOGIN "|S:zz99 OK Signed in" },
  { POP3, "pop3-reply-no-status", PASS "|S:Certainly" },
};

static void
test_mishap (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(SendoffPracticeServer) server = practice_start_speaking (expected->protocol, expected->name);
  g_autoptr(PracticeClient) client = practice_client_new (sendoff_practice_server_get_port (server));
  const char *dialogue = expected->dialogue;

  if (dialogue != NULL && dialogue[0] == 'G')
    {
      practice_client_expect (client, expected->protocol == IMAP ? "* OK [CAPABILITY IMAP4rev1 "
                                                                    : "+OK mail.example POP3 at your service ");
      dialogue = dialogue[1] == '|' ? dialogue + 2 : NULL;
    }
  if (dialogue != NULL)
    practice_play_dialogue (client, dialogue);
  if (expected->play != NULL)
    expected->play (client);
}

static gboolean
has_case (const char              *name,
          SendoffPracticeProtocol  protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].protocol == protocol && g_str_equal (cases[i].name, name))
        return TRUE;
    }
  return FALSE;
}

/* Each mishap has a case in each of its protocols, and its name tells where it stands alone. */
static void
test_table_is_complete (void)
{
  guint n_cases = 0;

  for (const SendoffPracticeMishap *mishap = sendoff_practice_mishaps (); mishap->name != NULL; mishap++)
    {
      guint own = mishap->protocols & (SENDOFF_PRACTICE_PROTOCOL_BIT (IMAP) | SENDOFF_PRACTICE_PROTOCOL_BIT (POP3));

      for (SendoffPracticeProtocol protocol = IMAP; protocol <= POP3; protocol++)
        {
          if ((own & SENDOFF_PRACTICE_PROTOCOL_BIT (protocol)) == 0)
            continue;
          if (!has_case (mishap->name, protocol))
            g_error ("no case for the mishap %s of %s", mishap->name, sendoff_practice_protocol_to_string (protocol));
          n_cases++;
        }
      g_assert_cmpint (g_str_has_prefix (mishap->name, "imap-"), ==, mishap->protocols == SENDOFF_PRACTICE_PROTOCOL_BIT (IMAP));
      g_assert_cmpint (g_str_has_prefix (mishap->name, "pop3-"), ==, mishap->protocols == SENDOFF_PRACTICE_PROTOCOL_BIT (POP3));
    }
  g_assert_cmpuint (n_cases, ==, G_N_ELEMENTS (cases));
}

static void
test_other_protocol (void)
{
  g_autoptr(SendoffPracticeServer) server = sendoff_practice_server_new ();

  g_assert_false (sendoff_practice_server_set_mishap (server, "imap-preauth", NULL));
  sendoff_practice_server_set_protocol (server, IMAP);
  g_assert_true (sendoff_practice_server_set_mishap (server, "imap-preauth", NULL));
  g_assert_false (sendoff_practice_server_set_mishap (server, "pop3-capa-err", NULL));
  g_assert_false (sendoff_practice_server_set_mishap (server, "ehlo-stall", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-incoming/table-is-complete", test_table_is_complete);
  g_test_add_func ("/practice-incoming/other-protocol", test_other_protocol);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice-incoming/%s/%s", sendoff_practice_protocol_to_string (cases[i].protocol),
                                               cases[i].name);

      g_test_add_data_func (path, &cases[i], test_mishap);
    }
  return g_test_run ();
}
