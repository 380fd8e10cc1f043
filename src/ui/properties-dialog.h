/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* An account's Properties. Edits a copy; OK and Apply save, Cancel costs nothing. Destroys itself: show it and forget it. */
#define SENDOFF_TYPE_PROPERTIES_DIALOG (sendoff_properties_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPropertiesDialog, sendoff_properties_dialog, SENDOFF, PROPERTIES_DIALOG, GtkDialog)

GtkWidget *sendoff_properties_dialog_new (SendoffWorkspace *workspace, SendoffAccount *account, GtkWindow *parent);

G_END_DECLS
