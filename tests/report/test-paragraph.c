/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error paragraph, byte for byte: fields, order, quotes, numbers. */

#include <errno.h>
#include <string.h>

#include <gio/gio.h>

#include "report-samples.h"
#include "report/report-text.h"

typedef struct
{
  SendoffFailureKind kind;
  SendoffProtocol    protocol;
  SendoffStepId      step;
  SendoffCommand     command;
  guint16            port;
  SendoffSecurity    security;
  const char        *subject;
  const char        *reply;
  int                socket_errno, resolver_error;
  const char        *detail, *address, *extensions;
  const char        *paragraph;
} Row;

#define K(name) SENDOFF_FAILURE_##name
#define S(name) SENDOFF_STEP_##name
#define C(name) SENDOFF_COMMAND_##name
#define SMTP SENDOFF_PROTOCOL_SMTP
#define IMAP SENDOFF_PROTOCOL_IMAP
#define POP3 SENDOFF_PROTOCOL_POP3
#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS

static const Row rows[] = {
  { K (REFUSED), SMTP, S (SUBMIT), C (RCPT), 25, NONE, "Test # 1", "550 5.7.1 Relaying denied. Proper authentication required.", 0, 0, NULL,
    "bob@example.com", NULL,
    "The server did not accept one of the recipients. The refused address is 'bob@example.com'. Subject 'Test # 1', Account: 'work', "
    "Server: 'mail.example.org', Protocol: SMTP, Server Response: '550 5.7.1 Relaying denied. Proper authentication required.', Port: 25, "
    "Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79" },
  { K (REFUSED), SMTP, S (SUBMIT), C (MAIL), 587, STARTTLS, "It's", "553-5.1.8 First\r\n553 5.1.8 It's second", 0, 0, NULL,
      "ann@example.org",
    NULL,
    "The server did not accept the sender of the message. The refused address is 'ann@example.org'. Subject 'It's', Account: 'work', "
    "Server: 'mail.example.org', Protocol: SMTP, Server Response: '553-5.1.8 First 553 5.1.8 It's second', Port: 587, Secure(SSL): Yes, "
    "Server Error: 553, Error Number: 0x800CCC78" },
  { K (REFUSED), SMTP, S (SUBMIT), C (RCPT), 25, NONE, NULL, "550 No", 0, 0, NULL, NULL, NULL,
    "The server did not accept one of the recipients. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Server Response: "
    "'550 No', "
    "Port: 25, Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79" },
  { K (REFUSED), SMTP, S (SIGN_IN), C (AUTH), 587, STARTTLS, NULL, "535 5.7.8 No", 0, 0, NULL, NULL, NULL,
    "The server did not accept the sign-in. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Server Response: '535 5.7.8 No', "
    "Port: 587, Secure(SSL): Yes, Server Error: 535, Error Number: 0x800CCC92" },
  { K (REFUSED), POP3, S (SIGN_IN), C (AUTH), 995, TLS, NULL, "-ERR No", 0, 0, NULL, NULL, NULL,
    "The incoming server did not accept the user name or the password. Account: 'work', Server: 'mail.example.org', Protocol: POP3, "
    "Server Response: '-ERR No', Port: 995, Secure(SSL): Yes, Server Error: 0x800CCC90, Error Number: 0x800CCC92" },
  { K (REFUSED), IMAP, S (SIGN_IN), C (AUTH), 993, TLS, NULL, "A1 NO Sorry", 0, 0, NULL, NULL, NULL,
    "The incoming server did not accept the user name or the password. Account: 'work', Server: 'mail.example.org', Protocol: IMAP, "
    "Server Response: 'A1 NO Sorry', Port: 993, Secure(SSL): Yes, Error Number: 0x800CCCD1" },
  { K (CANNOT_CONNECT), SMTP, S (CONNECT), C (NONE), 465, TLS, NULL, NULL, ECONNREFUSED, 0, NULL, NULL, NULL,
    "No connection to the server could be made. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Port: 465, Secure(SSL): Yes, "
    "Socket Error: 10061, Error Number: 0x800CCC0E" },
  { K (HOST_NOT_FOUND), SMTP, S (FIND_SERVER), C (NONE), 25, NONE, NULL, NULL, 0, G_RESOLVER_ERROR_NOT_FOUND + 1, NULL, NULL, NULL,
    "The server was not found. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Port: 25, Secure(SSL): No, Socket Error: "
    "11001, "
    "Error Number: 0x800CCC0D" },
  { K (ENCRYPTION_NOT_OFFERED), SMTP, S (ENCRYPT), C (EHLO), 25, STARTTLS, NULL, NULL, 0, 0, NULL, NULL, "SIZE 1000,DSN",
    "The server does not offer an encrypted connection (SSL). Account: 'work', Server: 'mail.example.org', Protocol: SMTP, "
    "Server Response: '250 DSN', Port: 25, Secure(SSL): Yes, Server Error: 250, Error Number: 0x800CCC7D" },
  { K (TIMEOUT), SMTP, S (GREET), C (GREETING), 25, NONE, NULL, NULL, 0, 0, NULL, NULL, NULL,
    "The server did not answer in time. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Port: 25, Secure(SSL): No, "
    "Error Number: 0x800CCC19" },
  { K (CONNECTION_LOST), SMTP, S (SUBMIT), C (BODY), 25, NONE, "Test # 2", NULL, ECONNRESET, 0, NULL, NULL, NULL,
    "The server closed the connection unexpectedly. Subject 'Test # 2', Account: 'work', Server: 'mail.example.org', Protocol: SMTP, "
    "Port: 25, "
    "Secure(SSL): No, Socket Error: 10054, Error Number: 0x800CCC0F" },
  { K (CERTIFICATE), SMTP, S (TRUST), C (NONE), 587, STARTTLS, NULL, NULL, 0, 0, NULL, NULL, NULL,
    "The server's certificate was not trusted. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Port: 587, Secure(SSL): Yes, "
    "Error Number: 0x800CCC1A" },
  { K (SETTINGS), SMTP, S (FIND_SERVER), C (NONE), 0, NONE, NULL, NULL, 0, 0, "The port is missing.", NULL, NULL,
    "The port is missing. Account: 'work', Server: 'mail.example.org', Protocol: SMTP, Secure(SSL): No, Error Number: 0x800CCC16" },
};

