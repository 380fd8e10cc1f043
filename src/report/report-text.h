/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* The classic error paragraph with every field in the classic order, display-safe, its beginning translated. Caller frees. */
char *sendoff_failure_to_paragraph (const SendoffFailure *failure);
/* The whole report for people in a terminal: steps, recipients, the certificate's problems, the failure's title, explanation, fix and
 * paragraph, what was readable; no colour, LF line ends, display-safe, 78 columns but for the paragraph. Caller frees. */
char *sendoff_report_to_text       (const SendoffReport *report);
/* How it ended, as one translated sentence. */
const char *sendoff_report_get_result (const SendoffReport *report);
/* One sentence: what an observer on the way could read. NULL where it wasn't measured. Caller frees. */
char *sendoff_report_seen_sentence (const SendoffReport *report);
/* "Found smtp.example.org", "Encrypted, TLS 1.3": one translated line for a step, for any state. Caller frees. */
char *sendoff_report_step_to_text  (const SendoffReportStep *step);
/* "TLS1.3", as a report has it for scripts, as "TLS 1.3"; anything else as it is. */
char *sendoff_report_tls_to_text   (const char *tls);

G_END_DECLS
