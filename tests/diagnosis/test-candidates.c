/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a failure gives occasion to probe, and that it is never less secure than what is set. */

#include "diagnosis/candidates.h"
#include "diagnosis/diagnosis.h"

#define OUT SENDOFF_LEG_OUTGOING
#define IN SENDOFF_LEG_INCOMING
#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define K(name) SENDOFF_FAILURE_##name
#define S(name) SENDOFF_STEP_##name

static SendoffAccount *
make_account (guint           port,
              SendoffSecurity security,
              SendoffProtocol incoming)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ann@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "smtp.exmaple.org");
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "imap.example.org");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, port);
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, port);
  sendoff_account_set_security (account, OUT, security);
  sendoff_account_set_security (account, IN, security);
  sendoff_account_set_incoming_protocol (account, incoming);

  return account;
}

/* "587/starttls 465/tls" */
static char *
describe (GPtrArray *ways)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ways != NULL && i < ways->len; i++)
    {
      const SendoffWay *way = g_ptr_array_index (ways, i);

      g_string_append_printf (text, "%s%s%s%u/%s", i > 0 ? " " : "", way->host != NULL ? way->host : "", way->host != NULL ? ":" : "",
                              way->port, sendoff_security_to_string (way->security));
    }

  return g_string_free (text, FALSE);
}

static const struct
{
  SendoffFailureKind kind;
  SendoffLeg         leg;
  SendoffStepId      step;
  SendoffProtocol    incoming;
  guint              port;
  SendoffSecurity    security;
  const char        *received;
  const char        *ways;
} rows[] = {
  { K (CANNOT_CONNECT), OUT, S (CONNECT), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "587/starttls 465/tls" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), SENDOFF_PROTOCOL_NONE, 25, NONE, NULL, "587/starttls 465/tls 587/none" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), SENDOFF_PROTOCOL_NONE, 2525, TLS, NULL, "587/starttls 465/tls 25/starttls" },
  { K (TIMEOUT), OUT, S (CONNECT), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "587/starttls 465/tls" },
  { K (TIMEOUT), OUT, S (GREET), SENDOFF_PROTOCOL_NONE, 465, STARTTLS, NULL, "465/tls 587/starttls 25/starttls" },
  { K (TIMEOUT), OUT, S (ENCRYPT), SENDOFF_PROTOCOL_NONE, 587, TLS, NULL, "587/starttls 465/tls 25/starttls" },
  { K (TIMEOUT), OUT, S (SUBMIT), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "" },
  { K (TIMEOUT), OUT, S (FIND_SERVER), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "" },
  { K (CONNECTION_LOST), OUT, S (GREET), SENDOFF_PROTOCOL_NONE, 465, NONE, NULL, "465/tls 587/starttls 25/starttls 587/none 25/none" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), SENDOFF_PROTOCOL_NONE, 587, TLS, "220 mail ESMTP", "587/starttls 465/tls 25/starttls" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), SENDOFF_PROTOCOL_NONE, 443, TLS, "HTTP/1.1 400 Bad Request", "587/starttls 465/tls 25/starttls" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), SENDOFF_PROTOCOL_NONE, 465, TLS, NULL, "" },
  { K (PROTOCOL), OUT, S (GREET), SENDOFF_PROTOCOL_NONE, 143, STARTTLS, "* OK ready", "587/starttls 465/tls 25/starttls" },
  { K (PROTOCOL), OUT, S (GREET), SENDOFF_PROTOCOL_NONE, 465, STARTTLS, "\x15\x03\x03", "465/tls 587/starttls 25/starttls" },
  { K (PROTOCOL), OUT, S (SUBMIT), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, "what", "" },
  { K (PROTOCOL), IN, S (GREET), SENDOFF_PROTOCOL_IMAP, 25, STARTTLS, "220 mail ESMTP", "993/tls 143/starttls" },
  { K (ENCRYPTION_NOT_OFFERED), OUT, S (ENCRYPT), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "587/starttls 465/tls" },
  { K (ENCRYPTION_NOT_OFFERED), IN, S (ENCRYPT), SENDOFF_PROTOCOL_POP3, 110, STARTTLS, NULL, "995/tls" },
  { K (SIGN_IN_NOT_OFFERED), OUT, S (SIGN_IN), SENDOFF_PROTOCOL_NONE, 25, STARTTLS, NULL, "587/starttls 465/tls" },
  { K (HOST_NOT_FOUND), OUT, S (FIND_SERVER), SENDOFF_PROTOCOL_NONE, 587, STARTTLS, NULL,
    "smtp.example.org:587/starttls mail.example.org:587/starttls example.org:587/starttls" },
  { K (CERTIFICATE), OUT, S (TRUST), SENDOFF_PROTOCOL_NONE, 587, STARTTLS, NULL, "" },
  { K (CANCELLED), OUT, S (CONNECT), SENDOFF_PROTOCOL_NONE, 587, STARTTLS, NULL, "" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (rows[i].port, rows[i].security, rows[i].incoming);
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (rows[i].kind, rows[i].leg, rows[i].step);
      g_autoptr(GPtrArray) ways = NULL;
      g_autofree char *text = NULL;

      failure->protocol = rows[i].leg == OUT ? SENDOFF_PROTOCOL_SMTP : rows[i].incoming;
      failure->received = g_strdup (rows[i].received);
      ways = sendoff_diagnosis_candidates (failure, account);
      text = describe (ways);
      g_test_message ("row %u", i);
      g_assert_cmpstr (text, ==, rows[i].ways);
    }
}

