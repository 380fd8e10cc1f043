/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns that chosen passwords are forgotten, then stored. */
#include "ui/password-saving.h"

#include "base/domain-name.h"
#include "base/error.h"

#define N_LEGS 2

typedef struct
{
  SendoffSecretString *secret; /* to be there afterwards; NULL: none */
  char                *user, *host;
  gboolean             session_only;
  gboolean             forgets; /* what is stored, before */
} Entry;

typedef struct
{
  SendoffSecretStore *secrets;
  SendoffAccount     *account;
  Entry               entries[N_LEGS]; /* by SendoffLeg */
  guint               n_pending;
  char               *sentence;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      g_clear_pointer (&saving->entries[leg].secret, sendoff_secret_string_unref);
      g_free (saving->entries[leg].user);
      g_free (saving->entries[leg].host);
    }
  g_clear_object (&saving->secrets);
  g_clear_object (&saving->account);
  g_free (saving->sentence);
  g_free (saving);
}

static SendoffSecretKey
get_key (Saving     *saving,
         SendoffLeg  leg)
{
  const Entry *entry = &saving->entries[leg];

  return (SendoffSecretKey){
    .account_id = sendoff_account_get_id (saving->account),
    .account_name = sendoff_account_get_text (saving->account, SENDOFF_KEY_NAME),
    .leg = leg,
    .user = entry->user,
    .host = entry->host,
  };
}

static void
finish_one (GTask        *task,
            const GError *error)
{
  Saving *saving = g_task_get_task_data (task);

  if (error != NULL && saving->sentence == NULL)
    saving->sentence = g_strdup (error->message);
  if (--saving->n_pending == 0)
    g_task_return_pointer (task, g_steal_pointer (&saving->sentence), g_free);
}

static void
on_password_stored (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_store_finish (SENDOFF_SECRET_STORE (source), result, &error);
  finish_one (task, error);
}

static void
store (GTask      *task,
       SendoffLeg  leg)
{
  Saving *saving = g_task_get_task_data (task);
  Entry *entry = &saving->entries[leg];
  SendoffSecretKey key = get_key (saving, leg);

  if (entry->secret == NULL)
    return;
  saving->n_pending++;
  sendoff_secret_store_store_async (saving->secrets, &key, entry->secret, entry->session_only, NULL, on_password_stored, g_object_ref (task));
}

static void
on_password_forgotten (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_forget_finish (SENDOFF_SECRET_STORE (source), result, &error);
  finish_one (task, error);
}

/* In memory both happen at once and in this order; what is kept for this run isn't in the service's reach. */
static void
save (GTask      *task,
      SendoffLeg  leg)
{
  Saving *saving = g_task_get_task_data (task);
  Entry *entry = &saving->entries[leg];
  SendoffSecretKey key = get_key (saving, leg);

  if (entry->host == NULL || entry->user[0] == '\0')
    return;
  if (entry->forgets)
    {
      saving->n_pending++;
      sendoff_secret_store_forget_async (saving->secrets, &key, NULL, on_password_forgotten, g_object_ref (task));
    }
  store (task, leg);
}

static void
fill_entry (Saving                *saving,
            SendoffPasswordChoice *choice)
{
  SendoffLeg leg = sendoff_password_choice_get_leg (choice);
  Entry *entry = &saving->entries[leg];
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;
  SendoffSecretString *secret = sendoff_password_choice_get_typed (choice);

  entry->forgets = sendoff_password_choice_is_to_forget (choice);
  if (secret == NULL && entry->forgets)
    secret = sendoff_password_choice_get_stored (choice);
  entry->user = g_strdup (sendoff_account_get_text (saving->account, is_outgoing ? SENDOFF_KEY_SMTP_USER : SENDOFF_KEY_INCOMING_USER));
  entry->host = sendoff_host_to_ascii (sendoff_account_get_text (saving->account, is_outgoing ? SENDOFF_KEY_SMTP_HOST
                                                                                              : SENDOFF_KEY_INCOMING_HOST), NULL);
  entry->secret = secret != NULL ? sendoff_secret_string_ref (secret) : NULL;
  entry->session_only = !sendoff_password_choice_get_remember (choice);
}

void
sendoff_password_saving_run_async (SendoffSecretStore    *secrets,
                                   SendoffAccount        *account,
                                   SendoffPasswordChoice *incoming,
                                   SendoffPasswordChoice *outgoing,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  SendoffPasswordChoice *choices[] = { incoming, outgoing };
  Saving *saving = g_new0 (Saving, 1);

  g_task_set_source_tag (task, sendoff_password_saving_run_async);
  g_task_set_task_data (task, saving, free_saving);
  saving->secrets = g_object_ref (secrets);
  saving->account = sendoff_account_copy (account);
  saving->n_pending = 1;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i] != NULL)
      {
        fill_entry (saving, choices[i]);
        save (task, sendoff_password_choice_get_leg (choices[i]));
      }
  finish_one (task, NULL);
}

char *
sendoff_password_saving_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
