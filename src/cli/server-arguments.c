/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options about passwords and trust, and who answers the questions. */
#include "cli/server-arguments.h"

#include "cli/output.h"
#include "cli/terminal-prompter.h"
#include "jobs/refusing-prompter.h"

#include <glib/gi18n-lib.h>

#include <string.h>

GOptionEntry *
sendoff_server_arguments_join (SendoffServerArguments *self, const GOptionEntry *own)
{
  const GOptionEntry shared[] = {
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file, N_("Read the password from FILE, - for standard input"), N_("FILE") },
    { "incoming-password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->incoming_password_file, N_("The incoming server's password"), N_("FILE") },
    { "client-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->client_secret_file, N_("What opens the client certificate's key"), N_("FILE") },
    { "trust", 0, 0, G_OPTION_ARG_FILENAME, &self->trust_word, N_("What to do about a certificate that can't be verified"), N_("ask|refuse|KEY") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file, N_("Trust the roots in FILE instead of the system's"), N_("FILE") },
    { "crl-file", 0, 0, G_OPTION_ARG_FILENAME, &self->crl_file, N_("Revocation lists (PEM)"), N_("FILE") },
    { "http-connect", 0, 0, G_OPTION_ARG_NONE, &self->http_connect, N_("May go through the desktop's web proxy"), NULL },
    SENDOFF_REPORT_OPTION_ENTRIES (&self->report),
    SENDOFF_CAPTURE_OPTION_ENTRY (&self->report),
    { NULL }
  };
  GOptionEntry *all;
  guint n_own = 0;

  while (own[n_own].long_name != NULL)
    n_own++;
  all = g_new (GOptionEntry, n_own + G_N_ELEMENTS (shared));
  memcpy (all, own, n_own * sizeof *all);
  memcpy (all + n_own, shared, sizeof shared);
  return all;
}

void
sendoff_server_arguments_clear (SendoffServerArguments *self)
{
  g_free (self->password_file);
  g_free (self->incoming_password_file);
  g_free (self->client_secret_file);
  g_free (self->trust_word);
  g_free (self->pin);
  g_free (self->ca_file);
  g_free (self->crl_file);
  sendoff_report_options_clear (&self->report);
  memset (self, 0, sizeof *self);
}

gboolean
sendoff_server_arguments_check (SendoffServerArguments *self, SendoffInvocation *invocation)
{
  const char *trust = self->trust_word;
  g_autoptr(GError) error = NULL;

  if (!sendoff_report_options_check (&self->report, &error))
    {
      sendoff_invocation_refuse (invocation, "%s", error->message);
      return FALSE;
    }
  self->trust = SENDOFF_TRUST_ASK;
  if (trust == NULL || g_str_equal (trust, "ask"))
    return TRUE;
  if (g_str_equal (trust, "refuse"))
    {
      self->trust = SENDOFF_TRUST_REFUSE;
      return TRUE;
    }
  if (sendoff_pin_is_valid (trust))
    {
      self->trust = SENDOFF_TRUST_PIN;
      self->pin = g_strdup (trust);
      return TRUE;
    }
  sendoff_invocation_refuse (invocation, _("--trust is “ask”, “refuse”, or a key: sha256// and 44 characters of base64."));
  return FALSE;
}

SendoffPrompter *
sendoff_server_arguments_choose_prompter (SendoffServerArguments *self)
{
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_open (NULL);

  if (terminal != NULL)
    return sendoff_terminal_prompter_new (terminal);
  if (self->trust == SENDOFF_TRUST_ASK && self->trust_word != NULL)
    sendoff_output_problem ("%s", _("There is no terminal to ask in: a certificate that can't be verified is refused."));
  if (self->trust == SENDOFF_TRUST_ASK)
    self->trust = SENDOFF_TRUST_REFUSE;
  return sendoff_refusing_prompter_new ();
}
