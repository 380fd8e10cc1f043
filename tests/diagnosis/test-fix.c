/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixes: what each would change, that twice is once, and that none lowers security. */

#include "diagnosis/fix.h"

static SendoffAccount *
make_account (guint                 port,
              SendoffSecurity       security,
              SendoffAuthentication authentication,
              const char           *user)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "work");
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ann@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, port);
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, security);
  sendoff_account_set_authentication (account, authentication);
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, user);

  return account;
}

static void
add_incoming (SendoffAccount *account,
              SendoffProtocol protocol,
              guint           port,
              SendoffSecurity security,
              const char     *user)
{
  sendoff_account_set_incoming_protocol (account, protocol);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "imap.example.org");
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, port);
  sendoff_account_set_security (account, SENDOFF_LEG_INCOMING, security);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, user);
}

/* "smtp.authentication=own smtp.user=ann@example.org", "" for none. */
static char *
describe (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      SendoffChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", sendoff_key_to_string (change->key), change->value);
    }

  return g_string_free (text, FALSE);
}

static void
check_fix (SendoffFix      fix,
           SendoffLeg      leg,
           SendoffAccount *account,
           const char     *expected)
{
  g_autoptr(SendoffAccount) before = sendoff_account_copy (account);
  g_autoptr(GPtrArray) changes = sendoff_fix_get_changes (fix, leg, account);
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *description = describe (changes);

  g_assert_cmpstr (description, ==, expected);
  g_assert_true (sendoff_account_equal (before, account));
  if (changes == NULL)
    return;

  g_assert_nonnull (sendoff_fix_get_label (fix, changes));
  g_assert_true (sendoff_changes_apply (changes, account, &error));
  g_assert_no_error (error);
  again = sendoff_fix_get_changes (fix, leg, account);
  g_assert_null (again);
}

typedef struct
{
  SendoffFix            fix;
  guint                 port;
  SendoffSecurity       security;
  SendoffAuthentication authentication;
  const char           *user;
  const char           *expected;
} Row;

#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define NO_AUTH SENDOFF_AUTHENTICATION_NONE
#define OWN SENDOFF_AUTHENTICATION_OWN

static const Row rows[] = {
  { SENDOFF_FIX_NONE, 25, NONE, NO_AUTH, "", "" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 25, NONE, NO_AUTH, "", "smtp.security=starttls smtp.authentication=own smtp.user=ann@example.org" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 25, NONE, NO_AUTH, "ann", "smtp.security=starttls smtp.authentication=own" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 587, STARTTLS, NO_AUTH, "", "smtp.authentication=own smtp.user=ann@example.org" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 465, TLS, NO_AUTH, "", "smtp.authentication=own smtp.user=ann@example.org" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 465, NONE, NO_AUTH, "ann", "smtp.security=tls smtp.authentication=own" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 25, NONE, OWN, "ann", "smtp.security=starttls" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 25, STARTTLS, OWN, "ann", "" },
  { SENDOFF_FIX_REQUIRE_AUTHENTICATION, 25, STARTTLS, OWN, "", "smtp.user=ann@example.org" },
  { SENDOFF_FIX_USE_ENCRYPTION, 25, NONE, OWN, "ann", "smtp.security=starttls" },
  { SENDOFF_FIX_USE_ENCRYPTION, 465, NONE, OWN, "ann", "smtp.security=tls" },
  { SENDOFF_FIX_USE_ENCRYPTION, 25, STARTTLS, OWN, "ann", "" },
  { SENDOFF_FIX_USE_ENCRYPTION, 465, TLS, OWN, "ann", "" },
  { SENDOFF_FIX_USE_TLS, 465, STARTTLS, OWN, "ann", "smtp.security=tls" },
  { SENDOFF_FIX_USE_TLS, 465, TLS, OWN, "ann", "" },
  { SENDOFF_FIX_USE_TLS_PORT, 587, TLS, OWN, "ann", "smtp.port=465" },
  { SENDOFF_FIX_USE_TLS_PORT, 25, STARTTLS, OWN, "ann", "smtp.port=465 smtp.security=tls" },
  { SENDOFF_FIX_USE_TLS_PORT, 2525, TLS, OWN, "ann", "" },
  { SENDOFF_FIX_USE_SUBMISSION_PORT, 25, NONE, NO_AUTH, "", "smtp.port=587 smtp.security=starttls" },
  { SENDOFF_FIX_USE_SUBMISSION_PORT, 25, STARTTLS, OWN, "ann", "smtp.port=587" },
  { SENDOFF_FIX_USE_SUBMISSION_PORT, 25, TLS, OWN, "ann", "smtp.port=465" },
  { SENDOFF_FIX_USE_SUBMISSION_PORT, 587, NONE, NO_AUTH, "", "" },
  { SENDOFF_FIX_USE_USUAL_PORT, 143, NONE, NO_AUTH, "", "smtp.port=587" },
  { SENDOFF_FIX_USE_USUAL_PORT, 80, TLS, NO_AUTH, "", "smtp.port=465" },
  { SENDOFF_FIX_USE_USUAL_PORT, 587, STARTTLS, NO_AUTH, "", "" },
  { SENDOFF_FIX_USE_ADDRESS_AS_USER, 587, STARTTLS, OWN, "ann", "smtp.user=ann@example.org" },
  { SENDOFF_FIX_USE_ADDRESS_AS_USER, 587, STARTTLS, OWN, "ann@example.org", "" },
  { SENDOFF_FIX_WAIT_LONGER, 587, STARTTLS, OWN, "ann", "" },
};

