/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* One account among those that are tested together: the state of each direction, live, and what it came to; follows the account's tasks.
 * Signal "details-wanted" (SendoffTask*): the user wants to see or answer this one. */
#define SENDOFF_TYPE_TEST_ROW (sendoff_test_row_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTestRow, sendoff_test_row, SENDOFF, TEST_ROW, GtkListBoxRow)

GtkWidget *sendoff_test_row_new (SendoffAccount *account, SendoffWorkspace *workspace);

G_END_DECLS
