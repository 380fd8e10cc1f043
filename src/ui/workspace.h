/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/accounts-file.h"
#include "store/secret-store.h"
#include "store/seen-store.h"
#include "store/trust-store.h"
#include "ui/task.h"

G_BEGIN_DECLS

/* What all windows of one run share: the files, the secrets, and what is being sent or checked, or was last. Holds no widget, so that
 * a job outlives the window that shows it. Main context.
 * Signals: "task-added" (SendoffTask*), "task-finished" (SendoffTask*), "notice" (const char *sentence, for the main window). */
#define SENDOFF_TYPE_WORKSPACE (sendoff_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SendoffWorkspace, sendoff_workspace, SENDOFF, WORKSPACE, GObject)

/* config_dir NULL: the user's. use_service FALSE: passwords in memory only (practice). */
SendoffWorkspace    *sendoff_workspace_new               (const char *config_dir, gboolean use_service);
/* Optional, before load(): the longest of the files is read in a thread from now on. */
void                 sendoff_workspace_load_begin        (SendoffWorkspace *self);
/* Reads the files. What went wrong is a sentence for the user (caller frees); NULL: nothing. Never fails: the program starts all the same. */
char                *sendoff_workspace_load              (SendoffWorkspace *self);
SendoffAccountsFile *sendoff_workspace_get_accounts_file (SendoffWorkspace *self);
SendoffAccountList  *sendoff_workspace_get_accounts      (SendoffWorkspace *self);
SendoffTrustStore   *sendoff_workspace_get_trust_store   (SendoffWorkspace *self);
SendoffSeenStore    *sendoff_workspace_get_seen_store    (SendoffWorkspace *self);
SendoffSecretStore  *sendoff_workspace_get_secrets       (SendoffWorkspace *self);

/* Starts sending; the task is kept until a later one of the same account replaces it, and is returned borrowed. parts is copied. */
SendoffTask     *sendoff_workspace_send              (SendoffWorkspace *self, SendoffAccount *account, const SendoffMessageParts *parts);
/* The same for a check of the settings. Where check has a draft, the task is that dialog's: no account of the list has it. */
SendoffTask         *sendoff_workspace_check             (SendoffWorkspace *self, SendoffAccount *account, const SendoffTaskCheck *check);
/* Once more, with the account's present settings. */
SendoffTask         *sendoff_workspace_repeat            (SendoffWorkspace *self, SendoffTask *task);
/* The same of a sending, only where the server promises to pass it on encrypted (RFC 8689), which holds for what repeats it, too. */
SendoffTask         *sendoff_workspace_repeat_requiring_tls (SendoffWorkspace *self, SendoffTask *task);
/* The account's present or last task (borrowed); NULL: none in this run. */
SendoffTask     *sendoff_workspace_get_task          (SendoffWorkspace *self, const char *account_id);
/* Those that are not finished, the asking ones too. */
guint                sendoff_workspace_count_running     (SendoffWorkspace *self);
void                 sendoff_workspace_stop_all          (SendoffWorkspace *self);
/* "Test # 1", counting up with each message sent in this run. Caller frees. */
char                *sendoff_workspace_dup_next_subject  (SendoffWorkspace *self);
/* Recipients used before in this run, newest first, at most 20; never NULL, borrowed until the next sending. */
const char *const   *sendoff_workspace_get_recent_recipients (SendoffWorkspace *self);

G_END_DECLS
