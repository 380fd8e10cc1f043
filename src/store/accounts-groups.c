/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how accounts are written in accounts.ini: a group for each, and group [sendoff] for their order and the default. */
#include "store/accounts-groups.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display-text.h"
#include "base/error.h"

#define OWN_GROUP "sendoff"
#define FORMAT_KEY "format"
#define ORDER_KEY "order"
#define DEFAULT_KEY "default"
#define FORMAT 1

static gboolean
read_value (GKeyFile *key_file, const char *id, SendoffKey key, SendoffAccount *account, GError **error)
{
  const char *word = sendoff_key_to_string (key);
  g_autofree char *value = g_key_file_get_value (key_file, id, word, NULL);
  g_autofree char *unescaped = NULL;
  g_autoptr(GError) local_error = NULL;

  if (value == NULL)
    return TRUE;
  /* Few values have any, and there may be thousands. */
  if (strchr (value, '\\') == NULL)
    return sendoff_account_set_value (account, key, value, error);

  /* For a bad escape it returns both an error and what it made of the value. */
  unescaped = g_key_file_get_string (key_file, id, word, &local_error);
  if (local_error != NULL)
    {
      /* Translators: %s is the name of a setting, like smtp.host. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The value of “%s” holds a backslash that means nothing."), word);
      return FALSE;
    }

  return sendoff_account_set_value (account, key, unescaped, error);
}

/* A port that isn't said follows from what is. */
static void
complete_ports (GKeyFile *key_file, const char *id, SendoffAccount *account)
{
  SendoffProtocol protocol = sendoff_account_get_incoming_protocol (account);

  if (!g_key_file_has_key (key_file, id, sendoff_key_to_string (SENDOFF_KEY_SMTP_PORT), NULL))
    sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT,
                                sendoff_default_port (SENDOFF_PROTOCOL_SMTP, sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING)));

  if (protocol != SENDOFF_PROTOCOL_NONE && !g_key_file_has_key (key_file, id, sendoff_key_to_string (SENDOFF_KEY_INCOMING_PORT), NULL))
    sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT,
                                sendoff_default_port (protocol, sendoff_account_get_security (account, SENDOFF_LEG_INCOMING)));
}

SendoffAccount *
sendoff_accounts_groups_read_one (GKeyFile *key_file, const char *id, GError **error)
{
  g_autoptr(SendoffAccount) account = NULL;

  if (!g_uuid_string_is_valid (id) || !g_key_file_has_group (key_file, id))
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("This account was removed meanwhile."));
      return NULL;
    }

  account = sendoff_account_new (id);
  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    if (!read_value (key_file, id, (SendoffKey) key, account, error))
      return NULL;
  complete_ports (key_file, id, account);

  return g_steal_pointer (&account);
}

static void
add_once (GPtrArray *ids, GHashTable *known, const char *id)
{
  if (!g_hash_table_contains (known, id))
    {
      char *copy = g_strdup (id);

      g_ptr_array_add (ids, copy);
      g_hash_table_add (known, copy);
    }
}

/* Every account's id once: first as told, then those that nobody put in order. */
static GPtrArray *
dup_order (GKeyFile *key_file)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto(GStrv) told = g_key_file_get_string_list (key_file, OWN_GROUP, ORDER_KEY, NULL, NULL);
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (guint i = 0; told != NULL && told[i] != NULL; i++)
    if (g_uuid_string_is_valid (told[i]) && g_key_file_has_group (key_file, told[i]))
      add_once (ids, known, told[i]);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_uuid_string_is_valid (groups[i]))
      add_once (ids, known, groups[i]);

  return ids;
}

static void
set_order (GKeyFile *key_file, GPtrArray *ids)
{
  if (!g_key_file_has_key (key_file, OWN_GROUP, FORMAT_KEY, NULL))
    g_key_file_set_integer (key_file, OWN_GROUP, FORMAT_KEY, FORMAT);

  g_key_file_set_string_list (key_file, OWN_GROUP, ORDER_KEY, (const char *const *) ids->pdata, ids->len);
}

