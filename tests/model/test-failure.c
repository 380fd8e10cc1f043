/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/failure.h"

#define OUT SENDOFF_LEG_OUTGOING
#define SMTP SENDOFF_PROTOCOL_SMTP
#define IMAP SENDOFF_PROTOCOL_IMAP
#define POP3 SENDOFF_PROTOCOL_POP3
#define REFUSED SENDOFF_FAILURE_REFUSED

/* step and command are the last words of their names. */
#define S(step) SENDOFF_STEP_##step
#define C(command) SENDOFF_COMMAND_##command

static const struct
{
  SendoffFailureKind kind;
  SendoffProtocol    protocol;
  SendoffStepId      step;
  SendoffCommand     command;
  const char        *reply;
  gboolean           needs_sign_in;
  int                status;
} cases[] = {
  { REFUSED, SMTP, S (GREET), C (GREETING), "554 5.7.1 no", FALSE, 77 },
  { REFUSED, SMTP, S (GREET), C (GREETING), "421 busy", FALSE, 75 },
  { REFUSED, SMTP, S (GREET), C (EHLO), "550 no", FALSE, 77 },
  { REFUSED, SMTP, S (GREET), C (EHLO), "451 later", FALSE, 75 },
  { REFUSED, SMTP, S (SIGN_IN), C (AUTH), "535 5.7.8 no", TRUE, 77 },
  { REFUSED, SMTP, S (SIGN_IN), C (AUTH), "504 no", TRUE, 77 },
  { REFUSED, SMTP, S (SIGN_IN), C (AUTH), "454 4.7.0 later", TRUE, 75 },
  { REFUSED, SMTP, S (SIGN_IN), C (NONE), "535 no", FALSE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (MAIL), "550 no", FALSE, 65 },
  { REFUSED, SMTP, S (SUBMIT), C (MAIL), "550 5.7.1 sign in", TRUE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (MAIL), "530 5.7.0 sign in", FALSE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (MAIL), "451 later", TRUE, 75 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "550 5.1.1 no", FALSE, 67 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "550 5.7.1 Relaying denied", TRUE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "530 no", FALSE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "535 no", FALSE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "450 later", FALSE, 75 },
  { REFUSED, SMTP, S (SUBMIT), C (DATA), "554 no", FALSE, 65 },
  { REFUSED, SMTP, S (SUBMIT), C (DATA), "554 no", TRUE, 77 },
  { REFUSED, SMTP, S (SUBMIT), C (BODY), "554 no", FALSE, 65 },
  { REFUSED, SMTP, S (SUBMIT), C (FINAL_DOT), "552 no", FALSE, 65 },
  { REFUSED, SMTP, S (SUBMIT), C (FINAL_DOT), "452 later", FALSE, 75 },
  { REFUSED, SMTP, S (SUBMIT), C (NONE), "554 no", FALSE, 65 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "354 what", FALSE, 76 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), "what", FALSE, 76 },
  { REFUSED, SMTP, S (SUBMIT), C (RCPT), NULL, FALSE, 76 },
  { REFUSED, SMTP, S (ENCRYPT), C (STARTTLS), "530 no", TRUE, 76 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, SMTP, S (ENCRYPT), C (STARTTLS), "454 later", FALSE, 75 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, SMTP, S (ENCRYPT), C (STARTTLS), "502 no", FALSE, 76 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, SMTP, S (ENCRYPT), C (STARTTLS), "530 no", TRUE, 76 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, SMTP, S (ENCRYPT), C (STARTTLS), "250 what", FALSE, 76 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "A1 NO [AUTHENTICATIONFAILED] no", TRUE, 77 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "A1 NO [UNAVAILABLE] later", TRUE, 75 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "A1 NO [inuse] later", TRUE, 75 },
  { REFUSED, IMAP, S (GREET), C (GREETING), "* BYE too many connections", FALSE, 75 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "* bye shutting down", TRUE, 75 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "A1 NO wrong password\n* BYE go away", TRUE, 77 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "A1 NO say BYE", TRUE, 77 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "* BYE going down\nA1 NO sorry", TRUE, 75 },
  { REFUSED, IMAP, S (GREET), C (EHLO), "* BYE going down\r\nA1 BAD sorry", FALSE, 75 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, IMAP, S (ENCRYPT), C (STARTTLS), "* BYE going down\nA1 NO sorry", FALSE, 75 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "* BYE so many failures\nA1 NO [AUTHENTICATIONFAILED] no", TRUE, 77 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "* BYE going down\nA1 NO [ALERT] sorry", TRUE, 75 },
  { REFUSED, IMAP, S (SIGN_IN), C (AUTH), "* NO [ALERT] read this\n* BYE going down", TRUE, 75 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, IMAP, S (ENCRYPT), C (STARTTLS), "A1 BAD unknown", FALSE, 76 },
  { REFUSED, POP3, S (SIGN_IN), C (AUTH), "-ERR [AUTH] no", TRUE, 77 },
  { REFUSED, POP3, S (SIGN_IN), C (AUTH), "-ERR [IN-USE] locked", TRUE, 75 },
  { REFUSED, POP3, S (SIGN_IN), C (AUTH), "-ERR [SYS/TEMP] later", TRUE, 75 },
  { REFUSED, POP3, S (SIGN_IN), C (AUTH), "-ERR [SYS/PERM] no", TRUE, 77 },
  { SENDOFF_FAILURE_HOST_NOT_FOUND, SMTP, S (FIND_SERVER), C (NONE), NULL, FALSE, 68 },
  { SENDOFF_FAILURE_CANNOT_CONNECT, SMTP, S (CONNECT), C (NONE), NULL, FALSE, 69 },
  { SENDOFF_FAILURE_PROXY, SMTP, S (CONNECT), C (NONE), NULL, FALSE, 69 },
  { SENDOFF_FAILURE_TIMEOUT, SMTP, S (GREET), C (GREETING), NULL, FALSE, 69 },
  { SENDOFF_FAILURE_CONNECTION_LOST, SMTP, S (SUBMIT), C (BODY), NULL, FALSE, 69 },
  { SENDOFF_FAILURE_PROTOCOL, SMTP, S (GREET), C (GREETING), NULL, FALSE, 76 },
  { SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, SMTP, S (ENCRYPT), C (EHLO), NULL, FALSE, 76 },
  { SENDOFF_FAILURE_HANDSHAKE, SMTP, S (ENCRYPT), C (NONE), NULL, FALSE, 76 },
  { SENDOFF_FAILURE_CERTIFICATE, SMTP, S (TRUST), C (NONE), NULL, FALSE, 79 },
  { SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, SMTP, S (SIGN_IN), C (AUTH), NULL, FALSE, 77 },
  { SENDOFF_FAILURE_NO_COMMON_MECHANISM, SMTP, S (SIGN_IN), C (AUTH), NULL, FALSE, 77 },
  { SENDOFF_FAILURE_TOO_BIG, SMTP, S (SUBMIT), C (MAIL), NULL, FALSE, 65 },
  { SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, SMTP, S (SUBMIT), C (MAIL), NULL, FALSE, 65 },
  { SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED, SMTP, S (SUBMIT), C (MAIL), NULL, FALSE, 76 },
  { SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, SMTP, S (SUBMIT), C (RCPT), NULL, FALSE, 67 },
  { SENDOFF_FAILURE_SETTINGS, SMTP, S (FIND_SERVER), C (NONE), NULL, FALSE, 78 },
  { SENDOFF_FAILURE_PASSWORD_MISSING, SMTP, S (SIGN_IN), C (NONE), NULL, FALSE, 78 },
  { SENDOFF_FAILURE_MESSAGE, SMTP, S (SUBMIT), C (NONE), NULL, FALSE, 65 },
  { SENDOFF_FAILURE_FILE, SMTP, S (SUBMIT), C (NONE), NULL, FALSE, 74 },
  { SENDOFF_FAILURE_UNCERTAIN, SMTP, S (SUBMIT), C (FINAL_DOT), NULL, FALSE, 80 },
  { SENDOFF_FAILURE_CANCELLED, SMTP, S (CONNECT), C (NONE), NULL, FALSE, 130 },
  { SENDOFF_FAILURE_CLIENT_CERTIFICATE, SMTP, S (ENCRYPT), C (NONE), NULL, FALSE, 78 },
  { SENDOFF_FAILURE_NO_JUDGE, SMTP, S (TRUST), C (NONE), NULL, FALSE, 76 },
  { SENDOFF_FAILURE_INTERNAL, SMTP, S (CONNECT), C (NONE), NULL, FALSE, 70 },
};

