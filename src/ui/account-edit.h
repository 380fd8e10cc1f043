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
/* As sendoff_accounts_file_commit_async(). Afterwards the copy has what the file has, but for what was edited meanwhile, and editing may go
 * on. self may be freed before the callback. On SENDOFF_ERROR_CONFLICT see the next two. */
void                sendoff_account_edit_save_async  (SendoffAccountEdit *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean            sendoff_account_edit_save_finish (SendoffAccountEdit *self, GAsyncResult *result, GError **error);
/* After a conflict: the keys (SendoffKey) and the other one's values; borrowed. */
GArray             *sendoff_account_edit_get_conflicts (SendoffAccountEdit *self);
SendoffAccount     *sendoff_account_edit_get_theirs    (SendoffAccountEdit *self);
/* Settles the conflict: of these keys the others' values are taken, of the rest ours stay; save anew then. */
void                sendoff_account_edit_resolve     (SendoffAccountEdit *self, GArray *taken);
/* For an account that was removed meanwhile: a new entry with the values of the copy. Ends in sendoff_account_edit_save_finish(). */
void                sendoff_account_edit_add_again_async (SendoffAccountEdit *self, GAsyncReadyCallback callback, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAccountEdit, sendoff_account_edit_free)

G_END_DECLS
