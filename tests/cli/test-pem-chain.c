/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/pem-chain.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define ONE "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n"
#define TWO "-----BEGIN CERTIFICATE-----\r\nBAUG\r\nBw==\r\n-----END CERTIFICATE-----\r\n"

static void
assert_bytes (GBytes *bytes, const char *expected, gsize length)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, expected, length);
}

static void
test_parse (void)
{
  const char *text = "Some words\n" ONE "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" TWO;
  g_autoptr(GPtrArray) chain = sendoff_pem_chain_parse (text, strlen (text));

  g_assert_cmpuint (chain->len, ==, 2);
  assert_bytes (g_ptr_array_index (chain, 0), "\1\2\3", 3);
  assert_bytes (g_ptr_array_index (chain, 1), "\4\5\6\7", 4);
}

static void
test_none (void)
{
  static const char *const texts[] = { "", "-----BEGIN CERTIFICATE-----\nAQID\n", "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----",
                                       "-----BEGIN CERTIFICATE REQUEST-----\nAQID\n-----END CERTIFICATE REQUEST-----\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) chain = sendoff_pem_chain_parse (texts[i], strlen (texts[i]));

      g_assert_cmpuint (chain->len, ==, 0);
    }
}

static void
test_load (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sendoff-pem-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "chain.pem", NULL);
  g_autoptr(GPtrArray) chain = NULL;

  g_assert_no_error (error);
  g_assert_null (sendoff_pem_chain_load (path, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  g_assert_null (sendoff_pem_chain_load (path, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "chain.pem"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, ONE, -1, NULL));
  chain = sendoff_pem_chain_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chain->len, ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pem-chain/parse", test_parse);
  g_test_add_func ("/pem-chain/none", test_none);
  g_test_add_func ("/pem-chain/load", test_load);
  return g_test_run ();
}
