/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/accounts-file.h"

G_BEGIN_DECLS

/* One account being edited: a copy, the values it began with, and how the two get into the file although another program may have
 * changed it meanwhile. Pure of windows. */
typedef struct _SendoffAccountEdit SendoffAccountEdit;

SendoffAccountEdit *sendoff_account_edit_new         (SendoffAccountsFile *file, SendoffAccount *account);
void                sendoff_account_edit_free        (SendoffAccountEdit *self);
/* The copy to edit; borrowed, the same one all the time. */
SendoffAccount     *sendoff_account_edit_get_account (SendoffAccountEdit *self);
gboolean            sendoff_account_edit_has_changes (SendoffAccountEdit *self);
/* As sendoff_accounts_file_commit(). Afterwards the copy has what the file has, and editing may go on. On SENDOFF_ERROR_CONFLICT see the next two. */
gboolean            sendoff_account_edit_save        (SendoffAccountEdit *self, GError **error);
/* After a conflict: the keys (SendoffKey) and the other one's values; borrowed. */
GArray             *sendoff_account_edit_get_conflicts (SendoffAccountEdit *self);
SendoffAccount     *sendoff_account_edit_get_theirs    (SendoffAccountEdit *self);
/* Settles the conflict: of these keys the others' values are taken, of the rest ours stay; save anew then. */
void                sendoff_account_edit_resolve     (SendoffAccountEdit *self, GArray *taken);
/* For an account that was removed meanwhile: a new entry with the values of the copy. */
gboolean            sendoff_account_edit_add_again   (SendoffAccountEdit *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAccountEdit, sendoff_account_edit_free)

G_END_DECLS
