/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <gio/gio.h>

#include "model/failure.h"

#define REFUSED SENDOFF_FAILURE_REFUSED
#define S(step) SENDOFF_STEP_##step
#define C(command) SENDOFF_COMMAND_##command
#define P(protocol) SENDOFF_PROTOCOL_##protocol

static const struct
{
  SendoffFailureKind kind;
  SendoffProtocol    protocol;
  SendoffStepId      step;
  SendoffCommand     command;
  const char        *reply;
  guint32            number;
} cases[] = {
  { REFUSED, P (SMTP), S (SUBMIT), C (MAIL), "550 no", 0x800CCC78 },
  { REFUSED, P (SMTP), S (SUBMIT), C (RCPT), "550 no", 0x800CCC79 },
  { REFUSED, P (SMTP), S (SUBMIT), C (RCPT), "451 later", 0x800CCC79 },
  { REFUSED, P (SMTP), S (SUBMIT), C (MAIL), "530 5.7.0 Must issue a STARTTLS command first", 0x800CCC7C },
  { REFUSED, P (SMTP), S (SUBMIT), C (MAIL), "530 5.7.0 Authentication required", 0x800CCC78 },
  { REFUSED, P (SMTP), S (SIGN_IN), C (AUTH), "535 5.7.8 no", 0x800CCC92 },
  { REFUSED, P (SMTP), S (SIGN_IN), C (NONE), "535 5.7.8 no", 0x800CCC92 },
  { REFUSED, P (SMTP), S (SIGN_IN), C (AUTH), "504 no", 0x800CCC80 },
  { REFUSED, P (SMTP), S (SIGN_IN), C (AUTH), "503 no", 0x800CCC65 },
  { REFUSED, P (SMTP), S (SIGN_IN), C (AUTH), "421 later", 0x800CCC67 },
  { REFUSED, P (SMTP), S (SUBMIT), C (FINAL_DOT), "554 no", 0x800CCC6F },
  { REFUSED, P (SMTP), S (SUBMIT), C (FINAL_DOT), "552 no", 0x800CCC6D },
  { REFUSED, P (SMTP), S (SUBMIT), C (DATA), "550 no", 0x800CCC69 },
  { REFUSED, P (SMTP), S (GREET), C (GREETING), "554 no", 0x800CCC6F },
  { REFUSED, P (SMTP), S (GREET), C (EHLO), "500 no", 0x800CCC62 },
  { REFUSED, P (SMTP), S (SUBMIT), C (OTHER), "599 no", 0x800CCC61 },
  { REFUSED, P (SMTP), S (SUBMIT), C (OTHER), "what", 0x800CCC60 },
  { REFUSED, P (POP3), S (SIGN_IN), C (AUTH), "-ERR no", 0x800CCC92 },
  { REFUSED, P (POP3), S (GREET), C (GREETING), "-ERR no", 0x800CCC90 },
  { REFUSED, P (IMAP), S (SIGN_IN), C (AUTH), "A1 NO no", 0x800CCCD1 },
  { REFUSED, P (IMAP), S (SIGN_IN), C (AUTH), "A1 BAD no", 0x800CCCD3 },
  { REFUSED, P (IMAP), S (SIGN_IN), C (AUTH), "* BYE no", 0x800CCCDD },
  { REFUSED, P (IMAP), S (GREET), C (GREETING), "* BYE no", 0x800CCCD9 },
  { REFUSED, P (IMAP), S (GREET), C (OTHER), "A1 NO no", 0x800CCCD2 },
  { SENDOFF_FAILURE_HOST_NOT_FOUND, P (SMTP), S (FIND_SERVER), C (NONE), NULL, 0x800CCC0D },
  { SENDOFF_FAILURE_CANNOT_CONNECT, P (SMTP), S (CONNECT), C (NONE), NULL, 0x800CCC0E },
  { SENDOFF_FAILURE_PROXY, P (SMTP), S (CONNECT), C (NONE), NULL, 0x800CCC0E },
  { SENDOFF_FAILURE_TIMEOUT, P (SMTP), S (CONNECT), C (NONE), NULL, 0x800CCC0E },
  { SENDOFF_FAILURE_TIMEOUT, P (SMTP), S (GREET), C (GREETING), NULL, 0x800CCC19 },
  { SENDOFF_FAILURE_TIMEOUT, P (IMAP), S (SIGN_IN), C (AUTH), NULL, 0x800CCC19 },
  { SENDOFF_FAILURE_CONNECTION_LOST, P (SMTP), S (SUBMIT), C (BODY), NULL, 0x800CCC0F },
  { SENDOFF_FAILURE_PROTOCOL, P (SMTP), S (GREET), C (GREETING), NULL, 0x800CCC60 },
  { SENDOFF_FAILURE_PROTOCOL, P (POP3), S (GREET), C (GREETING), NULL, 0x800CCC93 },
  { SENDOFF_FAILURE_PROTOCOL, P (IMAP), S (GREET), C (GREETING), NULL, 0x800CCCD5 },
  { SENDOFF_FAILURE_PROTOCOL, P (IMAP), S (SIGN_IN), C (AUTH), NULL, 0x800CCCD4 },
  { SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, P (SMTP), S (ENCRYPT), C (EHLO), NULL, 0x800CCC7D },
  { SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, P (IMAP), S (ENCRYPT), C (NONE), NULL, 0x800CCC1A },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, P (SMTP), S (ENCRYPT), C (STARTTLS), "454 later", 0x800CCC7F },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, P (SMTP), S (ENCRYPT), C (STARTTLS), "502 no", 0x800CCC64 },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, P (SMTP), S (ENCRYPT), C (STARTTLS), "250 what", 0x800CCC1A },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, P (POP3), S (ENCRYPT), C (STARTTLS), "-ERR no", 0x800CCC1A },
  { SENDOFF_FAILURE_ENCRYPTION_REFUSED, P (IMAP), S (ENCRYPT), C (STARTTLS), "A1 NO no", 0x800CCCD2 },
  { SENDOFF_FAILURE_HANDSHAKE, P (SMTP), S (ENCRYPT), C (NONE), NULL, 0x800CCC1A },
  { SENDOFF_FAILURE_CERTIFICATE, P (SMTP), S (TRUST), C (NONE), NULL, 0x800CCC1A },
  { SENDOFF_FAILURE_CLIENT_CERTIFICATE, P (SMTP), S (ENCRYPT), C (NONE), NULL, 0x800CCC1A },
  { SENDOFF_FAILURE_NO_JUDGE, P (SMTP), S (TRUST), C (NONE), NULL, 0x800CCC1A },
  { SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, P (SMTP), S (SIGN_IN), C (AUTH), NULL, 0x800CCC80 },
  { SENDOFF_FAILURE_NO_COMMON_MECHANISM, P (SMTP), S (SIGN_IN), C (AUTH), NULL, 0x800CCC80 },
  { SENDOFF_FAILURE_NO_COMMON_MECHANISM, P (IMAP), S (SIGN_IN), C (AUTH), NULL, 0x800CCCDF },
  { SENDOFF_FAILURE_TOO_BIG, P (SMTP), S (SUBMIT), C (MAIL), NULL, 0x800CCC6D },
  { SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, P (SMTP), S (SUBMIT), C (MAIL), NULL, 0x800CCC78 },
  { SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED, P (SMTP), S (SUBMIT), C (RCPT), NULL, 0x800CCC79 },
  { SENDOFF_FAILURE_SETTINGS, P (SMTP), S (FIND_SERVER), C (NONE), NULL, 0x800CCC16 },
  { SENDOFF_FAILURE_PASSWORD_MISSING, P (SMTP), S (SIGN_IN), C (NONE), NULL, 0x800CCC18 },
  { SENDOFF_FAILURE_FILE, P (SMTP), S (SUBMIT), C (NONE), NULL, 0x800CCC0A },
  { SENDOFF_FAILURE_UNCERTAIN, P (SMTP), S (SUBMIT), C (FINAL_DOT), NULL, 0x800CCC0F },
  { SENDOFF_FAILURE_CANCELLED, P (SMTP), S (SUBMIT), C (BODY), NULL, 0x800CCC17 },
  { SENDOFF_FAILURE_INTERNAL, P (SMTP), S (SUBMIT), C (BODY), NULL, 0x800CCC08 },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SendoffLeg leg = cases[i].protocol == SENDOFF_PROTOCOL_SMTP ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING;
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (cases[i].kind, leg, cases[i].step);

      g_test_message ("case %u", i);
      failure->protocol = cases[i].protocol;
      failure->command = cases[i].command;
      failure->reply = cases[i].reply != NULL ? sendoff_reply_parse (cases[i].reply, -1) : NULL;
      g_assert_cmphex (sendoff_failure_get_error_number (failure), ==, cases[i].number);
    }
}

