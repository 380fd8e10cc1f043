/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the editing of one account up to the file. Main context. */
#include "ui/account-edit.h"

#include "base/error.h"

struct _SendoffAccountEdit
{
  SendoffAccountsFile *file;
  SendoffAccount      *edited;
  SendoffAccount      *original;
  GArray              *conflicts; /* of SendoffKey; NULL: none */
  SendoffAccount      *theirs;
};

SendoffAccountEdit *
sendoff_account_edit_new (SendoffAccountsFile *file,
                          SendoffAccount      *account)
{
  SendoffAccountEdit *self = g_rc_box_new0 (SendoffAccountEdit);

  self->file = g_object_ref (file);
  self->edited = sendoff_account_copy (account);
  self->original = sendoff_account_copy (account);
  return self;
}

static void
clear_conflict (SendoffAccountEdit *self)
{
  g_clear_pointer (&self->conflicts, g_array_unref);
  g_clear_object (&self->theirs);
}

static void
clear (gpointer data)
{
  SendoffAccountEdit *self = data;

  clear_conflict (self);
  g_object_unref (self->file);
  g_object_unref (self->edited);
  g_object_unref (self->original);
}

void
sendoff_account_edit_free (SendoffAccountEdit *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, clear);
}

SendoffAccount *
sendoff_account_edit_get_account (SendoffAccountEdit *self)
{
  return self->edited;
}

gboolean
sendoff_account_edit_has_changes (SendoffAccountEdit *self)
{
  return !sendoff_account_equal (self->edited, self->original);
}

/* NULL: it isn't there. */
static SendoffAccount *
find_present (SendoffAccountEdit *self)
{
  return sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (self->file), sendoff_account_get_id (self->edited));
}

/* What was edited since it was on its way is still to be saved. */
static void
start_anew (SendoffAccountEdit *self,
            SendoffAccount     *saved)
{
  SendoffAccount *present = find_present (self);

  if (present == NULL)
    return;
  sendoff_account_assign (self->original, present);
  g_object_freeze_notify (G_OBJECT (self->edited));
  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    if (sendoff_account_value_equal (self->edited, saved, (SendoffKey) i))
      sendoff_account_copy_value (self->edited, present, (SendoffKey) i);
  g_object_thaw_notify (G_OBJECT (self->edited));
}

/* The list has taken over the file's values. */
static void
keep_conflict (SendoffAccountEdit *self,
               GArray             *conflicts)
{
  SendoffAccount *present = find_present (self);

  self->conflicts = g_array_ref (conflicts);
  self->theirs = sendoff_account_copy (present != NULL ? present : self->original);
}

typedef struct
{
  SendoffAccountEdit *edit;
  SendoffAccount     *saved;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  sendoff_account_edit_free (saving->edit);
  g_object_unref (saving->saved);
  g_free (saving);
}

static GTask *
create_task (SendoffAccountEdit  *self,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->edit = g_rc_box_acquire (self);
  saving->saved = sendoff_account_copy (self->edited);
  g_task_set_source_tag (task, create_task);
  g_task_set_task_data (task, saving, free_saving);
  clear_conflict (self);
  return task;
}

/* Takes the error. */
static void
settle (GTask  *task,
        GArray *conflicts,
        GError *error)
{
  Saving *saving = g_task_get_task_data (task);

  if (error == NULL)
    {
      start_anew (saving->edit, saving->saved);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT))
    keep_conflict (saving->edit, conflicts);
  g_task_return_error (task, error);
}

static void
on_committed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GArray) conflicts = NULL;
  GError *error = NULL;

  sendoff_accounts_file_commit_finish (SENDOFF_ACCOUNTS_FILE (source), result, &conflicts, &error);
  settle (task, conflicts, error);
}

void
sendoff_account_edit_save_async (SendoffAccountEdit  *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = create_task (self, callback, user_data);

  sendoff_accounts_file_commit_async (self->file, self->original, self->edited, FALSE, on_committed, task);
}

gboolean
sendoff_account_edit_save_finish (SendoffAccountEdit  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GArray *
sendoff_account_edit_get_conflicts (SendoffAccountEdit *self)
{
  return self->conflicts;
}

SendoffAccount *
sendoff_account_edit_get_theirs (SendoffAccountEdit *self)
{
  return self->theirs;
}

static gboolean
has_key (GArray     *keys,
         SendoffKey  key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, SendoffKey, i) == key)
      return TRUE;

  return FALSE;
}

void
sendoff_account_edit_resolve (SendoffAccountEdit *self,
                              GArray             *taken)
{
  g_return_if_fail (self->theirs != NULL);

  g_object_freeze_notify (G_OBJECT (self->edited));
  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;

      /* What we never touched would else count as a change of ours, back to what it was. */
      if (has_key (taken, key) || sendoff_account_value_equal (self->edited, self->original, key))
        sendoff_account_copy_value (self->edited, self->theirs, key);
    }
  g_object_thaw_notify (G_OBJECT (self->edited));
  sendoff_account_assign (self->original, self->theirs);
  clear_conflict (self);
}

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  sendoff_accounts_file_change_finish (SENDOFF_ACCOUNTS_FILE (source), result, &error);
  settle (task, NULL, error);
}

void
sendoff_account_edit_add_again_async (SendoffAccountEdit  *self,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(SendoffAccount) account = sendoff_account_copy (self->edited);

  sendoff_accounts_file_add_async (self->file, account, on_added, create_task (self, callback, user_data));
}
