/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report/report.h"

G_BEGIN_DECLS

/* "failures" with their diagnoses, and "certificates", of a saved report. Inside report only. */
void sendoff_failures_read     (JsonObject *object, SendoffReport *report);
void sendoff_certificates_read (JsonObject *object, SendoffReport *report);

G_END_DECLS
