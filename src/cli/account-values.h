/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* An account's keys on the command line and in the output. Main context only. */

/* One value per SendoffKey; NULL: not given. */
typedef struct
{
  char *values[SENDOFF_N_KEYS];
} SendoffAccountValues;

void sendoff_account_values_clear (SendoffAccountValues *self);

/* "KEY=VALUE". FALSE and SENDOFF_ERROR_INVALID (usage: no "=", no such key, a key given twice). */
gboolean sendoff_account_values_take_assignment (SendoffAccountValues *self, const char *assignment, GError **error);
/* What a new account starts from: TLS from the first byte, at its port. */
void     sendoff_account_values_set_defaults    (SendoffAccount *account);
/* Puts the values given into the account. A default port follows a changed security or protocol, unless a port is given as well.
 * FALSE and SENDOFF_ERROR_INVALID for the first value that can't be held. */
gboolean sendoff_account_values_apply           (const SendoffAccountValues *self, SendoffAccount *account, GError **error);
/* One sentence per field at fault, each with its key, one per line; NULL: valid. Caller frees. */
char    *sendoff_account_dup_problems           (SendoffAccount *account);

/* For "accounts" and "show"; caller frees. The keys have the contract's names; ports and timeout are numbers. */
char    *sendoff_account_to_json                (SendoffAccount *account, gboolean is_default);
char    *sendoff_account_to_text                (SendoffAccount *account, gboolean is_default);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffAccountValues, sendoff_account_values_clear)

G_END_DECLS
