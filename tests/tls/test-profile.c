/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that certificates have to have: each case breaks one rule, or does what must be let pass. */
#include "judging.h"

/* GnuTLS leaks where it gives up on name constraints; AddressSanitizer sees through its frames, and finds the suppression, only this way. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

typedef struct
{
  const char *name;
  guint       expected;
  MakeSpec    leaf, intermediate, root;
  const char *host;
} Case;

#define LEAF         GOOD_LEAF, .dns = { HOST }
#define NAMED(text)  .name = text, .purposes = { SERVER_USE }, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE
#define INTERMEDIATE { .name = "Intermediate", GOOD_CA }
#define ROOT         { .name = "Root", GOOD_CA }

#define SUBJECT_KEY_ID   "2.5.29.14"
#define KEY_USAGE        "2.5.29.15"
#define ALT_NAME         "2.5.29.17"
#define BASIC            "2.5.29.19"
#define CONSTRAINTS      "2.5.29.30"
#define AUTHORITY_KEY_ID "2.5.29.35"
#define POLICY           "2.5.29.36"
#define PURPOSES         "2.5.29.37"
#define ACCESS           "1.3.6.1.5.5.7.1.1"

/* The key identifier AA:BB:CC:DD, the authority "CN=x", the serial number 1234. */
#define OWN_ID        "0404aabbccdd"
#define ID            "8004aabbccdd"
#define ISSUER        "a110a40e300c310a300806035504030c0178"
#define ISSUER_PRINTABLE "a110a40e300c310a30080603550403130178"
#define SERIAL        "820204d2"
#define HOST_NAME     "82106d61696c2e6578616d706c652e6f7267"
#define OTHER_NAME    "a00f06092b06010401868d1f03a0020500"
#define GOOD_ACCESS   "3019301706082b06010505073002860b6578616d706c652e636f6d"
#define FOR_SERVERS   "300a06082b06010505070301"
#define WITHIN_ORG    "3011a00f300d820b6578616d706c652e6f7267"
#define BELOW_ORG     "3012a010300e820c2e6578616d706c652e6f7267"

