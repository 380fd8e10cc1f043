/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* libsecret's functions, loaded when a password is first wanted from the keyring: neither sending without one nor the first window waits for
 * the library (and libgcrypt behind it), and the program runs where it isn't installed. Its headers give the types alone. */
#define SENDOFF_SECRET_FUNCTIONS(X) \
  X (collection_for_alias)          \
  X (collection_for_alias_finish)   \
  X (collection_get_locked)         \
  X (error_get_quark)               \
  X (item_get_locked)               \
  X (item_get_secret)               \
  X (service_clear)                 \
  X (service_clear_finish)          \
  X (service_get)                   \
  X (service_get_finish)            \
  X (service_search)                \
  X (service_search_finish)         \
  X (service_store)                 \
  X (service_store_finish)          \
  X (value_get)                     \
  X (value_new)                     \
  X (value_unref)

#define SENDOFF_SECRET_POINTER(name) __typeof__ (&secret_##name) name;

typedef struct
{
  SENDOFF_SECRET_FUNCTIONS (SENDOFF_SECRET_POINTER)
} SendoffSecretLibrary;

/* Loads it in another thread, unless it was loaded already; main context. */
void                        sendoff_secret_library_load_async  (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Lasts as long as the program. G_IO_ERROR_NOT_FOUND with the loader's words where the library isn't installed, or too old. */
const SendoffSecretLibrary *sendoff_secret_library_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
