/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/send-arguments.h"

#include "base/error.h"

static void
test_recipients (void)
{
  static const struct
  {
    const char *options[3];
    const char *expected; /* joined by a bar; NULL: refused */
  } cases[] = {
    { { "a@example.org" }, "a@example.org" },
    { { "a@example.org, b@example.org" }, "a@example.org|b@example.org" },
    { { "a@example.org,b@example.org", " c@example.org " }, "a@example.org|b@example.org|c@example.org" },
    { { "" }, NULL },
    { { " " }, NULL },
    { { "a@example.org\r" }, NULL },
    { { "\na@example.org" }, NULL },
    { { "a@example.org,\tb@example.org" }, NULL },
    { { "a@example.org," }, NULL },
    { { "a@example.org b@example.org" }, NULL },
    { { "Ana <a@example.org>" }, NULL },
    { { "a@example.org\r\nRCPT TO:<b@example.org>" }, NULL },
    { { "a" }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) recipients = sendoff_split_recipients (cases[i].options, &error);
      g_autofree char *joined = recipients != NULL ? g_strjoinv ("|", recipients) : NULL;

      g_assert_cmpstr (joined, ==, cases[i].expected);
      if (cases[i].expected == NULL)
        g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
    }
}

static void
test_subject (void)
{
  static const struct
  {
    const char *subject;
    gboolean    fine;
  } cases[] = {
    { "", TRUE }, { "Test # 1", TRUE }, { "Grüße \xf0\x9f\x93\xa7", TRUE }, { "a\nBcc: x@example.org", FALSE },
    { "a\rb", FALSE }, { "tab\t", FALSE }, { "\x1b", FALSE }, { "\xc2\x85", FALSE }, { "\xe2\x80\xa8", FALSE },
  };
  g_autofree char *longest = g_strnfill (900, 'x');
  g_autofree char *too_long = g_strnfill (901, 'x');
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) refusal = NULL;

      g_assert_cmpint (sendoff_check_subject (cases[i].subject, &refusal), ==, cases[i].fine);
      g_assert_cmpint (refusal == NULL, ==, cases[i].fine);
    }
  g_assert_true (sendoff_check_subject (longest, NULL));
  g_assert_false (sendoff_check_subject (too_long, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/send-arguments/recipients", test_recipients);
  g_test_add_func ("/send-arguments/subject", test_subject);
  return g_test_run ();
}
