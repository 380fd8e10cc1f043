/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reply-text.h"

static void
test_unfold (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "550 5.7.1 Relaying denied", "550 5.7.1 Relaying denied" },
    { "  550 No \r\n", "550 No" },
    { "550-First 550 Second", "550-First\n550 Second" },
    { "550-5.1.1 First 550-5.1.1 Second 550 5.1.1 Third 550 of them", "550-5.1.1 First\n550-5.1.1 Second\n550 5.1.1 Third 550 of them" },
    { "550-First\n550 Second", "550-First\n550 Second" },
    { "550-First\r\n550 Second", "550-First\r\n550 Second" },
    { "550-Port 587 is 5500 away 550 End", "550-Port 587 is 5500 away\n550 End" },
    { "550-First 550", "550-First\n550" },
    { "550 One 550 Two", "550 One 550 Two" },
    { "550 5.1.1 First,\n    and on", "550 5.1.1 First,     and on" },
    { "550-First,\r\nand on\n550 Second\r\n  to the end", "550-First,  and on\n550 Second    to the end" },
    { "550-First, and\non 550 Second", "550-First, and on\n550 Second" },
    { "220-Hello\nthere", "220-Hello\nthere" },
    { "-ERR no\nat all", "-ERR no\nat all" },
    { "-ERR no", "-ERR no" },
    { "", "" },
    { "55", "55" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unfolded = sendoff_reply_text_unfold (cases[i].text);

      g_assert_cmpstr (unfolded, ==, cases[i].expected);
    }
}

static void
test_guesses (void)
{
  static const struct
  {
    const char        *text;
    int                leg, step;
    SendoffProtocol    protocol;
    SendoffLeg         expected_leg;
    SendoffStepId      expected_step;
    SendoffCommand     command;
    SendoffFailureKind kind;
    guint              code;
  } cases[] = {
    { "550 5.7.1 Relaying denied", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 550 },
    { "550-5.7.1 First 550 5.7.1 Second", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 550 },
    { "553 5.1.8 Sender unknown", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_MAIL,
      SENDOFF_FAILURE_REFUSED, 553 },
    { "552 5.3.4 Too big", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_FINAL_DOT,
      SENDOFF_FAILURE_REFUSED, 552 },
    { "554 Spam", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_FINAL_DOT, SENDOFF_FAILURE_REFUSED, 554 },
    { "554 Go away", -1, SENDOFF_STEP_GREET, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_GREET, SENDOFF_COMMAND_GREETING,
      SENDOFF_FAILURE_REFUSED, 554 },
    { "535 5.7.8 Bad credentials", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 535 },
    { "454 TLS not available", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_STARTTLS,
      SENDOFF_FAILURE_ENCRYPTION_REFUSED, 454 },
    { "454 4.7.0 Temporary failure", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 454 },
    { "454 4.7.1 Relay access denied", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 454 },
    { "550 Wrong password", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 550 },
    { "550 5.7.1 Sender not accepted, login failed SPF", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 550 },
    { "552 5.7.0 Message rejected: password-protected archive", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT,
      SENDOFF_COMMAND_RCPT, SENDOFF_FAILURE_REFUSED, 552 },
    { "550 5.2.1 This user's login is disabled", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 550 },
    { "502 5.5.1 AUTH not implemented", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 502 },
    { "501 5.5.4 STARTTLS not supported", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_STARTTLS,
      SENDOFF_FAILURE_ENCRYPTION_REFUSED, 501 },
    { "530 Must issue STARTTLS first, AUTH not available", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT,
      SENDOFF_FAILURE_REFUSED, 530 },
    { "-ERR TLS support isn't enabled", -1, -1, SENDOFF_PROTOCOL_POP3, SENDOFF_LEG_INCOMING, SENDOFF_STEP_ENCRYPT, SENDOFF_COMMAND_STARTTLS,
      SENDOFF_FAILURE_ENCRYPTION_REFUSED, 0 },
    { "-ERR [AUTH] no", -1, -1, SENDOFF_PROTOCOL_POP3, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH, SENDOFF_FAILURE_REFUSED, 0 },
    { "a1 NO [AUTHENTICATIONFAILED] no", -1, -1, SENDOFF_PROTOCOL_IMAP, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 0 },
    { "* BYE over capacity", -1, -1, SENDOFF_PROTOCOL_IMAP, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 0 },
    { "something else", SENDOFF_LEG_INCOMING, -1, SENDOFF_PROTOCOL_IMAP, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
      SENDOFF_FAILURE_REFUSED, 0 },
    { "something else", -1, -1, SENDOFF_PROTOCOL_SMTP, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, SENDOFF_FAILURE_REFUSED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SendoffReplyHints hints = { cases[i].leg, cases[i].step };
      g_autoptr(SendoffFailure) failure = sendoff_failure_new_for_reply_text (cases[i].text, &hints);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (failure->protocol, ==, cases[i].protocol);
      g_assert_cmpint (failure->leg, ==, cases[i].expected_leg);
      g_assert_cmpint (failure->step, ==, cases[i].expected_step);
      g_assert_cmpint (failure->command, ==, cases[i].command);
      g_assert_cmpint (failure->kind, ==, cases[i].kind);
      g_assert_cmpuint (failure->reply->code, ==, cases[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-text/unfold", test_unfold);
  g_test_add_func ("/reply-text/guesses", test_guesses);
  return g_test_run ();
}
