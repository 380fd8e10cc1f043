/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixes: what each would change, that twice is once, and that none lowers security. */

#include <string.h>

#include "diagnosis/fix.h"
#include "diagnosis/host-guess.h"

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

static SendoffFailure *
make_failure (SendoffLeg leg)
{
  SendoffFailure *failure = sendoff_failure_new (SENDOFF_FAILURE_TIMEOUT, leg, SENDOFF_STEP_CONNECT);

  failure->server = g_strdup (leg == SENDOFF_LEG_OUTGOING ? "mail.example.org" : "imap.example.org");
  return failure;
}

/* "465/tls smtp.example.org:587/starttls" */
static void
add_ways (SendoffFailure *failure,
          const char     *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  failure->ways = sendoff_ways_new ();
  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto(GStrv) parts = g_strsplit_set (words[i], ":/", -1);
      guint n = g_strv_length (parts);
      SendoffSecurity security = SENDOFF_SECURITY_NONE;

      g_assert_true (sendoff_security_from_string (parts[n - 1], &security));
      g_ptr_array_add (failure->ways, sendoff_way_new (n == 3 ? parts[0] : NULL, g_ascii_strtoull (parts[n - 2], NULL, 10), security));
    }
}

static void
check_fix (SendoffFix            fix,
           const SendoffFailure *failure,
           SendoffAccount       *account,
           const char           *expected)
{
  g_autoptr(SendoffAccount) before = sendoff_account_copy (account);
  g_autoptr(GPtrArray) changes = sendoff_fix_get_changes (fix, failure, account);
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *description = describe (changes);
  g_autofree char *label = NULL;

  g_assert_cmpstr (description, ==, expected);
  g_assert_true (sendoff_account_equal (before, account));
  if (changes == NULL)
    return;

  label = sendoff_fix_dup_label (fix, changes);
  g_assert_nonnull (label);
  g_assert_null (strstr (label, "(null)"));
  g_assert_true (sendoff_changes_apply (changes, account, &error));
  g_assert_no_error (error);
  again = sendoff_fix_get_changes (fix, failure, account);
  g_assert_null (again);
}

typedef struct
{
  SendoffFix            fix;
  guint                 port;
  SendoffSecurity       security;
  SendoffAuthentication authentication;
  const char           *user;
  const char           *ways;
  const char           *expected;
} Row;

#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define NO_AUTH SENDOFF_AUTHENTICATION_NONE
#define OWN SENDOFF_AUTHENTICATION_OWN
#define SAME SENDOFF_AUTHENTICATION_SAME_AS_INCOMING
#define OUT SENDOFF_LEG_OUTGOING
#define IN SENDOFF_LEG_INCOMING
#define FIX(name) SENDOFF_FIX_##name

