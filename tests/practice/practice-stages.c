/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how the tests bring a client to a certain point of a session. */
#include "practice-stages.h"

/* What a client says to get one stage further, and what it hears when all is well. */
static const struct { const char *line, *reply; } stages[] = {
  [AT_GREETING] = { "", "220 " },
  [AT_EHLO] = { "EHLO client.example\r\n", "250" },
  [AT_STARTTLS] = { "STARTTLS\r\n", "220 " },
  [AT_HANDSHAKE] = { "\x16\x03\x01 not really a ClientHello\r\n", NULL },
  [AT_AUTH] = { "AUTH PLAIN " PRACTICE_PLAIN_RIGHT "\r\n", "235 " },
  [AT_MAIL] = { "MAIL FROM:<a@example.org>\r\n", "250 2.1.0 " },
  [AT_RCPT] = { "RCPT TO:<b@example.org>\r\n", "250 2.1.5 " },
  [AT_DATA] = { "DATA\r\n", "354 " },
  [AT_BODY] = { "Subject: lost\r\n", NULL },
  [AT_DOT] = { "\r\nText\r\n.\r\n", "250 2.0.0 " },
  [AT_QUIT] = { "QUIT\r\n", "221 " },
};

SendoffPracticeServer *
practice_start_speaking (SendoffPracticeProtocol  protocol,
                         const char              *mishap)
{
  g_autoptr(GError) error = NULL;
  SendoffPracticeServer *server = sendoff_practice_server_new ();

  sendoff_practice_server_set_protocol (server, protocol);
  g_assert_true (sendoff_practice_server_set_mishap (server, mishap, &error));
  g_assert_no_error (error);
  g_assert_true (sendoff_practice_server_start (server, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sendoff_practice_server_get_port (server), !=, 0);
  return server;
}

SendoffPracticeServer *
practice_start (void)
{
  return practice_start_speaking (SENDOFF_PRACTICE_SMTP, NULL);
}

SendoffPracticeServer *
practice_start_with (const char *mishap)
{
  return practice_start_speaking (SENDOFF_PRACTICE_SMTP, mishap);
}

PracticeClient *
practice_greet (SendoffPracticeServer *server)
{
  PracticeClient *client = practice_client_new (sendoff_practice_server_get_port (server));

  practice_client_expect (client, "220 ");
  practice_client_talk (client, "EHLO client.example", "250-mail.example\r\n");
  return client;
}

PracticeClient *
practice_greet_inside_tls (SendoffPracticeServer *server)
{
  PracticeClient *client = practice_greet (server);

  practice_client_talk (client, "STARTTLS", "220 ");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  practice_client_talk (client, "EHLO client.example", "250-mail.example\r\n");
  return client;
}

PracticeClient *
practice_go_to (SendoffPracticeServer *server,
                PracticeStage          stage)
{
  PracticeClient *client = practice_client_new (sendoff_practice_server_get_port (server));

  for (PracticeStage i = AT_GREETING; i <= stage; i++)
    {
      /* Without TLS, but for its own mishaps. */
      if ((i == AT_STARTTLS || i == AT_HANDSHAKE) && stage > AT_HANDSHAKE)
        continue;
      practice_client_send (client, stages[i].line);
      if (i < stage && stages[i].reply != NULL)
        practice_client_expect (client, stages[i].reply);
    }
  return client;
}

void
practice_play_dialogue (PracticeClient *client,
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

void
practice_assert_commands (SendoffPracticeServer *server,
                          guint                  index,
                          const char            *expected)
{
  g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (server, index);
  g_autofree char *joined = NULL;

  g_ptr_array_add (session->commands, NULL);
  joined = g_strjoinv ("|", (char **) session->commands->pdata);
  g_assert_cmpstr (joined, ==, expected);
}
