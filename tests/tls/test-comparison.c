/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two certificates of one server differ in, and what is made of it. */
#include "judging.h"

#include <string.h>

#include "tls/comparison.h"

#define LATE  (MAKE_NOW + 90 * MAKE_DAY) /* ten days before the end of what make-chain makes */

typedef struct { Made *root, *stranger, *before; } Fixture;

static const MakeSpec leaf_spec = { GOOD_LEAF, .dns = { HOST, "old.example.org" } };

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->root = make_certificate (&(MakeSpec) { .name = "Root", .organization = "An Org", GOOD_CA }, NULL);
  fixture->stranger = make_certificate (&(MakeSpec) { .name = "Stranger", .organization = "Others", GOOD_CA }, NULL);
  fixture->before = make_certificate (&leaf_spec, fixture->root);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  made_free (fixture->root);
  made_free (fixture->stranger);
  made_free (fixture->before);
}

static SendoffCertificate *
read_made (const Made *made)
{
  return sendoff_certificate_new_for_chain (&made->der, 1, HOST, 587);
}

static SendoffComparison *
compare (const Made *before,
         const Made *now,
         guint       problems,
         gint64      time)
{
  g_autoptr(SendoffCertificate) old = read_made (before);
  g_autoptr(SendoffCertificate) bare = read_made (now);
  g_autoptr(SendoffCertificate) judged = sendoff_certificate_with_judgement (bare, problems, SENDOFF_TRUSTED_BY_NOBODY);

  return sendoff_certificate_compare (old, judged, MAKE_NOW, time);
}

static void
assert_kind (const char        *what,
             SendoffComparison *comparison,
             SendoffChangeKind  expected)
{
  g_autoptr(SendoffComparison) owned = comparison;
  g_autofree char *sentence = sendoff_comparison_explain (owned);

  g_test_message ("%s: %s", what, sendoff_change_kind_get_name (owned->kind));
  g_assert_cmpint (owned->kind, ==, expected);
  g_assert_cmpuint (strlen (sentence), >, 20);
}

static void
test_kinds (Fixture       *f,
            gconstpointer  user_data)
{
  g_autoptr(Made) renewed = make_again (&leaf_spec, f->before, f->root);
  g_autoptr(Made) elsewhere = make_again (&leaf_spec, f->before, f->stranger);
  g_autoptr(Made) rekeyed = make_certificate (&leaf_spec, f->root);
  g_autoptr(Made) older = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST }, .not_before = MAKE_NOW - 300 * MAKE_DAY }, f->root);
  g_autoptr(Made) forged = make_certificate (&leaf_spec, f->stranger);

  assert_kind ("the same", compare (f->before, f->before, 0, MAKE_NOW), SENDOFF_CHANGE_NONE);
  assert_kind ("same key", compare (f->before, renewed, P (UNTRUSTED_ROOT), MAKE_NOW), SENDOFF_CHANGE_RENEWAL);
  assert_kind ("same key, other issuer", compare (f->before, elsewhere, P (UNTRUSTED_ROOT), MAKE_NOW), SENDOFF_CHANGE_OTHER_ISSUER);
  assert_kind ("other key, early", compare (f->before, rekeyed, P (UNTRUSTED_ROOT), MAKE_NOW), SENDOFF_CHANGE_EARLY);
  assert_kind ("other key, near the end", compare (f->before, rekeyed, P (UNTRUSTED_ROOT), LATE), SENDOFF_CHANGE_RENEWAL);
  assert_kind ("other key, after the end", compare (f->before, rekeyed, P (UNTRUSTED_ROOT), LATE + 100 * MAKE_DAY), SENDOFF_CHANGE_RENEWAL);
  assert_kind ("an older one near the end", compare (f->before, older, P (UNTRUSTED_ROOT), LATE), SENDOFF_CHANGE_EARLY);
  assert_kind ("other key and issuer, near the end", compare (f->before, forged, P (UNTRUSTED_ROOT), LATE), SENDOFF_CHANGE_SUSPICIOUS);
}

/* Whoever signs himself can give himself any name. */
static void
test_self_signed (Fixture       *f,
                  gconstpointer  user_data)
{
  static const MakeSpec spec = { .name = HOST, .dns = { HOST }, .is_authority = TRUE };
  g_autoptr(Made) before = make_certificate (&spec, NULL);
  g_autoptr(Made) renewed = make_again (&spec, before, NULL);
  g_autoptr(Made) copied = make_certificate (&spec, NULL);
  g_autoptr(Made) vouched = make_again (&spec, before, f->root);

  assert_kind ("same key", compare (before, renewed, P (SELF_SIGNED), MAKE_NOW), SENDOFF_CHANGE_RENEWAL);
  assert_kind ("copied name, near the end", compare (before, copied, P (SELF_SIGNED), LATE), SENDOFF_CHANGE_SUSPICIOUS);
  assert_kind ("from an authority to oneself", compare (f->before, copied, P (SELF_SIGNED), LATE), SENDOFF_CHANGE_SUSPICIOUS);
  assert_kind ("from oneself to an authority", compare (before, vouched, 0, MAKE_NOW), SENDOFF_CHANGE_OTHER_ISSUER);
}

