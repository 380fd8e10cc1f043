/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what each change does to accounts.ini as it is found. */
#include "store/accounts-change.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "store/accounts-groups.h"

GHashTable *
sendoff_accounts_remains_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_key_file_unref);
}

/* The list as the file has it now, which may be more than ours. */
static SendoffAccountList *
read_list (GKeyFile *key_file)
{
  SendoffAccountList *list = sendoff_account_list_new ();
  guint n_skipped = 0;
  g_autoptr(GPtrArray) accounts = sendoff_accounts_groups_read_all (key_file, &n_skipped, NULL);
  g_autofree char *default_id = sendoff_accounts_groups_dup_default (key_file);

  sendoff_account_list_replace (list, accounts, default_id);

  return list;
}

static gboolean
apply_insertion (GKeyFile  *key_file,
                 gpointer   change,
                 GError   **error)
{
  SendoffAccountsChange *self = change;
  const char *id = sendoff_account_get_id (self->account);
  GKeyFile *remains = g_hash_table_lookup (self->remains, id);
  g_autoptr(SendoffAccountList) list = read_list (key_file);

  if (g_key_file_has_group (key_file, id))
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS, _("This account is in the list already."));
      return FALSE;
    }

  if (!sendoff_account_list_check (list, self->account, error))
    return FALSE;

  if (remains != NULL)
    sendoff_accounts_groups_copy (remains, key_file, id);
  sendoff_accounts_groups_place (key_file, id, self->id);
  sendoff_accounts_groups_write (key_file, self->account);
  if (sendoff_account_list_get_default (list) == NULL)
    sendoff_accounts_groups_set_default (key_file, id);

  return TRUE;
}

static SendoffAccount *
merge (SendoffAccountsChange *self,
       SendoffAccount        *present)
{
  SendoffAccount *merged = sendoff_account_copy (present);

  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;

      if (sendoff_account_value_equal (self->account, self->original, key) || sendoff_account_value_equal (self->account, present, key))
        continue;

      if (!sendoff_account_value_equal (present, self->original, key))
        g_array_append_val (self->conflicts, key);
      sendoff_account_copy_value (merged, self->account, key);
    }

  return merged;
}

static gboolean
apply_edit (GKeyFile  *key_file,
            gpointer   change,
            GError   **error)
{
  SendoffAccountsChange *self = change;
  g_autoptr(SendoffAccount) present = NULL;
  g_autoptr(SendoffAccount) merged = NULL;
  g_autoptr(SendoffAccountList) list = NULL;

  present = sendoff_accounts_groups_read_one (key_file, sendoff_account_get_id (self->account), error);
  if (present == NULL)
    return FALSE;

  merged = merge (self, present);
  if (self->conflicts->len > 0 && !self->overwrite)
    {
      const char *word = sendoff_key_to_string (g_array_index (self->conflicts, SendoffKey, 0));

      /* Translators: %s is the name of a setting, like smtp.host. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_CONFLICT,
                   _("Another program changed “%s” of this account meanwhile. Decide which value to keep."), word);
      return FALSE;
    }

  list = read_list (key_file);
  if (!sendoff_account_list_check (list, merged, error))
    return FALSE;

  sendoff_accounts_groups_write (key_file, merged);
  return TRUE;
}

static gboolean
apply_removal (GKeyFile  *key_file,
               gpointer   change,
               GError   **error)
{
  SendoffAccountsChange *self = change;
  g_autoptr(GKeyFile) remains = g_key_file_new ();

  sendoff_accounts_groups_copy (key_file, remains, self->id);
  if (sendoff_accounts_groups_remove (key_file, self->id))
    {
      g_hash_table_replace (self->remains, g_strdup (self->id), g_steal_pointer (&remains));
      return TRUE;
    }

  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("This account was removed meanwhile."));
  return FALSE;
}

static gboolean
apply_default (GKeyFile  *key_file,
               gpointer   change,
               GError   **error)
{
  SendoffAccountsChange *self = change;
  g_autoptr(SendoffAccountList) list = read_list (key_file);

  if (sendoff_account_list_find_by_id (list, self->id) == NULL)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("This account was removed meanwhile."));
      return FALSE;
    }

  sendoff_accounts_groups_set_default (key_file, self->id);
  return TRUE;
}

gboolean
sendoff_accounts_change_apply (GKeyFile  *key_file,
                               gpointer   change,
                               GError   **error)
{
  SendoffAccountsChange *self = change;
  guint n_skipped = 0;

  self->is_applied = self->apply (key_file, self, error);
  self->accounts = sendoff_accounts_groups_read_all (key_file, &n_skipped, NULL);
  self->default_id = sendoff_accounts_groups_dup_default (key_file);
  return self->is_applied;
}

static SendoffAccountsChange *
create_change (SendoffIniChange  apply,
               const char       *id)
{
  SendoffAccountsChange *self = g_new0 (SendoffAccountsChange, 1);

  self->apply = apply;
  self->id = g_strdup (id);
  self->conflicts = g_array_new (FALSE, FALSE, sizeof (SendoffKey));
  return self;
}

SendoffAccountsChange *
sendoff_accounts_change_new_insertion (SendoffAccount *account,
                                       const char     *before_id,
                                       GHashTable     *remains)
{
  SendoffAccountsChange *self = create_change (apply_insertion, before_id);

  self->newcomer = g_object_ref (account);
  self->account = sendoff_account_copy (account);
  self->remains = g_hash_table_ref (remains);
  return self;
}

SendoffAccountsChange *
sendoff_accounts_change_new_edit (SendoffAccount *original,
                                  SendoffAccount *edited,
                                  gboolean        overwrite)
{
  SendoffAccountsChange *self = create_change (apply_edit, NULL);

  self->original = sendoff_account_copy (original);
  self->account = sendoff_account_copy (edited);
  self->overwrite = overwrite;
  return self;
}

SendoffAccountsChange *
sendoff_accounts_change_new_removal (const char *id,
                                     GHashTable *remains)
{
  SendoffAccountsChange *self = create_change (apply_removal, id);

  self->remains = g_hash_table_ref (remains);
  return self;
}

SendoffAccountsChange *
sendoff_accounts_change_new_default (const char *id)
{
  return create_change (apply_default, id);
}

void
sendoff_accounts_change_free (SendoffAccountsChange *self)
{
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->remains, g_hash_table_unref);
  g_clear_object (&self->newcomer);
  g_clear_object (&self->account);
  g_clear_object (&self->original);
  g_array_unref (self->conflicts);
  g_free (self->default_id);
  g_free (self->id);
  g_free (self);
}
