/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns reading a certificate's alternative names and comparing them with a host. Any thread. */
#include "tls/alt-names.h"

#include <string.h>

#include <gio/gio.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "tls/der.h"
#include "tls/gnutls-auto.h"

#define OID_SUBJECT_ALT_NAME "2.5.29.17"

/* RFC 5280, section 4.2.1.6: GeneralName's implicit tags. */
#define TAG_DNS_NAME   0x82
#define TAG_IP_ADDRESS 0x87

static gboolean
is_plain_ascii (const gnutls_datum_t *name)
{
  for (unsigned i = 0; i < name->size; i++)
    if (name->data[i] <= 0x20 || name->data[i] >= 0x7f)
      return FALSE;

  return name->size > 0;
}

static gboolean
read_names (SendoffAltNames *self,
            gnutls_datum_t   extension)
{
  gnutls_datum_t names, value;
  guint8 tag;

  if (!sendoff_der_take_tag (&extension, SENDOFF_DER_SEQUENCE, &names) || extension.size != 0)
    return FALSE;

  while (names.size > 0)
    {
      if (!sendoff_der_take (&names, &tag, &value))
        return FALSE;

      if (tag == TAG_DNS_NAME)
        {
          if (memchr (value.data, '\0', value.size) != NULL)
            self->is_malformed = TRUE;
          g_ptr_array_add (self->dns, g_bytes_new (value.data, value.size));
        }
      else if (tag == TAG_IP_ADDRESS)
        {
          if (value.size != 4 && value.size != 16)
            return FALSE;
          g_ptr_array_add (self->addresses, g_bytes_new (value.data, value.size));
        }
    }

  return TRUE;
}

SendoffAltNames *
sendoff_alt_names_read (gnutls_x509_crt_t certificate)
{
  SendoffAltNames *self = g_new0 (SendoffAltNames, 1);
  g_auto(OwnedDatum) extension = { NULL, 0 };
  int result;

  self->dns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  result = gnutls_x509_crt_get_extension_by_oid2 (certificate, OID_SUBJECT_ALT_NAME, 0, &extension, NULL);
  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return self;
  if (result < 0 || !read_names (self, extension))
    self->is_malformed = TRUE;

  return self;
}

void
sendoff_alt_names_free (SendoffAltNames *self)
{
  g_ptr_array_unref (self->dns);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static char *
address_to_string (GBytes *bytes)
{
  gboolean is_v4 = g_bytes_get_size (bytes) == 4;
  g_autoptr(GInetAddress) address = g_inet_address_new_from_bytes (g_bytes_get_data (bytes, NULL),
                                                                   is_v4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);

  return g_inet_address_to_string (address);
}

char **
sendoff_alt_names_to_strings (const SendoffAltNames *self)
{
  g_autoptr(GPtrArray) strings = g_ptr_array_new ();

  for (guint i = 0; i < self->dns->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (self->dns->pdata[i], &length);

      if (length == 0)
        g_ptr_array_add (strings, g_strdup (""));
      else if (g_utf8_validate_len (name, length, NULL))
        g_ptr_array_add (strings, g_strndup (name, length));
      else
        g_ptr_array_add (strings, sendoff_display_text (name, length));
    }
  for (guint i = 0; i < self->addresses->len; i++)
    g_ptr_array_add (strings, address_to_string (self->addresses->pdata[i]));
  g_ptr_array_add (strings, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
}

static gboolean
address_matches (const SendoffAltNames *self,
                 const char            *host)
{
  g_autofree char *without_zone = g_strndup (host, strcspn (host, "%"));
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (without_zone);
  g_autoptr(GBytes) bytes = NULL;

  if (address == NULL)
    return FALSE;

  bytes = g_bytes_new (g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  return g_ptr_array_find_with_equal_func (self->addresses, bytes, g_bytes_equal, NULL);
}

/* The part of the host that a wildcard's parent has to equal: what follows the first label. */
static gboolean
wildcard_matches (const char *parent,
                  const char *host)
{
  const char *host_parent = strchr (host, '.');

  if (host_parent == NULL || host_parent == host || strchr (parent, '.') == NULL)
    return FALSE;

  return g_ascii_strcasecmp (parent, host_parent + 1) == 0 && !sendoff_domain_is_public_suffix (host_parent + 1);
}

static gboolean
name_matches (GBytes     *bytes,
              const char *host)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *name = NULL;

  if (!is_plain_ascii (&(gnutls_datum_t) { (unsigned char *) data, length }))
    return FALSE;

  name = g_strndup (data, length);
  if (g_str_has_prefix (name, "*."))
    return wildcard_matches (name + 2, host);

  return g_ascii_strcasecmp (name, host) == 0;
}

gboolean
sendoff_alt_names_match (const SendoffAltNames *self,
                         const char            *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  if (sendoff_host_is_ip_address (host))
    return address_matches (self, host);

  for (guint i = 0; i < self->dns->len; i++)
    if (name_matches (self->dns->pdata[i], host))
      return TRUE;

  return FALSE;
}
