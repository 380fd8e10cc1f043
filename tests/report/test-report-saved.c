/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved report opens again and says the same; whatever else a file holds ends in a clear error. And a page that holds it. */

#include <string.h>

#include "report-samples.h"
#include "base/error.h"
#include "report/report-html.h"
#include "report/report-json.h"
#include "report/report-text.h"
#include "report/timeline.h"
#include "report/wire-text.h"

static void
say (SendoffReport *report,
     double         ms,
     gboolean       from_client,
     gboolean       clear,
     const char    *text)
{
  sendoff_transcript_add (report->transcripts->pdata[0], ms, from_client, clear, text, strlen (text));
}

static void
add_evidence (SendoffReport *report)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(SendoffTranscript) transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
  g_autoptr(SendoffWireRecording) recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 587, g_get_monotonic_time ());
  const guint8 record[] = { 23, 3, 3, 0, 1, 0 };

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "work </script><b>");
  sendoff_report_set_settings (report, account);
  sendoff_report_add_version (report, "sendoff", "1.0");
  sendoff_report_add_transcript (report, transcript);
  say (report, 30, FALSE, TRUE, "220 <hello> & \"you\"\r\n");
  say (report, 31, TRUE, TRUE, "EHLO x\r\n");
  say (report, 41, FALSE, TRUE, "250-x\r\n250 STARTTLS\r\n");
  say (report, 42, TRUE, TRUE, "STARTTLS\r\n");
  say (report, 52, FALSE, TRUE, "220 go\r\n");
  say (report, 70, TRUE, FALSE, "AUTH PLAIN c2VjcmV0c2VjcmV0\r\n");
  say (report, 75, FALSE, FALSE, "235 ok\r\n");
  say (report, 76, TRUE, FALSE, "MAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\n");
  say (report, 80, FALSE, FALSE, "250 ok\r\n250 ok\r\n");
  sendoff_transcript_finish (transcript);
  sendoff_wire_recording_add (recording, TRUE, (const guint8 *) "EHLO x\r\n", 8);
  sendoff_wire_recording_add_gap (recording, 25);
  sendoff_wire_recording_begin_tls (recording);
  sendoff_wire_recording_add (recording, TRUE, record, sizeof record);
  sendoff_report_add_recording (report, recording);
  report->seen_names = SENDOFF_SEEN_SERVER;
}

static SendoffReport *
make_sample (guint index)
{
  SendoffReport *report = index == 0 ? sample_passed () : sample_failed ();

  add_evidence (report);
  return report;
}

static SendoffReport *
open_again (const char *text)
{
  g_autoptr(GError) error = NULL;
  SendoffReport *report = sendoff_report_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_assert_true (report->is_saved);
  return report;
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SendoffReport) report = make_sample (i);
      g_autofree char *json = sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED);
      g_autofree char *html = sendoff_report_to_html (report);
      g_autofree char *text = sendoff_report_to_text (report);
      g_autoptr(SendoffReport) from_json = open_again (json);
      g_autoptr(SendoffReport) from_html = open_again (html);
      g_autofree char *json_again = sendoff_report_to_json_with (from_json, SENDOFF_REPORT_SAVED);
      /* The times were rounded when they were saved. */
      g_autofree char *html_once = sendoff_report_to_html (from_json);
      g_autofree char *html_again = sendoff_report_to_html (from_html);
      g_autofree char *text_again = sendoff_report_to_text (from_html);

      g_assert_cmpstr (json_again, ==, json);
      g_assert_cmpstr (html_again, ==, html_once);
      g_assert_cmpuint (strlen (html_again), ==, strlen (html));
      g_assert_cmpstr (text_again, ==, text);
      g_assert_cmpuint (from_json->wire->len, ==, 3);
      g_assert_cmpuint (from_json->settings->len, ==, SENDOFF_N_KEYS);
    }
}

