/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading roots and revocation lists, their credentials, and judging from several threads at once. */
#include "judging.h"

#include <string.h>

#include "base/error.h"

static char *
write_file (const char *name,
            const char *text)
{
  char *path = g_build_filename (judging_folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_refused (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autofree char *good = make_pem_file (judging_folder, "good.pem", (const Made *const[]) { root }, 1);
  g_autofree char *empty = write_file ("empty.pem", "");
  g_autofree char *garbage = write_file ("garbage.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  g_autofree char *missing = g_build_filename (judging_folder, "missing\x1b.pem", NULL);
  const struct { const char *ca_file, *crl_file, *named; } cases[] = {
    { missing, NULL, "missing\\x1b.pem" }, { empty, NULL, "empty.pem" }, { garbage, NULL, "garbage.pem" },
    { judging_folder, NULL, judging_folder }, { good, missing, "missing\\x1b.pem" }, { good, empty, "empty.pem" },
    { good, garbage, "garbage.pem" }, { good, good, "good.pem" }, { "", NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sendoff_roots_load (cases[i].ca_file, cases[i].crl_file, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].named));
      g_assert_null (strchr (error->message, '\x1b'));
    }
}

static void
test_formats (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) other = make_certificate (&(MakeSpec) { .name = "Other", GOOD_CA }, NULL);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, root);
  g_autofree char *pem = make_pem_file (judging_folder, "several.pem", (const Made *const[]) { other, root, root, other }, 4);
  g_autofree char *der = g_build_filename (judging_folder, "root.der", NULL);
  const char *files[] = { pem, der };
  g_autoptr(GError) error = NULL;

  g_file_set_contents (der, (const char *) root->der.data, root->der.size, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(SendoffRoots) roots = sendoff_roots_load (files[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_false (sendoff_roots_are_system (roots));
      g_assert_nonnull (sendoff_roots_get_credentials (roots));
      assert_problems (files[i], judge (roots, (const Made *const[]) { leaf }, 1, HOST), 0);
    }
}

static void
test_system (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, root);
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffRoots) roots = sendoff_roots_load (NULL, NULL, &error);

  if (roots == NULL)
    {
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
      g_test_skip ("this computer has no list of authorities");
      return;
    }

  g_assert_true (sendoff_roots_are_system (roots));
  assert_problems ("nobody the system knows", judge (roots, (const Made *const[]) { leaf, root }, 2, HOST), P (UNTRUSTED_ROOT));
}

typedef struct { SendoffRoots *roots; const Made *const *good; const Made *const *bad; gint wrong; } Shared;

static gpointer
judge_again_and_again (gpointer data)
{
  Shared *shared = data;

  for (guint i = 0; i < 100; i++)
    {
      if (judge (shared->roots, shared->good, 2, HOST) != 0)
        g_atomic_int_inc (&shared->wrong);
      if (judge (shared->roots, shared->bad, 1, HOST) != P (SELF_SIGNED))
        g_atomic_int_inc (&shared->wrong);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) intermediate = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA }, root);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, intermediate);
  g_autoptr(Made) own = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, NULL);
  g_autofree char *list = make_crl_file (judging_folder, "list.pem", intermediate, own);
  g_autoptr(SendoffRoots) roots = trust_with_crl (root, list);
  const Made *good[] = { leaf, intermediate }, *bad[] = { own };
  Shared shared = { roots, good, bad, 0 };
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("judge", judge_again_and_again, &shared);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpint (shared.wrong, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/roots/refused", test_refused);
  g_test_add_func ("/roots/formats", test_formats);
  g_test_add_func ("/roots/system", test_system);
  g_test_add_func ("/roots/threads", test_threads);

  return run_judging_tests ();
}
