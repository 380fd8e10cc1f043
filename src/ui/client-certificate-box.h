/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/secret-store.h"
#include "ui/account-fields.h"

G_BEGIN_DECLS

/* The account's own certificate, for servers that want to see one: where it and its key are, what it says, and whether the passphrase or PIN of
 * the key stays remembered. What it says is read in a thread, without any passphrase. Signal "changed". */
#define SENDOFF_TYPE_CLIENT_CERTIFICATE_BOX (sendoff_client_certificate_box_get_type ())
G_DECLARE_FINAL_TYPE (SendoffClientCertificateBox, sendoff_client_certificate_box, SENDOFF, CLIENT_CERTIFICATE_BOX, GtkBox)

/* Once, before it is shown. */
void     sendoff_client_certificate_box_bind        (SendoffClientCertificateBox *self, SendoffAccountFields *fields, SendoffSecretStore *secrets);
/* Beyond the account's: a remembered passphrase is to be forgotten. */
gboolean sendoff_client_certificate_box_has_changes (SendoffClientCertificateBox *self);
/* Forgets it, also where the window is closed meanwhile. */
void     sendoff_client_certificate_box_save_async  (SendoffClientCertificateBox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean sendoff_client_certificate_box_save_finish (SendoffClientCertificateBox *self, GAsyncResult *result, GError **error);

G_END_DECLS
