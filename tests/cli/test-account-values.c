/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/account-values.h"

#include "base/error.h"

#include <string.h>

static void
take (SendoffAccountValues *values, const char *const *assignments)
{
  for (guint i = 0; assignments[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (sendoff_account_values_take_assignment (values, assignments[i], &error));
      g_assert_no_error (error);
    }
}

/* A new account, as "add" makes it, with these values. */
static SendoffAccount *
make_account (const char *const *assignments)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_auto(SendoffAccountValues) values = { { NULL } };
  g_autoptr(GError) error = NULL;

  take (&values, assignments);
  sendoff_account_values_set_defaults (account);
  g_assert_true (sendoff_account_values_apply (&values, account, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&account);
}

static void
test_assignments (void)
{
  static const struct
  {
    const char *text;
    const char *word; /* of the message; NULL: fine */
  } cases[] = {
    { "smtp.host=mail.example.org", NULL }, { "smtp.user=a=b", NULL },     { "reply-to=", NULL },      { "smtp.host", "KEY=VALUE" },
    { "smtp.hots=x", "smtp.host" },         { "=x", "smtp.host" },         { "smtp-host=x", "smtp.host" },
    { "\x1b[2J=x", "\\x1b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(SendoffAccountValues) values = { { NULL } };
      g_autoptr(GError) error = NULL;
      gboolean taken = sendoff_account_values_take_assignment (&values, cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (taken, ==, cases[i].word == NULL);
      if (cases[i].word == NULL)
        continue;
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

static void
test_twice (void)
{
  g_auto(SendoffAccountValues) values = { { NULL } };
  g_autoptr(GError) error = NULL;

  g_assert_true (sendoff_account_values_take_assignment (&values, "smtp.user=a=b", &error));
  g_assert_cmpstr (values.values[SENDOFF_KEY_SMTP_USER], ==, "a=b");
  g_assert_false (sendoff_account_values_take_assignment (&values, "smtp.user=c", &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_cmpstr (values.values[SENDOFF_KEY_SMTP_USER], ==, "a=b");
}

static void
test_ports_of_new (void)
{
  static const struct
  {
    const char *assignments[4];
    guint       smtp_port, incoming_port;
  } cases[] = {
    { { NULL }, 465, 0 },
    { { "smtp.security=tls" }, 465, 0 },
    { { "smtp.security=starttls" }, 587, 0 },
    { { "smtp.security=none" }, 587, 0 },
    { { "smtp.port=25" }, 25, 0 },
    { { "smtp.security=starttls", "smtp.port=2525" }, 2525, 0 },
    { { "incoming.protocol=imap" }, 465, 993 },
    { { "incoming.protocol=pop3" }, 465, 995 },
    { { "incoming.protocol=pop3", "incoming.security=starttls" }, 465, 110 },
    { { "incoming.security=none", "incoming.protocol=imap" }, 465, 143 },
    { { "incoming.protocol=imap", "incoming.port=1143" }, 465, 1143 },
    { { "incoming.protocol=imap", "incoming.port=143" }, 465, 143 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (cases[i].assignments);

      g_test_message ("case %u", i);
      g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT), ==, cases[i].smtp_port);
      if (cases[i].incoming_port != 0)
        g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_INCOMING_PORT), ==, cases[i].incoming_port);
    }
}

static void
test_ports_of_changed (void)
{
  static const struct
  {
    const char *before[4], *after[4];
    guint       smtp_port, incoming_port;
  } cases[] = {
    { { "smtp.security=none", "smtp.port=25" }, { "smtp.security=starttls" }, 25, 0 },
    { { "smtp.security=none", "smtp.port=25" }, { "smtp.security=tls" }, 465, 0 },
    { { "smtp.security=tls" }, { "smtp.security=starttls" }, 587, 0 },
    { { "smtp.port=2525" }, { "smtp.security=starttls" }, 2525, 0 },
    { { "smtp.port=587", "smtp.security=starttls" }, { "smtp.host=x.example.org" }, 587, 0 },
    { { "incoming.protocol=imap" }, { "incoming.protocol=pop3" }, 465, 995 },
    { { "incoming.protocol=imap" }, { "incoming.security=starttls" }, 465, 143 },
    { { "incoming.protocol=imap", "incoming.port=1143" }, { "incoming.security=none" }, 465, 1143 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (cases[i].before);
      g_auto(SendoffAccountValues) values = { { NULL } };
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      take (&values, cases[i].after);
      g_assert_true (sendoff_account_values_apply (&values, account, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT), ==, cases[i].smtp_port);
      if (cases[i].incoming_port != 0)
        g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_INCOMING_PORT), ==, cases[i].incoming_port);
    }
}

/* A file is named from where one stands, and found from everywhere. */
static void
test_paths (void)
{
  static const char *const assignments[] = { "name=work", "client-certificate=mine.pem", "client-key=pkcs11:token=Card;object=mail", NULL };
  g_autoptr(SendoffAccount) account = make_account (assignments);
  g_autofree char *full = g_canonicalize_filename ("mine.pem", NULL);

  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_CLIENT_CERTIFICATE), ==, full);
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_CLIENT_KEY), ==, "pkcs11:token=Card;object=mail");
}

