/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the account's own certificate says, in words: read in a thread, without any passphrase or PIN. Paths or pkcs11: URIs; key "": where the
 * certificate is. Main context. */
void  sendoff_client_certificate_describe_async  (const char *certificate, const char *key, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* Lines, NULL where there is no certificate; *problem a sentence, or NULL. Translated and display-safe; caller frees both. */
char *sendoff_client_certificate_describe_finish (GAsyncResult *result, char **problem);

G_END_DECLS
