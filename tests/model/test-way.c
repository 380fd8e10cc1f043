/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/failure.h"

static void
test_value (void)
{
  g_autoptr(SendoffWay) way = sendoff_way_new ("smtp.example.org", 587, SENDOFF_SECURITY_STARTTLS);
  g_autoptr(SendoffWay) copy = sendoff_way_copy (way);
  g_autoptr(SendoffWay) as_set = sendoff_way_new (NULL, 587, SENDOFF_SECURITY_STARTTLS);

  g_assert_true (sendoff_way_equal (way, copy));
  g_assert_true (copy->host != way->host);
  g_assert_false (sendoff_way_equal (way, as_set));
  copy->port = 25;
  g_assert_false (sendoff_way_equal (way, copy));
  copy->port = 587;
  copy->security = SENDOFF_SECURITY_TLS;
  g_assert_false (sendoff_way_equal (way, copy));
}

/* A failure crosses threads as a value: its copy owns its own ways. */
static void
test_in_failure (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_TIMEOUT, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_CONNECT);
  g_autoptr(SendoffFailure) copy = NULL;

  copy = sendoff_failure_copy (failure);
  g_assert_null (copy->ways);
  g_clear_pointer (&copy, sendoff_failure_free);

  failure->ways = sendoff_ways_new ();
  g_ptr_array_add (failure->ways, sendoff_way_new (NULL, 465, SENDOFF_SECURITY_TLS));
  copy = sendoff_failure_copy (failure);
  g_assert_cmpuint (copy->ways->len, ==, 1);
  g_assert_true (copy->ways->pdata[0] != failure->ways->pdata[0]);
  g_assert_true (sendoff_way_equal (copy->ways->pdata[0], failure->ways->pdata[0]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way/value", test_value);
  g_test_add_func ("/way/in-failure", test_in_failure);

  return g_test_run ();
}
