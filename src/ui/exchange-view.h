/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* What was said beside what an observer on the way saw of it, below the sentence that says what was readable; copied, or saved as a capture. */
#define SENDOFF_TYPE_EXCHANGE_VIEW (sendoff_exchange_view_get_type ())
G_DECLARE_FINAL_TYPE (SendoffExchangeView, sendoff_exchange_view, SENDOFF, EXCHANGE_VIEW, GtkBox)

/* What no capture may hold: of SendoffSecretString, kept; NULL: none. */
void sendoff_exchange_view_set_secrets (SendoffExchangeView *self, GPtrArray *secrets);
/* report is kept. file_name: proposed for the capture. */
void sendoff_exchange_view_set_report (SendoffExchangeView *self, SendoffReport *report, const char *file_name);

G_END_DECLS