static const Row rows[] = {
  { FIX (NONE), 25, NONE, NO_AUTH, "", "587/starttls", "" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "", "", "smtp.security=starttls smtp.authentication=own smtp.user=ann@example.org" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "ann", "", "smtp.security=starttls smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 587, STARTTLS, NO_AUTH, "", "", "smtp.authentication=own smtp.user=ann@example.org" },
  { FIX (REQUIRE_AUTHENTICATION), 465, TLS, NO_AUTH, "", "", "smtp.authentication=own smtp.user=ann@example.org" },
  { FIX (REQUIRE_AUTHENTICATION), 465, NONE, NO_AUTH, "ann", "", "smtp.security=starttls smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, OWN, "ann", "", "smtp.security=starttls" },
  { FIX (REQUIRE_AUTHENTICATION), 25, STARTTLS, OWN, "ann", "", "" },
  { FIX (REQUIRE_AUTHENTICATION), 25, STARTTLS, OWN, "", "", "smtp.user=ann@example.org" },
  /* Where a probe found that people sign in. */
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "ann", "587/starttls 465/tls", "smtp.port=587 smtp.security=starttls smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "ann", "465/tls", "smtp.port=465 smtp.security=tls smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 25, TLS, NO_AUTH, "ann", "587/starttls 465/tls", "smtp.port=465 smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "ann", "587/none", "smtp.security=starttls smtp.authentication=own" },
  { FIX (REQUIRE_AUTHENTICATION), 25, NONE, NO_AUTH, "ann", "mail.example.org:587/starttls", "smtp.security=starttls smtp.authentication=own" },
  { FIX (USE_ENCRYPTION), 25, NONE, OWN, "ann", "", "smtp.security=starttls" },
  { FIX (USE_ENCRYPTION), 25, STARTTLS, OWN, "ann", "", "" },
  { FIX (USE_ENCRYPTION), 465, TLS, OWN, "ann", "", "" },

  /* Only what answered, and nothing less secure. */
  { FIX (SWITCH_CONNECTION), 25, NONE, NO_AUTH, "", "", "" },
  { FIX (SWITCH_CONNECTION), 25, NONE, NO_AUTH, "", "587/starttls 465/tls", "smtp.port=587 smtp.security=starttls" },
  { FIX (SWITCH_CONNECTION), 25, NONE, NO_AUTH, "", "587/none", "smtp.port=587" },
  { FIX (SWITCH_CONNECTION), 25, STARTTLS, OWN, "ann", "587/none", "" },
  { FIX (SWITCH_CONNECTION), 25, STARTTLS, OWN, "ann", "587/none 587/starttls", "smtp.port=587" },
  { FIX (SWITCH_CONNECTION), 465, STARTTLS, OWN, "ann", "465/tls", "smtp.security=tls" },
  { FIX (SWITCH_CONNECTION), 587, TLS, OWN, "ann", "587/starttls 465/tls", "smtp.port=465" },
  { FIX (SWITCH_CONNECTION), 587, TLS, OWN, "ann", "587/none 587/starttls", "smtp.security=starttls" },
  { FIX (SWITCH_CONNECTION), 587, TLS, OWN, "ann", "587/none", "" },
  { FIX (SWITCH_CONNECTION), 587, STARTTLS, OWN, "ann", "587/starttls", "" },
  { FIX (SWITCH_CONNECTION), 587, STARTTLS, OWN, "ann", "smtp.example.org:465/tls", "" },

  /* Passwords stay with their owner. */
  { FIX (CORRECT_HOST), 587, STARTTLS, OWN, "ann", "smtp.example.org:587/starttls", "smtp.host=smtp.example.org" },
  { FIX (CORRECT_HOST), 587, STARTTLS, OWN, "ann", "smtp.example.net:587/starttls", "" },
  { FIX (CORRECT_HOST), 587, STARTTLS, OWN, "ann", "smtp.example.net:587/starttls smtp.example.org:465/tls",
    "smtp.host=smtp.example.org smtp.port=465 smtp.security=tls" },
  { FIX (CORRECT_HOST), 587, STARTTLS, OWN, "ann", "smtp.example.org:587/none", "" },
  { FIX (CORRECT_HOST), 587, STARTTLS, OWN, "ann", "465/tls", "" },

  { FIX (USE_ADDRESS_AS_USER), 587, STARTTLS, OWN, "ann", "", "smtp.user=ann@example.org" },
  { FIX (USE_ADDRESS_AS_USER), 587, STARTTLS, OWN, "ann@example.org", "", "" },
  { FIX (USE_ADDRESS_AS_USER), 587, STARTTLS, OWN, "ann@elsewhere.example", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "ann@example.org", "", "smtp.user=ann" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "ann", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "@example.org", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "ann@", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "ann@home@example.org", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, OWN, "\"ann\"@example.org", "", "" },
  { FIX (USE_LOCAL_PART_AS_USER), 587, STARTTLS, NO_AUTH, "ann@example.org", "", "" },
  { FIX (USE_INCOMING_CREDENTIALS), 587, STARTTLS, OWN, "ann", "", "" },
  { FIX (WAIT_LONGER), 587, STARTTLS, OWN, "ann", "", "" },
};

static void
test_outgoing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr(SendoffAccount) account = make_account (row->port, row->security, row->authentication, row->user);
      g_autoptr(SendoffFailure) failure = make_failure (OUT);

      g_test_message ("row %u", i);
      add_ways (failure, row->ways);
      check_fix (row->fix, failure, account, row->expected);
    }
}

static void
test_same_as_incoming (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffAccount) with_user = make_account (25, STARTTLS, NO_AUTH, "other");
  g_autoptr(SendoffAccount) without_user = make_account (25, STARTTLS, NO_AUTH, "");
  g_autoptr(SendoffFailure) failure = make_failure (OUT);

  add_incoming (account, SENDOFF_PROTOCOL_IMAP, 993, TLS, "ann");
  check_fix (FIX (REQUIRE_AUTHENTICATION), failure, account, "smtp.security=starttls smtp.authentication=same-as-incoming");

  add_incoming (with_user, SENDOFF_PROTOCOL_IMAP, 993, TLS, "ann");
  check_fix (FIX (REQUIRE_AUTHENTICATION), failure, with_user, "smtp.authentication=own");
  check_fix (FIX (USE_INCOMING_CREDENTIALS), failure, with_user, "smtp.authentication=same-as-incoming");

  add_incoming (without_user, SENDOFF_PROTOCOL_IMAP, 993, TLS, "");
  check_fix (FIX (REQUIRE_AUTHENTICATION), failure, without_user, "smtp.authentication=own smtp.user=ann@example.org");
  check_fix (FIX (USE_INCOMING_CREDENTIALS), failure, without_user, "");
}

