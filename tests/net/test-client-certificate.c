/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>
#include <gnutls/pkcs11.h>
#include <gnutls/x509.h>

#include "attempt-fixture.h"
#include "base/error.h"
#include "net/client-certificate.h"
#include "scripted-server.h"

#define PASSPHRASE "open-sesame-4"
#define PIN "246810"
#define SESSION "S * OK ready\nC CAPABILITY\nS * CAPABILITY IMAP4rev1|$ OK done\nC LOGIN\nS $ OK in\nC LOGOUT\n"

/* Files, made once. */
static char *folder, *chain_file, *key_file, *both_file, *encrypted_file, *other_key_file, *garbage_file, *pipe_file;

static char *
write_file (const char *name,
            const char *contents)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return path;
}

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

static void
make_files (void)
{
  g_autoptr(SendoffPracticeCertificate) client = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CLIENT, NULL, NULL);
  g_autoptr(SendoffPracticeCertificate) other = sendoff_practice_certificate_new (SENDOFF_PRACTICE_SELF_SIGNED, NULL, NULL);
  g_autofree char *chain = sendoff_practice_certificate_to_pem (client);
  g_autofree char *key = sendoff_practice_certificate_key_to_pem (client);
  g_autofree char *other_key = sendoff_practice_certificate_key_to_pem (other);
  g_autofree char *both = g_strconcat (chain, key, NULL);
  g_autofree char *encrypted = encrypt_key (key);

  folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  chain_file = write_file ("chain.pem", chain);
  key_file = write_file ("key.pem", key);
  both_file = write_file ("both.pem", both);
  encrypted_file = write_file ("encrypted.pem", encrypted);
  other_key_file = write_file ("other-key.pem", other_key);
  garbage_file = write_file ("garbage.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
  pipe_file = g_build_filename (folder, "pipe.pem", NULL);
  g_assert_cmpint (mkfifo (pipe_file, 0600), ==, 0);
}

static void
remove_file (char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_free (path);
}

