/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A blanked report names nobody, and the same one always in the same way. */

#include <string.h>

#include "report-samples.h"
#include "report/blank.h"
#include "report/report-html.h"
#include "report/report-json.h"

static void
test_nobody_is_named (void)
{
  static const char *const names[] = { "bob", "carl", "example.com", "example.org", "Ann Miller", "ann", "192.0.2.1", "2001:db8::7", "AAAA", "secret-host" };
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autoptr(SendoffCertificate) certificate = sample_certificate (SENDOFF_PROBLEM_SELF_SIGNED);
  g_autoptr(SendoffTranscript) transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
  g_autoptr(SendoffReport) blank = NULL;
  g_autofree char *json = NULL;
  g_autofree char *html = NULL;
  static const char said[] = "250-mail.example.org Hello secret-host.example.com [192.0.2.1] [IPv6:2001:db8::7], Ann Miller <ann@example.org> carl@dave@example.org\r\n"
                             "250 SIZE 1000\r\n";

  sendoff_report_add_setting (report, "full-name", "Ann Miller");
  sendoff_report_add_setting (report, "email", "ann@example.org");
  sendoff_report_add_setting (report, "smtp.user", "ann");
  sendoff_report_add_setting (report, "smtp.port", "587");
  sendoff_report_add_certificate (report, SENDOFF_LEG_OUTGOING, certificate);
  sendoff_transcript_add (transcript, 1, FALSE, TRUE, said, strlen (said));
  sendoff_report_add_transcript (report, transcript);
  blank = sendoff_report_blank (report);
  g_assert_nonnull (blank);
  json = sendoff_report_to_json_with (blank, SENDOFF_REPORT_SAVED);
  html = sendoff_report_to_html (blank);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s in %s", names[i], json);
      g_assert_null (strstr (json, names[i]));
      g_assert_null (strstr (html, names[i]));
    }
  g_assert_nonnull (strstr (json, "\"smtp.port\": \"587\""));
  g_assert_nonnull (strstr (json, "250 SIZE 1000"));
  g_assert_nonnull (strstr (json, "5.7.1"));
}

static void
test_same_name_same_number (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autoptr(SendoffReport) blank = sendoff_report_blank (report);
  const SendoffReportRecipient *recipient = blank->recipients->pdata[0];
  const SendoffFailure *failure = blank->failures->pdata[0];
  const SendoffReportServer *server = blank->servers->pdata[0];

  g_assert_true (blank->is_saved);
  g_assert_cmpstr (recipient->address, ==, failure->rejected_address);
  g_assert_true (g_str_has_prefix (recipient->address, "address-"));
  g_assert_cmpstr (server->host, ==, failure->server);
  g_assert_true (g_str_has_prefix (server->host, "host-"));
  g_assert_cmpuint (server->port, ==, 25);
  g_assert_cmpint (blank->exit_status, ==, report->exit_status);
}

/* A server may say anything, at any length. */
static void
test_long_words (void)
{
  static const char *const words[] = { "x", "x.", "x-", "1.", "a:", "@", "x@", ".@" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr(SendoffReport) report = sample_failed ();
      g_autoptr(SendoffTranscript) transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
      g_autoptr(SendoffReport) blank = NULL;
      g_autoptr(GString) said = g_string_new ("250 ");
      g_autoptr(GTimer) timer = g_timer_new ();

      while (said->len < 60000)
        g_string_append (said, words[i]);
      g_string_append (said, "\r\n");
      sendoff_transcript_add (transcript, 1, FALSE, TRUE, said->str, said->len);
      sendoff_report_add_transcript (report, transcript);
      blank = sendoff_report_blank (report);
      g_test_message ("%s: %.1f s", words[i], g_timer_elapsed (timer, NULL));
      g_assert_nonnull (blank);
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, g_getenv ("SENDOFF_SLOW") != NULL ? 20 : 2);
    }
}

/* Longer than a pattern may be, and than what PCRE repeats. */
static void
test_long_names (void)
{
  static const gsize lengths[] = { 150, 300, 5000, 60000, 80000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(SendoffReport) report = sample_failed ();
      g_autoptr(SendoffReport) blank = NULL;
      g_autoptr(GString) name = g_string_new ("Ann (\\E[Ä. ");
      g_autofree char *told = NULL;
      g_autofree char *json = NULL;

      while (name->len < lengths[i])
        g_string_append (name, "Miller+ ");
      g_string_append (name, "Smith");
      told = g_strdup_printf ("Hello %s, and Carla, too", name->str);
      sendoff_report_add_setting (report, "full-name", name->str);
      sendoff_report_add_setting (report, "organization", "Carla");
      sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_CONNECT, SENDOFF_STEP_PASSED, told, 1);
      blank = sendoff_report_blank (report);
      json = sendoff_report_to_json_with (blank, SENDOFF_REPORT_SAVED);
      g_test_message ("%" G_GSIZE_FORMAT, lengths[i]);
      g_assert_null (strstr (json, "Ann ("));
      g_assert_null (strstr (json, "Miller"));
      g_assert_null (strstr (json, "Smith"));
      g_assert_null (strstr (json, "Carla"));
      g_assert_nonnull (strstr (json, "\"Hello name-"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/blank/nobody-is-named", test_nobody_is_named);
  g_test_add_func ("/blank/same-name-same-number", test_same_name_same_number);
  g_test_add_func ("/blank/long-names", test_long_names);
  g_test_add_func ("/blank/long-words", test_long_words);

  return g_test_run ();
}
