/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the judge finds its way through what a server sends: gaps, order, duplicates, bystanders, look-alikes, garbage. */
#include "judging.h"

#include <gnutls/abstract.h>

#include <string.h>

static const MakeSpec root_spec = { .name = "Root", GOOD_CA };
static const MakeSpec intermediate_spec = { .name = "Intermediate", GOOD_CA };
static const MakeSpec leaf_spec = { GOOD_LEAF, .dns = { HOST } };

typedef struct { Made *root, *intermediate, *leaf, *stranger; SendoffRoots *roots, *strangers; } Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->root = make_certificate (&root_spec, NULL);
  fixture->intermediate = make_certificate (&intermediate_spec, fixture->root);
  fixture->leaf = make_certificate (&leaf_spec, fixture->intermediate);
  fixture->stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  fixture->roots = trust (fixture->root);
  fixture->strangers = trust (fixture->stranger);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  made_free (fixture->root);
  made_free (fixture->intermediate);
  made_free (fixture->leaf);
  made_free (fixture->stranger);
  sendoff_roots_unref (fixture->roots);
  sendoff_roots_unref (fixture->strangers);
}

#define JUDGE(fixture, ...) \
  judge ((fixture)->roots, (const Made *const[]) { __VA_ARGS__ }, sizeof ((const Made *const[]) { __VA_ARGS__ }) / sizeof (Made *), HOST)

static void
test_order (Fixture       *f,
            gconstpointer  user_data)
{
  assert_problems ("in order", JUDGE (f, f->leaf, f->intermediate), 0);
  assert_problems ("with the root", JUDGE (f, f->leaf, f->intermediate, f->root), 0);
  assert_problems ("root before the intermediate", JUDGE (f, f->leaf, f->root, f->intermediate), 0);
  assert_problems ("duplicates", JUDGE (f, f->leaf, f->leaf, f->intermediate, f->intermediate, f->leaf), 0);
  assert_problems ("with a bystander", JUDGE (f, f->leaf, f->stranger, f->intermediate), 0);
  assert_problems ("with a bystander behind", JUDGE (f, f->leaf, f->intermediate, f->stranger), 0);
}

static void
test_long_way (Fixture       *f,
               gconstpointer  user_data)
{
  g_autoptr(Made) a = make_certificate (&(MakeSpec) { .name = "A", GOOD_CA }, f->root);
  g_autoptr(Made) b = make_certificate (&(MakeSpec) { .name = "B", GOOD_CA }, a);
  g_autoptr(Made) c = make_certificate (&(MakeSpec) { .name = "C", GOOD_CA }, b);
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, c);

  assert_problems ("four levels", JUDGE (f, leaf, c, b, a), 0);
  assert_problems ("four levels backwards", JUDGE (f, leaf, a, b, c), 0);
  assert_problems ("a gap", JUDGE (f, leaf, c, a), P (INCOMPLETE_CHAIN));
}

static void
test_incomplete (Fixture       *f,
                 gconstpointer  user_data)
{
  g_autoptr(Made) late = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { "x.example.net" }, EXPIRED_RANGE }, f->intermediate);

  assert_problems ("leaf alone", JUDGE (f, f->leaf), P (INCOMPLETE_CHAIN));
  assert_problems ("leaf and root", JUDGE (f, f->leaf, f->root), P (INCOMPLETE_CHAIN));
  assert_problems ("leaf and a stranger", JUDGE (f, f->leaf, f->stranger), P (INCOMPLETE_CHAIN));
  assert_problems ("all that is wrong", JUDGE (f, late), P (INCOMPLETE_CHAIN) | P (EXPIRED) | P (WRONG_NAME));
}

