/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/workspace.h"

G_BEGIN_DECLS

/* An account that was removed and may come back: its passwords, and the exceptions for its servers and what was
 * seen there, where no other account uses them, go only when it can't any more.
 * Main context. */
typedef struct _SendoffAccountRemoval SendoffAccountRemoval;

/* Removes it from list and file. NULL and error: nothing was removed. */
void                   sendoff_account_removal_new_async  (SendoffWorkspace *workspace, SendoffAccount *account, GAsyncReadyCallback callback,
                                                           gpointer user_data);
SendoffAccountRemoval *sendoff_account_removal_new_finish (GAsyncResult *result, GError **error);
const char            *sendoff_account_removal_get_name (SendoffAccountRemoval *self);
const char            *sendoff_account_removal_get_id   (SendoffAccountRemoval *self);
/* Puts it back at its place, the default again if it was. self must live until the callback. After TRUE only free is left to be called. */
void                   sendoff_account_removal_undo_async  (SendoffAccountRemoval *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean               sendoff_account_removal_undo_finish (GAsyncResult *result, GError **error);
/* Takes self. Forgets what belonged to the account; callback (may be NULL) runs when that is done, or given up. */
void                   sendoff_account_removal_settle   (SendoffAccountRemoval *self, GSourceOnceFunc callback, gpointer user_data);
void                   sendoff_account_removal_free     (SendoffAccountRemoval *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAccountRemoval, sendoff_account_removal_free)

G_END_DECLS