static void
test_refused_value (void)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_auto(SendoffAccountValues) values = { { NULL } };
  g_autoptr(GError) error = NULL;

  values.values[SENDOFF_KEY_SMTP_SECURITY] = g_strdup ("ssl");
  g_assert_false (sendoff_account_values_apply (&values, account, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "smtp.security"));
}

static void
test_problems (void)
{
  const char *const good[] = { "name=work", "email=ana@example.org", "smtp.host=mail.example.org", NULL };
  const char *const bad[] = { "name=work", "email=ana", NULL };
  g_autoptr(SendoffAccount) valid = make_account (good);
  g_autoptr(SendoffAccount) invalid = make_account (bad);
  g_autofree char *none = sendoff_account_dup_problems (valid);
  g_autofree char *problems = sendoff_account_dup_problems (invalid);

  g_assert_null (none);
  g_assert_nonnull (strstr (problems, "email: "));
  g_assert_nonnull (strstr (problems, "\nsmtp.host: "));
}

static void
test_output (void)
{
  const char *const assignments[] = { "name=wörk", "email=ana@example.org", "smtp.host=mail.example.org", "smtp.user=an\u202ea", NULL };
  g_autoptr(SendoffAccount) account = make_account (assignments);
  g_autofree char *json = sendoff_account_to_json (account, TRUE);
  g_autofree char *text = sendoff_account_to_text (account, FALSE);

  g_assert_true (g_str_has_prefix (json, "{\"format\": 1, \"id\": \""));
  g_assert_nonnull (strstr (json, "\"default\": true, \"name\": \"wörk\", \"email\": \"ana@example.org\""));
  g_assert_nonnull (strstr (json, "\"smtp.port\": 465, \"smtp.security\": \"tls\", \"smtp.authentication\": \"none\""));
  g_assert_nonnull (strstr (json, "\"smtp.user\": \"an\\u202ea\""));
  g_assert_nonnull (strstr (json, "\"timeout\": 60}"));
  g_assert_nonnull (strstr (text, "smtp.port=465\n"));
  g_assert_nonnull (strstr (text, "smtp.user=an\\u202ea\n"));
  g_assert_null (strstr (text, "default"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-values/assignments", test_assignments);
  g_test_add_func ("/account-values/twice", test_twice);
  g_test_add_func ("/account-values/ports-of-new", test_ports_of_new);
  g_test_add_func ("/account-values/ports-of-changed", test_ports_of_changed);
  g_test_add_func ("/account-values/paths", test_paths);
  g_test_add_func ("/account-values/refused-value", test_refused_value);
  g_test_add_func ("/account-values/problems", test_problems);
  g_test_add_func ("/account-values/output", test_output);
  return g_test_run ();
}
