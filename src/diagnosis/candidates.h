/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/failure.h"

G_BEGIN_DECLS

/* The most that a failure gives occasion to probe. */
#define SENDOFF_MAX_CANDIDATES 6

/* The ways worth probing after this failure, best first; NULL: none. Pure. Caller unrefs; elements SendoffWay. A way is never less secure
 * than what is set: unencrypted only where the settings say so, and then last. STARTTLS counts as much as TLS here, because this program
 * never goes on without it. */
GPtrArray *sendoff_diagnosis_candidates (const SendoffFailure *failure, SendoffAccount *settings);

G_END_DECLS
