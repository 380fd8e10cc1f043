/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* A saved report, as the window of the job showed it then: to be looked at, copied and saved. There is no account behind it, so nothing can be
 * mended or tried again, and a fix that stands in it is not offered: anybody may have written the file. */
#define SENDOFF_TYPE_REPORT_WINDOW (sendoff_report_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffReportWindow, sendoff_report_window, SENDOFF, REPORT_WINDOW, GtkWindow)

/* application NULL: none. report is kept. file_name: display-safe. */
GtkWidget *sendoff_report_window_new (GtkApplication *application, SendoffReport *report, const char *file_name);

G_END_DECLS
