/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the main window shows while there is no account: what to do first. */
#define SENDOFF_TYPE_WELCOME_PAGE (sendoff_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffWelcomePage, sendoff_welcome_page, SENDOFF, WELCOME_PAGE, GtkScrolledWindow)

/* offers_practice: not where practising is what the window is for. */
GtkWidget *sendoff_welcome_page_new (gboolean offers_practice);

G_END_DECLS
