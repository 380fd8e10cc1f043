/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accounts, show, default, add, set: everything that reads or changes accounts.ini only. */
#include "cli/account-commands.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "cli/account-values.h"
#include "cli/exit-status.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>

static void
print_account_line (SendoffAccount *account, gboolean is_default)
{
  g_autofree char *name = sendoff_display_text (sendoff_account_get_text (account, SENDOFF_KEY_NAME), -1);
  g_autofree char *email = sendoff_display_text (sendoff_account_get_text (account, SENDOFF_KEY_EMAIL), -1);
  g_autofree char *host = sendoff_display_text (sendoff_account_get_text (account, SENDOFF_KEY_SMTP_HOST), -1);
  g_autofree char *server = sendoff_host_and_port (host, sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT));

  if (is_default)
    /* Translators: an account's name, mail address and server. */
    sendoff_output_text (_("%s: %s, %s (default)\n"), name, email, server);
  else
    sendoff_output_text ("%s: %s, %s\n", name, email, server);
}

int
sendoff_run_accounts (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autoptr(SendoffAccountsFile) file = NULL;
  SendoffAccountList *list;
  guint n;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 0, 0, &operands))
    return invocation->status;
  file = sendoff_invocation_load_accounts (invocation);
  if (file == NULL)
    return invocation->status;
  list = sendoff_accounts_file_get_list (file);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  if (n == 0 && !invocation->json)
    sendoff_output_text (_("There are no accounts yet. “sendoffctl add” makes one.\n"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (G_LIST_MODEL (list), i);
      gboolean is_default = account == sendoff_account_list_get_default (list);
      g_autofree char *json = NULL;

      if (!invocation->json)
        {
          print_account_line (account, is_default);
          continue;
        }
      json = sendoff_account_to_json (account, is_default);
      sendoff_output_json (json);
    }
  return SENDOFF_EXIT_PASSED;
}

int
sendoff_run_show (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autoptr(SendoffAccountsFile) file = NULL;
  SendoffAccount *account;
  g_autofree char *text = NULL;
  gboolean is_default;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 1, 1, &operands))
    return invocation->status;
  account = sendoff_invocation_load_account (invocation, operands[0], &file);
  if (account == NULL)
    return invocation->status;
  is_default = account == sendoff_account_list_get_default (sendoff_accounts_file_get_list (file));
  if (invocation->json)
    {
      text = sendoff_account_to_json (account, is_default);
      sendoff_output_json (text);
      return SENDOFF_EXIT_PASSED;
    }
  text = sendoff_account_to_text (account, is_default);
  sendoff_output_text ("%s", text);
  return SENDOFF_EXIT_PASSED;
}

/* What an option of "add" is for, and what it takes.
 * Translators: "none", "starttls", "tls", "same-as-incoming", "own", "imap" and "pop3" are what is typed, in every language. */
static const struct
{
  const char *help;
  const char *value;
} key_help[SENDOFF_N_KEYS] = {
  [SENDOFF_KEY_EMAIL] = { N_("The mail address that messages are sent from"), N_("ADDR") },
  [SENDOFF_KEY_FULL_NAME] = { N_("The sender's name, beside the address"), N_("TEXT") },
  [SENDOFF_KEY_ORGANIZATION] = { N_("The sender's organization"), N_("TEXT") },
  [SENDOFF_KEY_REPLY_TO] = { N_("Where answers go, if not to the address above"), N_("ADDR") },
  [SENDOFF_KEY_SMTP_HOST] = { N_("The outgoing mail server's name or address"), N_("HOST") },
  [SENDOFF_KEY_SMTP_PORT] = { N_("Its port; if not given, 465 with tls, else 587"), N_("N") },
  [SENDOFF_KEY_SMTP_SECURITY] = { N_("Its encryption: none, starttls, or tls from the first byte (if not given)"), N_("WORD") },
  [SENDOFF_KEY_SMTP_AUTHENTICATION] = { N_("How to sign in there: none (if not given), same-as-incoming or own"), N_("WORD") },
  [SENDOFF_KEY_SMTP_USER] = { N_("The user name there, for “own”"), N_("USER") },
  [SENDOFF_KEY_INCOMING_PROTOCOL] = { N_("What the incoming mail server speaks: none (if not given), imap or pop3"), N_("WORD") },
  [SENDOFF_KEY_INCOMING_HOST] = { N_("The incoming mail server's name or address"), N_("HOST") },
  [SENDOFF_KEY_INCOMING_PORT] = { N_("Its port; if not given, the usual one"), N_("N") },
  [SENDOFF_KEY_INCOMING_SECURITY] = { N_("That one's encryption: none, starttls, or tls from the first byte (if not given)"), N_("WORD") },
  [SENDOFF_KEY_INCOMING_USER] = { N_("The user name at the incoming mail server"), N_("USER") },
  [SENDOFF_KEY_CLIENT_CERTIFICATE] = { N_("A certificate to show to both servers: a PEM file or pkcs11: address"), N_("PLACE") },
  [SENDOFF_KEY_CLIENT_KEY] = { N_("Its key, where that is in another place"), N_("PLACE") },
  [SENDOFF_KEY_TIMEOUT] = { N_("Seconds of silence after which a server is given up, 1 to 600"), N_("N") },
};

