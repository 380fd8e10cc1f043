/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns trust.ini and the entries that mirror it. */
#include "store/trust-store.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "store/change-queue.h"
#include "store/ini-file.h"
#include "store/server-groups.h"
#include "store/trust-groups.h"

#define FILE_NAME "trust.ini"

struct _SendoffTrustStore
{
  GObject parent_instance;

  SendoffIniFile     *file;
  SendoffChangeQueue *queue;
  GPtrArray          *entries; /* SendoffTrustEntry */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffTrustStore, sendoff_trust_store, G_TYPE_OBJECT)

SendoffTrustEntry *
sendoff_trust_entry_copy (const SendoffTrustEntry *self)
{
  SendoffTrustEntry *copy = g_new0 (SendoffTrustEntry, 1);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->pin = g_strdup (self->pin);
  copy->sha256 = g_strdup (self->sha256);
  copy->subject = g_strdup (self->subject);
  copy->pem = g_strdup (self->pem);
  return copy;
}

void
sendoff_trust_entry_free (SendoffTrustEntry *self)
{
  g_free (self->host);
  g_free (self->pin);
  g_free (self->sha256);
  g_free (self->subject);
  g_free (self->pem);
  g_free (self);
}

gboolean
sendoff_trust_entry_covers (const SendoffTrustEntry *self,
                            const char              *pin,
                            guint                    problems)
{
  if (self == NULL || !sendoff_pin_is_valid (pin) || g_strcmp0 (self->pin, pin) != 0 || (problems & SENDOFF_PROBLEMS_FATAL) != 0)
    return FALSE;

  /* The key is the one that was trusted: against this entry nothing has changed. */
  return self->by_hand || (problems & ~(self->waived | SENDOFF_PROBLEM_CHANGED)) == 0;
}

static void
sendoff_trust_store_finalize (GObject *object)
{
  SendoffTrustStore *self = SENDOFF_TRUST_STORE (object);

  sendoff_change_queue_free (self->queue);
  sendoff_ini_file_free (self->file);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (sendoff_trust_store_parent_class)->finalize (object);
}

static void
sendoff_trust_store_class_init (SendoffTrustStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_trust_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", SENDOFF_TYPE_TRUST_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sendoff_trust_store_init (SendoffTrustStore *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_trust_entry_free);
}

SendoffTrustStore *
sendoff_trust_store_new (const char *config_dir)
{
  SendoffTrustStore *self = g_object_new (SENDOFF_TYPE_TRUST_STORE, NULL);

  self->file = sendoff_ini_file_new (config_dir, FILE_NAME);
  self->queue = sendoff_change_queue_new (self->file);
  return self;
}

/* key_file NULL: nobody is trusted. */
static void
mirror (SendoffTrustStore *self,
        GKeyFile          *key_file)
{
  if (key_file == NULL)
    g_ptr_array_set_size (self->entries, 0);
  else
    {
      g_ptr_array_unref (self->entries);
      self->entries = sendoff_trust_groups_read_all (key_file);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sendoff_trust_store_load (SendoffTrustStore  *self,
                          char              **notice,
                          GError            **error)
{
  g_autoptr(GKeyFile) key_file = NULL;

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);

  key_file = sendoff_ini_file_read (self->file, notice, error);
  mirror (self, key_file);
  return key_file != NULL;
}

SendoffTrustEntry *
sendoff_trust_store_lookup (SendoffTrustStore *self,
                            const char        *host,
                            guint16            port)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  wanted = sendoff_server_groups_dup_host (host);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const SendoffTrustEntry *entry = self->entries->pdata[i];

      if (entry->port == port && strcmp (entry->host, wanted) == 0)
        return sendoff_trust_entry_copy (entry);
    }

  return NULL;
}

GPtrArray *
sendoff_trust_store_list (SendoffTrustStore *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_trust_entry_free);

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), copies);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (copies, sendoff_trust_entry_copy (self->entries->pdata[i]));

  return copies;
}

/* ---- changes ---- */

/* Entry: what is to be trusted; of one that is to be forgotten host and port. */
typedef struct
{
  SendoffTrustEntry *entry;
  SendoffIniChange   apply;
  GKeyFile          *present; /* where there was nothing to forget: what is in the file */
} Change;

