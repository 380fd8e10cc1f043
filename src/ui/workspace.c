/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what all windows of one run share: files, secrets, tasks. */

#include "ui/workspace.h"

#include <glib/gi18n-lib.h>

#define MAX_RECENT 20

struct _SendoffWorkspace
{
  GObject parent_instance;

  SendoffAccountsFile *accounts_file;
  SendoffTrustStore   *trust_store;
  SendoffSeenStore    *seen_store;
  SendoffSecretStore  *secrets;
  GHashTable          *tasks;   /* account id → its present or last SendoffTask */
  GPtrArray           *running; /* of SendoffTask: all that aren't finished */
  GPtrArray           *recent;  /* of char*, NULL-terminated, newest first */
  guint                n_sent;
};

enum { TASK_ADDED, TASK_FINISHED, NOTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffWorkspace, sendoff_workspace, G_TYPE_OBJECT)

/* ---- files ---- */

static void
add_sentence (GString    *sentences,
              const char *sentence)
{
  if (sentence == NULL)
    return;
  if (sentences->len > 0)
    g_string_append_c (sentences, '\n');
  g_string_append (sentences, sentence);
}

void
sendoff_workspace_load_begin (SendoffWorkspace *self)
{
  sendoff_accounts_file_load_begin (self->accounts_file);
}

char *
sendoff_workspace_load (SendoffWorkspace *self)
{
  g_autoptr(GString) sentences = g_string_new (NULL);
  g_autoptr(GError) accounts_error = NULL;
  g_autoptr(GError) trust_error = NULL;
  g_autofree char *accounts_notice = NULL;
  g_autofree char *trust_notice = NULL;
  g_autofree char *seen_notice = NULL;
  g_autoptr(GError) seen_error = NULL;

  if (!sendoff_accounts_file_load (self->accounts_file, &accounts_notice, &accounts_error))
    add_sentence (sentences, accounts_error->message);
  add_sentence (sentences, accounts_notice);
  if (!sendoff_trust_store_load (self->trust_store, &trust_notice, &trust_error))
    add_sentence (sentences, trust_error->message);
  add_sentence (sentences, trust_notice);
  if (!sendoff_seen_store_load (self->seen_store, &seen_notice, &seen_error))
    add_sentence (sentences, seen_error->message);
  add_sentence (sentences, seen_notice);
  return sentences->len > 0 ? g_string_free (g_steal_pointer (&sentences), FALSE) : NULL;
}

SendoffAccountsFile *
sendoff_workspace_get_accounts_file (SendoffWorkspace *self)
{
  return self->accounts_file;
}

SendoffAccountList *
sendoff_workspace_get_accounts (SendoffWorkspace *self)
{
  return sendoff_accounts_file_get_list (self->accounts_file);
}

SendoffTrustStore *
sendoff_workspace_get_trust_store (SendoffWorkspace *self)
{
  return self->trust_store;
}

SendoffSeenStore *
sendoff_workspace_get_seen_store (SendoffWorkspace *self)
{
  return self->seen_store;
}

SendoffSecretStore *
sendoff_workspace_get_secrets (SendoffWorkspace *self)
{
  return self->secrets;
}

/* ---- tasks ---- */

static void
on_task_state_changed (SendoffTask      *task,
                       GParamSpec       *pspec,
                       SendoffWorkspace *self)
{
  g_autoptr(SendoffTask) alive = g_object_ref (task);

  if (sendoff_task_get_state (task) == SENDOFF_TASK_FINISHED && g_ptr_array_remove (self->running, task))
    g_signal_emit (self, signals[TASK_FINISHED], 0, task);
}

static void
on_task_notice (SendoffTask      *task,
                const char       *sentence,
                SendoffWorkspace *self)
{
  g_signal_emit (self, signals[NOTICE], 0, sentence);
}

static void
remember_recipient (SendoffWorkspace *self,
                    const char       *address)
{
  guint index;

  g_ptr_array_remove_index (self->recent, self->recent->len - 1);
  if (g_ptr_array_find_with_equal_func (self->recent, address, g_str_equal, &index))
    g_ptr_array_remove_index (self->recent, index);
  g_ptr_array_insert (self->recent, 0, g_strdup (address));
  if (self->recent->len > MAX_RECENT)
    g_ptr_array_set_size (self->recent, MAX_RECENT);
  g_ptr_array_add (self->recent, NULL);
}

/* Takes the task; it is borrowed afterwards. */
static SendoffTask *
take_task (SendoffWorkspace *self,
           SendoffTask      *task)
{
  g_autoptr(SendoffTask) owned = task;

  g_signal_connect_object (task, "notify::state", G_CALLBACK (on_task_state_changed), self, 0);
  g_signal_connect_object (task, "notice", G_CALLBACK (on_task_notice), self, 0);
  g_ptr_array_add (self->running, g_object_ref (task));
  if (!sendoff_task_is_of_draft (task))
    g_hash_table_replace (self->tasks, g_strdup (sendoff_account_get_id (sendoff_task_get_account (task))), g_object_ref (task));
  g_signal_emit (self, signals[TASK_ADDED], 0, task);
  return task;
}

