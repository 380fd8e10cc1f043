/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the keys of trust.ini. Any thread. */
#include "store/trust-groups.h"

#include <string.h>

#include "base/domain-name.h"

#define HOST_KEY    "host"
#define PORT_KEY    "port"
#define PIN_KEY     "pin"
#define BY_HAND_KEY "by-hand"
#define WAIVED_KEY  "waived"
#define SHA256_KEY  "sha256"
#define SUBJECT_KEY "subject"
#define ADDED_KEY   "added"
#define PEM_KEY     "pem"

#define OWN_GROUP  "sendoff"
#define FORMAT_KEY "format"
#define FORMAT     1

char *
sendoff_trust_groups_dup_host (const char *host)
{
  char *ascii = sendoff_host_to_ascii (host, NULL);

  return ascii != NULL ? ascii : g_ascii_strdown (host, -1);
}

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

static gint64
read_added (GKeyFile   *key_file,
            const char *group)
{
  g_autofree char *text = g_key_file_get_string (key_file, group, ADDED_KEY, NULL);
  g_autoptr(GDateTime) added = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return added != NULL ? g_date_time_to_unix (added) : 0;
}

static gboolean
read_address (GKeyFile    *key_file,
              const char  *group,
              char       **host,
              guint16     *port)
{
  g_autofree char *text = g_key_file_get_string (key_file, group, HOST_KEY, NULL);
  int number = g_key_file_get_integer (key_file, group, PORT_KEY, NULL);

  if (text == NULL || number < 1 || number > G_MAXUINT16)
    return FALSE;

  *host = sendoff_host_to_ascii (text, NULL);
  *port = (guint16) number;
  return *host != NULL;
}

static SendoffTrustEntry *
read_entry (GKeyFile   *key_file,
            const char *group)
{
  g_autoptr(SendoffTrustEntry) self = g_new0 (SendoffTrustEntry, 1);
  g_autoptr(GError) error = NULL;

  self->pin = g_key_file_get_string (key_file, group, PIN_KEY, NULL);
  self->by_hand = g_key_file_get_boolean (key_file, group, BY_HAND_KEY, &error);
  if (!read_address (key_file, group, &self->host, &self->port) || !sendoff_pin_is_valid (self->pin)
      || g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE))
    return NULL;

  self->added = read_added (key_file, group);
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
set_or_remove (GKeyFile   *key_file,
               const char *group,
               const char *key,
               const char *value)
{
  if (value != NULL)
    g_key_file_set_string (key_file, group, key, value);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
}

static void
write_entry (GKeyFile                *key_file,
             const char              *group,
             const SendoffTrustEntry *entry)
{
  g_auto(GStrv) waived = sendoff_problems_to_strings (entry->waived);
  g_autoptr(GDateTime) added = g_date_time_new_from_unix_utc (entry->added);
  g_autofree char *added_text = g_date_time_format_iso8601 (added);

  g_key_file_set_string (key_file, group, HOST_KEY, entry->host);
  g_key_file_set_integer (key_file, group, PORT_KEY, entry->port);
  g_key_file_set_string (key_file, group, PIN_KEY, entry->pin);
  g_key_file_set_boolean (key_file, group, BY_HAND_KEY, entry->by_hand);
  if (entry->by_hand)
    g_key_file_remove_key (key_file, group, WAIVED_KEY, NULL);
  else
    g_key_file_set_string_list (key_file, group, WAIVED_KEY, (const char *const *) waived, g_strv_length (waived));
  set_or_remove (key_file, group, SHA256_KEY, entry->sha256);
  set_or_remove (key_file, group, SUBJECT_KEY, entry->subject);
  g_key_file_set_string (key_file, group, ADDED_KEY, added_text);
  set_or_remove (key_file, group, PEM_KEY, entry->pem);
}

/* All groups for the address but the first go, and that one's name comes back: an address may stand there more
 * than once, after an edit by hand. */
static char *
keep_first_group (GKeyFile   *key_file,
                  const char *host,
                  guint16     port)
{
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);
  g_autofree char *first = NULL;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *group_host = NULL;
      guint16 group_port;

      if (!g_uuid_string_is_valid (groups[i]) || !read_address (key_file, groups[i], &group_host, &group_port)
          || group_port != port || strcmp (group_host, host) != 0)
        continue;

      if (first == NULL)
        first = g_strdup (groups[i]);
      else
        g_key_file_remove_group (key_file, groups[i], NULL);
    }

  return g_steal_pointer (&first);
}

/* GLib's random numbers repeat in processes forked from one another. */
static char *
choose_group (GKeyFile *key_file)
{
  char *group = g_uuid_string_random ();

  while (g_key_file_has_group (key_file, group))
    {
      g_free (group);
      group = g_uuid_string_random ();
    }

  return group;
}

void
sendoff_trust_groups_put (GKeyFile                *key_file,
                          const SendoffTrustEntry *entry)
{
  g_autofree char *group = keep_first_group (key_file, entry->host, entry->port);

  if (group == NULL)
    group = choose_group (key_file);
  if (!g_key_file_has_key (key_file, OWN_GROUP, FORMAT_KEY, NULL))
    g_key_file_set_integer (key_file, OWN_GROUP, FORMAT_KEY, FORMAT);
  write_entry (key_file, group, entry);
}

gboolean
sendoff_trust_groups_remove (GKeyFile   *key_file,
                             const char *host,
                             guint16     port)
{
  g_autofree char *group = keep_first_group (key_file, host, port);

  return group != NULL && g_key_file_remove_group (key_file, group, NULL);
}
