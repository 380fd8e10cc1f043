/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "attempt-fixture.h"

#include <glib/gstdio.h>

#define PASSWORD "correct-horse-7"

static SendoffRoots *
load_practice_root (void)
{
  g_autofree char *pem = sendoff_practice_root_pem ();
  g_autofree char *folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "root.pem", NULL);
  SendoffRoots *roots;

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  roots = sendoff_roots_load (path, NULL, NULL);
  g_assert_nonnull (roots);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return roots;
}

void
attempt_fixture_set_up (AttemptFixture *self,
                        gconstpointer   data)
{
  static const char *const names[] = { "mail.example.test", "localhost", NULL };
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, names, NULL);

  self->server = sendoff_practice_server_new ();
  sendoff_practice_server_set_certificate (self->server, certificate);
  sendoff_practice_server_set_login (self->server, "ana", PASSWORD);
  self->request = g_new0 (SendoffAttemptRequest, 1);
  self->request->settings = sendoff_server_settings_new ();
  self->request->settings->protocol = SENDOFF_PROTOCOL_SMTP;
  self->request->settings->signs_in = TRUE;
  self->request->settings->user = g_strdup ("ana");
  self->request->settings->timeout_s = 5;
  self->request->password = sendoff_secret_string_new (PASSWORD, -1);
  self->request->roots = load_practice_root ();
}

void
attempt_fixture_tear_down (AttemptFixture *self,
                           gconstpointer   data)
{
  sendoff_attempt_request_free (self->request);
  g_assert_finalize_object (self->server);
}

void
attempt_fixture_start (AttemptFixture  *self,
                       const char      *host,
                       SendoffSecurity  security)
{
  sendoff_practice_server_set_implicit_tls (self->server, security == SENDOFF_SECURITY_TLS);
  g_assert_true (sendoff_practice_server_start (self->server, NULL));
  self->request->settings->host = g_strdup (host);
  self->request->settings->port = sendoff_practice_server_get_port (self->server);
  self->request->settings->security = security;
}

SendoffAttemptResult *
attempt_fixture_run (AttemptFixture *self)
{
  SendoffAttemptSink sink = { NULL };

  return sendoff_attempt_run (self->request, &sink, NULL);
}