/* Sign-in that only waits for encryption is mended on the same port. */
static void
test_encryption_is_enough (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, NONE, SENDOFF_PROTOCOL_NONE);
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (K (SIGN_IN_NOT_OFFERED), OUT, S (SIGN_IN));
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->security = NONE;
  failure->extensions = g_strsplit ("SIZE STARTTLS", " ", -1);
  g_assert_null (sendoff_diagnosis_candidates (failure, account));
  diagnosis = sendoff_diagnose (failure, account);
  g_assert_cmpstr (diagnosis->fix_id, ==, "use-encryption");
}

/* Relaying denied on port 25: elsewhere a sign-in may be possible, which here it isn't, or not as it stands. */
static void
test_want_of_sign_in (void)
{
  static const struct { guint16 port; const char *reply, *extensions; gboolean signed_in; const char *ways; } cases[] = {
    { 25, "550 5.7.1 Relaying denied", "SIZE STARTTLS", FALSE, "587/starttls 465/tls" },
    { 25, "530 5.7.0 Authentication required", NULL, FALSE, "587/starttls 465/tls" },
    { 25, "550 5.7.1 Relaying denied", "AUTH STARTTLS", FALSE, "" },
    { 25, "550 5.7.1 Relaying denied", "SIZE AUTH", FALSE, "587/starttls 465/tls" },
    { 25, "550 5.7.1 Relaying denied", "SIZE", TRUE, "" },
    { 2525, "550 5.7.1 Relaying denied", "SIZE", FALSE, "" },
    { 25, "550 5.1.1 No such user here", "SIZE", FALSE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (cases[i].port, NONE, SENDOFF_PROTOCOL_NONE);
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (K (REFUSED), OUT, S (SUBMIT));
      g_autoptr(GPtrArray) ways = NULL;
      g_autofree char *text = NULL;

      failure->port = cases[i].port;
      failure->command = SENDOFF_COMMAND_RCPT;
      failure->reply = sendoff_reply_parse (cases[i].reply, -1);
      failure->extensions = cases[i].extensions != NULL ? g_strsplit (cases[i].extensions, " ", -1) : NULL;
      failure->signed_in = cases[i].signed_in;
      ways = sendoff_diagnosis_candidates (failure, account);
      text = describe (ways);
      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].ways);
    }
}

static void
check_security (SendoffFailureKind kind,
                SendoffStepId      step,
                SendoffLeg         leg,
                SendoffSecurity    security,
                guint              port)
{
  g_autoptr(SendoffAccount) account = make_account (port, security, SENDOFF_PROTOCOL_IMAP);
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (kind, leg, step);
  g_autoptr(GPtrArray) ways = sendoff_diagnosis_candidates (failure, account);

  g_assert_true (ways == NULL || (ways->len > 0 && ways->len <= SENDOFF_MAX_CANDIDATES));
  for (guint i = 0; ways != NULL && i < ways->len; i++)
    {
      const SendoffWay *way = g_ptr_array_index (ways, i);

      g_assert_true (security == NONE || way->security != NONE);
      g_assert_true (way->host != NULL || way->port != port || way->security != security);
    }
}

static void
test_never_less_secure (void)
{
  static const guint ports[] = { 0, 25, 465, 587, 993, 143, 2525, 65535 };

  for (SendoffFailureKind kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
    for (SendoffStepId step = 0; step < SENDOFF_N_STEPS; step++)
      for (SendoffLeg leg = OUT; leg <= IN; leg++)
        for (SendoffSecurity security = NONE; security <= TLS; security++)
          for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
            check_security (kind, step, leg, security, ports[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/candidates/rows", test_rows);
  g_test_add_func ("/candidates/encryption-is-enough", test_encryption_is_enough);
  g_test_add_func ("/candidates/want-of-sign-in", test_want_of_sign_in);
  g_test_add_func ("/candidates/never-less-secure", test_never_less_secure);

  return g_test_run ();
}
