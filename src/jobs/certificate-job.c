/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns fetching a server's certificate: an attempt that ends in the handshake. */

#include "jobs/certificate-job.h"

#include "jobs/attempt-runner.h"
#include "jobs/trust-decision.h"

typedef struct
{
  SendoffServerSettings *settings;
  SendoffTrustEntry     *entry;
  SendoffSeenEntry      *seen;
  SendoffReport         *report;
  gint64                 start;
} Fetch;

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->settings, sendoff_server_settings_free);
  g_clear_pointer (&fetch->entry, sendoff_trust_entry_free);
  g_clear_pointer (&fetch->seen, sendoff_seen_entry_free);
  g_clear_pointer (&fetch->report, sendoff_report_unref);
  g_free (fetch);
}

static SendoffTrustedBy
find_trust (const Fetch              *fetch,
            const SendoffCertificate *certificate)
{
  if (certificate->problems == 0)
    return SENDOFF_TRUSTED_BY_AUTHORITY;
  if (!sendoff_trust_entry_covers (fetch->entry, certificate->pin, certificate->problems))
    return SENDOFF_TRUSTED_BY_NOBODY;
  return fetch->entry->by_hand ? SENDOFF_TRUSTED_BY_PIN : SENDOFF_TRUSTED_BY_USER;
}

static void
add_certificate (Fetch                    *fetch,
                 const SendoffCertificate *certificate)
{
  const SendoffTrustSituation situation = { .policy = SENDOFF_TRUST_REFUSE, .entry = fetch->entry, .seen = fetch->seen };
  guint problems;
  g_autoptr(SendoffCertificate) judged = NULL;

  /* Nobody is asked, only what is wrong is wanted. */
  sendoff_trust_decide (&situation, certificate, &problems);
  judged = sendoff_certificate_with_judgement (certificate, problems, find_trust (fetch, certificate));
  sendoff_report_add_certificate (fetch->report, fetch->settings->leg, judged);
}

static void
on_attempt_done (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(SendoffAttemptResult) attempt = sendoff_attempt_runner_run_finish (result);
  SendoffReport *report = fetch->report;

  report->ms = (g_get_monotonic_time () - fetch->start) / 1000.0;
  sendoff_report_add_server (report, fetch->settings->leg, fetch->settings->host, fetch->settings->port, fetch->settings->security);
  if (attempt->transcript != NULL)
    sendoff_report_add_transcript (report, attempt->transcript);
  if (attempt->recording != NULL)
    sendoff_report_add_recording (report, attempt->recording);
  if (attempt->certificate != NULL)
    add_certificate (fetch, attempt->certificate);
  else if (attempt->failure != NULL)
    sendoff_report_take_failure (report, sendoff_failure_copy (attempt->failure), NULL);
  g_task_return_pointer (task, g_steal_pointer (&fetch->report), (GDestroyNotify) sendoff_report_unref);
}

static void
on_step (SendoffStepId     id,
         SendoffStepState  state,
         const char       *detail,
         double            ms,
         gpointer          user_data)
{
  Fetch *fetch = g_task_get_task_data (user_data);

  if (state != SENDOFF_STEP_RUNNING && state != SENDOFF_STEP_WAITING)
    sendoff_report_add_step (fetch->report, fetch->settings->leg, id, state, detail, ms);
}

void
sendoff_certificate_job_run_async (const char          *host,
                                   guint16              port,
                                   SendoffProtocol      protocol,
                                   SendoffSecurity      security,
                                   guint                timeout_s,
                                   SendoffRoots        *roots,
                                   SendoffTrustStore   *trust_store,
                                   SendoffSeenStore    *seen_store,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SendoffAttemptRequest *request = g_new0 (SendoffAttemptRequest, 1);
  SendoffAttemptSink sink = { .step = on_step, .user_data = task };
  Fetch *fetch = g_new0 (Fetch, 1);

  g_return_if_fail (security != SENDOFF_SECURITY_NONE);

  g_task_set_source_tag (task, sendoff_certificate_job_run_async);
  g_task_set_check_cancellable (task, FALSE);
  fetch->settings = sendoff_server_settings_new ();
  fetch->settings->leg = protocol == SENDOFF_PROTOCOL_SMTP ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING;
  fetch->settings->protocol = protocol;
  fetch->settings->host = g_strdup (host);
  fetch->settings->port = port;
  fetch->settings->security = security;
  fetch->settings->timeout_s = timeout_s;
  fetch->entry = trust_store != NULL ? sendoff_trust_store_lookup (trust_store, host, port) : NULL;
  fetch->seen = seen_store != NULL ? sendoff_seen_store_lookup (seen_store, host, port) : NULL;
  fetch->report = sendoff_report_new ("certificate", NULL);
  fetch->start = g_get_monotonic_time ();
  g_task_set_task_data (task, fetch, free_fetch);

  request->settings = sendoff_server_settings_copy (fetch->settings);
  request->roots = roots != NULL ? sendoff_roots_ref (roots) : NULL;
  request->certificate_only = TRUE;
  sendoff_attempt_runner_run_async (request, &sink, task, cancellable, on_attempt_done, g_object_ref (task));
}

SendoffReport *
sendoff_certificate_job_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
