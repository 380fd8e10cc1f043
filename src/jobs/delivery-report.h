/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "net/attempt.h"
#include "report/report.h"

G_BEGIN_DECLS

/* What became of one message, put into the report of its job. Main context. */

/* Of a message that was handed over, or tried. account: for the diagnoses. */
void sendoff_delivery_report           (SendoffReport *report, const SendoffDelivery *delivery, SendoffAccount *account);
/* Of one that was never reached; its failure is the caller's. to and subject may be NULL. */
void sendoff_delivery_report_unreached (SendoffReport *report, const char *const *to, const char *subject);

G_END_DECLS
