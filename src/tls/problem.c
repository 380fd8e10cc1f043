/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words for a certificate's problems and for who trusts it: those of JSON and trust.ini. Any thread. */
#include "tls/certificate.h"

static const struct
{
  SendoffCertificateProblem problem;
  const char *word;
} problem_words[] = {
  { SENDOFF_PROBLEM_SELF_SIGNED, "self-signed" },
  { SENDOFF_PROBLEM_UNTRUSTED_ROOT, "untrusted-root" },
  { SENDOFF_PROBLEM_INCOMPLETE_CHAIN, "incomplete-chain" },
  { SENDOFF_PROBLEM_EXPIRED, "expired" },
  { SENDOFF_PROBLEM_NOT_YET_VALID, "not-yet-valid" },
  { SENDOFF_PROBLEM_WRONG_NAME, "wrong-name" },
  { SENDOFF_PROBLEM_WRONG_PURPOSE, "wrong-purpose" },
  { SENDOFF_PROBLEM_REVOKED, "revoked" },
  { SENDOFF_PROBLEM_WEAK, "weak" },
  { SENDOFF_PROBLEM_NOT_A_SERVER, "not-a-server" },
  { SENDOFF_PROBLEM_NAME_CONSTRAINT, "name-constraint" },
  { SENDOFF_PROBLEM_NO_STAPLE, "no-staple" },
  { SENDOFF_PROBLEM_MALFORMED, "malformed" },
  { SENDOFF_PROBLEM_CHANGED, "changed" },
};

static const char *const trusted_by_words[] = {
  [SENDOFF_TRUSTED_BY_NOBODY] = "nobody",
  [SENDOFF_TRUSTED_BY_AUTHORITY] = "authority",
  [SENDOFF_TRUSTED_BY_USER] = "user",
  [SENDOFF_TRUSTED_BY_PIN] = "pin",
};

const char *
sendoff_problem_to_string (SendoffCertificateProblem problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problem_words); i++)
    if (problem_words[i].problem == problem)
      return problem_words[i].word;

  g_return_val_if_reached ("malformed");
}

gboolean
sendoff_problem_from_string (const char                *text,
                             SendoffCertificateProblem *problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problem_words); i++)
    if (g_strcmp0 (problem_words[i].word, text) == 0)
      {
        *problem = problem_words[i].problem;
        return TRUE;
      }

  return FALSE;
}

char **
sendoff_problems_to_strings (guint problems)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (problem_words); i++)
    if ((problems & problem_words[i].problem) != 0)
      g_strv_builder_add (words, problem_words[i].word);

  return g_strv_builder_end (words);
}

const char *
sendoff_trusted_by_to_string (SendoffTrustedBy trusted_by)
{
  g_return_val_if_fail ((guint) trusted_by < G_N_ELEMENTS (trusted_by_words), "nobody");

  return trusted_by_words[trusted_by];
}

gboolean
sendoff_trusted_by_from_string (const char       *text,
                                SendoffTrustedBy *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trusted_by_words); i++)
    if (g_strcmp0 (trusted_by_words[i], text) == 0)
      {
        *value = (SendoffTrustedBy) i;
        return TRUE;
      }

  return FALSE;
}
