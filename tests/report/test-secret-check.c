/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report that holds a secret in any spelling is refused, with the place and without the secret. */

#include <string.h>

#include "base/error.h"
#include "base/secret-string.h"
#include "report/secret-check.h"

static gboolean
is_clean (const char *text,
          const char *secret,
          char      **place)
{
  const char *const secrets[] = { secret, NULL };
  g_autofree char *unused = NULL;

  return sendoff_report_check_secrets (text, secrets, place != NULL ? place : &unused);
}

static void
test_spellings (void)
{
  static const struct { const char *secret, *text; } cases[] = {
    { "hunter2", "said hunter2 here" },
    { "hunter2", "said HUNTER2 here" },
    { "hunter2", "aHVudGVyMg==" },
    { "hunter2", "AGpvZQBodW50ZXIy" },
    { "hunter2", "68756e74657232" },
    { "hunter2", "h\\x00u\\x00n\\x00t\\x00e\\x00r\\x002\\x00" },
    { "hunter2", "aAB1AG4AdABlAHIAMgA=" },
    { "gr\xc3\xbcnzeug", "gr=C3=BCnzeug" },
    { "gr\xc3\xbcnzeug", "gr%c3%bcnzeug" },
    { "gr\xc3\xbcnzeug", "gr\\u00fcnzeug" },
    { "a<b&c\"d'e", "a&lt;b&amp;c&quot;d&#39;e" },
    { "a<b&c\"d'e", "a\\u003cb\\u0026c\\\"d'e" },
    { "ab\"cd\\ef", "ab\\\"cd\\\\ef" },
    { "abc", "x abc y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_false (is_clean (cases[i].text, cases[i].secret, NULL));
    }
}

static void
test_clean (void)
{
  g_autofree char *place = NULL;

  g_assert_true (is_clean ("nothing to see, hunter3", "hunter2", &place));
  g_assert_null (place);
  g_assert_true (is_clean ("a text with an a", "a", NULL));
  g_assert_true (is_clean ("abcd", "abc", NULL));
  g_assert_true (is_clean ("text", "", NULL));
  g_assert_true (sendoff_report_check_secrets ("text", NULL, &place));
}

static void
test_place (void)
{
  g_autofree char *place = NULL;
  g_autofree char *escaped = NULL;

  g_assert_false (is_clean ("one\ntwo\nthe server said: hunter2!", "hunter2", &place));
  g_assert_nonnull (strstr (place, "line 3"));
  g_assert_nonnull (strstr (place, "the server said: "));
  g_assert_null (strstr (place, "hunter2"));
  g_assert_false (is_clean ("one\n&lt;&lt;&lt; gr\\u00fcnzeug", "gr\xc3\xbcnzeug", &escaped));
  g_assert_nonnull (strstr (escaped, "line 2"));
  g_assert_nonnull (strstr (escaped, "&lt;&lt;&lt; \xe2\x80\x9d"));
}

static void
test_recordings (void)
{
  g_autoptr(GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_secret_string_unref);
  g_autoptr(GPtrArray) recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_recording_unref);
  g_autoptr(GError) error = NULL;
  SendoffWireRecording *recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, 0);
  static const guint8 said[] = "\0\x16\x03 535 hunter2 is wrong\r\n";

  g_ptr_array_add (recordings, recording);
  sendoff_wire_recording_add (recording, FALSE, said, sizeof said - 1);
  g_assert_true (sendoff_report_check_recordings (recordings, NULL, &error));
  g_ptr_array_add (secrets, sendoff_secret_string_new ("another", -1));
  g_assert_true (sendoff_report_check_recordings (recordings, secrets, &error));
  g_ptr_array_add (secrets, sendoff_secret_string_new ("hunter2", -1));
  g_assert_false (sendoff_report_check_recordings (recordings, secrets, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-check/spellings", test_spellings);
  g_test_add_func ("/secret-check/clean", test_clean);
  g_test_add_func ("/secret-check/place", test_place);
  g_test_add_func ("/secret-check/recordings", test_recordings);

  return g_test_run ();
}