/* An authority signs with its intermediates in turn; that its name stands there proves something only where it vouches. */
static void
test_organization (Fixture       *f,
                   gconstpointer  user_data)
{
  g_autoptr(Made) sibling = make_certificate (&(MakeSpec) { .name = "Another", .organization = "An Org", GOOD_CA }, NULL);
  g_autoptr(Made) now = make_certificate (&leaf_spec, sibling);

  assert_kind ("vouched for", compare (f->before, now, 0, LATE), SENDOFF_CHANGE_RENEWAL);
  assert_kind ("not vouched for", compare (f->before, now, P (UNTRUSTED_ROOT), LATE), SENDOFF_CHANGE_SUSPICIOUS);
}

static void
test_side_by_side (Fixture       *f,
                   gconstpointer  user_data)
{
  g_autoptr(Made) now = make_certificate (&(MakeSpec) { .name = "a\033[2Jb", .dns = { HOST, "new.example.org", "new.example.org" } }, f->root);
  g_autoptr(SendoffComparison) first = compare (f->before, now, P (UNTRUSTED_ROOT), MAKE_NOW);
  g_autoptr(SendoffComparison) comparison = sendoff_comparison_copy (first);
  guint n_same = 0;

  g_assert_cmpint (comparison->seen, ==, MAKE_NOW);
  g_assert_cmpuint (g_strv_length (comparison->gained), ==, 1);
  g_assert_cmpstr (comparison->gained[0], ==, "new.example.org");
  g_assert_cmpuint (g_strv_length (comparison->lost), ==, 1);
  g_assert_cmpstr (comparison->lost[0], ==, "old.example.org");
  g_assert_cmpuint (comparison->fields->len, ==, 7);
  for (guint i = 0; i < comparison->fields->len; i++)
    {
      const SendoffChangedField *field = comparison->fields->pdata[i];

      n_same += field->is_same ? 1 : 0;
      g_assert_null (strchr (field->now, '\033'));
      g_assert_cmpint (field->is_same, ==, g_str_equal (field->before, field->now));
    }
  /* Issuer, both dates, kind of key. */
  g_assert_cmpuint (n_same, ==, 4);
}

static void
test_kept_pem (Fixture       *f,
               gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) first = read_made (f->before);
  g_autofree char *pem = sendoff_certificate_to_pem (first);
  g_autofree char *twice = g_strconcat ("garbage\n", pem, pem, NULL);
  g_autoptr(SendoffCertificate) again = sendoff_certificate_new_from_pem (twice, HOST, 587);
  g_autoptr(SendoffCertificate) none = sendoff_certificate_new_from_pem ("-----BEGIN CERTIFICATE-----\n!!", HOST, 587);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->chain->len, ==, 2);
  g_assert_cmpstr (again->sha256, ==, first->sha256);
  g_assert_cmpstr (again->pin, ==, first->pin);
  g_assert_null (none);
  g_assert_null (sendoff_certificate_new_from_pem ("", HOST, 587));
}

/* A certificate that can't be read, on either side. */
static void
test_unreadable (Fixture       *f,
                 gconstpointer  user_data)
{
  gnutls_datum_t garbage = { (unsigned char *) "garbage", 7 };
  g_autoptr(SendoffCertificate) good = read_made (f->before);
  g_autoptr(SendoffCertificate) bad = sendoff_certificate_new_for_chain (&garbage, 1, HOST, 587);
  g_autoptr(SendoffCertificate) none = sendoff_certificate_new_for_chain (NULL, 0, HOST, 587);

  assert_kind ("now", sendoff_certificate_compare (good, bad, 0, MAKE_NOW), SENDOFF_CHANGE_SUSPICIOUS);
  assert_kind ("before", sendoff_certificate_compare (bad, good, 0, MAKE_NOW), SENDOFF_CHANGE_SUSPICIOUS);
  assert_kind ("nothing", sendoff_certificate_compare (none, good, 0, MAKE_NOW), SENDOFF_CHANGE_SUSPICIOUS);
}

#define ADD(path, function) g_test_add ("/comparison/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kinds", test_kinds);
  ADD ("self-signed", test_self_signed);
  ADD ("organization", test_organization);
  ADD ("side-by-side", test_side_by_side);
  ADD ("kept-pem", test_kept_pem);
  ADD ("unreadable", test_unreadable);

  return run_judging_tests ();
}
