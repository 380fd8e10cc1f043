/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values planted in recordings: found where they can be read, and only there. */
#include "evidence/clear-search.h"

#include <string.h>

static SendoffWireRecording *
record (const char *sent, const char *received)
{
  SendoffWireRecording *recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, 0);

  sendoff_wire_recording_add (recording, TRUE, (const guint8 *) sent, strlen (sent));
  sendoff_wire_recording_add (recording, FALSE, (const guint8 *) received, strlen (received));
  return recording;
}

/* Behind a line of so much that the values aren't compared one by one any more. */
static SendoffWireRecording *
record_more (const char *sent, const char *received)
{
  g_autofree char *line = g_strnfill (5000, '.');
  g_autofree char *more = g_strconcat (line, "\r\n", sent, NULL);

  return record (more, received);
}

static guint
search_one (SendoffSeen kind, const char *value, const char *sent, const char *received)
{
  g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();
  g_autoptr(SendoffWireRecording) recording = record (sent, received);
  g_autoptr(SendoffWireRecording) more = record_more (sent, received);
  guint seen;

  sendoff_clear_search_add (search, kind, value, -1);
  seen = sendoff_clear_search_run (search, recording);
  g_assert_cmpuint (sendoff_clear_search_run (search, more), ==, seen);
  return seen;
}

/* What is not spelt as it was typed. */
static void
test_encodings (void)
{
  static const char wide_le[] = "x\0h\0u\0n\0t\0e\0r\0002\0y";
  static const char wide_be[] = "\0h\0u\0n\0t\0e\0r\0002";
  g_autofree char *ntlm = g_base64_encode ((const guchar *) wide_le, sizeof wide_le);
  g_autoptr(SendoffWireRecording) recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, 0);

  g_assert_cmpuint (search_one (SENDOFF_SEEN_SUBJECT, "gr\303\274n = gut", "Subject: gr=C3=BCn =3D gut", ""), ==, SENDOFF_SEEN_SUBJECT);
  g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, "gr\303\274nzeug", "", "gr=c3=bcnzeug"), ==, SENDOFF_SEEN_PASSWORD);
  g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, "gr\303\274nzeug", "", "gr=C3=BDnzeug"), ==, 0);
  g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, "hunter2", ntlm, ""), ==, SENDOFF_SEEN_PASSWORD);
  g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, "hunter3", ntlm, ""), ==, 0);
  sendoff_wire_recording_add (recording, TRUE, (const guint8 *) wide_be, sizeof wide_be - 1);
  sendoff_wire_recording_add (recording, FALSE, (const guint8 *) wide_le, sizeof wide_le - 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();

      sendoff_clear_search_add (search, SENDOFF_SEEN_PASSWORD, i == 0 ? "hunter2" : "Hunter2", -1);
      g_assert_cmpuint (sendoff_clear_search_run (search, recording), ==, i == 0 ? SENDOFF_SEEN_PASSWORD : 0);
    }
}

static void
test_names (void)
{
  g_auto(GStrv) all = sendoff_seen_to_strings (0xff);
  g_auto(GStrv) none = sendoff_seen_to_strings (0);
  g_autofree char *joined = g_strjoinv (" ", all);

  g_assert_cmpstr (joined, ==, "sender recipients subject body user password server ehlo");
  g_assert_null (none[0]);
  for (guint i = 0; i < 8; i++)
    {
      SendoffSeen value = 0;

      g_assert_true (sendoff_seen_from_string (all[i], &value));
      g_assert_cmpuint (value, ==, 1u << i);
    }
  for (guint i = 0; i < 3; i++)
    {
      static const char *const unknown[] = { NULL, "", "Sender" };
      SendoffSeen value = SENDOFF_SEEN_BODY;

      g_assert_false (sendoff_seen_from_string (unknown[i], &value));
      g_assert_cmpuint (value, ==, SENDOFF_SEEN_BODY);
    }
}

