/* SPDX-License-Identifier: GPL-3.0-or-later */
/* password: puts an account's password, or what opens its client certificate's key, into the Secret Service, and nowhere else. */
#include "cli/password-command.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "cli/exit-status.h"
#include "cli/input.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/terminal-prompter.h"
#include "cli/terminal.h"
#include "store/secret-store.h"

#include <glib/gi18n-lib.h>

/* Which server's password: the same choice as a job makes when it looks one up. Borrowed from the account but host, which the caller
 * frees. FALSE: end with status. */
static gboolean
find_owner (SendoffInvocation *invocation, SendoffAccount *account, SendoffLeg leg, SendoffSecretKey *key, char **host)
{
  g_autoptr(SendoffServerSettings) settings = NULL;
  g_autoptr(GError) error = NULL;

  if (leg == SENDOFF_LEG_OUTGOING && sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING)
    leg = SENDOFF_LEG_INCOMING;
  settings = sendoff_account_get_server_settings (account, leg, &error);
  if (settings == NULL)
    {
      sendoff_invocation_fail (invocation, error);
      return FALSE;
    }
  if (!settings->signs_in)
    {
      sendoff_output_problem (leg == SENDOFF_LEG_OUTGOING
                                ? _("This account doesn't sign in to send, so it has no password. Set smtp.authentication=own and smtp.user first.")
                                : _("This account has no incoming server, so it has no password for one."));
      invocation->status = SENDOFF_EXIT_SETTINGS;
      return FALSE;
    }
  *host = g_strdup (settings->host);
  key->account_id = sendoff_account_get_id (account);
  key->account_name = sendoff_account_get_text (account, SENDOFF_KEY_NAME);
  key->leg = leg;
  key->user = sendoff_account_get_text (account, leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_USER : SENDOFF_KEY_INCOMING_USER);
  key->host = *host;
  return TRUE;
}

/* The same for the client certificate's key; all is borrowed from the account. FALSE: end with status. */
static gboolean
find_client_key (SendoffInvocation *invocation, SendoffAccount *account, SendoffSecretKey *key)
{
  const char *certificate = sendoff_account_get_text (account, SENDOFF_KEY_CLIENT_CERTIFICATE);
  const char *place = sendoff_account_get_text (account, SENDOFF_KEY_CLIENT_KEY);

  if (*certificate == '\0')
    {
      sendoff_output_problem ("%s", _("This account has no client certificate. Set client-certificate first."));
      invocation->status = SENDOFF_EXIT_SETTINGS;
      return FALSE;
    }
  key->kind = SENDOFF_SECRET_CLIENT_KEY;
  key->account_id = sendoff_account_get_id (account);
  key->account_name = sendoff_account_get_text (account, SENDOFF_KEY_NAME);
  key->user = *place != '\0' ? place : certificate;
  return TRUE;
}

static char *
compose_prompt (const SendoffSecretKey *key)
{
  g_autofree char *user = sendoff_display_text_short (key->user, -1, 200);
  g_autofree char *host = NULL;

  if (key->kind == SENDOFF_SECRET_CLIENT_KEY)
    return sendoff_client_key_prompt (key->user, key->account_name);
  host = sendoff_host_to_display (key->host);
  /* Translators: a user name and a server. Ends with a space, as typing goes on behind it. */
  return g_strdup_printf (_("Password for %s at %s: "), user, host);
}

static SendoffSecretString *
ask_line (SendoffTerminal *terminal, const char *prompt, GCancellable *cancellable, GError **error)
{
  g_auto(SendoffWait) wait = { NULL };

  sendoff_terminal_read_line_async (terminal, prompt, TRUE, cancellable, sendoff_on_wait_ended, &wait);
  return sendoff_terminal_read_line_finish (terminal, sendoff_wait_run (&wait), error);
}

