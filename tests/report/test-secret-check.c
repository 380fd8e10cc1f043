/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report that holds a secret in any spelling is refused, with the place and without the secret. */

#include <string.h>

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-check/spellings", test_spellings);
  g_test_add_func ("/secret-check/clean", test_clean);
  g_test_add_func ("/secret-check/place", test_place);

  return g_test_run ();
}
