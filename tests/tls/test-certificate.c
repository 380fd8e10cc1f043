/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of a certificate, its words, and the sentences about it. */
#include "judging.h"

#include <string.h>

static void
test_words (void)
{
  g_auto(GStrv) all = sendoff_problems_to_strings (0x3fff);
  g_auto(GStrv) none = sendoff_problems_to_strings (0);
  SendoffCertificateProblem problem;
  SendoffTrustedBy trusted_by;
  guint seen = 0;

  g_assert_cmpuint (g_strv_length (all), ==, 14);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_assert_true (sendoff_problem_from_string (all[i], &problem));
      g_assert_cmpstr (sendoff_problem_to_string (problem), ==, all[i]);
      seen |= problem;
    }
  g_assert_cmpuint (seen, ==, 0x3fff);
  g_assert_false (sendoff_problem_from_string ("Expired", &problem));
  g_assert_false (sendoff_problem_from_string (NULL, &problem));

  for (guint i = SENDOFF_TRUSTED_BY_NOBODY; i <= SENDOFF_TRUSTED_BY_PIN; i++)
    {
      g_assert_true (sendoff_trusted_by_from_string (sendoff_trusted_by_to_string (i), &trusted_by));
      g_assert_cmpuint (trusted_by, ==, i);
    }
  g_assert_cmpstr (sendoff_trusted_by_to_string (SENDOFF_TRUSTED_BY_USER), ==, "user");
  g_assert_false (sendoff_trusted_by_from_string ("", &trusted_by));
}

static void
test_pins (void)
{
  static const struct { const char *pin; gboolean expected; } cases[] = {
    { "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", TRUE },
    { "sha256//3q2+7/8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", TRUE },
    { "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", FALSE }, /* bits beyond the end */
    { "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", FALSE },
    { "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", FALSE },
    { "sha256//AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", FALSE },
    { "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", FALSE },
    { "SHA256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", FALSE },
    { "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", FALSE },
    { "sha256//", FALSE }, { "", FALSE }, { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].pin);
      g_assert_cmpint (sendoff_pin_is_valid (cases[i].pin), ==, cases[i].expected);
    }
}

static SendoffCertificate *
read_made (const Made *const *made,
           guint              n_made,
           const char        *host)
{
  g_autofree gnutls_datum_t *chain = g_new (gnutls_datum_t, n_made);

  for (guint i = 0; i < n_made; i++)
    chain[i] = made[i]->der;
  return sendoff_certificate_new_for_chain (chain, n_made, host, 587);
}

static void
test_facts (void)
{
  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root, \"the\" first", GOOD_CA }, NULL);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST, "*.example.org", "bücher.example" },
                                                         .addresses = { "192.0.2.7", "2001:db8::1" }, .nul_name = TRUE }, root);
  g_autoptr(SendoffCertificate) self = read_made ((const Made *const[]) { leaf, root }, 2, HOST);
  g_autofree char *fingerprint = sendoff_certificate_dup_fingerprint (self);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, leaf->der.data, leaf->der.size);
  g_autofree char *upper = g_ascii_strup (digest, -1);
  const char *names[] = { HOST, "*.example.org", "bücher.example", "mail.example.org\\x00.evil.example", "192.0.2.7", "2001:db8::1", NULL };

  g_assert_cmpstr (self->host, ==, HOST);
  g_assert_cmpuint (self->port, ==, 587);
  g_assert_cmpuint (self->chain->len, ==, 2);
  g_assert_cmpstr (self->subject, ==, "CN=server");
  g_assert_cmpstr (self->issuer, ==, "CN=Root\\, \\\"the\\\" first");
  g_assert_cmpint (self->not_before, ==, MAKE_NOW - 100 * MAKE_DAY);
  g_assert_cmpint (self->not_after, ==, MAKE_NOW + 100 * MAKE_DAY);
  g_assert_cmpstr (self->sha256, ==, upper);
  g_assert_cmpuint (strlen (fingerprint), ==, 95);
  g_assert_cmpint (fingerprint[2], ==, ':');
  g_assert_true (sendoff_pin_is_valid (self->pin));
  g_assert_cmpuint (self->problems, ==, 0);
  g_assert_cmpint (self->trusted_by, ==, SENDOFF_TRUSTED_BY_NOBODY);
  for (guint i = 0; names[i] != NULL || self->names[i] != NULL; i++)
    g_assert_cmpstr (self->names[i], ==, names[i]);
}