/* The incoming server's password doesn't go to a stranger. */
static void
test_incoming_elsewhere (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, NO_AUTH, "");
  g_autoptr(SendoffFailure) failure = make_failure (OUT);

  add_incoming (account, SENDOFF_PROTOCOL_IMAP, 993, TLS, "ann");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "smtp.elsewhere.example");
  check_fix (FIX (REQUIRE_AUTHENTICATION), failure, account, "smtp.authentication=own smtp.user=ann@example.org");
  check_fix (FIX (USE_INCOMING_CREDENTIALS), failure, account, "");
}

/* Without an address there is no user to propose, and a half-done sign-in could not be saved. */
static void
test_no_address (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffFailure) failure = make_failure (OUT);

  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "");
  check_fix (FIX (REQUIRE_AUTHENTICATION), failure, account, "");
  check_fix (FIX (USE_ADDRESS_AS_USER), failure, account, "");
}

static void
test_incoming (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, SAME, "");
  g_autoptr(SendoffFailure) outgoing = make_failure (OUT);
  g_autoptr(SendoffFailure) failure = make_failure (IN);

  add_incoming (account, SENDOFF_PROTOCOL_IMAP, 143, NONE, "ann");
  check_fix (FIX (USE_ENCRYPTION), failure, account, "incoming.security=starttls");
  check_fix (FIX (USE_ADDRESS_AS_USER), outgoing, account, "incoming.user=ann@example.org");
  check_fix (FIX (USE_INCOMING_CREDENTIALS), failure, account, "");
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, "ann@example.org");
  check_fix (FIX (USE_LOCAL_PART_AS_USER), failure, account, "incoming.user=ann");
  check_fix (FIX (USE_LOCAL_PART_AS_USER), outgoing, account, "");
  add_ways (failure, "993/tls mail.example.org:993/tls");
  check_fix (FIX (SWITCH_CONNECTION), failure, account, "incoming.port=993 incoming.security=tls");
  check_fix (FIX (CORRECT_HOST), failure, account, "incoming.host=mail.example.org");
}

static void
test_wait_longer (void)
{
  static const struct { guint set, ran_out; const char *expected; } cases[] = {
    { 5, 5, "timeout=60" }, { 60, 60, "timeout=120" }, { 300, 300, "timeout=600" }, { 600, 600, "" }, { 300, 5, "" }, { 5, 0, "timeout=60" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, NO_AUTH, "");
      g_autoptr(SendoffFailure) failure = make_failure (OUT);

      failure->timeout_s = cases[i].ran_out;
      sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, cases[i].set);
      check_fix (FIX (WAIT_LONGER), failure, account, cases[i].expected);
    }
}

/* ---- over a grid of settings and failures ---- */

static const guint ports[] = { 25, 587, 465, 143, 2525 };
static const char *const users[] = { "", "ann", "bert@other.example" };
static const char *const hosts[] = { "mail.example.org", "smtp.elsewhere.example", "127.0.0.1" };
static const char *const answers[] = {
  "", "587/starttls", "465/tls", "587/none", "587/none 465/tls 25/starttls", "smtp.example.org:587/starttls", "smtp.evil.example:465/tls",
  "smtp.evil.example:587/none smtp.example.org:587/none 2525/none",
};

static SendoffSecurity
strength (SendoffSecurity security)
{
  return security != SENDOFF_SECURITY_NONE;
}

static void
check_host (SendoffAccount *before,
            SendoffAccount *after,
            SendoffKey      key)
{
  const char *old_host = sendoff_account_get_text (before, key);
  const char *host = sendoff_account_get_text (after, key);

  g_assert_true (g_str_equal (host, old_host) || sendoff_host_is_at_home (host, old_host, before) ||
                 sendoff_host_is_at_home (host, "mail.example.org", before));
  g_assert_null (strstr (host, "evil"));
}

