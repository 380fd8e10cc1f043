/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/account-list.h"

G_BEGIN_DECLS

/* One account in the list; follows the account and the list's default. */
#define SENDOFF_TYPE_ACCOUNT_ROW (sendoff_account_row_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountRow, sendoff_account_row, SENDOFF, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget *sendoff_account_row_new (SendoffAccount *account, SendoffAccountList *list);

G_END_DECLS
