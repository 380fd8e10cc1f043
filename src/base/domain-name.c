/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Host names: the form for the network, the form to show, ports, public suffixes. Any thread. */

#include "base/domain-name.h"

#include "base/display-text.h"
#include "base/domain-script.h"
#include "base/error.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>
#include <libpsl.h>
#include <stdlib.h>
#include <string.h>

#define MAX_HOST_BYTES 253
#define MAX_LABEL_BYTES 63
/* Longer input can't end as a host name of 253 bytes, but would cost time in the mapping. */
#define MAX_TYPED_BYTES 1024
#define MAX_SHOWN_CHARS 80
#define MAX_ZONE_BYTES 15     /* IFNAMSIZ - 1 */

typedef enum
{
  RULE_NONE,
  RULE_EMPTY,
  RULE_NOT_UTF8,
  RULE_TOO_LONG,
  RULE_LABEL_TOO_LONG,
  RULE_EMPTY_LABEL,
  RULE_CHARACTER,
  RULE_HYPHEN,
  RULE_IPV4,
  RULE_IPV6,
  RULE_IDN,
} Rule;

static void G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SENDOFF_ERROR, SENDOFF_ERROR_INVALID, format, arguments));
  va_end (arguments);
}

static void
refuse_host (Rule rule, const char *typed, GError **error)
{
  g_autofree char *shown = sendoff_display_text_short (typed, -1, MAX_SHOWN_CHARS);

  /* Translators: %s in these sentences is the name of a server as the user typed it. */
  switch (rule)
    {
    case RULE_NONE:
      g_return_if_reached ();
    case RULE_EMPTY:
      refuse (error, "%s", _ ("The name of the server is missing. Type a name such as mail.example.com."));
      return;
    case RULE_NOT_UTF8:
      refuse (error, _ ("“%s” isn't a server name: it holds bytes that aren't text."), shown);
      return;
    case RULE_TOO_LONG:
      refuse (error, _ ("“%s” isn't a server name: it is longer than 253 characters."), shown);
      return;
    case RULE_LABEL_TOO_LONG:
      refuse (error, _ ("“%s” isn't a server name: a part between two dots is longer than 63 characters."), shown);
      return;
    case RULE_EMPTY_LABEL:
      refuse (error, _ ("“%s” isn't a server name: a part before, after or between its dots is empty."), shown);
      return;
    case RULE_CHARACTER:
      refuse (error, _ ("“%s” isn't a server name: it may hold only letters, digits, hyphens, underscores and dots."), shown);
      return;
    case RULE_HYPHEN:
      refuse (error, _ ("“%s” isn't a server name: no part of it may begin or end with a hyphen."), shown);
      return;
    case RULE_IPV4:
      refuse (error, _ ("“%s” is neither a server name nor a whole IP address, which has four numbers from 0 to 255."), shown);
      return;
    case RULE_IPV6:
      refuse (error, _ ("“%s” isn't a server name, as it holds a colon, and it isn't an IPv6 address. The port has a field of its own."),
              shown);
      return;
    case RULE_IDN:
      refuse (error, _ ("“%s” isn't a server name: some of its letters can't be used in an international name."), shown);
      return;
    }
}

static gboolean
is_ipv4 (const char *text)
{
  struct in_addr address;

  return inet_pton (AF_INET, text, &address) == 1;
}

