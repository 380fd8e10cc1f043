/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for a terminal: what stands in it, in what order, and how wide. */

#include <locale.h>
#include <string.h>

#include "report-samples.h"
#include "report/report-text.h"
#include "report/text-wrap.h"
#include "report/wire-text.h"

static void
check_order (const char        *text,
             const char *const *parts)
{
  for (; *parts != NULL; parts++)
    {
      const char *found = strstr (text, *parts);

      if (found == NULL)
        g_error ("“%s” is missing, or too early, in:\n%s", *parts, text);
      text = found + strlen (*parts);
    }
}

/* But for the paragraph, which is for copying. */
static void
check_width (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "Error Number: ") == NULL)
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
}

static void
test_passed (void)
{
  g_autoptr(SendoffReport) report = sample_passed ();
  g_autofree char *text = sendoff_report_to_text (report);
  const char *const parts[] = {
    "work: The message was handed over to the server.\n\nOutgoing server mail.example.org, port 587\n  ✓ Server found\n  ✓ Connected\n",
    "  ✓ Connection encrypted: TLS 1.3\n", "  ✓ Message handed over\n", "\nRecipients\n  ✓ bob@example.com: 250 2.1.5 Ok\n",
    "An observer on the way to the server could read none of it", NULL };

  check_order (text, parts);
  check_width (text);
  g_assert_null (strstr (text, "Error Number"));
  g_assert_null (strstr (text, "Certificate of"));
}

static void
test_failed (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autofree char *text = sendoff_report_to_text (report);
  g_autofree char *paragraph = sendoff_failure_to_paragraph (report->failures->pdata[0]);
  const char *const parts[] = {
    "work: The message was not sent.\n", "  ✗ The message was not accepted\n", "  ✗ bob@example.com: 550 5.7.1 ",
    "\nThe server wants you to sign in first\nMail to bob@example.com ",
    "\nProposed change: Sign in to the outgoing server over a secure connection (SSL)\n", "  smtp.authentication=own\n",
    paragraph, "\nAn observer on the way to the server could read: the sender, the recipients.\n", NULL };

  check_order (text, parts);
  check_width (text);
}

static void
test_certificate (void)
{
  g_autoptr(SendoffReport) report = sample_passed ();
  g_autoptr(SendoffCertificate) certificate = sample_certificate (SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_WRONG_NAME);
  g_autofree char *text = NULL;
  const char *const parts[] = { "\nCertificate of the incoming server\n  ", NULL };

  sendoff_report_add_certificate (report, SENDOFF_LEG_INCOMING, certificate);
  text = sendoff_report_to_text (report);
  check_order (text, parts);
  check_width (text);
}

static void
test_both_legs (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("check", NULL);
  g_autofree char *text = NULL;
  const char *const parts[] = { "Everything worked.\n\nOutgoing server\n  ! Certificate accepted: <b>\n",
    "\nIncoming server\n  – Not signed in\n", NULL };

  sendoff_report_add_step (report, SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_STEP_SKIPPED, NULL, -1);
  sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_TRUST, SENDOFF_STEP_WARNING, "<b>", -1);
  text = sendoff_report_to_text (report);
  check_order (text, parts);
}

/* Several refused recipients for one reason: one explanation, every paragraph. */
static void
test_one_explanation (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  SendoffFailure *second = sample_relaying_denied ();
  g_autofree char *text = NULL;
  const char *first;

  g_free (second->rejected_address);
  second->rejected_address = g_strdup ("eve@example.com");
  sendoff_report_take_failure (report, second, NULL);
  text = sendoff_report_to_text (report);

  first = strstr (text, "The server wants you to sign in first");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "The server wants you to sign in first"));
  g_assert_nonnull (strstr (text, "The refused address is 'bob@example.com'."));
  g_assert_nonnull (strstr (text, "The refused address is 'eve@example.com'."));
}

static void
test_ascii (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autofree char *text = NULL;
  const char *const parts[] = { "  [ok] Server found\n", "  [xx] The message was not accepted\n", NULL };

  setlocale (LC_ALL, "C");
  g_setenv ("LC_ALL", "C", TRUE);
  text = sendoff_report_to_text (report);
  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);

  check_order (text, parts);
  g_assert_null (strstr (text, "✓"));
}

