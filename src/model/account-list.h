/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/account.h"

G_BEGIN_DECLS

/* The accounts in their order, and which one is the default. A GListModel of SendoffAccount; main context only. Mirrors a file that it
 * doesn't know: store/accounts-file.h loads, changes and saves it. Property "default-account" (SendoffAccount, read-only, notifies). */
#define SENDOFF_TYPE_ACCOUNT_LIST (sendoff_account_list_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountList, sendoff_account_list, SENDOFF, ACCOUNT_LIST, GObject)

SendoffAccountList *sendoff_account_list_new           (void);
/* Borrowed; NULL where there is none. Names are compared exactly after Unicode normalisation (NFC). */
SendoffAccount     *sendoff_account_list_find_by_name  (SendoffAccountList *self, const char *name);
SendoffAccount     *sendoff_account_list_find_by_id    (SendoffAccountList *self, const char *id);
/* What a file holds now (elements SendoffAccount, valid or not, so that they can be mended; ids are unique), in that order. Accounts
 * with the same id stay the same objects and only take over the values. default_id NULL or unknown: the first one. */
void                sendoff_account_list_replace       (SendoffAccountList *self, GPtrArray *accounts, const char *default_id);
/* TRUE where an account has this server in one of its legs. host: as from sendoff_account_dup_server(). */
gboolean            sendoff_account_list_has_server    (SendoffAccountList *self, const char *host, guint16 port);
/* FALSE where the account could not be added, or take the place of the one with its id: SENDOFF_ERROR_INVALID, or SENDOFF_ERROR_EXISTS where
 * its name is another's. */
gboolean            sendoff_account_list_check         (SendoffAccountList *self, SendoffAccount *account, GError **error);
/* Borrowed; NULL only of an empty list. */
SendoffAccount     *sendoff_account_list_get_default   (SendoffAccountList *self);

G_END_DECLS