/* Applied twice is once; reversed is before; nothing is less secure. */
static void
check_properties (SendoffFix            fix,
                  const SendoffFailure *failure,
                  SendoffAccount       *before)
{
  g_autoptr(SendoffAccount) after = sendoff_account_copy (before);
  g_autoptr(GPtrArray) changes = sendoff_fix_get_changes (fix, failure, before);
  g_autoptr(GPtrArray) again = NULL;

  if (changes == NULL)
    return;
  g_assert_true (sendoff_changes_apply (changes, after, NULL));
  again = sendoff_fix_get_changes (fix, failure, after);
  g_assert_null (again);

  for (SendoffLeg leg = OUT; leg <= IN; leg++)
    g_assert_cmpint (strength (sendoff_account_get_security (after, leg)), >=, strength (sendoff_account_get_security (before, leg)));
  g_assert_true (sendoff_account_get_authentication (before) == NO_AUTH || sendoff_account_get_authentication (after) != NO_AUTH);
  check_host (before, after, SENDOFF_KEY_SMTP_HOST);
  check_host (before, after, SENDOFF_KEY_INCOMING_HOST);

  for (guint i = 0; i < changes->len; i++)
    sendoff_account_copy_value (after, before, ((SendoffChange *) changes->pdata[i])->key);
  g_assert_true (sendoff_account_equal (after, before));
}

static void
check_settings (SendoffLeg      leg,
                SendoffAccount *account)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(SendoffFailure) failure = make_failure (leg);

      add_ways (failure, answers[i]);
      failure->timeout_s = 30 * i;
      for (SendoffFix fix = 0; fix < SENDOFF_N_FIXES; fix++)
        check_properties (fix, failure, account);
    }
}

static void
test_properties (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ports) * G_N_ELEMENTS (users) * G_N_ELEMENTS (hosts); i++)
    for (SendoffSecurity security = NONE; security <= TLS; security++)
      for (SendoffAuthentication authentication = NO_AUTH; authentication <= OWN; authentication++)
        for (SendoffProtocol incoming = SENDOFF_PROTOCOL_NONE; incoming <= SENDOFF_PROTOCOL_POP3; incoming++)
          {
            guint port = ports[i % G_N_ELEMENTS (ports)];
            const char *user = users[i / G_N_ELEMENTS (ports) % G_N_ELEMENTS (users)];
            g_autoptr(SendoffAccount) account = NULL;

            if (incoming == SENDOFF_PROTOCOL_SMTP)
              continue;
            account = make_account (port, security, authentication, user);
            sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, hosts[i / (G_N_ELEMENTS (ports) * G_N_ELEMENTS (users))]);
            add_incoming (account, incoming, port, security, "ann");
            check_settings (OUT, account);
            check_settings (IN, account);
          }
}

/* A failure's diagnosis offers nothing that hasn't answered: no port moves without a probe. */
static void
check_offer (SendoffFailureKind kind,
             SendoffStepId      step,
             SendoffSecurity    security)
{
  g_autoptr(SendoffAccount) account = make_account (25, security, OWN, "ann");
  g_autoptr(SendoffFailure) failure = make_failure (OUT);
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->kind = kind;
  failure->step = step;
  failure->port = 25;
  diagnosis = sendoff_diagnose (failure, account);
  for (guint i = 0; diagnosis->changes != NULL && i < diagnosis->changes->len; i++)
    {
      SendoffKey key = ((SendoffChange *) diagnosis->changes->pdata[i])->key;

      g_assert_cmpint (key, !=, SENDOFF_KEY_SMTP_PORT);
      g_assert_cmpint (key, !=, SENDOFF_KEY_SMTP_HOST);
    }

  add_ways (failure, "587/starttls");
  g_clear_pointer (&diagnosis, sendoff_diagnosis_free);
  diagnosis = sendoff_diagnose (failure, account);
  g_assert_cmpstr (diagnosis->fix_id, ==, "switch-connection");
}

static void
test_offers (void)
{
  for (SendoffFailureKind kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
    for (SendoffStepId step = 0; step < SENDOFF_N_STEPS; step++)
      for (SendoffSecurity security = NONE; security <= STARTTLS; security++)
        check_offer (kind, step, security);
}

/* A stranger's host is named, and not more. */
static void
test_stranger (void)
{
  g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, OWN, "ann");
  g_autoptr(SendoffFailure) failure = make_failure (OUT);
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->kind = SENDOFF_FAILURE_HOST_NOT_FOUND;
  add_ways (failure, "smtp.evil.example:587/starttls");
  diagnosis = sendoff_diagnose (failure, account);
  g_assert_cmpstr (diagnosis->id, ==, "server-not-found");
  g_assert_null (diagnosis->fix_id);
  g_assert_nonnull (strstr (diagnosis->explanation, "smtp.evil.example"));
}

