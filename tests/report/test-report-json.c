/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract's JSON, read back: names, kinds of values, what is left out, and that nothing from outside breaks it. */

#include <string.h>

#include <json-glib/json-glib.h>

#include "report-samples.h"
#include "report/report-json.h"
#include "report/report-text.h"

static JsonNode *
read_back (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_null (strchr (json, '\n'));
  for (const char *p = json; *p != '\0'; p++)
    g_assert_cmpint ((guchar) *p, >=, 0x20);

  return node;
}

/* "failures.0.diagnosis.fix.id"; NULL where there is no such member. */
static JsonNode *
find (JsonNode   *node,
      const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    if (JSON_NODE_HOLDS_ARRAY (node))
      node = json_array_get_element (json_node_get_array (node), g_ascii_strtoull (names[i], NULL, 10));
    else
      node = json_object_get_member (json_node_get_object (node), names[i]);

  return node;
}

static void
check_text (JsonNode   *root,
            const char *path,
            const char *expected)
{
  JsonNode *node = find (root, path);

  g_test_message ("%s", path);
  g_assert_nonnull (node);
  g_assert_cmpstr (json_node_get_string (node), ==, expected);
}

static void
check_number (JsonNode   *root,
              const char *path,
              gint64      expected)
{
  JsonNode *node = find (root, path);

  g_test_message ("%s", path);
  g_assert_nonnull (node);
  g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_INT64);
  g_assert_cmpint (json_node_get_int (node), ==, expected);
}

static void
check_boolean (JsonNode   *root,
               const char *path,
               gboolean    expected)
{
  JsonNode *node = find (root, path);

  g_test_message ("%s", path);
  g_assert_nonnull (node);
  g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_BOOLEAN);
  g_assert_cmpint (json_node_get_boolean (node), ==, expected);
}

static void
test_passed (void)
{
  g_autoptr(SendoffReport) report = sample_passed ();
  g_autofree char *json = sendoff_report_to_json (report);
  g_autoptr(JsonNode) root = read_back (json);

  g_assert_true (g_str_has_prefix (json, "{\"format\": 1, \"job\": \"send\", \"account\": \"work\", \"outcome\": \"passed\""));
  check_number (root, "exit_status", 0);
  check_text (root, "started", "2023-11-14T22:13:20Z");
  check_text (root, "message_id", "<1@example.org>");
  check_text (root, "subject", "Test # 1");
  check_text (root, "steps.3.leg", "outgoing");
  check_text (root, "steps.3.id", "encrypt");
  check_text (root, "steps.3.state", "passed");
  check_text (root, "steps.3.detail", "TLS1.3");
  g_assert_null (find (root, "steps.0.detail"));
  g_assert_nonnull (strstr (json, "\"ms\": 12.3}"));
  g_assert_nonnull (strstr (json, "\"ms\": 100.0,"));
  check_text (root, "servers.0.host", "mail.example.org");
  check_number (root, "servers.0.port", 587);
  check_text (root, "servers.0.security", "starttls");
  check_text (root, "servers.0.tls", "TLS1.3");
  check_text (root, "servers.0.extensions.0", "SIZE 10240000");
  check_text (root, "servers.0.mechanism", "PLAIN");
  check_text (root, "recipients.0.address", "bob@example.com");
  check_boolean (root, "recipients.0.accepted", TRUE);
  check_text (root, "recipients.0.reply", "250 2.1.5 Ok");
  check_text (root, "certificates.0.leg", "outgoing");
  check_text (root, "certificates.0.trusted_by", "authority");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (find (root, "certificates.0.problems"))), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (find (root, "seen_in_clear"))), ==, 0);
  g_assert_null (find (root, "failures"));
  g_assert_null (find (root, "failure"));
  g_assert_null (find (root, "diagnosis"));
  g_assert_null (find (root, "transcript"));
}

