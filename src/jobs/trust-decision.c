/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the rules of exceptions and pins. Pure. */

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

SendoffTrustDecision
sendoff_trust_decide (const SendoffTrustSituation *situation,
                      const SendoffCertificate    *certificate,
                      guint                       *problems)
{
  const SendoffTrustEntry *entry = situation->entry;
  gboolean pinned_other = situation->policy == SENDOFF_TRUST_PIN && g_strcmp0 (situation->pin, certificate->pin) != 0;
  gboolean trusted_other = entry != NULL && g_strcmp0 (entry->pin, certificate->pin) != 0;
  gboolean saw_other = entry == NULL && situation->seen != NULL && g_strcmp0 (situation->seen->pin, certificate->pin) != 0;

  *problems = certificate->problems;
  if (certificate->problems == 0 && !pinned_other)
    return SENDOFF_TRUST_DECISION_VERIFY_FULLY;
  if (pinned_other || trusted_other || saw_other)
    *problems |= SENDOFF_PROBLEM_CHANGED;

  if (situation->policy != SENDOFF_TRUST_ASK || situation->asked_before || (*problems & SENDOFF_PROBLEMS_FATAL) != 0)
    return SENDOFF_TRUST_DECISION_GIVE_UP;
  return SENDOFF_TRUST_DECISION_ASK;
}

gboolean
sendoff_trust_offers_always (const SendoffTrustSituation *situation)
{
  return situation->seen == NULL;
}

SendoffComparison *
sendoff_trust_compare (const SendoffTrustSituation *situation,
                       const SendoffCertificate    *certificate,
                       gint64                       time)
{
  const SendoffTrustEntry *entry = situation->entry != NULL && situation->entry->pem != NULL ? situation->entry : NULL;
  const SendoffSeenEntry *seen = situation->seen != NULL && situation->seen->pem != NULL ? situation->seen : NULL;
  gboolean takes_entry = entry != NULL && (seen == NULL || entry->added > seen->last_seen);
  g_autoptr(SendoffCertificate) before = NULL;
  g_autoptr(SendoffComparison) comparison = NULL;

  if (entry == NULL && seen == NULL)
    return NULL;
  before = sendoff_certificate_new_from_pem (takes_entry ? entry->pem : seen->pem, certificate->host, certificate->port);
  if (before == NULL)
    return NULL;

  comparison = sendoff_certificate_compare (before, certificate, takes_entry ? entry->added : seen->last_seen, time);
  return comparison->kind != SENDOFF_CHANGE_NONE ? g_steal_pointer (&comparison) : NULL;
}
