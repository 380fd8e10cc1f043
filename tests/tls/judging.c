/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what the tests of the judge share. */
#include "judging.h"

#include <glib/gstdio.h>

char *judging_folder;

static void
remove_folder (void)
{
  g_autoptr(GDir) folder = g_dir_open (judging_folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (judging_folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (judging_folder);
  g_clear_pointer (&judging_folder, g_free);
}

int
run_judging_tests (void)
{
  g_autoptr(GError) error = NULL;
  int status;

  judging_folder = g_dir_make_tmp ("sendoff-judge-XXXXXX", &error);
  g_assert_no_error (error);
  status = g_test_run ();
  remove_folder ();
  return status;
}

SendoffRoots *
trust_with_crl (const Made *root,
                const char *crl_path)
{
  g_autofree char *path = make_pem_file (judging_folder, "roots.pem", &root, 1);
  g_autoptr(GError) error = NULL;
  SendoffRoots *roots = sendoff_roots_load (path, crl_path, &error);

  g_assert_no_error (error);
  return roots;
}

SendoffRoots *
trust (const Made *root)
{
  return trust_with_crl (root, NULL);
}

guint
judge_input (SendoffRoots            *roots,
             const Made *const       *chain,
             guint                    n_chain,
             const SendoffJudgeInput *rest)
{
  g_autofree gnutls_datum_t *der = g_new (gnutls_datum_t, n_chain);
  SendoffJudgeInput input = *rest;

  for (guint i = 0; i < n_chain; i++)
    der[i] = chain[i]->der;
  input.chain = der;
  input.n_chain = n_chain;
  return sendoff_judge (roots, &input);
}

guint
judge (SendoffRoots      *roots,
       const Made *const *chain,
       guint              n_chain,
       const char        *host)
{
  return judge_input (roots, chain, n_chain, &(SendoffJudgeInput) { .host = host, .time = MAKE_NOW });
}

void
assert_problems (const char *name,
                 guint       problems,
                 guint       expected)
{
  g_auto(GStrv) got = sendoff_problems_to_strings (problems);
  g_auto(GStrv) wanted = sendoff_problems_to_strings (expected);
  g_autofree char *got_text = g_strjoinv (" ", got);
  g_autofree char *wanted_text = g_strjoinv (" ", wanted);

  if (problems == expected)
    return;

  g_test_message ("%s: got [%s], expected [%s]", name, got_text, wanted_text);
  g_test_fail ();
}
