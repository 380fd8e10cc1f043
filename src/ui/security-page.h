/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/secret-store.h"
#include "store/trust-store.h"
#include "ui/account-fields.h"

G_BEGIN_DECLS

/* Properties, page Security: the account's own certificate, and the certificates of the account's servers, as the account is being edited, that
 * the user chose to trust. Nothing is forgotten before sendoff_security_page_save_async(). Signal "changed". */
#define SENDOFF_TYPE_SECURITY_PAGE (sendoff_security_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSecurityPage, sendoff_security_page, SENDOFF, SECURITY_PAGE, GtkBox)

/* Once, before it is shown. */
void     sendoff_security_page_bind        (SendoffSecurityPage *self, SendoffAccountFields *fields, SendoffSecretStore *secrets,
                                            SendoffTrustStore *trust_store);
gboolean sendoff_security_page_has_changes (SendoffSecurityPage *self);
/* Forgets in the trust store and the keyring, also where the window is closed meanwhile. FALSE: what could not be forgotten is still to be. */
void     sendoff_security_page_save_async  (SendoffSecurityPage *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean sendoff_security_page_save_finish (SendoffSecurityPage *self, GAsyncResult *result, GError **error);

G_END_DECLS