static void
check_diagnosis (JsonNode   *root,
                 const char *path)
{
  JsonNode *node = find (root, path);

  g_assert_nonnull (node);
  check_text (node, "id", "relaying-denied");
  check_text (node, "class", "sign-in-required");
  check_boolean (node, "temporary", FALSE);
  check_text (node, "title", "The server wants you to sign in first");
  g_assert_nonnull (find (node, "explanation"));
  check_text (node, "fix.id", "require-authentication");
  g_assert_nonnull (find (node, "fix.label"));
  node = json_object_get_member (json_node_get_object (find (node, "fix")), "changes");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "smtp.authentication"), ==, "own");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "smtp.user"), ==, "ann@example.org");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "smtp.security"), ==, "starttls");
}

static void
check_failure (JsonNode *failure)
{
  g_autoptr(SendoffFailure) sample = sample_relaying_denied ();
  g_autofree char *paragraph = sendoff_failure_to_paragraph (sample);

  check_text (failure, "leg", "outgoing");
  check_text (failure, "step", "submit");
  check_text (failure, "protocol", "SMTP");
  check_text (failure, "server", "mail.example.org");
  check_number (failure, "port", 25);
  check_boolean (failure, "secure", FALSE);
  check_number (failure, "reply_code", 550);
  check_text (failure, "enhanced_code", "5.7.1");
  check_text (failure, "server_response", "550 5.7.1 <bob@example.com>... Relaying denied. Proper authentication required.");
  check_text (failure, "rejected_address", "bob@example.com");
  check_text (failure, "error_number", "0x800CCC79");
  check_text (failure, "text", paragraph);
  g_assert_null (find (failure, "socket_error"));
  check_diagnosis (failure, "diagnosis");
}

static void
test_failed (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autofree char *json = sendoff_report_to_json (report);
  g_autoptr(JsonNode) root = read_back (json);

  check_text (root, "outcome", "failed");
  check_number (root, "exit_status", 77);
  check_text (root, "seen_in_clear.0", "sender");
  check_text (root, "seen_in_clear.1", "recipients");
  check_failure (find (root, "failures.0"));
  check_failure (find (root, "failure"));
  check_diagnosis (root, "diagnosis");
  g_assert_null (find (root, "servers.0.tls"));
  g_assert_null (find (root, "servers.0.extensions"));
  g_assert_null (find (root, "servers.0.mechanism"));
  g_assert_null (find (root, "certificates"));
}

static void
test_certificate (void)
{
  g_autoptr(SendoffCertificate) certificate = sample_certificate (SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_EXPIRED);
  g_autofree char *json = sendoff_certificate_to_json (certificate, SENDOFF_LEG_INCOMING, NULL);
  g_autofree char *without_leg = sendoff_certificate_to_json (certificate, -1, NULL);
  g_autoptr(JsonNode) root = read_back (json);
  g_autoptr(JsonNode) root_without_leg = read_back (without_leg);

  check_text (root, "leg", "incoming");
  check_text (root, "subject", "CN=mail.example.org");
  check_text (root, "issuer", "CN=Evil\\x1b[31m <b>\"Root\"</b>");
  check_text (root, "names.0", "mail.example.org");
  check_text (root, "names.1", "192.0.2.1");
  check_text (root, "not_before", "2023-11-14T22:13:20Z");
  check_text (root, "not_after", "2024-11-14T22:13:20Z");
  g_assert_cmpuint (strlen (json_node_get_string (find (root, "sha256"))), ==, 64);
  check_text (root, "pin", "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  check_text (root, "problems.0", "self-signed");
  check_text (root, "problems.1", "expired");
  check_text (root, "trusted_by", "user");
  g_assert_null (find (root_without_leg, "leg"));
}

static void
test_malformed_certificate (void)
{
  g_autoptr(SendoffCertificate) certificate = sendoff_certificate_new_for_chain (NULL, 0, "mail.example.org", 0);
  g_autofree char *json = sendoff_certificate_to_json (certificate, -1, NULL);
  g_autoptr(JsonNode) root = read_back (json);

  check_text (root, "problems.0", "malformed");
  g_assert_null (find (root, "not_before"));
  g_assert_null (find (root, "pin"));
  g_assert_null (find (root, "sha256"));
  g_assert_null (find (root, "port"));
}

static void
test_not_measured (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("check", NULL);
  g_autofree char *json = sendoff_report_to_json (report);
  g_autoptr(JsonNode) root = read_back (json);

  g_assert_null (find (root, "seen_in_clear"));
  g_assert_null (find (root, "account"));
  g_assert_null (find (root, "steps"));
  g_assert_null (find (root, "recipients"));
}

static void
test_steps_without_time (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("check", "work");
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) root = NULL;

  sendoff_report_add_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_TRUST, SENDOFF_STEP_SKIPPED, NULL, -1);
  json = sendoff_report_to_json (report);
  root = read_back (json);
  check_text (root, "steps.0.state", "skipped");
  g_assert_null (find (root, "steps.0.ms"));
}

