/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revocation lists and stapled answers: what counts, and what never makes things better. */
#include "judging.h"

#include <glib/gstdio.h>

typedef struct { Made *root, *intermediate, *leaf, *must, *stranger; SendoffRoots *roots; } Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  user_data)
{
  f->root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  f->intermediate = make_certificate (&(MakeSpec) { .name = "Intermediate", GOOD_CA }, f->root);
  f->leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, f->intermediate);
  f->must = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST }, .must_staple = TRUE }, f->intermediate);
  f->stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  f->roots = trust (f->root);
}

static void
tear_down (Fixture       *f,
           gconstpointer  user_data)
{
  made_free (f->root);
  made_free (f->intermediate);
  made_free (f->leaf);
  made_free (f->must);
  made_free (f->stranger);
  sendoff_roots_unref (f->roots);
}

static guint
judge_with_list (Fixture    *f,
                 const Made *issuer,
                 const Made *revoked,
                 gboolean    whole_chain)
{
  g_autofree char *path = make_crl_file (judging_folder, "list.pem", issuer, revoked);
  g_autoptr(SendoffRoots) roots = trust_with_crl (f->root, path);
  const Made *chain[] = { f->leaf, f->intermediate };

  return judge (roots, chain, whole_chain ? 2 : 1, HOST);
}

static void
test_lists (Fixture       *f,
            gconstpointer  user_data)
{
  g_autoptr(Made) namesake = make_certificate (&(MakeSpec) { .name = "Intermediate", GOOD_CA, .no_key_ids = TRUE }, f->root);

  assert_problems ("leaf", judge_with_list (f, f->intermediate, f->leaf, TRUE), P (REVOKED));
  assert_problems ("intermediate", judge_with_list (f, f->root, f->intermediate, TRUE), P (REVOKED));
  assert_problems ("another one", judge_with_list (f, f->intermediate, f->must, TRUE), 0);
  assert_problems ("list of a stranger", judge_with_list (f, f->stranger, f->leaf, TRUE), 0);
  assert_problems ("list of a namesake", judge_with_list (f, namesake, f->leaf, TRUE), 0);
  assert_problems ("issuer unknown", judge_with_list (f, f->intermediate, f->leaf, FALSE), P (REVOKED) | P (INCOMPLETE_CHAIN));
}

static void
test_list_and_more (Fixture       *f,
                    gconstpointer  user_data)
{
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { "x.example" }, EXPIRED_RANGE }, f->intermediate);
  g_autofree char *path = make_crl_file (judging_folder, "list.pem", f->intermediate, leaf);
  g_autoptr(SendoffRoots) roots = trust_with_crl (f->root, path);
  const Made *chain[] = { leaf, f->intermediate };

  assert_problems ("revoked, expired, for another", judge (roots, chain, 2, HOST), P (REVOKED) | P (EXPIRED) | P (WRONG_NAME));
}

static guint
judge_with_staple (Fixture    *f,
                   const Made *leaf,
                   GBytes     *staple)
{
  const Made *chain[] = { leaf, f->intermediate };
  gnutls_datum_t ocsp = { NULL, 0 };
  gsize size = 0;

  ocsp.data = (unsigned char *) g_bytes_get_data (staple, &size);
  ocsp.size = size;
  return judge_input (f->roots, chain, 2, &(SendoffJudgeInput) { .host = HOST, .time = MAKE_NOW, .ocsp = &ocsp });
}

