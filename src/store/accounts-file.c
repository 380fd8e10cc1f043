/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns accounts.ini and the list that mirrors it: each change goes to the file first, then the list takes over what the file holds,
 * another program's changes included. Main context only. */
#include "store/accounts-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/display-text.h"
#include "base/error.h"
#include "store/accounts-change.h"
#include "store/accounts-groups.h"
#include "store/change-queue.h"
#include "store/ini-file.h"

#define FILE_NAME "accounts.ini"

/* What a reading of the file gave. */
typedef struct
{
  GPtrArray *accounts;   /* NULL: it couldn't be read, error says why */
  char      *default_id;
  char      *notice;
  char      *problem;    /* of the first account that was left out */
  guint      n_skipped;
  GError    *error;
  struct stat seen;      /* the file as it was then; only where it was read ahead */
} Reading;

struct _SendoffAccountsFile
{
  GObject parent_instance;

  SendoffIniFile     *file;
  SendoffChangeQueue *queue;
  SendoffAccountList *list;
  GHashTable         *remains; /* of the accounts that were removed */
  GAsyncQueue        *reading; /* NULL but between load_begin() and load(); gives a Reading */
};

G_DEFINE_FINAL_TYPE (SendoffAccountsFile, sendoff_accounts_file, G_TYPE_OBJECT)

static void
reading_free (Reading *self)
{
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self->default_id);
  g_free (self->notice);
  g_free (self->problem);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* In any thread. */
static void
read_accounts (Reading  *reading,
               GKeyFile *key_file)
{
  reading->accounts = sendoff_accounts_groups_read_all (key_file, &reading->n_skipped, &reading->problem);
  reading->default_id = sendoff_accounts_groups_dup_default (key_file);
}

static Reading *
read_file (SendoffIniFile *file)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_read (file, &reading->notice, &reading->error);

  if (key_file != NULL)
    read_accounts (reading, key_file);
  return reading;
}

typedef struct
{
  SendoffIniFile *file; /* lives as long as nobody has taken the reading */
  GAsyncQueue    *queue;
} ReaderData;

/* All zero: it isn't there. */
static struct stat
look_at_file (SendoffIniFile *file)
{
  struct stat status = { 0 };

  if (stat (sendoff_ini_file_get_path (file), &status) != 0)
    memset (&status, 0, sizeof status);
  return status;
}

static gboolean
is_same_file (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
         a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static gpointer
read_in_thread (gpointer reader_data)
{
  g_autofree ReaderData *data = reader_data;
  /* Before it is read: what changes meanwhile makes it another. */
  struct stat seen = look_at_file (data->file);
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_peek (data->file);
  Reading *reading = g_new0 (Reading, 1);

  if (key_file != NULL)
    read_accounts (reading, key_file);
  reading->seen = seen;
  g_async_queue_push (data->queue, reading);
  g_async_queue_unref (data->queue);
  /* Freeing what was parsed takes a sixth of the time, and nobody waits for it. */
  return NULL;
}

/* Without accounts where there is something to be said or done about the file, which is load()'s. */
static Reading *
take_reading (SendoffAccountsFile *self)
{
  Reading *reading = g_async_queue_pop (self->reading);

  g_clear_pointer (&self->reading, g_async_queue_unref);
  return reading;
}

/* NULL: read now. A program that was started for something else may load hours later. */
static Reading *
take_good_reading (SendoffAccountsFile *self)
{
  g_autoptr(Reading) reading = self->reading != NULL ? take_reading (self) : NULL;
  struct stat now;

  if (reading == NULL || reading->accounts == NULL)
    return NULL;
  now = look_at_file (self->file);
  return is_same_file (&reading->seen, &now) ? g_steal_pointer (&reading) : NULL;
}

static void
sendoff_accounts_file_finalize (GObject *object)
{
  SendoffAccountsFile *self = SENDOFF_ACCOUNTS_FILE (object);

  if (self->reading != NULL)
    reading_free (take_reading (self));
  sendoff_change_queue_free (self->queue);
  sendoff_ini_file_free (self->file);
  g_object_unref (self->list);
  g_hash_table_unref (self->remains);

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
  self->remains = sendoff_accounts_remains_new ();
}

SendoffAccountsFile *
sendoff_accounts_file_new (const char *config_dir)
{
  SendoffAccountsFile *self = g_object_new (SENDOFF_TYPE_ACCOUNTS_FILE, NULL);

  self->file = sendoff_ini_file_new (config_dir, FILE_NAME);
  self->queue = sendoff_change_queue_new (self->file);

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

/* The caller's object becomes the list's: whoever added an account goes on with what it has in hand. */
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

void
sendoff_accounts_file_load_begin (SendoffAccountsFile *self)
{
  ReaderData *data;

  g_return_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self));

  if (self->reading != NULL)
    return;
  self->reading = g_async_queue_new ();
  data = g_new (ReaderData, 1);
  *data = (ReaderData){ self->file, g_async_queue_ref (self->reading) };
  g_thread_unref (g_thread_new ("accounts", read_in_thread, data));
}

gboolean
sendoff_accounts_file_load (SendoffAccountsFile *self, char **notice, GError **error)
{
  g_autoptr(Reading) reading = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);

  reading = take_good_reading (self);
  if (reading == NULL)
    reading = read_file (self->file);
  if (notice != NULL)
    *notice = g_steal_pointer (&reading->notice);
  if (reading->accounts == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->error));
      return FALSE;
    }

  sendoff_account_list_replace (self->list, reading->accounts, reading->default_id);
  if (reading->n_skipped > 0 && notice != NULL && *notice == NULL)
    *notice = describe_skipped (self, reading->n_skipped, reading->problem);
  return TRUE;
}