static void
test_table (void)
{
  static const struct
  {
    SendoffSeen kind;
    const char *value, *bytes;
    gboolean is_seen;
  } cases[] = {
    { SENDOFF_SEEN_SENDER, "joe@example.org", "MAIL FROM:<joe@example.org>\r\n", TRUE },
    { SENDOFF_SEEN_SENDER, "joe@example.org", "MAIL FROM:<JOE@EXAMPLE.ORG>\r\n", TRUE },
    { SENDOFF_SEEN_SENDER, "joe@example.org", "MAIL FROM:<joe@example.net>\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "Hunter2", "PASS Hunter2\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "Hunter2", "PASS hunter2\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "Hunter2", "PASS xHunter2y", TRUE },
    { SENDOFF_SEEN_USER, "joe.doe", "USER Joe.Doe\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "hun\"ter\\2", "a LOGIN x \"hun\\\"ter\\\\2\"\r\n", TRUE },
    /* AUTH LOGIN, AUTH PLAIN */
    { SENDOFF_SEEN_PASSWORD, "hunter2", "aHVudGVyMg==\r\n", TRUE },
    { SENDOFF_SEEN_USER, "joe.doe", "AUTH PLAIN AGpvZS5kb2UAaHVudGVyMg==\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "hunter2", "AUTH PLAIN AGpvZS5kb2UAaHVudGVyMg==\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "hunter3", "AUTH PLAIN AGpvZS5kb2UAaHVudGVyMg==\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "Hunter2", "AUTH PLAIN AGpvZS5kb2UAaHVudGVyMg==\r\n", FALSE },
    /* Short values: a whole word, a whole field. */
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS abc\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "abc", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS <abc>\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS ABC\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS abcd\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS 1abc\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS \303\244abc\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "PASS \342\200\223abc\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "\001 abc\r\n", FALSE },    /* no text */
    { SENDOFF_SEEN_PASSWORD, "abc", "\377 abc\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "\001\nabc\n\001", FALSE }, /* ciphertext has line feeds too */
    { SENDOFF_SEEN_SUBJECT, "Test", "subject: test\r\n", TRUE },
    { SENDOFF_SEEN_SUBJECT, "Test", "subject: testing\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "abc", "AUTH PLAIN AGpvZQBhYmM=\r\n", TRUE },
    { SENDOFF_SEEN_USER, "joe", "AUTH PLAIN AGpvZQBhYmM=\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "YWJj\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "ab", "YWI=\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "ab", "YWI\r\n", TRUE },
    { SENDOFF_SEEN_PASSWORD, "abc", "YWJjZA==\r\n", FALSE },
    { SENDOFF_SEEN_PASSWORD, "", "PASS \r\n", FALSE },
    /* Only the first 32 bytes count of a long one. */
    { SENDOFF_SEEN_BODY, "0123456789012345678901234567890123456789", "x01234567890123456789012345678901xx", TRUE },
    { SENDOFF_SEEN_BODY, "0123456789012345678901234567890123456789", "x0123456789012345678901234567890\r\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint wanted = cases[i].is_seen ? cases[i].kind : 0;

      g_test_message ("case %u", i);
      g_assert_cmpuint (search_one (cases[i].kind, cases[i].value, cases[i].bytes, ""), ==, wanted);
      g_assert_cmpuint (search_one (cases[i].kind, cases[i].value, "", cases[i].bytes), ==, wanted);
    }
}

/* Any length, any neighbours: what base64 hides in its alignment is found; a value that differs in one letter is not. */
static void
test_base64_alignments (void)
{
  static const char *const values[] = { "secret", "secret7", "eight888", "a-long-value-of-some-thirty-bytes-and-more-of-them" };

  for (guint i = 0; i < G_N_ELEMENTS (values) * 36; i++)
    {
      const char *value = values[i / 36];
      g_autofree char *text = g_strdup_printf ("%.*s%s%.*s", (int) (i % 6), "UVWXYZ", value, (int) (i / 6 % 6), "uvwxyz");
      g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *line = g_strdup_printf ("AUTH X %s\r\n", encoded);
      g_autofree char *first_differs = g_strdup (value), *last_differs = g_strdup (value);

      first_differs[0] ^= i % 2 ? 1 : 0x40; /* its last bits and its first ones stand in different characters */
      g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, value, line, ""), ==, SENDOFF_SEEN_PASSWORD);
      g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, first_differs, line, ""), ==, 0);
      if (strlen (value) <= 8)
        {
          last_differs[strlen (value) - 1] ^= 1;
          g_assert_cmpuint (search_one (SENDOFF_SEEN_PASSWORD, last_differs, line, ""), ==, 0);
        }
    }
}

static void
test_all_kinds (void)
{
  g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();
  g_autoptr(SendoffWireRecording) nothing = record ("EHLO x\r\n", "220 y\r\n");
  g_autoptr(SendoffWireRecording) envelope = record ("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n", "250 b@example.org\r\n");
  g_autoptr(SendoffWireRecording) all = record ("AHVzZXIAc2VjcmV0\r\nFrom: a@example.org\r\nSubject: a subject\r\n",
                                                "550 b@example.org: \"the body of it\"\r\n");

  sendoff_clear_search_add (search, SENDOFF_SEEN_SENDER, "a@example.org", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_RECIPIENTS, "z@example.org", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_RECIPIENTS, "b@example.org", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_SUBJECT, "a subject with a tail", 9);
  sendoff_clear_search_add (search, SENDOFF_SEEN_BODY, "the body of it", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_USER, "user", -1);
  g_assert_cmpuint (sendoff_clear_search_run (search, nothing), ==, 0);
  g_assert_cmpuint (sendoff_clear_search_run (search, envelope), ==, SENDOFF_SEEN_SENDER | SENDOFF_SEEN_RECIPIENTS);
  /* Added after a run. */
  sendoff_clear_search_add (search, SENDOFF_SEEN_PASSWORD, "secret", -1);
  g_assert_cmpuint (sendoff_clear_search_run (search, all), ==, 0x3f);
}

/* A megabyte that looks random holds nothing, not even a password of two letters. */
static void
test_ciphertext (void)
{
  g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autofree guint8 *bytes = g_malloc (SENDOFF_WIRE_LIMIT);

  sendoff_clear_search_add (search, SENDOFF_SEEN_PASSWORD, "me", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_USER, "x", -1);
  sendoff_clear_search_add (search, SENDOFF_SEEN_SUBJECT, "Test # 1", -1);
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr(SendoffWireRecording) recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, 0);

      for (guint i = 0; i < SENDOFF_WIRE_LIMIT; i++)
        bytes[i] = (guint8) g_rand_int (rand);
      sendoff_wire_recording_add (recording, TRUE, bytes, SENDOFF_WIRE_LIMIT);
      g_assert_cmpuint (sendoff_clear_search_run (search, recording), ==, 0);
    }
}

static void
test_many_values (void)
{
  g_autoptr(SendoffClearSearch) search = sendoff_clear_search_new ();
  g_autofree char *text = g_strnfill (SENDOFF_WIRE_LIMIT, 'a');
  g_autoptr(SendoffWireRecording) recording = record (text, text);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *value = g_strdup_printf ("aaaaaaaaaaaaaaaaaaaaaaaaa%u", i);

      sendoff_clear_search_add (search, SENDOFF_SEEN_RECIPIENTS, value, -1);
    }
  /* A hit at each byte, in the other case. */
  sendoff_clear_search_add (search, SENDOFF_SEEN_PASSWORD, "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", -1);
  g_assert_cmpuint (sendoff_clear_search_run (search, recording), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clear-search/names", test_names);
  g_test_add_func ("/clear-search/table", test_table);
  g_test_add_func ("/clear-search/encodings", test_encodings);
  g_test_add_func ("/clear-search/base64-alignments", test_base64_alignments);
  g_test_add_func ("/clear-search/all-kinds", test_all_kinds);
  g_test_add_func ("/clear-search/ciphertext", test_ciphertext);
  g_test_add_func ("/clear-search/many-values", test_many_values);

  return g_test_run ();
}
