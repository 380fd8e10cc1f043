/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the rules of exceptions and pins (design section 5). Pure. */

#include "jobs/trust-decision.h"

#define WAIVABLE (~(guint) SENDOFF_PROBLEMS_FATAL)

void
sendoff_trust_allow_at_first (const SendoffTrustSituation  *situation,
                              const char                  **pin,
                              guint                        *waived)
{
  const SendoffTrustEntry *entry = situation->entry;

  *pin = NULL;
  *waived = 0;
  if (situation->policy == SENDOFF_TRUST_PIN)
    {
      *pin = situation->pin;
      *waived = WAIVABLE;
    }
  else if (entry != NULL)
    {
      *pin = entry->pin;
      *waived = entry->by_hand ? WAIVABLE : entry->waived & WAIVABLE;
    }
}

SendoffTrustStep
sendoff_trust_decide (const SendoffTrustSituation *situation,
                      const SendoffCertificate    *certificate,
                      guint                       *problems)
{
  const SendoffTrustEntry *entry = situation->entry;
  gboolean pinned_other = situation->policy == SENDOFF_TRUST_PIN && g_strcmp0 (situation->pin, certificate->pin) != 0;
  gboolean trusted_other = entry != NULL && g_strcmp0 (entry->pin, certificate->pin) != 0;

  *problems = certificate->problems;
  if (certificate->problems == 0 && !pinned_other)
    return SENDOFF_TRUST_STEP_VERIFY_FULLY;
  if (pinned_other || trusted_other)
    *problems |= SENDOFF_PROBLEM_CHANGED;

  if (situation->policy != SENDOFF_TRUST_ASK || situation->asked_before || (*problems & SENDOFF_PROBLEMS_FATAL) != 0)
    return SENDOFF_TRUST_STEP_GIVE_UP;
  return SENDOFF_TRUST_STEP_ASK;
}
