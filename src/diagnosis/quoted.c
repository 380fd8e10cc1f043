/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/quoted.h"

#include <string.h>

/* The operators of lists, which speak for themselves. */
static const char *const lists[] = {
  "spamhaus", "spamcop", "sorbs.", "uceprotect", "barracuda", "dnsbl", "rbl.", "surbl", "uribl", "abuseat", "mailspike", "senderscore",
  "gbudb", "manitu", "invaluement", "openspf", "cloudmark", "spamrats", "abusix", "psbl", "senderbase",
};

/* Last labels of host names beside those of two letters, so that "found.please" stays. */
static const char *const endings[] = {
  "com", "net", "org", "edu", "gov", "mil", "info", "biz", "name", "app", "dev", "cloud", "mail", "email", "online", "site", "example",
  "test", "invalid", "local", "localdomain", "lan", "internal", "home", "arpa",
};

/* Said just before the name of somebody who isn't there. */
static const char *const before_names[] = {
  "no such user ", "no such user: ", "no such mailbox ", "no such mailbox: ", "no such account ", "no such account: ", "no such recipient ",
  "no such recipient: ", "no such address ", "no such address: ", "unknown user: ", "user unknown: ", "unknown recipient: ",
  "recipient unknown: ", "unknown mailbox: ", "unknown account: ", "unknown address: ", "user not found: ", "mailbox not found: ",
  "recipient not found: ", "account not found: ", "mailbox unavailable: ", "invalid recipient: ", "invalid mailbox: ",
};

static const char *const before_quotes[] = {
  " user ", " username ", " name ", " login ", " account ", " mailbox ", " recipient ", " address ", " for ", " to ", " from ", " domain ",
  " host ", " user: ", " recipient: ", " mailbox: ", " account: ",
};

static gboolean
ends_with_any (const GString     *text,
               const char *const *ends,
               guint              n_ends)
{
  for (guint i = 0; i < n_ends; i++)
    {
      gsize length = strlen (ends[i]);

      if (text->len >= length && memcmp (text->str + text->len - length, ends[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

static gboolean
names_list (const char *name,
            gsize       length)
{
  g_autofree char *lower = g_ascii_strdown (name, length);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (strstr (lower, lists[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_host_name (const char *name,
              gsize       length)
{
  const char *dot;
  gsize ending;

  while (length > 0 && name[length - 1] == '.')
    length--;
  dot = length > 0 ? memrchr (name, '.', length) : NULL;
  if (dot == NULL || dot == name || names_list (name, length))
    return FALSE;

  ending = length - (dot + 1 - name);
  for (gsize i = 1; i <= ending; i++)
    if (!g_ascii_isalpha (dot[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strlen (endings[i]) == ending && g_ascii_strncasecmp (dot + 1, endings[i], ending) == 0)
      return TRUE;

  return ending == 2;
}

/* "<laptop>", but neither "<>" nor "<LF>". */
static gboolean
is_bracketed_name (const char *name,
                   gsize       length)
{
  return name[-1] == '<' && name[length] == '>' && length > 4;
}

gboolean
sendoff_quoted_is_announced (const GString *before)
{
  return ends_with_any (before, before_names, G_N_ELEMENTS (before_names));
}

gsize
sendoff_quoted_measure (const GString *before,
                        const char    *token,
                        gsize          length)
{
  const char *at = memchr (token, '@', length);
  gsize start = 0, end;

  /* Of "<bob@example.org>:Relaying" the second half stays. */
  if (at != NULL)
    {
      const char *bracket = memchr (at, '>', length - (at - token));

      return bracket != NULL ? (gsize) (bracket + 1 - token) : length;
    }
  if (sendoff_quoted_is_announced (before))
    return length;

  while (start < length && strchr ("<([{\"'`", token[start]) != NULL)
    start++;
  for (end = start; end < length && is_name_byte (token[end]); end++)
    continue;
  if (end == start)
    return 0;
  if (end < length && strchr ("[]<>(){}\"'`:;,!?", token[end]) == NULL)
    return 0;
  if (is_host_name (token + start, end - start))
    return end;
  if (start == 0 || end == length)
    return 0;
  if (is_bracketed_name (token + start, end - start))
    return end;

  return strchr ("\"'`(", token[start - 1]) != NULL && strchr ("\"')", token[end]) != NULL &&
         ends_with_any (before, before_quotes, G_N_ELEMENTS (before_quotes)) ? end : 0;
}

gsize
sendoff_quoted_find_link_path (const char *token,
                               gsize       length)
{
  const char *host = memmem (token, length, "://", 3);
  const char *path;

  if (host == NULL)
    return 0;
  host += 3;
  path = memchr (host, '/', length - (host - token));
  return path != NULL ? (gsize) (path - token) : length;
}
