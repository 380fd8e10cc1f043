/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* One account in the list; follows the account, the list's default and the account's task. */
#define SENDOFF_TYPE_ACCOUNT_ROW (sendoff_account_row_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountRow, sendoff_account_row, SENDOFF, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget       *sendoff_account_row_new         (SendoffAccount *account, SendoffWorkspace *workspace);
SendoffAccount  *sendoff_account_row_get_account (SendoffAccountRow *self); /* borrowed */

G_END_DECLS