static void
test_outgoing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr(SendoffAccount) account = make_account (row->port, row->security, row->authentication, row->user);

      g_test_message ("row %u", i);
      check_fix (row->fix, SENDOFF_LEG_OUTGOING, account, row->expected);
    }
}

static void
test_same_as_incoming (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffAccount) with_user = make_account (25, STARTTLS, NO_AUTH, "other");
  g_autoptr(SendoffAccount) without_user = make_account (25, STARTTLS, NO_AUTH, "");

  add_incoming (account, SENDOFF_PROTOCOL_IMAP, 993, TLS, "ann");
  check_fix (SENDOFF_FIX_REQUIRE_AUTHENTICATION, SENDOFF_LEG_OUTGOING, account,
    "smtp.security=starttls smtp.authentication=same-as-incoming");

  add_incoming (with_user, SENDOFF_PROTOCOL_IMAP, 993, TLS, "ann");
  check_fix (SENDOFF_FIX_REQUIRE_AUTHENTICATION, SENDOFF_LEG_OUTGOING, with_user, "smtp.authentication=own");

  add_incoming (without_user, SENDOFF_PROTOCOL_IMAP, 993, TLS, "");
  check_fix (SENDOFF_FIX_REQUIRE_AUTHENTICATION, SENDOFF_LEG_OUTGOING, without_user, "smtp.authentication=own smtp.user=ann@example.org");
}

/* Without an address there is no user to propose, and a half-done sign-in could not be saved. */
static void
test_no_address (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");

  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "");
  check_fix (SENDOFF_FIX_REQUIRE_AUTHENTICATION, SENDOFF_LEG_OUTGOING, account, "");
  check_fix (SENDOFF_FIX_USE_ADDRESS_AS_USER, SENDOFF_LEG_OUTGOING, account, "");
}

static void
test_incoming (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING, "");

  add_incoming (account, SENDOFF_PROTOCOL_IMAP, 143, NONE, "ann");
  check_fix (SENDOFF_FIX_USE_ENCRYPTION, SENDOFF_LEG_INCOMING, account, "incoming.security=starttls");
  check_fix (SENDOFF_FIX_USE_TLS_PORT, SENDOFF_LEG_INCOMING, account, "incoming.port=993 incoming.security=tls");
  check_fix (SENDOFF_FIX_USE_ADDRESS_AS_USER, SENDOFF_LEG_OUTGOING, account, "incoming.user=ann@example.org");
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, 25);
  check_fix (SENDOFF_FIX_USE_USUAL_PORT, SENDOFF_LEG_INCOMING, account, "incoming.port=993");
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_POP3);
  check_fix (SENDOFF_FIX_USE_USUAL_PORT, SENDOFF_LEG_INCOMING, account, "incoming.port=995");
}

