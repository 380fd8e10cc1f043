/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/failure.h"

G_BEGIN_DECLS

/* The sentence or two with which the error paragraph begins; translated, display-safe. Caller frees. Inside report only. */
char *sendoff_paragraph_lead (const SendoffFailure *failure);

G_END_DECLS
