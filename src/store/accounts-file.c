/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns accounts.ini and the list that mirrors it: each change goes to the file first, then the list takes over what the file holds,
 * another program's changes included. Main context only. */
#include "store/accounts-file.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"
#include "store/accounts-groups.h"
#include "store/ini-file.h"

#define FILE_NAME "accounts.ini"

struct _SendoffAccountsFile
{
  GObject parent_instance;

  SendoffIniFile     *file;
  SendoffAccountList *list;
};

G_DEFINE_FINAL_TYPE (SendoffAccountsFile, sendoff_accounts_file, G_TYPE_OBJECT)

static void
sendoff_accounts_file_finalize (GObject *object)
{
  SendoffAccountsFile *self = SENDOFF_ACCOUNTS_FILE (object);

  sendoff_ini_file_free (self->file);
  g_object_unref (self->list);

  G_OBJECT_CLASS (sendoff_accounts_file_parent_class)->finalize (object);
}

static void
sendoff_accounts_file_class_init (SendoffAccountsFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_accounts_file_finalize;
}

static void
sendoff_accounts_file_init (SendoffAccountsFile *self)
{
  self->list = sendoff_account_list_new ();
}

SendoffAccountsFile *
sendoff_accounts_file_new (const char *config_dir)
{
  SendoffAccountsFile *self = g_object_new (SENDOFF_TYPE_ACCOUNTS_FILE, NULL);

  self->file = sendoff_ini_file_new (config_dir, FILE_NAME);

  return self;
}

const char *
sendoff_accounts_file_get_path (SendoffAccountsFile *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), NULL);

  return sendoff_ini_file_get_path (self->file);
}

SendoffAccountList *
sendoff_accounts_file_get_list (SendoffAccountsFile *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), NULL);

  return self->list;
}

static char *
describe_skipped (SendoffAccountsFile *self, guint n_skipped, const char *problem)
{
  g_autofree char *path = g_filename_display_name (sendoff_accounts_file_get_path (self));
  g_autofree char *display = sendoff_display_text (path, -1);

  /* Translators: %u is how many accounts, the first %s a file's path, the second a sentence that says what is wrong. */
  return g_strdup_printf (ngettext ("%u account in %s can't be used and was left there as it is. %s",
                                    "%u accounts in %s can't be used and were left there as they are. The first one: %s", n_skipped),
                          n_skipped, display, problem);
}

/* The caller's object becomes the list's, as with sendoff_account_list_add(). */
static void
use_object (GPtrArray *accounts, SendoffAccount *newcomer)
{
  for (guint i = 0; newcomer != NULL && i < accounts->len; i++)
    if (g_str_equal (sendoff_account_get_id (g_ptr_array_index (accounts, i)), sendoff_account_get_id (newcomer)))
      {
        g_object_unref (g_ptr_array_index (accounts, i));
        g_ptr_array_index (accounts, i) = g_object_ref (newcomer);
      }
}

static void
mirror (SendoffAccountsFile *self, GKeyFile *key_file, SendoffAccount *newcomer, char **notice)
{
  guint n_skipped = 0;
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) accounts = sendoff_accounts_groups_read_all (key_file, &n_skipped, &problem);
  g_autofree char *default_id = sendoff_accounts_groups_dup_default (key_file);

  use_object (accounts, newcomer);
  sendoff_account_list_replace (self->list, accounts, default_id);

  if (n_skipped > 0 && notice != NULL && *notice == NULL)
    *notice = describe_skipped (self, n_skipped, problem);
}

gboolean
sendoff_accounts_file_load (SendoffAccountsFile *self, char **notice, GError **error)
{
  g_autoptr(GKeyFile) key_file = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);

  if (notice != NULL)
    *notice = NULL;

  key_file = sendoff_ini_file_read (self->file, notice, error);
  if (key_file == NULL)
    return FALSE;

  mirror (self, key_file, NULL, notice);
  return TRUE;
}

