/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* Where the time of a connection went: a row for each wait, in numbers and as a bar that begins where it began. */
#define SENDOFF_TYPE_TIMELINE_VIEW (sendoff_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTimelineView, sendoff_timeline_view, SENDOFF, TIMELINE_VIEW, GtkBox)

/* report is kept. */
void sendoff_timeline_view_set_report (SendoffTimelineView *self, SendoffReport *report);

G_END_DECLS
