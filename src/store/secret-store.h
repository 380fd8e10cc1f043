/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/secret-string.h"
#include "model/types.h"

G_BEGIN_DECLS

/* Passwords in the Secret Service (libsecret), keyed by account id, leg, user and host: a changed host or user asks again; and what opens
 * a client certificate's key, keyed by account id and the key's place. Where the
 * service is missing, locked or unreachable the password is kept in memory for this run. It never makes the service ask the user
 * something. Main context; all calls asynchronous, none blocks. */
#define SENDOFF_TYPE_SECRET_STORE (sendoff_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSecretStore, sendoff_secret_store, SENDOFF, SECRET_STORE, GObject)

typedef enum
{
  SENDOFF_SECRET_PASSWORD,   /* signs in to a server */
  SENDOFF_SECRET_CLIENT_KEY, /* the PIN or passphrase of the client certificate's private key; both legs have the same */
} SendoffSecretKind;

typedef struct
{
  const char *account_id;
  const char *account_name; /* for the entry's label only */
  SendoffLeg  leg;          /* CLIENT_KEY: ignored */
  const char *user;         /* CLIENT_KEY: the PEM file's path or the pkcs11: URI, as the account has it */
  const char *host;         /* A-labels. CLIENT_KEY: ignored */
  SendoffSecretKind kind;   /* 0: a password */
} SendoffSecretKey;

/* use_service FALSE: memory only (the practice run, tests). */
SendoffSecretStore  *sendoff_secret_store_new           (gboolean use_service);
/* Memory first. NULL without error: none stored. NULL with SENDOFF_ERROR_NO_SERVICE or G_IO_ERROR_CANCELLED. */
void                 sendoff_secret_store_lookup_async  (SendoffSecretStore *self, const SendoffSecretKey *key, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
SendoffSecretString *sendoff_secret_store_lookup_finish (SendoffSecretStore *self, GAsyncResult *result, GError **error);
/* Stores in the service (replacing). On any failure it stays in memory for this run and the call fails with SENDOFF_ERROR_NO_SERVICE and
 * a sentence that says so (G_IO_ERROR_CANCELLED where it was cancelled). With session_only it isn't offered to the service at all. */
void                 sendoff_secret_store_store_async   (SendoffSecretStore *self, const SendoffSecretKey *key, SendoffSecretString *secret,
                                                         gboolean session_only, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_secret_store_store_finish  (SendoffSecretStore *self, GAsyncResult *result, GError **error);
/* Forgets one secret, in memory and in the service; the former even where the latter fails. TRUE where there was none, too. */
void                 sendoff_secret_store_forget_async  (SendoffSecretStore *self, const SendoffSecretKey *key, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_secret_store_forget_finish (SendoffSecretStore *self, GAsyncResult *result, GError **error);
/* Forgets all secrets of an account, in memory and in the service; the former even where the latter fails. */
void                 sendoff_secret_store_clear_async   (SendoffSecretStore *self, const char *account_id, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean             sendoff_secret_store_clear_finish  (SendoffSecretStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
