/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* Tests the settings of all accounts at once, a row for each, in the order of the list. Begins by itself. What is under way in an account already
 * is followed, not begun again. Questions come up one at a time. Closed, the tests go on; their questions wait in the rows of the main window. */
#define SENDOFF_TYPE_TEST_ALL_WINDOW (sendoff_test_all_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTestAllWindow, sendoff_test_all_window, SENDOFF, TEST_ALL_WINDOW, GtkDialog)

GtkWidget *sendoff_test_all_window_new (SendoffWorkspace *workspace, GtkWindow *parent);

G_END_DECLS