static void
test_samples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      SendoffLeg leg = row->protocol == SMTP ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING;
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (row->kind, leg, row->step);
      g_autofree char *paragraph = NULL;

      failure->command = row->command;
      failure->protocol = row->protocol;
      failure->account = g_strdup ("work");
      failure->server = g_strdup ("mail.example.org");
      failure->port = row->port;
      failure->security = row->security;
      failure->subject = g_strdup (row->subject);
      failure->reply = row->reply != NULL ? sendoff_reply_parse (row->reply, -1) : NULL;
      failure->socket_errno = row->socket_errno;
      failure->resolver_error = row->resolver_error;
      failure->detail = g_strdup (row->detail);
      failure->rejected_address = g_strdup (row->address);
      failure->extensions = row->extensions != NULL ? g_strsplit (row->extensions, ",", -1) : NULL;

      paragraph = sendoff_failure_to_paragraph (failure);
      g_assert_cmpstr (paragraph, ==, row->paragraph);
    }
}

/* Each kind, step, command and protocol gives a lead and a number, even with nothing else known. */
static void
test_everything_has_a_paragraph (void)
{
  for (SendoffFailureKind kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
    for (SendoffStepId step = 0; step < SENDOFF_N_STEPS; step++)
      for (SendoffCommand command = SENDOFF_COMMAND_NONE; command <= SENDOFF_COMMAND_OTHER; command++)
        for (SendoffProtocol protocol = SENDOFF_PROTOCOL_NONE; protocol <= SENDOFF_PROTOCOL_POP3; protocol++)
          {
            SendoffLeg leg = protocol > SENDOFF_PROTOCOL_SMTP ? SENDOFF_LEG_INCOMING : SENDOFF_LEG_OUTGOING;
            g_autoptr(SendoffFailure) failure = sendoff_failure_new (kind, leg, step);
            g_autofree char *paragraph = NULL;

            failure->command = command;
            failure->protocol = protocol;
            paragraph = sendoff_failure_to_paragraph (failure);
            g_assert_true (g_ascii_isupper (paragraph[0]));
            g_assert_nonnull (strstr (paragraph, ". Protocol: "));
            g_assert_nonnull (strstr (paragraph, "Secure(SSL): No, "));
            g_assert_nonnull (strstr (paragraph, "Error Number: 0x800CCC"));
            g_assert_null (strstr (paragraph, "(null)"));
          }
}

static void
test_hostile_words (void)
{
  g_autoptr(SendoffFailure) failure = sample_relaying_denied ();
  g_autofree char *long_address = g_strnfill (100000, 'a');
  g_autofree char *paragraph = NULL;

  g_free (failure->account);
  failure->account = g_strdup ("wo\nrk\x1b\xe2\x80\xae");
  g_free (failure->server);
  failure->server = g_strdup ("%s%n\xff");
  g_free (failure->subject);
  failure->subject = g_strdup ("<b>\r\n</b>");
  g_free (failure->rejected_address);
  failure->rejected_address = g_strdup (long_address);
  sendoff_reply_unref (failure->reply);
  failure->reply = sendoff_reply_parse ("550 \x07\x1b[2J", -1);
  paragraph = sendoff_failure_to_paragraph (failure);

  g_assert_nonnull (strstr (paragraph, "Subject '<b>\\r\\n</b>', Account: 'wo\\nrk\\x1b\\u202e', Server: '%s%n\\xff', Protocol: SMTP, "
                                       "Server Response: '550 \\x07\\x1b[2J', "));
  g_assert_cmpuint (strlen (paragraph), <, 2000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paragraph/samples", test_samples);
  g_test_add_func ("/paragraph/everything", test_everything_has_a_paragraph);
  g_test_add_func ("/paragraph/hostile-words", test_hostile_words);

  return g_test_run ();
}