static void
test_wait_longer (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, NO_AUTH, "");

  sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, 5);
  check_fix (SENDOFF_FIX_WAIT_LONGER, SENDOFF_LEG_OUTGOING, account, "timeout=60");
  sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, 300);
  check_fix (SENDOFF_FIX_WAIT_LONGER, SENDOFF_LEG_OUTGOING, account, "");
}

/* Whatever the settings: each fix applied twice is the same as once, and raises security or leaves it. */
static void
test_all (void)
{
  static const guint ports[] = { 25, 587, 465, 2525, 0, 65535 };

  for (SendoffFix fix = SENDOFF_FIX_NONE; fix < SENDOFF_N_FIXES; fix++)
    for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
      for (SendoffSecurity security = NONE; security <= TLS; security++)
        for (SendoffProtocol incoming = SENDOFF_PROTOCOL_NONE; incoming <= SENDOFF_PROTOCOL_POP3; incoming++)
          for (SendoffLeg leg = SENDOFF_LEG_OUTGOING; leg <= SENDOFF_LEG_INCOMING; leg++)
            {
              g_autoptr(SendoffAccount) account = NULL;
              g_autoptr(GPtrArray) changes = NULL;
              g_autoptr(GPtrArray) again = NULL;

              if (incoming == SENDOFF_PROTOCOL_SMTP)
                continue;
              account = make_account (ports[i], security, NO_AUTH, "");
              add_incoming (account, incoming, ports[i], security, "ann");
              changes = sendoff_fix_get_changes (fix, leg, account);
              g_assert_true (sendoff_changes_apply (changes, account, NULL));
              again = sendoff_fix_get_changes (fix, leg, account);

              g_assert_null (again);
              g_assert_cmpint (sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING), >=, security);
              g_assert_cmpint (sendoff_account_get_security (account, SENDOFF_LEG_INCOMING), >=, security);
            }
}

static void
test_changes (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffAccount) before = sendoff_account_copy (account);
  g_autoptr(GPtrArray) changes = sendoff_changes_new ();
  g_autoptr(GError) error = NULL;

  sendoff_changes_add (changes, SENDOFF_KEY_SMTP_PORT, "587");
  sendoff_changes_add (changes, SENDOFF_KEY_SMTP_SECURITY, "nonsense");
  g_assert_false (sendoff_changes_apply (changes, account, &error));
  g_assert_nonnull (error);
  g_assert_true (sendoff_account_equal (before, account));
  g_assert_true (sendoff_changes_apply (NULL, account, NULL));
}

/* The story: the fix that the window offers after "Relaying denied". */
static void
test_story (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT);
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;
  g_autoptr(SendoffDiagnosis) offline = NULL;
  g_autofree char *description = NULL;

  failure->command = SENDOFF_COMMAND_RCPT;
  failure->protocol = SENDOFF_PROTOCOL_SMTP;
  failure->port = 25;
  failure->reply = sendoff_reply_parse ("550 5.7.1 <bob@example.com>... Relaying denied. Proper authentication required.", -1);
  diagnosis = sendoff_diagnose (failure, account);
  description = describe (diagnosis->changes);

  g_assert_cmpstr (diagnosis->id, ==, "relaying-denied");
  g_assert_cmpint (diagnosis->class_, ==, SENDOFF_CLASS_SIGN_IN_REQUIRED);
  g_assert_false (diagnosis->temporary);
  g_assert_cmpstr (diagnosis->fix_id, ==, "require-authentication");
  g_assert_cmpstr (diagnosis->fix_label, ==, "Sign in to the outgoing server over a secure connection (SSL)");
  g_assert_cmpstr (description, ==, "smtp.security=starttls smtp.authentication=own smtp.user=ann@example.org");

  offline = sendoff_diagnose (failure, NULL);
  g_assert_cmpstr (offline->id, ==, "relaying-denied");
  g_assert_null (offline->fix_id);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fix/outgoing", test_outgoing);
  g_test_add_func ("/fix/same-as-incoming", test_same_as_incoming);
  g_test_add_func ("/fix/no-address", test_no_address);
  g_test_add_func ("/fix/incoming", test_incoming);
  g_test_add_func ("/fix/wait-longer", test_wait_longer);
  g_test_add_func ("/fix/all", test_all);
  g_test_add_func ("/fix/changes", test_changes);
  g_test_add_func ("/fix/story", test_story);

  return g_test_run ();
}
