/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/account.h"

G_BEGIN_DECLS

/* Asks, for each setting that was changed on both sides, whose value is to be kept. Shows mine first, and proposes it.
 * Signal "resolved" (GArray of SendoffKey: those where the other one is to be taken). It destroys itself. */
#define SENDOFF_TYPE_CONFLICT_DIALOG (sendoff_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffConflictDialog, sendoff_conflict_dialog, SENDOFF, CONFLICT_DIALOG, GtkDialog)

GtkWidget *sendoff_conflict_dialog_new (SendoffAccount *mine, SendoffAccount *theirs, GArray *keys, GtkWindow *parent);

G_END_DECLS
