/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When servers ask to come back. */

#include "diagnosis/retry-time.h"

static const struct { const char *text; guint seconds; } cases[] = {
  { "451 4.7.1 Please try again in 300 seconds", 300 },
  { "450 4.2.0 <bob@example.com>: Recipient address rejected: Greylisted for 5 minutes", 300 },
  { "451 4.7.1 Greylisting in action, please come back in 00:04:59", 299 },
  { "450 Please retry in 5 minutes", 300 },
  { "451 try again in 10 min", 600 },
  { "451 Wait 1 hour", 3600 },
  { "-ERR [LOGIN-DELAY] Please wait 10 minutes before checking mail again", 600 },
  { "a1 NO Too many attempts, try again in 30s.", 30 },
  { "451 4.7.1 Liste grise, merci de réessayer dans 15 minutes", 900 },
  { "451 Bitte versuchen Sie es in 5 Minuten erneut", 300 },
  { "451 Greylisted, erneut in 5 Minuten", 300 },
  { "450-Greylisted\r\n450 try again in 20 seconds", 20 },

  { "450 4.2.0 Greylisted", 0 },
  { "421 3 messages in 60 seconds", 0 },
  { "451 try again in 0 seconds", 0 },
  { "451 try again in 99999999999999999999999 seconds", 0 },
  { "451 try again in 90000 minutes", 0 },
  { "451 try again from 192.0.2.60 seconds", 0 },
  { "451 try again, ref 5mint", 0 },
  { "451 try again later", 0 },
  { "", 0 },
  { NULL, 0 },
};

static void
test_parsing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "nothing");
      g_assert_cmpuint (sendoff_retry_time_parse (cases[i].text), ==, cases[i].seconds);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-time/parsing", test_parsing);

  return g_test_run ();
}
