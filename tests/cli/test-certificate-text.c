/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/certificate-text.h"

#include <string.h>

/* A certificate with this many names; only what the text shows is filled in. */
static SendoffCertificate *
make_certificate (guint n_names, guint problems, SendoffTrustedBy trusted_by)
{
  g_autoptr(SendoffCertificate) empty = sendoff_certificate_new_for_chain (NULL, 0, "mail.example.org", 465);
  SendoffCertificate *certificate = sendoff_certificate_with_judgement (empty, problems, trusted_by);

  g_strfreev (certificate->names);
  certificate->names = g_new0 (char *, n_names + 1);
  for (guint i = 0; i < n_names; i++)
    certificate->names[i] = g_strdup_printf ("n%u.example.org", i);
  g_free (certificate->subject);
  certificate->subject = g_strdup ("CN=\033[2Jmail");
  return certificate;
}

static void
test_names (void)
{
  static const struct
  {
    guint       n_names;
    const char *shown, *hidden;
  } cases[] = {
    { 0, "Made out to: no server's name\n", "n0" },
    { 1, "Made out to: n0.example.org\n", "more" },
    { 8, "n6.example.org, n7.example.org\n", "more" },
    { 9, "n7.example.org and 1 more\n", "n8" },
    { 1000, "n7.example.org and 992 more\n", "n8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffCertificate) certificate = make_certificate (cases[i].n_names, 0, SENDOFF_TRUSTED_BY_AUTHORITY);
      g_autofree char *text = sendoff_certificate_describe_facts (certificate);

      g_assert_nonnull (strstr (text, cases[i].shown));
      g_assert_null (strstr (text, cases[i].hidden));
      g_assert_nonnull (strstr (text, "mail.example.org:465\n"));
      g_assert_nonnull (strstr (text, "CN=\\x1b[2Jmail\n"));
    }
}

static void
test_problems (void)
{
  g_autoptr(SendoffCertificate) good = make_certificate (1, 0, SENDOFF_TRUSTED_BY_AUTHORITY);
  g_autoptr(SendoffCertificate) bad = make_certificate (1, SENDOFF_PROBLEM_REVOKED | SENDOFF_PROBLEM_CHANGED, SENDOFF_TRUSTED_BY_NOBODY);
  g_autofree char *none = sendoff_certificate_describe_problems (good, 0);
  g_autofree char *two = sendoff_certificate_describe_problems (bad, 0);
  g_auto(GStrv) lines = g_strsplit (two, "\n", -1);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "  • "));
  g_assert_true (g_str_has_prefix (lines[1], "  • "));
}

static void
test_trust (void)
{
  static const SendoffTrustedBy all[] = { SENDOFF_TRUSTED_BY_NOBODY, SENDOFF_TRUSTED_BY_AUTHORITY, SENDOFF_TRUSTED_BY_USER, SENDOFF_TRUSTED_BY_PIN };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(SendoffCertificate) certificate = make_certificate (1, 0, all[i]);

      g_hash_table_add (seen, sendoff_certificate_describe_trust (certificate));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (all));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate-text/names", test_names);
  g_test_add_func ("/certificate-text/problems", test_problems);
  g_test_add_func ("/certificate-text/trust", test_trust);
  return g_test_run ();
}
