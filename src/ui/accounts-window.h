/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/practice-run.h"
#include "ui/workspace.h"

G_BEGIN_DECLS

/* The main window: the accounts, and what can be done with them. Closing it closes the windows of its tasks too; the tasks go on in the
 * workspace, or are stopped, as the user says. */
#define SENDOFF_TYPE_ACCOUNTS_WINDOW (sendoff_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountsWindow, sendoff_accounts_window, SENDOFF, ACCOUNTS_WINDOW, GtkApplicationWindow)

GtkWidget *sendoff_accounts_window_new              (GtkApplication *application, SendoffWorkspace *workspace);
/* With a line that says what to look for. Takes the run, which ends with the window. */
GtkWidget *sendoff_accounts_window_new_for_practice (GtkApplication *application, SendoffPracticeRun *run);
/* A sentence above the list, that stays until it is closed. */
void       sendoff_accounts_window_show_notice      (SendoffAccountsWindow *self, const char *sentence);
/* Selects the account; where it has a task, shows it. */
void       sendoff_accounts_window_show_task_of     (SendoffAccountsWindow *self, const char *account_id);

G_END_DECLS
