/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "model/account.h"

static SendoffAccount *
create_account (void)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "work");
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "jo@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, "jo");
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_OWN);
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_IMAP);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "imap.example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, "jo-in");

  return account;
}

/* text NULL: number. fault -1: valid. */
static const struct { SendoffKey key; const char *text; guint number; int fault; } rules[] = {
  { SENDOFF_KEY_NAME, "J\xc3\xb6rg \xf0\x9f\x93\xac", 0, -1 },
  { SENDOFF_KEY_NAME, "", 0, SENDOFF_KEY_NAME },
  { SENDOFF_KEY_NAME, "   ", 0, SENDOFF_KEY_NAME },
  { SENDOFF_KEY_NAME, "a\nb", 0, SENDOFF_KEY_NAME },
  { SENDOFF_KEY_NAME, "a\xe2\x80\xa8" "b", 0, SENDOFF_KEY_NAME },
  { SENDOFF_KEY_NAME, "\xff", 0, SENDOFF_KEY_NAME },
  { SENDOFF_KEY_EMAIL, "", 0, SENDOFF_KEY_EMAIL },
  { SENDOFF_KEY_EMAIL, "jo", 0, SENDOFF_KEY_EMAIL },
  { SENDOFF_KEY_EMAIL, "jo@example.org\r\nBcc: x@example.org", 0, SENDOFF_KEY_EMAIL },
  { SENDOFF_KEY_FULL_NAME, "Jo \"the\" Doe", 0, -1 },
  { SENDOFF_KEY_FULL_NAME, "Jo\nBcc: x@example.org", 0, SENDOFF_KEY_FULL_NAME },
  { SENDOFF_KEY_ORGANIZATION, "a\rb", 0, SENDOFF_KEY_ORGANIZATION },
  { SENDOFF_KEY_REPLY_TO, "", 0, -1 },
  { SENDOFF_KEY_REPLY_TO, "re@example.org", 0, -1 },
  { SENDOFF_KEY_REPLY_TO, "re", 0, SENDOFF_KEY_REPLY_TO },
  { SENDOFF_KEY_SMTP_HOST, "", 0, SENDOFF_KEY_SMTP_HOST },
  { SENDOFF_KEY_SMTP_HOST, "mail.example.org:25", 0, SENDOFF_KEY_SMTP_HOST },
  { SENDOFF_KEY_SMTP_HOST, "b\xc3\xbc" "cher.example", 0, -1 },
  { SENDOFF_KEY_SMTP_HOST, "::1", 0, -1 },
  { SENDOFF_KEY_SMTP_PORT, NULL, 0, SENDOFF_KEY_SMTP_PORT },
  { SENDOFF_KEY_SMTP_PORT, NULL, 1, -1 },
  { SENDOFF_KEY_SMTP_PORT, NULL, 65535, -1 },
  { SENDOFF_KEY_SMTP_USER, "", 0, SENDOFF_KEY_SMTP_USER },
  { SENDOFF_KEY_SMTP_USER, "jo\njoe", 0, SENDOFF_KEY_SMTP_USER },
  { SENDOFF_KEY_INCOMING_HOST, "", 0, SENDOFF_KEY_INCOMING_HOST },
  { SENDOFF_KEY_INCOMING_PORT, NULL, 0, SENDOFF_KEY_INCOMING_PORT },
  { SENDOFF_KEY_INCOMING_USER, "", 0, SENDOFF_KEY_INCOMING_USER },
  { SENDOFF_KEY_CLIENT_CERTIFICATE, "/home/jo/mail certificate.pem", 0, -1 },
  { SENDOFF_KEY_CLIENT_CERTIFICATE, "pkcs11:token=Card;object=mail", 0, -1 },
  { SENDOFF_KEY_CLIENT_CERTIFICATE, "mail.pem", 0, SENDOFF_KEY_CLIENT_CERTIFICATE },
  { SENDOFF_KEY_CLIENT_CERTIFICATE, "pkcs11:token=Card?pin-value=1234", 0, SENDOFF_KEY_CLIENT_CERTIFICATE },
  { SENDOFF_KEY_CLIENT_CERTIFICATE, "/home/jo\n.pem", 0, SENDOFF_KEY_CLIENT_CERTIFICATE },
  { SENDOFF_KEY_CLIENT_KEY, "/home/jo/key.pem", 0, SENDOFF_KEY_CLIENT_KEY },
  { SENDOFF_KEY_TIMEOUT, NULL, 0, SENDOFF_KEY_TIMEOUT },
  { SENDOFF_KEY_TIMEOUT, NULL, 1, -1 },
  { SENDOFF_KEY_TIMEOUT, NULL, 600, -1 },
  { SENDOFF_KEY_TIMEOUT, NULL, 601, SENDOFF_KEY_TIMEOUT },
};

static void
test_one_field_at_fault (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(SendoffAccount) account = create_account ();
      g_autoptr(GPtrArray) problems = NULL;

      if (rules[i].text != NULL)
        sendoff_account_set_text (account, rules[i].key, rules[i].text);
      else
        sendoff_account_set_number (account, rules[i].key, rules[i].number);

      g_test_message ("rule %u", i);
      problems = sendoff_account_validate (account);
      g_assert_cmpuint (problems->len, ==, rules[i].fault < 0 ? 0 : 1);
      if (rules[i].fault >= 0)
        {
          const SendoffFieldProblem *problem = g_ptr_array_index (problems, 0);

          g_assert_cmpint (problem->key, ==, rules[i].fault);
          g_assert_true (g_utf8_validate (problem->message, -1, NULL));
          g_assert_null (strpbrk (problem->message, "\r\n"));
        }
    }
}

