/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens the key of a client certificate: given, stored or asked for, once for all legs; with servers that demand one. */

#include <string.h>

#include <gnutls/x509.h>

#include "send-fixture.h"

#define PASSWORD "correct-horse-7"
#define PASSPHRASE "open-sesame-4"
#define WRONG "shut-sesame-5"

static char *chain_pem, *key_pem, *encrypted_pem;

typedef struct
{
  SendFixture            base;
  SendoffPracticeServer *incoming;
  char                  *key;      /* the file with the encrypted one */
} Fixture;

static char *
encrypt_key (const char *pem)
{
  gnutls_datum_t data = { (guchar *) pem, strlen (pem) };
  gnutls_datum_t out = { NULL, 0 };
  gnutls_x509_privkey_t key;
  char *text;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_import (key, &data, GNUTLS_X509_FMT_PEM), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, PASSPHRASE, GNUTLS_PKCS_PBES2_AES_128, &out), ==, 0);
  text = g_strndup ((const char *) out.data, out.size);
  gnutls_free (out.data);
  gnutls_x509_privkey_deinit (key);
  return text;
}

static char *
write_file (Fixture    *self,
            const char *name,
            const char *contents)
{
  char *path = g_build_filename (self->base.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return path;
}

static void
use_key (Fixture    *self,
         const char *pem)
{
  g_free (self->key);
  self->key = write_file (self, "key.pem", pem);
  sendoff_account_set_text (self->base.account, SENDOFF_KEY_CLIENT_KEY, self->key);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *chain = NULL;

  send_fixture_set_up (&self->base, data);
  sendoff_account_set_number (self->base.account, SENDOFF_KEY_TIMEOUT, 30);
  chain = write_file (self, "chain.pem", chain_pem);
  sendoff_account_set_text (self->base.account, SENDOFF_KEY_CLIENT_CERTIFICATE, chain);
  use_key (self, encrypted_pem);
  sendoff_practice_server_set_client_demand (self->base.server, SENDOFF_PRACTICE_CLIENT_REQUIRE);
  send_fixture_start (&self->base, SENDOFF_SECURITY_STARTTLS, SENDOFF_PRACTICE_GOOD);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->incoming);
  g_free (self->key);
  send_fixture_tear_down (&self->base, data);
}

static void
add_incoming_server (Fixture *self)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, NULL, NULL);
  SendoffAccount *account = self->base.account;

  self->incoming = sendoff_practice_server_new ();
  sendoff_practice_server_set_protocol (self->incoming, SENDOFF_PRACTICE_IMAP);
  sendoff_practice_server_set_login (self->incoming, "ana@example.org", PASSWORD);
  sendoff_practice_server_set_certificate (self->incoming, certificate);
  sendoff_practice_server_set_implicit_tls (self->incoming, TRUE);
  sendoff_practice_server_set_client_demand (self->incoming, SENDOFF_PRACTICE_CLIENT_REQUIRE);
  g_assert_true (sendoff_practice_server_start (self->incoming, NULL));
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_IMAP);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, sendoff_practice_server_get_port (self->incoming));
  sendoff_account_set_security (account, SENDOFF_LEG_INCOMING, SENDOFF_SECURITY_TLS);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, "ana@example.org");
}

static SendoffReport *
check (Fixture *self)
{
  SendoffSecretString *password = self->base.options.password;
  SendoffCheckOptions options = { .roots = self->base.roots, .password = password, .incoming_password = password };

  return send_fixture_check (&self->base, &options);
}

static void
expect (Fixture    *self,
        const char *answer,
        gboolean    is_again)
{
  scripted_prompter_expect_client_secret (self->base.prompter, self->key, answer, is_again);
}

static void
assert_shown (SendoffPracticeServer *server,
              guint                  index)
{
  g_autoptr(SendoffPracticeSession) session = sendoff_practice_server_dup_session (server, index);

  g_assert_cmpstr (session->client_subject, ==, "CN=ana");
}

static void
assert_refused (Fixture       *self,
                SendoffReport *report,
                const char    *words)
{
  const SendoffFailure *failure = report->failures->pdata[0];

  g_assert_cmpint (report->exit_status, ==, 78);
  g_assert_cmpint (failure->kind, ==, SENDOFF_FAILURE_CLIENT_CERTIFICATE);
  g_assert_nonnull (strstr (failure->detail, words));
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (self->base.server), ==, 0);
}

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SendoffSecretString *
look_up (Fixture *self)
{
  SendoffSecretKey key = { .account_id = sendoff_account_get_id (self->base.account), .user = self->key, .kind = SENDOFF_SECRET_CLIENT_KEY };
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_lookup_async (self->base.secrets, &key, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return sendoff_secret_store_lookup_finish (self->base.secrets, result, NULL);
}

static void
assert_stored (Fixture    *self,
               const char *expected)
{
  g_autoptr(SendoffSecretString) stored = look_up (self);

  g_assert_cmpstr (stored != NULL ? sendoff_secret_string_peek (stored) : NULL, ==, expected);
}

static void
store (Fixture    *self,
       const char *text)
{
  SendoffSecretKey key = { .account_id = sendoff_account_get_id (self->base.account), .user = self->key, .kind = SENDOFF_SECRET_CLIENT_KEY };
  g_autoptr(SendoffSecretString) secret = sendoff_secret_string_new (text, -1);
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_store_async (self->base.secrets, &key, secret, TRUE, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sendoff_secret_store_store_finish (self->base.secrets, result, NULL));
}

/* ---- one leg ---- */

static void
test_not_needed (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  use_key (self, key_pem);
  report = send_fixture_send (&self->base);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_shown (self->base.server, 0);
  assert_stored (self, NULL);
}

static void
test_asked (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SendoffReport) first = NULL;
  g_autoptr(SendoffReport) second = NULL;

  expect (self, PASSPHRASE, FALSE);
  first = send_fixture_send (&self->base);
  g_assert_cmpint (first->exit_status, ==, 0);
  assert_shown (self->base.server, 0);
  assert_stored (self, PASSPHRASE);
  /* Known from now on. */
  second = send_fixture_send (&self->base);
  g_assert_cmpint (second->exit_status, ==, 0);
  assert_shown (self->base.server, 1);
}

