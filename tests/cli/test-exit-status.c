/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/exit-status.h"

#include "base/error.h"

#include <gio/gio.h>

static void
test_errors (void)
{
  static const struct
  {
    int code, status;
  } cases[] = {
    { SENDOFF_ERROR_INVALID, 78 }, { SENDOFF_ERROR_NOT_FOUND, 66 }, { SENDOFF_ERROR_EXISTS, 78 },   { SENDOFF_ERROR_FILE, 74 },    { SENDOFF_ERROR_SAVE, 73 },
    { SENDOFF_ERROR_DAMAGED, 74 }, { SENDOFF_ERROR_CONFLICT, 73 },  { SENDOFF_ERROR_NO_SERVICE, 78 }, { SENDOFF_ERROR_CHANGED, 74 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (SENDOFF_ERROR, cases[i].code, "x");

      g_assert_cmpint (sendoff_exit_status_for_error (error), ==, cases[i].status);
    }
}

static void
test_others (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr(GError) option = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "x");
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_cmpint (sendoff_exit_status_for_error (cancelled), ==, 130);
  g_assert_cmpint (sendoff_exit_status_for_error (option), ==, 64);
  g_assert_cmpint (sendoff_exit_status_for_error (other), ==, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exit-status/errors", test_errors);
  g_test_add_func ("/exit-status/others", test_others);
  return g_test_run ();
}
