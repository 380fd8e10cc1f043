/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how a file has one group for each server. Any thread. */
#include "store/server-groups.h"

#include <string.h>

#include "base/domain-name.h"

#define HOST_KEY "host"
#define PORT_KEY "port"
#define PEM_END  "-----END CERTIFICATE-----\n"

#define OWN_GROUP  "sendoff"
#define FORMAT_KEY "format"
#define FORMAT     1

char *
sendoff_server_groups_dup_host (const char *host)
{
  char *ascii = sendoff_host_to_ascii (host, NULL);

  return ascii != NULL ? ascii : g_ascii_strdown (host, -1);
}

gboolean
sendoff_server_groups_read_address (GKeyFile    *key_file,
                                    const char  *group,
                                    char       **host,
                                    guint16     *port)
{
  g_autofree char *text = g_key_file_get_string (key_file, group, HOST_KEY, NULL);
  int number = g_key_file_get_integer (key_file, group, PORT_KEY, NULL);

  *host = NULL;
  if (text == NULL || number < 1 || number > G_MAXUINT16)
    return FALSE;

  *host = sendoff_host_to_ascii (text, NULL);
  *port = (guint16) number;
  return *host != NULL;
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

      if (!g_uuid_string_is_valid (groups[i]) || !sendoff_server_groups_read_address (key_file, groups[i], &group_host, &group_port)
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

char *
sendoff_server_groups_ensure (GKeyFile   *key_file,
                              const char *host,
                              guint16     port)
{
  char *group = keep_first_group (key_file, host, port);

  if (group == NULL)
    group = choose_group (key_file);
  if (!g_key_file_has_key (key_file, OWN_GROUP, FORMAT_KEY, NULL))
    g_key_file_set_integer (key_file, OWN_GROUP, FORMAT_KEY, FORMAT);
  g_key_file_set_string (key_file, group, HOST_KEY, host);
  g_key_file_set_integer (key_file, group, PORT_KEY, port);
  return group;
}

gboolean
sendoff_server_groups_remove (GKeyFile   *key_file,
                              const char *host,
                              guint16     port)
{
  g_autofree char *group = keep_first_group (key_file, host, port);

  return group != NULL && g_key_file_remove_group (key_file, group, NULL);
}

void
sendoff_server_groups_set_string (GKeyFile   *key_file,
                                  const char *group,
                                  const char *key,
                                  const char *value)
{
  if (value != NULL)
    g_key_file_set_string (key_file, group, key, value);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
}

void
sendoff_server_groups_set_time (GKeyFile   *key_file,
                                const char *group,
                                const char *key,
                                gint64      time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format_iso8601 (date);

  g_key_file_set_string (key_file, group, key, text);
}

gint64
sendoff_server_groups_get_time (GKeyFile   *key_file,
                                const char *group,
                                const char *key)
{
  g_autofree char *text = g_key_file_get_string (key_file, group, key, NULL);
  g_autoptr(GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

char *
sendoff_server_groups_dup_leaf_pem (const SendoffCertificate *certificate)
{
  g_autofree char *chain = sendoff_certificate_to_pem (certificate);
  char *end = strstr (chain, PEM_END);

  return end != NULL ? g_strndup (chain, (gsize) (end - chain) + strlen (PEM_END)) : NULL;
}
