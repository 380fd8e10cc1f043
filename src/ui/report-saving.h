/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* What leaves this program of a report. secrets: of SendoffSecretString, those that were used: what is written or copied must not hold any of
 * them, else it is refused in a box above parent, which names the place; NULL: none. */

/* As a page or JSON; the chooser offers to blank addresses and names. */
void sendoff_save_report    (GtkWindow *parent, SendoffReport *report, GPtrArray *secrets, const char *file_name);
/* The second half alone. */
void sendoff_save_report_to (GtkWindow *parent, GFile *file, SendoffReport *report, GPtrArray *secrets, gboolean blank);
/* As text. */
void sendoff_copy_report    (GtkWindow *parent, SendoffReport *report, GPtrArray *secrets);
/* The recorded bytes, for programs that read packets; not where one of the secrets is in them. */
void sendoff_save_capture   (GtkWindow *parent, SendoffReport *report, GPtrArray *secrets, const char *file_name);

G_END_DECLS
