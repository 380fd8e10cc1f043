/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the keys of trust.ini. Any thread. */
#include "store/trust-groups.h"

#include <string.h>

#include "store/server-groups.h"

#define PIN_KEY     "pin"
#define BY_HAND_KEY "by-hand"
#define WAIVED_KEY  "waived"
#define SHA256_KEY  "sha256"
#define SUBJECT_KEY "subject"
#define ADDED_KEY   "added"
#define PEM_KEY     "pem"

/* A fatal problem is never waived, whatever a file says; a word from a later version waives nothing. */
static guint
read_waived (GKeyFile   *key_file,
             const char *group)
{
  g_auto(GStrv) words = g_key_file_get_string_list (key_file, group, WAIVED_KEY, NULL, NULL);
  guint waived = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      SendoffCertificateProblem problem;

      if (sendoff_problem_from_string (words[i], &problem))
        waived |= problem;
    }

  return waived & ~(guint) (SENDOFF_PROBLEMS_FATAL | SENDOFF_PROBLEM_CHANGED);
}

static SendoffTrustEntry *
read_entry (GKeyFile   *key_file,
            const char *group)
{
  g_autoptr(SendoffTrustEntry) self = g_new0 (SendoffTrustEntry, 1);
  g_autoptr(GError) error = NULL;

  self->pin = g_key_file_get_string (key_file, group, PIN_KEY, NULL);
  self->by_hand = g_key_file_get_boolean (key_file, group, BY_HAND_KEY, &error);
  if (!sendoff_server_groups_read_address (key_file, group, &self->host, &self->port) || !sendoff_pin_is_valid (self->pin)
      || g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE))
    return NULL;

  self->added = sendoff_server_groups_get_time (key_file, group, ADDED_KEY);
  if (self->by_hand)
    return g_steal_pointer (&self);

  self->waived = read_waived (key_file, group);
  self->sha256 = g_key_file_get_string (key_file, group, SHA256_KEY, NULL);
  self->subject = g_key_file_get_string (key_file, group, SUBJECT_KEY, NULL);
  self->pem = g_key_file_get_string (key_file, group, PEM_KEY, NULL);
  return g_steal_pointer (&self);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const SendoffTrustEntry *first = *(const SendoffTrustEntry *const *) a;
  const SendoffTrustEntry *second = *(const SendoffTrustEntry *const *) b;
  int order = strcmp (first->host, second->host);

  return order != 0 ? order : (int) first->port - (int) second->port;
}

static gboolean
contains (GPtrArray               *entries,
          const SendoffTrustEntry *wanted)
{
  for (guint i = 0; i < entries->len; i++)
    if (compare_entries (&entries->pdata[i], &wanted) == 0)
      return TRUE;

  return FALSE;
}

GPtrArray *
sendoff_trust_groups_read_all (GKeyFile *key_file)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_trust_entry_free);
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr(SendoffTrustEntry) entry = NULL;

      if (!g_uuid_string_is_valid (groups[i]))
        continue;

      entry = read_entry (key_file, groups[i]);
      if (entry != NULL && !contains (entries, entry))
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }

  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static void
write_entry (GKeyFile                *key_file,
             const char              *group,
             const SendoffTrustEntry *entry)
{
  g_auto(GStrv) waived = sendoff_problems_to_strings (entry->waived);

  g_key_file_set_string (key_file, group, PIN_KEY, entry->pin);
  g_key_file_set_boolean (key_file, group, BY_HAND_KEY, entry->by_hand);
  if (entry->by_hand)
    g_key_file_remove_key (key_file, group, WAIVED_KEY, NULL);
  else
    g_key_file_set_string_list (key_file, group, WAIVED_KEY, (const char *const *) waived, g_strv_length (waived));
  sendoff_server_groups_set_string (key_file, group, SHA256_KEY, entry->sha256);
  sendoff_server_groups_set_string (key_file, group, SUBJECT_KEY, entry->subject);
  sendoff_server_groups_set_time (key_file, group, ADDED_KEY, entry->added);
  sendoff_server_groups_set_string (key_file, group, PEM_KEY, entry->pem);
}

void
sendoff_trust_groups_put (GKeyFile                *key_file,
                          const SendoffTrustEntry *entry)
{
  g_autofree char *group = sendoff_server_groups_ensure (key_file, entry->host, entry->port);

  write_entry (key_file, group, entry);
}
