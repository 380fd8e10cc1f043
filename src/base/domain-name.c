/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Host names: what is wrong with one in words, the form to show, ports, public suffixes. Any thread. */

#include "base/domain-name.h"

#include "base/display-text.h"
#include "base/domain-rules.h"
#include "base/domain-script.h"
#include "base/error.h"
#include "base/number.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>
#include <libpsl.h>
#include <string.h>

#define MAX_SHOWN_CHARS 80

static void G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SENDOFF_ERROR, SENDOFF_ERROR_INVALID, format, arguments));
  va_end (arguments);
}

static void
refuse_host (SendoffHostRule rule, const char *typed, GError **error)
{
  g_autofree char *shown = sendoff_display_text_short (typed, -1, MAX_SHOWN_CHARS);

  switch (rule)
    {
    case SENDOFF_HOST_RULE_NONE:
      g_return_if_reached ();
    case SENDOFF_HOST_RULE_EMPTY:
      refuse (error, "%s", _ ("The name of the server is missing. Type a name such as mail.example.com."));
      return;
    case SENDOFF_HOST_RULE_NOT_UTF8:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: it holds bytes that aren't text."), shown);
      return;
    case SENDOFF_HOST_RULE_TOO_LONG:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: it is longer than 253 characters."), shown);
      return;
    case SENDOFF_HOST_RULE_LABEL_TOO_LONG:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: a part between two dots is longer than 63 characters."), shown);
      return;
    case SENDOFF_HOST_RULE_EMPTY_LABEL:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: a part before, after or between its dots is empty."), shown);
      return;
    case SENDOFF_HOST_RULE_CHARACTER:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: it may hold only letters, digits, hyphens, underscores and dots."), shown);
      return;
    case SENDOFF_HOST_RULE_HYPHEN:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: no part of it may begin or end with a hyphen."), shown);
      return;
    case SENDOFF_HOST_RULE_IPV4:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” is neither a server name nor a whole IP address, which has four numbers from 0 to 255."), shown);
      return;
    case SENDOFF_HOST_RULE_IPV6:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name, as it holds a colon, and it isn't an IPv6 address. The port has a field of its own."),
              shown);
      return;
    case SENDOFF_HOST_RULE_IDN:
      /* Translators: %s is a server name as the user typed it. */
      refuse (error, _ ("“%s” isn't a server name: some of its letters can't be used in an international name."), shown);
      return;
    }
}

char *
sendoff_host_to_ascii (const char *host, GError **error)
{
  char *ascii = NULL;
  SendoffHostRule rule = sendoff_host_convert (host, &ascii);

  if (rule != SENDOFF_HOST_RULE_NONE)
    refuse_host (rule, host, error);
  return ascii;
}

static char *
label_to_unicode (const char *label, gboolean has_native_top)
{
  char *unicode = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *safe = NULL;

  if (!g_str_has_prefix (label, "xn--") || idn2_to_unicode_8z8z (label, &unicode, IDN2_NONTRANSITIONAL) != IDN2_OK)
    return g_strdup (label);

  shown = g_strdup (unicode);
  idn2_free (unicode);
  safe = sendoff_display_text (shown, -1);
  if (!g_str_equal (safe, shown) || sendoff_label_is_deceptive (shown, has_native_top))
    return g_strdup (label);

  return g_steal_pointer (&shown);
}

static char *
name_to_unicode (const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);
  g_autofree char *unicode = NULL;
  g_autofree char *back = NULL;
  gboolean has_native_top = g_str_has_prefix (labels[g_strv_length (labels) - 1], "xn--");

  for (gsize i = 0; labels[i] != NULL; i++)
    {
      char *label = label_to_unicode (labels[i], has_native_top);

      g_free (labels[i]);
      labels[i] = label;
    }

  unicode = g_strjoinv (".", labels);
  if (sendoff_name_is_reordered ((const char *const *) labels) || sendoff_host_convert (unicode, &back) != SENDOFF_HOST_RULE_NONE
      || !g_str_equal (back, name))
    return g_strdup (name);
  return g_steal_pointer (&unicode);
}

