/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One bare mail address: its rules, its parts, its form for the envelope. Any thread. */

#include "base/mail-address.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3: a path is 256 octets with its angle brackets. */
#define MAX_LOCAL_BYTES 64
#define MAX_ADDRESS_BYTES 254
#define MAX_SHOWN_CHARS 80

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SENDOFF_ERROR, SENDOFF_ERROR_INVALID, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* RFC 5321 atext; beyond ASCII letters, marks and digits only: RFC 6531 would allow what looks like a space, an at sign or
 * a bracket. */
static gboolean
is_atext (gunichar character)
{
  if (character < 0x80)
    return g_ascii_isalnum ((char) character) || strchr ("!#$%&'*+-/=?^_`{|}~", (int) character) != NULL;
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

static gboolean
is_dot_string (const char *local)
{
  return local[0] != '.' && !g_str_has_suffix (local, ".") && strstr (local, "..") == NULL;
}

static gboolean
check_local (const char *local, const char *shown, GError **error)
{
  g_autofree char *safe = sendoff_display_text (local, -1);

  if (*local == '\0')
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: the name before the @ is missing."), shown);
  if (strlen (local) > MAX_LOCAL_BYTES)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: the part before the @ is longer than 64 bytes."), shown);
  if (!g_str_equal (safe, local))
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: it holds invisible or control characters. Type it by hand."), shown);

  for (const char *at = local; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *culprit = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      if (*at != '.' && !is_atext (g_utf8_get_char (at)))
        /* Translators: the first %s is a mail address, the second one character. */
        return refuse (error, _ ("“%s” isn't a mail address: “%s” can't stand before the @."), shown, culprit);
    }

  if (!is_dot_string (local))
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: no dot may stand first, last or beside another dot before the @."), shown);
  return TRUE;
}

/* "[127.0.0.1]" and "[IPv6:::1]" (RFC 5321 section 4.1.3) in their shortest form; NULL for anything else. */
static char *
normalize_literal (const char *domain)
{
  gsize length = strlen (domain);
  g_autofree char *inside = NULL;
  guint8 address[sizeof (struct in6_addr)];
  char shortest[INET6_ADDRSTRLEN];

  if (domain[length - 1] != ']')
    return NULL;

  inside = g_strndup (domain + 1, length - 2);
  if (inet_pton (AF_INET, inside, address) == 1)
    return g_strdup (domain);
  if (g_ascii_strncasecmp (inside, "IPv6:", 5) != 0 || inet_pton (AF_INET6, inside + 5, address) != 1)
    return NULL;

  inet_ntop (AF_INET6, address, shortest, sizeof shortest);
  return g_strdup_printf ("[IPv6:%s]", shortest);
}

/* A host name may end in a dot, a mail domain may not; the wide ones are the dots that IDNA maps to one. */
static gboolean
ends_in_dot (const char *domain)
{
  return g_str_has_suffix (domain, ".") || g_str_has_suffix (domain, "\u3002") || g_str_has_suffix (domain, "\uff0e")
         || g_str_has_suffix (domain, "\uff61");
}

static gboolean
set_domain (SendoffMailAddress *self, const char *domain, const char *shown, GError **error)
{
  if (*domain == '\0')
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: the domain after the @ is missing."), shown);

  if (*domain == '[')
    {
      self->domain = normalize_literal (domain);
      if (self->domain == NULL)
        /* Translators: %s is a mail address as the user typed it. */
        return refuse (error, _ ("“%s” isn't a mail address: what stands in brackets isn't an IP address."), shown);
      self->domain_unicode = g_strdup (self->domain);
      return TRUE;
    }

  self->domain = ends_in_dot (domain) ? NULL : sendoff_host_to_ascii (domain, NULL);
  if (self->domain == NULL)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: what stands after the @ isn't a domain name. Check its spelling."), shown);
  if (sendoff_host_is_ip_address (self->domain))
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: an IP address after the @ must stand in brackets, like user@[192.0.2.1]."),
                   shown);

  self->domain_unicode = sendoff_host_to_display (self->domain);
  return TRUE;
}

static gboolean
check_whole (const char *text, const char *shown, GError **error)
{
  const char *at = strchr (text, '@');

  if (*text == '\0')
    return refuse (error, "%s", _ ("The mail address is missing. Type one such as name@example.com."));
  if (!g_utf8_validate (text, -1, NULL))
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: it holds bytes that aren't text."), shown);
  if (strpbrk (text, "<>") != NULL)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a bare mail address. Type only what stands between “<” and “>”."), shown);
  if (*text == '"')
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” can't be used: an address with quotation marks before the @ isn't supported."), shown);
  if (strchr (text, ' ') != NULL)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: it holds a space. Type only the address, without a name."), shown);
  if (at == NULL)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't a mail address: the @ is missing."), shown);
  if (strchr (at + 1, '@') != NULL)
    /* Translators: %s is a mail address as the user typed it. */
    return refuse (error, _ ("“%s” isn't one mail address: it holds more than one @."), shown);
  return TRUE;
}

static gboolean
fits (const SendoffMailAddress *self)
{
  gsize domain_bytes = MAX (strlen (self->domain), strlen (self->domain_unicode));

  return strlen (self->local) + 1 + domain_bytes <= MAX_ADDRESS_BYTES;
}

SendoffMailAddress *
sendoff_mail_address_parse (const char *text, GError **error)
{
  g_autoptr (SendoffMailAddress) self = g_new0 (SendoffMailAddress, 1);
  g_autofree char *shown = NULL;
  const char *at;

  g_return_val_if_fail (text != NULL, NULL);

  shown = sendoff_display_text_short (text, -1, MAX_SHOWN_CHARS);
  if (!check_whole (text, shown, error))
    return NULL;

  at = strchr (text, '@');
  self->local = g_strndup (text, (gsize) (at - text));
  self->is_ascii = g_str_is_ascii (self->local);
  if (!check_local (self->local, shown, error) || !set_domain (self, at + 1, shown, error))
    return NULL;
  if (!fits (self))
    {
      /* Translators: %s is a mail address as the user typed it. */
      refuse (error, _ ("“%s” isn't a mail address: it is longer than 254 bytes."), shown);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
sendoff_mail_address_free (SendoffMailAddress *self)
{
  if (self == NULL)
    return;

  g_free (self->local);
  g_free (self->domain);
  g_free (self->domain_unicode);
  g_free (self);
}

char *
sendoff_mail_address_to_wire (const SendoffMailAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat (self->local, "@", self->is_ascii ? self->domain : self->domain_unicode, NULL);
}
