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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/send-arguments/recipients", test_recipients);
  return g_test_run ();
}
