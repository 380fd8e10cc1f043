/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/task.h"

G_BEGIN_DECLS

/* What the main window shows once there are accounts: the list, and beside it what is known of the one that is selected. */
#define SENDOFF_TYPE_ACCOUNTS_PAGE (sendoff_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountsPage, sendoff_accounts_page, SENDOFF, ACCOUNTS_PAGE, GtkBox)

GtkWidget  *sendoff_accounts_page_new      (void);
/* Borrowed; the caller fills it. */
GtkListBox *sendoff_accounts_page_get_list (SendoffAccountsPage *self);
/* Either may be NULL. */
void        sendoff_accounts_page_show     (SendoffAccountsPage *self, SendoffAccount *account, SendoffTask *task);

G_END_DECLS