char *
sendoff_host_to_display (const char *ascii_host)
{
  /* A certificate's names may begin with a wildcard. */
  gsize wildcard = ascii_host != NULL && g_str_has_prefix (ascii_host, "*.") ? 2 : 0;
  g_autofree char *name = NULL;
  g_autofree char *unicode = NULL;

  if (ascii_host == NULL || sendoff_host_convert (ascii_host + wildcard, &name) != SENDOFF_HOST_RULE_NONE)
    return sendoff_display_text (ascii_host, -1);

  unicode = strchr (name, ':') != NULL ? g_strdup (name) : name_to_unicode (name);
  return wildcard > 0 ? g_strconcat ("*.", unicode, NULL) : g_steal_pointer (&unicode);
}

gboolean
sendoff_host_is_ip_address (const char *host)
{
  g_autofree char *ipv6 = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  if (sendoff_host_is_ipv4 (host))
    return TRUE;
  ipv6 = sendoff_host_normalize_ipv6 (host, strlen (host));
  return ipv6 != NULL;
}

gboolean
sendoff_host_is_loopback (const char *host)
{
  g_autofree char *ascii = NULL;
  struct in_addr address;

  g_return_val_if_fail (host != NULL, FALSE);

  if (sendoff_host_convert (host, &ascii) != SENDOFF_HOST_RULE_NONE)
    return FALSE;
  if (inet_pton (AF_INET, ascii, &address) == 1)
    return ntohl (address.s_addr) >> 24 == 127;
  return g_str_equal (ascii, "localhost") || g_str_equal (ascii, "::1");
}

char *
sendoff_host_and_port (const char *host, guint port)
{
  g_return_val_if_fail (host != NULL, NULL);

  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("[%s]:%u", host, port);
  return g_strdup_printf ("%s:%u", host, port);
}

/* Where the colon before the port is; NULL if there is none that can be it. */
static const char *
find_port (const char *text)
{
  const char *bracket = text[0] == '[' ? strchr (text, ']') : NULL;

  if (text[0] == '[')
    return bracket != NULL && bracket[1] == ':' ? bracket + 1 : NULL;
  return strchr (text, ':') == strrchr (text, ':') ? strchr (text, ':') : NULL;
}

gboolean
sendoff_host_and_port_parse (const char *text, char **host, guint16 *port, GError **error)
{
  const char *colon;
  g_autofree char *typed = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *shown = NULL;
  guint64 number = 0;

  g_return_val_if_fail (text != NULL && host != NULL && port != NULL, FALSE);

  shown = sendoff_display_text_short (text, -1, MAX_SHOWN_CHARS);
  colon = find_port (text);
  if (colon == NULL)
    {
      refuse (error,
              /* Translators: %s is what the user typed. Keep the two examples as they are. */
              _ ("“%s” isn't a server with its port. Write it like mail.example.com:587 or, for an IPv6 address, [2001:db8::1]:587."),
              shown);
      return FALSE;
    }

  if (!sendoff_parse_number (colon + 1, 1, G_MAXUINT16, &number))
    {
      /* Translators: %s is what the user typed, a server and a port. */
      refuse (error, _ ("The port in “%s” isn't a number from 1 to 65535."), shown);
      return FALSE;
    }

  typed = g_strndup (text, (gsize) (colon - text));
  ascii = sendoff_host_to_ascii (typed, error);
  if (ascii == NULL)
    return FALSE;

  *host = g_steal_pointer (&ascii);
  *port = (guint16) number;
  return TRUE;
}

char *
sendoff_domain_get_registrable (const char *ascii_host)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (ascii_host != NULL, NULL);

  if (sendoff_host_convert (ascii_host, &name) != SENDOFF_HOST_RULE_NONE || sendoff_host_is_ip_address (name))
    return NULL;
  return g_strdup (psl_registrable_domain (psl_builtin (), name));
}

gboolean
sendoff_domain_is_public_suffix (const char *ascii_name)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (ascii_name != NULL, FALSE);

  if (sendoff_host_convert (ascii_name, &name) != SENDOFF_HOST_RULE_NONE || sendoff_host_is_ip_address (name))
    return FALSE;
  return psl_is_public_suffix (psl_builtin (), name);
}