static void
remove_files (void)
{
  char *const paths[] = { chain_file, key_file, both_file, encrypted_file, other_key_file, garbage_file, pipe_file };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    remove_file (paths[i]);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

/* ---- loading ---- */

static void
assert_load (const char               *certificate,
             const char               *key,
             const char               *secret,
             gboolean                  loads,
             SendoffClientSecretState  expected)
{
  g_autoptr(SendoffSecretString) held = secret != NULL ? sendoff_secret_string_new (secret, -1) : NULL;
  g_autoptr(GError) error = NULL;
  SendoffClientSecretState state = SENDOFF_CLIENT_SECRET_FINE;
  g_autoptr(SendoffClientCertificate) loaded = sendoff_client_certificate_load (certificate, key, held, &state, &error);

  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_cmpint (loaded != NULL, ==, loads);
  g_assert_cmpint (state, ==, expected);
  if (loads)
    g_assert_no_error (error);
  else
    g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
}

static void
test_files (void)
{
  assert_load (chain_file, key_file, NULL, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (both_file, NULL, NULL, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (both_file, NULL, "not needed", TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (chain_file, encrypted_file, PASSPHRASE, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (chain_file, encrypted_file, NULL, FALSE, SENDOFF_CLIENT_SECRET_MISSING);
  assert_load (chain_file, encrypted_file, "wrong", FALSE, SENDOFF_CLIENT_SECRET_WRONG);
  assert_load (chain_file, other_key_file, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (chain_file, NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (key_file, NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (garbage_file, NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (pipe_file, NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load ("/nowhere/client.pem", NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load ("pkcs11:token=not-there;object=none", NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
}

/* Without any secret. usable: its key, too, as far as can be known. */
static void
assert_inspect (const char               *certificate,
                const char               *key,
                gboolean                  usable,
                SendoffClientSecretState  expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) key_error = NULL;
  SendoffClientSecretState state = SENDOFF_CLIENT_SECRET_WRONG;
  g_autoptr(SendoffCertificate) found = sendoff_client_certificate_inspect (certificate, key, &state, &key_error, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_true (g_str_has_prefix (found->subject, "CN="));
  g_assert_cmpint (state, ==, expected);
  if (usable)
    g_assert_no_error (key_error);
  else
    g_assert_error (key_error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
}

static void
test_inspected (void)
{
  const char *const without[] = { key_file, garbage_file, pipe_file, "/nowhere/client.pem", "pkcs11:token=not-there;object=none" };

  assert_inspect (both_file, NULL, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_inspect (chain_file, key_file, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_inspect (chain_file, encrypted_file, TRUE, SENDOFF_CLIENT_SECRET_MISSING);
  assert_inspect (chain_file, NULL, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_inspect (chain_file, other_key_file, FALSE, SENDOFF_CLIENT_SECRET_FINE);
  assert_inspect (chain_file, "/nowhere/key.pem", FALSE, SENDOFF_CLIENT_SECRET_FINE);
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) key_error = NULL;
      SendoffClientSecretState state;

      g_assert_null (sendoff_client_certificate_inspect (without[i], NULL, &state, &key_error, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
      g_assert_no_error (key_error);
    }
}

/* ---- in the handshake ---- */

typedef struct
{
  AttemptFixture  base;
  ScriptedServer *server;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  attempt_fixture_set_up (&self->base, NULL);
  self->base.request->settings->leg = SENDOFF_LEG_INCOMING;
  self->base.request->settings->protocol = SENDOFF_PROTOCOL_IMAP;
  self->base.request->settings->security = SENDOFF_SECURITY_TLS;
  self->base.request->settings->host = g_strdup ("localhost");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  attempt_fixture_tear_down (&self->base, NULL);
}

static char *
run (Fixture                        *self,
     SendoffPracticeCertificateKind  kind,
     const char                     *tls,
     const char                     *certificate,
     const char                     *key,
     SendoffAttemptResult          **result)
{
  static const char *const names[] = { "localhost", NULL };
  g_autoptr(SendoffPracticeCertificate) server = sendoff_practice_certificate_new (kind, names, NULL);
  g_autofree char *server_chain = sendoff_practice_certificate_to_pem (server);
  g_autofree char *server_key = sendoff_practice_certificate_key_to_pem (server);
  g_autofree char *pem = g_strconcat (server_chain, server_key, NULL);
  g_autofree char *script = g_strconcat (tls, "\n", SESSION, NULL);
  SendoffServerSettings *settings = self->base.request->settings;

  self->server = scripted_server_new (script, pem, TRUE);
  settings->port = scripted_server_get_port (self->server);
  g_free (settings->client_certificate);
  g_free (settings->client_key);
  settings->client_certificate = g_strdup (certificate);
  settings->client_key = g_strdup (key);
  *result = attempt_fixture_run (&self->base);
  return scripted_server_finish (self->server, NULL);
}

static void
test_given (Fixture       *self,
            gconstpointer  data)
{
  static const char *const ways[] = { "TLS REQUIRE", "TLS REQUIRE 1.2", "TLS REQUEST", "TLS REQUEST 1.2" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(SendoffAttemptResult) result = NULL;
      g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, ways[i], chain_file, key_file, &result);

      g_assert_null (result->failure);
      g_assert_true (result->signed_in);
      g_assert_true (g_str_has_prefix (heard, "[certificate]\n"));
    }
}

static void
test_demanded (Fixture       *self,
               gconstpointer  data)
{
  static const char *const ways[] = { "TLS REQUIRE", "TLS REQUIRE 1.2", "TLS REQUIRE MUTE", "TLS REQUIRE 1.2 MUTE", "TLS REQUIRE DECODE",
                                      "TLS REQUIRE 1.2 DECODE" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(SendoffAttemptResult) result = NULL;
      g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, ways[i], NULL, NULL, &result);

      g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_CLIENT_CERTIFICATE);
      g_assert_cmpint (sendoff_failure_get_exit_status (result->failure, FALSE), ==, 78);
      g_assert_nonnull (result->failure->detail);
      g_assert_null (strstr (heard, "LOGIN"));
    }
}

/* Asked for, not demanded; and the roots that another attempt gave a certificate with give none here. */
static void
test_not_set (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SendoffAttemptResult) first = NULL;
  g_autoptr(SendoffAttemptResult) result = NULL;

  g_free (run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUEST", chain_file, key_file, &first));
  g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUEST", NULL, NULL, &result);
  g_assert_null (result->failure);
  g_assert_true (g_str_has_prefix (heard, "[no certificate]\n"));
}

/* A server that nobody vouches for learns nothing of who we are. */
static void
test_untrusted (Fixture       *self,
                gconstpointer  data)
{
  static const char *const ways[] = { "TLS REQUIRE", "TLS REQUIRE 1.2", "TLS REQUEST", "TLS REQUEST 1.2" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(SendoffAttemptResult) result = NULL;
      g_autofree char *heard = run (self, SENDOFF_PRACTICE_SELF_SIGNED, ways[i], chain_file, key_file, &result);

      g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_CERTIFICATE);
      g_assert_cmpstr (heard, ==, "");
    }
}

static void
test_only_looking (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(SendoffAttemptResult) result = NULL;

  self->base.request->certificate_only = TRUE;
  g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUIRE", chain_file, key_file, &result);
  g_assert_nonnull (result->certificate);
  g_assert_cmpstr (heard, ==, "");
}

/* Found before anything is connected. */
static void
test_unusable (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(SendoffAttemptResult) missing = NULL;
  g_autoptr(SendoffAttemptResult) result = NULL;
  g_autoptr(SendoffAttemptResult) mended = NULL;
  g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUIRE", "/nowhere/client.pem", NULL, &missing);

  g_assert_cmpint (missing->failure->kind, ==, SENDOFF_FAILURE_CLIENT_CERTIFICATE);
  g_assert_cmpstr (heard, ==, "");

  g_free (run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUIRE", chain_file, encrypted_file, &result));
  g_assert_cmpint (result->failure->kind, ==, SENDOFF_FAILURE_CLIENT_CERTIFICATE);

  self->base.request->client_secret = sendoff_secret_string_new (PASSPHRASE, -1);
  g_free (run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUIRE", chain_file, encrypted_file, &mended));
  g_assert_null (mended->failure);
}

/* ---- on a token ---- */

static void
run_softhsm (const char *arguments)
{
  g_autofree char *command = g_strdup_printf ("softhsm2-util %s", arguments);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status = -1;

  g_assert_true (g_spawn_command_line_sync (command, &out, &err, &status, NULL));
  if (status != 0)
    g_test_message ("%s: %s%s", arguments, out, err);
  g_assert_cmpint (status, ==, 0);
}

static int
give_pin (void         *user_data,
          int           attempt,
          const char   *url,
          const char   *label,
          unsigned int  flags,
          char         *pin,
          size_t        pin_size)
{
  g_strlcpy (pin, PIN, pin_size);
  return 0;
}

static void
put_certificate (const char *url)
{
  g_autofree char *pem = NULL;
  gsize length = 0;
  gnutls_x509_crt_t certificate;

  g_assert_true (g_file_get_contents (chain_file, &pem, &length, NULL));
  gnutls_datum_t data = { (guchar *) pem, length };
  g_assert_cmpint (gnutls_x509_crt_init (&certificate), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_import (certificate, &data, GNUTLS_X509_FMT_PEM), ==, 0);
  gnutls_pkcs11_set_pin_function (give_pin, NULL);
  g_assert_cmpint (gnutls_pkcs11_copy_x509_crt (url, certificate, "mail", GNUTLS_PKCS11_OBJ_FLAG_LOGIN), ==, 0);
  gnutls_pkcs11_set_pin_function (NULL, NULL);
  gnutls_x509_crt_deinit (certificate);
}

static void
make_token (void)
{
  g_autofree char *tokens = g_build_filename (folder, "tokens", NULL);
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens);
  g_autofree char *configuration = write_file ("softhsm.conf", text);
  g_autofree char *import = g_strdup_printf ("--import %s --token sendoff --label mail --id A1 --pin " PIN, key_file);

  g_assert_cmpint (g_mkdir (tokens, 0700), ==, 0);
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);
  run_softhsm ("--init-token --free --label sendoff --so-pin 13579 --pin " PIN);
  run_softhsm (import);
  put_certificate ("pkcs11:token=sendoff");
}

static void
remove_token (void)
{
  g_autofree char *command = g_strdup_printf ("rm -r %s/tokens %s/softhsm.conf", folder, folder);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
test_token (Fixture       *self,
            gconstpointer  data)
{
  static const char url[] = "pkcs11:token=sendoff;object=mail";
  static const char typed[] = "pkcs11:token=sendoff;object=mail;type=cert";

  if (g_getenv ("SOFTHSM2_CONF") == NULL)
    {
      if (g_getenv ("CI") != NULL)
        g_test_fail_printf ("In CI nothing may be missing: SoftHSM");
      g_test_skip ("SoftHSM is not installed");
      return;
    }

  assert_load (url, NULL, NULL, FALSE, SENDOFF_CLIENT_SECRET_MISSING);
  assert_load (url, NULL, "135790", FALSE, SENDOFF_CLIENT_SECRET_WRONG);
  assert_load (url, NULL, PIN, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (typed, NULL, PIN, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (url, key_file, NULL, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load (chain_file, url, PIN, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_inspect (url, NULL, TRUE, SENDOFF_CLIENT_SECRET_MISSING);
  assert_inspect (url, key_file, TRUE, SENDOFF_CLIENT_SECRET_FINE);
  assert_load ("pkcs11:token=sendoff;object=other", NULL, PIN, FALSE, SENDOFF_CLIENT_SECRET_FINE);

  g_autoptr(SendoffAttemptResult) result = NULL;
  self->base.request->client_secret = sendoff_secret_string_new (PIN, -1);
  g_autofree char *heard = run (self, SENDOFF_PRACTICE_GOOD, "TLS REQUIRE", url, NULL, &result);
  g_assert_null (result->failure);
  g_assert_true (g_str_has_prefix (heard, "[certificate]\n"));
}

#define ADD(path, func) g_test_add ("/net/client-certificate/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *softhsm = g_find_program_in_path ("softhsm2-util");
  int status;

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("SOFTHSM2_CONF");
  make_files ();
  if (softhsm != NULL)
    make_token ();
  g_test_add_func ("/net/client-certificate/files", test_files);
  g_test_add_func ("/net/client-certificate/inspected", test_inspected);
  ADD ("given", test_given);
  ADD ("demanded", test_demanded);
  ADD ("not-set", test_not_set);
  ADD ("untrusted", test_untrusted);
  ADD ("only-looking", test_only_looking);
  ADD ("unusable", test_unusable);
  ADD ("token", test_token);
  status = g_test_run ();
  if (softhsm != NULL)
    remove_token ();
  remove_files ();
  return status;
}
