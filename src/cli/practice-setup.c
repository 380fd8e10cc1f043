/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how the practice server is set up from a command line. */
#include "cli/practice-setup.h"

#include <fcntl.h>

#include <glib/gi18n-lib.h>

#include "cli/exit-status.h"
#include "cli/output.h"

void
sendoff_practice_arguments_clear (SendoffPracticeArguments *self)
{
  g_free (self->protocol);
  g_free (self->mishap);
  g_free (self->certificate);
  g_free (self->client_certificate);
  g_free (self->root_file);
  g_free (self->crl_file);
  g_free (self->client_file);
}

static char *
dup_certificate_kinds (void)
{
  g_autoptr(GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < SENDOFF_N_PRACTICE_CERTIFICATES; i++)
    g_string_append_printf (kinds, "%s%s", i > 0 ? ", " : "",
                            sendoff_practice_certificate_kind_to_string ((SendoffPracticeCertificateKind) i));
  return g_string_free (g_steal_pointer (&kinds), FALSE);
}

/* FALSE: end with status. */
static gboolean
set_certificate (SendoffInvocation *invocation, SendoffPracticeServer *server, const char *kind_name)
{
  g_autoptr(SendoffPracticeCertificate) certificate = NULL;
  g_autoptr(GError) error = NULL;
  SendoffPracticeCertificateKind kind;

  if (!sendoff_practice_certificate_kind_from_string (kind_name, &kind))
    {
      g_autofree char *kinds = dup_certificate_kinds ();

      /* Translators: %s is a list of short names that aren't translated. */
      sendoff_invocation_refuse (invocation, _("--certificate is one of: %s."), kinds);
      return FALSE;
    }
  certificate = sendoff_practice_certificate_new (kind, NULL, &error);
  if (certificate == NULL)
    {
      sendoff_invocation_fail (invocation, error);
      return FALSE;
    }
  sendoff_practice_server_set_certificate (server, certificate);
  return TRUE;
}

/* FALSE: end with status. */
static gboolean
set_client_demand (SendoffInvocation *invocation, SendoffPracticeServer *server, const char *demand)
{
  if (g_str_equal (demand, "request"))
    sendoff_practice_server_set_client_demand (server, SENDOFF_PRACTICE_CLIENT_REQUEST);
  else if (g_str_equal (demand, "require"))
    sendoff_practice_server_set_client_demand (server, SENDOFF_PRACTICE_CLIENT_REQUIRE);
  else
    {
      sendoff_invocation_refuse (invocation, _("--client-certificate is request or require."));
      return FALSE;
    }
  return TRUE;
}

/* path NULL: not asked for. make gives "" where GnuTLS fails. FALSE: end with status. */
static gboolean
write_file (SendoffInvocation *invocation, const char *path, char *(*make) (void))
{
  g_autofree char *contents = path != NULL ? make () : NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return TRUE;
  if (*contents == '\0')
    /* Translators: %s is a file's path. */
    sendoff_output_problem (_("The file %s was not written: GnuTLS could not make what belongs in it."), path);
  else if (g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return TRUE;
  else
    sendoff_output_problem ("%s", error->message);
  invocation->status = SENDOFF_EXIT_SAVE;
  return FALSE;
}

static char *
dup_client_pem (void)
{
  g_autoptr(SendoffPracticeCertificate) client = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CLIENT, NULL, NULL);
  g_autofree char *pem = client != NULL ? sendoff_practice_certificate_to_pem (client) : NULL;
  g_autofree char *key = client != NULL ? sendoff_practice_certificate_key_to_pem (client) : NULL;

  return pem != NULL && key != NULL ? g_strconcat (pem, key, NULL) : g_strdup ("");
}

/* All of them are made anew for each run. FALSE: end with status. */
static gboolean
write_files (SendoffInvocation *invocation, const SendoffPracticeArguments *arguments)
{
  return write_file (invocation, arguments->root_file, sendoff_practice_root_pem)
         && write_file (invocation, arguments->crl_file, sendoff_practice_crl_pem)
         && write_file (invocation, arguments->client_file, dup_client_pem);
}

gboolean
sendoff_practice_arguments_choose_protocol (const SendoffPracticeArguments *arguments, SendoffInvocation *invocation,
                                            SendoffPracticeProtocol *protocol)
{
  *protocol = SENDOFF_PRACTICE_SMTP;
  if (arguments->protocol != NULL)
    {
      if (sendoff_practice_protocol_from_string (arguments->protocol, protocol))
        return TRUE;
      sendoff_invocation_refuse (invocation, _("--protocol is smtp, imap or pop3."));
      return FALSE;
    }
  for (const SendoffPracticeMishap *mishap = sendoff_practice_mishaps (); arguments->mishap != NULL && mishap->name != NULL; mishap++)
    {
      if (g_str_equal (mishap->name, arguments->mishap))
        *protocol = (SendoffPracticeProtocol) g_bit_nth_lsf (mishap->protocols, -1);
    }
  return TRUE;
}

gboolean
sendoff_practice_arguments_apply (const SendoffPracticeArguments *arguments, SendoffInvocation *invocation,
                                  SendoffPracticeServer *server)
{
  g_autoptr(GError) error = NULL;
  SendoffPracticeProtocol protocol;

  if (arguments->port < 0 || arguments->port > 65535)
    {
      sendoff_invocation_refuse (invocation, _("--port is a number from 1 to 65535, or 0 for any free one."));
      return FALSE;
    }
  if (arguments->ready_fd >= 0 && fcntl (arguments->ready_fd, F_GETFD) < 0)
    {
      /* Translators: %d is a small number. */
      sendoff_invocation_refuse (invocation, _("--ready-fd: there is no open file descriptor %d."), arguments->ready_fd);
      return FALSE;
    }
  if (!sendoff_practice_arguments_choose_protocol (arguments, invocation, &protocol))
    return FALSE;
  sendoff_practice_server_set_protocol (server, protocol);
  if (arguments->mishap != NULL && !sendoff_practice_server_set_mishap (server, arguments->mishap, &error))
    {
      sendoff_invocation_refuse (invocation, "--mishap: %s", error->message);
      return FALSE;
    }
  if (arguments->certificate != NULL && !set_certificate (invocation, server, arguments->certificate))
    return FALSE;
  if (arguments->client_certificate != NULL && !set_client_demand (invocation, server, arguments->client_certificate))
    return FALSE;
  sendoff_practice_server_set_port (server, (guint16) arguments->port);
  sendoff_practice_server_set_implicit_tls (server, arguments->implicit_tls);
  sendoff_practice_server_set_requires_tls (server, arguments->requires_tls);
  return write_files (invocation, arguments);
}
