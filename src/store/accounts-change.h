/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account-list.h"
#include "store/ini-file.h"

G_BEGIN_DECLS

/* One change of accounts.ini, and what was in the file afterwards. Private to this folder. It has copies of everything, so that it may be
 * applied in any thread; made, read and freed on the main context. */
typedef struct
{
  GPtrArray *accounts;   /* of SendoffAccount: what the file holds; NULL: not known */
  char      *default_id; /* same */
  GArray    *conflicts;  /* of SendoffKey, of an edit; never NULL */
  gboolean   is_applied; /* to what was read: accounts tell what is to be written */
  SendoffAccount *newcomer; /* of an insertion: the caller's object, untouched here; else NULL */
  /*< private >*/
  SendoffIniChange apply;
  SendoffAccount *account, *original;
  char           *id;
  gboolean        overwrite;
  GHashTable     *remains;
} SendoffAccountsChange;

/* Of removed accounts: what an insertion brings back besides the account's values. Used only while the file is locked. */
GHashTable            *sendoff_accounts_remains_new         (void);

/* before_id NULL: at the end. */
SendoffAccountsChange *sendoff_accounts_change_new_insertion (SendoffAccount *account, const char *before_id, GHashTable *remains);
SendoffAccountsChange *sendoff_accounts_change_new_edit      (SendoffAccount *original, SendoffAccount *edited, gboolean overwrite);
SendoffAccountsChange *sendoff_accounts_change_new_removal   (const char *id, GHashTable *remains);
SendoffAccountsChange *sendoff_accounts_change_new_default   (const char *id);
void                   sendoff_accounts_change_free          (SendoffAccountsChange *self);
/* A SendoffIniChange. */
gboolean               sendoff_accounts_change_apply         (GKeyFile *key_file, gpointer self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAccountsChange, sendoff_accounts_change_free)

G_END_DECLS
