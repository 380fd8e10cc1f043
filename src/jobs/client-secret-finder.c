/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question what opens the key of a client certificate. */

#include "jobs/client-secret-finder.h"

#include "jobs/secret-search.h"
#include "net/client-certificate.h"

/* Wrong ones, whoever gave them. A token locks itself after few: one more is left to the user. */
#define MAX_WRONG 3
#define MAX_WRONG_ON_TOKEN 2

struct _SendoffClientSecretFinder
{
  SendoffSecretString *given;
  gboolean             searched;
  SendoffSecretString *found;
  GError              *error;  /* why it can't be used; NULL: it can */
};

typedef struct
{
  SendoffSecretSearch        base;
  SendoffClientSecretFinder *finder;      /* waits for us */
  SendoffServerSettings     *settings;
  gboolean                   may_look_up;
  guint                      n_wrong;
  GError                    *refusal;     /* of the last one that was tried; NULL: it fits */
} Search;

static void
free_search (gpointer data)
{
  Search *search = data;

  sendoff_secret_search_clear (&search->base);
  sendoff_server_settings_free (search->settings);
  g_clear_error (&search->refusal);
  g_free (search);
}

static void
end_search (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  SendoffClientSecretFinder *self = search->finder;

  if (g_task_return_error_if_cancelled (task))
    return;
  self->searched = TRUE;
  if (search->refusal != NULL)
    {
      self->error = g_error_copy (search->refusal);
      g_task_return_error (task, g_steal_pointer (&search->refusal));
      return;
    }
  self->found = g_steal_pointer (&search->base.secret);
  g_task_return_boolean (task, TRUE);
}

static void
find_another (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  guint max_wrong = sendoff_key_is_on_token (search->base.key.user) ? MAX_WRONG_ON_TOKEN : MAX_WRONG;

  if (search->may_look_up)
    {
      search->may_look_up = FALSE;
      sendoff_secret_search_look_up (task);
    }
  else if (search->n_wrong < max_wrong)
    sendoff_secret_search_ask (task, search->n_wrong > 0 ? search->refusal->message : NULL);
  else
    end_search (task);
}

/* ---- the try ---- */

/* Of one try, for its thread, which may outlive the search. */
typedef struct
{
  SendoffServerSettings    *settings;
  SendoffSecretString      *secret;
  SendoffClientSecretState  state;
} Try;

static void
free_try (gpointer data)
{
  Try *try = data;

  sendoff_server_settings_free (try->settings);
  g_clear_pointer (&try->secret, sendoff_secret_string_unref);
  g_free (try);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Try *try = task_data;
  GError *error = NULL;
  g_autoptr(SendoffClientCertificate) loaded = sendoff_client_certificate_load (try->settings->client_certificate, try->settings->client_key,
                                                                                try->secret, &try->state, &error);

  if (loaded != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_tried (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  const Try *try = g_task_get_task_data (G_TASK (result));

  g_clear_error (&search->refusal);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      sendoff_secret_search_accept (task);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  search->refusal = g_steal_pointer (&error);
  search->n_wrong += try->state == SENDOFF_CLIENT_SECRET_WRONG;
  if (try->state == SENDOFF_CLIENT_SECRET_FINE)
    end_search (task);
  else
    find_another (task);
}

static void
try_secret (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr(GTask) attempt = g_task_new (NULL, g_task_get_cancellable (task), on_tried, g_object_ref (task));
  Try *try = g_new0 (Try, 1);

  g_task_set_source_tag (attempt, try_secret);
  /* A slow token keeps nobody waiting who has had enough. */
  g_task_set_return_on_cancel (attempt, TRUE);
  try->settings = sendoff_server_settings_copy (search->settings);
  try->secret = search->base.secret != NULL ? sendoff_secret_string_ref (search->base.secret) : NULL;
  g_task_set_task_data (attempt, try, free_try);
  g_task_run_in_thread (attempt, load_in_thread);
}

/* ---- the beginning ---- */

SendoffClientSecretFinder *
sendoff_client_secret_finder_new (void)
{
  return g_new0 (SendoffClientSecretFinder, 1);
}

void
sendoff_client_secret_finder_free (SendoffClientSecretFinder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->given, sendoff_secret_string_unref);
  g_clear_pointer (&self->found, sendoff_secret_string_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
sendoff_client_secret_finder_set_given (SendoffClientSecretFinder *self,
                                        SendoffSecretString       *given)
{
  g_clear_pointer (&self->given, sendoff_secret_string_unref);
  self->given = given != NULL ? sendoff_secret_string_ref (given) : NULL;
}

static Search *
make_search (SendoffClientSecretFinder   *self,
             SendoffAccount              *account,
             const SendoffServerSettings *settings)
{
  Search *search = g_new0 (Search, 1);

  search->base.key = (SendoffSecretKey){
    .account_id = g_strdup (sendoff_account_get_id (account)), .account_name = g_strdup (sendoff_account_get_text (account, SENDOFF_KEY_NAME)),
    .user = g_strdup (settings->client_key != NULL ? settings->client_key : settings->client_certificate), .kind = SENDOFF_SECRET_CLIENT_KEY,
  };
  search->base.leg = settings->leg;
  search->base.take = try_secret;
  search->base.end = end_search;
  search->base.secret = self->given != NULL ? sendoff_secret_string_ref (self->given) : NULL;
  search->finder = self;
  search->settings = sendoff_server_settings_copy (settings);
  search->may_look_up = self->given == NULL;
  return search;
}

void
sendoff_client_secret_finder_run_async (SendoffClientSecretFinder   *self,
                                        SendoffAccount              *account,
                                        const SendoffServerSettings *settings,
                                        SendoffSecretStore          *secrets,
                                        SendoffPrompter             *prompter,
                                        GCancellable                *cancellable,
                                        GAsyncReadyCallback          callback,
                                        gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search;

  g_task_set_source_tag (task, sendoff_client_secret_finder_run_async);
  if (settings->client_certificate == NULL || settings->security == SENDOFF_SECURITY_NONE)
    g_task_return_boolean (task, TRUE);
  else if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else if (self->searched)
    g_task_return_boolean (task, TRUE);
  else
    {
      search = make_search (self, account, settings);
      search->base.secrets = g_object_ref (secrets);
      search->base.prompter = g_object_ref (prompter);
      g_task_set_task_data (task, search, free_search);
      try_secret (task);
    }
}

gboolean
sendoff_client_secret_finder_run_finish (GAsyncResult  *result,
                                         char         **notice,
                                         GError       **error)
{
  Search *search = g_task_get_task_data (G_TASK (result));

  *notice = search != NULL ? g_steal_pointer (&search->base.notice) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}

SendoffSecretString *
sendoff_client_secret_finder_get (SendoffClientSecretFinder *self)
{
  return self->found;
}
