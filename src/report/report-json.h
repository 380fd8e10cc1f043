/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* The contract's JSON (design section 5), one line, no line end, valid UTF-8, members that don't apply left out. Caller frees. */
char *sendoff_report_to_json      (const SendoffReport *report);
/* One member of "certificates". leg < 0: without it. */
char *sendoff_certificate_to_json (const SendoffCertificate *certificate, int leg);
/* One "diagnosis". */
char *sendoff_diagnosis_to_json   (const SendoffDiagnosis *diagnosis);

G_END_DECLS
