/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "send-fixture.h"

#include <glib/gstdio.h>

#define PASSWORD "correct-horse-7"

void
send_fixture_set_up (SendFixture   *self,
                     gconstpointer  data)
{
  g_autofree char *root = sendoff_practice_root_pem ();
  g_autofree char *root_path = NULL;

  self->folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  root_path = g_build_filename (self->folder, "root.pem", NULL);
  g_assert_true (g_file_set_contents (root_path, root, -1, NULL));
  self->roots = sendoff_roots_load (root_path, NULL, NULL);
  g_assert_nonnull (self->roots);

  self->server = sendoff_practice_server_new ();
  sendoff_practice_server_set_login (self->server, "ana@example.org", PASSWORD);
  self->account = sendoff_account_new (NULL);
  sendoff_account_set_text (self->account, SENDOFF_KEY_NAME, "work");
  sendoff_account_set_text (self->account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_USER, "ana@example.org");
  sendoff_account_set_authentication (self->account, SENDOFF_AUTHENTICATION_OWN);
  sendoff_account_set_number (self->account, SENDOFF_KEY_TIMEOUT, 1);
  self->prompter = scripted_prompter_new ();
  self->secrets = sendoff_secret_store_new (FALSE);
  self->trust_store = sendoff_trust_store_new (self->folder);
  g_assert_true (sendoff_trust_store_load (self->trust_store, NULL, NULL));
  self->options.roots = self->roots;
  self->options.password = sendoff_secret_string_new (PASSWORD, -1);
  self->to[0] = "bob@example.net";
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_report_unref);
  self->notices = g_ptr_array_new_with_free_func (g_free);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
send_fixture_tear_down (SendFixture   *self,
                        gconstpointer  data)
{
  scripted_prompter_assert_empty (self->prompter);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->account);
  g_assert_finalize_object (self->prompter);
  g_assert_finalize_object (self->secrets);
  g_assert_finalize_object (self->trust_store);
  sendoff_roots_unref (self->roots);
  g_clear_pointer (&self->options.password, sendoff_secret_string_unref);
  g_ptr_array_unref (self->reports);
  g_ptr_array_unref (self->notices);
  remove_folder (self->folder);
  g_free (self->folder);
}

void
send_fixture_start (SendFixture                    *self,
                    SendoffSecurity                 security,
                    SendoffPracticeCertificateKind  kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (kind, NULL, &error);

  g_assert_no_error (error);
  sendoff_practice_server_set_certificate (self->server, certificate);
  sendoff_practice_server_set_implicit_tls (self->server, security == SENDOFF_SECURITY_TLS);
  g_assert_true (sendoff_practice_server_start (self->server, &error));
  g_assert_no_error (error);
  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, security);
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->server));
}

typedef struct
{
  SendFixture   *fixture;
  GMainLoop     *loop;
  GCancellable  *cancellable;
  int            step;      /* -1: never */
  int            delay_ms;
  gboolean       when_asked;
  guint          timer;
  SendoffReport *report;
} Run;

