/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns seen.ini and the entries that mirror it. */
#include "store/seen-store.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "store/change-queue.h"
#include "store/ini-file.h"
#include "store/seen-groups.h"
#include "store/server-groups.h"

#define FILE_NAME     "seen.ini"
#define MAX_PEM_BYTES (64 * 1024)
#define DAY_S         (24 * 60 * 60)

struct _SendoffSeenStore
{
  GObject parent_instance;

  SendoffIniFile     *file;
  SendoffChangeQueue *queue;
  GHashTable         *entries; /* as sendoff_seen_groups_read_all() */
};

G_DEFINE_FINAL_TYPE (SendoffSeenStore, sendoff_seen_store, G_TYPE_OBJECT)

SendoffSeenEntry *
sendoff_seen_entry_copy (const SendoffSeenEntry *self)
{
  SendoffSeenEntry *copy = g_new0 (SendoffSeenEntry, 1);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->pem = g_strdup (self->pem);
  copy->pin = g_strdup (self->pin);
  copy->sha256 = g_strdup (self->sha256);
  copy->issuer = g_strdup (self->issuer);
  return copy;
}

void
sendoff_seen_entry_free (SendoffSeenEntry *self)
{
  g_free (self->host);
  g_free (self->pem);
  g_free (self->pin);
  g_free (self->sha256);
  g_free (self->issuer);
  g_free (self);
}

static void
sendoff_seen_store_finalize (GObject *object)
{
  SendoffSeenStore *self = SENDOFF_SEEN_STORE (object);

  sendoff_change_queue_free (self->queue);
  sendoff_ini_file_free (self->file);
  g_hash_table_unref (self->entries);
  G_OBJECT_CLASS (sendoff_seen_store_parent_class)->finalize (object);
}

static void
sendoff_seen_store_class_init (SendoffSeenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_seen_store_finalize;
}

static void
sendoff_seen_store_init (SendoffSeenStore *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sendoff_seen_entry_free);
}

SendoffSeenStore *
sendoff_seen_store_new (const char *config_dir)
{
  SendoffSeenStore *self = g_object_new (SENDOFF_TYPE_SEEN_STORE, NULL);

  self->file = sendoff_ini_file_new (config_dir, FILE_NAME);
  self->queue = sendoff_change_queue_new (self->file);
  return self;
}

static void
mirror (SendoffSeenStore *self,
        GKeyFile         *key_file)
{
  g_hash_table_unref (self->entries);
  self->entries = sendoff_seen_groups_read_all (key_file);
}

gboolean
sendoff_seen_store_load (SendoffSeenStore  *self,
                         char             **notice,
                         GError           **error)
{
  g_autoptr(GKeyFile) key_file = NULL;

  g_return_val_if_fail (SENDOFF_IS_SEEN_STORE (self), FALSE);

  key_file = sendoff_ini_file_read (self->file, notice, error);
  if (key_file != NULL)
    mirror (self, key_file);
  else
    g_hash_table_remove_all (self->entries);
  return key_file != NULL;
}

static const SendoffSeenEntry *
find (SendoffSeenStore *self,
      const char       *host,
      guint16           port)
{
  g_autofree char *ascii_host = sendoff_server_groups_dup_host (host);
  g_autofree char *key = sendoff_seen_groups_dup_key (ascii_host, port);

  return g_hash_table_lookup (self->entries, key);
}

SendoffSeenEntry *
sendoff_seen_store_lookup (SendoffSeenStore *self,
                           const char       *host,
                           guint16           port)
{
  const SendoffSeenEntry *entry;

  g_return_val_if_fail (SENDOFF_IS_SEEN_STORE (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  entry = find (self, host, port);
  return entry != NULL ? sendoff_seen_entry_copy (entry) : NULL;
}

/* ---- changes ---- */

static gboolean
put_entry (GKeyFile  *key_file,
           gpointer   user_data,
           GError   **error)
{
  sendoff_seen_groups_put (key_file, user_data);
  return TRUE;
}

/* Also where there is none: another program forgot it first. */
static gboolean
remove_entry (GKeyFile  *key_file,
              gpointer   user_data,
              GError   **error)
{
  const SendoffSeenEntry *entry = user_data;

  sendoff_server_groups_remove (key_file, entry->host, entry->port);
  return TRUE;
}

static void
settle (gpointer  self,
        gpointer  entry,
        GKeyFile *key_file)
{
  if (key_file != NULL)
    mirror (self, key_file);
}

/* Takes the entry. */
static void
change (SendoffSeenStore    *self,
        SendoffIniChange     apply,
        SendoffSeenEntry    *entry,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  sendoff_change_queue_run_async (self->queue, self, apply, entry, (GDestroyNotify) sendoff_seen_entry_free, settle, callback, user_data);
}

static SendoffSeenEntry *
create_entry (const SendoffCertificate *certificate)
{
  SendoffSeenEntry *self = g_new0 (SendoffSeenEntry, 1);

  self->host = sendoff_server_groups_dup_host (certificate->host);
  self->port = certificate->port;
  self->pem = sendoff_server_groups_dup_leaf_pem (certificate);
  if (self->pem != NULL && strlen (self->pem) > MAX_PEM_BYTES)
    g_clear_pointer (&self->pem, g_free);
  self->pin = g_strdup (certificate->pin);
  self->sha256 = g_strdup (certificate->sha256);
  self->issuer = sendoff_display_text (certificate->issuer, -1);
  self->last_seen = g_get_real_time () / G_USEC_PER_SEC;
  self->first_seen = self->last_seen;
  return self;
}

/* A clock that was set back makes what is known no fresher. */
static gboolean
is_fresh (const SendoffSeenEntry   *known,
          const SendoffCertificate *certificate)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return known != NULL && strcmp (known->sha256, certificate->sha256) == 0 && known->last_seen <= now && now - known->last_seen < DAY_S;
}

void
sendoff_seen_store_note_async (SendoffSeenStore         *self,
                               const SendoffCertificate *certificate,
                               GAsyncReadyCallback       callback,
                               gpointer                  user_data)
{
  g_return_if_fail (SENDOFF_IS_SEEN_STORE (self));
  g_return_if_fail (certificate != NULL && certificate->host != NULL && certificate->port != 0);

  if (certificate->problems != 0 || certificate->trusted_by != SENDOFF_TRUSTED_BY_AUTHORITY || !sendoff_pin_is_valid (certificate->pin))
    {
      g_autofree char *host = sendoff_host_to_display (certificate->host);

      /* Translators: %s is a host name. */
      g_task_report_new_error (self, callback, user_data, sendoff_seen_store_note_async, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                               _("The certificate of “%s” is not valid."), host);
    }
  else if (is_fresh (find (self, certificate->host, certificate->port), certificate))
    {
      g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

      g_task_return_boolean (task, TRUE);
    }
  else
    change (self, put_entry, create_entry (certificate), callback, user_data);
}

void
sendoff_seen_store_forget_async (SendoffSeenStore    *self,
                                 const char          *host,
                                 guint16              port,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SendoffSeenEntry *entry;

  g_return_if_fail (SENDOFF_IS_SEEN_STORE (self));
  g_return_if_fail (host != NULL);

  entry = g_new0 (SendoffSeenEntry, 1);
  entry->host = sendoff_server_groups_dup_host (host);
  entry->port = port;
  change (self, remove_entry, entry, callback, user_data);
}

gboolean
sendoff_seen_store_change_finish (SendoffSeenStore  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return sendoff_change_queue_run_finish (self, result, error);
}