static void
test_transcript (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("send", "work");
  g_autoptr(SendoffTranscript) transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) root = NULL;

  sendoff_transcript_add (transcript, 1.25, FALSE, TRUE, "220 \"mail\" \x1b\r\n", 14);
  sendoff_transcript_add (transcript, 2, TRUE, FALSE, "EHLO x\r\n", 8);
  sendoff_transcript_add_note (transcript, 3, TRUE, FALSE, "4 lines");
  sendoff_transcript_finish (transcript);
  sendoff_report_add_transcript (report, transcript);
  json = sendoff_report_to_json (report);
  root = read_back (json);

  check_text (root, "transcript.0.leg", "outgoing");
  check_text (root, "transcript.0.from", "server");
  check_text (root, "transcript.0.text", "220 \"mail\" \\x1b");
  check_boolean (root, "transcript.0.clear", TRUE);
  g_assert_null (find (root, "transcript.0.note"));
  check_text (root, "transcript.1.from", "client");
  check_boolean (root, "transcript.1.clear", FALSE);
  check_boolean (root, "transcript.2.note", TRUE);
  g_assert_nonnull (strstr (json, "\"ms\": 2.0, \"from\": \"client\""));
}

/* A server's reply of a mebibyte of anything: one line, valid, bounded, quick. */
static void
test_hostile_reply (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("send", "wo\"rk\x01");
  g_autoptr(GString) reply = g_string_new ("550 ");
  SendoffFailure *failure = sample_relaying_denied ();
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) root = NULL;
  gint64 start = g_get_monotonic_time ();

  while (reply->len < 1024 * 1024)
    g_string_append (reply, "\x1b]0;\xff\xe2\x80\xae</b>\"\\\xf0\x9f\x98\x80");
  sendoff_reply_unref (failure->reply);
  failure->reply = sendoff_reply_parse (reply->str, reply->len);
  g_free (failure->rejected_address);
  failure->rejected_address = g_strdup ("<script>\"\r\n@\xfe");
  sendoff_report_take_failure (report, failure, NULL);
  json = sendoff_report_to_json (report);

  root = read_back (json);
  g_assert_cmpuint (strlen (json_node_get_string (find (root, "failures.0.server_response"))), <=, 64 * 1024);
  g_assert_cmpuint (strlen (json_node_get_string (find (root, "failures.0.server_response"))), >, 64 * 1024 - 16);
  g_assert_true (g_str_has_suffix (json_node_get_string (find (root, "failures.0.server_response")), "\xe2\x80\xa6"));
  check_text (root, "failures.0.rejected_address", "<script>\"\\r\\n@\\xfe");
  check_text (root, "account", "wo\"rk\\x01");
  g_assert_cmpint (g_get_monotonic_time () - start, <, (g_getenv ("SENDOFF_SLOW") != NULL ? 20 : 2) * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-json/passed", test_passed);
  g_test_add_func ("/report-json/failed", test_failed);
  g_test_add_func ("/report-json/certificate", test_certificate);
  g_test_add_func ("/report-json/malformed-certificate", test_malformed_certificate);
  g_test_add_func ("/report-json/not-measured", test_not_measured);
  g_test_add_func ("/report-json/steps-without-time", test_steps_without_time);
  g_test_add_func ("/report-json/transcript", test_transcript);
  g_test_add_func ("/report-json/hostile-reply", test_hostile_reply);

  return g_test_run ();
}