/* Only line ends of our own, however hostile the words. */
static void
test_hostile_words (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  g_autoptr(GString) reply = g_string_new ("550 ");
  SendoffFailure *failure = sample_relaying_denied ();
  g_autofree char *text = NULL;
  gint64 start = g_get_monotonic_time ();

  while (reply->len < 1024 * 1024)
    g_string_append (reply, "\x1b[2J\r\xff\xc2\x9b \xe2\x80\xa8");
  g_string_append (reply, "\r\n550 end");
  sendoff_reply_unref (failure->reply);
  failure->reply = sendoff_reply_parse (reply->str, reply->len);
  sendoff_report_add_recipient (report, "\x1b]0;x\x07", FALSE, failure->reply);
  sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_TRUST, SENDOFF_STEP_WARNING, "a\x1b\nb", -1);
  sendoff_report_add_server (report, SENDOFF_LEG_INCOMING, "\x1b.example", 1, SENDOFF_SECURITY_TLS);
  sendoff_report_take_failure (report, failure, NULL);
  text = sendoff_report_to_text (report);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || g_unichar_isprint (g_utf8_get_char (p)));
  g_assert_cmpuint (strlen (text), <, 1024 * 1024);
  g_assert_cmpint (g_get_monotonic_time () - start, <, (g_getenv ("SENDOFF_SLOW") != NULL ? 20 : 2) * G_USEC_PER_SEC);
}

static void
test_seen (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("send", "work");
  g_autofree char *all = NULL;
  g_autofree char *nothing = NULL;

  g_assert_null (sendoff_report_seen_sentence (report));
  report->seen_measured = TRUE;
  nothing = sendoff_report_seen_sentence (report);
  g_assert_cmpstr (nothing, ==, "An observer on the way to the server could read none of it: nothing of it was sent.");
  report->seen = 0x3f;
  all = sendoff_report_seen_sentence (report);
  g_assert_cmpstr (all, ==, "An observer on the way to the server could read: the sender, the recipients, the subject, the message's text, "
                            "the user name, the password.");
}

/* Every step has its own words in every state. */
static void
test_step_sentences (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    for (SendoffStepState state = SENDOFF_STEP_WAITING; state <= SENDOFF_STEP_CANCELLED; state++)
      {
        SendoffReportStep step = { SENDOFF_LEG_OUTGOING, id, state, NULL, -1 };
        char *sentence = sendoff_report_step_to_text (&step);

        g_assert_cmpuint (strlen (sentence), >, 3);
        if (state == SENDOFF_STEP_WARNING)
          g_assert_true (g_hash_table_contains (seen, sentence));
        else
          g_assert_false (g_hash_table_contains (seen, sentence));
        g_hash_table_add (seen, sentence);
      }
}

typedef struct
{
  const char *text;
  guint       columns, indent;
  const char *lines;
} Wrap;

static const Wrap wraps[] = {
  { "", 10, 0, "\n" },
  { "one two", 10, 0, "one two\n" },
  { "one two", 7, 0, "one two\n" },
  { "one two", 6, 0, "one\ntwo\n" },
  { "one  two", 10, 2, "  one two\n" },
  { "one two", 8, 2, "  one\n  two\n" },
  { "verylongword a", 5, 0, "verylongword\na\n" },
  { "漢字 漢字", 8, 0, "漢字\n漢字\n" },
  { "漢字 漢字", 9, 0, "漢字 漢字\n" },
  { "a\nb", 10, 0, "a b\n" },
};

static void
test_wrapping (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wraps); i++)
    {
      g_autoptr(GString) lines = g_string_new (NULL);

      sendoff_wrap_append (lines, wraps[i].text, wraps[i].columns, wraps[i].indent);
      g_assert_cmpstr (lines->str, ==, wraps[i].lines);
    }
}

/* A sum of records isn't told as one of them. */
static void
test_summed_up (void)
{
  g_autoptr(SendoffWireItem) item = sendoff_wire_item_new (SENDOFF_WIRE_ITEM_TLS, SENDOFF_LEG_OUTGOING, TRUE, 1, 70000);
  g_autofree char *text = sendoff_wire_item_to_text (item);

  g_assert_cmpstr (text, ==, "TLS, 70000 more bytes");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-text/summed-up", test_summed_up);
  g_test_add_func ("/report-text/passed", test_passed);
  g_test_add_func ("/report-text/failed", test_failed);
  g_test_add_func ("/report-text/certificate", test_certificate);
  g_test_add_func ("/report-text/both-legs", test_both_legs);
  g_test_add_func ("/report-text/one-explanation", test_one_explanation);
  g_test_add_func ("/report-text/ascii", test_ascii);
  g_test_add_func ("/report-text/hostile-words", test_hostile_words);
  g_test_add_func ("/report-text/seen", test_seen);
  g_test_add_func ("/report-text/step-sentences", test_step_sentences);
  g_test_add_func ("/report-text/wrapping", test_wrapping);

  return g_test_run ();
}
