/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the keys of seen.ini, and how much may be in it. Any thread. */
#include "store/seen-groups.h"

#include <string.h>

#include "store/server-groups.h"

#define PEM_KEY        "pem"
#define PIN_KEY        "pin"
#define SHA256_KEY     "sha256"
#define ISSUER_KEY     "issuer"
#define FIRST_SEEN_KEY "first-seen"
#define LAST_SEEN_KEY  "last-seen"

char *
sendoff_seen_groups_dup_key (const char *host,
                             guint16     port)
{
  return g_strdup_printf ("%s %u", host, port);
}

static SendoffSeenEntry *
read_entry (GKeyFile   *key_file,
            const char *group)
{
  g_autoptr(SendoffSeenEntry) self = g_new0 (SendoffSeenEntry, 1);

  self->pin = g_key_file_get_string (key_file, group, PIN_KEY, NULL);
  self->sha256 = g_key_file_get_string (key_file, group, SHA256_KEY, NULL);
  if (!sendoff_server_groups_read_address (key_file, group, &self->host, &self->port) || !sendoff_pin_is_valid (self->pin)
      || self->sha256 == NULL)
    return NULL;

  self->pem = g_key_file_get_string (key_file, group, PEM_KEY, NULL);
  self->issuer = g_key_file_get_string (key_file, group, ISSUER_KEY, NULL);
  if (self->issuer == NULL)
    self->issuer = g_strdup ("");
  self->first_seen = sendoff_server_groups_get_time (key_file, group, FIRST_SEEN_KEY);
  self->last_seen = sendoff_server_groups_get_time (key_file, group, LAST_SEEN_KEY);
  return g_steal_pointer (&self);
}

GHashTable *
sendoff_seen_groups_read_all (GKeyFile *key_file)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sendoff_seen_entry_free);
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      SendoffSeenEntry *entry = g_uuid_string_is_valid (groups[i]) ? read_entry (key_file, groups[i]) : NULL;
      g_autofree char *key = entry != NULL ? sendoff_seen_groups_dup_key (entry->host, entry->port) : NULL;

      if (entry != NULL && g_hash_table_contains (entries, key))
        sendoff_seen_entry_free (entry);
      else if (entry != NULL)
        g_hash_table_insert (entries, g_steal_pointer (&key), entry);
    }

  return entries;
}

typedef struct
{
  const char *group;
  gint64      last_seen;
  gsize       n_bytes;
} Place;

static int
compare_by_last_seen (gconstpointer a,
                      gconstpointer b)
{
  const Place *first = a, *second = b;

  return first->last_seen < second->last_seen ? 1 : first->last_seen > second->last_seen ? -1 : 0;
}

static GArray *
list_places (GKeyFile *key_file,
             GStrv     groups)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr(SendoffSeenEntry) entry = g_uuid_string_is_valid (groups[i]) ? read_entry (key_file, groups[i]) : NULL;
      Place place = { groups[i], entry != NULL ? entry->last_seen : 0, entry != NULL && entry->pem != NULL ? strlen (entry->pem) : 0 };

      if (entry != NULL)
        g_array_append_val (places, place);
    }

  g_array_sort (places, compare_by_last_seen);
  return places;
}

static void
drop_oldest (GKeyFile *key_file)
{
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);
  g_autoptr(GArray) places = list_places (key_file, groups);
  gsize n_bytes = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      n_bytes += place->n_bytes;
      if (i >= SENDOFF_SEEN_MAX_ENTRIES || n_bytes > SENDOFF_SEEN_MAX_PEM_BYTES)
        g_key_file_remove_group (key_file, place->group, NULL);
    }
}

void
sendoff_seen_groups_put (GKeyFile               *key_file,
                         const SendoffSeenEntry *entry)
{
  g_autofree char *group = sendoff_server_groups_ensure (key_file, entry->host, entry->port);
  g_autoptr(SendoffSeenEntry) present = read_entry (key_file, group);
  gboolean is_known = present != NULL && strcmp (present->sha256, entry->sha256) == 0 && present->first_seen != 0;

  sendoff_server_groups_set_string (key_file, group, PEM_KEY, entry->pem);
  g_key_file_set_string (key_file, group, PIN_KEY, entry->pin);
  g_key_file_set_string (key_file, group, SHA256_KEY, entry->sha256);
  g_key_file_set_string (key_file, group, ISSUER_KEY, entry->issuer);
  sendoff_server_groups_set_time (key_file, group, FIRST_SEEN_KEY, is_known ? present->first_seen : entry->first_seen);
  sendoff_server_groups_set_time (key_file, group, LAST_SEEN_KEY, entry->last_seen);
  drop_oldest (key_file);
}