static gboolean
is_zone (const char *zone)
{
  gsize length = strlen (zone);

  if (length == 0 || length > MAX_ZONE_BYTES)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (zone[i]) && strchr ("-._", zone[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The shortest form (RFC 5952), with its zone; NULL if it is no IPv6 address. */
static char *
normalize_ipv6 (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  char *zone = strchr (copy, '%');
  char shortest[INET6_ADDRSTRLEN];
  struct in6_addr address;

  if (zone != NULL)
    *zone++ = '\0';
  if (inet_pton (AF_INET6, copy, &address) != 1 || (zone != NULL && !is_zone (zone)))
    return NULL;

  inet_ntop (AF_INET6, &address, shortest, sizeof shortest);
  return zone == NULL ? g_strdup (shortest) : g_strconcat (shortest, "%", zone, NULL);
}

/* The rule of the WHATWG for "ends in a number": some resolvers read "1.2.3", "0x7f.1" or "127" as an address. */
static gboolean
looks_like_ipv4 (const char *name)
{
  const char *dot = strrchr (name, '.');
  const char *last = dot == NULL ? name : dot + 1;

  if (g_str_has_prefix (last, "0x"))
    return last[2 + strspn (last + 2, "0123456789abcdef")] == '\0';
  return last[strspn (last, "0123456789")] == '\0';
}

static Rule
check_label (const char *label, gsize length)
{
  if (length == 0)
    return RULE_EMPTY_LABEL;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
        return RULE_CHARACTER;
    }
  if (label[0] == '-' || label[length - 1] == '-')
    return RULE_HYPHEN;
  return length > MAX_LABEL_BYTES ? RULE_LABEL_TOO_LONG : RULE_NONE;
}

static Rule
check_name (const char *name)
{
  const char *label = name;

  for (;;)
    {
      gsize length = strcspn (label, ".");
      Rule rule = check_label (label, length);

      if (rule != RULE_NONE)
        return rule;
      if (label[length] == '\0')
        break;
      label += length + 1;
    }

  if (strlen (name) > MAX_HOST_BYTES)
    return RULE_TOO_LONG;
  return looks_like_ipv4 (name) && !is_ipv4 (name) ? RULE_IPV4 : RULE_NONE;
}

/* Names that are ASCII already aren't put through IDNA: "r3---sn-x.example" breaks its rules and is in use. For others
 * IDN2_USE_STD3_ASCII_RULES stays off, as it refuses an underscore; check_name() looks at what the mapping gave. */
static Rule
map_to_ascii (const char *typed, char **name)
{
  uint8_t *mapped = NULL;
  int status;

  if (g_str_is_ascii (typed))
    {
      *name = g_ascii_strdown (typed, -1);
      return RULE_NONE;
    }

  status = idn2_lookup_u8 ((const uint8_t *) typed, &mapped, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  if (status == IDN2_TOO_BIG_DOMAIN)
    return RULE_TOO_LONG;
  if (status == IDN2_TOO_BIG_LABEL || status == IDN2_PUNYCODE_BIG_OUTPUT)
    return RULE_LABEL_TOO_LONG;
  if (status != IDN2_OK)
    return RULE_IDN;

  *name = g_ascii_strdown ((const char *) mapped, -1);
  idn2_free (mapped);
  return RULE_NONE;
}

static void
drop_trailing_dot (char *name)
{
  gsize length = strlen (name);

  if (length > 1 && name[length - 1] == '.')
    name[length - 1] = '\0';
}

static Rule
convert_ipv6 (const char *typed, char **ascii)
{
  gsize length = strlen (typed);

  if (typed[0] == '[' && typed[length - 1] == ']')
    *ascii = normalize_ipv6 (typed + 1, length - 2);
  else
    *ascii = normalize_ipv6 (typed, length);

  return *ascii == NULL ? RULE_IPV6 : RULE_NONE;
}

static Rule
convert (const char *typed, char **ascii)
{
  g_autofree char *name = NULL;
  Rule rule;

  if (typed == NULL || *typed == '\0')
    return RULE_EMPTY;
  if (strlen (typed) > MAX_TYPED_BYTES)
    return RULE_TOO_LONG;
  if (!g_utf8_validate (typed, -1, NULL))
    return RULE_NOT_UTF8;
  if (strchr (typed, ':') != NULL)
    return convert_ipv6 (typed, ascii);

  rule = map_to_ascii (typed, &name);
  if (rule != RULE_NONE)
    return rule;

  drop_trailing_dot (name);
  rule = check_name (name);
  if (rule == RULE_NONE)
    *ascii = g_steal_pointer (&name);
  return rule;
}

char *
sendoff_host_to_ascii (const char *host, GError **error)
{
  char *ascii = NULL;
  Rule rule = convert (host, &ascii);

  if (rule != RULE_NONE)
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
  if (sendoff_name_is_reordered ((const char *const *) labels) || convert (unicode, &back) != RULE_NONE || !g_str_equal (back, name))
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

  if (ascii_host == NULL || !g_str_is_ascii (ascii_host) || convert (ascii_host + wildcard, &name) != RULE_NONE)
    return sendoff_display_text (ascii_host, -1);

  unicode = strchr (name, ':') != NULL ? g_strdup (name) : name_to_unicode (name);
  return wildcard > 0 ? g_strconcat ("*.", unicode, NULL) : g_steal_pointer (&unicode);
}

gboolean
sendoff_host_is_ip_address (const char *host)
{
  g_autofree char *ipv6 = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  if (is_ipv4 (host))
    return TRUE;
  ipv6 = normalize_ipv6 (host, strlen (host));
  return ipv6 != NULL;
}

gboolean
sendoff_host_is_loopback (const char *host)
{
  g_autofree char *ascii = NULL;
  struct in_addr address;

  g_return_val_if_fail (host != NULL, FALSE);

  if (convert (host, &ascii) != RULE_NONE)
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

  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
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

  if (convert (ascii_host, &name) != RULE_NONE || sendoff_host_is_ip_address (name))
    return NULL;
  return g_strdup (psl_registrable_domain (psl_builtin (), name));
}

gboolean
sendoff_domain_is_public_suffix (const char *ascii_name)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (ascii_name != NULL, FALSE);

  if (convert (ascii_name, &name) != RULE_NONE || sendoff_host_is_ip_address (name))
    return FALSE;
  return psl_is_public_suffix (psl_builtin (), name);
}
