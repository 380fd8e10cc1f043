/* SPDX-License-Identifier: GPL-3.0-or-later */
/* remove: an account goes together with its passwords and the exceptions that were made for its servers. There is no undo here. */
#include "cli/account-commands.h"

#include "base/domain-name.h"
#include "base/error.h"
#include "cli/exit-status.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "store/secret-store.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char   *host; /* A-labels */
  guint16 port;
} ServerAddress;

static const SendoffKey host_keys[] = { SENDOFF_KEY_SMTP_HOST, SENDOFF_KEY_INCOMING_HOST };
static const SendoffKey port_keys[] = { SENDOFF_KEY_SMTP_PORT, SENDOFF_KEY_INCOMING_PORT };

static void
server_address_free (ServerAddress *self)
{
  g_free (self->host);
  g_free (self);
}

static void
append_servers (GPtrArray *servers, SendoffAccount *account)
{
  for (guint i = 0; i < G_N_ELEMENTS (host_keys); i++)
    {
      g_autofree char *host = sendoff_host_to_ascii (sendoff_account_get_text (account, host_keys[i]), NULL);
      ServerAddress *server;

      if (host == NULL)
        continue;
      server = g_new0 (ServerAddress, 1);
      server->host = g_steal_pointer (&host);
      server->port = (guint16) sendoff_account_get_number (account, port_keys[i]);
      g_ptr_array_add (servers, server);
    }
}

static gboolean
is_used (SendoffAccountList *list, const ServerAddress *server)
{
  g_autoptr(GPtrArray) used = g_ptr_array_new_with_free_func ((GDestroyNotify) server_address_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (G_LIST_MODEL (list), i);

      append_servers (used, account);
    }
  for (guint i = 0; i < used->len; i++)
    {
      const ServerAddress *other = g_ptr_array_index (used, i);

      if (other->port == server->port && g_str_equal (other->host, server->host))
        return TRUE;
    }
  return FALSE;
}

/* A pin that was added by hand stays until it is forgotten by hand. */
static void
forget_exceptions (SendoffTrustStore *store, SendoffAccountList *list, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const ServerAddress *server = g_ptr_array_index (servers, i);
      g_autoptr(SendoffTrustEntry) entry = sendoff_trust_store_lookup (store, server->host, server->port);
      g_autoptr(GError) error = NULL;

      if (entry == NULL || entry->by_hand || is_used (list, server))
        continue;
      if (!sendoff_trust_store_forget (store, server->host, server->port, &error))
        sendoff_output_problem ("%s", error->message);
    }
}

static void
forget_passwords (const char *account_id)
{
  g_autoptr(SendoffSecretStore) secrets = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  g_auto(SendoffWait) wait = { NULL };
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_clear_async (secrets, account_id, sendoff_interruption_get_cancellable (interruption), sendoff_on_wait_ended, &wait);
  if (sendoff_secret_store_clear_finish (secrets, sendoff_wait_run (&wait), &error))
    return;
  /* Without a service there is nothing that could have been stored. */
  if (!g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE))
    /* Translators: %s is a sentence that says why. */
    sendoff_output_problem (_("The account is removed, but its passwords may still be in the Secret Service: %s"), error->message);
}

int
sendoff_run_remove (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autoptr(SendoffAccountsFile) file = NULL;
  g_autoptr(SendoffTrustStore) trust_store = NULL;
  g_autoptr(GPtrArray) servers = g_ptr_array_new_with_free_func ((GDestroyNotify) server_address_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  SendoffAccount *account;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 1, 1, &operands))
    return invocation->status;
  account = sendoff_invocation_load_account (invocation, operands[0], &file);
  if (account == NULL)
    return invocation->status;
  trust_store = sendoff_invocation_load_trust (invocation);
  if (trust_store == NULL)
    return invocation->status;
  id = g_strdup (sendoff_account_get_id (account));
  append_servers (servers, account);
  if (!sendoff_accounts_file_remove (file, id, &error))
    return sendoff_invocation_fail (invocation, error);
  forget_exceptions (trust_store, sendoff_accounts_file_get_list (file), servers);
  forget_passwords (id);
  return SENDOFF_EXIT_PASSED;
}
