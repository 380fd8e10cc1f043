/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns libsecret's functions. */
#include "store/secret-library.h"

#include "base/library.h"

#define LIBRARY_NAME "libsecret-1.so.0"

#define NAME_OF_FUNCTION(name) "secret_" #name,

static const char *const function_names[] = { SENDOFF_SECRET_FUNCTIONS (NAME_OF_FUNCTION) };

G_STATIC_ASSERT (sizeof (SendoffSecretLibrary) == sizeof (gpointer) * G_N_ELEMENTS (function_names));

static const SendoffSecretLibrary *
load (GError **error)
{
  static GMutex mutex;
  static SendoffSecretLibrary library;
  static gboolean is_loaded;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (!is_loaded)
    {
      g_autofree char *missing = sendoff_library_load (LIBRARY_NAME, function_names, G_N_ELEMENTS (function_names), (gpointer *) &library);

      if (missing != NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, missing);
          return NULL;
        }
      is_loaded = TRUE;
    }
  return &library;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const SendoffSecretLibrary *library = load (&error);

  if (library != NULL)
    g_task_return_pointer (task, (gpointer) library, NULL);
  else
    g_task_return_error (task, error);
}

void
sendoff_secret_library_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sendoff_secret_library_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

const SendoffSecretLibrary *
sendoff_secret_library_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