static void
test_exit_statuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (cases[i].kind, OUT, cases[i].step);

      g_test_message ("case %u: %s", i, cases[i].reply != NULL ? cases[i].reply : "-");
      failure->protocol = cases[i].protocol;
      failure->command = cases[i].command;
      failure->reply = cases[i].reply != NULL ? sendoff_reply_parse (cases[i].reply, -1) : NULL;
      g_assert_cmpint (sendoff_failure_get_exit_status (failure, cases[i].needs_sign_in), ==, cases[i].status);
    }
}

/* An old server that doesn't know EHLO can't be asked for encryption. */
static void
test_ehlo_unknown (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (REFUSED, OUT, SENDOFF_STEP_GREET);

  failure->command = SENDOFF_COMMAND_EHLO;
  failure->reply = sendoff_reply_parse ("502 what", -1);
  g_assert_cmpint (sendoff_failure_get_exit_status (failure, FALSE), ==, 77);
  failure->security = SENDOFF_SECURITY_STARTTLS;
  g_assert_cmpint (sendoff_failure_get_exit_status (failure, FALSE), ==, 76);
  failure->secure = TRUE;
  g_assert_cmpint (sendoff_failure_get_exit_status (failure, FALSE), ==, 77);
}

static void
test_outcomes (void)
{
  for (guint kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (kind, OUT, SENDOFF_STEP_SUBMIT);
      int status = sendoff_failure_get_exit_status (failure, FALSE);
      SendoffOutcome expected = status == 130 ? SENDOFF_OUTCOME_CANCELLED : SENDOFF_OUTCOME_FAILED;

      if (status == 80)
        expected = SENDOFF_OUTCOME_UNCERTAIN;

      g_assert_cmpint (status, !=, 0);
      g_assert_cmpint (sendoff_failure_get_outcome (failure), ==, expected);
    }
}

