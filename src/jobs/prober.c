/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the search for a way that answers. */

#include "jobs/prober.h"

#include "diagnosis/candidates.h"
#include "jobs/attempt-runner.h"

/* Of silence, and for everything together. */
#define PROBE_TIMEOUT_S 5
#define SEARCH_LIMIT_S 7

typedef enum { PROBE_RUNS, PROBE_ANSWERED, PROBE_FAILED } ProbeState;

typedef struct
{
  SendoffServerSettings *settings;
  GPtrArray             *ways;      /* of SendoffWay */
  ProbeState            *states;    /* one for each */
  GCancellable          *ours;      /* ends the probes, but not the caller's job */
  GCancellable          *callers;   /* NULL: none */
  gulong                 handler;
  guint                  limit;     /* source id */
  gboolean               over;
} Search;

/* Which way a probe's end belongs to. */
typedef struct
{
  GTask *task;
  guint  index;
} Probe;

static void
free_search (gpointer data)
{
  Search *search = data;

  sendoff_server_settings_free (search->settings);
  g_ptr_array_unref (search->ways);
  g_free (search->states);
  g_object_unref (search->ours);
  g_clear_object (&search->callers);
  g_free (search);
}

/* ---- the end ---- */

static GPtrArray *
collect_ways (const Search *search)
{
  g_autoptr(GPtrArray) answered = sendoff_ways_new ();

  for (guint i = 0; i < search->ways->len; i++)
    if (search->states[i] == PROBE_ANSWERED)
      g_ptr_array_add (answered, sendoff_way_copy (search->ways->pdata[i]));
  return answered->len > 0 ? g_steal_pointer (&answered) : NULL;
}

static void
finish (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->over)
    return;
  search->over = TRUE;
  g_clear_handle_id (&search->limit, g_source_remove);
  if (search->callers != NULL)
    g_cancellable_disconnect (search->callers, search->handler);
  g_cancellable_cancel (search->ours);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, collect_ways (search), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
on_limit (gpointer user_data)
{
  Search *search = g_task_get_task_data (user_data);

  search->limit = 0;
  finish (user_data);
  return G_SOURCE_REMOVE;
}

/* The best that answers is known once all better ones have failed. */
static gboolean
is_settled (const Search *search)
{
  for (guint i = 0; i < search->ways->len; i++)
    if (search->states[i] != PROBE_FAILED)
      return search->states[i] == PROBE_ANSWERED;
  return TRUE;
}

/* ---- the probes ---- */

/* Where the settings want to sign in, a server that lets nobody do so is no way out. */
static gboolean
is_answer (const Search               *search,
           const SendoffAttemptResult *attempt)
{
  if (attempt->failure != NULL)
    return attempt->failure->kind == SENDOFF_FAILURE_CERTIFICATE && attempt->certificate != NULL;
  return !search->settings->signs_in || search->settings->protocol != SENDOFF_PROTOCOL_SMTP || sendoff_extensions_offer_sign_in (attempt->extensions);
}

static void
on_probe_done (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Probe *probe = user_data;
  g_autoptr(GTask) task = probe->task;
  Search *search = g_task_get_task_data (task);
  g_autoptr(SendoffAttemptResult) attempt = sendoff_attempt_runner_run_finish (result);

  search->states[probe->index] = is_answer (search, attempt) ? PROBE_ANSWERED : PROBE_FAILED;
  if (is_settled (search))
    finish (task);
}

/* Only what is needed to reach it: no sign-in, and nothing that says who we are. */
static SendoffServerSettings *
make_settings (const SendoffServerSettings *as_set,
               const SendoffWay            *way)
{
  SendoffServerSettings *settings = sendoff_server_settings_new ();

  settings->leg = as_set->leg;
  settings->protocol = as_set->protocol;
  settings->host = g_strdup (way->host != NULL ? way->host : as_set->host);
  settings->port = way->port;
  settings->security = way->security;
  settings->timeout_s = MIN (as_set->timeout_s, PROBE_TIMEOUT_S);
  return settings;
}

static void
start_probe (GTask        *task,
             guint         index,
             SendoffRoots *roots,
             gboolean      http_connect)
{
  Search *search = g_task_get_task_data (task);
  const SendoffWay *way = search->ways->pdata[index];
  SendoffAttemptRequest *request = g_new0 (SendoffAttemptRequest, 1);
  SendoffAttemptSink sink = { NULL };
  Probe *probe = g_new (Probe, 1);

  *probe = (Probe){ g_object_ref (task), index };
  request->settings = make_settings (search->settings, way);
  request->roots = roots != NULL ? sendoff_roots_ref (roots) : NULL;
  request->http_connect = http_connect;
  sendoff_attempt_runner_run_async (request, &sink, NULL, search->ours, on_probe_done, probe);
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

void
sendoff_prober_run_async (const SendoffServerSettings *settings,
                          GPtrArray                   *candidates,
                          SendoffRoots                *roots,
                          gboolean                     http_connect,
                          GCancellable                *cancellable,
                          GAsyncReadyCallback          callback,
                          gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_return_if_fail (candidates->len > 0);

  g_task_set_source_tag (task, sendoff_prober_run_async);
  search->settings = sendoff_server_settings_copy (settings);
  search->ways = sendoff_ways_copy (candidates);
  search->states = g_new0 (ProbeState, candidates->len);
  search->ours = g_cancellable_new ();
  g_task_set_task_data (task, search, free_search);
  if (cancellable != NULL)
    {
      search->callers = g_object_ref (cancellable);
      search->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), search->ours, NULL);
    }
  search->limit = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, SEARCH_LIMIT_S, on_limit, g_object_ref (task), g_object_unref);
  for (guint i = 0; i < candidates->len; i++)
    start_probe (task, i, roots, http_connect);
}

GPtrArray *
sendoff_prober_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
