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
/* The server wants a sign-in that the settings don't have, on port 25, without offering both that and encryption there as it stands: whether
 * people sign in on another port has to be known before a fix is proposed. Only ways that offer it are of use. Pure. */
gboolean   sendoff_diagnosis_seeks_sign_in (const SendoffFailure *failure);
/* lines: of an EHLO reply, NULL: none. */
gboolean   sendoff_extensions_offer_sign_in (char **lines);

G_END_DECLS
