/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/field-mark.h"
#include "ui/password-choice.h"

G_BEGIN_DECLS

/* An entry for a password: dots, an eye that shows what was typed while it is asked to, and a word where one is stored already. A stored
 * password is never put into it. */
#define SENDOFF_TYPE_PASSWORD_ENTRY (sendoff_password_entry_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPasswordEntry, sendoff_password_entry, SENDOFF, PASSWORD_ENTRY, GtkEntry)

/* remember: a tick "Remember password", bound too. mark: says why what was typed can't be one. All last as long as the entry. */
void     sendoff_password_entry_bind  (SendoffPasswordEntry *self, SendoffPasswordChoice *choice, GtkToggleButton *remember, SendoffFieldMark *mark);
/* Marks it. FALSE: what was typed can't be a password. An insensitive one isn't used, whatever is in it. */
gboolean sendoff_password_entry_check (SendoffPasswordEntry *self);

/* A sentence, or NULL: it can be a password, passphrase or PIN. */
const char *sendoff_password_find_problem (const char *text);

G_END_DECLS
