/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trust-store.h"
#include "tls/certificate.h"

G_BEGIN_DECLS

/* What to do about a certificate that ended an attempt. Pure. */
typedef enum
{
  SENDOFF_TRUST_STEP_GIVE_UP,       /* nobody may or will be asked */
  SENDOFF_TRUST_STEP_ASK,           /* a human decides */
  SENDOFF_TRUST_STEP_VERIFY_FULLY,  /* only the pin didn't fit; an authority vouches: again without the pin */
} SendoffTrustStep;

typedef enum { SENDOFF_TRUST_ASK, SENDOFF_TRUST_REFUSE, SENDOFF_TRUST_PIN } SendoffTrustPolicy;

typedef struct
{
  SendoffTrustPolicy       policy;
  const char              *pin;            /* with SENDOFF_TRUST_PIN */
  const SendoffTrustEntry *entry;          /* of this host:port; NULL: none */
  gboolean                 asked_before;   /* in this run: once is enough */
} SendoffTrustSituation;

/* The key and the problems that the first attempt may accept; *pin is borrowed, NULL: none. */
void             sendoff_trust_allow_at_first (const SendoffTrustSituation *situation, const char **pin, guint *waived);
/* *problems: those of the certificate, with CHANGED added where another key was trusted. */
SendoffTrustStep sendoff_trust_decide         (const SendoffTrustSituation *situation, const SendoffCertificate *certificate, guint *problems);

G_END_DECLS