/* One option per key but the name, which is the operand. */
static void
fill_key_options (GOptionEntry *entries, SendoffAccountValues *values)
{
  guint n = 0;

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    {
      GOptionEntry entry = { sendoff_key_to_string ((SendoffKey) key), 0, 0, G_OPTION_ARG_FILENAME, &values->values[key],
                             key_help[key].help, key_help[key].value };

      if (key != SENDOFF_KEY_NAME)
        entries[n++] = entry;
    }
  entries[n] = (GOptionEntry){ NULL };
}

/* FALSE: end with status. */
static gboolean
check_account (SendoffInvocation *invocation, SendoffAccount *account)
{
  g_autofree char *problems = sendoff_account_dup_problems (account);

  if (problems == NULL)
    return TRUE;
  /* Translators: %s is one or more lines that say what is wrong. */
  sendoff_output_problem (_("The account can't be saved like this:\n%s"), problems);
  invocation->status = SENDOFF_EXIT_SETTINGS;
  return FALSE;
}

static int
add_account (SendoffInvocation *invocation, const SendoffAccountValues *values)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(SendoffAccountsFile) file = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_account_values_set_defaults (account);
  if (!sendoff_account_values_apply (values, account, &error))
    return sendoff_invocation_fail (invocation, error);
  if (!check_account (invocation, account))
    return invocation->status;
  file = sendoff_invocation_load_accounts (invocation);
  if (file == NULL)
    return invocation->status;
  if (!sendoff_accounts_file_add (file, account, &error))
    return sendoff_invocation_fail (invocation, error);
  if (!invocation->json)
    print_account_line (account, FALSE);
  return SENDOFF_EXIT_PASSED;
}

int
sendoff_run_add (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_auto(SendoffAccountValues) values = { { NULL } };
  GOptionEntry entries[SENDOFF_N_KEYS + 1];

  fill_key_options (entries, &values);
  if (!sendoff_invocation_parse (invocation, entries, argv, 1, 1, &operands))
    return invocation->status;
  if (values.values[SENDOFF_KEY_EMAIL] == NULL)
    return sendoff_invocation_refuse (invocation, _("The account's mail address is missing: --email=ADDR."));
  values.values[SENDOFF_KEY_NAME] = g_strdup (operands[0]);
  return add_account (invocation, &values);
}

/* A port that moved by itself is said, as nobody typed it. */
static void
tell_moved_port (SendoffAccount *before, SendoffAccount *after, const SendoffAccountValues *values, SendoffKey key)
{
  guint port = sendoff_account_get_number (after, key);

  if (values->values[key] == NULL && sendoff_account_get_number (before, key) != port)
    /* Translators: the name of a setting, and a port number. */
    sendoff_output_problem (_("%s is now %u, the usual port for this."), sendoff_key_to_string (key), port);
}

static int
change_account (SendoffInvocation *invocation, const char *name, const SendoffAccountValues *values)
{
  g_autoptr(SendoffAccountsFile) file = NULL;
  SendoffAccount *account = sendoff_invocation_load_account (invocation, name, &file);
  g_autoptr(SendoffAccount) original = NULL;
  g_autoptr(SendoffAccount) edited = NULL;
  g_autoptr(GError) error = NULL;

  if (account == NULL)
    return invocation->status;
  original = sendoff_account_copy (account);
  edited = sendoff_account_copy (account);
  if (!sendoff_account_values_apply (values, edited, &error))
    return sendoff_invocation_fail (invocation, error);
  if (!check_account (invocation, edited))
    return invocation->status;
  /* Between load and commit are milliseconds, and the value was typed just now: it wins. */
  if (!sendoff_accounts_file_commit (file, original, edited, TRUE, NULL, &error))
    return sendoff_invocation_fail (invocation, error);
  tell_moved_port (original, edited, values, SENDOFF_KEY_SMTP_PORT);
  tell_moved_port (original, edited, values, SENDOFF_KEY_INCOMING_PORT);
  return SENDOFF_EXIT_PASSED;
}

int
sendoff_run_set (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_auto(SendoffAccountValues) values = { { NULL } };
  g_autoptr(GError) error = NULL;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 2, G_MAXUINT, &operands))
    return invocation->status;
  for (guint i = 1; operands[i] != NULL; i++)
    if (!sendoff_account_values_take_assignment (&values, operands[i], &error))
      return sendoff_invocation_refuse (invocation, "%s", error->message);
  return change_account (invocation, operands[0], &values);
}

int
sendoff_run_default (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autoptr(SendoffAccountsFile) file = NULL;
  g_autoptr(GError) error = NULL;
  SendoffAccount *account;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 1, 1, &operands))
    return invocation->status;
  account = sendoff_invocation_load_account (invocation, operands[0], &file);
  if (account == NULL)
    return invocation->status;
  if (!sendoff_accounts_file_set_default (file, sendoff_account_get_id (account), &error))
    return sendoff_invocation_fail (invocation, error);
  return SENDOFF_EXIT_PASSED;
}
