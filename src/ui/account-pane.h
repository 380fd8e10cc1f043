/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* What is known of one account, and what can be done with it. Its buttons are the window's actions: win.send, win.properties, win.details. */
#define SENDOFF_TYPE_ACCOUNT_PANE (sendoff_account_pane_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountPane, sendoff_account_pane, SENDOFF, ACCOUNT_PANE, GtkBox)

/* NULL: no account; task: the account's present or last (NULL: none). The pane follows both from here on. */
void sendoff_account_pane_show (SendoffAccountPane *self, SendoffAccount *account, SendoffTask *task);

G_END_DECLS
