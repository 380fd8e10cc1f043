/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/password-choice.h"

G_BEGIN_DECLS

/* Does what was chosen for an account's passwords; a choice may be NULL. Takes no longer part in the choices once it returns, so that the
 * window may be closed; a password that is only added is found by lookups at once. Never fails: it calls back with a sentence for the user,
 * NULL: nothing to say. The account must be valid. */
void  sendoff_password_saving_run_async  (SendoffSecretStore *secrets, SendoffAccount *account, SendoffPasswordChoice *incoming,
                                          SendoffPasswordChoice *outgoing, GAsyncReadyCallback callback, gpointer user_data);
/* Caller frees. */
char *sendoff_password_saving_run_finish (GAsyncResult *result);

G_END_DECLS