static void
test_asked_again (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  expect (self, WRONG, FALSE);
  expect (self, PASSPHRASE, TRUE);
  report = send_fixture_send (&self->base);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_stored (self, PASSPHRASE);
}

static void
test_always_wrong (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  expect (self, WRONG, FALSE);
  expect (self, WRONG, TRUE);
  expect (self, WRONG, TRUE);
  report = send_fixture_send (&self->base);
  assert_refused (self, report, "The passphrase is not that of");
  assert_stored (self, NULL);
}

static void
test_declined (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  expect (self, NULL, FALSE);
  report = send_fixture_send (&self->base);
  assert_refused (self, report, "protected by a passphrase");
}

static void
test_stored_is_wrong (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  store (self, WRONG);
  expect (self, PASSPHRASE, TRUE);
  report = send_fixture_send (&self->base);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_stored (self, PASSPHRASE);
}

/* Who gives one with the command doesn't mean that in the store, and it isn't stored. */
static void
test_given (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SendoffSecretString) right = sendoff_secret_string_new (PASSPHRASE, -1);
  g_autoptr(SendoffSecretString) wrong = sendoff_secret_string_new (WRONG, -1);
  g_autoptr(SendoffReport) refused = NULL;
  g_autoptr(SendoffReport) report = NULL;

  self->base.options.client_secret = wrong;
  expect (self, NULL, TRUE);
  refused = send_fixture_send (&self->base);
  assert_refused (self, refused, "The passphrase is not that of");

  self->base.options.client_secret = right;
  report = send_fixture_send (&self->base);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_stored (self, NULL);
}

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  sendoff_account_set_text (self->base.account, SENDOFF_KEY_CLIENT_CERTIFICATE, "/nowhere/chain.pem");
  report = send_fixture_send (&self->base);
  assert_refused (self, report, "/nowhere/chain.pem");
}

/* ---- both legs ---- */

static void
test_both_ask_once (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  add_incoming_server (self);
  expect (self, PASSPHRASE, FALSE);
  report = check (self);
  g_assert_cmpint (report->exit_status, ==, 0);
  assert_shown (self->base.server, 0);
  assert_shown (self->incoming, 0);
}

static void
test_both_declined (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  add_incoming_server (self);
  expect (self, NULL, FALSE);
  report = check (self);
  assert_refused (self, report, "protected by a passphrase");
  g_assert_cmpuint (report->failures->len, ==, 2);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (self->incoming), ==, 0);
}

/* Where one leg doesn't encrypt it gives no certificate, and needs no key. */
static void
test_one_in_clear (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(SendoffReport) report = NULL;

  add_incoming_server (self);
  sendoff_account_set_security (self->base.account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  expect (self, NULL, FALSE);
  report = check (self);
  g_assert_cmpuint (report->failures->len, ==, 1);
  g_assert_cmpint (((SendoffFailure *) report->failures->pdata[0])->leg, ==, SENDOFF_LEG_INCOMING);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (self->base.server), ==, 1);
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  SendoffCheckOptions options = { .roots = self->base.roots, .password = self->base.options.password };
  g_autoptr(SendoffReport) report = NULL;

  scripted_prompter_expect_silence (self->base.prompter);
  report = send_fixture_check_and_cancel_early_question (&self->base, &options);
  g_assert_cmpint (report->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (self->base.server), ==, 0);
}

#define ADD(path, func) g_test_add ("/client-secret-finder/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr(SendoffPracticeCertificate) client = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  client = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CLIENT, NULL, NULL);
  chain_pem = sendoff_practice_certificate_to_pem (client);
  key_pem = sendoff_practice_certificate_key_to_pem (client);
  encrypted_pem = encrypt_key (key_pem);
  ADD ("not-needed", test_not_needed);
  ADD ("asked", test_asked);
  ADD ("asked-again", test_asked_again);
  ADD ("always-wrong", test_always_wrong);
  ADD ("declined", test_declined);
  ADD ("stored-is-wrong", test_stored_is_wrong);
  ADD ("given", test_given);
  ADD ("unreadable", test_unreadable);
  ADD ("both/ask-once", test_both_ask_once);
  ADD ("both/declined", test_both_declined);
  ADD ("both/one-in-clear", test_one_in_clear);
  ADD ("cancelled", test_cancelled);
  status = g_test_run ();
  g_free (chain_pem);
  g_free (key_pem);
  g_free (encrypted_pem);
  return status;
}
