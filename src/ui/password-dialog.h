/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* Asks for a password, or for the passphrase or PIN of a client certificate's key. Signal "answered" (SendoffSecretString *password or NULL, gboolean remember), once, by whatever way it is closed;
 * then it destroys itself. Destroyed from outside it says nothing. */
#define SENDOFF_TYPE_PASSWORD_DIALOG (sendoff_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPasswordDialog, sendoff_password_dialog, SENDOFF, PASSWORD_DIALOG, GtkDialog)

/* question: needed during the call only. */
GtkWidget *sendoff_password_dialog_new (const SendoffPasswordQuestion *question, GtkWindow *parent);

G_END_DECLS
