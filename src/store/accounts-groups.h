/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* Accounts as groups of a key file (accounts.ini): pure, touches no file. Groups whose name is no UUID are none of ours. */

/* One account. SENDOFF_ERROR_NOT_FOUND: no such group; SENDOFF_ERROR_INVALID: it has a value that can't be held. */
SendoffAccount *sendoff_accounts_groups_read_one    (GKeyFile *key_file, const char *id, GError **error);
/* All that can be read, in their order; the others are counted, and *problem (may be NULL) says what is wrong with the first of them. */
GPtrArray      *sendoff_accounts_groups_read_all    (GKeyFile *key_file, guint *n_skipped, char **problem);
/* Makes or updates a group; keys that hold the value already, and keys that we don't know, stay as they are. */
void            sendoff_accounts_groups_write       (GKeyFile *key_file, SendoffAccount *account);
/* The group with everything in it, our keys and others', and comments. Nothing where there is none. */
void            sendoff_accounts_groups_copy        (GKeyFile *from, GKeyFile *to, const char *id);
/* Before the account with the id before_id; NULL or unknown: at the end. */
void            sendoff_accounts_groups_place       (GKeyFile *key_file, const char *id, const char *before_id);
/* The next account (else the one before) becomes the default if it was this. FALSE: there was none. */
gboolean        sendoff_accounts_groups_remove      (GKeyFile *key_file, const char *id);
/* Caller frees; NULL: none said. */
char           *sendoff_accounts_groups_dup_default (GKeyFile *key_file);
void            sendoff_accounts_groups_set_default (GKeyFile *key_file, const char *id);

G_END_DECLS