static void
test_untrusted (Fixture       *f,
                gconstpointer  user_data)
{
  g_autoptr(Made) intermediate = make_certificate (&(MakeSpec) { .name = "Other", GOOD_CA, EXPIRED_RANGE }, f->stranger);
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, f->stranger);
  g_autoptr(Made) below = make_certificate (&leaf_spec, intermediate);
  g_autoptr(Made) weak = make_certificate (&(MakeSpec) { .name = "s", .dns = { HOST }, .key = MAKE_RSA_1024, .purposes = { CLIENT_USE } },
                                           f->stranger);

  assert_problems ("root sent", JUDGE (f, leaf, f->stranger), P (UNTRUSTED_ROOT));
  assert_problems ("expired intermediate", JUDGE (f, below, intermediate, f->stranger), P (UNTRUSTED_ROOT) | P (EXPIRED));
  assert_problems ("all that is wrong", JUDGE (f, weak, f->stranger), P (UNTRUSTED_ROOT) | P (WEAK) | P (WRONG_PURPOSE));
}

static void
test_namesake (Fixture       *f,
               gconstpointer  user_data)
{
  static const MakeSpec plain_root = { .name = "Root", GOOD_CA, .no_key_ids = TRUE };
  static const MakeSpec plain_leaf = { GOOD_LEAF, .dns = { HOST }, .no_key_ids = TRUE };
  g_autoptr(Made) namesake = make_certificate (&root_spec, NULL);
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, namesake);
  g_autoptr(Made) plain_namesake = make_certificate (&plain_root, NULL);
  g_autoptr(Made) unmarked = make_certificate (&plain_leaf, plain_namesake);

  assert_problems ("namesake of the root, not sent", JUDGE (f, leaf), P (UNTRUSTED_ROOT));
  assert_problems ("namesake of the root, sent", JUDGE (f, leaf, namesake), P (UNTRUSTED_ROOT));
  assert_problems ("without key identifiers", JUDGE (f, unmarked), P (UNTRUSTED_ROOT));
  assert_problems ("without key identifiers, sent", JUDGE (f, unmarked, plain_namesake), P (UNTRUSTED_ROOT));
}

