/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A judgement is remembered for what was judged, and for nothing else. */
#include "judging.h"

#include "tls/judge-memory.h"

#define NOW 1800000000

static const guint8 bytes[] = "leaf and issuer, and a staple";
#define DATUM(offset, length) { (unsigned char *) bytes + (offset), (length) }

static const gnutls_datum_t chain[] = { DATUM (0, 4), DATUM (4, 11) }, moved_border[] = { DATUM (0, 5), DATUM (5, 10) },
                            other[] = { DATUM (0, 4), DATUM (5, 11) }, staple = DATUM (16, 5), other_staple = DATUM (17, 5), empty = DATUM (0, 0);

/* Each differs from the first. */
static const SendoffJudgeInput inputs[] = {
  { .chain = chain, .n_chain = 2, .host = HOST },
  { .chain = chain, .n_chain = 1, .host = HOST },
  { .chain = chain, .n_chain = 0, .host = HOST },
  { .chain = moved_border, .n_chain = 2, .host = HOST },
  { .chain = other, .n_chain = 2, .host = HOST },
  { .chain = chain, .n_chain = 2, .host = HOST "." },
  { .chain = chain, .n_chain = 2, .host = "" },
  { .chain = chain, .n_chain = 2, .host = HOST, .offline = TRUE },
  { .chain = chain, .n_chain = 2, .host = HOST, .ocsp = &staple },
  { .chain = chain, .n_chain = 2, .host = HOST, .ocsp = &other_staple },
  { .chain = chain, .n_chain = 2, .host = HOST, .ocsp = &empty },
};

static void
test_keys (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (inputs); j++)
      {
        g_autoptr(GBytes) one = sendoff_judge_memory_key (&inputs[i]);
        g_autoptr(GBytes) two = sendoff_judge_memory_key (&inputs[j]);

        g_assert_cmpint (g_bytes_equal (one, two), ==, i == j);
      }
}

static void
test_second (void)
{
  SendoffJudgeMemory *memory = sendoff_judge_memory_new ();
  g_autoptr(GBytes) key = sendoff_judge_memory_key (&inputs[0]);
  guint problems = 0;

  g_assert_false (sendoff_judge_memory_recall (memory, key, NOW, &problems));
  sendoff_judge_memory_keep (memory, key, NOW, P (EXPIRED));
  g_assert_true (sendoff_judge_memory_recall (memory, key, NOW, &problems));
  g_assert_cmpuint (problems, ==, P (EXPIRED));
  g_assert_false (sendoff_judge_memory_recall (memory, key, NOW + 1, &problems));
  /* The clock was set back. */
  g_assert_false (sendoff_judge_memory_recall (memory, key, NOW - 1, &problems));
  sendoff_judge_memory_free (memory);
}

static void
test_bounded (void)
{
  SendoffJudgeMemory *memory = sendoff_judge_memory_new ();
  g_autoptr(GBytes) first = sendoff_judge_memory_key (&inputs[0]);
  guint problems = 0;

  sendoff_judge_memory_keep (memory, first, NOW, P (WEAK));
  for (gsize i = 1; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr(GBytes) key = sendoff_judge_memory_key (&inputs[i]);

      sendoff_judge_memory_keep (memory, key, NOW, (guint) i);
      g_assert_true (sendoff_judge_memory_recall (memory, key, NOW, &problems));
      g_assert_cmpuint (problems, ==, i);
    }
  g_assert_false (sendoff_judge_memory_recall (memory, first, NOW, &problems));
  sendoff_judge_memory_free (memory);
}

/* Again and again, and one after the other: as if each were the first. */
static void
test_judge_now (void)
{
  make_shift = g_get_real_time () / G_USEC_PER_SEC - MAKE_NOW;

  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  g_autoptr(Made) good = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, root);
  g_autoptr(Made) expired = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST }, EXPIRED_RANGE }, root);
  g_autoptr(SendoffRoots) roots = trust (root);
  g_autoptr(SendoffRoots) others = trust (stranger);
  const struct { const SendoffRoots *roots; const Made *leaf; const char *host; guint expected; } cases[] = {
    { roots, good, HOST, 0 },
    { roots, good, "other.example.org", P (WRONG_NAME) },
    { roots, expired, HOST, P (EXPIRED) },
    { others, good, HOST, P (INCOMPLETE_CHAIN) },
  };

  for (guint round = 0; round < 3; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        SendoffJudgeInput input = { .chain = &cases[i].leaf->der, .n_chain = 1, .host = cases[i].host };

        assert_problems (cases[i].host, sendoff_judge_now (cases[i].roots, &input), cases[i].expected);
        assert_problems (cases[i].host, sendoff_judge (cases[i].roots, &input), cases[i].expected);
      }
  make_shift = 0;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/judge-memory/keys", test_keys);
  g_test_add_func ("/judge-memory/second", test_second);
  g_test_add_func ("/judge-memory/bounded", test_bounded);
  g_test_add_func ("/judge-memory/judge-now", test_judge_now);

  return run_judging_tests ();
}
