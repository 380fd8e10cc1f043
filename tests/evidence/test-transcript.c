/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, lines out: joined, redacted, display-safe, bounded. */
#include "evidence/transcript.h"

#include <string.h>

static void
add (SendoffTranscript *transcript, gboolean from_client, gboolean clear, const char *bytes)
{
  sendoff_transcript_add (transcript, 1.5, from_client, clear, bytes, strlen (bytes));
}

static void
assert_line (const SendoffTranscript *transcript, guint index, gboolean from_client, gboolean clear, const char *text)
{
  const SendoffTranscriptLine *line = sendoff_transcript_get_line (transcript, index);

  g_assert_cmpstr (line->text, ==, text);
  g_assert_cmpint (line->from_client, ==, from_client);
  g_assert_cmpint (line->clear, ==, clear);
  g_assert_cmpint (line->leg, ==, SENDOFF_LEG_OUTGOING);
}

static SendoffTranscript *
make_transcript (void)
{
  return sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
}

static void
test_lines (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();

  add (transcript, FALSE, TRUE, "220 hel");
  add (transcript, TRUE, TRUE, "EHLO");
  add (transcript, FALSE, TRUE, "lo\r");
  add (transcript, FALSE, TRUE, "\n250-a\r\n250 b\r\n\r\nrest");
  add (transcript, TRUE, TRUE, " x\n");
  sendoff_transcript_add_note (transcript, 2, TRUE, FALSE, "a remark");
  g_assert_cmpuint (sendoff_transcript_get_n_lines (transcript), ==, 6);
  sendoff_transcript_finish (transcript);
  g_assert_cmpuint (sendoff_transcript_get_n_lines (transcript), ==, 7);

  assert_line (transcript, 0, FALSE, TRUE, "220 hello");
  assert_line (transcript, 1, FALSE, TRUE, "250-a");
  assert_line (transcript, 2, FALSE, TRUE, "250 b");
  assert_line (transcript, 3, FALSE, TRUE, "");
  assert_line (transcript, 4, TRUE, TRUE, "EHLO x");
  assert_line (transcript, 5, TRUE, FALSE, "a remark");
  assert_line (transcript, 6, FALSE, TRUE, "rest");
  g_assert_true (sendoff_transcript_get_line (transcript, 5)->is_note);
  g_assert_false (sendoff_transcript_get_line (transcript, 4)->is_note);
}

/* Plain text that came before the handshake stays apart from what came after it. */
static void
test_clear_changes (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();

  add (transcript, FALSE, TRUE, "220 go\r\n250 inj");
  add (transcript, FALSE, FALSE, "250 real\r\n");
  sendoff_transcript_finish (transcript);
  g_assert_cmpuint (sendoff_transcript_get_n_lines (transcript), ==, 3);
  assert_line (transcript, 1, FALSE, TRUE, "250 inj");
  assert_line (transcript, 2, FALSE, FALSE, "250 real");
}

static void
test_display_safe (void)
{
  static const char bytes[] = "220 \033[31m\0\377 a\rb\r\n";
  g_autoptr(SendoffTranscript) transcript = make_transcript ();

  sendoff_transcript_add (transcript, 0, FALSE, TRUE, bytes, sizeof bytes - 1);
  assert_line (transcript, 0, FALSE, TRUE, "220 \\x1b[31m\\x00\\xff a\\rb");
}

/* A secret split over two pieces, and one inside a remark. */
static void
test_redacted (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();
  g_autofree char *scrubbed = NULL;

  sendoff_transcript_add_secret (transcript, "hunter2");
  add (transcript, TRUE, FALSE, "AUTH PLAIN AGpv");
  add (transcript, TRUE, FALSE, "ZQBodW50ZXIy\r\n");
  add (transcript, FALSE, FALSE, "535 hun");
  add (transcript, FALSE, FALSE, "ter2\r\n");
  sendoff_transcript_add_note (transcript, 0, FALSE, FALSE, "saw hunter2");
  add (transcript, FALSE, FALSE, "535 hunt");
  sendoff_transcript_finish (transcript);

  assert_line (transcript, 0, TRUE, FALSE, "AUTH PLAIN " SENDOFF_REDACTED);
  assert_line (transcript, 1, FALSE, FALSE, "535 " SENDOFF_REDACTED);
  assert_line (transcript, 2, FALSE, FALSE, "saw " SENDOFF_REDACTED);
  assert_line (transcript, 3, FALSE, FALSE, "535 " SENDOFF_REDACTED);
  scrubbed = sendoff_redaction_scrub (sendoff_transcript_get_redaction (transcript), "500 hunter2");
  g_assert_cmpstr (scrubbed, ==, "500 " SENDOFF_REDACTED);
}

