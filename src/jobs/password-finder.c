/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question where a password comes from. */

#include "jobs/password-finder.h"

#include "jobs/secret-search.h"

static void
free_search (gpointer data)
{
  sendoff_secret_search_clear (data);
  g_free (data);
}

static void
return_password (GTask *task)
{
  SendoffSecretSearch *search = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&search->secret), (GDestroyNotify) sendoff_secret_string_unref);
}

/* "Same as incoming" uses that leg's entry: one password, stored once. */
static SendoffSecretKey
make_key (SendoffAccount              *account,
          const SendoffServerSettings *settings)
{
  g_autoptr(SendoffServerSettings) incoming = NULL;
  SendoffLeg leg = settings->leg;

  if (leg == SENDOFF_LEG_OUTGOING && sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING)
    {
      incoming = sendoff_account_get_server_settings (account, SENDOFF_LEG_INCOMING, NULL);
      leg = SENDOFF_LEG_INCOMING;
    }
  return (SendoffSecretKey){
    .account_id = g_strdup (sendoff_account_get_id (account)), .account_name = g_strdup (sendoff_account_get_text (account, SENDOFF_KEY_NAME)),
    .leg = leg, .user = g_strdup (settings->user), .host = g_strdup (incoming != NULL ? incoming->host : settings->host),
  };
}

void
sendoff_password_finder_run_async (SendoffAccount              *account,
                                   const SendoffServerSettings *settings,
                                   SendoffSecretStore          *secrets,
                                   SendoffPrompter             *prompter,
                                   GCancellable                *cancellable,
                                   GAsyncReadyCallback          callback,
                                   gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SendoffSecretSearch *search = g_new0 (SendoffSecretSearch, 1);

  g_task_set_source_tag (task, sendoff_password_finder_run_async);
  search->secrets = g_object_ref (secrets);
  search->prompter = g_object_ref (prompter);
  search->key = make_key (account, settings);
  search->leg = settings->leg;
  search->take = sendoff_secret_search_accept;
  search->end = return_password;
  g_task_set_task_data (task, search, free_search);
  sendoff_secret_search_look_up (task);
}

SendoffSecretString *
sendoff_password_finder_run_finish (GAsyncResult  *result,
                                    char         **notice,
                                    GError       **error)
{
  SendoffSecretSearch *search = g_task_get_task_data (G_TASK (result));

  *notice = g_steal_pointer (&search->notice);
  return g_task_propagate_pointer (G_TASK (result), error);
}
