/* SPDX-License-Identifier: GPL-3.0-or-later */
/* practice: the practice server in the foreground, until it is stopped. */
#include "cli/practice-command.h"

#include "cli/exit-status.h"
#include "cli/interruption.h"
#include "cli/json-line.h"
#include "cli/output.h"
#include "practice/practice-server.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Known to everybody: it opens nothing but the practice server. */
#define PRACTICE_USER "ana"
#define PRACTICE_PASSWORD "practice"

typedef struct
{
  int      port;
  int      ready_fd;
  char    *protocol;
  char    *mishap;
  char    *certificate;
  gboolean implicit_tls;
  gboolean list;
} PracticeArguments;

/* Ends with NULL; the names are borrowed, the array is the caller's. */
static const char **
dup_protocols (guint protocols)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < SENDOFF_N_PRACTICE_PROTOCOLS; i++)
    {
      if ((protocols & SENDOFF_PRACTICE_PROTOCOL_BIT (i)) != 0)
        g_ptr_array_add (names, (gpointer) sendoff_practice_protocol_to_string ((SendoffPracticeProtocol) i));
    }
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_steal (names, NULL);
}

static void
list_mishap (SendoffInvocation *invocation, const SendoffPracticeMishap *mishap)
{
  g_autofree const char **protocols = dup_protocols (mishap->protocols);
  g_autoptr(SendoffJsonLine) line = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *json = NULL;

  if (!invocation->json)
    {
      joined = g_strjoinv (" ", (char **) protocols);
      sendoff_output_text ("%s: %s (%s)\n", mishap->name, mishap->description, joined);
      return;
    }
  line = sendoff_json_line_new ();
  sendoff_json_line_add_text (line, "mishap", mishap->name);
  sendoff_json_line_add_texts (line, "protocols", protocols);
  sendoff_json_line_add_text (line, "description", mishap->description);
  json = sendoff_json_line_to_string (line);
  sendoff_output_json (json);
}

/* protocols: only what can happen in one of these. */
static void
list_mishaps (SendoffInvocation *invocation, guint protocols)
{
  for (const SendoffPracticeMishap *mishap = sendoff_practice_mishaps (); mishap->name != NULL; mishap++)
    {
      if ((mishap->protocols & protocols) != 0)
        list_mishap (invocation, mishap);
    }
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

/* What the user named, else what the mishap needs, SMTP first. FALSE: end with status. */
static gboolean
choose_protocol (SendoffInvocation *invocation, const PracticeArguments *arguments, SendoffPracticeProtocol *protocol)
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

/* FALSE: end with status. */
static gboolean
set_up_server (SendoffInvocation *invocation, SendoffPracticeServer *server, const PracticeArguments *arguments)
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
  if (!choose_protocol (invocation, arguments, &protocol))
    return FALSE;
  sendoff_practice_server_set_protocol (server, protocol);
  if (arguments->mishap != NULL && !sendoff_practice_server_set_mishap (server, arguments->mishap, &error))
    {
      sendoff_invocation_refuse (invocation, "--mishap: %s", error->message);
      return FALSE;
    }
  if (arguments->certificate != NULL && !set_certificate (invocation, server, arguments->certificate))
    return FALSE;
  sendoff_practice_server_set_port (server, (guint16) arguments->port);
  sendoff_practice_server_set_implicit_tls (server, arguments->implicit_tls);
  return TRUE;
}

static void
announce (SendoffInvocation *invocation, SendoffPracticeProtocol protocol, guint port)
{
  g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();
  g_autofree char *json = NULL;

  if (!invocation->json)
    {
      /* The first line is for scripts, and not translated. */
      sendoff_output_text ("port %u\n", port);
      /* Translators: %u is a port number. */
      sendoff_output_text (_("The practice server listens on localhost, port %u. Nothing that is sent to it leaves this computer.\n"),
                           port);
      /* Translators: a user name and a password. */
      sendoff_output_text (_("User name: %s\nPassword: %s\nStop it with Ctrl-C.\n"), PRACTICE_USER, PRACTICE_PASSWORD);
      sendoff_output_flush ();
      return;
    }
  sendoff_json_line_add_text (line, "protocol", sendoff_practice_protocol_to_string (protocol));
  sendoff_json_line_add_text (line, "host", "localhost");
  sendoff_json_line_add_number (line, "port", port);
  sendoff_json_line_add_text (line, "user", PRACTICE_USER);
  sendoff_json_line_add_text (line, "password", PRACTICE_PASSWORD);
  json = sendoff_json_line_to_string (line);
  sendoff_output_json (json);
}

