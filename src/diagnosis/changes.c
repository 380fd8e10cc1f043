/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of changes to an account's settings. */

#include "diagnosis/diagnosis.h"

static void
free_change (gpointer data)
{
  SendoffChange *change = data;

  g_free (change->value);
  g_free (change);
}

GPtrArray *
sendoff_changes_new (void)
{
  return g_ptr_array_new_with_free_func (free_change);
}

void
sendoff_changes_add (GPtrArray  *changes,
                     SendoffKey  key,
                     const char *value)
{
  SendoffChange *change = g_new0 (SendoffChange, 1);

  change->key = key;
  change->value = g_strdup (value);
  g_ptr_array_add (changes, change);
}

GPtrArray *
sendoff_changes_copy (GPtrArray *changes)
{
  GPtrArray *copy = sendoff_changes_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      SendoffChange *change = g_ptr_array_index (changes, i);

      sendoff_changes_add (copy, change->key, change->value);
    }

  return copy;
}

gboolean
sendoff_changes_apply (GPtrArray      *changes,
                       SendoffAccount *account,
                       GError        **error)
{
  g_autoptr(SendoffAccount) trial = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (account), FALSE);

  trial = sendoff_account_copy (account);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      SendoffChange *change = g_ptr_array_index (changes, i);

      if (!sendoff_account_set_value (trial, change->key, change->value, error))
        return FALSE;
    }

  sendoff_account_assign (account, trial);
  return TRUE;
}
