/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what a subject's common name may look like beside the names that count. Any thread. */
#include "tls/common-name.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/domain-name.h"

#define MAX_NAME 256

/* As old and new programs read addresses: with octal and hexadecimal parts, in any letters; NULL: it is none. */
static GBytes *
read_address (const char *text)
{
  struct in_addr v4;
  struct in6_addr v6;

  if (inet_aton (text, &v4) != 0)
    return g_bytes_new (&v4, sizeof v4);
  if (inet_pton (AF_INET6, text, &v6) == 1)
    return g_bytes_new (&v6, sizeof v6);
  return NULL;
}

static gboolean
is_written_properly (const char *text,
                     GBytes     *address)
{
  char written[INET6_ADDRSTRLEN];
  int family = g_bytes_get_size (address) == 4 ? AF_INET : AF_INET6;

  return inet_ntop (family, g_bytes_get_data (address, NULL), written, sizeof written) != NULL && strcmp (written, text) == 0;
}

static gboolean
has_top_level (const char *name,
               const char *top_level)
{
  return g_str_has_suffix (name, top_level) && name[strlen (name) - strlen (top_level) - 1] == '.';
}

/* Of the same top-level domain as one of the names, which tells it from a person's name with a dot. */
static gboolean
is_internationalized (const char            *text,
                      const SendoffAltNames *names)
{
  const char *dot = strrchr (text, '.');

  if (dot == NULL || dot == text || dot[1] == '\0' || (g_str_is_ascii (text) && strstr (text, "xn--") == NULL))
    return FALSE;

  for (guint i = 0; i < names->dns->len; i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (names->dns->pdata[i], &length);
      g_autofree char *name = length > 0 ? g_ascii_strdown (data, (gssize) length) : NULL;
      g_autofree char *top_level = g_ascii_strdown (dot + 1, -1);

      if (name != NULL && strlen (name) > strlen (top_level) && has_top_level (name, top_level))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_among (const char            *text,
          const SendoffAltNames *names)
{
  gboolean is_wildcard = g_str_has_prefix (text, "*.");
  g_autofree char *ascii = sendoff_host_to_ascii (is_wildcard ? text + 2 : text, NULL);
  g_autofree char *whole = ascii != NULL ? g_strconcat (is_wildcard ? "*." : "", ascii, NULL) : NULL;

  /* No host's name at all. */
  if (whole == NULL)
    return TRUE;

  for (guint i = 0; i < names->dns->len; i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (names->dns->pdata[i], &length);

      if (length == strlen (whole) && g_ascii_strncasecmp (data, whole, length) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
sendoff_common_name_misleads (gnutls_x509_crt_t      certificate,
                              const SendoffAltNames *names)
{
  char text[MAX_NAME];
  size_t size = sizeof text;
  g_autoptr(GBytes) address = NULL;

  if (gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, text, &size) < 0
      || memchr (text, '\0', size) != NULL || !g_utf8_validate_len (text, size, NULL))
    return FALSE;
  text[size] = '\0';

  address = read_address (text);
  if (address != NULL)
    return !is_written_properly (text, address) && g_ptr_array_find_with_equal_func (names->addresses, address, g_bytes_equal, NULL);
  return is_internationalized (text, names) && !is_among (text, names);
}
