/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network layer against libcurl's own SMTP, in one process, turn by turn: bench-transfer upload|many|compose|record PORT CA.pem|- ROUNDS
 * Prints one line for each turn: the name and its milliseconds. The bytes of a message are made beforehand, but for "compose". */

#include "evidence/clear-search.h"
#include "net/attempt.h"
#include "net/curl-library.h"

#include <curl/curl.h>

#include <stdlib.h>
#include <string.h>

#define UPLOAD_BYTES (25 * 1024 * 1024)
#define N_MESSAGES 1000

typedef struct
{
  guint16         port;
  const char     *ca_file; /* NULL: plain */
  guint           n_messages;
  GBytes         *bytes;
  guint           n_finished;
  SendoffFailure *trouble; /* the first one */
} Course;

static GBytes *
make_message (gsize size)
{
  g_autoptr(GString) text = g_string_sized_new (size + 200);

  g_string_append (text, "From: ana@lab.test\r\nTo: bo@elsewhere.test\r\nSubject: a measured one\r\n\r\n");
  while (text->len < size)
    g_string_append (text, "The quick brown fox jumps over the lazy dog, and does so again and again till\r\n");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static SendoffMessage *
give_message (guint index, gpointer user_data, GError **error)
{
  static const char *const to[] = { "bo@elsewhere.test", NULL };
  Course *course = user_data;

  return sendoff_message_new_for_bytes ("ana@lab.test", to, course->bytes);
}

static void
on_message_finished (SendoffDelivery *delivery, gpointer user_data)
{
  Course *course = user_data;

  if (delivery->failures->len == 0)
    course->n_finished++;
  else if (course->trouble == NULL)
    course->trouble = sendoff_failure_copy (g_ptr_array_index (delivery->failures, 0));
  sendoff_delivery_free (delivery);
}

static void
run_sendoff (Course *course, SendoffRoots *roots)
{
  g_autoptr(SendoffAttemptRequest) request = g_new0 (SendoffAttemptRequest, 1);
  g_autoptr(SendoffAttemptResult) result = NULL;
  SendoffAttemptSink sink = { .message_finished = on_message_finished, .user_data = course };

  request->settings = sendoff_server_settings_new ();
  request->settings->leg = SENDOFF_LEG_OUTGOING;
  request->settings->protocol = SENDOFF_PROTOCOL_SMTP;
  request->settings->host = g_strdup ("localhost");
  request->settings->port = course->port;
  request->settings->security = course->ca_file != NULL ? SENDOFF_SECURITY_TLS : SENDOFF_SECURITY_NONE;
  request->settings->timeout_s = 60;
  request->roots = sendoff_roots_ref (roots);
  request->n_messages = course->n_messages;
  request->next_message = give_message;
  request->next_message_data = course;
  course->n_finished = 0;
  result = sendoff_attempt_run (request, &sink, NULL);
  if (result->failure != NULL && course->trouble == NULL)
    course->trouble = sendoff_failure_copy (result->failure);
  if (course->trouble != NULL || course->n_finished != course->n_messages)
    g_error ("only %u of %u messages were taken; failure of kind %d: %s", course->n_finished, course->n_messages,
             course->trouble != NULL ? (int) course->trouble->kind : -1,
             course->trouble != NULL && course->trouble->detail != NULL ? course->trouble->detail : "");
}

typedef struct
{
  const char *bytes;
  gsize       left;
} Source;

static size_t
read_source (char *buffer, size_t size, size_t n, void *data)
{
  Source *source = data;
  gsize chunk = MIN (size * n, source->left);

  memcpy (buffer, source->bytes, chunk);
  source->bytes += chunk;
  source->left -= chunk;
  return chunk;
}

static void
run_curl (Course *course)
{
  g_autofree char *url = g_strdup_printf ("%s://localhost:%u", course->ca_file != NULL ? "smtps" : "smtp", course->port);
  CURL *curl = curl_easy_init ();
  struct curl_slist *to = curl_slist_append (NULL, "bo@elsewhere.test");

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
  if (course->ca_file != NULL)
    curl_easy_setopt (curl, CURLOPT_CAINFO, course->ca_file);
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, "ana@lab.test");
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, to);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, read_source);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  for (guint i = 0; i < course->n_messages; i++)
    {
      Source source = { g_bytes_get_data (course->bytes, NULL), g_bytes_get_size (course->bytes) };
      CURLcode code;

      curl_easy_setopt (curl, CURLOPT_READDATA, &source);
      code = curl_easy_perform (curl);
      if (code != CURLE_OK)
        g_error ("libcurl: %s", curl_easy_strerror (code));
    }
  curl_slist_free_all (to);
  curl_easy_cleanup (curl);
}

