/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* One self-contained page for people: result, steps, failures with their diagnosis, certificates, what was readable, timeline, settings,
 * transcript, wire, versions; everything escaped; nothing is loaded and nothing runs. It holds the saved JSON, so that
 * sendoff_report_from_json() opens it again. Caller frees. */
char *sendoff_report_to_html (const SendoffReport *report);

G_END_DECLS
