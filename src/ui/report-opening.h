/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads a saved report, page or JSON, in a thread, and shows it in a window of its own. What is no report, damaged, or of a later version, is said
 * in a box above parent (NULL: in one of its own). The program doesn't end meanwhile. */
void sendoff_open_report_file   (GtkApplication *application, GtkWindow *parent, GFile *file);
/* Asks which first. */
void sendoff_open_report        (GtkApplication *application, GtkWindow *parent);
/* Reports that are dropped on the window are opened. */
void sendoff_open_dropped_reports (GtkWindow *window);

G_END_DECLS