static void
tell (const char *name, gint64 start)
{
  g_print ("%s %.3f\n", name, (double) (g_get_monotonic_time () - start) / 1000.0);
}

static void
run_rounds (Course *course, guint rounds)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffRoots) roots = sendoff_roots_load (course->ca_file, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run_sendoff (course, roots);
      tell ("sendoff", start);
      start = g_get_monotonic_time ();
      run_curl (course);
      tell ("libcurl", start);
    }
}

static gboolean
throw_away (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  return TRUE;
}

static void
run_composing (guint rounds)
{
  g_autofree char *folder = g_dir_make_tmp ("sendoff-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "attachment.bin", NULL);
  g_autofree char *data = g_malloc (UPLOAD_BYTES);
  const char *const to[] = { "bo@elsewhere.test", NULL }, *const attachments[] = { path, NULL };
  SendoffMessageParts parts = { .from = "ana@lab.test", .to = to, .subject = "s", .body = "b", .attachments = attachments };

  for (gsize i = 0; i < UPLOAD_BYTES; i++)
    data[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, data, UPLOAD_BYTES, NULL));
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(SendoffMessage) message = sendoff_message_new (&parts, NULL);
      gint64 start = g_get_monotonic_time ();
      guint64 size;

      g_assert_true (sendoff_message_measure (message, TRUE, &size, NULL, NULL));
      tell ("measuring", start);
      start = g_get_monotonic_time ();
      g_assert_true (sendoff_message_write (message, TRUE, throw_away, NULL, NULL, NULL));
      tell ("composing", start);
    }
  remove (path);
  remove (folder);
}

/* What the record of an upload costs, as the socket tap keeps it: 25 MiB in TLS records of ciphertext, the search in what was kept, the
 * hiding of credentials. */
static void
run_recording (guint rounds)
{
  const guint8 header[] = { 23, 3, 3, 0x40, 0x00 };
  const gsize record = sizeof header + 0x4000;
  g_autofree guint8 *bytes = g_malloc (UPLOAD_BYTES + record);

  for (gsize i = 0; i < UPLOAD_BYTES + record; i++)
    bytes[i] = (guint8) (i * 2654435761u >> 13);
  for (gsize at = 0; at < UPLOAD_BYTES; at += record)
    memcpy (bytes + at, header, sizeof header);
  for (guint i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(SendoffWireRecording) recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 465, start);
      g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
      g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();

      sendoff_clear_search_add (search, SENDOFF_SEEN_SENDER, "ana@lab.test", -1);
      sendoff_clear_search_add (search, SENDOFF_SEEN_RECIPIENTS, "bo@elsewhere.test", -1);
      sendoff_clear_search_add (search, SENDOFF_SEEN_SUBJECT, "a measured one", -1);
      sendoff_clear_search_add (search, SENDOFF_SEEN_PASSWORD, "correct-horse-7", -1);
      sendoff_redaction_add_secret (redaction, "correct-horse-7");
      sendoff_wire_recording_begin_tls (recording);
      for (gsize at = 0; at < UPLOAD_BYTES; at += record)
        sendoff_wire_recording_add (recording, TRUE, bytes + at, record);
      g_assert_cmpuint (sendoff_clear_search_run (search, recording), ==, 0);
      sendoff_wire_recording_redact (recording, redaction);
      tell ("recording", start);
    }
}

int
main (int argc, char **argv)
{
  Course course = { 0 };
  const char *problem;
  guint rounds;

  if (argc != 5)
    return 64;
  course.port = (guint16) atoi (argv[2]);
  course.ca_file = g_str_equal (argv[3], "-") ? NULL : argv[3];
  rounds = (guint) atoi (argv[4]);
  if (!sendoff_curl_library_start (&problem))
    return 1;
  if (g_str_equal (argv[1], "compose"))
    {
      run_composing (rounds);
      return 0;
    }
  if (g_str_equal (argv[1], "record"))
    {
      run_recording (rounds);
      return 0;
    }
  course.n_messages = g_str_equal (argv[1], "many") ? N_MESSAGES : 1;
  course.bytes = make_message (g_str_equal (argv[1], "many") ? 1000 : UPLOAD_BYTES);
  run_rounds (&course, rounds);
  g_bytes_unref (course.bytes);
  return 0;
}
