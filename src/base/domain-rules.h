/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rules of host names and addresses, without sentences for them. Inside base only. */

/* The rule that a typed host breaks. */
typedef enum
{
  SENDOFF_HOST_RULE_NONE, /* it is a host */
  SENDOFF_HOST_RULE_EMPTY,
  SENDOFF_HOST_RULE_NOT_UTF8,
  SENDOFF_HOST_RULE_TOO_LONG,
  SENDOFF_HOST_RULE_LABEL_TOO_LONG,
  SENDOFF_HOST_RULE_EMPTY_LABEL,
  SENDOFF_HOST_RULE_CHARACTER,
  SENDOFF_HOST_RULE_HYPHEN,
  SENDOFF_HOST_RULE_IPV4,
  SENDOFF_HOST_RULE_IPV6,
  SENDOFF_HOST_RULE_IDN,
} SendoffHostRule;

/* On SENDOFF_HOST_RULE_NONE ascii is set, and the caller frees it; else it is NULL. */
SendoffHostRule  sendoff_host_convert        (const char *typed, char **ascii);
/* The shortest form (RFC 5952) with its zone; NULL if the first length bytes are no IPv6 address. Caller frees. */
char            *sendoff_host_normalize_ipv6 (const char *text, gsize length);
gboolean         sendoff_host_is_ipv4        (const char *text);

G_END_DECLS