static void
free_change (gpointer data)
{
  Change *self = data;

  sendoff_trust_entry_free (self->entry);
  g_clear_pointer (&self->present, g_key_file_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, free_change)

static gboolean
put_entry (GKeyFile  *key_file,
           gpointer   user_data,
           GError   **error)
{
  Change *change = user_data;

  sendoff_trust_groups_put (key_file, change->entry);
  return TRUE;
}

static gboolean
remove_entry (GKeyFile  *key_file,
              gpointer   user_data,
              GError   **error)
{
  Change *change = user_data;
  g_autofree char *shown = NULL, *place = NULL;

  if (sendoff_server_groups_remove (key_file, change->entry->host, change->entry->port))
    return TRUE;

  /* Another program forgot it first: then it is gone here, too. */
  change->present = g_key_file_ref (key_file);
  place = sendoff_host_and_port (change->entry->host, change->entry->port);
  shown = sendoff_display_text (place, -1);
  /* Translators: %s is a host name with a port. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("No certificate is trusted for %s: there is nothing to forget."), shown);
  return FALSE;
}

static Change *
create_change (SendoffIniChange  apply,
               char             *host,
               guint16           port)
{
  Change *self = g_new0 (Change, 1);

  self->apply = apply;
  self->entry = g_new0 (SendoffTrustEntry, 1);
  self->entry->host = host;
  self->entry->port = port;
  self->entry->added = g_get_real_time () / G_USEC_PER_SEC;
  return self;
}

static void
settle (gpointer  self,
        gpointer  change_data,
        GKeyFile *key_file)
{
  const Change *change = change_data;

  if (key_file == NULL)
    key_file = change->present;
  if (key_file != NULL)
    mirror (self, key_file);
}

/* Takes the change. NULL: it was refused already. */
static gboolean
run (SendoffTrustStore  *self,
     Change             *change,
     GError            **error)
{
  g_autoptr(Change) owned = change;
  g_autoptr(GKeyFile) key_file = NULL;

  if (change == NULL)
    return FALSE;

  key_file = sendoff_ini_file_change (self->file, change->apply, change, error);
  settle (self, change, key_file);
  return key_file != NULL;
}

/* Takes both; the error is set where change is NULL. */
static void
run_async (SendoffTrustStore   *self,
           Change              *change,
           GError              *error,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  if (change == NULL)
    g_task_report_error (self, callback, user_data, run_async, error);
  else
    sendoff_change_queue_run_async (self->queue, self, change->apply, change, free_change, settle, callback, user_data);
}

gboolean
sendoff_trust_store_change_finish (SendoffTrustStore  *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  return sendoff_change_queue_run_finish (self, result, error);
}

static Change *
create_exception (const SendoffCertificate  *certificate,
                  GError                   **error)
{
  Change *self;
  char *ascii_host;

  if ((certificate->problems & SENDOFF_PROBLEMS_FATAL) != 0 || !sendoff_pin_is_valid (certificate->pin))
    {
      g_autofree char *host = sendoff_host_to_display (certificate->host);

      /* Translators: %s is a host name. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                   _("The certificate of “%s” has a fault that no exception can be made for."), host);
      return NULL;
    }

  ascii_host = sendoff_host_to_ascii (certificate->host, error);
  if (ascii_host == NULL)
    return NULL;

  self = create_change (put_entry, ascii_host, certificate->port);
  self->entry->pin = g_strdup (certificate->pin);
  self->entry->waived = certificate->problems & ~(guint) SENDOFF_PROBLEM_CHANGED;
  self->entry->sha256 = g_strdup (certificate->sha256);
  self->entry->subject = sendoff_display_text (certificate->subject, -1);
  self->entry->pem = sendoff_server_groups_dup_leaf_pem (certificate);
  return self;
}

gboolean
sendoff_trust_store_add_exception (SendoffTrustStore         *self,
                                   const SendoffCertificate  *certificate,
                                   GError                   **error)
{
  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);
  g_return_val_if_fail (certificate != NULL && certificate->host != NULL && certificate->port != 0, FALSE);

  return run (self, create_exception (certificate, error), error);
}

void
sendoff_trust_store_add_exception_async (SendoffTrustStore        *self,
                                         const SendoffCertificate *certificate,
                                         GAsyncReadyCallback       callback,
                                         gpointer                  user_data)
{
  GError *error = NULL;
  Change *change;

  g_return_if_fail (SENDOFF_IS_TRUST_STORE (self));
  g_return_if_fail (certificate != NULL && certificate->host != NULL && certificate->port != 0);

  change = create_exception (certificate, &error);
  run_async (self, change, error, callback, user_data);
}

static Change *
create_pin (const char  *host,
            guint16      port,
            const char  *pin,
            GError     **error)
{
  Change *self;
  char *ascii_host;

  if (port == 0 || !sendoff_pin_is_valid (pin))
    {
      g_autofree char *shown = sendoff_display_text_short (pin != NULL ? pin : "", -1, 80);

      if (port == 0)
        g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("A port is a number from 1 to 65535."));
      else
        /* Translators: %s is what the user typed; "sha256//" stays. */
        g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                     _("“%s” is not the fingerprint of a key: that is “sha256//” and 44 characters of base64."), shown);
      return NULL;
    }

  ascii_host = sendoff_host_to_ascii (host, error);
  if (ascii_host == NULL)
    return NULL;

  self = create_change (put_entry, ascii_host, port);
  self->entry->pin = g_strdup (pin);
  self->entry->by_hand = TRUE;
  return self;
}

gboolean
sendoff_trust_store_add_pin (SendoffTrustStore  *self,
                             const char         *host,
                             guint16             port,
                             const char         *pin,
                             GError            **error)
{
  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);

  return run (self, create_pin (host, port, pin, error), error);
}

void
sendoff_trust_store_add_pin_async (SendoffTrustStore   *self,
                                   const char          *host,
                                   guint16              port,
                                   const char          *pin,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GError *error = NULL;
  Change *change;

  g_return_if_fail (SENDOFF_IS_TRUST_STORE (self));

  change = create_pin (host, port, pin, &error);
  run_async (self, change, error, callback, user_data);
}

gboolean
sendoff_trust_store_forget (SendoffTrustStore  *self,
                            const char         *host,
                            guint16             port,
                            GError            **error)
{
  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  return run (self, create_change (remove_entry, sendoff_server_groups_dup_host (host), port), error);
}

void
sendoff_trust_store_forget_async (SendoffTrustStore   *self,
                                  const char          *host,
                                  guint16              port,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SENDOFF_IS_TRUST_STORE (self));
  g_return_if_fail (host != NULL);

  run_async (self, create_change (remove_entry, sendoff_server_groups_dup_host (host), port), NULL, callback, user_data);
}