static gboolean
cancel (gpointer data)
{
  Run *run = data;

  run->timer = 0;
  run->fixture->cancel_at = g_get_monotonic_time ();
  g_cancellable_cancel (run->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_once_asked (gpointer data)
{
  return scripted_prompter_is_empty (((Run *) data)->fixture->prompter) ? cancel (data) : G_SOURCE_CONTINUE;
}

static void
on_step_changed (SendoffJob        *job,
                 SendoffReportStep *step,
                 gpointer           user_data)
{
  Run *run = user_data;

  if ((int) step->id != run->step || step->state != SENDOFF_STEP_RUNNING)
    return;
  run->step = -1;
  if (run->when_asked)
    run->timer = g_timeout_add (5, cancel_once_asked, run);
  else if (run->delay_ms > 0)
    run->timer = g_timeout_add (run->delay_ms, cancel, run);
  else
    cancel (run);
}

static void
on_report_finished (SendoffJob    *job,
                    SendoffReport *report,
                    gpointer       user_data)
{
  g_ptr_array_add (((Run *) user_data)->fixture->reports, sendoff_report_ref (report));
}

static void
on_notice (SendoffJob *job,
           const char *sentence,
           gpointer    user_data)
{
  g_ptr_array_add (((Run *) user_data)->fixture->notices, g_strdup (sentence));
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Run *run = user_data;

  run->fixture->ended_at = g_get_monotonic_time ();
  run->report = sendoff_job_run_finish (SENDOFF_JOB (source), result);
  g_main_loop_quit (run->loop);
}

/* Takes the job. */
static SendoffReport *
run_job (SendFixture *self,
         SendoffJob  *job,
         Run         *run)
{
  run->fixture = self;
  run->loop = g_main_loop_new (NULL, FALSE);
  run->cancellable = g_cancellable_new ();
  g_ptr_array_set_size (self->reports, 0);
  g_signal_connect (job, "step-changed", G_CALLBACK (on_step_changed), run);
  g_signal_connect (job, "report-finished", G_CALLBACK (on_report_finished), run);
  g_signal_connect (job, "notice", G_CALLBACK (on_notice), run);
  sendoff_job_run_async (job, run->cancellable, on_done, run);
  if (run->when_asked && run->step == -1)
    run->timer = g_timeout_add (5, cancel_once_asked, run);
  g_main_loop_run (run->loop);

  g_clear_handle_id (&run->timer, g_source_remove);
  g_main_loop_unref (run->loop);
  g_object_unref (run->cancellable);
  /* The worker's last reference may still be on its way to the main context. */
  while (G_OBJECT (job)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (job);
  return run->report;
}

static SendoffReport *
run_send_job (SendFixture *self,
              Run         *run)
{
  SendoffMessageParts parts = {
    .to = self->to, .subject = "Test of the send job", .body = "A body that an observer would recognise.\n",
  };
  SendoffSendJob *job = sendoff_send_job_new (self->account, &parts, &self->options, SENDOFF_PROMPTER (self->prompter), self->secrets,
                                              self->trust_store);
  SendoffReport *report = run_job (self, SENDOFF_JOB (job), run);

  g_assert_cmpuint (self->reports->len, ==, MAX (self->options.count, 1));
  return report;
}

static SendoffReport *
run_check_job (SendFixture               *self,
               const SendoffCheckOptions *options,
               Run                       *run)
{
  SendoffCheckJob *job = sendoff_check_job_new (self->account, options, SENDOFF_PROMPTER (self->prompter), self->secrets, self->trust_store);
  SendoffReport *report = run_job (self, SENDOFF_JOB (job), run);

  g_assert_cmpuint (self->reports->len, ==, 1);
  return report;
}

SendoffReport *
send_fixture_send (SendFixture *self)
{
  Run run = { .step = -1 };

  return run_send_job (self, &run);
}

SendoffReport *
send_fixture_send_and_cancel (SendFixture   *self,
                              SendoffStepId  step,
                              int            delay_ms)
{
  Run run = { .step = step, .delay_ms = delay_ms };

  return run_send_job (self, &run);
}

SendoffReport *
send_fixture_send_and_cancel_question (SendFixture *self)
{
  Run run = { .step = SENDOFF_STEP_CONNECT, .when_asked = TRUE };

  return run_send_job (self, &run);
}

SendoffReport *
send_fixture_check (SendFixture               *self,
                    const SendoffCheckOptions *options)
{
  Run run = { .step = -1 };

  return run_check_job (self, options, &run);
}

SendoffReport *
send_fixture_check_and_cancel (SendFixture               *self,
                               const SendoffCheckOptions *options,
                               SendoffStepId              step)
{
  Run run = { .step = step };

  return run_check_job (self, options, &run);
}

SendoffReport *
send_fixture_check_and_cancel_question (SendFixture               *self,
                                        const SendoffCheckOptions *options)
{
  Run run = { .step = SENDOFF_STEP_CONNECT, .when_asked = TRUE };

  return run_check_job (self, options, &run);
}

SendoffReport *
send_fixture_check_and_cancel_early_question (SendFixture               *self,
                                              const SendoffCheckOptions *options)
{
  Run run = { .step = -1, .when_asked = TRUE };

  return run_check_job (self, options, &run);
}
