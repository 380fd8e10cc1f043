/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command does before its own work: options, operands, files, faults. */
#include "config.h"

#include "cli/invocation.h"

#include "base/error.h"
#include "cli/exit-status.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char    *config_dir;
  gboolean json;
  gboolean help;
  gboolean version;
} GlobalOptions;

SendoffInvocation *
sendoff_invocation_new (void)
{
  return g_new0 (SendoffInvocation, 1);
}

void
sendoff_invocation_free (SendoffInvocation *self)
{
  if (self == NULL)
    return;
  g_free (self->config_dir);
  g_free (self);
}

static void
add_global_options (GOptionContext *context, GlobalOptions *options)
{
  const GOptionEntry entries[] = {
    { "config-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->config_dir, N_("Keep accounts and exceptions in DIR"), N_("DIR") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print one JSON object per line"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_("Say how this is used, and end"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version, and end"), NULL },
    { NULL }
  };

  /* GLib's own --help ends the program without looking whether anything could be written. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
take_global_options (SendoffInvocation *self, GlobalOptions *options)
{
  if (options->config_dir != NULL)
    {
      g_free (self->config_dir);
      self->config_dir = g_steal_pointer (&options->config_dir);
    }
  self->json = self->json || options->json;
}

gboolean
sendoff_invocation_parse_global (SendoffInvocation *self, char ***argv, gboolean *help, gboolean *version)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  GlobalOptions options = { NULL };

  add_global_options (context, &options);
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse_strv (context, argv, &error))
    {
      sendoff_invocation_refuse (self, "%s", error->message);
      return FALSE;
    }
  take_global_options (self, &options);
  *help = options.help;
  *version = options.version;
  return TRUE;
}

void
sendoff_invocation_print_version (void)
{
  sendoff_output_text ("sendoffctl %s\n", SENDOFF_VERSION);
}

/* gettext answers the empty string with the header of its catalogue. */
static const char *
translate_operands (const SendoffCliCommand *command)
{
  return *command->operands != '\0' ? _(command->operands) : "";
}

static void
print_help (SendoffInvocation *self, GOptionContext *context)
{
  g_autofree char *program = g_strdup_printf ("sendoffctl %s", self->command->name);
  g_autofree char *help = NULL;

  g_option_context_set_summary (context, self->command->summary);
  g_option_context_set_description (context, self->command->details);
  /* The usage line is made from the program's name. */
  g_set_prgname (program);
  help = g_option_context_get_help (context, TRUE, NULL);
  g_set_prgname ("sendoffctl");
  sendoff_output_text ("%s", help);
}

static gboolean
check_operands (SendoffInvocation *self, char **operands, guint min, guint max)
{
  g_autofree char *usage = g_strchomp (g_strdup_printf ("%s %s", self->command->name, translate_operands (self->command)));
  guint n = operands != NULL ? g_strv_length (operands) : 0;

  if (n >= min && n <= max)
    return TRUE;
  if (n < min)
    /* Translators: %s is a command as it should be typed, like "show NAME". */
    sendoff_invocation_refuse (self, _("Something is missing. The command is “%s”."), usage);
  else
    /* Translators: the first %s is what was typed too much, the second a command as it should be typed, like "show NAME". */
    sendoff_invocation_refuse (self, _("“%s” is one too many. The command is “%s”."), operands[max], usage);
  return FALSE;
}

gboolean
sendoff_invocation_parse (SendoffInvocation *self, const GOptionEntry *entries, char **argv, guint min, guint max, char ***operands)
{
  g_autoptr(GOptionContext) context = g_option_context_new (translate_operands (self->command));
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) rest = NULL;
  g_auto(GStrv) words = g_strdupv (argv);
  GlobalOptions options = { NULL };
  const GOptionEntry remaining[] = {
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL }
  };

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_global_options (context, &options);
  g_option_context_add_main_entries (context, remaining, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      sendoff_invocation_refuse (self, "%s", error->message);
      return FALSE;
    }
  take_global_options (self, &options);
  if (options.version)
    sendoff_invocation_print_version ();
  else if (options.help)
    print_help (self, context);
  if (options.version || options.help)
    {
      self->status = SENDOFF_EXIT_PASSED;
      return FALSE;
    }
  if (!check_operands (self, rest, min, max))
    return FALSE;
  *operands = rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);
  return TRUE;
}

