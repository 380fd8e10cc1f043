/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which hosts may have been meant, and which may get a password by a click. */

#include "diagnosis/host-guess.h"

static SendoffAccount *
make_account (const char *email,
              const char *smtp_host,
              const char *incoming_host)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, email);
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, smtp_host);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, incoming_host);
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_IMAP);

  return account;
}

static const struct { const char *email, *smtp_host, *incoming_host, *first; } guesses[] = {
  { "ann@gmail.com", "smtp.gmial.com", "", "smtp.gmail.com" },
  { "ann@gmail.com", "smtp.gmail.con", "", "smtp.gmail.com" },
  { "ann@gmail.com", "smtpgmail.com", "", "smtp.gmail.com" },
  { "ann@gmail.com", "stmp.gmail.com", "", "smtp.gmail.com" },
  { "ann@gmail.com", "smpt.gmail.com", "", "smtp.gmail.com" },
  { "ann@example.org", "mial.example.org", "", "mail.example.org" },
  { "ann@example.org", "smtp.provider.nte", "imap.provider.net", "smtp.provider.net" },
  { "ann@example.org", "server7.example.org", "", "smtp.example.org" },
  { "ann@bücher.example", "smtp.xn--bchr-hoa.example", "", "smtp.xn--bcher-kva.example" },
};

static void
test_guesses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autoptr(SendoffAccount) account = make_account (guesses[i].email, guesses[i].smtp_host, guesses[i].incoming_host);
      g_auto(GStrv) hosts = sendoff_guess_hosts (account, SENDOFF_LEG_OUTGOING);

      g_assert_cmpstr (hosts[0], ==, guesses[i].first);
      g_assert_false (g_strv_contains ((const char *const *) hosts, guesses[i].smtp_host));
    }
}

static void
test_nothing_to_guess (void)
{
  static const char *const hosts[] = { "", "192.0.2.1", "a b" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr(SendoffAccount) account = make_account ("ann@example.org", hosts[i], "");
      g_auto(GStrv) guessed = sendoff_guess_hosts (account, SENDOFF_LEG_OUTGOING);

      g_assert_null (guessed[0]);
    }
}

static void
test_incoming (void)
{
  g_autoptr(SendoffAccount) account = make_account ("ann@example.org", "", "iamp.example.org");
  g_auto(GStrv) imap = sendoff_guess_hosts (account, SENDOFF_LEG_INCOMING);

  g_assert_cmpstr (imap[0], ==, "imap.example.org");
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_POP3);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "ppo3.example.org");
  g_auto(GStrv) pop3 = sendoff_guess_hosts (account, SENDOFF_LEG_INCOMING);

  g_assert_cmpstr (pop3[0], ==, "pop3.example.org");
}

/* A public suffix is nobody's home: "attacker.co.uk" is no kin of "bank.co.uk". */
static void
test_kin (void)
{
  static const struct { const char *a, *b; gboolean kin; } pairs[] = {
    { "smtp.example.org", "mail.example.org", TRUE }, { "SMTP.Example.org", "example.org.", TRUE },
    { "attacker.co.uk", "bank.co.uk", FALSE }, { "example.org", "example.com", FALSE }, { "127.0.0.1", "127.0.0.1", TRUE },
    { "127.0.0.1", "127.0.0.2", FALSE }, { "localhost", "localhost", TRUE }, { "example.org", "evil-example.org", FALSE },
    { "a b", "a b", FALSE }, { NULL, "example.org", FALSE }, { "", "", FALSE }, { "a.github.io", "b.github.io", FALSE },
  };
  g_autoptr(SendoffAccount) account = make_account ("ann@example.org", "mail.provider.net", "");

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("%s %s", pairs[i].a, pairs[i].b);
      g_assert_cmpint (sendoff_hosts_are_kin (pairs[i].a, pairs[i].b), ==, pairs[i].kin);
    }
  g_assert_true (sendoff_host_is_at_home ("smtp.example.org", "mail.provider.net", account));
  g_assert_true (sendoff_host_is_at_home ("smtp.provider.net", "mail.provider.net", account));
  g_assert_false (sendoff_host_is_at_home ("smtp.other.net", "mail.provider.net", account));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-guess/guesses", test_guesses);
  g_test_add_func ("/host-guess/nothing", test_nothing_to_guess);
  g_test_add_func ("/host-guess/incoming", test_incoming);
  g_test_add_func ("/host-guess/kin", test_kin);

  return g_test_run ();
}
