/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* The steps of a job on standard error, as they tick off. Where the report will stand in the same terminal the present step takes one
 * line that is cleared in the end; else each finished step keeps its line. Shows nothing if standard error is no terminal. Main context only. */
typedef struct _SendoffProgress SendoffProgress;

SendoffProgress *sendoff_progress_new        (void);
/* Also clears the line. */
void             sendoff_progress_free       (SendoffProgress *self);
/* Before something else is written to the terminal. */
void             sendoff_progress_clear_line (SendoffProgress *self);
void             sendoff_progress_show_step  (SendoffProgress *self, const SendoffReportStep *step);
/* Bytes of the message; at most ten times a second. */
void             sendoff_progress_show_bytes (SendoffProgress *self, guint64 done, guint64 total);

/* How many of several jobs are done. */
void             sendoff_progress_show_count (SendoffProgress *self, guint done, guint total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffProgress, sendoff_progress_free)

G_END_DECLS