/* The page needs nothing from outside, nothing in it runs, and what others said stays text. */
static void
test_html_is_closed (void)
{
  static const char *const forbidden[] = { "http://", "https://", "<img", "<link", "onload", "<b>", "<hello>", "url(", "@import", "<script>" };
  g_autoptr(SendoffReport) report = make_sample (0);
  g_autofree char *html = sendoff_report_to_html (report);
  const char *first = strstr (html, "<script");

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    g_assert_null (strstr (html, forbidden[i]));
  g_assert_nonnull (strstr (html, "default-src 'none'"));
  g_assert_nonnull (strstr (html, "prefers-color-scheme: dark"));
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "<script"));
  g_assert_nonnull (strstr (html, "220 &lt;hello&gt; &amp; &quot;you&quot;"));
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "", "no report" },
    { "[]", "no report" },
    { "{}", "no report" },
    { "x", "no report" },
    { "{\"format\": 1}", "no report" },
    { "{\"format\": 1, \"job\": 7}", "no report" },
    { "{\"format\": \"1\", \"job\": \"send\"}", "no report" },
    { "{\"format\": -1, \"job\": \"send\"}", "no report" },
    { "{\"format\": 2, \"job\": \"send\"}", "later version" },
    { "{\"format\": 1, \"job\": \"send\"", "no report" },
    { "{\"format\": 1, \"job\": \"\xff\"}", "no text" },
    { "[[[[[[[[[[[[[[[[[[[[", "no report" },
    { " \n", "no report" },
    { "{\"format\": 1, \"job\": \"send\"} {\"format\": 1, \"job\": \"check\"}", "no report" },
    { "{\"format\": 1, \"job\": \"send\"}{}", "no report" },
    { "{\"format\": 1, \"job\": \"send\"} x", "no report" },
    { "{\"format\": 1, \"job\": \"send\"}}", "no report" },
    { "{\"format\": 1, \"job\": \"send\"},", "no report" },
    { "1 {\"format\": 1, \"job\": \"send\"}", "no report" },
    { "var x = {\"format\": 1, \"job\": \"send\"};", "no report" },
    { "<html><script type=\"application/json\" id=\"sendoff-report\">{\"format\":</script>", "no report" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (sendoff_report_from_json (cases[i].text, -1, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_nothing (void)
{
  static const struct { const char *text; gssize length; } cases[] = { { NULL, -1 }, { NULL, 0 }, { NULL, 7 }, { "", 0 }, { "x", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sendoff_report_from_json (cases[i].text, cases[i].length, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
    }
}

static void
test_deep (void)
{
  g_autoptr(GError) error = NULL;
  GString *text = g_string_new ("{\"format\": 1, \"job\": \"send\", \"x\": ");

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  g_assert_null (sendoff_report_from_json (text->str, (gssize) text->len, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_string_free (text, TRUE);
}

/* Known members of another kind, unknown ones, values out of range. */
static void
test_odd_members (void)
{
  g_autoptr(SendoffReport) report = open_again (
      "{\"format\": 1, \"job\": \"send\", \"account\": null, \"outcome\": \"sideways\", \"ms\": -5, \"exit_status\": 1e300, \"new\": [[1]],"
      " \"steps\": [7, {\"id\": \"connect\", \"state\": \"failed\", \"ms\": 1e400, \"detail\": [1]}, {\"id\": \"teleport\"}],"
      " \"servers\": [{}, {\"port\": 70000, \"extensions\": [1, null, \"A\\u001bB\"]}], \"recipients\": {\"a\": 1},"
      " \"certificates\": [{\"chain\": [\"????\", \"AAAA\"], \"problems\": [\"odd\", \"expired\"]}, {}],"
      " \"failures\": [{}, {\"diagnosis\": {\"fix\": {\"id\": \"x\", \"label\": \"y\", \"changes\": {\"smtp.port\": \"1\", \"odd\": \"2\", \"email\": 3}}}}],"
      " \"seen_in_clear\": [\"body\", \"odd\"], \"transcript\": [{\"text\": \"\\u0000\\u202e\"}, {\"leg\": \"incoming\", \"text\": \"x\"}],"
      " \"wire\": [{\"kind\": \"tls\", \"record_type\": 300, \"length\": -1}, {\"kind\": \"odd\"}, {\"kind\": \"line\"}],"
      " \"settings\": {\"odd\": 1, \"name\": \"x\"}}");
  g_autofree char *json = sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED);
  g_autofree char *html = sendoff_report_to_html (report);
  g_autofree char *text = sendoff_report_to_text (report);
  g_autofree char *wire = sendoff_report_wire_to_text (report);

  g_assert_cmpuint (report->steps->len, ==, 1);
  g_assert_cmpuint (report->servers->len, ==, 2);
  g_assert_cmpuint (report->recipients->len, ==, 0);
  g_assert_cmpuint (report->failures->len, ==, 2);
  g_assert_cmpuint (report->seen, ==, SENDOFF_SEEN_BODY);
  g_assert_cmpuint (report->transcripts->len, ==, 2);
  g_assert_cmpuint (report->wire->len, ==, 2);
  g_assert_cmpuint (report->settings->len, ==, 1);
  g_assert_nonnull (json);
  g_assert_nonnull (html);
  g_assert_nonnull (text);
  g_assert_nonnull (wire);
}

static void
check_entry (GPtrArray  *entries,
             guint       index,
             const char *label,
             double      start,
             double      ms)
{
  const SendoffTimelineEntry *entry = entries->pdata[index];

  g_test_message ("entry %u", index);
  g_assert_cmpstr (entry->label, ==, label);
  g_assert_cmpfloat_with_epsilon (entry->start, start, 0.01);
  g_assert_cmpfloat_with_epsilon (entry->ms, ms, 0.01);
}

static void
test_timeline (void)
{
  g_autoptr(SendoffReport) report = make_sample (0);
  g_autoptr(GPtrArray) entries = sendoff_timeline_new (report);
  g_autofree char *text = sendoff_timeline_to_text (report);

  g_assert_cmpuint (entries->len, ==, 8);
  check_entry (entries, 0, "Name lookup", 0, 12.345);
  check_entry (entries, 1, "Connecting", 12.345, 12.345);
  check_entry (entries, 2, "Greeting", 24.69, 5.31);
  check_entry (entries, 3, "EHLO", 31, 10);
  check_entry (entries, 4, "STARTTLS", 42, 10);
  check_entry (entries, 5, "Encryption", 52, 12.345);
  check_entry (entries, 6, "AUTH", 70, 5);
  check_entry (entries, 7, "MAIL, RCPT", 76, 4);
  g_assert_nonnull (strstr (text, "###"));
}

static void
test_evidence_text (void)
{
  g_autoptr(SendoffReport) report = make_sample (0);
  g_autofree char *wire = sendoff_report_wire_to_text (report);
  g_autofree char *transcript = sendoff_report_transcript_to_text (report);
  g_autofree char *gap = sendoff_report_gap_sentence (report);
  g_autofree char *hop = sendoff_report_hop_sentence (report);

  g_assert_nonnull (strstr (wire, "C:  EHLO x\n"));
  g_assert_nonnull (strstr (wire, "S:  25 bytes that were thrown away unread\n"));
  g_assert_nonnull (strstr (wire, "C:  TLS application data, 6 bytes\n"));
  g_assert_nonnull (strstr (transcript, "TLS    C:  AUTH PLAIN <credentials hidden>\n"));
  g_assert_nonnull (strstr (gap, "25 bytes"));
  g_assert_null (strstr (hop, "REQUIRETLS"));
  g_assert_nonnull (strstr (hop, "this server only"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report-saved/round-trip", test_round_trip);
  g_test_add_func ("/report-saved/html-is-closed", test_html_is_closed);
  g_test_add_func ("/report-saved/refused", test_refused);
  g_test_add_func ("/report-saved/nothing", test_nothing);
  g_test_add_func ("/report-saved/deep", test_deep);
  g_test_add_func ("/report-saved/odd-members", test_odd_members);
  g_test_add_func ("/report-saved/timeline", test_timeline);
  g_test_add_func ("/report-saved/evidence-text", test_evidence_text);

  return g_test_run ();
}