static void
tell_ready (int ready_fd, guint port)
{
  g_autofree char *line = g_strdup_printf ("port %u\n", port);
  gssize n;

  do
    n = write (ready_fd, line, strlen (line));
  while (n < 0 && errno == EINTR);
  if (ready_fd > STDERR_FILENO)
    close (ready_fd);
}

static void
on_line_logged (SendoffPracticeServer *server, const char *text, gpointer user_data)
{
  SendoffInvocation *invocation = user_data;
  g_autoptr(SendoffJsonLine) line = NULL;
  g_autofree char *json = NULL;

  if (!invocation->json)
    {
      sendoff_output_text ("%s\n", text);
      sendoff_output_flush ();
      return;
    }
  line = sendoff_json_line_new ();
  sendoff_json_line_add_text (line, "log", text);
  json = sendoff_json_line_to_string (line);
  sendoff_output_json (json);
}

static int
serve (SendoffInvocation *invocation, SendoffPracticeServer *server, int ready_fd)
{
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  GCancellable *cancellable = sendoff_interruption_get_cancellable (interruption);
  g_autoptr(GError) error = NULL;
  guint port;

  g_signal_connect (server, "log", G_CALLBACK (on_line_logged), invocation);
  if (!sendoff_practice_server_start (server, &error))
    {
      sendoff_output_problem ("%s", error->message);
      return SENDOFF_EXIT_UNAVAILABLE;
    }
  port = sendoff_practice_server_get_port (server);
  announce (invocation, sendoff_practice_server_get_protocol (server), port);
  if (ready_fd >= 0)
    tell_ready (ready_fd, port);
  while (!g_cancellable_is_cancelled (cancellable) && !sendoff_output_has_failed ())
    g_main_context_iteration (NULL, TRUE);
  sendoff_practice_server_stop (server);
  return g_cancellable_is_cancelled (cancellable) ? SENDOFF_EXIT_STOPPED : SENDOFF_EXIT_FILE;
}

static int
list_what_can_happen (SendoffInvocation *invocation, const PracticeArguments *arguments)
{
  guint protocols = SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_N_PRACTICE_PROTOCOLS) - 1;
  SendoffPracticeProtocol protocol;

  if (arguments->protocol != NULL)
    {
      if (!choose_protocol (invocation, arguments, &protocol))
        return invocation->status;
      protocols = SENDOFF_PRACTICE_PROTOCOL_BIT (protocol);
    }
  list_mishaps (invocation, protocols);
  return SENDOFF_EXIT_PASSED;
}

int
sendoff_run_practice (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autofree char *protocol = NULL;
  g_autofree char *mishap = NULL;
  g_autofree char *certificate = NULL;
  g_autoptr(SendoffPracticeServer) server = NULL;
  PracticeArguments arguments = { .ready_fd = -1 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments.port, N_("Listen on this port; any free one if not given"), N_("N") },
    { "protocol", 0, 0, G_OPTION_ARG_FILENAME, &protocol, N_("What to speak: smtp, imap or pop3; SMTP if not given"), N_("NAME") },
    { "mishap", 0, 0, G_OPTION_ARG_FILENAME, &mishap, N_("What is to go wrong"), N_("NAME") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &arguments.list, N_("List the mishaps, and end"), NULL },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, N_("Which kind of certificate to show"), N_("KIND") },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &arguments.implicit_tls, N_("TLS from the first byte instead of STARTTLS"), NULL },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &arguments.ready_fd, N_("Write the port to this file descriptor too, once it is open"), N_("N") },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 0, 0, &operands))
    return invocation->status;
  arguments.protocol = protocol;
  arguments.mishap = mishap;
  if (arguments.list)
    return list_what_can_happen (invocation, &arguments);
  arguments.certificate = certificate;
  server = sendoff_practice_server_new ();
  if (!set_up_server (invocation, server, &arguments))
    return invocation->status;
  return serve (invocation, server, arguments.ready_fd);
}
