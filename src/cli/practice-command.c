/* SPDX-License-Identifier: GPL-3.0-or-later */
/* practice: the practice server in the foreground, until it is stopped. */
#include "cli/practice-command.h"

#include "cli/exit-status.h"
#include "cli/interruption.h"
#include "cli/json-line.h"
#include "cli/output.h"
#include "cli/practice-setup.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

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
      sendoff_output_text (_("User name: %s\nPassword: %s\nStop it with Ctrl-C.\n"), SENDOFF_PRACTICE_USER, SENDOFF_PRACTICE_PASSWORD);
      sendoff_output_flush ();
      return;
    }
  sendoff_json_line_add_text (line, "protocol", sendoff_practice_protocol_to_string (protocol));
  sendoff_json_line_add_text (line, "host", "localhost");
  sendoff_json_line_add_number (line, "port", port);
  sendoff_json_line_add_text (line, "user", SENDOFF_PRACTICE_USER);
  sendoff_json_line_add_text (line, "password", SENDOFF_PRACTICE_PASSWORD);
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
list_what_can_happen (SendoffInvocation *invocation, const SendoffPracticeArguments *arguments)
{
  guint protocols = SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_N_PRACTICE_PROTOCOLS) - 1;
  SendoffPracticeProtocol protocol;

  if (arguments->protocol != NULL)
    {
      if (!sendoff_practice_arguments_choose_protocol (arguments, invocation, &protocol))
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
  g_autoptr(SendoffPracticeServer) server = NULL;
  g_auto(SendoffPracticeArguments) arguments = { .ready_fd = -1 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments.port, N_("Listen on this port; any free one if not given"), N_("N") },
    { "protocol", 0, 0, G_OPTION_ARG_FILENAME, &arguments.protocol,
      N_("What to speak: smtp, imap or pop3; if not given what the mishap needs, else SMTP"), N_("NAME") },
    { "mishap", 0, 0, G_OPTION_ARG_FILENAME, &arguments.mishap, N_("What is to go wrong"), N_("NAME") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &arguments.list, N_("List the mishaps, and end"), NULL },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &arguments.certificate, N_("Which kind of certificate to show"), N_("KIND") },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &arguments.implicit_tls, N_("TLS from the first byte instead of STARTTLS"), NULL },
    { "requires-tls", 0, 0, G_OPTION_ARG_NONE, &arguments.requires_tls, N_("Neither offer nor allow signing in before TLS"), NULL },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &arguments.client_certificate,
      N_("Ask the program for a certificate: request or require"), N_("HOW") },
    { "client-file", 0, 0, G_OPTION_ARG_FILENAME, &arguments.client_file,
      N_("Write a certificate that is taken, with its key, to this file"), N_("FILE") },
    { "root-file", 0, 0, G_OPTION_ARG_FILENAME, &arguments.root_file,
      N_("Write the root that vouches for the good certificates to this file"), N_("FILE") },
    { "crl-file", 0, 0, G_OPTION_ARG_FILENAME, &arguments.crl_file, N_("Write the root's revocation list to this file"), N_("FILE") },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &arguments.ready_fd,
      N_("Write the port to this file descriptor too, once it is open"), N_("N") },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 0, 0, &operands))
    return invocation->status;
  if (arguments.list)
    return list_what_can_happen (invocation, &arguments);
  server = sendoff_practice_server_new ();
  if (!sendoff_practice_arguments_apply (&arguments, invocation, server))
    return invocation->status;
  return serve (invocation, server, arguments.ready_fd);
}
