/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/account-list.h"

G_BEGIN_DECLS

/* The main window: the accounts. */
#define SENDOFF_TYPE_ACCOUNTS_WINDOW (sendoff_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountsWindow, sendoff_accounts_window, SENDOFF, ACCOUNTS_WINDOW, GtkApplicationWindow)

GtkWidget *sendoff_accounts_window_new         (GtkApplication *application, SendoffAccountList *list);
/* A sentence above the list, that stays. */
void       sendoff_accounts_window_show_notice (SendoffAccountsWindow *self, const char *sentence);

G_END_DECLS
