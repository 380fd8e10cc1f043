/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/seen-store.h"
#include "store/trust-store.h"
#include "tls/certificate.h"
#include "tls/comparison.h"

G_BEGIN_DECLS

/* What to do about a certificate that ended an attempt. Pure. */
typedef enum
{
  SENDOFF_TRUST_DECISION_GIVE_UP,       /* nobody may or will be asked */
  SENDOFF_TRUST_DECISION_ASK,           /* a human decides */
  SENDOFF_TRUST_DECISION_VERIFY_FULLY,  /* only the pin didn't fit; an authority vouches: again without the pin */
} SendoffTrustDecision;

typedef enum { SENDOFF_TRUST_ASK, SENDOFF_TRUST_REFUSE, SENDOFF_TRUST_PIN } SendoffTrustPolicy;

typedef struct
{
  SendoffTrustPolicy       policy;
  const char              *pin;            /* with SENDOFF_TRUST_PIN */
  const SendoffTrustEntry *entry;          /* of this host:port; NULL: none */
  gboolean                 asked_before;   /* in this run: once is enough */
  const SendoffSeenEntry  *seen;           /* what an authority vouched for here before; NULL: nothing is known */
} SendoffTrustSituation;

/* The key and the problems that the first attempt may accept; *pin is borrowed, NULL: none. */
void             sendoff_trust_allow_at_first (const SendoffTrustSituation *situation, const char **pin, guint *waived);
/* *problems: those of the certificate, with CHANGED added where another key was trusted or seen. */
SendoffTrustDecision sendoff_trust_decide         (const SendoffTrustSituation *situation, const SendoffCertificate *certificate, guint *problems);
/* Never for a server that an authority vouched for before: a click that silences the warning for good is what an attacker waits for
 * (RFC 8314, section 4.3). */
gboolean         sendoff_trust_offers_always  (const SendoffTrustSituation *situation);
/* With the certificate that was trusted or seen last, as far as it was kept. NULL: none was, or it is the same. time: Unix time. */
SendoffComparison *sendoff_trust_compare      (const SendoffTrustSituation *situation, const SendoffCertificate *certificate, gint64 time);

G_END_DECLS
