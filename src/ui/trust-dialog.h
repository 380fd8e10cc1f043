/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* "Internet Security Warning": a certificate that can't be verified. No is the default, has the focus, is Escape and is Enter wherever
 * the focus is. Signal "answered" (int, a SendoffTrustAnswer), once, by whatever way it is closed; then it destroys itself. Destroyed
 * from outside it says nothing. */
#define SENDOFF_TYPE_TRUST_DIALOG (sendoff_trust_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTrustDialog, sendoff_trust_dialog, SENDOFF, TRUST_DIALOG, GtkDialog)

/* question: needed during the call only. */
GtkWidget *sendoff_trust_dialog_new (const SendoffTrustQuestion *question, GtkWindow *parent);

G_END_DECLS
