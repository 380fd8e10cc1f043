/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* What a finished task, or a saved report, came to: title, explanation, recipients, what was readable; the whole error, the transcript and the server's facts behind
 * expanders. */
#define SENDOFF_TYPE_RESULT_VIEW (sendoff_result_view_get_type ())
G_DECLARE_FINAL_TYPE (SendoffResultView, sendoff_result_view, SENDOFF, RESULT_VIEW, GtkBox)

/* What no capture of the report may hold: of SendoffSecretString, kept; NULL: none. */
void sendoff_result_view_set_secrets (SendoffResultView *self, GPtrArray *secrets);
/* report is kept. */
void sendoff_result_view_set_report (SendoffResultView *self, SendoffReport *report, const char *subject);
/* Adds a widget between the explanation and the details. */
void sendoff_result_view_add        (SendoffResultView *self, GtkWidget *widget);
/* The same behind the sentence about what was readable. */
void sendoff_result_view_add_below  (SendoffResultView *self, GtkWidget *widget);

G_END_DECLS