/* ---- changes ---- */

/* What the file holds is known where the change was refused, too: an account that another program removed must go from the list. */
static void
settle (gpointer  owner,
        gpointer  change_data,
        GKeyFile *key_file)
{
  SendoffAccountsFile *self = owner;
  const SendoffAccountsChange *change = change_data;
  gboolean is_saved = key_file != NULL;

  if (change->accounts == NULL || is_saved != change->is_applied)
    return;

  if (is_saved)
    use_object (change->accounts, change->newcomer);
  sendoff_account_list_replace (self->list, change->accounts, change->default_id);
}

/* Takes the change. */
static gboolean
run (SendoffAccountsFile    *self,
     SendoffAccountsChange  *change,
     GArray                **conflicts,
     GError                **error)
{
  g_autoptr(SendoffAccountsChange) owned = change;
  g_autoptr(GKeyFile) key_file = sendoff_ini_file_change (self->file, sendoff_accounts_change_apply, change, error);

  settle (self, change, key_file);
  if (conflicts != NULL)
    *conflicts = g_array_ref (change->conflicts);
  return key_file != NULL;
}

/* Takes the change. */
static void
run_async (SendoffAccountsFile   *self,
           SendoffAccountsChange *change,
           GAsyncReadyCallback    callback,
           gpointer               user_data)
{
  sendoff_change_queue_run_async (self->queue, self, sendoff_accounts_change_apply, change, (GDestroyNotify) sendoff_accounts_change_free, settle,
                                  callback, user_data);
}

gboolean
sendoff_accounts_file_change_finish (SendoffAccountsFile  *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  return sendoff_change_queue_run_finish (self, result, error);
}

static SendoffAccountsChange *
create_insertion (SendoffAccountsFile *self,
                  guint                position,
                  SendoffAccount      *account)
{
  g_autoptr(SendoffAccount) next = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  return sendoff_accounts_change_new_insertion (account, next != NULL ? sendoff_account_get_id (next) : NULL, self->remains);
}

gboolean
sendoff_accounts_file_insert (SendoffAccountsFile  *self,
                              guint                 position,
                              SendoffAccount       *account,
                              GError              **error)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (account), FALSE);

  return run (self, create_insertion (self, position, account), NULL, error);
}

void
sendoff_accounts_file_insert_async (SendoffAccountsFile *self,
                                    guint                position,
                                    SendoffAccount      *account,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self));
  g_return_if_fail (SENDOFF_IS_ACCOUNT (account));

  run_async (self, create_insertion (self, position, account), callback, user_data);
}

gboolean
sendoff_accounts_file_add (SendoffAccountsFile  *self,
                           SendoffAccount       *account,
                           GError              **error)
{
  return sendoff_accounts_file_insert (self, G_MAXUINT, account, error);
}

void
sendoff_accounts_file_add_async (SendoffAccountsFile *self,
                                 SendoffAccount      *account,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  sendoff_accounts_file_insert_async (self, G_MAXUINT, account, callback, user_data);
}

gboolean
sendoff_accounts_file_commit (SendoffAccountsFile  *self,
                              SendoffAccount       *original,
                              SendoffAccount       *edited,
                              gboolean              overwrite,
                              GArray              **conflicts,
                              GError              **error)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (original) && SENDOFF_IS_ACCOUNT (edited), FALSE);

  return run (self, sendoff_accounts_change_new_edit (original, edited, overwrite), conflicts, error);
}

void
sendoff_accounts_file_commit_async (SendoffAccountsFile *self,
                                    SendoffAccount      *original,
                                    SendoffAccount      *edited,
                                    gboolean             overwrite,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self));
  g_return_if_fail (SENDOFF_IS_ACCOUNT (original) && SENDOFF_IS_ACCOUNT (edited));

  run_async (self, sendoff_accounts_change_new_edit (original, edited, overwrite), callback, user_data);
}

gboolean
sendoff_accounts_file_commit_finish (SendoffAccountsFile  *self,
                                     GAsyncResult         *result,
                                     GArray              **conflicts,
                                     GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (conflicts != NULL)
    {
      const SendoffAccountsChange *change = g_task_get_task_data (G_TASK (result));

      *conflicts = g_array_ref (change->conflicts);
    }
  return sendoff_change_queue_run_finish (self, result, error);
}

gboolean
sendoff_accounts_file_remove (SendoffAccountsFile  *self,
                              const char           *id,
                              GError              **error)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return run (self, sendoff_accounts_change_new_removal (id, self->remains), NULL, error);
}

void
sendoff_accounts_file_remove_async (SendoffAccountsFile *self,
                                    const char          *id,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self));
  g_return_if_fail (id != NULL);

  run_async (self, sendoff_accounts_change_new_removal (id, self->remains), callback, user_data);
}

gboolean
sendoff_accounts_file_set_default (SendoffAccountsFile  *self,
                                   const char           *id,
                                   GError              **error)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return run (self, sendoff_accounts_change_new_default (id), NULL, error);
}

void
sendoff_accounts_file_set_default_async (SendoffAccountsFile *self,
                                         const char          *id,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNTS_FILE (self));
  g_return_if_fail (id != NULL);

  run_async (self, sendoff_accounts_change_new_default (id), callback, user_data);
}
