/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/prompter.h"
#include "model/account.h"
#include "model/server-settings.h"
#include "store/secret-store.h"

G_BEGIN_DECLS

/* Finds out what opens the key of an account's client certificate: given, stored, else asked for; before anything is connected, and once for all
 * legs of a job. Each is tried on the key; what was asked for and is right goes into the secret store (only for this run unless the user wants it
 * remembered). Main context; one search at a time. Reading a token happens in a thread, and may take a second. */
typedef struct _SendoffClientSecretFinder SendoffClientSecretFinder;

SendoffClientSecretFinder *sendoff_client_secret_finder_new        (void);
/* Not while it searches. */
void                       sendoff_client_secret_finder_free       (SendoffClientSecretFinder *self);
/* Given with the command: tried first, instead of what is stored. NULL: none. */
void                       sendoff_client_secret_finder_set_given  (SendoffClientSecretFinder *self, SendoffSecretString *given);

/* settings: of the leg that needs it; copied, all else is referenced. Where it gives no client certificate nothing is looked for. */
void                       sendoff_client_secret_finder_run_async  (SendoffClientSecretFinder *self, SendoffAccount *account,
                                                                    const SendoffServerSettings *settings, SendoffSecretStore *secrets,
                                                                    SendoffPrompter *prompter, GCancellable *cancellable,
                                                                    GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: SENDOFF_ERROR_FILE and a sentence, the same one at each later call, where the certificate or its key can't be used; or
 * G_IO_ERROR_CANCELLED. *notice (caller frees): a sentence for the user, NULL: none. */
gboolean                   sendoff_client_secret_finder_run_finish (GAsyncResult *result, char **notice, GError **error);
/* What was found (borrowed); NULL: none is needed, or none was found. */
SendoffSecretString       *sendoff_client_secret_finder_get        (SendoffClientSecretFinder *self);

G_END_DECLS
