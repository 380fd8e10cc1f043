/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: tests the settings of one account, several, or all. The work is done by jobs/check-job; here many of them run side by side, and
 * their reports come in the order of the list. */
#include "cli/check-command.h"

#include "cli/exit-status.h"
#include "cli/input.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/server-arguments.h"
#include "jobs/check-job.h"
#include "jobs/queueing-prompter.h"
#include "jobs/worker-pool.h"

#include <glib/gi18n-lib.h>

#include <malloc.h>

/* Each job may keep two workers busy. */
#define MAX_JOBS (SENDOFF_MAX_WORKERS / 2)
#define MAX_HEAPS 8

/* One call of the command; everything but the invocation is owned. */
typedef struct
{
  SendoffInvocation     *invocation;
  SendoffServerArguments arguments;
  GStrv                  names;
  gboolean               all;
  gboolean               test_message;
  int                    max_jobs;

  SendoffAccountsFile   *file;
  SendoffTrustStore     *trust_store;
  SendoffSeenStore      *seen_store;
  SendoffSecretStore    *secrets;
  SendoffRoots          *roots;
  SendoffPrompter       *prompter;
  SendoffSecretString   *password, *incoming_password, *client_secret;
  SendoffProgress       *progress;
  GCancellable          *cancellable;

  GPtrArray             *accounts;  /* of SendoffAccount, in the order of the list */
  GPtrArray             *reports;   /* of SendoffReport, by account; NULL: not yet */
  guint                  n_started, n_done, n_printed, n_passed;
  gboolean               save_failed;
} CheckRun;

/* Which account a job's end belongs to. */
typedef struct
{
  CheckRun *run;
  guint     index;
} Slot;

static void start_jobs (CheckRun *self);

static void
check_run_clear (CheckRun *self)
{
  sendoff_server_arguments_clear (&self->arguments);
  g_strfreev (self->names);
  g_clear_object (&self->file);
  g_clear_object (&self->trust_store);
  g_clear_object (&self->seen_store);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->roots, sendoff_roots_unref);
  g_clear_object (&self->prompter);
  g_clear_pointer (&self->password, sendoff_secret_string_unref);
  g_clear_pointer (&self->incoming_password, sendoff_secret_string_unref);
  g_clear_pointer (&self->client_secret, sendoff_secret_string_unref);
  g_clear_pointer (&self->progress, sendoff_progress_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CheckRun, check_run_clear)

/* ---- what was typed ---- */

/* FALSE: refused. */
static gboolean
check_arguments (CheckRun *self)
{
  const SendoffServerArguments *server = &self->arguments;
  const char *const inputs[] = { server->password_file, server->incoming_password_file, server->client_secret_file };

  if (!sendoff_server_arguments_check (&self->arguments, self->invocation))
    return FALSE;
  if (self->all == (self->names[0] != NULL))
    sendoff_invocation_refuse (self->invocation, "%s", self->all ? _("Name accounts, or say --all; not both.") : _("Name an account, or say --all."));
  else if (self->max_jobs < 1)
    sendoff_invocation_refuse (self->invocation, _("--jobs is a number from 1 on."));
  else if (sendoff_input_is_shared (inputs, G_N_ELEMENTS (inputs)))
    sendoff_invocation_refuse (self->invocation, _("Only one option can read standard input (-)."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_arguments (CheckRun *self, char **argv)
{
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all, N_("Test all accounts"), NULL },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &self->max_jobs, N_("Test at most N accounts at the same time"), N_("N") },
    { "test-message", 0, 0, G_OPTION_ARG_NONE, &self->test_message, N_("At the end send a message to the account's own address"), NULL },
    { NULL }
  };
  g_autofree GOptionEntry *all = sendoff_server_arguments_join (&self->arguments, entries);

  self->max_jobs = MAX_JOBS;
  return sendoff_invocation_parse (self->invocation, all, argv, 0, G_MAXUINT, &self->names) && check_arguments (self);
}