static void
test_uncertain_by_time_out (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_UNCERTAIN, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT);

  failure->timeout_s = 60;
  g_assert_cmphex (sendoff_failure_get_error_number (failure), ==, 0x800CCC19);
}

/* The last two digits of the numbers that have a name: 0x800CCC00 and up. */
static const guint8 named[] = {
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15,
  0x16, 0x17, 0x18, 0x19, 0x1A, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A,
  0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x78, 0x79, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F, 0x80, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
  0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xD1, 0xD2,
  0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xE0,
};

static gboolean
is_named (guint32 number)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (number == 0x800CCC00u + named[i])
      return TRUE;

  return FALSE;
}

static void
test_every_failure_has_a_number (void)
{
  static const char *const replies[] = { NULL, "rubbish", "250 ok", "421 later", "535 no", "A1 NO no", "* BYE", "-ERR no" };

  for (guint kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
    for (guint step = 0; step < SENDOFF_N_STEPS; step++)
      for (guint protocol = 0; protocol <= SENDOFF_PROTOCOL_POP3; protocol++)
        for (guint command = 0; command <= SENDOFF_COMMAND_OTHER; command++)
          for (guint reply = 0; reply < G_N_ELEMENTS (replies); reply++)
            {
              g_autoptr(SendoffFailure) failure = sendoff_failure_new (kind, protocol % 2, step);
              guint32 number;
              int status;

              failure->protocol = protocol;
              failure->command = command;
              failure->reply = replies[reply] != NULL ? sendoff_reply_parse (replies[reply], -1) : NULL;
              number = sendoff_failure_get_error_number (failure);
              status = sendoff_failure_get_exit_status (failure, reply % 2 == 0);

              g_assert_true (is_named (number));
              g_assert_true ((status >= 65 && status <= 80) || status == 130);
            }
}

static const struct { int number; guint socket_error; } socket_cases[] = {
  { 0, 0 }, { ECONNREFUSED, 10061 }, { ETIMEDOUT, 10060 }, { ENETUNREACH, 10051 }, { EHOSTUNREACH, 10065 }, { ENETDOWN, 10050 },
  { EACCES, 10013 }, { EPERM, 10013 }, { ECONNRESET, 10054 }, { ECONNABORTED, 10053 }, { EPIPE, 10053 }, { EBADMSG, 0 },
};

static void
test_socket_errors (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_CANNOT_CONNECT, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_CONNECT);

  for (guint i = 0; i < G_N_ELEMENTS (socket_cases); i++)
    {
      failure->socket_errno = socket_cases[i].number;
      g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, socket_cases[i].socket_error);
    }

  failure->socket_errno = 0;
  failure->kind = SENDOFF_FAILURE_TIMEOUT;
  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 10060);
  failure->step = SENDOFF_STEP_GREET;
  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 0);
}

static void
test_resolver_errors (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_HOST_NOT_FOUND, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_FIND_SERVER);

  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 11001);
  failure->resolver_error = G_RESOLVER_ERROR_NOT_FOUND + 1;
  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 11001);
  failure->resolver_error = G_RESOLVER_ERROR_TEMPORARY_FAILURE + 1;
  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 11002);
  failure->resolver_error = G_RESOLVER_ERROR_INTERNAL + 1;
  g_assert_cmpuint (sendoff_failure_get_socket_error (failure), ==, 11003);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-number/table", test_numbers);
  g_test_add_func ("/error-number/uncertain", test_uncertain_by_time_out);
  g_test_add_func ("/error-number/every-failure", test_every_failure_has_a_number);
  g_test_add_func ("/error-number/socket", test_socket_errors);
  g_test_add_func ("/error-number/resolver", test_resolver_errors);

  return g_test_run ();
}
