/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/account-fields.h"
#include "ui/password-choice.h"

G_BEGIN_DECLS

/* Properties, page Servers. */
#define SENDOFF_TYPE_SERVERS_PAGE (sendoff_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffServersPage, sendoff_servers_page, SENDOFF, SERVERS_PAGE, GtkBox)

/* Once, before it is shown. */
void sendoff_servers_page_bind (SendoffServersPage *self, SendoffAccountFields *fields, SendoffSecretStore *secrets,
                                SendoffPasswordChoice *incoming, SendoffPasswordChoice *outgoing);
/* Marks it. The entry where what was typed can't be a password; NULL: nothing is wrong. */
GtkWidget *sendoff_servers_page_check_password (SendoffServersPage *self);

G_END_DECLS
