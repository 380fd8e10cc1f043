/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The calls of a secret store, each waited for. */
#include "store/secret-store.h"

#define ID "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

static const SendoffSecretKey key = { ID, "work", SENDOFF_LEG_OUTGOING, "jo", "mail.example.org" };

static inline void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static inline GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}

static inline SendoffSecretString *
lookup (SendoffSecretStore *store, const SendoffSecretKey *wanted, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_lookup_async (store, wanted, NULL, on_done, &result);

  return sendoff_secret_store_lookup_finish (store, wait_for (&result), error);
}

static inline gboolean
store_secret (SendoffSecretStore *store, const SendoffSecretKey *wanted, const char *text, gboolean session_only, GError **error)
{
  g_autoptr(SendoffSecretString) secret = sendoff_secret_string_new (text, -1);
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_store_async (store, wanted, secret, session_only, NULL, on_done, &result);

  return sendoff_secret_store_store_finish (store, wait_for (&result), error);
}

static inline gboolean
clear (SendoffSecretStore *store, const char *id, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_secret_store_clear_async (store, id, NULL, on_done, &result);

  return sendoff_secret_store_clear_finish (store, wait_for (&result), error);
}
