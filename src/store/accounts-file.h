/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/account-list.h"

G_BEGIN_DECLS

/* accounts.ini: one group per account, named by its UUID, keys as sendoff_key_to_string(); group [sendoff] holds "order" (UUIDs),
 * "default" and "format". Mode 0600, folder 0700, written atomically and durably; unknown groups and keys are kept. Every change takes
 * an exclusive lock (flock on accounts.ini.lock), reads the file anew, applies just this change and writes: two programs at once never
 * lose an entry. The list then holds what the file holds, another program's changes included. An account whose values break a rule is in
 * the list, to be mended; one with a value that can't be held at all stays in the file, untouched. Main context. Each change has two forms: the plain one
 * blocks for the lock (10 s) and the disk and is for programs without a main loop; the other one works on copies in a thread, one change
 * after the other in the order of the calls, can't be stopped, keeps the object and a GApplication alive until its callback, and settles
 * the list right before that. Don't mix them while something is under way, and don't load then either. */
#define SENDOFF_TYPE_ACCOUNTS_FILE (sendoff_accounts_file_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccountsFile, sendoff_accounts_file, SENDOFF, ACCOUNTS_FILE, GObject)

/* config_dir NULL: $XDG_CONFIG_HOME/sendoff. Nothing is read or made yet. */
SendoffAccountsFile *sendoff_accounts_file_new      (const char *config_dir);
const char          *sendoff_accounts_file_get_path (SendoffAccountsFile *self);
SendoffAccountList  *sendoff_accounts_file_get_list (SendoffAccountsFile *self);
/* A missing file is an empty list. A damaged one is renamed to accounts.ini.damaged-YYYYMMDD-HHMMSS, the list is empty,
 * and the call returns TRUE with *notice (may be NULL) set to a sentence that names that file, or tells that accounts were left out.
 * FALSE: unreadable (permission): nothing is touched. */
gboolean             sendoff_accounts_file_load     (SendoffAccountsFile *self, char **notice, GError **error);
/* Reads in a thread from now on, while a program has something else to start; the next load() waits for it and takes what it found,
 * unless the file has changed since. Touches nothing: a damaged file is load()'s. */
void                 sendoff_accounts_file_load_begin (SendoffAccountsFile *self);
/* Each validates like the list, then changes list and file, or neither; where it is refused, the list takes over what the file holds all
 * the same. The object given becomes the list's: leave it alone meanwhile. All but commit end in sendoff_accounts_file_change_finish(). */
gboolean             sendoff_accounts_file_add           (SendoffAccountsFile *self, SendoffAccount *account, GError **error);
void                 sendoff_accounts_file_add_async     (SendoffAccountsFile *self, SendoffAccount *account,
                                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_accounts_file_change_finish (SendoffAccountsFile *self, GAsyncResult *result, GError **error);
/* For Undo: back at its place (over the end: last), with the keys and comments of others that it had when this object removed it. */
gboolean             sendoff_accounts_file_insert        (SendoffAccountsFile *self, guint position, SendoffAccount *account, GError **error);
void                 sendoff_accounts_file_insert_async  (SendoffAccountsFile *self, guint position, SendoffAccount *account,
                                                          GAsyncReadyCallback callback, gpointer user_data);
/* original: a copy of the values when editing began. Keys that the user changed are written over the file's present values key by key;
 * a key changed on both sides to different values: SENDOFF_ERROR_CONFLICT, nothing is written; with overwrite TRUE the edited value
 * wins. *conflicts (may be NULL) always gets a GArray of SendoffKey, the keys concerned; caller unrefs. SENDOFF_ERROR_NOT_FOUND:
 * removed meanwhile. */
gboolean             sendoff_accounts_file_commit        (SendoffAccountsFile *self, SendoffAccount *original, SendoffAccount *edited,
                                                          gboolean overwrite, GArray **conflicts, GError **error);
void                 sendoff_accounts_file_commit_async  (SendoffAccountsFile *self, SendoffAccount *original, SendoffAccount *edited,
                                                          gboolean overwrite, GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_accounts_file_commit_finish (SendoffAccountsFile *self, GAsyncResult *result, GArray **conflicts,
                                                          GError **error);
gboolean             sendoff_accounts_file_remove        (SendoffAccountsFile *self, const char *id, GError **error);
void                 sendoff_accounts_file_remove_async  (SendoffAccountsFile *self, const char *id,
                                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_accounts_file_set_default   (SendoffAccountsFile *self, const char *id, GError **error);
void                 sendoff_accounts_file_set_default_async (SendoffAccountsFile *self, const char *id,
                                                          GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
