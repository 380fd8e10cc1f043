/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question where a password comes from. */

#include "jobs/password-finder.h"

#include "base/error.h"

typedef struct
{
  char                *account_id, *account_name, *user, *host;
  SendoffLeg           asking_leg; /* that is going to sign in */
  SendoffSecretKey     key;        /* borrows the strings above */
  SendoffSecretStore  *secrets;
  SendoffPrompter     *prompter;
  SendoffSecretString *password;
  char                *notice;
} Search;

static void
free_search (gpointer data)
{
  Search *search = data;

  g_free (search->account_id);
  g_free (search->account_name);
  g_free (search->user);
  g_free (search->host);
  g_free (search->notice);
  g_clear_object (&search->secrets);
  g_clear_object (&search->prompter);
  g_clear_pointer (&search->password, sendoff_secret_string_unref);
  g_free (search);
}

static void
return_password (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&search->password), (GDestroyNotify) sendoff_secret_string_unref);
}

static void
on_password_stored (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!sendoff_secret_store_store_finish (SENDOFF_SECRET_STORE (source), result, &error) &&
      g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE))
    search->notice = g_strdup (error->message);
  return_password (task);
}

static void
on_password_asked (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean remember = FALSE;

  search->password = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &remember, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (search->password == NULL)
    return_password (task);
  else
    sendoff_secret_store_store_async (search->secrets, &search->key, search->password, !remember, g_task_get_cancellable (task), on_password_stored,
                                      g_object_ref (task));
}

static void
on_password_looked_up (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SendoffPasswordQuestion question = {
    .leg = search->asking_leg, .account = search->account_name, .user = search->user, .host = search->host,
  };

  search->password = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, &error);
  if (search->password != NULL)
    return_password (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    sendoff_prompter_ask_password_async (search->prompter, &question, g_task_get_cancellable (task), on_password_asked, g_object_ref (task));
}

/* "Same as incoming" uses that leg's entry: one password, stored once. */
static void
fill_key (Search                      *search,
          SendoffAccount              *account,
          const SendoffServerSettings *settings)
{
  g_autoptr(SendoffServerSettings) incoming = NULL;
  SendoffLeg leg = settings->leg;

  search->host = g_strdup (settings->host);
  if (leg == SENDOFF_LEG_OUTGOING && sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING)
    {
      incoming = sendoff_account_get_server_settings (account, SENDOFF_LEG_INCOMING, NULL);
      leg = SENDOFF_LEG_INCOMING;
    }
  search->asking_leg = settings->leg;
  search->account_id = g_strdup (sendoff_account_get_id (account));
  search->account_name = g_strdup (sendoff_account_get_text (account, SENDOFF_KEY_NAME));
  search->user = g_strdup (settings->user);
  if (incoming != NULL)
    {
      g_free (search->host);
      search->host = g_strdup (incoming->host);
    }
  search->key = (SendoffSecretKey){ search->account_id, search->account_name, leg, search->user, search->host };
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
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, sendoff_password_finder_run_async);
  search->secrets = g_object_ref (secrets);
  search->prompter = g_object_ref (prompter);
  fill_key (search, account, settings);
  g_task_set_task_data (task, search, free_search);
  sendoff_secret_store_lookup_async (secrets, &search->key, cancellable, on_password_looked_up, g_object_ref (task));
}

SendoffSecretString *
sendoff_password_finder_run_finish (GAsyncResult  *result,
                                    char         **notice,
                                    GError       **error)
{
  Search *search = g_task_get_task_data (G_TASK (result));

  *notice = g_steal_pointer (&search->notice);
  return g_task_propagate_pointer (G_TASK (result), error);
}
