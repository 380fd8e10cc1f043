/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of exceptions and pins, as a table. */

#include "jobs/trust-decision.h"

#define KEY_A "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define KEY_B "sha256//BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA="

static const struct
{
  const char        *what;
  SendoffTrustPolicy policy;
  const char        *policy_pin;
  const char        *entry_pin;   /* NULL: no entry */
  gboolean           asked;
  guint              problems;    /* of a certificate with KEY_A */
  SendoffTrustDecision   decision;
  guint              shown;
} rows[] = {
  { "unknown server", SENDOFF_TRUST_ASK, NULL, NULL, FALSE, SENDOFF_PROBLEM_EXPIRED, SENDOFF_TRUST_DECISION_ASK, SENDOFF_PROBLEM_EXPIRED },
  { "asked before", SENDOFF_TRUST_ASK, NULL, NULL, TRUE, SENDOFF_PROBLEM_EXPIRED, SENDOFF_TRUST_DECISION_GIVE_UP, SENDOFF_PROBLEM_EXPIRED },
  { "refused by policy", SENDOFF_TRUST_REFUSE, NULL, NULL, FALSE, SENDOFF_PROBLEM_EXPIRED, SENDOFF_TRUST_DECISION_GIVE_UP, SENDOFF_PROBLEM_EXPIRED },
  { "revoked", SENDOFF_TRUST_ASK, NULL, NULL, FALSE, SENDOFF_PROBLEM_REVOKED, SENDOFF_TRUST_DECISION_GIVE_UP, SENDOFF_PROBLEM_REVOKED },
  { "wrong purpose among others", SENDOFF_TRUST_ASK, NULL, NULL, FALSE, SENDOFF_PROBLEM_WRONG_PURPOSE | SENDOFF_PROBLEM_EXPIRED,
    SENDOFF_TRUST_DECISION_GIVE_UP, SENDOFF_PROBLEM_WRONG_PURPOSE | SENDOFF_PROBLEM_EXPIRED },
  { "another key was trusted", SENDOFF_TRUST_ASK, NULL, KEY_B, FALSE, SENDOFF_PROBLEM_SELF_SIGNED, SENDOFF_TRUST_DECISION_ASK,
    SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_CHANGED },
  { "a new reason for the trusted key", SENDOFF_TRUST_ASK, NULL, KEY_A, FALSE, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_EXPIRED,
    SENDOFF_TRUST_DECISION_ASK, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_EXPIRED },
  { "vouched for, another key was trusted", SENDOFF_TRUST_ASK, NULL, KEY_B, FALSE, 0, SENDOFF_TRUST_DECISION_VERIFY_FULLY, 0 },
  { "vouched for, refused by policy otherwise", SENDOFF_TRUST_REFUSE, NULL, KEY_B, FALSE, 0, SENDOFF_TRUST_DECISION_VERIFY_FULLY, 0 },
  { "vouched for, another key was pinned for this run", SENDOFF_TRUST_PIN, KEY_B, NULL, FALSE, 0, SENDOFF_TRUST_DECISION_GIVE_UP, SENDOFF_PROBLEM_CHANGED },
  { "another key was pinned for this run", SENDOFF_TRUST_PIN, KEY_B, NULL, FALSE, SENDOFF_PROBLEM_WRONG_NAME, SENDOFF_TRUST_DECISION_GIVE_UP,
    SENDOFF_PROBLEM_WRONG_NAME | SENDOFF_PROBLEM_CHANGED },
};

static SendoffTrustEntry
make_entry (const char *pin,
            gboolean    by_hand,
            guint       waived)
{
  return (SendoffTrustEntry){ .host = (char *) "mail.example.org", .port = 587, .pin = (char *) pin, .by_hand = by_hand, .waived = waived };
}

static void
test_decide (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SendoffTrustEntry entry = make_entry (rows[i].entry_pin, FALSE, SENDOFF_PROBLEM_SELF_SIGNED);
      SendoffTrustSituation situation = { rows[i].policy, rows[i].policy_pin, rows[i].entry_pin != NULL ? &entry : NULL, rows[i].asked };
      SendoffCertificate certificate = { .pin = (char *) KEY_A, .problems = rows[i].problems };
      guint shown = 0;

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (sendoff_trust_decide (&situation, &certificate, &shown), ==, rows[i].decision);
      g_assert_cmphex (shown, ==, rows[i].shown);
    }
}