static const Case cases[] = {
  { "critical own identifier", P (WEAK), { LEAF, .extra = { { SUBJECT_KEY_ID, OWN_ID, TRUE } } }, INTERMEDIATE, ROOT },
  { "critical own identifier above", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID, TRUE } } }, ROOT },
  { "critical own identifier at the root", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID, TRUE } } } },
  { "critical issuer's identifier", P (WEAK), { LEAF, .extra = { { AUTHORITY_KEY_ID, "3006" ID, TRUE } } },
    { .name = "I", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID } } }, ROOT },
  { "issuer's identifier not given", P (WEAK), { LEAF, .no_authority_key_id = TRUE }, INTERMEDIATE, ROOT },
  { "issuer's identifier not given above", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .no_authority_key_id = TRUE }, ROOT },
  { "authority without an identifier", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .no_subject_key_id = TRUE }, ROOT },
  { "no identifiers at all", 0, { LEAF, .no_key_ids = TRUE }, { .name = "I", GOOD_CA, .no_key_ids = TRUE },
    { .name = "Root", GOOD_CA, .no_key_ids = TRUE } },
  { "leaf without identifiers", 0, { LEAF, .no_key_ids = TRUE }, INTERMEDIATE, ROOT },
  { "leaf with its issuer's identifier only", 0, { LEAF, .no_subject_key_id = TRUE }, INTERMEDIATE, ROOT },
  { "root without an identifier", 0, { LEAF }, { .name = "I", GOOD_CA, .no_key_ids = TRUE }, { .name = "Root", GOOD_CA, .no_subject_key_id = TRUE } },
  { "root without the identifier that is named below", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .extra = { { AUTHORITY_KEY_ID, "3006" ID } } },
    { .name = "Root", GOOD_CA, .no_subject_key_id = TRUE } },
  { "root without its issuer's identifier", 0, { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .no_authority_key_id = TRUE } },
  { "empty issuer's identifier", P (WEAK), { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .extra = { { AUTHORITY_KEY_ID, "3000" } } } },
  { "issuer's name without its number", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID }, { AUTHORITY_KEY_ID, "3018" ID ISSUER } } } },
  { "issuer's number without its name", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID }, { AUTHORITY_KEY_ID, "300a" ID SERIAL } } } },
  { "root that names another as its issuer", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID }, { AUTHORITY_KEY_ID, "301c" ID ISSUER SERIAL } } } },
  { "root that names itself by identifier, name and number", 0, { LEAF }, INTERMEDIATE,
    { .name = "x", GOOD_CA, .serial = "04d2", .extra = { { SUBJECT_KEY_ID, OWN_ID }, { AUTHORITY_KEY_ID, "301c" ID ISSUER_PRINTABLE SERIAL } } } },
  { "root that names another key", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { SUBJECT_KEY_ID, OWN_ID }, { AUTHORITY_KEY_ID, "3006800411223344" } } } },

  { "root of no name", P (MALFORMED), { LEAF }, INTERMEDIATE, { GOOD_CA } },
  { "intermediate of no name", P (MALFORMED), { LEAF }, { GOOD_CA }, ROOT },
  { "root marked loosely", 0, { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .extra = { { BASIC, "30030101ff" } } } },
  { "intermediate marked loosely", 0, { LEAF }, { .name = "I", GOOD_CA, .extra = { { BASIC, "30030101ff" } } }, ROOT },
  { "unknown critical extension at the root", P (MALFORMED), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .critical_oddity = TRUE } },
  { "root without any use", P (MALFORMED), { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .extra = { { KEY_USAGE, "03020700" } } } },
  { "intermediate without any use", P (MALFORMED), { LEAF }, { .name = "I", GOOD_CA, .extra = { { KEY_USAGE, "03020700" } } }, ROOT },
  { "leaf without any use", P (MALFORMED), { LEAF, .extra = { { KEY_USAGE, "03020700" } } }, INTERMEDIATE, ROOT },
  { "leaf that may sign others", P (WEAK), { LEAF, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN },
    INTERMEDIATE, ROOT },
  { "leaf with the marks of an authority", P (NOT_A_SERVER), { LEAF, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE, .is_authority = TRUE },
    INTERMEDIATE, ROOT },

  { "access", 0, { LEAF, .extra = { { ACCESS, GOOD_ACCESS } } }, INTERMEDIATE, ROOT },
  { "critical access", P (WEAK), { LEAF, .extra = { { ACCESS, GOOD_ACCESS, TRUE } } }, INTERMEDIATE, ROOT },
  { "access to nothing", P (WEAK), { LEAF, .extra = { { ACCESS, "3000" } } }, INTERMEDIATE, ROOT },
  { "access that is garbage", P (WEAK), { LEAF, .extra = { { ACCESS, "6d616c666f726d6564" } } }, INTERMEDIATE, ROOT },
  { "policy constraints, which GnuTLS doesn't know", P (MALFORMED), { LEAF }, { .name = "I", GOOD_CA, .extra = { { POLICY, "3003800103", TRUE } } }, ROOT },
  { "loose policy constraints", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .extra = { { POLICY, "3003800103" } } }, ROOT },
  { "an unknown extension", 0, { LEAF, .extra = { { "1.3.6.1.4.1.99999.1", "0500" } } }, INTERMEDIATE, ROOT },

  { "constraints on a leaf", P (WEAK), { LEAF, .extra = { { CONSTRAINTS, WITHIN_ORG } } }, INTERMEDIATE, ROOT },
  { "critical constraints on a leaf", P (WEAK), { LEAF, .extra = { { CONSTRAINTS, WITHIN_ORG, TRUE } } }, INTERMEDIATE, ROOT },
  { "loose constraints", 0, { LEAF }, { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, WITHIN_ORG } } }, ROOT },
  { "constraints that begin with a dot", 0, { LEAF }, { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, BELOW_ORG, TRUE } } }, ROOT },
  { "constraints that begin with a dot at the root", P (WEAK), { LEAF }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .extra = { { CONSTRAINTS, BELOW_ORG, TRUE } } } },
  { "constraints without anything", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, "3000", TRUE } } }, ROOT },
  { "empty constraints", P (WEAK), { LEAF }, { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, "3004a000a100", TRUE } } }, ROOT },
  { "a wildcard as a constraint", P (MALFORMED) | P (NAME_CONSTRAINT), { LEAF },
    { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, "3013a011300f820d2a2e6578616d706c652e6f7267", TRUE } } }, ROOT },
  { "an address without a mask as a constraint", P (MALFORMED), { GOOD_LEAF, .addresses = { "127.0.0.1" } },
    { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, "300aa008300687047f000001", TRUE } } }, ROOT, "127.0.0.1" },
  { "a name of another kind excluded, which GnuTLS doesn't know", P (MALFORMED), { LEAF, .extra = { { ALT_NAME, "3023" HOST_NAME OTHER_NAME } } },
    { .name = "I", GOOD_CA, .extra = { { CONSTRAINTS, "3015a1133011" OTHER_NAME, TRUE } } }, ROOT },
  { "a name of another kind", 0, { LEAF, .extra = { { ALT_NAME, "3023" HOST_NAME OTHER_NAME } } }, INTERMEDIATE, ROOT },

  { "a name that begins with a dot", P (WEAK), { GOOD_LEAF, .dns = { ".example.org", HOST } }, INTERMEDIATE, ROOT },
  { "an address of eight bytes", P (MALFORMED), { LEAF, .extra = { { ALT_NAME, "301c" HOST_NAME "87087f000001ff000000" } } }, INTERMEDIATE, ROOT },
  { "loose names without a subject", P (WEAK), { .purposes = { SERVER_USE }, .extra = { { ALT_NAME, "3012" HOST_NAME } } }, INTERMEDIATE,
    ROOT },
  { "critical names with a subject", P (WEAK), { LEAF, .extra = { { ALT_NAME, "3012" HOST_NAME, TRUE } } }, INTERMEDIATE, ROOT },

  { "address in hexadecimal", P (WEAK), { NAMED ("0x0a000001"), .addresses = { "10.0.0.1" } }, INTERMEDIATE, ROOT, "10.0.0.1" },
  { "address with zeros", P (WEAK), { NAMED ("10.0.0.001"), .addresses = { "10.0.0.1" } }, INTERMEDIATE, ROOT, "10.0.0.1" },
  { "address in capitals", P (WEAK), { NAMED ("2001:DB8::1"), .addresses = { "2001:db8::1" } }, INTERMEDIATE, ROOT, "2001:db8::1" },
  { "address", 0, { NAMED ("10.0.0.1"), .addresses = { "10.0.0.1" } }, INTERMEDIATE, ROOT, "10.0.0.1" },
  { "another address", 0, { NAMED ("10.0.0.2"), .addresses = { "10.0.0.1" } }, INTERMEDIATE, ROOT, "10.0.0.1" },
  { "number", 0, { NAMED ("0x0a000002"), .addresses = { "10.0.0.1" } }, INTERMEDIATE, ROOT, "10.0.0.1" },
  { "letters of another language", P (WEAK), { NAMED ("m\303\244il.example.org"), .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "the same, encoded", P (WEAK), { NAMED ("xn--mil-qla.example.org"), .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "letters of another language, encoded among the names", 0, { NAMED ("m\303\244il.example.org"), .dns = { HOST, "xn--mil-qla.example.org" } },
    INTERMEDIATE, ROOT },
  { "wildcard in another language", 0, { NAMED ("*.m\303\244il.example.org"), .dns = { HOST, "*.xn--mil-qla.example.org" } }, INTERMEDIATE, ROOT },
  { "a person with a dot", 0, { NAMED ("J\303\266rg.M\303\274ller"), .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "a host that isn't among the names", 0, { NAMED ("other.example.org"), .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "the host in capitals", 0, { NAMED ("Mail.Example.ORG"), .dns = { HOST } }, INTERMEDIATE, ROOT },

  { "critical purposes", P (WEAK), { LEAF, .extra = { { PURPOSES, FOR_SERVERS, TRUE } } }, INTERMEDIATE, ROOT },
  { "for servers and anything", P (WEAK), { .name = "s", .dns = { HOST }, .purposes = { SERVER_USE, GNUTLS_KP_ANY } }, INTERMEDIATE, ROOT },
  { "for servers and programs", P (WEAK), { .name = "s", .dns = { HOST }, .purposes = { SERVER_USE, GNUTLS_KP_CODE_SIGNING } }, INTERMEDIATE,
    ROOT },
  { "for servers and clients", 0, { .name = "s", .dns = { HOST }, .purposes = { SERVER_USE, CLIENT_USE } }, INTERMEDIATE, ROOT },
  { "for servers and mail", P (WEAK), { .name = "s", .dns = { HOST }, .purposes = { SERVER_USE, GNUTLS_KP_EMAIL_PROTECTION } }, INTERMEDIATE, ROOT },
  { "root for servers", P (WEAK), { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .purposes = { SERVER_USE } } },

  { "serial number of 20 bytes", 0, { LEAF, .serial = "7fffffffffffffffffffffffffffffffffffffff" }, INTERMEDIATE, ROOT },
  { "serial number of 20 bytes, highest bit set", 0, { LEAF, .serial = "00ffffffffffffffffffffffffffffffffffffffff" }, INTERMEDIATE, ROOT },
  { "serial number of 22 bytes", P (WEAK), { LEAF, .serial = "7fffffffffffffffffffffffffffffffffffffffffff" }, INTERMEDIATE, ROOT },
  { "serial number zero", P (WEAK), { LEAF, .serial = "7f", .patch = { "02017f", "020100" } }, INTERMEDIATE, ROOT },
  { "serial number zero at the root", 0, { LEAF }, INTERMEDIATE, { .name = "Root", GOOD_CA, .serial = "7f", .patch = { "02017f", "020100" } } },
  { "negative serial number", P (WEAK), { LEAF, .serial = "7f112233", .patch = { "02047f112233", "0204ff112233" } }, INTERMEDIATE, ROOT },
};

/* Below a root that isn't trusted nobody is held to the form. */
static void
test_cases (void)
{
  const guint trust_problems = P (UNTRUSTED_ROOT) | P (INCOMPLETE_CHAIN);
  const guint others_say = P (MALFORMED) | P (WEAK) | trust_problems;
  g_autoptr(Made) stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  g_autoptr(SendoffRoots) others = trust (stranger);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Made) root = make_certificate (&cases[i].root, NULL);
      g_autoptr(Made) intermediate = make_certificate (&cases[i].intermediate, root);
      g_autoptr(Made) leaf = make_certificate (&cases[i].leaf, intermediate);
      g_autoptr(SendoffRoots) roots = trust (root);
      const Made *chain[] = { leaf, intermediate, root };
      const char *host = cases[i].host != NULL ? cases[i].host : HOST;
      guint problems;

      assert_problems (cases[i].name, judge (roots, chain, 2, host), cases[i].expected);
      problems = judge (others, chain, 3, host);
      assert_problems (cases[i].name, problems & ~others_say, cases[i].expected & ~others_say);
      g_assert_cmpuint (problems & trust_problems, !=, 0);
    }
}

/* An authority that changes its key signs the new one with the old: the same name twice, for which constraints on names don't count. */
static void
test_self_issued (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) old = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA, .permitted_dns = "example.org" }, root);
  g_autoptr(Made) renewed = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA, .dns = { "ca.example.net" } }, old);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { LEAF }, renewed);
  g_autoptr(Made) outside = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { "x.example.net" } }, renewed);
  g_autoptr(SendoffRoots) roots = trust (root);

  assert_problems ("with a change of keys", judge (roots, (const Made *const[]) { leaf, renewed, old }, 3, HOST), 0);
  assert_problems ("outside", judge (roots, (const Made *const[]) { outside, renewed, old }, 3, "x.example.net"), P (NAME_CONSTRAINT));
}

