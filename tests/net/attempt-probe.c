/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attempt for a test that isn't written in C: PROTOCOL SECURITY PORT USER CA-FILE [ALL]; the password is what comes from standard input. Prints
 * what became of it, a line each. */

#include <stdlib.h>
#include <unistd.h>

#include "net/attempt.h"

static int
find (const char        *word,
      const char *const *words)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (word, words[i]))
      return i;
  g_error ("%s: not known", word);
}

static void
print_result (const SendoffAttemptResult *result)
{
  g_autofree char *extensions = result->extensions != NULL ? g_strjoinv (",", result->extensions) : g_strdup ("");

  g_print ("status %d\n", result->failure != NULL ? sendoff_failure_get_exit_status (result->failure, FALSE) : 0);
  g_print ("signed-in %d\nmechanism %s\nextensions %s\n", result->signed_in, result->mechanism != NULL ? result->mechanism : "", extensions);
  if (result->failure != NULL)
    g_print ("kind %d\ndetail %s\nreply %s\n", result->failure->kind, result->failure->detail != NULL ? result->failure->detail : "",
             result->failure->reply != NULL ? result->failure->reply->text : "");
  for (guint i = 0; result->transcript != NULL && i < sendoff_transcript_get_n_lines (result->transcript); i++)
    {
      const SendoffTranscriptLine *line = sendoff_transcript_get_line (result->transcript, i);

      g_print ("%s %s\n", line->from_client ? ">" : "<", line->text);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char *const protocols[] = { "none", "imap", "pop3", "smtp", NULL };
  static const SendoffProtocol values[] = { SENDOFF_PROTOCOL_NONE, SENDOFF_PROTOCOL_IMAP, SENDOFF_PROTOCOL_POP3, SENDOFF_PROTOCOL_SMTP };
  static const char *const securities[] = { "none", "starttls", "tls", NULL };
  static const SendoffSecurity security_values[] = { SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_STARTTLS, SENDOFF_SECURITY_TLS };
  g_autoptr(SendoffAttemptRequest) request = g_new0 (SendoffAttemptRequest, 1);
  SendoffAttemptSink sink = { NULL };
  g_autoptr(SendoffAttemptResult) result = NULL;

  g_assert_cmpint (argc, >=, 6);
  request->settings = sendoff_server_settings_new ();
  request->settings->leg = SENDOFF_LEG_INCOMING;
  request->settings->protocol = values[find (argv[1], protocols)];
  request->settings->security = security_values[find (argv[2], securities)];
  request->settings->host = g_strdup ("localhost");
  request->settings->port = atoi (argv[3]);
  request->settings->signs_in = TRUE;
  request->settings->user = g_strdup (argv[4]);
  request->settings->timeout_s = 20;
  request->password = sendoff_secret_string_read (STDIN_FILENO, "standard input", NULL);
  request->roots = sendoff_roots_load (argv[5], NULL, NULL);
  request->all_mechanisms = argc > 6;
  result = sendoff_attempt_run (request, &sink, NULL);
  print_result (result);
  return 0;
}
