/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/password-choice.h"

G_BEGIN_DECLS

/* How to sign in at the outgoing server. Edits copies; OK puts them into account and choice, which are themselves still being edited.
 * Destroys itself. */
#define SENDOFF_TYPE_OUTGOING_SETTINGS_DIALOG (sendoff_outgoing_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffOutgoingSettingsDialog, sendoff_outgoing_settings_dialog, SENDOFF, OUTGOING_SETTINGS_DIALOG, GtkDialog)

GtkWidget *sendoff_outgoing_settings_dialog_new (SendoffAccount *account, SendoffPasswordChoice *choice, SendoffSecretStore *secrets,
                                                 GtkWindow *parent);

G_END_DECLS
