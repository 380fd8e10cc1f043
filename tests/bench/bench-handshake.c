/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the judge, the roots and all that is kept of a connection add to connecting, the handshake and signing in, against libcurl that verifies with
 * the same roots, in one process, turn by turn: bench-handshake tls|starttls PORT CA.pem ROUNDS
 * Prints one line for each turn: the name, its milliseconds, and those of the processor in all threads of this process. */

#include "net/attempt.h"
#include "net/curl-library.h"

#include <curl/curl.h>

#include <stdlib.h>
#include <time.h>

#define USER     "ana"
#define PASSWORD "correct-horse-7"

typedef struct
{
  gboolean      tls; /* from the first byte */
  guint16       port;
  const char   *ca_file;
  SendoffRoots *roots;
} Server;

typedef struct
{
  gint64 wall;
  gint64 processor;
} Moment; /* microseconds */

static Moment
get_moment (void)
{
  struct timespec processor;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &processor);
  return (Moment) { g_get_monotonic_time (), processor.tv_sec * G_USEC_PER_SEC + processor.tv_nsec / 1000 };
}

static void
run_sendoff (const Server *server)
{
  g_autoptr(SendoffAttemptRequest) request = g_new0 (SendoffAttemptRequest, 1);
  g_autoptr(SendoffAttemptResult) result = NULL;
  SendoffAttemptSink sink = { 0 };

  request->settings = sendoff_server_settings_new ();
  request->settings->leg = SENDOFF_LEG_OUTGOING;
  request->settings->protocol = SENDOFF_PROTOCOL_SMTP;
  request->settings->host = g_strdup ("localhost");
  request->settings->port = server->port;
  request->settings->security = server->tls ? SENDOFF_SECURITY_TLS : SENDOFF_SECURITY_STARTTLS;
  request->settings->timeout_s = 60;
  request->settings->signs_in = TRUE;
  request->settings->user = g_strdup (USER);
  request->password = sendoff_secret_string_new (PASSWORD, -1);
  request->roots = sendoff_roots_ref (server->roots);
  result = sendoff_attempt_run (request, &sink, NULL);
  if (result->failure != NULL || !result->signed_in)
    g_error ("not signed in: %s", result->failure != NULL && result->failure->detail != NULL ? result->failure->detail : "");
}

static void
run_curl (const Server *server)
{
  g_autofree char *url = g_strdup_printf ("%s://localhost:%u", server->tls ? "smtps" : "smtp", server->port);
  CURL *curl = curl_easy_init ();
  CURLcode code;

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_USE_SSL, (long) CURLUSESSL_ALL);
  curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
  curl_easy_setopt (curl, CURLOPT_CAINFO, server->ca_file);
  curl_easy_setopt (curl, CURLOPT_USERNAME, USER);
  curl_easy_setopt (curl, CURLOPT_PASSWORD, PASSWORD);
  curl_easy_setopt (curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN");
  curl_easy_setopt (curl, CURLOPT_SASL_IR, 1L);
  /* As far as the attempt goes: signed in, and then farewell. */
  curl_easy_setopt (curl, CURLOPT_CONNECT_ONLY, 1L);
  code = curl_easy_perform (curl);
  if (code != CURLE_OK)
    g_error ("libcurl: %s", curl_easy_strerror (code));
  curl_easy_cleanup (curl);
}

static void
measure (const char   *name,
         void         (*run) (const Server *server),
         const Server *server)
{
  Moment start = get_moment (), end;

  run (server);
  end = get_moment ();
  g_print ("%s %.3f %.3f\n", name, (double) (end.wall - start.wall) / 1000, (double) (end.processor - start.processor) / 1000);
}

int
main (int    argc,
      char **argv)
{
  Server server;
  const char *problem;
  int rounds;

  if (argc != 5)
    return 64;
  if (!sendoff_curl_library_start (&problem))
    return 1;
  server = (Server) { g_str_equal (argv[1], "tls"), (guint16) atoi (argv[2]), argv[3], NULL };
  rounds = atoi (argv[4]);
  for (int i = 0; i < rounds; i++)
    {
      g_autoptr(GError) error = NULL;
      /* Anew: what they judged a moment ago they know. */
      g_autoptr(SendoffRoots) roots = sendoff_roots_load (server.ca_file, NULL, &error);

      g_assert_no_error (error);
      server.roots = roots;
      measure ("sendoff", run_sendoff, &server);
      measure ("libcurl", run_curl, &server);
    }
  return 0;
}
