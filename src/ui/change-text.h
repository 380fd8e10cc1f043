/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/diagnosis.h"

G_BEGIN_DECLS

/* "Encryption to the outgoing server: none → STARTTLS": what a change does to the account, translated and display-safe. Pure. Caller frees. */
char *sendoff_change_to_text (SendoffAccount *before, const SendoffChange *change);

G_END_DECLS
