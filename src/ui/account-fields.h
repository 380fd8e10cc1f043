/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/account.h"
#include "ui/field-mark.h"

G_BEGIN_DECLS

/* The fields of one window that edit one account (a copy): what is typed goes into the account, and a change of the account shows in the
 * field. A field is checked when it is left, never while it is being typed into, but a mark goes as soon as what it says is mended.
 * Must not outlive the window. */
#define SENDOFF_TYPE_ACCOUNT_FIELDS (sendoff_account_fields_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountFields, sendoff_account_fields, SENDOFF, ACCOUNT_FIELDS, GObject)

SendoffAccountFields *sendoff_account_fields_new         (SendoffAccount *account);
/* Borrowed. */
SendoffAccount       *sendoff_account_fields_get_account (SendoffAccountFields *self);
/* A GtkEntry for a text, a GtkSpinButton for a port (up to 99999, so that too great a one is said and not changed); of any other widget
 * nothing is read, it only bears the key's mark. */
void                  sendoff_account_fields_add         (SendoffAccountFields *self, SendoffKey key, GtkWidget *widget, SendoffFieldMark *mark);
/* Marks every field at fault. The first of them, borrowed; NULL: the account is valid. */
GtkWidget            *sendoff_account_fields_check       (SendoffAccountFields *self);
/* Marks one field for a reason found elsewhere. The field; NULL: there is none for this key. */
GtkWidget            *sendoff_account_fields_mark        (SendoffAccountFields *self, SendoffKey key, const char *sentence);
/* As if this field had just been left. */
void                  sendoff_account_fields_leave       (SendoffAccountFields *self, SendoffKey key);

G_END_DECLS