/* Which user a refused sign-in leads to; the incoming server's, where it may be used, comes before a guess. */
static void
test_users (void)
{
  static const struct { const char *user, *incoming_user, *reply, *fix; } cases[] = {
    { "ann", "", "535 5.7.8 Authentication failed", "use-address-as-user" },
    { "ann@example.org", "", "535 5.7.8 Authentication failed", NULL },
    { "ann@example.org", "ann", "535 5.7.8 Authentication failed", "use-incoming-credentials" },
    { "ann@example.org", "", "535 5.7.8 Unknown user", "use-local-part-as-user" },
    { "ann@example.org", "", "535 5.7.8 Use your full email address as username", NULL },
    { "ann@example.org", "", "534 5.7.9 Application-specific password required", NULL },
    { "ann@example.org", "", "454 4.7.0 Temporary authentication failure", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (587, STARTTLS, OWN, cases[i].user);
      g_autoptr(SendoffFailure) failure = make_failure (OUT);
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      g_test_message ("case %u", i);
      if (*cases[i].incoming_user != '\0')
        add_incoming (account, SENDOFF_PROTOCOL_IMAP, 993, TLS, cases[i].incoming_user);
      g_clear_pointer (&failure->reply, sendoff_reply_unref);
      failure->reply = sendoff_reply_parse (cases[i].reply, -1);
      failure->kind = SENDOFF_FAILURE_REFUSED;
      failure->step = SENDOFF_STEP_SIGN_IN;
      failure->command = SENDOFF_COMMAND_AUTH;
      diagnosis = sendoff_diagnose (failure, account);
      g_assert_cmpstr (diagnosis->fix_id, ==, cases[i].fix);
    }
}

static void
test_labels (void)
{
  static const struct { const char *ways, *label; } cases[] = {
    { "587/starttls", "Use port 587" },
    { "465/tls", "Use port 465, with a secure connection (SSL) from the first byte" },
    { "25/tls", "Use a secure connection (SSL) from the first byte" },
    { "smtp.example.org:25/starttls", "Use the server smtp.example.org" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (25, STARTTLS, OWN, "ann");
      g_autoptr(SendoffFailure) failure = make_failure (OUT);
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      add_ways (failure, cases[i].ways);
      diagnosis = sendoff_diagnose (failure, account);
      g_assert_cmpstr (diagnosis->fix_label, ==, cases[i].label);
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

static void
click (SendoffFailure *failure,
       SendoffAccount *account,
       const char     *fix_id)
{
  g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnose (failure, account);

  g_assert_cmpstr (diagnosis->fix_id, ==, fix_id);
  g_assert_true (sendoff_changes_apply (diagnosis->changes, account, NULL));
}

/* From a server's name and port 25, in a network that blocks it, to settings that a provider accepts: two clicks. */
static void
test_from_seed (void)
{
  g_autoptr(SendoffAccount) account = make_account (25, NONE, NO_AUTH, "");
  g_autoptr(SendoffFailure) silent = make_failure (OUT);
  g_autoptr(SendoffFailure) refused = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, OUT, SENDOFF_STEP_SUBMIT);
  g_autoptr(GPtrArray) problems = NULL;

  add_ways (silent, "587/starttls 465/tls");
  click (silent, account, "switch-connection");

  refused->command = SENDOFF_COMMAND_MAIL;
  refused->reply = sendoff_reply_parse ("530 5.7.0 Authentication Required.", -1);
  click (refused, account, "require-authentication");

  problems = sendoff_account_validate (account);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT), ==, 587);
  g_assert_cmpint (sendoff_account_get_security (account, OUT), ==, STARTTLS);
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_SMTP_USER), ==, "ann@example.org");
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
  g_test_add_func ("/fix/incoming-elsewhere", test_incoming_elsewhere);
  g_test_add_func ("/fix/properties", test_properties);
  g_test_add_func ("/fix/offers", test_offers);
  g_test_add_func ("/fix/stranger", test_stranger);
  g_test_add_func ("/fix/users", test_users);
  g_test_add_func ("/fix/labels", test_labels);
  g_test_add_func ("/fix/changes", test_changes);
  g_test_add_func ("/fix/story", test_story);
  g_test_add_func ("/fix/from-seed", test_from_seed);

  return g_test_run ();
}
