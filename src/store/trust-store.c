/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns trust.ini and the entries that mirror it. */
#include "store/trust-store.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "store/ini-file.h"
#include "store/trust-groups.h"

#define FILE_NAME "trust.ini"
#define PEM_END   "-----END CERTIFICATE-----\n"

struct _SendoffTrustStore
{
  GObject parent_instance;

  SendoffIniFile *file;
  GPtrArray *entries;  /* SendoffTrustEntry */
};

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

  sendoff_ini_file_free (self->file);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (sendoff_trust_store_parent_class)->finalize (object);
}

static void
sendoff_trust_store_class_init (SendoffTrustStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_trust_store_finalize;
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
  return self;
}

static void
mirror (SendoffTrustStore *self,
        GKeyFile          *key_file)
{
  g_ptr_array_unref (self->entries);
  self->entries = sendoff_trust_groups_read_all (key_file);
}

gboolean
sendoff_trust_store_load (SendoffTrustStore  *self,
                          char              **notice,
                          GError            **error)
{
  g_autoptr(GKeyFile) key_file = NULL;

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);

  key_file = sendoff_ini_file_read (self->file, notice, error);
  if (key_file == NULL)
    {
      g_ptr_array_set_size (self->entries, 0);
      return FALSE;
    }

  mirror (self, key_file);
  return TRUE;
}

SendoffTrustEntry *
sendoff_trust_store_lookup (SendoffTrustStore *self,
                            const char        *host,
                            guint16            port)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  wanted = sendoff_trust_groups_dup_host (host);
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

static gboolean
put_entry (GKeyFile  *key_file,
           gpointer   user_data,
           GError   **error)
{
  sendoff_trust_groups_put (key_file, user_data);
  return TRUE;
}

static gboolean
add_entry (SendoffTrustStore  *self,
           SendoffTrustEntry  *entry,
           GError            **error)
{
  g_autoptr(GKeyFile) key_file = NULL;

  entry->added = g_get_real_time () / G_USEC_PER_SEC;
  key_file = sendoff_ini_file_change (self->file, put_entry, entry, error);
  if (key_file == NULL)
    return FALSE;

  mirror (self, key_file);
  return TRUE;
}

/* The first certificate of the chain. */
static char *
dup_leaf_pem (const SendoffCertificate *certificate)
{
  g_autofree char *chain = sendoff_certificate_to_pem (certificate);
  char *end = strstr (chain, PEM_END);

  return end != NULL ? g_strndup (chain, (gsize) (end - chain) + strlen (PEM_END)) : NULL;
}

gboolean
sendoff_trust_store_add_exception (SendoffTrustStore         *self,
                                   const SendoffCertificate  *certificate,
                                   GError                   **error)
{
  g_autoptr(SendoffTrustEntry) entry = g_new0 (SendoffTrustEntry, 1);

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);
  g_return_val_if_fail (certificate != NULL && certificate->host != NULL && certificate->port != 0, FALSE);

  if ((certificate->problems & SENDOFF_PROBLEMS_FATAL) != 0 || !sendoff_pin_is_valid (certificate->pin))
    {
      g_autofree char *host = sendoff_host_to_display (certificate->host);

      /* Translators: %s is a host name. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                   _("The certificate of “%s” has a fault that no exception can be made for."), host);
      return FALSE;
    }

  entry->host = sendoff_host_to_ascii (certificate->host, error);
  if (entry->host == NULL)
    return FALSE;

  entry->port = certificate->port;
  entry->pin = g_strdup (certificate->pin);
  entry->waived = certificate->problems & ~(guint) SENDOFF_PROBLEM_CHANGED;
  entry->sha256 = g_strdup (certificate->sha256);
  entry->subject = sendoff_display_text (certificate->subject, -1);
  entry->pem = dup_leaf_pem (certificate);
  return add_entry (self, entry, error);
}

gboolean
sendoff_trust_store_add_pin (SendoffTrustStore  *self,
                             const char         *host,
                             guint16             port,
                             const char         *pin,
                             GError            **error)
{
  g_autoptr(SendoffTrustEntry) entry = g_new0 (SendoffTrustEntry, 1);

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);

  if (port == 0 || !sendoff_pin_is_valid (pin))
    {
      g_autofree char *shown = sendoff_display_text_short (pin != NULL ? pin : "", -1, 80);

      if (port == 0)
        g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("A port is a number from 1 to 65535."));
      else
        /* Translators: %s is what the user typed; "sha256//" stays. */
        g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                     _("“%s” is not the fingerprint of a key: that is “sha256//” and 44 characters of base64."), shown);
      return FALSE;
    }

  entry->host = sendoff_host_to_ascii (host, error);
  if (entry->host == NULL)
    return FALSE;

  entry->port = port;
  entry->pin = g_strdup (pin);
  entry->by_hand = TRUE;
  return add_entry (self, entry, error);
}

typedef struct { const char *host; guint16 port; } Address;

static gboolean
remove_entry (GKeyFile  *key_file,
              gpointer   user_data,
              GError   **error)
{
  const Address *address = user_data;
  g_autofree char *shown = NULL, *place = NULL;

  if (sendoff_trust_groups_remove (key_file, address->host, address->port))
    return TRUE;

  place = sendoff_host_and_port (address->host, address->port);
  shown = sendoff_display_text (place, -1);
  /* Translators: %s is a host name with a port. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND, _("No certificate is trusted for %s: there is nothing to forget."), shown);
  return FALSE;
}

gboolean
sendoff_trust_store_forget (SendoffTrustStore  *self,
                            const char         *host,
                            guint16             port,
                            GError            **error)
{
  g_autofree char *wanted = NULL;
  g_autoptr(GKeyFile) key_file = NULL;
  g_autoptr(GError) fault = NULL;
  Address address;

  g_return_val_if_fail (SENDOFF_IS_TRUST_STORE (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  wanted = sendoff_trust_groups_dup_host (host);
  address = (Address) { wanted, port };
  key_file = sendoff_ini_file_change (self->file, remove_entry, &address, &fault);
  if (key_file != NULL)
    {
      mirror (self, key_file);
      return TRUE;
    }

  /* Another program forgot it first: then it is gone here, too. */
  if (g_error_matches (fault, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND))
    sendoff_trust_store_load (self, NULL, NULL);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