/* An account that another program removed must go from the list too, whatever the change was. */
static gboolean
change_file (SendoffAccountsFile *self, SendoffIniChange change, gpointer request, SendoffAccount *newcomer, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_change (self->file, change, request, &local_error);

  if (key_file != NULL)
    {
      mirror (self, key_file, newcomer, NULL);
      return TRUE;
    }

  if (g_error_matches (local_error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND))
    sendoff_accounts_file_load (self, NULL, NULL);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
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

typedef struct
{
  SendoffAccount *account;
  const char     *before_id; /* NULL: at the end */
} Insertion;

static gboolean
apply_insertion (GKeyFile *key_file, gpointer user_data, GError **error)
{
  const Insertion *insertion = user_data;
  const char *id = sendoff_account_get_id (insertion->account);
  g_autoptr(SendoffAccountList) list = read_list (key_file);

  if (g_key_file_has_group (key_file, id))
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS, _("This account is in the list already."));
      return FALSE;
    }

  if (!sendoff_account_list_check (list, insertion->account, error))
    return FALSE;

  sendoff_accounts_groups_place (key_file, id, insertion->before_id);
  sendoff_accounts_groups_write (key_file, insertion->account);
  if (sendoff_account_list_get_default (list) == NULL)
    sendoff_accounts_groups_set_default (key_file, id);

  return TRUE;
}

gboolean
sendoff_accounts_file_insert (SendoffAccountsFile *self, guint position, SendoffAccount *account, GError **error)
{
  g_autoptr(SendoffAccount) next = NULL;
  Insertion insertion;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (account), FALSE);

  next = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  insertion.account = account;
  insertion.before_id = next != NULL ? sendoff_account_get_id (next) : NULL;

  return change_file (self, apply_insertion, &insertion, account, error);
}

gboolean
sendoff_accounts_file_add (SendoffAccountsFile *self, SendoffAccount *account, GError **error)
{
  return sendoff_accounts_file_insert (self, G_MAXUINT, account, error);
}

typedef struct
{
  SendoffAccount *original;
  SendoffAccount *edited;
  gboolean        overwrite;
  GArray         *conflicts; /* of SendoffKey */
} Edit;

static SendoffAccount *
merge (SendoffAccount *present, const Edit *edit)
{
  SendoffAccount *merged = sendoff_account_copy (present);

  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;
      g_autofree char *value = NULL;

      if (sendoff_account_value_equal (edit->edited, edit->original, key) || sendoff_account_value_equal (edit->edited, present, key))
        continue;

      if (!sendoff_account_value_equal (present, edit->original, key))
        g_array_append_val (edit->conflicts, key);
      sendoff_account_copy_value (merged, edit->edited, key);
    }

  return merged;
}

static gboolean
apply_edit (GKeyFile *key_file, gpointer user_data, GError **error)
{
  Edit *edit = user_data;
  g_autoptr(SendoffAccount) present = NULL;
  g_autoptr(SendoffAccount) merged = NULL;
  g_autoptr(SendoffAccountList) list = NULL;

  present = sendoff_accounts_groups_read_one (key_file, sendoff_account_get_id (edit->edited), error);
  if (present == NULL)
    return FALSE;

  merged = merge (present, edit);
  if (edit->conflicts->len > 0 && !edit->overwrite)
    {
      const char *word = sendoff_key_to_string (g_array_index (edit->conflicts, SendoffKey, 0));

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

gboolean
sendoff_accounts_file_commit (SendoffAccountsFile *self, SendoffAccount *original, SendoffAccount *edited, gboolean overwrite,
                              GArray **conflicts, GError **error)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (SendoffKey));
  Edit edit = { original, edited, overwrite, keys };
  gboolean saved;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (original) && SENDOFF_IS_ACCOUNT (edited), FALSE);

  saved = change_file (self, apply_edit, &edit, NULL, error);
  if (conflicts != NULL)
    *conflicts = g_steal_pointer (&keys);

  return saved;
}

static gboolean
apply_removal (GKeyFile *key_file, gpointer user_data, GError **error)
{
  if (sendoff_accounts_groups_remove (key_file, user_data))
    return TRUE;

  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("This account was removed meanwhile."));
  return FALSE;
}

gboolean
sendoff_accounts_file_remove (SendoffAccountsFile *self, const char *id, GError **error)
{
  g_autofree char *own_id = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  /* The caller's may belong to the account that goes. */
  own_id = g_strdup (id);
  return change_file (self, apply_removal, own_id, NULL, error);
}

static gboolean
apply_default (GKeyFile *key_file, gpointer user_data, GError **error)
{
  g_autoptr(SendoffAccountList) list = read_list (key_file);

  if (sendoff_account_list_find_by_id (list, user_data) == NULL)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("This account was removed meanwhile."));
      return FALSE;
    }

  sendoff_accounts_groups_set_default (key_file, user_data);
  return TRUE;
}

gboolean
sendoff_accounts_file_set_default (SendoffAccountsFile *self, const char *id, GError **error)
{
  g_autofree char *own_id = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  own_id = g_strdup (id);
  return change_file (self, apply_default, own_id, NULL, error);
}
