/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* Writes a test message and sends it. Signal "task-started" (SendoffTask*); then it destroys itself, as it does when cancelled. */
#define SENDOFF_TYPE_TEST_MESSAGE_DIALOG (sendoff_test_message_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTestMessageDialog, sendoff_test_message_dialog, SENDOFF, TEST_MESSAGE_DIALOG, GtkDialog)

/* account NULL: the default one. parent may be NULL. */
GtkWidget *sendoff_test_message_dialog_new (SendoffWorkspace *workspace, SendoffAccount *account, GtkWindow *parent);

G_END_DECLS
