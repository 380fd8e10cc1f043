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
  SendoffAccountEdit *self = g_new0 (SendoffAccountEdit, 1);

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

void
sendoff_account_edit_free (SendoffAccountEdit *self)
{
  if (self == NULL)
    return;
  clear_conflict (self);
  g_object_unref (self->file);
  g_object_unref (self->edited);
  g_object_unref (self->original);
  g_free (self);
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

static void
start_anew (SendoffAccountEdit *self)
{
  SendoffAccount *present = find_present (self);

  if (present == NULL)
    return;
  sendoff_account_assign (self->original, present);
  sendoff_account_assign (self->edited, present);
}

/* The file's values come into the list with a load; a conflict leaves it as it was. */
static void
keep_conflict (SendoffAccountEdit *self,
               GArray             *conflicts)
{
  SendoffAccount *present = NULL;

  if (sendoff_accounts_file_load (self->file, NULL, NULL))
    present = find_present (self);
  self->conflicts = g_array_ref (conflicts);
  self->theirs = sendoff_account_copy (present != NULL ? present : self->original);
}

gboolean
sendoff_account_edit_save (SendoffAccountEdit  *self,
                           GError             **error)
{
  g_autoptr(GArray) conflicts = NULL;
  g_autoptr(GError) local_error = NULL;

  clear_conflict (self);
  if (sendoff_accounts_file_commit (self->file, self->original, self->edited, FALSE, &conflicts, &local_error))
    {
      start_anew (self);
      return TRUE;
    }
  if (g_error_matches (local_error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT))
    keep_conflict (self, conflicts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
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

gboolean
sendoff_account_edit_add_again (SendoffAccountEdit  *self,
                                GError             **error)
{
  g_autoptr(SendoffAccount) account = sendoff_account_copy (self->edited);

  if (!sendoff_accounts_file_add (self->file, account, error))
    return FALSE;
  start_anew (self);
  return TRUE;
}