static void
test_self_signed (Fixture       *f,
                  gconstpointer  user_data)
{
  static const struct { const char *name; guint expected; MakeSpec spec; } cases[] = {
    { "plain", P (SELF_SIGNED), { GOOD_LEAF, .dns = { HOST } } },
    { "as openssl req -x509 makes it", P (SELF_SIGNED), { .name = HOST, .dns = { HOST }, .is_authority = TRUE } },
    { "with an authority's usage", P (SELF_SIGNED), { .name = HOST, .dns = { HOST }, GOOD_CA } },
    { "without key identifiers", P (SELF_SIGNED), { .name = HOST, .dns = { HOST }, .is_authority = TRUE, .no_key_ids = TRUE } },
    { "common name only", P (SELF_SIGNED) | P (WRONG_NAME), { .name = HOST, .is_authority = TRUE } },
    { "v1", P (SELF_SIGNED) | P (WEAK) | P (WRONG_NAME), { .name = HOST, .version = 1 } },
    { "expired", P (SELF_SIGNED) | P (EXPIRED), { GOOD_LEAF, .dns = { HOST }, EXPIRED_RANGE } },
    { "sha-1", P (SELF_SIGNED) | P (WEAK), { GOOD_LEAF, .dns = { HOST }, .digest = GNUTLS_DIG_SHA1 } },
    { "expired, short, for clients, for another", P (SELF_SIGNED) | P (EXPIRED) | P (WEAK) | P (WRONG_PURPOSE) | P (WRONG_NAME),
      { .name = "x", .dns = { "x.example" }, .purposes = { CLIENT_USE }, EXPIRED_RANGE, .key = MAKE_RSA_1024 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Made) leaf = make_certificate (&cases[i].spec, NULL);

      assert_problems (cases[i].name, JUDGE (f, leaf), cases[i].expected);
      assert_problems (cases[i].name, JUDGE (f, leaf, f->stranger, f->root), cases[i].expected);
      assert_problems (cases[i].name, JUDGE (f, leaf, leaf), cases[i].expected);
    }
}

static void
test_self_signed_that_signs (Fixture       *f,
                             gconstpointer  user_data)
{
  g_autoptr(Made) authority = make_certificate (&(MakeSpec) { .name = "A", .dns = { HOST }, GOOD_CA }, NULL);
  g_autoptr(Made) other = make_certificate (&leaf_spec, authority);
  g_autoptr(SendoffRoots) roots = trust (authority);
  const Made *chain[] = { authority };

  assert_problems ("others sign with it", JUDGE (f, authority, other), P (SELF_SIGNED) | P (NOT_A_SERVER));
  assert_problems ("a trusted authority that only signs", judge (roots, chain, 1, HOST), P (NOT_A_SERVER));
}

/* A server's own certificate among the roots. */
static void
test_trusted_leaf (Fixture       *f,
                   gconstpointer  user_data)
{
  static const struct { const char *name; guint expected; MakeSpec spec; } cases[] = {
    { "plain", 0, { GOOD_LEAF, .dns = { HOST } } },
    { "as openssl req -x509 makes it", 0, { .name = HOST, .dns = { HOST }, .is_authority = TRUE } },
    { "expired", P (EXPIRED), { GOOD_LEAF, .dns = { HOST }, EXPIRED_RANGE } },
    { "other name", P (WRONG_NAME), { GOOD_LEAF, .dns = { "x.example" } } },
    { "for clients", P (WRONG_PURPOSE), { .name = "s", .dns = { HOST }, .purposes = { CLIENT_USE } } },
    { "short", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .key = MAKE_RSA_1024 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Made) leaf = make_certificate (&cases[i].spec, NULL);
      g_autoptr(SendoffRoots) roots = trust (leaf);
      const Made *chain[] = { leaf };

      assert_problems (cases[i].name, judge (roots, chain, 1, HOST), cases[i].expected);
    }
}

static void
test_trusted_leaf_of_a_stranger (Fixture       *f,
                                 gconstpointer  user_data)
{
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, f->stranger);
  g_autoptr(SendoffRoots) roots = trust (leaf);

  assert_problems ("alone", judge (roots, (const Made *const[]) { leaf }, 1, HOST), 0);
  assert_problems ("with its chain", judge (roots, (const Made *const[]) { leaf, f->stranger }, 2, HOST), 0);
}

/* What GnuTLS alone objects to: an authority that promises staples binds those below it; an excluded directory name, whichever. */
static void
test_known_to_gnutls_only (Fixture       *f,
                           gconstpointer  user_data)
{
  g_autoptr(Made) intermediate = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA, .must_staple = TRUE }, f->root);
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, intermediate);
  g_autoptr(Made) excluding = make_certificate (&(MakeSpec) { .name = "X", GOOD_CA, .excluded_organization = "Another Org" }, f->root);
  g_autoptr(Made) below = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST }, .organization = "An Org" }, excluding);

  assert_problems ("promise not kept", JUDGE (f, leaf, intermediate), P (MALFORMED));
  assert_problems ("another one excluded", JUDGE (f, below, excluding), P (NAME_CONSTRAINT));
  assert_problems ("another one excluded, no root", judge (f->strangers, (const Made *const[]) { below, excluding, f->root }, 3, HOST),
                   P (UNTRUSTED_ROOT));
}

