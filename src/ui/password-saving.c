/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the order in which chosen passwords are stored and forgotten. The secret store can forget only all passwords of an account, so one that
 * stays is put back where it was. */
#include "ui/password-saving.h"

#include "base/domain-name.h"
#include "base/error.h"

#define N_LEGS 2

/* One password that is to be there afterwards. */
typedef struct
{
  SendoffSecretString *secret; /* NULL: none */
  char                *user, *host;
  gboolean             session_only;
  gboolean             is_put_back; /* where it was isn't known yet */
} Entry;

typedef struct
{
  SendoffSecretStore *secrets;
  SendoffSecretStore *service; /* the same without what is kept in memory: tells what is really stored */
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
  g_clear_object (&saving->service);
  g_clear_object (&saving->account);
  g_free (saving->sentence);
  g_free (saving);
}

static SendoffSecretKey
get_key (Saving     *saving,
         SendoffLeg  leg)
{
  const Entry *entry = &saving->entries[leg];
  SendoffSecretKey key = {
    sendoff_account_get_id (saving->account), sendoff_account_get_text (saving->account, SENDOFF_KEY_NAME), leg, entry->user, entry->host,
  };

  return key;
}

static void
finish_one (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  if (--saving->n_pending == 0)
    g_task_return_pointer (task, g_steal_pointer (&saving->sentence), g_free);
}

static void
take_sentence (Saving *saving,
               GError *error)
{
  if (error != NULL && saving->sentence == NULL)
    saving->sentence = g_strdup (error->message);
}

static void
on_password_stored (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_store_finish (SENDOFF_SECRET_STORE (source), result, &error);
  take_sentence (g_task_get_task_data (task), error);
  finish_one (task);
}

static void
store_all (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  saving->n_pending = 1;
  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      Entry *entry = &saving->entries[leg];
      SendoffSecretKey key = get_key (saving, leg);

      if (entry->secret == NULL || entry->host == NULL || entry->user[0] == '\0')
        continue;
      saving->n_pending++;
      sendoff_secret_store_store_async (saving->secrets, &key, entry->secret, entry->session_only, NULL, on_password_stored,
                                        g_object_ref (task));
    }
  finish_one (task);
}

static void
on_account_cleared (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_clear_finish (SENDOFF_SECRET_STORE (source), result, &error);
  take_sentence (g_task_get_task_data (task), error);
  store_all (task);
}

static void
clear_account (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  sendoff_secret_store_clear_async (saving->secrets, sendoff_account_get_id (saving->account), NULL, on_account_cleared, g_object_ref (task));
}

static void
on_put_back_looked_up (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr(SendoffSecretString) found = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, NULL);

  for (guint leg = 0; leg < N_LEGS; leg++)
    if (saving->entries[leg].is_put_back)
      saving->entries[leg].session_only = found == NULL;
  clear_account (task);
}

/* Of two legs only one can be put back where the other is forgotten. */
static void
look_where_it_was (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  for (guint leg = 0; leg < N_LEGS; leg++)
    if (saving->entries[leg].is_put_back)
      {
        SendoffSecretKey key = get_key (saving, leg);

        saving->service = sendoff_secret_store_new (TRUE);
        sendoff_secret_store_lookup_async (saving->service, &key, NULL, on_put_back_looked_up, g_object_ref (task));
        return;
      }
  clear_account (task);
}

static void
fill_entry (Saving                *saving,
            SendoffPasswordChoice *choice,
            gboolean               forgets_any)
{
  SendoffLeg leg = sendoff_password_choice_get_leg (choice);
  Entry *entry = &saving->entries[leg];
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;
  SendoffSecretString *typed = sendoff_password_choice_get_typed (choice);
  SendoffSecretString *secret = typed != NULL || !forgets_any ? typed : sendoff_password_choice_get_stored (choice);

  entry->user = g_strdup (sendoff_account_get_text (saving->account, is_outgoing ? SENDOFF_KEY_SMTP_USER : SENDOFF_KEY_INCOMING_USER));
  entry->host = sendoff_host_to_ascii (sendoff_account_get_text (saving->account, is_outgoing ? SENDOFF_KEY_SMTP_HOST
                                                                                              : SENDOFF_KEY_INCOMING_HOST), NULL);
  entry->secret = secret != NULL ? sendoff_secret_string_ref (secret) : NULL;
  entry->session_only = !sendoff_password_choice_get_remember (choice);
  entry->is_put_back = secret != NULL && secret != typed && !sendoff_password_choice_is_to_forget (choice);
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
  Saving *saving = g_new0 (Saving, 1);
  gboolean forgets_any = (incoming != NULL && sendoff_password_choice_is_to_forget (incoming)) ||
                         (outgoing != NULL && sendoff_password_choice_is_to_forget (outgoing));

  g_task_set_source_tag (task, sendoff_password_saving_run_async);
  g_task_set_task_data (task, saving, free_saving);
  saving->secrets = g_object_ref (secrets);
  saving->account = sendoff_account_copy (account);
  if (incoming != NULL)
    fill_entry (saving, incoming, forgets_any);
  if (outgoing != NULL)
    fill_entry (saving, outgoing, forgets_any);
  if (forgets_any)
    look_where_it_was (task);
  else
    store_all (task);
}

char *
sendoff_password_saving_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