static guint
count_problems_of_text (SendoffKey key, gsize length)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *text = g_strnfill (length, 'a');

  sendoff_account_set_text (account, key, text);
  problems = sendoff_account_validate (account);

  return problems->len;
}

static void
test_lengths (void)
{
  g_assert_cmpuint (count_problems_of_text (SENDOFF_KEY_NAME, 100), ==, 0);
  g_assert_cmpuint (count_problems_of_text (SENDOFF_KEY_NAME, 101), ==, 1);
  g_assert_cmpuint (count_problems_of_text (SENDOFF_KEY_SMTP_USER, 255), ==, 0);
  g_assert_cmpuint (count_problems_of_text (SENDOFF_KEY_SMTP_USER, 256), ==, 1);
  g_assert_cmpuint (count_problems_of_text (SENDOFF_KEY_FULL_NAME, 1001), ==, 1);
}

static void
test_incoming_only_where_there_is_one (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(GPtrArray) fine = NULL;
  g_autoptr(GPtrArray) unfit = NULL;

  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_NONE);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "");
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, "");
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, 0);
  fine = sendoff_account_validate (account);
  g_assert_cmpuint (fine->len, ==, 0);

  /* It goes into the file all the same. */
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "\xff");
  unfit = sendoff_account_validate (account);
  g_assert_cmpuint (unfit->len, ==, 1);
}

static void
test_same_as_incoming_needs_incoming (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(GPtrArray) fine = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, "");
  fine = sendoff_account_validate (account);
  g_assert_cmpuint (fine->len, ==, 0);

  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_NONE);
  problems = sendoff_account_validate (account);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (((SendoffFieldProblem *) g_ptr_array_index (problems, 0))->key, ==, SENDOFF_KEY_SMTP_AUTHENTICATION);
}

static void
test_problems_in_key_order (void)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(GPtrArray) problems = NULL;

  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_POP3);
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_OWN);
  sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, 0);
  sendoff_account_set_text (account, SENDOFF_KEY_REPLY_TO, "re");
  problems = sendoff_account_validate (account);

  g_assert_cmpuint (problems->len, ==, 8);
  for (guint i = 1; i < problems->len; i++)
    g_assert_cmpint (((SendoffFieldProblem *) g_ptr_array_index (problems, i - 1))->key, <,
                     ((SendoffFieldProblem *) g_ptr_array_index (problems, i))->key);
}

static void
test_server_settings (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(SendoffServerSettings) outgoing = NULL;
  g_autoptr(SendoffServerSettings) incoming = NULL;
  g_autoptr(SendoffServerSettings) copy = NULL;

  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "B\xc3\xbc" "cher.example");
  outgoing = sendoff_account_get_server_settings (account, SENDOFF_LEG_OUTGOING, NULL);
  g_assert_cmpstr (outgoing->host, ==, "xn--bcher-kva.example");
  g_assert_cmpuint (outgoing->port, ==, 587);
  g_assert_cmpint (outgoing->protocol, ==, SENDOFF_PROTOCOL_SMTP);
  g_assert_cmpint (outgoing->security, ==, SENDOFF_SECURITY_STARTTLS);
  g_assert_true (outgoing->signs_in);
  g_assert_cmpstr (outgoing->user, ==, "jo");
  g_assert_cmpuint (outgoing->timeout_s, ==, 60);

  incoming = sendoff_account_get_server_settings (account, SENDOFF_LEG_INCOMING, NULL);
  g_assert_cmpint (incoming->leg, ==, SENDOFF_LEG_INCOMING);
  g_assert_cmpint (incoming->protocol, ==, SENDOFF_PROTOCOL_IMAP);
  g_assert_cmpstr (incoming->host, ==, "imap.example.org");
  g_assert_cmpuint (incoming->port, ==, 993);
  g_assert_cmpstr (incoming->user, ==, "jo-in");

  copy = sendoff_server_settings_copy (incoming);
  g_assert_cmpstr (copy->user, ==, "jo-in");
  g_assert_true (copy->user != incoming->user && copy->host != incoming->host);
}

static void
test_server_settings_without_sign_in (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(SendoffServerSettings) none = NULL;
  g_autoptr(SendoffServerSettings) same = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_NONE);
  none = sendoff_account_get_server_settings (account, SENDOFF_LEG_OUTGOING, NULL);
  g_assert_false (none->signs_in);
  g_assert_null (none->user);

  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  same = sendoff_account_get_server_settings (account, SENDOFF_LEG_OUTGOING, NULL);
  g_assert_cmpstr (same->user, ==, "jo-in");

  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_NONE);
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_NONE);
  g_assert_null (sendoff_account_get_server_settings (account, SENDOFF_LEG_INCOMING, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
}

static void
test_server_settings_of_invalid_account (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, 0);
  problems = sendoff_account_validate (account);
  g_assert_null (sendoff_account_get_server_settings (account, SENDOFF_LEG_OUTGOING, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, ((SendoffFieldProblem *) g_ptr_array_index (problems, 0))->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account-rules/one-field", test_one_field_at_fault);
  g_test_add_func ("/account-rules/lengths", test_lengths);
  g_test_add_func ("/account-rules/incoming", test_incoming_only_where_there_is_one);
  g_test_add_func ("/account-rules/same-as-incoming", test_same_as_incoming_needs_incoming);
  g_test_add_func ("/account-rules/order", test_problems_in_key_order);
  g_test_add_func ("/account-rules/server-settings", test_server_settings);
  g_test_add_func ("/account-rules/server-settings/no-sign-in", test_server_settings_without_sign_in);
  g_test_add_func ("/account-rules/server-settings/invalid", test_server_settings_of_invalid_account);

  return g_test_run ();
}
