/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/account.h"

G_BEGIN_DECLS

/* The accounts in their order, and which one is the default. A GListModel of SendoffAccount; main context only.
 * Knows no file: store/accounts-file.h loads and saves it. Property "default-account" (SendoffAccount, read-only, notifies). */
#define SENDOFF_TYPE_ACCOUNT_LIST (sendoff_account_list_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountList, sendoff_account_list, SENDOFF, ACCOUNT_LIST, GObject)

SendoffAccountList *sendoff_account_list_new           (void);
/* Borrowed; NULL where there is none. Names are compared exactly after Unicode normalisation (NFC). */
SendoffAccount     *sendoff_account_list_find_by_name  (SendoffAccountList *self, const char *name);
SendoffAccount     *sendoff_account_list_find_by_id    (SendoffAccountList *self, const char *id);
/* Refuses an invalid account (SENDOFF_ERROR_INVALID) and a name that is taken (SENDOFF_ERROR_EXISTS). The first one becomes the default. */
gboolean            sendoff_account_list_add           (SendoffAccountList *self, SendoffAccount *account, GError **error);
/* Puts the values of an edited copy into the account with its id; the same refusals, and SENDOFF_ERROR_NOT_FOUND. */
gboolean            sendoff_account_list_commit        (SendoffAccountList *self, SendoffAccount *edited, GError **error);
/* The next one (else the one before) becomes the default if it was this. FALSE: not in the list. */
gboolean            sendoff_account_list_remove        (SendoffAccountList *self, const char *id);
/* For Undo: back at its place. */
gboolean            sendoff_account_list_insert        (SendoffAccountList *self, guint position, SendoffAccount *account, GError **error);
/* What a file holds now (elements SendoffAccount, valid or not, so that they can be mended; ids are unique), in that order. Accounts
 * with the same id stay the same objects and only take over the values. default_id NULL or unknown: the first one. */
void                sendoff_account_list_replace       (SendoffAccountList *self, GPtrArray *accounts, const char *default_id);
/* TRUE where the account could be added or committed: valid, and its name is not another's. */
gboolean            sendoff_account_list_check         (SendoffAccountList *self, SendoffAccount *account, GError **error);
SendoffAccount     *sendoff_account_list_get_default   (SendoffAccountList *self);
gboolean            sendoff_account_list_set_default   (SendoffAccountList *self, const char *id);

G_END_DECLS
