/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program: its command line, its files, its main window. */
#define SENDOFF_TYPE_APPLICATION (sendoff_application_get_type ())
G_DECLARE_FINAL_TYPE (SendoffApplication, sendoff_application, SENDOFF, APPLICATION, GtkApplication)

/* unique FALSE: may run beside another one (practice). */
GtkApplication *sendoff_application_new (gboolean unique);

G_END_DECLS