int
sendoff_invocation_refuse (SendoffInvocation *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sendoff_output_problem ("%s", text);
  if (self->command != NULL)
    /* Translators: %s is the name of a command. */
    sendoff_output_problem (_("“sendoffctl %s --help” says how it is used."), self->command->name);
  else
    sendoff_output_problem (_("“sendoffctl --help” lists the commands."));
  self->status = SENDOFF_EXIT_USAGE;
  return self->status;
}

int
sendoff_invocation_fail (SendoffInvocation *self, const GError *error)
{
  sendoff_output_problem ("%s", error->message);
  self->status = sendoff_exit_status_for_error (error);
  return self->status;
}

/* For files: a missing one is file trouble, not a missing account. */
static void
fail_with_file (SendoffInvocation *self, const GError *error)
{
  sendoff_invocation_fail (self, error);
  if (error->domain == SENDOFF_ERROR)
    self->status = SENDOFF_EXIT_FILE;
}

SendoffAccountsFile *
sendoff_invocation_load_accounts (SendoffInvocation *self)
{
  g_autoptr(SendoffAccountsFile) file = sendoff_accounts_file_new (self->config_dir);
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  if (!sendoff_accounts_file_load (file, &notice, &error))
    {
      fail_with_file (self, error);
      return NULL;
    }
  if (notice != NULL)
    sendoff_output_problem ("%s", notice);
  return g_steal_pointer (&file);
}

SendoffTrustStore *
sendoff_invocation_load_trust (SendoffInvocation *self)
{
  g_autoptr(SendoffTrustStore) store = sendoff_trust_store_new (self->config_dir);
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  if (!sendoff_trust_store_load (store, &notice, &error))
    {
      fail_with_file (self, error);
      return NULL;
    }
  if (notice != NULL)
    sendoff_output_problem ("%s", notice);
  return g_steal_pointer (&store);
}

SendoffSeenStore *
sendoff_invocation_load_seen (SendoffInvocation *self)
{
  SendoffSeenStore *store = sendoff_seen_store_new (self->config_dir);
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  if (!sendoff_seen_store_load (store, &notice, &error))
    sendoff_output_problem ("%s", error->message);
  if (notice != NULL)
    sendoff_output_problem ("%s", notice);
  return store;
}

SendoffAccount *
sendoff_invocation_find_account (SendoffInvocation *self, SendoffAccountsFile *file, const char *name)
{
  SendoffAccount *account = sendoff_account_list_find_by_name (sendoff_accounts_file_get_list (file), name);

  if (account == NULL)
    {
      /* Translators: %s is what the user typed for an account's name. */
      sendoff_output_problem (_("There is no account named “%s”. “sendoffctl accounts” lists them."), name);
      self->status = SENDOFF_EXIT_NOT_FOUND;
    }
  return account;
}

SendoffAccount *
sendoff_invocation_load_account (SendoffInvocation *self, const char *name, SendoffAccountsFile **file)
{
  *file = sendoff_invocation_load_accounts (self);
  return *file != NULL ? sendoff_invocation_find_account (self, *file, name) : NULL;
}

gboolean
sendoff_invocation_load_roots (SendoffInvocation *self, const char *ca_file, const char *crl_file, SendoffRoots **roots)
{
  g_autoptr(GError) error = NULL;

  *roots = NULL;
  if (ca_file == NULL && crl_file == NULL)
    return TRUE;
  *roots = sendoff_roots_load (ca_file, crl_file, &error);
  if (*roots == NULL)
    fail_with_file (self, error);
  return *roots != NULL;
}