/* Two intermediates of one key: an old one and its renewal, or one from a root nobody knows. */
static void
test_renewed_and_crossed (Fixture       *f,
                          gconstpointer  user_data)
{
  g_autoptr(Made) old = make_again (&(MakeSpec) { .name = "Intermediate", GOOD_CA, EXPIRED_RANGE }, f->intermediate, f->root);
  g_autoptr(Made) crossed = make_again (&intermediate_spec, f->intermediate, f->stranger);
  g_autoptr(Made) away = make_certificate (&(MakeSpec) { .name = "Away", GOOD_CA }, NULL);
  g_autoptr(Made) absent = make_certificate (&(MakeSpec) { .name = "X", GOOD_CA }, away);
  g_autoptr(Made) crossed_below = make_again (&(MakeSpec) { .name = "X", GOOD_CA }, absent, f->stranger);
  g_autoptr(Made) below = make_certificate (&leaf_spec, absent);
  g_autoptr(Made) crossed_root = make_again (&root_spec, f->root, f->stranger);
  g_autoptr(Made) renewed_root = make_again (&root_spec, f->root, NULL);

  assert_problems ("old before new", JUDGE (f, f->leaf, old, f->intermediate), 0);
  assert_problems ("new before old", JUDGE (f, f->leaf, f->intermediate, old), 0);
  assert_problems ("old alone", JUDGE (f, f->leaf, old), P (EXPIRED));
  assert_problems ("ours before crossed", JUDGE (f, f->leaf, f->intermediate, crossed, f->stranger), 0);
  /* A way to our root is there, but GnuTLS doesn't go back to find it. */
  assert_problems ("crossed before ours", JUDGE (f, f->leaf, crossed, f->stranger, f->intermediate), P (UNTRUSTED_ROOT));
  assert_problems ("crossed alone", JUDGE (f, f->leaf, crossed, f->stranger), P (UNTRUSTED_ROOT));
  assert_problems ("crossed by somebody absent", JUDGE (f, below, absent, crossed_below, f->stranger), P (UNTRUSTED_ROOT));
  assert_problems ("crossed root", JUDGE (f, f->leaf, f->intermediate, crossed_root, f->stranger), 0);
  assert_problems ("renewed root", JUDGE (f, f->leaf, f->intermediate, renewed_root), 0);
}

/* Another intermediate with the same name that didn't sign. */
static void
test_wrong_generation (Fixture       *f,
                       gconstpointer  user_data)
{
  g_autoptr(Made) other = make_certificate (&intermediate_spec, f->root);

  assert_problems ("wrong generation alone", JUDGE (f, f->leaf, other), P (INCOMPLETE_CHAIN));
  assert_problems ("wrong generation first", JUDGE (f, f->leaf, other, f->intermediate), 0);
}

static guint
judge_broken (Fixture *f,
              guint    which,
              gsize    from_end)
{
  gnutls_datum_t chain[] = { f->leaf->der, f->intermediate->der };
  g_autofree guint8 *copy = g_memdup2 (chain[which].data, chain[which].size);
  SendoffJudgeInput input = { .chain = chain, .n_chain = 2, .host = HOST, .time = MAKE_NOW };

  copy[chain[which].size - from_end] ^= 1;
  chain[which].data = copy;
  return sendoff_judge (f->roots, &input);
}

static void
test_forged (Fixture       *f,
             gconstpointer  user_data)
{
  assert_problems ("leaf's signature", judge_broken (f, 0, 1), P (MALFORMED) | P (INCOMPLETE_CHAIN));
  assert_problems ("intermediate's signature", judge_broken (f, 1, 1), P (MALFORMED) | P (UNTRUSTED_ROOT));
}

static void
test_garbage (Fixture       *f,
              gconstpointer  user_data)
{
  static unsigned char text[] = "-----BEGIN CERTIFICATE-----";
  gnutls_datum_t garbage = { text, sizeof text }, empty = { text, 0 };
  gnutls_datum_t cut = { f->leaf->der.data, f->leaf->der.size / 2 };
  gnutls_datum_t all[] = { garbage, empty, cut };
  gnutls_datum_t behind[] = { f->leaf->der, f->intermediate->der, garbage };
  SendoffJudgeInput none = { .host = HOST, .time = MAKE_NOW };
  SendoffJudgeInput rest = { .chain = behind, .n_chain = 3, .host = HOST, .time = MAKE_NOW };

  assert_problems ("no certificate", sendoff_judge (f->roots, &none), P (MALFORMED));
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      SendoffJudgeInput input = { .chain = &all[i], .n_chain = 1, .host = HOST, .time = MAKE_NOW };

      assert_problems ("garbage", sendoff_judge (f->roots, &input), P (MALFORMED));
    }
  assert_problems ("garbage behind", sendoff_judge (f->roots, &rest), P (MALFORMED));
  assert_problems ("no host", judge (f->roots, (const Made *const[]) { f->leaf, f->intermediate }, 2, NULL), P (MALFORMED));
  assert_problems ("empty host", judge (f->roots, (const Made *const[]) { f->leaf, f->intermediate }, 2, ""), P (WRONG_NAME));
}

