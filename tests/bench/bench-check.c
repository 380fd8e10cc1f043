/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-check SMTP_PORT IMAP_PORT CA_FILE N: tests N accounts at the same time, while a timer beats on the main context. Prints the milliseconds that it
 * took, the longest that the timer was held up in milliseconds, the most memory in KiB, and the milliseconds of the processors. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include "base/secret-string.h"
#include "jobs/check-job.h"
#include "jobs/refusing-prompter.h"
#include "net/attempt.h"

#define BEAT_MS 5

typedef struct
{
  SendoffAccount            *account;
  const SendoffCheckOptions *options;
  SendoffPrompter           *prompter;
  SendoffSecretStore        *secrets;
  SendoffTrustStore         *trust_store;
  guint                      n_waiting; /* to be started */
  guint                      n_running; /* and these too */
  gint64                     last_beat;
  gint64                     longest;   /* µs between two beats */
} Bench;

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SendoffReport) report = sendoff_job_run_finish (SENDOFF_JOB (source), result);

  if (report->exit_status != 0)
    g_error ("exit status %d", report->exit_status);
  ((Bench *) user_data)->n_running--;
}

static gboolean
beat (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();

  bench->longest = MAX (bench->longest, now - bench->last_beat);
  bench->last_beat = now;
  return G_SOURCE_CONTINUE;
}

/* One a turn of the main loop, as the window does. */
static gboolean
start_next (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(SendoffCheckJob) job = sendoff_check_job_new (bench->account, bench->options, bench->prompter, bench->secrets, bench->trust_store);

  sendoff_job_run_async (SENDOFF_JOB (job), NULL, on_done, bench);
  return --bench->n_waiting > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static SendoffAccount *
make_account (guint smtp_port,
              guint imap_port)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "slow");
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ana@lab.test");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, smtp_port);
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_TLS);
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  sendoff_account_set_incoming_protocol (account, SENDOFF_PROTOCOL_IMAP);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, imap_port);
  sendoff_account_set_security (account, SENDOFF_LEG_INCOMING, SENDOFF_SECURITY_TLS);
  sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, "ana");
  return account;
}

static glong
get_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *peak;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  peak = g_strrstr (status, "VmHWM:");
  return strtol (peak + strlen ("VmHWM:"), NULL, 10);
}

static double
get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(SendoffAccount) account = make_account (atoi (argv[1]), atoi (argv[2]));
  g_autoptr(SendoffRoots) roots = sendoff_roots_load (argv[3], NULL, NULL);
  g_autofree char *folder = g_dir_make_tmp ("sendoff-bench-XXXXXX", NULL);
  g_autoptr(SendoffPrompter) prompter = sendoff_refusing_prompter_new ();
  g_autoptr(SendoffSecretStore) secrets = sendoff_secret_store_new (FALSE);
  g_autoptr(SendoffTrustStore) trust_store = sendoff_trust_store_new (folder);
  g_autoptr(SendoffSecretString) password = sendoff_secret_string_new ("correct-horse-7", -1);
  SendoffCheckOptions options = { .trust = SENDOFF_TRUST_REFUSE, .roots = roots, .incoming_password = password };
  Bench bench = {
    .account = account, .options = &options, .prompter = prompter, .secrets = secrets, .trust_store = trust_store,
    .n_waiting = atoi (argv[4]), .n_running = atoi (argv[4]), .last_beat = g_get_monotonic_time (),
  };
  gint64 start = bench.last_beat;

  g_timeout_add (BEAT_MS, beat, &bench);
  g_idle_add (start_next, &bench);
  while (bench.n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%.1f %.1f %ld %.1f\n", (g_get_monotonic_time () - start) / 1000.0, bench.longest / 1000.0, get_peak_kib (), get_processor_ms ());
  g_rmdir (folder);
  return 0;
}