static void
test_copy (void)
{
  static const char *const extensions[] = { "SIZE 10", "STARTTLS", NULL };
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (REFUSED, OUT, SENDOFF_STEP_SUBMIT);
  g_autoptr(SendoffFailure) copy = NULL;

  failure->account = g_strdup ("work");
  failure->subject = g_strdup ("Test # 1");
  failure->server = g_strdup ("mail.example.org");
  failure->reply = sendoff_reply_parse ("550 no", -1);
  failure->rejected_address = g_strdup ("a@example.org");
  failure->detail = g_strdup ("detail");
  failure->received = g_strdup ("received");
  failure->extensions = g_strdupv ((char **) extensions);
  failure->port = 25;
  failure->size_limit = G_MAXUINT64;

  copy = sendoff_failure_copy (failure);
  g_clear_pointer (&failure, sendoff_failure_free);

  g_assert_cmpstr (copy->account, ==, "work");
  g_assert_cmpstr (copy->subject, ==, "Test # 1");
  g_assert_cmpstr (copy->server, ==, "mail.example.org");
  g_assert_cmpstr (copy->reply->text, ==, "550 no");
  g_assert_cmpstr (copy->rejected_address, ==, "a@example.org");
  g_assert_cmpstr (copy->detail, ==, "detail");
  g_assert_cmpstr (copy->received, ==, "received");
  g_assert_cmpstr (copy->extensions[1], ==, "STARTTLS");
  g_assert_cmpuint (copy->port, ==, 25);
  g_assert_true (copy->size_limit == G_MAXUINT64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/failure/exit-statuses", test_exit_statuses);
  g_test_add_func ("/failure/ehlo-unknown", test_ehlo_unknown);
  g_test_add_func ("/failure/outcomes", test_outcomes);
  g_test_add_func ("/failure/copy", test_copy);

  return g_test_run ();
}
