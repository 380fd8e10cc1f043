/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the ways from the secret store and the user to a secret, and back to the store. */

#include "jobs/secret-search.h"

#include "base/error.h"

void
sendoff_secret_search_clear (SendoffSecretSearch *self)
{
  g_free ((char *) self->key.account_id);
  g_free ((char *) self->key.account_name);
  g_free ((char *) self->key.user);
  g_free ((char *) self->key.host);
  g_object_unref (self->secrets);
  g_object_unref (self->prompter);
  g_clear_pointer (&self->secret, sendoff_secret_string_unref);
  g_free (self->notice);
}

/* Takes the secret. */
static void
take (GTask               *task,
      SendoffSecretString *secret,
      gboolean             was_asked)
{
  SendoffSecretSearch *self = g_task_get_task_data (task);

  g_clear_pointer (&self->secret, sendoff_secret_string_unref);
  self->secret = secret;
  self->was_asked = was_asked;
  self->take (task);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffSecretSearch *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SendoffSecretString *secret = sendoff_prompter_ask_password_finish (SENDOFF_PROMPTER (source), result, &self->remember, &error);

  if (secret != NULL)
    take (task, secret, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    self->end (task);
}

void
sendoff_secret_search_ask (GTask      *task,
                           const char *reason)
{
  const SendoffSecretSearch *self = g_task_get_task_data (task);
  SendoffPasswordQuestion question = {
    .kind = self->key.kind, .leg = self->leg, .account = self->key.account_name, .user = self->key.user, .host = self->key.host, .reason = reason,
  };

  sendoff_prompter_ask_password_async (self->prompter, &question, g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

static void
on_looked_up (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  SendoffSecretString *secret = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, &error);

  if (secret != NULL)
    take (task, secret, FALSE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    sendoff_secret_search_ask (task, NULL);
}

void
sendoff_secret_search_look_up (GTask *task)
{
  const SendoffSecretSearch *self = g_task_get_task_data (task);

  sendoff_secret_store_lookup_async (self->secrets, &self->key, g_task_get_cancellable (task), on_looked_up, g_object_ref (task));
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffSecretSearch *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!sendoff_secret_store_store_finish (SENDOFF_SECRET_STORE (source), result, &error) &&
      g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE))
    self->notice = g_strdup (error->message);
  self->end (task);
}

void
sendoff_secret_search_accept (GTask *task)
{
  const SendoffSecretSearch *self = g_task_get_task_data (task);

  if (self->was_asked)
    sendoff_secret_store_store_async (self->secrets, &self->key, self->secret, !self->remember, g_task_get_cancellable (task), on_stored,
                                      g_object_ref (task));
  else
    self->end (task);
}