static void
test_allow_at_first (void)
{
  SendoffTrustEntry exception = make_entry (KEY_A, FALSE, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustEntry by_hand = make_entry (KEY_A, TRUE, 0);
  SendoffTrustSituation situation = { SENDOFF_TRUST_ASK, NULL, NULL, FALSE };
  const char *pin = "";
  guint waived = 1;

  sendoff_trust_allow_at_first (&situation, &pin, &waived);
  g_assert_null (pin);
  g_assert_cmphex (waived, ==, 0);

  situation.entry = &exception;
  sendoff_trust_allow_at_first (&situation, &pin, &waived);
  g_assert_cmpstr (pin, ==, KEY_A);
  g_assert_cmphex (waived, ==, SENDOFF_PROBLEM_SELF_SIGNED);

  situation.entry = &by_hand;
  sendoff_trust_allow_at_first (&situation, &pin, &waived);
  g_assert_cmphex (waived & SENDOFF_PROBLEM_WRONG_NAME, !=, 0);
  g_assert_cmphex (waived & SENDOFF_PROBLEMS_FATAL, ==, 0);

  situation.policy = SENDOFF_TRUST_PIN;
  situation.pin = KEY_B;
  sendoff_trust_allow_at_first (&situation, &pin, &waived);
  g_assert_cmpstr (pin, ==, KEY_B);
  g_assert_cmphex (waived & SENDOFF_PROBLEMS_FATAL, ==, 0);
}

/* A server that an authority vouched for is a stranger when it comes with another key, and never trusted for good. */
static void
test_seen (void)
{
  SendoffSeenEntry seen = { .host = (char *) "mail.example.org", .port = 587, .pin = (char *) KEY_B };
  SendoffTrustEntry exception = make_entry (KEY_A, FALSE, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustSituation situation = { .policy = SENDOFF_TRUST_ASK };
  SendoffCertificate certificate = { .pin = (char *) KEY_A, .problems = SENDOFF_PROBLEM_SELF_SIGNED };
  guint problems = 0;

  g_assert_true (sendoff_trust_offers_always (&situation));
  situation.seen = &seen;
  g_assert_false (sendoff_trust_offers_always (&situation));
  g_assert_cmpint (sendoff_trust_decide (&situation, &certificate, &problems), ==, SENDOFF_TRUST_DECISION_ASK);
  g_assert_cmphex (problems, ==, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_CHANGED);

  seen.pin = (char *) KEY_A;
  g_assert_cmpint (sendoff_trust_decide (&situation, &certificate, &problems), ==, SENDOFF_TRUST_DECISION_ASK);
  g_assert_cmphex (problems, ==, SENDOFF_PROBLEM_SELF_SIGNED);

  /* What the user trusts counts, not what was seen before that. */
  seen.pin = (char *) KEY_B;
  situation.entry = &exception;
  g_assert_cmpint (sendoff_trust_decide (&situation, &certificate, &problems), ==, SENDOFF_TRUST_DECISION_ASK);
  g_assert_cmphex (problems, ==, SENDOFF_PROBLEM_SELF_SIGNED);
}

static void
test_nothing_to_compare (void)
{
  SendoffSeenEntry seen = { .pin = (char *) KEY_B };
  SendoffTrustEntry exception = make_entry (KEY_A, FALSE, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustSituation situation = { .policy = SENDOFF_TRUST_ASK };
  SendoffCertificate certificate = { .pin = (char *) KEY_A };

  g_assert_null (sendoff_trust_compare (&situation, &certificate, 0));
  situation.seen = &seen;
  situation.entry = &exception;
  g_assert_null (sendoff_trust_compare (&situation, &certificate, 0));
  exception.pem = (char *) "not a certificate";
  g_assert_null (sendoff_trust_compare (&situation, &certificate, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/trust-decision/decide", test_decide);
  g_test_add_func ("/jobs/trust-decision/allow-at-first", test_allow_at_first);
  g_test_add_func ("/jobs/trust-decision/seen", test_seen);
  g_test_add_func ("/jobs/trust-decision/nothing-to-compare", test_nothing_to_compare);
  return g_test_run ();
}
