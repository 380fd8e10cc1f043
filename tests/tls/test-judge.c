/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each case of a table gives exactly its problems: no more, no fewer. */
#include "judging.h"

/* A chain of root, intermediate and leaf; each with one thing that differs. */
typedef struct
{
  const char *name;
  guint       expected;
  MakeSpec    leaf, intermediate, root;
  const char *host;
} Case;

#define INTERMEDIATE { .name = "Intermediate", GOOD_CA }
#define ROOT { .name = "Root", GOOD_CA }

static const Case cases[] = {
  { "good", 0, { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "no purpose at all", 0, { .name = "server", .dns = { HOST } }, INTERMEDIATE, ROOT },
  { "any purpose", 0, { .name = "server", .dns = { HOST }, .purposes = { GNUTLS_KP_ANY } }, INTERMEDIATE, ROOT },
  { "no subject", 0, { .dns = { HOST }, .purposes = { SERVER_USE } }, INTERMEDIATE, ROOT },
  { "host in upper case", 0, { GOOD_LEAF, .dns = { "MAIL.Example.ORG" } }, INTERMEDIATE, ROOT },
  { "p-384", 0, { GOOD_LEAF, .dns = { HOST }, .key = MAKE_P384 }, INTERMEDIATE, ROOT },
  { "ed25519", 0, { GOOD_LEAF, .dns = { HOST }, .key = MAKE_ED25519 }, INTERMEDIATE, ROOT },
  { "rsa 2048", 0, { GOOD_LEAF, .dns = { HOST }, .key = MAKE_RSA_2048 }, INTERMEDIATE, ROOT },
  { "sha-1 root", 0, { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", GOOD_CA, .digest = GNUTLS_DIG_SHA1 } },
  { "v1 root", 0, { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", .version = 1 } },

  { "expired leaf", P (EXPIRED), { GOOD_LEAF, .dns = { HOST }, EXPIRED_RANGE }, INTERMEDIATE, ROOT },
  { "expired intermediate", P (EXPIRED), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, EXPIRED_RANGE }, ROOT },
  { "expired root", P (EXPIRED), { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", GOOD_CA, EXPIRED_RANGE } },
  { "not yet valid", P (NOT_YET_VALID), { GOOD_LEAF, .dns = { HOST }, FUTURE_RANGE }, INTERMEDIATE, ROOT },
  { "not yet valid above, expired below", P (NOT_YET_VALID) | P (EXPIRED), { GOOD_LEAF, .dns = { HOST }, EXPIRED_RANGE },
    { .name = "I", GOOD_CA, FUTURE_RANGE }, ROOT },

  { "wrong name", P (WRONG_NAME), { GOOD_LEAF, .dns = { "other.example.org" } }, INTERMEDIATE, ROOT },
  { "name in the common name only", P (WRONG_NAME), { .name = HOST, .purposes = { SERVER_USE } }, INTERMEDIATE, ROOT },
  { "name in the common name besides others", P (WRONG_NAME), { .name = HOST, .dns = { "other.example.org" } }, INTERMEDIATE, ROOT },
  { "trailing dot in the certificate", P (WRONG_NAME), { GOOD_LEAF, .dns = { HOST "." } }, INTERMEDIATE, ROOT },
  { "nul in a name", P (WRONG_NAME) | P (MALFORMED), { GOOD_LEAF, .nul_name = TRUE }, INTERMEDIATE, ROOT },

  { "wildcard", 0, { GOOD_LEAF, .dns = { "*.example.org" } }, INTERMEDIATE, ROOT },
  { "wildcard for the parent", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*.example.org" } }, INTERMEDIATE, ROOT, "example.org" },
  { "wildcard over two labels", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*.example.org" } }, INTERMEDIATE, ROOT, "a.mail.example.org" },
  { "wildcard in part of a label", P (WRONG_NAME), { GOOD_LEAF, .dns = { "m*.example.org", "*l.example.org", "m*l.example.org" } },
    INTERMEDIATE, ROOT },
  { "wildcard in a later label", P (WRONG_NAME), { GOOD_LEAF, .dns = { "mail.*.org", "*.*.org" } }, INTERMEDIATE, ROOT },
  { "wildcard alone", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*", "*." } }, INTERMEDIATE, ROOT },
  { "wildcard over a public suffix", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*.co.uk" } }, INTERMEDIATE, ROOT, "bank.co.uk" },
  { "wildcard over a top level", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*.org" } }, INTERMEDIATE, ROOT, "example.org" },
  { "wildcard over an address", P (WRONG_NAME), { GOOD_LEAF, .dns = { "*.0.0.1" } }, INTERMEDIATE, ROOT, "127.0.0.1" },
  { "wildcard in the common name only", P (WRONG_NAME), { .name = "*.example.org" }, INTERMEDIATE, ROOT },

  { "address", 0, { GOOD_LEAF, .addresses = { "127.0.0.1", "::1" } }, INTERMEDIATE, ROOT, "127.0.0.1" },
  { "address of v6", 0, { GOOD_LEAF, .addresses = { "127.0.0.1", "fe80::1" } }, INTERMEDIATE, ROOT, "fe80::1" },
  { "address of v6 with a zone", 0, { GOOD_LEAF, .addresses = { "fe80::1" } }, INTERMEDIATE, ROOT, "fe80::1%eth0" },
  { "address as a dns name", P (WRONG_NAME), { .name = "127.0.0.1", .dns = { "127.0.0.1" } }, INTERMEDIATE, ROOT, "127.0.0.1" },
  { "other address", P (WRONG_NAME), { GOOD_LEAF, .addresses = { "127.0.0.2" } }, INTERMEDIATE, ROOT, "127.0.0.1" },
  { "idn", 0, { GOOD_LEAF, .dns = { "xn--bcher-kva.example" } }, INTERMEDIATE, ROOT, "xn--bcher-kva.example" },
  { "idn as u-label", P (WRONG_NAME), { GOOD_LEAF, .dns = { "bücher.example" } }, INTERMEDIATE, ROOT, "xn--bcher-kva.example" },
  { "idn under a wildcard", 0, { GOOD_LEAF, .dns = { "*.example.org" } }, INTERMEDIATE, ROOT, "xn--bcher-kva.example.org" },

  { "for clients", P (WRONG_PURPOSE), { .name = "s", .dns = { HOST }, .purposes = { CLIENT_USE } }, INTERMEDIATE, ROOT },
  { "for mail", P (WRONG_PURPOSE), { .name = "s", .dns = { HOST }, .purposes = { GNUTLS_KP_EMAIL_PROTECTION, CLIENT_USE } },
    INTERMEDIATE, ROOT },
  { "intermediate for clients", P (WRONG_PURPOSE), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .purposes = { CLIENT_USE } }, ROOT },
  { "intermediate for any purpose", P (WRONG_PURPOSE), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .purposes = { GNUTLS_KP_ANY } }, ROOT },
  { "authority as a server", P (NOT_A_SERVER), { .name = "s", .dns = { HOST }, GOOD_CA }, INTERMEDIATE, ROOT },
  { "authority without usage as a server", P (NOT_A_SERVER), { GOOD_LEAF, .dns = { HOST }, .is_authority = TRUE }, INTERMEDIATE, ROOT },
  { "server as an authority", P (MALFORMED), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", .purposes = { SERVER_USE } }, ROOT },
  { "intermediate that may not sign", P (MALFORMED), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", .is_authority = TRUE, .usage = GNUTLS_KEY_CRL_SIGN }, ROOT },
  { "path too long", P (MALFORMED), { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", GOOD_CA, .path_length = 1 } },
  { "path just long enough", 0, { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", GOOD_CA, .path_length = 2 } },
  { "unknown critical extension", P (MALFORMED), { GOOD_LEAF, .dns = { HOST }, .critical_oddity = TRUE }, INTERMEDIATE, ROOT },
  { "unknown critical extension above", P (MALFORMED), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .critical_oddity = TRUE }, ROOT },

  { "rsa 1024", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .key = MAKE_RSA_1024 }, INTERMEDIATE, ROOT },
  { "rsa 1024 above", P (WEAK), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, .key = MAKE_RSA_1024 }, ROOT },
  { "rsa 1024 root", P (WEAK), { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE, { .name = "Root", GOOD_CA, .key = MAKE_RSA_1024 } },
  { "p-192", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .key = MAKE_P192 }, INTERMEDIATE, ROOT },
  { "p-224", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .key = MAKE_P224 }, INTERMEDIATE, ROOT },
  { "dsa", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .key = MAKE_DSA_2048 }, INTERMEDIATE, ROOT },
  { "sha-1", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .digest = GNUTLS_DIG_SHA1 }, INTERMEDIATE, ROOT },
  { "sha-1 above", P (WEAK), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, .digest = GNUTLS_DIG_SHA1 }, ROOT },
  { "md5", P (WEAK), { GOOD_LEAF, .dns = { HOST }, .digest = GNUTLS_DIG_MD5 }, { .name = "I", GOOD_CA, .key = MAKE_RSA_2048 }, ROOT },
  { "v1 leaf", P (WEAK) | P (WRONG_NAME), { .name = HOST, .version = 1 }, INTERMEDIATE, ROOT },
  { "v1 intermediate", P (WEAK), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", .version = 1 }, ROOT },

  { "within a constraint", 0, { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, .permitted_dns = "example.org" }, ROOT },
  { "outside a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .permitted_dns = "example.com" }, ROOT },
  { "outside by look only", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { "badexample.org" } },
    { .name = "I", GOOD_CA, .permitted_dns = "example.org" }, ROOT, "badexample.org" },
  { "one name outside", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST, "mail.example.com" } },
    { .name = "I", GOOD_CA, .permitted_dns = "example.org" }, ROOT },
  { "excluded", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, .excluded_dns = "example.org" }, ROOT },
  { "excluded by the root", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST } }, INTERMEDIATE,
    { .name = "Root", GOOD_CA, .excluded_dns = "example.org" } },
  { "wildcard over an excluded name", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { "*.example.org" } },
    { .name = "I", GOOD_CA, .excluded_dns = "secret.example.org" }, ROOT },
  { "wildcard within a constraint", 0, { GOOD_LEAF, .dns = { "*.example.org" } },
    { .name = "I", GOOD_CA, .permitted_dns = "example.org" }, ROOT },
  { "wildcard wider than a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { "*.example.org" } },
    { .name = "I", GOOD_CA, .permitted_dns = "mail.example.org" }, ROOT },
  { "below a constraint with a dot", 0, { GOOD_LEAF, .dns = { HOST } }, { .name = "I", GOOD_CA, .permitted_dns = ".example.org" }, ROOT },
  { "at a constraint with a dot", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { "example.org" } },
    { .name = "I", GOOD_CA, .permitted_dns = ".example.org" }, ROOT, "example.org" },
  { "wildcard within a constraint with a dot", 0, { GOOD_LEAF, .dns = { "*.example.org" } },
    { .name = "I", GOOD_CA, .permitted_dns = ".example.org" }, ROOT },
  { "intermediate outside a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .dns = { "ca.example.com" } }, { .name = "Root", GOOD_CA, .permitted_dns = "example.org" } },
  { "address outside a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST }, .addresses = { "192.0.2.1" } },
    { .name = "I", GOOD_CA, .permits_ten_net = TRUE }, ROOT },
  { "address within a constraint", 0, { GOOD_LEAF, .dns = { HOST }, .addresses = { "10.1.2.3" } },
    { .name = "I", GOOD_CA, .permits_ten_net = TRUE }, ROOT },
  { "organization within a constraint", 0, { GOOD_LEAF, .dns = { HOST }, .organization = "an  ORG" },
    { .name = "I", GOOD_CA, .permitted_organization = "An Org" }, ROOT },
  { "organization outside a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST }, .organization = "An Org" },
    { .name = "I", GOOD_CA, .permitted_organization = "Another Org" }, ROOT },
  { "no organization under a constraint", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST } },
    { .name = "I", GOOD_CA, .permitted_organization = "An Org" }, ROOT },
  { "no subject under a constraint", 0, { .dns = { HOST } }, { .name = "I", GOOD_CA, .permitted_organization = "An Org" }, ROOT },
  { "organization excluded", P (NAME_CONSTRAINT), { GOOD_LEAF, .dns = { HOST }, .organization = "an org" },
    { .name = "I", GOOD_CA, .excluded_organization = "An Org" }, ROOT },
  { "intermediate's organization outside", P (NAME_CONSTRAINT), { .dns = { HOST } },
    { .name = "I", GOOD_CA, .organization = "Another Org" }, { .name = "Root", GOOD_CA, .permitted_organization = "An Org" } },

  { "must staple", P (NO_STAPLE), { GOOD_LEAF, .dns = { HOST }, .must_staple = TRUE }, INTERMEDIATE, ROOT },
  { "everything at once",
    P (EXPIRED) | P (WRONG_NAME) | P (WRONG_PURPOSE) | P (WEAK) | P (NO_STAPLE) | P (NAME_CONSTRAINT),
    { .name = "s", .dns = { "x.example.net" }, .purposes = { CLIENT_USE }, EXPIRED_RANGE, .key = MAKE_RSA_1024, .must_staple = TRUE },
    { .name = "I", GOOD_CA, .permitted_dns = "example.org", EXPIRED_RANGE }, ROOT },
};

/* Once with the root trusted, where GnuTLS has its say on all of it, and once with another one, where it stops at the top and the
 * rest is told by our own checks. time 0: the present, where GnuTLS holds the dates against its own clock as well. */
static void
judge_cases (gint64 time)
{
  g_autoptr(Made) stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  g_autoptr(SendoffRoots) others = trust (stranger);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Made) root = make_certificate (&cases[i].root, NULL);
      g_autoptr(Made) intermediate = make_certificate (&cases[i].intermediate, root);
      g_autoptr(Made) leaf = make_certificate (&cases[i].leaf, intermediate);
      g_autoptr(SendoffRoots) roots = trust (root);
      const Made *chain[] = { leaf, intermediate, root };
      SendoffJudgeInput input = { .host = cases[i].host != NULL ? cases[i].host : HOST, .time = time };

      assert_problems (cases[i].name, judge_input (roots, chain, 2, &input), cases[i].expected);
      assert_problems (cases[i].name, judge_input (others, chain, 3, &input), cases[i].expected | P (UNTRUSTED_ROOT));
      input.offline = TRUE;
      assert_problems (cases[i].name, judge_input (roots, chain, 2, &input), cases[i].expected & ~(guint) P (NO_STAPLE));
    }
}

static void
test_cases (void)
{
  judge_cases (MAKE_NOW);
}

static void
test_cases_now (void)
{
  make_shift = g_get_real_time () / G_USEC_PER_SEC - MAKE_NOW;
  judge_cases (0);
  make_shift = 0;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/judge/cases", test_cases);
  g_test_add_func ("/judge/cases-now", test_cases_now);

  return run_judging_tests ();
}