static SendoffTask *
send_message (SendoffWorkspace          *self,
              SendoffAccount            *account,
              const SendoffMessageParts *parts,
              gboolean                   require_tls)
{
  SendoffTask *task;

  /* Before the list changes: the parts may point into it. */
  task = sendoff_task_new_send (account, parts, self->secrets, self->trust_store, self->seen_store, NULL, require_tls);
  self->n_sent++;
  for (guint i = g_strv_length ((char **) sendoff_task_get_recipients (task)); i-- > 0;)
    remember_recipient (self, sendoff_task_get_recipients (task)[i]);
  return take_task (self, task);
}

SendoffTask *
sendoff_workspace_send (SendoffWorkspace          *self,
                        SendoffAccount            *account,
                        const SendoffMessageParts *parts)
{
  g_return_val_if_fail (SENDOFF_IS_WORKSPACE (self), NULL);

  return send_message (self, account, parts, FALSE);
}

SendoffTask *
sendoff_workspace_check (SendoffWorkspace       *self,
                         SendoffAccount         *account,
                         const SendoffTaskCheck *check)
{
  g_return_val_if_fail (SENDOFF_IS_WORKSPACE (self), NULL);

  return take_task (self, sendoff_task_new_check (account, check, self->secrets, self->trust_store, self->seen_store, NULL));
}

static SendoffAccount *
get_present_account (SendoffWorkspace *self,
                     SendoffTask      *task)
{
  SendoffAccount *account = sendoff_task_get_account (task);
  SendoffAccount *present = sendoff_account_list_find_by_id (sendoff_workspace_get_accounts (self), sendoff_account_get_id (account));

  return present != NULL ? present : account;
}

SendoffTask *
sendoff_workspace_repeat (SendoffWorkspace *self,
                          SendoffTask      *task)
{
  SendoffAccount *present = get_present_account (self, task);
  SendoffTaskCheck check = { 0 };

  if (sendoff_task_get_kind (task) == SENDOFF_TASK_SEND)
    return send_message (self, present, sendoff_task_get_parts (task), sendoff_task_requires_tls (task));
  check = *sendoff_task_get_check (task);
  if (check.draft != NULL)
    return sendoff_workspace_check (self, check.draft, &check);
  /* They have been stored since; or others have, as these were wrong. */
  check.password = check.incoming_password = NULL;
  return sendoff_workspace_check (self, present, &check);
}

SendoffTask *
sendoff_workspace_repeat_requiring_tls (SendoffWorkspace *self,
                                        SendoffTask      *task)
{
  g_return_val_if_fail (sendoff_task_get_kind (task) == SENDOFF_TASK_SEND, NULL);

  return send_message (self, get_present_account (self, task), sendoff_task_get_parts (task), TRUE);
}

SendoffTask *
sendoff_workspace_get_task (SendoffWorkspace *self,
                            const char       *account_id)
{
  return g_hash_table_lookup (self->tasks, account_id);
}

guint
sendoff_workspace_count_running (SendoffWorkspace *self)
{
  return self->running->len;
}

void
sendoff_workspace_stop_all (SendoffWorkspace *self)
{
  g_autoptr(GPtrArray) running = g_ptr_array_new_with_free_func (g_object_unref);

  /* Stopping may end one of them, which then leaves the array. */
  for (guint i = 0; i < self->running->len; i++)
    g_ptr_array_add (running, g_object_ref (self->running->pdata[i]));
  for (guint i = 0; i < running->len; i++)
    sendoff_task_stop (running->pdata[i]);
}

char *
sendoff_workspace_dup_next_subject (SendoffWorkspace *self)
{
  /* Translators: the subject of a test message; %u counts up. */
  return g_strdup_printf (_("Test # %u"), self->n_sent + 1);
}

const char *const *
sendoff_workspace_get_recent_recipients (SendoffWorkspace *self)
{
  return (const char *const *) self->recent->pdata;
}

/* ---- the object ---- */

static void
sendoff_workspace_dispose (GObject *object)
{
  SendoffWorkspace *self = SENDOFF_WORKSPACE (object);

  if (self->running != NULL)
    sendoff_workspace_stop_all (self);
  G_OBJECT_CLASS (sendoff_workspace_parent_class)->dispose (object);
}

static void
sendoff_workspace_finalize (GObject *object)
{
  SendoffWorkspace *self = SENDOFF_WORKSPACE (object);

  g_clear_object (&self->accounts_file);
  g_clear_object (&self->trust_store);
  g_clear_object (&self->seen_store);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->tasks, g_hash_table_unref);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  G_OBJECT_CLASS (sendoff_workspace_parent_class)->finalize (object);
}

static void
sendoff_workspace_class_init (SendoffWorkspaceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sendoff_workspace_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_workspace_finalize;

  signals[TASK_ADDED] = g_signal_new ("task-added", SENDOFF_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      SENDOFF_TYPE_TASK);
  signals[TASK_FINISHED] = g_signal_new ("task-finished", SENDOFF_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         SENDOFF_TYPE_TASK);
  signals[NOTICE] = g_signal_new ("notice", SENDOFF_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sendoff_workspace_init (SendoffWorkspace *self)
{
  self->tasks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
  self->recent = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->recent, NULL);
}

SendoffWorkspace *
sendoff_workspace_new (const char *config_dir,
                       gboolean    use_service)
{
  SendoffWorkspace *self = g_object_new (SENDOFF_TYPE_WORKSPACE, NULL);

  self->accounts_file = sendoff_accounts_file_new (config_dir);
  self->trust_store = sendoff_trust_store_new (config_dir);
  self->seen_store = sendoff_seen_store_new (config_dir);
  self->secrets = sendoff_secret_store_new (use_service);
  return self;
}
