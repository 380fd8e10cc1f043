/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/prompter.h"
#include "model/account.h"
#include "store/secret-store.h"

G_BEGIN_DECLS

/* Finds the password for one leg of an account: stored, else asked for. Main context. settings: of that leg. A password that was given goes into the
 * secret store (only for this run unless the user wants it remembered). */
void                 sendoff_password_finder_run_async  (SendoffAccount *account, const SendoffServerSettings *settings, SendoffSecretStore *secrets,
                                                         SendoffPrompter *prompter, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                         gpointer user_data);
/* NULL without error: there is none. *notice (caller frees): a sentence for the user, NULL: none. */
SendoffSecretString *sendoff_password_finder_run_finish (GAsyncResult *result, char **notice, GError **error);

G_END_DECLS
