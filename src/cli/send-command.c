/* SPDX-License-Identifier: GPL-3.0-or-later */
/* send: one test message, or several over one connection. The work is done by jobs/send-job; here are its input and its output. */
#include "cli/send-command.h"

#include "cli/exit-status.h"
#include "cli/input.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/send-arguments.h"
#include "jobs/send-job.h"

#include <glib/gi18n-lib.h>

/* What one call of the command holds on to; everything but the invocation is owned. */
typedef struct
{
  SendoffInvocation   *invocation;
  SendoffSendArguments arguments;
  SendoffAccountsFile *accounts;
  SendoffTrustStore   *trust_store;
  SendoffSeenStore    *seen_store;
  SendoffRoots        *roots;
  SendoffSecretString *password;
  SendoffSecretString *client_secret;
  SendoffPrompter     *prompter;
  SendoffProgress     *progress;
  char                *body;
  guint                n_passed;
  guint                n_reports;
  gboolean             save_failed;
} SendRun;

static void
send_run_clear (SendRun *self)
{
  sendoff_send_arguments_clear (&self->arguments);
  g_clear_object (&self->accounts);
  g_clear_object (&self->trust_store);
  g_clear_object (&self->seen_store);
  g_clear_pointer (&self->roots, sendoff_roots_unref);
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  g_clear_pointer (&self->client_secret, sendoff_secret_string_unref);
  g_clear_object (&self->prompter);
  g_clear_pointer (&self->progress, sendoff_progress_free);
  g_clear_pointer (&self->body, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendRun, send_run_clear)

/* Who signs in with the incoming server's password may give that one. */
static const char *
choose_password_file (SendRun *self, SendoffAccount *account)
{
  switch (sendoff_account_get_authentication (account))
    {
    case SENDOFF_AUTHENTICATION_NONE:
      return NULL;
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      if (self->arguments.server.incoming_password_file != NULL)
        return self->arguments.server.incoming_password_file;
      return self->arguments.server.password_file;
    case SENDOFF_AUTHENTICATION_OWN:
      return self->arguments.server.password_file;
    }
  g_assert_not_reached ();
}

/* FALSE: end with status. */
static gboolean
read_inputs (SendRun *self, SendoffAccount *account)
{
  const char *password_file = choose_password_file (self, account);
  g_autoptr(GError) error = NULL;

  if (self->arguments.body_file != NULL)
    self->body = sendoff_input_read_text (self->arguments.body_file, &error);
  else
    /* Translators: the text of a test message; %s is the name of an account. */
    self->body = g_strdup_printf (_("This is a test message. It was sent to try out the account “%s”.\n"),
                                  sendoff_account_get_text (account, SENDOFF_KEY_NAME));
  if (self->body != NULL && password_file != NULL)
    self->password = sendoff_input_read_password (password_file, &error);
  if (error == NULL && self->arguments.server.client_secret_file != NULL)
    self->client_secret = sendoff_input_read_password (self->arguments.server.client_secret_file, &error);
  if (error == NULL)
    return TRUE;
  sendoff_invocation_fail (self->invocation, error);
  return FALSE;
}

static void
on_step_changed (SendoffJob *job, const SendoffReportStep *step, gpointer user_data)
{
  SendRun *self = user_data;

  if (self->progress != NULL)
    sendoff_progress_show_step (self->progress, step);
}

static void
on_bytes_sent (SendoffJob *job, guint64 done, guint64 total, gpointer user_data)
{
  SendRun *self = user_data;

  if (self->progress != NULL)
    sendoff_progress_show_bytes (self->progress, done, total);
}

static void
on_report_finished (SendoffJob *job, const SendoffReport *report, gpointer user_data)
{
  SendRun *self = user_data;
  g_autoptr(GError) error = NULL;

  if (report->outcome == SENDOFF_OUTCOME_PASSED)
    self->n_passed++;
  if (self->invocation->json)
    sendoff_report_options_print (&self->arguments.server.report, report, TRUE);
  if (sendoff_report_options_save (&self->arguments.server.report, job, report, self->n_reports++, &error))
    return;
  self->save_failed = TRUE;
  if (self->progress != NULL)
    sendoff_progress_clear_line (self->progress);
  sendoff_output_problem ("%s", error->message);
}

static void
on_noticed (SendoffJob *job, const char *sentence, gpointer user_data)
{
  SendRun *self = user_data;

  if (self->progress != NULL)
    sendoff_progress_clear_line (self->progress);
  sendoff_output_problem ("%s", sentence);
}

static void
print_result (SendRun *self, const SendoffReport *report)
{
  guint count = (guint) self->arguments.count;

  /* The report takes the place of the progress line. */
  g_clear_pointer (&self->progress, sendoff_progress_free);
  if (self->invocation->json)
    return;
  sendoff_report_options_print (&self->arguments.server.report, report, FALSE);
  if (count > 1)
    /* Translators: two numbers; the plural is that of the second. */
    sendoff_output_text (ngettext ("%u of %u message was sent.\n", "%u of %u messages were sent.\n", count), self->n_passed, count);
}

static SendoffJob *
make_job (SendRun *self, SendoffAccount *account, SendoffSecretStore *secrets)
{
  const SendoffSendArguments *arguments = &self->arguments;
  SendoffMessageParts parts = {
    .to = (const char *const *) arguments->to,
    .subject = arguments->subject,
    .body = self->body,
    .attachments = (const char *const *) arguments->attachments,
  };
  SendoffSendOptions options = {
    .trust = arguments->server.trust,
    .pin = arguments->server.pin,
    .roots = self->roots,
    .password = self->password,
    .client_secret = self->client_secret,
    .http_connect = arguments->server.http_connect,
    .require_tls = arguments->require_tls,
    .count = (guint) arguments->count,
    .seen = self->seen_store,
  };

  return SENDOFF_JOB (sendoff_send_job_new (account, &parts, &options, self->prompter, secrets, self->trust_store));
}

static int
run_job (SendRun *self, SendoffAccount *account)
{
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  g_autoptr(SendoffSecretStore) secrets = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffJob) job = make_job (self, account, secrets);
  g_auto(SendoffWait) wait = { NULL };
  g_autoptr(SendoffReport) report = NULL;

  if (!self->invocation->json)
    self->progress = sendoff_progress_new ();
  g_signal_connect (job, "step-changed", G_CALLBACK (on_step_changed), self);
  g_signal_connect (job, "progress", G_CALLBACK (on_bytes_sent), self);
  g_signal_connect (job, "notice", G_CALLBACK (on_noticed), self);
  g_signal_connect (job, "report-finished", G_CALLBACK (on_report_finished), self);
  sendoff_job_run_async (job, sendoff_interruption_get_cancellable (interruption), sendoff_on_wait_ended, &wait);
  report = sendoff_job_run_finish (job, sendoff_wait_run (&wait));
  g_signal_handlers_disconnect_by_data (job, self);
  print_result (self, report);
  /* What became of the message comes first. */
  return report->exit_status == SENDOFF_EXIT_PASSED && self->save_failed ? SENDOFF_EXIT_SAVE : report->exit_status;
}

int
sendoff_run_send (SendoffInvocation *invocation, char **argv)
{
  g_auto(SendRun) run = { .invocation = invocation };
  SendoffAccount *account;

  if (!sendoff_send_arguments_parse (&run.arguments, invocation, argv))
    return invocation->status;
  account = sendoff_invocation_load_account (invocation, run.arguments.account, &run.accounts);
  if (account == NULL)
    return invocation->status;
  run.trust_store = sendoff_invocation_load_trust (invocation);
  run.seen_store = sendoff_invocation_load_seen (invocation);
  if (run.trust_store == NULL || !sendoff_invocation_load_roots (invocation, run.arguments.server.ca_file, run.arguments.server.crl_file, &run.roots))
    return invocation->status;
  run.prompter = sendoff_server_arguments_choose_prompter (&run.arguments.server);
  if (!read_inputs (&run, account))
    return invocation->status;
  return run_job (&run, account);
}