/* A root that others signed too, and an intermediate that is itself trusted. */
static void
test_crossed (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) intermediate = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA }, root);
  g_autoptr(Made) unmarked = make_certificate (&(MakeSpec) { .name = "U", GOOD_CA, .no_authority_key_id = TRUE }, root);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { LEAF }, intermediate);
  g_autoptr(Made) below = make_certificate (&(MakeSpec) { LEAF }, unmarked);
  g_autoptr(SendoffRoots) swapped = trust (intermediate);
  g_autoptr(SendoffRoots) crossed = trust (unmarked);

  assert_problems ("intermediate trusted", judge (swapped, (const Made *const[]) { leaf }, 1, HOST), 0);
  assert_problems ("intermediate trusted, root sent", judge (swapped, (const Made *const[]) { leaf, root }, 2, HOST), 0);
  assert_problems ("intermediate trusted, all sent", judge (swapped, (const Made *const[]) { leaf, intermediate, root }, 3, HOST), 0);
  assert_problems ("crossed root that names no key", judge (crossed, (const Made *const[]) { below }, 1, HOST), P (WEAK));
}

/* Of two ways up the one is taken that has no problem, wherever it branches off. */
static void
test_two_ways (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) narrow = make_certificate (&(MakeSpec) { .name = "Narrow", GOOD_CA, .permitted_dns = "example.net" }, root);
  g_autoptr(Made) wide = make_certificate (&(MakeSpec) { .name = "Wide", GOOD_CA }, root);
  g_autoptr(Made) by_narrow = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA }, narrow);
  g_autoptr(Made) by_wide = make_again (&(MakeSpec) { .name = "I", GOOD_CA }, by_narrow, wide);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { LEAF }, by_narrow);
  g_autoptr(SendoffRoots) roots = trust (root);

  assert_problems ("the narrow way alone", judge (roots, (const Made *const[]) { leaf, by_narrow, narrow }, 3, HOST), P (NAME_CONSTRAINT));
  assert_problems ("the wide way alone", judge (roots, (const Made *const[]) { leaf, by_wide, wide }, 3, HOST), 0);
  assert_problems ("the wide way first", judge (roots, (const Made *const[]) { leaf, by_wide, wide, by_narrow, narrow }, 5, HOST), 0);
}

