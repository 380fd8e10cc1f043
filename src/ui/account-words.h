/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* An account's settings in words, as the windows call them. */

/* "Outgoing mail server": translated, no colon. */
const char *sendoff_key_to_label             (SendoffKey key);
/* "upgrade (STARTTLS)", "off": translated. */
const char *sendoff_security_to_words        (SendoffSecurity security);
/* A value in the form of the contract ("starttls") as a person reads it, display-safe; "(empty)" for none. Caller frees. */
char       *sendoff_key_value_to_words       (SendoffKey key, const char *value);
/* The same for what an account holds. */
char       *sendoff_account_dup_shown_value  (SendoffAccount *account, SendoffKey key);
/* "1 minute 30 seconds". Caller frees. */
char       *sendoff_seconds_to_words         (guint seconds);
/* What it means that a password goes over the wire in the clear; a sentence. */
const char *sendoff_get_clear_password_words (void);
/* What it means that there is no keyring; a sentence. */
const char *sendoff_get_no_keyring_words     (void);

G_END_DECLS
