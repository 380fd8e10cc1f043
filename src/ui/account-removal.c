/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a removed account until it is back or gone for good. */

#include "ui/account-removal.h"

#include <glib/gi18n-lib.h>

#include "base/domain-name.h"
#include "base/error.h"

/* A Secret Service that doesn't answer must not keep the program from ending. */
#define SECRETS_TIMEOUT_S 5

struct _SendoffAccountRemoval
{
  SendoffWorkspace *workspace;
  SendoffAccount   *account;
  guint             position;
  gboolean          was_default;

  GCancellable     *cancellable; /* while it is settled */
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

SendoffAccountRemoval *
sendoff_account_removal_new (SendoffWorkspace  *workspace,
                             SendoffAccount    *account,
                             GError           **error)
{
  g_autoptr(SendoffAccountRemoval) self = g_new0 (SendoffAccountRemoval, 1);
  SendoffAccountList *list = sendoff_workspace_get_accounts (workspace);

  self->workspace = g_object_ref (workspace);
  self->account = g_object_ref (account);
  self->position = find_position (list, account);
  self->was_default = sendoff_account_list_get_default (list) == account;
  if (!sendoff_accounts_file_remove (sendoff_workspace_get_accounts_file (workspace), sendoff_account_get_id (account), error))
    return NULL;
  return g_steal_pointer (&self);
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

gboolean
sendoff_account_removal_undo (SendoffAccountRemoval  *self,
                              GError                **error)
{
  SendoffAccountsFile *file = sendoff_workspace_get_accounts_file (self->workspace);

  if (!sendoff_accounts_file_insert (file, self->position, self->account, error))
    return FALSE;
  /* It is back; that it isn't the default is visible, and no reason to say that it failed. */
  if (self->was_default)
    sendoff_accounts_file_set_default (file, sendoff_account_get_id (self->account), NULL);
  return TRUE;
}

/* ---- for good ---- */

static const struct
{
  SendoffKey host;
  SendoffKey port;
} servers[] = {
  { SENDOFF_KEY_SMTP_HOST, SENDOFF_KEY_SMTP_PORT },
  { SENDOFF_KEY_INCOMING_HOST, SENDOFF_KEY_INCOMING_PORT },
};

static gboolean
uses_server (SendoffAccount *account,
             const char     *host,
             guint           port)
{
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *own = sendoff_host_to_ascii (sendoff_account_get_text (account, servers[i].host), NULL);

      if (g_strcmp0 (own, host) == 0 && sendoff_account_get_number (account, servers[i].port) == port)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_used (SendoffAccountList *list,
         const char         *host,
         guint               port)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (uses_server (account, host, port))
        return TRUE;
    }
  return FALSE;
}

/* A pin that was added by hand stays until it is forgotten by hand. */
static void
forget_exceptions (SendoffAccountRemoval *self)
{
  SendoffTrustStore *store = sendoff_workspace_get_trust_store (self->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *host = sendoff_host_to_ascii (sendoff_account_get_text (self->account, servers[i].host), NULL);
      guint port = sendoff_account_get_number (self->account, servers[i].port);
      g_autoptr(SendoffTrustEntry) entry = host != NULL ? sendoff_trust_store_lookup (store, host, port) : NULL;
      g_autoptr(GError) error = NULL;

      if (entry == NULL || entry->by_hand || is_used (sendoff_workspace_get_accounts (self->workspace), host, port))
        continue;
      if (!sendoff_trust_store_forget (store, host, port, &error))
        g_signal_emit_by_name (self->workspace, "notice", error->message);
    }
}

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

void
sendoff_account_removal_settle (SendoffAccountRemoval *self,
                                GSourceOnceFunc        callback,
                                gpointer               user_data)
{
  self->callback = callback;
  self->user_data = user_data;
  forget_exceptions (self);
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_add_seconds (SECRETS_TIMEOUT_S, on_waited_long_enough, self);
  sendoff_secret_store_clear_async (sendoff_workspace_get_secrets (self->workspace), sendoff_account_get_id (self->account), self->cancellable,
                                    on_secrets_cleared, self);
}