/* A root that bears its own signature under another name needs no other's identifier. */
static void
test_renamed_root (void)
{
  g_autoptr(Made) made = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) root = make_again (&(MakeSpec) { .name = "Renamed", GOOD_CA, .no_authority_key_id = TRUE }, made, made);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { LEAF }, root);
  g_autoptr(SendoffRoots) roots = trust (root);

  assert_problems ("renamed", judge (roots, (const Made *const[]) { leaf }, 1, HOST), 0);
}

/* Who is trusted as he is may number himself as he likes, but not below zero. */
static void
test_chosen (void)
{
  g_autoptr(Made) zero = make_certificate (&(MakeSpec) { LEAF, .serial = "7f", .patch = { "02017f", "020100" } }, NULL);
  g_autoptr(Made) negative = make_certificate (&(MakeSpec) { LEAF, .serial = "7f112233", .patch = { "02047f112233", "0204ff112233" } }, NULL);
  g_autoptr(SendoffRoots) trusts_zero = trust (zero);
  g_autoptr(SendoffRoots) trusts_negative = trust (negative);

  assert_problems ("zero", judge (trusts_zero, (const Made *const[]) { zero }, 1, HOST), 0);
  assert_problems ("negative", judge (trusts_negative, (const Made *const[]) { negative }, 1, HOST), P (WEAK));
}

/* Both ends of the time are within. */
static void
test_edges (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA }, NULL);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { LEAF, .not_before = MAKE_NOW - 5, .not_after = MAKE_NOW + 5 }, root);
  g_autoptr(SendoffRoots) roots = trust (root);
  static const struct { gint64 offset; guint expected; } times[] = {
    { -6, P (NOT_YET_VALID) }, { -5, 0 }, { 0, 0 }, { 5, 0 }, { 6, P (EXPIRED) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      SendoffJudgeInput input = { .host = HOST, .time = MAKE_NOW + times[i].offset };

      assert_problems ("at an edge", judge_input (roots, (const Made *const[]) { leaf }, 1, &input), times[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/cases", test_cases);
  g_test_add_func ("/profile/self-issued", test_self_issued);
  g_test_add_func ("/profile/crossed", test_crossed);
  g_test_add_func ("/profile/two-ways", test_two_ways);
  g_test_add_func ("/profile/renamed-root", test_renamed_root);
  g_test_add_func ("/profile/chosen", test_chosen);
  g_test_add_func ("/profile/edges", test_edges);

  return run_judging_tests ();
}
