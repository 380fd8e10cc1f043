/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* One step of a job: a mark, words and the time it took. Tells a screen reader when its state changes. */
#define SENDOFF_TYPE_STEP_ROW (sendoff_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SendoffStepRow, sendoff_step_row, SENDOFF, STEP_ROW, GtkBox)

GtkWidget        *sendoff_step_row_new       (SendoffStepId id);
/* NULL: waits for its turn. Copies. */
void              sendoff_step_row_set_step  (SendoffStepRow *self, const SendoffReportStep *step);

G_END_DECLS
