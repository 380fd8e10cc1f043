/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a host name may be: addresses, labels, the mapping of international names. Any thread. */

#include "base/domain-rules.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>

#define MAX_HOST_BYTES 253
#define MAX_LABEL_BYTES 63
/* Longer input can't end as a host name of 253 bytes, but would cost time in the mapping. */
#define MAX_TYPED_BYTES 1024
#define MAX_ZONE_BYTES 15     /* IFNAMSIZ - 1 */

gboolean
sendoff_host_is_ipv4 (const char *text)
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

char *
sendoff_host_normalize_ipv6 (const char *text, gsize length)
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

static SendoffHostRule
check_label (const char *label, gsize length)
{
  if (length == 0)
    return SENDOFF_HOST_RULE_EMPTY_LABEL;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
        return SENDOFF_HOST_RULE_CHARACTER;
    }
  if (label[0] == '-' || label[length - 1] == '-')
    return SENDOFF_HOST_RULE_HYPHEN;
  return length > MAX_LABEL_BYTES ? SENDOFF_HOST_RULE_LABEL_TOO_LONG : SENDOFF_HOST_RULE_NONE;
}

static SendoffHostRule
check_name (const char *name)
{
  const char *label = name;

  for (;;)
    {
      gsize length = strcspn (label, ".");
      SendoffHostRule rule = check_label (label, length);

      if (rule != SENDOFF_HOST_RULE_NONE)
        return rule;
      if (label[length] == '\0')
        break;
      label += length + 1;
    }

  if (strlen (name) > MAX_HOST_BYTES)
    return SENDOFF_HOST_RULE_TOO_LONG;
  return looks_like_ipv4 (name) && !sendoff_host_is_ipv4 (name) ? SENDOFF_HOST_RULE_IPV4 : SENDOFF_HOST_RULE_NONE;
}

/* Names that are ASCII already aren't put through IDNA: "r3---sn-x.example" breaks its rules and is in use. For others
 * IDN2_USE_STD3_ASCII_RULES stays off, as it refuses an underscore; check_name() looks at what the mapping gave. */
static SendoffHostRule
map_to_ascii (const char *typed, char **name)
{
  uint8_t *mapped = NULL;
  int status;

  if (g_str_is_ascii (typed))
    {
      *name = g_ascii_strdown (typed, -1);
      return SENDOFF_HOST_RULE_NONE;
    }

  status = idn2_lookup_u8 ((const uint8_t *) typed, &mapped, IDN2_NONTRANSITIONAL);
  if (status == IDN2_TOO_BIG_DOMAIN)
    return SENDOFF_HOST_RULE_TOO_LONG;
  if (status == IDN2_TOO_BIG_LABEL || status == IDN2_PUNYCODE_BIG_OUTPUT)
    return SENDOFF_HOST_RULE_LABEL_TOO_LONG;
  if (status != IDN2_OK)
    return SENDOFF_HOST_RULE_IDN;

  *name = g_ascii_strdown ((const char *) mapped, -1);
  idn2_free (mapped);
  return SENDOFF_HOST_RULE_NONE;
}

static void
drop_trailing_dot (char *name)
{
  gsize length = strlen (name);

  if (length > 1 && name[length - 1] == '.')
    name[length - 1] = '\0';
}

static SendoffHostRule
convert_ipv6 (const char *typed, char **ascii)
{
  gsize length = strlen (typed);

  if (typed[0] == '[' && typed[length - 1] == ']')
    *ascii = sendoff_host_normalize_ipv6 (typed + 1, length - 2);
  else
    *ascii = sendoff_host_normalize_ipv6 (typed, length);

  return *ascii == NULL ? SENDOFF_HOST_RULE_IPV6 : SENDOFF_HOST_RULE_NONE;
}

SendoffHostRule
sendoff_host_convert (const char *typed, char **ascii)
{
  g_autofree char *name = NULL;
  SendoffHostRule rule;

  *ascii = NULL;
  if (typed == NULL || *typed == '\0')
    return SENDOFF_HOST_RULE_EMPTY;
  if (strlen (typed) > MAX_TYPED_BYTES)
    return SENDOFF_HOST_RULE_TOO_LONG;
  if (!g_utf8_validate (typed, -1, NULL))
    return SENDOFF_HOST_RULE_NOT_UTF8;
  if (strchr (typed, ':') != NULL)
    return convert_ipv6 (typed, ascii);

  rule = map_to_ascii (typed, &name);
  if (rule != SENDOFF_HOST_RULE_NONE)
    return rule;

  drop_trailing_dot (name);
  rule = check_name (name);
  if (rule == SENDOFF_HOST_RULE_NONE)
    *ascii = g_steal_pointer (&name);
  return rule;
}
