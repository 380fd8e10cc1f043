/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a removed account until it is back or gone for good. */

#include "ui/account-removal.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

/* A Secret Service that doesn't answer must not keep the program from ending. */
#define SECRETS_TIMEOUT_S 5

struct _SendoffAccountRemoval
{
  SendoffWorkspace *workspace;
  SendoffAccount   *account;
  guint             position;
  gboolean          was_default;

  guint             n_forgetting; /* while it is settled: what is on its way, and one */
  GCancellable     *cancellable;
  guint             timeout;
  GSourceOnceFunc   callback;
  gpointer          user_data;
};

static guint
find_position (SendoffAccountList *list,
               SendoffAccount     *account)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SendoffAccount) member = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (member == account)
        return i;
    }
  return n;
}

static void
on_removed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, &error))
    g_task_return_pointer (task, g_object_steal_data (G_OBJECT (task), "removal"), (GDestroyNotify) sendoff_account_removal_free);
  else
    g_task_return_error (task, error);
}

void
sendoff_account_removal_new_async (SendoffWorkspace    *workspace,
                                   SendoffAccount      *account,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  SendoffAccountRemoval *self = g_new0 (SendoffAccountRemoval, 1);
  SendoffAccountList *list = sendoff_workspace_get_accounts (workspace);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  self->workspace = g_object_ref (workspace);
  self->account = g_object_ref (account);
  self->position = find_position (list, account);
  self->was_default = sendoff_account_list_get_default (list) == account;
  g_task_set_source_tag (task, sendoff_account_removal_new_async);
  g_object_set_data_full (G_OBJECT (task), "removal", self, (GDestroyNotify) sendoff_account_removal_free);
  sendoff_accounts_file_remove_async (sendoff_workspace_get_accounts_file (workspace), sendoff_account_get_id (account), on_removed, task);
}

SendoffAccountRemoval *
sendoff_account_removal_new_finish (GAsyncResult  *result,
                                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sendoff_account_removal_free (SendoffAccountRemoval *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  g_free (self);
}

const char *
sendoff_account_removal_get_name (SendoffAccountRemoval *self)
{
  return sendoff_account_get_text (self->account, SENDOFF_KEY_NAME);
}

const char *
sendoff_account_removal_get_id (SendoffAccountRemoval *self)
{
  return sendoff_account_get_id (self->account);
}

/* It is back; that it isn't the default is visible, and no reason to say that it failed. */
static void
on_default_set (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_inserted (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffAccountRemoval *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, &error))
    g_task_return_error (task, error);
  else if (self->was_default)
    sendoff_accounts_file_set_default_async (SENDOFF_ACCOUNTS_FILE (source), sendoff_account_get_id (self->account), on_default_set,
                                             g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

void
sendoff_account_removal_undo_async (SendoffAccountRemoval *self,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sendoff_account_removal_undo_async);
  g_task_set_task_data (task, self, NULL);
  sendoff_accounts_file_insert_async (sendoff_workspace_get_accounts_file (self->workspace), self->position, self->account, on_inserted, task);
}

gboolean
sendoff_account_removal_undo_finish (GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- for good ---- */

static void
on_secrets_cleared (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(SendoffAccountRemoval) self = user_data;
  g_autoptr(GError) error = NULL;

  /* Without a service there is nothing that could have been stored. */
  if (!sendoff_secret_store_clear_finish (SENDOFF_SECRET_STORE (source), result, &error) &&
      !g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE))
    {
      g_autofree char *sentence = NULL;

      /* Translators: the name of an account, and a sentence that says why. */
      sentence = g_strdup_printf (_("“%s” is removed, but its passwords may still be in the keyring: %s"), sendoff_account_removal_get_name (self),
                                  error->message);
      g_signal_emit_by_name (self->workspace, "notice", sentence);
    }
  if (self->callback != NULL)
    self->callback (self->user_data);
}

static gboolean
on_waited_long_enough (gpointer user_data)
{
  SendoffAccountRemoval *self = user_data;

  self->timeout = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
clear_secrets (SendoffAccountRemoval *self)
{
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_add_seconds (SECRETS_TIMEOUT_S, on_waited_long_enough, self);
  sendoff_secret_store_clear_async (sendoff_workspace_get_secrets (self->workspace), sendoff_account_get_id (self->account), self->cancellable,
                                    on_secrets_cleared, self);
}

static void
end_forgetting (SendoffAccountRemoval *self)
{
  if (--self->n_forgetting == 0)
    clear_secrets (self);
}

static void
on_exception_forgotten (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  SendoffAccountRemoval *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_change_finish (SENDOFF_TRUST_STORE (source), result, &error))
    g_signal_emit_by_name (self->workspace, "notice", error->message);
  end_forgetting (self);
}

/* It trusted nobody, and a file that can't be written only compares too much. */
static void
on_seen_forgotten (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  SendoffAccountRemoval *self = user_data;

  sendoff_seen_store_change_finish (SENDOFF_SEEN_STORE (source), result, NULL);
  end_forgetting (self);
}

/* A pin that was added by hand stays until it is forgotten by hand. */
static void
forget_server (SendoffAccountRemoval *self,
               SendoffLeg             leg)
{
  SendoffSeenStore *seen_store = sendoff_workspace_get_seen_store (self->workspace);
  SendoffTrustStore *store = sendoff_workspace_get_trust_store (self->workspace);
  guint16 port;
  g_autofree char *host = sendoff_account_dup_server (self->account, leg, &port);
  g_autoptr(SendoffTrustEntry) entry = host != NULL ? sendoff_trust_store_lookup (store, host, port) : NULL;
  g_autoptr(SendoffSeenEntry) seen = host != NULL ? sendoff_seen_store_lookup (seen_store, host, port) : NULL;

  if (host == NULL || sendoff_account_list_has_server (sendoff_workspace_get_accounts (self->workspace), host, port))
    return;
  if (seen != NULL)
    {
      self->n_forgetting++;
      sendoff_seen_store_forget_async (seen_store, host, port, on_seen_forgotten, self);
    }
  if (entry != NULL && !entry->by_hand)
    {
      self->n_forgetting++;
      sendoff_trust_store_forget_async (store, host, port, on_exception_forgotten, self);
    }
}

void
sendoff_account_removal_settle (SendoffAccountRemoval *self,
                                GSourceOnceFunc        callback,
                                gpointer               user_data)
{
  self->callback = callback;
  self->user_data = user_data;
  self->n_forgetting = 1;
  forget_server (self, SENDOFF_LEG_OUTGOING);
  forget_server (self, SENDOFF_LEG_INCOMING);
  end_forgetting (self);
}