/* The pin is of the key: a renewal keeps it. The sum is of the certificate: a renewal changes it. */
static void
test_pin_of_key (void)
{
  static const MakeSpec spec = { GOOD_LEAF, .dns = { HOST } };
  g_autoptr(Made) first = make_certificate (&spec, NULL);
  g_autoptr(Made) renewed = make_again (&spec, first, NULL);
  g_autoptr(Made) other = make_certificate (&spec, NULL);
  g_autoptr(SendoffCertificate) a = read_made ((const Made *const[]) { first }, 1, HOST);
  g_autoptr(SendoffCertificate) b = read_made ((const Made *const[]) { renewed }, 1, HOST);
  g_autoptr(SendoffCertificate) c = read_made ((const Made *const[]) { other }, 1, HOST);

  g_assert_cmpstr (a->pin, ==, b->pin);
  g_assert_cmpstr (a->sha256, !=, b->sha256);
  g_assert_cmpstr (a->pin, !=, c->pin);
}

static void
test_malformed (void)
{
  gnutls_datum_t garbage = { (unsigned char *) "garbage", 7 };
  g_autoptr(SendoffCertificate) none = sendoff_certificate_new_for_chain (NULL, 0, HOST, 25);
  g_autoptr(SendoffCertificate) bad = sendoff_certificate_new_for_chain (&garbage, 1, HOST, 25);
  g_autofree char *pem = sendoff_certificate_to_pem (none);

  g_assert_cmpuint (none->problems, ==, P (MALFORMED));
  g_assert_cmpuint (bad->problems, ==, P (MALFORMED));
  g_assert_false (sendoff_pin_is_valid (bad->pin));
  g_assert_cmpuint (strlen (bad->sha256), ==, 64);
  g_assert_cmpstr (bad->subject, ==, "");
  g_assert_null (bad->names[0]);
  g_assert_cmpstr (pem, ==, "");
}

static void
test_judgement_and_pem (void)
{
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST } }, NULL);
  g_autoptr(SendoffCertificate) self = read_made ((const Made *const[]) { leaf, leaf }, 2, HOST);
  g_autoptr(SendoffCertificate) judged = sendoff_certificate_with_judgement (self, P (EXPIRED) | P (WEAK), SENDOFF_TRUSTED_BY_USER);
  g_autoptr(SendoffCertificate) again = sendoff_certificate_ref (judged);
  g_autofree char *pem = sendoff_certificate_to_pem (judged);
  gnutls_datum_t text = { (unsigned char *) pem, strlen (pem) };
  gnutls_x509_crt_t *list;
  unsigned n_list;

  g_assert_cmpuint (self->problems, ==, 0);
  g_assert_cmpuint (again->problems, ==, P (EXPIRED) | P (WEAK));
  g_assert_cmpint (again->trusted_by, ==, SENDOFF_TRUSTED_BY_USER);
  g_assert_cmpstr (judged->pin, ==, self->pin);
  g_assert_cmpstr (judged->names[0], ==, HOST);

  g_assert_cmpint (gnutls_x509_crt_list_import2 (&list, &n_list, &text, GNUTLS_X509_FMT_PEM, 0), >=, 0);
  g_assert_cmpuint (n_list, ==, 2);
  for (unsigned i = 0; i < n_list; i++)
    {
      g_assert_true (gnutls_x509_crt_equals (list[i], leaf->certificate));
      gnutls_x509_crt_deinit (list[i]);
    }
  gnutls_free (list);
}

/* What must stand in the sentence. MAKE_NOW is 21 September 2026. */
static const struct
{
  const char *name;
  MakeSpec    leaf;
  SendoffCertificateProblem problem;
  const char *parts[4];
} sentences[] = {
  { "expired", { GOOD_LEAF, .not_after = MAKE_NOW - 205 * MAKE_DAY, .not_before = MAKE_NOW - 300 * MAKE_DAY }, P (EXPIRED),
    { "It expired on 28 February 2026, 205 days ago." } },
  { "expired a day ago", { GOOD_LEAF, .not_after = MAKE_NOW - MAKE_DAY - 60 }, P (EXPIRED), { "1 day ago" } },
  { "expired today", { GOOD_LEAF, .not_after = MAKE_NOW - 60 }, P (EXPIRED), { "21 September 2026", "less than a day ago" } },
  { "expired long ago", { GOOD_LEAF, .not_after = MAKE_NOW - 800 * MAKE_DAY, .not_before = MAKE_NOW - 900 * MAKE_DAY }, P (EXPIRED),
    { "800 days ago", "clock" } },
  { "expired above", { GOOD_LEAF }, P (EXPIRED), { "“Aged \\x1b[1m authority”", "expired on 16 September 2026", "administrator" } },
  { "not yet valid", { GOOD_LEAF, FUTURE_RANGE }, P (NOT_YET_VALID), { "before 26 September 2026", "5 days", "clock" } },
  { "wrong name", { GOOD_LEAF, .dns = { "a.example.org", "xn--bcher-kva.example" } }, P (WRONG_NAME),
    { "“mail.example.org”", "a.example.org, bücher.example." } },
  { "many names", { GOOD_LEAF, .n_names = 10000 }, P (WRONG_NAME), { "n0.example.org, n1.example.org", "n4.example.org", "9995 more names" } },
  { "no names", { GOOD_LEAF }, P (WRONG_NAME), { "proper place", "“mail.example.org”" } },
  { "long name", { GOOD_LEAF, .dns = { "mail.example.org.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb.evil.example" } },
    P (WRONG_NAME), { "…aaaa", ".evil.example." } },
  { "control characters", { GOOD_LEAF, .dns = { "a\x1b[2J\r\n<b>" } }, P (WRONG_NAME), { "a\\x1b[2J\\r\\n<b>" } },
  { "incomplete", { GOOD_LEAF }, P (INCOMPLETE_CHAIN), { "“Top”", "administrator" } },
  { "untrusted", { GOOD_LEAF }, P (UNTRUSTED_ROOT), { "“Top”" } },
  { "short key", { GOOD_LEAF, .key = MAKE_RSA_1024 }, P (WEAK), { "It has an RSA key of only 1024 bits", "2048" } },
  { "small curve", { GOOD_LEAF, .key = MAKE_P192 }, P (WEAK), { "It has a key on a curve of only 192 bits" } },
  { "dsa", { GOOD_LEAF, .key = MAKE_DSA_2048 }, P (WEAK), { "It has a DSA key" } },
  { "sha-1", { GOOD_LEAF, .digest = GNUTLS_DIG_SHA1 }, P (WEAK), { "It is signed with SHA-1" } },
  { "old format", { .name = "s", .version = 1 }, P (WEAK), { "It has the old format X.509 v1" } },
  { "broad", { .name = "s", .purposes = { SERVER_USE, GNUTLS_KP_CODE_SIGNING } }, P (WEAK), { "signing programs" } },
  { "weak at the root only", { GOOD_LEAF }, P (WEAK), { "at its root" } },
  { "for clients", { .name = "s", .purposes = { CLIENT_USE } }, P (WRONG_PURPOSE), { "client authentication" } },
};

