/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* Says what a test of an account's settings does, and whether a message is to be sent at its end; starts it. Closes itself. Signal "task-started"
 * (SendoffTask*). */
#define SENDOFF_TYPE_TEST_SETTINGS_DIALOG (sendoff_test_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTestSettingsDialog, sendoff_test_settings_dialog, SENDOFF, TEST_SETTINGS_DIALOG, GtkDialog)

GtkWidget *sendoff_test_settings_dialog_new (SendoffWorkspace *workspace, SendoffAccount *account, GtkWindow *parent);

G_END_DECLS