/* Loops: each of two authorities has signed the other. */
static void
test_circle (Fixture       *f,
             gconstpointer  user_data)
{
  static const MakeSpec a_spec = { .name = "A", GOOD_CA }, b_spec = { .name = "B", GOOD_CA };
  g_autoptr(Made) first_a = make_certificate (&a_spec, NULL);
  g_autoptr(Made) b = make_certificate (&b_spec, first_a);
  g_autoptr(Made) a = make_again (&a_spec, first_a, b);
  g_autoptr(Made) leaf = make_certificate (&leaf_spec, a);

  assert_problems ("circle", JUDGE (f, leaf, a, b), P (INCOMPLETE_CHAIN));
  assert_problems ("circle and its root", JUDGE (f, leaf, a, b, first_a), P (UNTRUSTED_ROOT));
}

#if defined (__SANITIZE_ADDRESS__)
#define IS_SANITIZED TRUE
#else
#define IS_SANITIZED FALSE
#endif

/* A sanitizer or valgrind copies on each growth of memory: fewer names, and no limit that means something. */
static gboolean
is_slow (void)
{
  return IS_SANITIZED || g_getenv ("SENDOFF_SLOW") != NULL;
}

static void
assert_swift (const char *name,
              double      seconds)
{
  g_test_message ("%s: %.3f s", name, seconds);
  g_assert_cmpfloat (seconds, <, is_slow () ? 50 : 3);
}

static double
time_judge (Fixture           *f,
            const Made *const *chain,
            guint              n_chain,
            guint             *problems)
{
  gint64 start = g_get_monotonic_time ();

  *problems = judge (f->roots, chain, n_chain, HOST);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* 100 certificates below one another: whatever GnuTLS thinks of them, it takes no time. */
static void
test_hundred (Fixture       *f,
              gconstpointer  user_data)
{
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) made_free);
  const Made *chain[101];
  double seconds;
  guint problems;

  for (guint i = 0; i < 99; i++)
    {
      g_autofree char *name = g_strdup_printf ("Level %u", i);

      g_ptr_array_add (made, make_certificate (&(MakeSpec) { .name = name, GOOD_CA }, i == 0 ? f->root : made->pdata[i - 1]));
    }
  g_ptr_array_add (made, make_certificate (&leaf_spec, made->pdata[98]));
  for (guint i = 0; i < 100; i++)
    chain[i] = made->pdata[99 - i];
  chain[100] = f->stranger;

  seconds = time_judge (f, chain, 100, &problems);
  assert_problems ("100 in order", problems, 0);
  assert_swift ("100 in order", seconds);

  assert_problems ("101", judge (f->roots, chain, 101, HOST), P (MALFORMED));
}

/* Each of 100 with one name signed by the next, sent so that for each all others have to be tried. */
static void
test_look_alikes (Fixture       *f,
                  gconstpointer  user_data)
{
  static const MakeSpec spec = { .name = "Same", .is_authority = TRUE, .no_key_ids = TRUE };
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) made_free);
  const Made *chain[100];
  double seconds;
  guint problems;

  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (made, make_certificate (&spec, i == 0 ? NULL : made->pdata[i - 1]));
  chain[0] = made->pdata[99];
  for (guint i = 0; i < 99; i++)
    chain[i + 1] = made->pdata[i];

  seconds = time_judge (f, chain, 100, &problems);
  g_assert_cmpuint (problems & P (MALFORMED), !=, 0);
  assert_swift ("100 look-alikes", seconds);
}

