/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "net/extensions.h"

static void
test_parse (void)
{
  const char *const lines[] = { "pipelining", "Size 10240000", "8BitMIME", "AUTH PLAIN SIZE 5", "", " ", "SMTPUTF8X", NULL };
  const char *const odd[] = { "SIZE", "SIZE -5", "SIZE 99999999999999999999999", "SMTPUTF8", NULL };
  SendoffEsmtpOffer offer = sendoff_esmtp_offer_parse (lines);

  g_assert_true (offer.pipelining);
  g_assert_true (offer.eightbitmime);
  g_assert_true (offer.size);
  g_assert_cmpuint (offer.size_limit, ==, 10240000);
  g_assert_false (offer.smtputf8);
  g_assert_true (offer.plain);
  g_assert_false (offer.login);

  offer = sendoff_esmtp_offer_parse (odd);
  g_assert_true (offer.size);
  g_assert_cmpuint (offer.size_limit, ==, 0);
  g_assert_true (offer.smtputf8);
  g_assert_false (offer.pipelining);

  g_assert_false (offer.requiretls);

  offer = sendoff_esmtp_offer_parse ((const char *const[]){ "requiretls", NULL });
  g_assert_true (offer.requiretls);

  offer = sendoff_esmtp_offer_parse ((const char *const[]){ "auth cram-md5 Login", NULL });
  g_assert_true (offer.login);
  g_assert_false (offer.plain);

  offer = sendoff_esmtp_offer_parse (NULL);
  g_assert_false (offer.size);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/extensions/parse", test_parse);
  return g_test_run ();
}