/* FALSE: end with status. */
static gboolean
find_accounts (CheckRun *self)
{
  GListModel *list;

  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->file = sendoff_invocation_load_accounts (self->invocation);
  if (self->file == NULL)
    return FALSE;
  list = G_LIST_MODEL (sendoff_accounts_file_get_list (self->file));
  for (guint i = 0; self->all && i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (self->accounts, g_list_model_get_item (list, i));
  for (guint i = 0; self->names[i] != NULL; i++)
    {
      SendoffAccount *account = sendoff_invocation_find_account (self->invocation, self->file, self->names[i]);

      if (account == NULL)
        return FALSE;
      if (!g_ptr_array_find (self->accounts, account, NULL))
        g_ptr_array_add (self->accounts, g_object_ref (account));
    }
  if (self->accounts->len == 0)
    sendoff_output_problem ("%s", _("There is no account yet. “sendoffctl add” makes one."));
  return TRUE;
}

static SendoffSecretString *
read_password (const char *path, GError **error)
{
  return path != NULL && *error == NULL ? sendoff_input_read_password (path, error) : NULL;
}

/* FALSE: end with status. */
static gboolean
read_inputs (CheckRun *self)
{
  g_autoptr(GError) error = NULL;

  self->trust_store = sendoff_invocation_load_trust (self->invocation);
  self->seen_store = sendoff_invocation_load_seen (self->invocation);
  if (self->trust_store == NULL ||
      !sendoff_invocation_load_roots (self->invocation, self->arguments.ca_file, self->arguments.crl_file, &self->roots))
    return FALSE;
  self->password = read_password (self->arguments.password_file, &error);
  self->incoming_password = read_password (self->arguments.incoming_password_file, &error);
  self->client_secret = read_password (self->arguments.client_secret_file, &error);
  if (error == NULL)
    return TRUE;
  sendoff_invocation_fail (self->invocation, error);
  return FALSE;
}

/* ---- reports ---- */

static void
print_report (CheckRun *self, const SendoffReport *report)
{
  gboolean json = self->invocation->json;

  if (!json)
    sendoff_progress_clear_line (self->progress);
  if (!json && self->n_printed > 0)
    sendoff_output_text ("\n");
  sendoff_report_options_print (&self->arguments.report, report, json);
  if (!json)
    sendoff_output_flush ();
}

static void
save_report (CheckRun *self, SendoffJob *job, const SendoffReport *report, guint index)
{
  g_autoptr(GError) error = NULL;

  if (sendoff_report_options_save (&self->arguments.report, job, report, index, &error))
    return;
  self->save_failed = TRUE;
  if (self->progress != NULL)
    sendoff_progress_clear_line (self->progress);
  sendoff_output_problem ("%s: %s", sendoff_account_get_text (sendoff_job_get_account (job), SENDOFF_KEY_NAME), error->message);
}

/* As far as none is missing before it. */
static void
print_reports (CheckRun *self)
{
  while (self->n_printed < self->reports->len && self->reports->pdata[self->n_printed] != NULL)
    {
      print_report (self, self->reports->pdata[self->n_printed]);
      self->n_printed++;
    }
  if (self->progress != NULL && self->n_done < self->accounts->len)
    sendoff_progress_show_count (self->progress, self->n_done, self->accounts->len);
}

static void
print_summary (CheckRun *self)
{
  guint n = self->accounts->len;

  g_clear_pointer (&self->progress, sendoff_progress_free);
  if (!self->invocation->json && n > 1)
    /* Translators: two numbers; the plural is that of the second. */
    sendoff_output_text (ngettext ("\n%u of %u account works.\n", "\n%u of %u accounts work.\n", n), self->n_passed, n);
}

/* Whoever stopped it all wants to hear that, and not what had failed before. */
static int
find_status (CheckRun *self)
{
  int status = SENDOFF_EXIT_PASSED;

  for (guint i = 0; i < self->reports->len; i++)
    {
      const SendoffReport *report = self->reports->pdata[i];

      if (report->outcome == SENDOFF_OUTCOME_CANCELLED)
        return report->exit_status;
      if (status == SENDOFF_EXIT_PASSED)
        status = report->exit_status;
    }
  /* What became of the accounts comes first. */
  return status == SENDOFF_EXIT_PASSED && self->save_failed ? SENDOFF_EXIT_SAVE : status;
}

/* ---- the jobs ---- */

static void
on_step_changed (SendoffJob *job, const SendoffReportStep *step, gpointer user_data)
{
  CheckRun *self = user_data;

  /* Those of many accounts would only flicker. */
  if (self->progress != NULL && self->accounts->len == 1)
    sendoff_progress_show_step (self->progress, step);
}

static void
on_noticed (SendoffJob *job, const char *sentence, gpointer user_data)
{
  CheckRun *self = user_data;

  if (self->progress != NULL)
    sendoff_progress_clear_line (self->progress);
  sendoff_output_problem ("%s: %s", sendoff_account_get_text (sendoff_job_get_account (job), SENDOFF_KEY_NAME), sentence);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Slot *slot = user_data;
  CheckRun *self = slot->run;
  SendoffReport *report = sendoff_job_run_finish (SENDOFF_JOB (source), result);

  g_signal_handlers_disconnect_by_data (source, self);
  self->reports->pdata[slot->index] = report;
  self->n_done++;
  self->n_passed += report->outcome == SENDOFF_OUTCOME_PASSED;
  save_report (self, SENDOFF_JOB (source), report, slot->index);
  print_reports (self);
  start_jobs (self);
}

/* Where the outgoing server takes no password, the one that was given can only be the incoming server's. */
static SendoffSecretString *
choose_incoming_password (CheckRun *self, SendoffAccount *account)
{
  if (self->incoming_password == NULL && sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_NONE)
    return self->password;
  return self->incoming_password;
}

static void
start_job (CheckRun *self, guint index)
{
  SendoffAccount *account = self->accounts->pdata[index];
  SendoffCheckOptions options = {
    .trust = self->arguments.trust,
    .pin = self->arguments.pin,
    .roots = self->roots,
    .password = self->password,
    .incoming_password = choose_incoming_password (self, account),
    .client_secret = self->client_secret,
    .http_connect = self->arguments.http_connect,
    .test_message = self->test_message,
    .seen = self->seen_store,
  };
  g_autoptr(SendoffJob) job = SENDOFF_JOB (sendoff_check_job_new (account, &options, self->prompter, self->secrets, self->trust_store));
  Slot *slot = g_new (Slot, 1);

  *slot = (Slot){ self, index };
  g_signal_connect (job, "step-changed", G_CALLBACK (on_step_changed), self);
  g_signal_connect (job, "notice", G_CALLBACK (on_noticed), self);
  sendoff_job_run_async (job, self->cancellable, on_job_done, slot);
}

static void
start_jobs (CheckRun *self)
{
  guint max_jobs = MIN ((guint) self->max_jobs, MAX_JOBS);

  while (self->n_started < self->accounts->len && self->n_started - self->n_done < max_jobs)
    start_job (self, self->n_started++);
}

/* main() chose one heap for all threads, and the workers of many accounts would wait for its lock all the time. The C library lets us choose again as
 * long as there is no second thread. */
static void
choose_heaps (guint n_accounts)
{
  if (n_accounts > 1)
    mallopt (M_ARENA_MAX, MAX_HEAPS);
}

static int
run_jobs (CheckRun *self)
{
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  g_autoptr(SendoffPrompter) prompter = sendoff_server_arguments_choose_prompter (&self->arguments);

  self->prompter = sendoff_queueing_prompter_new (prompter);
  self->secrets = sendoff_secret_store_new (TRUE);
  self->cancellable = g_object_ref (sendoff_interruption_get_cancellable (interruption));
  self->reports = g_ptr_array_new_full (self->accounts->len, (GDestroyNotify) sendoff_report_unref);
  g_ptr_array_set_size (self->reports, (int) self->accounts->len);
  if (!self->invocation->json)
    self->progress = sendoff_progress_new ();
  start_jobs (self);
  while (self->n_done < self->accounts->len)
    g_main_context_iteration (NULL, TRUE);
  print_summary (self);
  return find_status (self);
}

int
sendoff_run_check (SendoffInvocation *invocation, char **argv)
{
  g_auto(CheckRun) run = { .invocation = invocation };

  if (!parse_arguments (&run, argv) || !find_accounts (&run) || !read_inputs (&run))
    return invocation->status;
  choose_heaps (run.accounts->len);
  return run_jobs (&run);
}
