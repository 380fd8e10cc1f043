/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, and the choice among them. */
#include "cli/commands.h"

#include "cli/account-commands.h"
#include "cli/certificate-commands.h"
#include "cli/check-command.h"
#include "cli/exit-status.h"
#include "cli/explain-command.h"
#include "cli/output.h"
#include "cli/password-command.h"
#include "cli/practice-command.h"
#include "cli/report-command.h"
#include "cli/send-command.h"
#include "cli/trust-commands.h"

#include <glib/gi18n-lib.h>

static const SendoffCliCommand commands[] = {
  { "accounts", "", N_("List the accounts"), sendoff_run_accounts },
  { "show", N_("NAME"), N_("Show an account's settings"), sendoff_run_show },
  { "add", N_("NAME --email=ADDR [--KEY=VALUE…]"), N_("Add an account"), sendoff_run_add },
  { "set", N_("NAME KEY=VALUE…"), N_("Change an account's settings"), sendoff_run_set,
    N_("KEY is “name”, or an option of “sendoffctl add” without its dashes: see “sendoffctl add --help”.") },
  { "remove", N_("NAME"), N_("Remove an account, its passwords and its exceptions"), sendoff_run_remove },
  { "default", N_("NAME"), N_("Make an account the default"), sendoff_run_default },
  { "password", N_("NAME [--incoming | --client-key] [--password-file=FILE|-]"), N_("Store a password in the Secret Service"),
    sendoff_run_password },
  { "check", N_("NAME… | --all [OPTION…]"), N_("Test the settings: sign in everywhere, send nothing"), sendoff_run_check },
  { "send", N_("NAME --to=ADDR… [OPTION…]"), N_("Send a test message"), sendoff_run_send },
  { "certificate", N_("HOST:PORT [--starttls=smtp|imap|pop3]"), N_("Fetch, judge and show a server's certificate; never signs in"),
    sendoff_run_certificate },
  { "trust", N_("list | add HOST:PORT sha256//BASE64 | forget HOST:PORT"), N_("Show and change the exceptions for certificates"), sendoff_run_trust },
  { "judge", N_("CHAIN.pem --host=NAME [--time=ISO8601]"), N_("Judge a saved chain of certificates, offline"), sendoff_run_judge },
  { "explain", N_("REPLY [--step=ID] [--leg=incoming]"), N_("Say what a server's reply means, offline"), sendoff_run_explain },
  { "report", N_("FILE [--transcript] [--wire] [--blank] [--save-report=FILE]"), N_("Show a saved report"), sendoff_run_report },
  { "practice", N_("[--port=N] [--protocol=NAME] [--mishap=NAME] [--list]"), N_("Run the practice server in the foreground"), sendoff_run_practice },
};

static const SendoffCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static void
print_help (void)
{
  sendoff_output_text (_("Usage:\n  sendoffctl [--config-dir=DIR] [--json] COMMAND …\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    sendoff_output_text ("  %-12s %s\n", commands[i].name, _(commands[i].summary));
  sendoff_output_text (_("\nOptions for every command:\n"
                         "  --config-dir=DIR  Keep accounts and exceptions in DIR\n"
                         "  --json            Print one JSON object per line\n"
                         "  -h, --help        Say how the command is used\n"
                         "  --version         Print the version\n"
                         "\n“sendoffctl COMMAND --help” says more about a command, sendoffctl(1) everything.\n"));
}

/* What "explain" is asked about came from a server, in whatever bytes. */
static gboolean
is_reply (const char *const *argv, guint argument)
{
  guint command = 1;

  while (argv[command] != NULL && argv[command][0] == '-')
    command += g_str_equal (argv[command], "--config-dir") && argv[command + 1] != NULL ? 2 : 1;
  return argument > command && g_str_equal (argv[command], "explain");
}

/* The program's text, files and protocols are UTF-8: what isn't, can't be meant. FALSE: refused. */
static gboolean
check_encoding (SendoffInvocation *invocation, const char *const *argv)
{
  for (guint i = 1; argv[i] != NULL; i++)
    if (!g_utf8_validate (argv[i], -1, NULL) && !is_reply (argv, i))
      {
        /* Translators: %s is an argument as it was typed. */
        sendoff_invocation_refuse (invocation, _("The argument “%s” is not in UTF-8. Use a UTF-8 locale, or another file name."), argv[i]);
        return FALSE;
      }
  return TRUE;
}

static int
run_named_command (SendoffInvocation *invocation, char **argv)
{
  const SendoffCliCommand *command = find_command (argv[0]);

  if (command == NULL)
    /* Translators: %s is what was typed for a command. */
    return sendoff_invocation_refuse (invocation, _("“%s” is no command."), argv[0]);
  invocation->command = command;
  return command->run (invocation, argv);
}

int
sendoff_run_command_line (const char *const *argv)
{
  g_autoptr(SendoffInvocation) invocation = sendoff_invocation_new ();
  g_auto(GStrv) words = g_strdupv ((char **) argv);
  gboolean help = FALSE;
  gboolean version = FALSE;

  if (!check_encoding (invocation, argv) || !sendoff_invocation_parse_global (invocation, &words, &help, &version))
    return invocation->status;
  if (version)
    {
      sendoff_invocation_print_version ();
      return SENDOFF_EXIT_PASSED;
    }
  if (help)
    {
      print_help ();
      return SENDOFF_EXIT_PASSED;
    }
  if (words[0] == NULL || words[1] == NULL)
    return sendoff_invocation_refuse (invocation, _("What is to be done? A command is missing."));
  return run_named_command (invocation, words + 1);
}