/* The leaf gets another public key, and is signed anew. */
static void
give_key (Made       *leaf,
          const Made *issuer,
          gsize       n_modulus,
          gsize       n_exponent)
{
  g_autofree guint8 *modulus = g_malloc (n_modulus), *exponent = g_malloc (n_exponent);
  gnutls_datum_t m = { modulus, (unsigned) n_modulus }, e = { exponent, (unsigned) n_exponent };
  gnutls_pubkey_t key;

  memset (modulus, 0x55, n_modulus);
  memset (exponent, 0x55, n_exponent);
  g_assert_cmpint (gnutls_pubkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_rsa_raw (key, &m, &e), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_pubkey (leaf->certificate, key), ==, 0);
  gnutls_pubkey_deinit (key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (leaf->certificate, issuer->certificate, issuer->key, GNUTLS_DIG_SHA256, 0), ==, 0);
  gnutls_free (leaf->der.data);
  g_assert_cmpint (gnutls_x509_crt_export2 (leaf->certificate, GNUTLS_X509_FMT_DER, &leaf->der), ==, 0);
}

/* Keys with which a signature takes up to seconds, of which a hostile server could send a hundred. */
static void
test_costly_keys (Fixture       *f,
                  gconstpointer  user_data)
{
  static const struct { const char *name; gsize n_modulus, n_exponent; guint expected; } keys[] = {
    { "2048 bits", 257, 3, P (WEAK) }, /* the first octet's highest bit isn't set: 2055 bits */
    { "2048 bits, long exponent", 257, 32, P (WEAK) },
    { "2048 bits, endless exponent", 257, 256, P (MALFORMED) },
    { "8192 bits, long exponent", 1024, 32, P (MALFORMED) },
    { "17000 bits", 2125, 3, P (MALFORMED) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(Made) leaf = make_certificate (&leaf_spec, f->intermediate);

      give_key (leaf, f->intermediate, keys[i].n_modulus, keys[i].n_exponent);
      assert_problems (keys[i].name, JUDGE (f, leaf, f->intermediate), keys[i].expected);
    }
}

static void
test_ten_thousand_names (Fixture       *f,
                         gconstpointer  user_data)
{
  guint n_names = is_slow () ? 1000 : 10000;
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .n_names = n_names, .dns = { HOST } }, f->intermediate);
  g_autoptr(Made) wrong = make_certificate (&(MakeSpec) { GOOD_LEAF, .n_names = n_names }, f->intermediate);
  const Made *chain[] = { leaf, f->intermediate };
  double seconds;
  guint problems;

  seconds = time_judge (f, chain, 2, &problems);
  assert_problems ("10,000 names", problems, 0);
  assert_swift ("10,000 names", seconds);

  chain[0] = wrong;
  seconds = time_judge (f, chain, 2, &problems);
  assert_problems ("10,000 other names", problems, P (WRONG_NAME));
  assert_swift ("10,000 other names", seconds);
}

#define ADD(path, function) g_test_add ("/chains/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("order", test_order);
  ADD ("long-way", test_long_way);
  ADD ("incomplete", test_incomplete);
  ADD ("untrusted", test_untrusted);
  ADD ("namesake", test_namesake);
  ADD ("self-signed", test_self_signed);
  ADD ("self-signed-that-signs", test_self_signed_that_signs);
  ADD ("trusted-leaf", test_trusted_leaf);
  ADD ("trusted-leaf-of-a-stranger", test_trusted_leaf_of_a_stranger);
  ADD ("known-to-gnutls-only", test_known_to_gnutls_only);
  ADD ("renewed-and-crossed", test_renewed_and_crossed);
  ADD ("wrong-generation", test_wrong_generation);
  ADD ("forged", test_forged);
  ADD ("garbage", test_garbage);
  ADD ("circle", test_circle);
  ADD ("hundred", test_hundred);
  ADD ("look-alikes", test_look_alikes);
  ADD ("costly-keys", test_costly_keys);
  ADD ("ten-thousand-names", test_ten_thousand_names);

  return run_judging_tests ();
}
