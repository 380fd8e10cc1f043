/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/account.h"
#include "store/secret-store.h"

G_BEGIN_DECLS

typedef enum
{
  SENDOFF_PASSWORD_UNKNOWN,    /* still looking, or no user or server to look for */
  SENDOFF_PASSWORD_NONE,       /* none is stored */
  SENDOFF_PASSWORD_STORED,
  SENDOFF_PASSWORD_NO_SERVICE, /* the keyring is locked or missing */
} SendoffPasswordState;

/* What is to become of one leg's password of an edited account: what was typed, whether to remember it, and whether one is stored for the
 * user and server that stand in the account now (it follows them). Nothing is stored before ui/password-saving.h. Main context.
 * Signal "changed". */
#define SENDOFF_TYPE_PASSWORD_CHOICE (sendoff_password_choice_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPasswordChoice, sendoff_password_choice, SENDOFF, PASSWORD_CHOICE, GObject)

SendoffPasswordChoice *sendoff_password_choice_new          (SendoffSecretStore *secrets, SendoffAccount *account, SendoffLeg leg);
SendoffLeg             sendoff_password_choice_get_leg      (SendoffPasswordChoice *self);
SendoffPasswordState   sendoff_password_choice_get_state    (SendoffPasswordChoice *self);
/* NULL or "": none. */
void                   sendoff_password_choice_set_typed    (SendoffPasswordChoice *self, const char *password);
/* Borrowed; NULL: none. */
SendoffSecretString   *sendoff_password_choice_get_typed    (SendoffPasswordChoice *self);
SendoffSecretString   *sendoff_password_choice_get_stored   (SendoffPasswordChoice *self);
void                   sendoff_password_choice_set_remember (SendoffPasswordChoice *self, gboolean remember);
gboolean               sendoff_password_choice_get_remember (SendoffPasswordChoice *self);
/* One is stored, and the user wants it remembered no longer. */
gboolean               sendoff_password_choice_is_to_forget (SendoffPasswordChoice *self);
gboolean               sendoff_password_choice_has_changes  (SendoffPasswordChoice *self);
/* Its changes are saved: forgets what was typed and looks anew. */
void                   sendoff_password_choice_restart      (SendoffPasswordChoice *self);

G_END_DECLS
