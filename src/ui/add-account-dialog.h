/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* A new account on one page. Destroys itself: show it and forget it.
 * Signal "account-added" (SendoffAccount*, gboolean test): it is saved and in the list; test TRUE: the user wants it tried out at once. */
#define SENDOFF_TYPE_ADD_ACCOUNT_DIALOG (sendoff_add_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAddAccountDialog, sendoff_add_account_dialog, SENDOFF, ADD_ACCOUNT_DIALOG, GtkDialog)

GtkWidget *sendoff_add_account_dialog_new (SendoffWorkspace *workspace, GtkWindow *parent);
/* While "account-added" is told: what was typed for it, borrowed; NULL: none, or it doesn't sign in. */
SendoffSecretString *sendoff_add_account_dialog_get_password (SendoffAddAccountDialog *self);

G_END_DECLS