static const struct
{
  const char *name;
  MakeStaple  staple;
  guint       expected;      /* for a leaf that need not staple */
  guint       expected_must; /* for one that must */
} staples[] = {
  { "good", { .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY }, 0, 0 },
  { "good, without a next date", { .this_update = MAKE_NOW - MAKE_DAY }, 0, 0 },
  { "good, long ago without a next date", { .this_update = MAKE_NOW - 30 * MAKE_DAY }, 0, P (NO_STAPLE) },
  { "good, out of date", { .this_update = MAKE_NOW - 9 * MAKE_DAY, .next_update = MAKE_NOW - 2 * MAKE_DAY }, 0, P (NO_STAPLE) },
  { "good, from the future", { .this_update = MAKE_NOW + MAKE_DAY, .next_update = MAKE_NOW + 2 * MAKE_DAY }, 0, P (NO_STAPLE) },
  { "forged", { .forged = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY }, 0, P (NO_STAPLE) },
  { "for another", { .for_other = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY }, 0, P (NO_STAPLE) },
  { "unknown", { .unknown = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY }, 0, P (NO_STAPLE) },
  { "revoked", { .revoked = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY }, P (REVOKED), P (REVOKED) },
  { "revoked, out of date", { .revoked = TRUE, .this_update = MAKE_NOW - 9 * MAKE_DAY, .next_update = MAKE_NOW - 2 * MAKE_DAY },
    P (REVOKED), P (REVOKED) },
  { "revoked, forged", { .revoked = TRUE, .forged = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY },
    0, P (NO_STAPLE) },
  { "another revoked", { .revoked = TRUE, .for_other = TRUE, .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY },
    0, P (NO_STAPLE) },
};

static void
test_staples (Fixture       *f,
              gconstpointer  user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autoptr(GBytes) staple = make_staple (&staples[i].staple, f->leaf, f->intermediate, f->intermediate);
      g_autoptr(GBytes) must = make_staple (&staples[i].staple, f->must, f->intermediate, f->intermediate);

      assert_problems (staples[i].name, judge_with_staple (f, f->leaf, staple), staples[i].expected);
      assert_problems (staples[i].name, judge_with_staple (f, f->must, must), staples[i].expected_must);
    }
}

/* An answer about the same serial number by somebody else, or by somebody who was only let to identify servers. */
static void
test_responders (Fixture       *f,
                 gconstpointer  user_data)
{
  static const MakeStaple good = { .this_update = MAKE_NOW - MAKE_DAY, .next_update = MAKE_NOW + MAKE_DAY };
  g_autoptr(Made) delegate = make_certificate (&(MakeSpec) { .name = "Responder", .purposes = { GNUTLS_KP_OCSP_SIGNING } }, f->intermediate);
  g_autoptr(Made) server = make_certificate (&(MakeSpec) { .name = "Responder", .purposes = { SERVER_USE } }, f->intermediate);
  g_autoptr(Made) outsider = make_certificate (&(MakeSpec) { .name = "Responder", .purposes = { GNUTLS_KP_OCSP_SIGNING } }, f->stranger);
  g_autoptr(GBytes) by_delegate = make_staple (&good, f->must, f->intermediate, delegate);
  g_autoptr(GBytes) by_server = make_staple (&good, f->must, f->intermediate, server);
  g_autoptr(GBytes) by_outsider = make_staple (&good, f->must, f->intermediate, outsider);
  g_autoptr(GBytes) by_stranger = make_staple (&good, f->must, f->stranger, f->stranger);
  g_autoptr(GBytes) by_root = make_staple (&good, f->must, f->intermediate, f->root);
  g_autoptr(GBytes) garbage = g_bytes_new_static ("\x30\x03\x0a\x01\x00", 5);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);

  assert_problems ("delegate", judge_with_staple (f, f->must, by_delegate), 0);
  assert_problems ("server", judge_with_staple (f, f->must, by_server), P (NO_STAPLE));
  assert_problems ("outsider", judge_with_staple (f, f->must, by_outsider), P (NO_STAPLE));
  assert_problems ("stranger", judge_with_staple (f, f->must, by_stranger), P (NO_STAPLE));
  assert_problems ("root", judge_with_staple (f, f->must, by_root), P (NO_STAPLE));
  assert_problems ("garbage", judge_with_staple (f, f->must, garbage), P (NO_STAPLE));
  assert_problems ("empty", judge_with_staple (f, f->must, empty), P (NO_STAPLE));
}

static void
test_offline (Fixture       *f,
              gconstpointer  user_data)
{
  const Made *chain[] = { f->must, f->intermediate };
  SendoffJudgeInput input = { .host = HOST, .time = MAKE_NOW, .offline = TRUE };

  assert_problems ("offline", judge_input (f->roots, chain, 2, &input), 0);
}

#define ADD(path, function) g_test_add ("/revocation/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("lists", test_lists);
  ADD ("list-and-more", test_list_and_more);
  ADD ("staples", test_staples);
  ADD ("responders", test_responders);
  ADD ("offline", test_offline);

  return run_judging_tests ();
}