static void
test_long_line (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();
  g_autofree char *text = g_strnfill (100000, 'x');

  memcpy (text + 64 * 1024 - 3, "hunter2", 7);
  sendoff_transcript_add_secret (transcript, "hunter2");
  add (transcript, FALSE, TRUE, text);
  add (transcript, FALSE, TRUE, text);
  add (transcript, FALSE, TRUE, "\r\nnext\r\n");
  g_assert_cmpuint (sendoff_transcript_get_n_lines (transcript), ==, 3);
  g_assert_cmpuint (strlen (sendoff_transcript_get_line (transcript, 0)->text), ==, 64 * 1024 - 3 + strlen (SENDOFF_REDACTED));
  g_assert_true (g_str_has_suffix (sendoff_transcript_get_line (transcript, 0)->text, SENDOFF_REDACTED));
  g_assert_true (sendoff_transcript_get_line (transcript, 1)->is_note);
  g_assert_nonnull (strstr (sendoff_transcript_get_line (transcript, 1)->text, "134465")); /* 200001 with CR - 64 KiB */
  assert_line (transcript, 2, FALSE, TRUE, "next");
}

static void
test_many_lines (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();
  const guint n_added = 230000;
  g_autofree char *last = g_strdup_printf ("250 %u", n_added - 1);
  g_autofree char *after_gap = g_strdup_printf ("250 %u", n_added - 50000);

  for (guint i = 0; i < n_added; i++)
    {
      g_autofree char *line = g_strdup_printf ("250 %u\r\n", i);

      add (transcript, FALSE, TRUE, line);
    }
  g_assert_cmpuint (sendoff_transcript_get_n_lines (transcript), ==, 100001);
  assert_line (transcript, 0, FALSE, TRUE, "250 0");
  assert_line (transcript, 49999, FALSE, TRUE, "250 49999");
  g_assert_true (sendoff_transcript_get_line (transcript, 50000)->is_note);
  g_assert_nonnull (strstr (sendoff_transcript_get_line (transcript, 50000)->text, "130000"));
  assert_line (transcript, 50001, FALSE, TRUE, after_gap);
  assert_line (transcript, 100000, FALSE, TRUE, last);
}

static void
test_many_bytes (void)
{
  g_autoptr(SendoffTranscript) transcript = make_transcript ();
  g_autofree char *text = g_strnfill (60000, 'x');
  guint64 n_bytes = 0;

  for (guint i = 0; i < 200; i++)
    {
      add (transcript, FALSE, TRUE, text);
      add (transcript, FALSE, TRUE, "\r\n");
    }
  add (transcript, FALSE, TRUE, "last\r\n");
  for (guint i = 0; i < sendoff_transcript_get_n_lines (transcript); i++)
    n_bytes += strlen (sendoff_transcript_get_line (transcript, i)->text);
  g_assert_cmpuint (n_bytes, <=, 4 * 1024 * 1024 + 100);
  g_assert_cmpuint (n_bytes, >, 3 * 1024 * 1024);
  assert_line (transcript, sendoff_transcript_get_n_lines (transcript) - 1, FALSE, TRUE, "last");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript/lines", test_lines);
  g_test_add_func ("/transcript/clear-changes", test_clear_changes);
  g_test_add_func ("/transcript/display-safe", test_display_safe);
  g_test_add_func ("/transcript/redacted", test_redacted);
  g_test_add_func ("/transcript/long-line", test_long_line);
  g_test_add_func ("/transcript/many-lines", test_many_lines);
  g_test_add_func ("/transcript/many-bytes", test_many_bytes);

  return g_test_run ();
}