static char *
describe_problem (GKeyFile *key_file, const char *id, const GError *error)
{
  g_autofree char *name = g_key_file_get_string (key_file, id, sendoff_key_to_string (SENDOFF_KEY_NAME), NULL);
  g_autofree char *display = sendoff_display_text_short (name != NULL && name[0] != '\0' ? name : id, -1, 100);

  /* Translators: the first %s is an account's name, the second a sentence. */
  return g_strdup_printf (_("Account “%s”: %s"), display, error->message);
}

GPtrArray *
sendoff_accounts_groups_read_all (GKeyFile *key_file, guint *n_skipped, char **problem)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) ids = dup_order (key_file);

  *n_skipped = 0;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr(GError) error = NULL;
      SendoffAccount *account = sendoff_accounts_groups_read_one (key_file, id, &error);

      if (account != NULL)
        {
          g_ptr_array_add (accounts, account);
          continue;
        }

      if ((*n_skipped)++ == 0 && problem != NULL)
        *problem = describe_problem (key_file, id, error);
    }

  return accounts;
}

static gboolean
write_differences (GKeyFile *key_file, SendoffAccount *account)
{
  const char *id = sendoff_account_get_id (account);
  g_autoptr(SendoffAccount) present = sendoff_accounts_groups_read_one (key_file, id, NULL);
  gboolean differed = FALSE;

  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;
      g_autofree char *value = NULL;

      if (present != NULL && sendoff_account_value_equal (present, account, key))
        continue;

      value = sendoff_account_dup_value (account, key);
      /* What isn't there is empty. */
      if (present == NULL && value[0] == '\0')
        continue;
      g_key_file_set_string (key_file, id, sendoff_key_to_string (key), value);
      differed = TRUE;
    }

  return differed;
}

void
sendoff_accounts_groups_write (GKeyFile *key_file, SendoffAccount *account)
{
  /* A port that isn't said may have moved with the security that the first pass wrote. */
  if (write_differences (key_file, account))
    write_differences (key_file, account);
}

static void
copy_comment (GKeyFile   *from,
              GKeyFile   *to,
              const char *id,
              const char *key)
{
  g_autofree char *comment = g_key_file_get_comment (from, id, key, NULL);

  if (comment != NULL && comment[0] != '\0')
    g_key_file_set_comment (to, id, key, comment, NULL);
}

void
sendoff_accounts_groups_copy (GKeyFile   *from,
                              GKeyFile   *to,
                              const char *id)
{
  g_auto(GStrv) keys = g_key_file_get_keys (from, id, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (from, id, keys[i], NULL);

      g_key_file_set_value (to, id, keys[i], value);
      copy_comment (from, to, id, keys[i]);
    }
  copy_comment (from, to, id, NULL);
}

void
sendoff_accounts_groups_place (GKeyFile *key_file, const char *id, const char *before_id)
{
  g_autoptr(GPtrArray) ids = dup_order (key_file);
  guint position = 0;

  if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &position))
    g_ptr_array_remove_index (ids, position);

  if (before_id == NULL || !g_ptr_array_find_with_equal_func (ids, before_id, g_str_equal, &position))
    position = ids->len;

  g_ptr_array_insert (ids, (int) position, g_strdup (id));
  set_order (key_file, ids);
}

gboolean
sendoff_accounts_groups_remove (GKeyFile *key_file, const char *id)
{
  g_autoptr(GPtrArray) ids = dup_order (key_file);
  g_autofree char *default_id = sendoff_accounts_groups_dup_default (key_file);
  guint position = 0;

  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &position))
    return FALSE;

  g_key_file_remove_group (key_file, id, NULL);
  g_ptr_array_remove_index (ids, position);
  set_order (key_file, ids);

  if (g_strcmp0 (default_id, id) == 0)
    {
      if (ids->len > 0)
        sendoff_accounts_groups_set_default (key_file, g_ptr_array_index (ids, MIN (position, ids->len - 1)));
      else
        g_key_file_remove_key (key_file, OWN_GROUP, DEFAULT_KEY, NULL);
    }

  return TRUE;
}

char *
sendoff_accounts_groups_dup_default (GKeyFile *key_file)
{
  return g_key_file_get_string (key_file, OWN_GROUP, DEFAULT_KEY, NULL);
}

void
sendoff_accounts_groups_set_default (GKeyFile *key_file, const char *id)
{
  g_key_file_set_string (key_file, OWN_GROUP, DEFAULT_KEY, id);
}
