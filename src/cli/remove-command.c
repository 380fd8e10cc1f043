/* SPDX-License-Identifier: GPL-3.0-or-later */
/* remove: an account goes together with its passwords, and with the exceptions that were made for its servers and what was seen there. There is
 * no undo here. */
#include "cli/account-commands.h"

#include "base/error.h"
#include "cli/exit-status.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "store/secret-store.h"

#include <glib/gi18n-lib.h>

static void
forget_seen (SendoffSeenStore *store, const char *host, guint16 port)
{
  g_autoptr(SendoffSeenEntry) entry = sendoff_seen_store_lookup (store, host, port);
  g_auto(SendoffWait) wait = { NULL };
  g_autoptr(GError) error = NULL;

  if (entry == NULL)
    return;
  sendoff_seen_store_forget_async (store, host, port, sendoff_on_wait_ended, &wait);
  if (!sendoff_seen_store_change_finish (store, sendoff_wait_run (&wait), &error))
    sendoff_output_problem ("%s", error->message);
}

/* A pin that was added by hand stays until it is forgotten by hand. */
static void
forget_exception (SendoffTrustStore *store, const char *host, guint16 port)
{
  g_autoptr(SendoffTrustEntry) entry = sendoff_trust_store_lookup (store, host, port);
  g_autoptr(GError) error = NULL;

  if (entry != NULL && !entry->by_hand && !sendoff_trust_store_forget (store, host, port, &error))
    sendoff_output_problem ("%s", error->message);
}

/* What no other account has. */
static void
forget_servers (SendoffInvocation *invocation, SendoffTrustStore *trust_store, SendoffAccountList *others, SendoffAccount *account)
{
  static const SendoffLeg legs[] = { SENDOFF_LEG_OUTGOING, SENDOFF_LEG_INCOMING };
  g_autoptr(SendoffSeenStore) seen_store = sendoff_invocation_load_seen (invocation);

  for (guint i = 0; i < G_N_ELEMENTS (legs); i++)
    {
      guint16 port;
      g_autofree char *host = sendoff_account_dup_server (account, legs[i], &port);

      if (host == NULL || sendoff_account_list_has_server (others, host, port))
        continue;
      forget_exception (trust_store, host, port);
      forget_seen (seen_store, host, port);
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
  g_autoptr(SendoffAccount) removed = NULL;
  g_autoptr(GError) error = NULL;
  SendoffAccount *account;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 1, 1, &operands))
    return invocation->status;
  account = sendoff_invocation_load_account (invocation, operands[0], &file);
  if (account == NULL)
    return invocation->status;
  trust_store = sendoff_invocation_load_trust (invocation);
  if (trust_store == NULL)
    return invocation->status;
  removed = g_object_ref (account);
  if (!sendoff_accounts_file_remove (file, sendoff_account_get_id (removed), &error))
    return sendoff_invocation_fail (invocation, error);
  forget_servers (invocation, trust_store, sendoff_accounts_file_get_list (file), removed);
  forget_passwords (sendoff_account_get_id (removed));
  return SENDOFF_EXIT_PASSED;
}