/* Twice, as nobody sees what is typed. */
static SendoffSecretString *
ask_password (const SendoffSecretKey *key, GCancellable *cancellable, GError **error)
{
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_open (NULL);
  g_autoptr(SendoffSecretString) first = NULL;
  g_autoptr(SendoffSecretString) second = NULL;
  g_autofree char *prompt = compose_prompt (key);

  if (terminal == NULL)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                           _("There is no terminal where the password could be typed. Give it with --password-file."));
      return NULL;
    }
  first = ask_line (terminal, prompt, cancellable, error);
  if (first == NULL && *error != NULL)
    return NULL;
  if (first == NULL || sendoff_secret_string_get_length (first) == 0)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("No password was typed, so none is stored."));
      return NULL;
    }
  second = ask_line (terminal, _("Once more: "), cancellable, error);
  if (second == NULL && *error != NULL)
    return NULL;
  if (second == NULL || !sendoff_secret_string_equal (first, second))
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The two passwords differ, so none is stored. Try again."));
      return NULL;
    }
  return g_steal_pointer (&first);
}

static int
store_password (SendoffInvocation *invocation, const SendoffSecretKey *key, SendoffSecretString *given)
{
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  GCancellable *cancellable = sendoff_interruption_get_cancellable (interruption);
  g_autoptr(SendoffSecretStore) secrets = sendoff_secret_store_new (TRUE);
  g_autoptr(SendoffSecretString) password = given != NULL ? sendoff_secret_string_ref (given) : NULL;
  g_auto(SendoffWait) wait = { NULL };
  g_autoptr(GError) error = NULL;

  if (password == NULL)
    password = ask_password (key, cancellable, &error);
  if (password == NULL)
    return sendoff_invocation_fail (invocation, error);
  sendoff_secret_store_store_async (secrets, key, password, FALSE, cancellable, sendoff_on_wait_ended, &wait);
  if (sendoff_secret_store_store_finish (secrets, sendoff_wait_run (&wait), &error))
    return SENDOFF_EXIT_PASSED;
  if (!g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE))
    return sendoff_invocation_fail (invocation, error);
  /* The store's own sentence speaks of keeping it for this run, and this run ends here. */
  sendoff_output_problem ("%s", key->kind == SENDOFF_SECRET_CLIENT_KEY
                                  ? _("It is not stored: no Secret Service (a keyring) could be reached, or it stayed locked. "
                                      "Give it to each command with --client-secret-file instead.")
                                  : _("The password is not stored: no Secret Service (a keyring) could be reached, or it stayed locked. "
                                      "Give the password to each command with --password-file instead."));
  return SENDOFF_EXIT_SETTINGS;
}

static gboolean
find_secret (SendoffInvocation *invocation, SendoffAccount *account, gboolean incoming, gboolean client_key, SendoffSecretKey *key, char **host)
{
  if (client_key)
    return find_client_key (invocation, account, key);
  return find_owner (invocation, account, incoming ? SENDOFF_LEG_INCOMING : SENDOFF_LEG_OUTGOING, key, host);
}

int
sendoff_run_password (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autofree char *password_file = NULL;
  gboolean incoming = FALSE;
  gboolean client_key = FALSE;
  g_autoptr(SendoffAccountsFile) file = NULL;
  g_autoptr(SendoffSecretString) password = NULL;
  g_autoptr(GError) error = NULL;
  SendoffSecretKey key = { NULL };
  g_autofree char *host = NULL;
  SendoffAccount *account;
  const GOptionEntry entries[] = {
    { "incoming", 0, 0, G_OPTION_ARG_NONE, &incoming, N_("The password for the incoming server"), NULL },
    { "client-key", 0, 0, G_OPTION_ARG_NONE, &client_key, N_("What opens the client certificate's key: passphrase or PIN"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_("Read it from FILE, - for standard input"), N_("FILE") },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 1, 1, &operands))
    return invocation->status;
  if (incoming && client_key)
    return sendoff_invocation_refuse (invocation, _("--incoming and --client-key are about different things. Say one of them."));
  account = sendoff_invocation_load_account (invocation, operands[0], &file);
  if (account == NULL || !find_secret (invocation, account, incoming, client_key, &key, &host))
    return invocation->status;
  if (password_file != NULL)
    {
      password = sendoff_input_read_password (password_file, &error);
      if (password == NULL)
        return sendoff_invocation_fail (invocation, error);
    }
  return store_password (invocation, &key, password);
}