static void
test_sentences (void)
{
  g_autoptr(Made) top = make_certificate (&(MakeSpec) { .name = "Top", GOOD_CA }, NULL);
  g_autoptr(Made) aged = make_certificate (&(MakeSpec) { .name = "Aged \x1b[1m authority", GOOD_CA, EXPIRED_RANGE }, top);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr(Made) leaf = make_certificate (&sentences[i].leaf, aged);
      g_autoptr(SendoffCertificate) self = read_made ((const Made *const[]) { leaf, aged }, 2, HOST);
      g_autofree char *sentence = sendoff_certificate_explain_problem (self, sentences[i].problem, MAKE_NOW);

      g_test_message ("%s: %s", sentences[i].name, sentence);
      for (guint j = 0; j < G_N_ELEMENTS (sentences[i].parts) && sentences[i].parts[j] != NULL; j++)
        if (strstr (sentence, sentences[i].parts[j]) == NULL)
          {
            g_test_message ("not there: %s", sentences[i].parts[j]);
            g_test_fail ();
          }
      g_assert_null (strstr (sentence, "n5."));
      g_assert_cmpuint (g_utf8_strlen (sentence, -1), <, 700);
    }
}

/* The weak one is named, wherever it is in the chain. */
static void
test_weak_above (void)
{
  g_autoptr(Made) top = make_certificate (&(MakeSpec) { .name = "Top", GOOD_CA, .key = MAKE_RSA_2048 }, NULL);
  g_autoptr(Made) weak = make_certificate (&(MakeSpec) { .name = "Weak \x1b[1m authority", GOOD_CA, .key = MAKE_RSA_1024, .digest = GNUTLS_DIG_MD5 }, top);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF }, weak);
  g_autoptr(SendoffCertificate) self = read_made ((const Made *const[]) { leaf, weak, top }, 3, HOST);
  g_autofree char *sentence = sendoff_certificate_explain_problem (self, P (WEAK), MAKE_NOW);

  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "“Weak \\x1b[1m authority”, above it, has an RSA key of only 1024 bits"));
  g_assert_nonnull (strstr (sentence, "above it, is signed with MD5"));
}

/* Each problem has a sentence of its own, even where nothing could be read. */
static void
test_each_problem (void)
{
  g_autoptr(SendoffCertificate) empty = sendoff_certificate_new_for_chain (NULL, 0, NULL, 0);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint bit = 0; bit < 14; bit++)
    {
      char *sentence = sendoff_certificate_explain_problem (empty, 1 << bit, MAKE_NOW);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate/words", test_words);
  g_test_add_func ("/certificate/pins", test_pins);
  g_test_add_func ("/certificate/facts", test_facts);
  g_test_add_func ("/certificate/pin-of-key", test_pin_of_key);
  g_test_add_func ("/certificate/malformed", test_malformed);
  g_test_add_func ("/certificate/judgement-and-pem", test_judgement_and_pem);
  g_test_add_func ("/certificate/sentences", test_sentences);
  g_test_add_func ("/certificate/weak-above", test_weak_above);
  g_test_add_func ("/certificate/each-problem", test_each_problem);

  return run_judging_tests ();
}
