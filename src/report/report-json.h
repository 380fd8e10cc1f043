/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"
#include "tls/comparison.h"

G_BEGIN_DECLS

/* The contract's JSON, one line, no line end, valid UTF-8, members that don't apply left out. Caller frees. */
char *sendoff_report_to_json      (const SendoffReport *report);

typedef enum
{
  SENDOFF_REPORT_PLAIN,     /* as sendoff_report_to_json() */
  SENDOFF_REPORT_WITH_WIRE, /* and "wire": what an observer could list */
  SENDOFF_REPORT_SAVED      /* and all that a file needs to be opened again: settings, versions, chains */
} SendoffReportParts;

char *sendoff_report_to_json_with (const SendoffReport *report, SendoffReportParts parts);
/* A report that was saved: JSON, or HTML that holds it (report-html.h). length -1: up to the NUL; NULL is empty. Whatever the text is, this ends soon and
 * in bounded memory: NULL and SENDOFF_ERROR_INVALID with a sentence where it is no report, is damaged, too big, or of a later format.
 * Members that aren't known, or aren't of their kind, are passed over. is_saved is set. */
SendoffReport *sendoff_report_from_json (const char *text, gssize length, GError **error);

/* One member of "certificates", with "change" where there is a comparison. leg < 0: without it. */
char *sendoff_certificate_to_json (const SendoffCertificate *certificate, int leg, const SendoffComparison *comparison);
/* One "diagnosis". */
char *sendoff_diagnosis_to_json   (const SendoffDiagnosis *diagnosis);

G_END_DECLS
