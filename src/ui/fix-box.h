/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "diagnosis/diagnosis.h"
#include "store/accounts-file.h"

G_BEGIN_DECLS

/* Shows what would mend a failure, before and after; changes the settings when told to, and changes them back. Hides itself where there
 * is nothing to show. Signal "applied": the file holds the changed settings, it is time to try again. */
#define SENDOFF_TYPE_FIX_BOX (sendoff_fix_box_get_type ())
G_DECLARE_FINAL_TYPE (SendoffFixBox, sendoff_fix_box, SENDOFF, FIX_BOX, GtkBox)

/* Where one window has a box for each leg, their letters for the keyboard differ. */
GtkWidget *sendoff_fix_box_new        (SendoffLeg leg);
void     sendoff_fix_box_set_file     (SendoffFixBox *self, SendoffAccountsFile *file);
/* diagnosis NULL or without changes: nothing to propose; an Undo of before stays on offer. account: the settings that failed. */
void     sendoff_fix_box_set_proposal (SendoffFixBox *self, SendoffAccount *account, const SendoffDiagnosis *diagnosis);
/* Settings that are being edited: they are changed there, and no file is. NULL: those of the file. */
void     sendoff_fix_box_set_draft    (SendoffFixBox *self, SendoffAccount *draft);

G_END_DECLS
