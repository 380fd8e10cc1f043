/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads when to try again out of a server's words. Pure, any thread. */

#include "diagnosis/retry-time.h"

#include <stdio.h>
#include <string.h>

#include "diagnosis/reply-words.h"

#define MAX_RETRY_S (24 * 3600)

/* The words before the number that make it a time to wait; without them, "3 messages in 60 seconds" would pass for one. */
#define WAITING "again|retry|wait|come back|greylist*|graylist*|deferred for|reessayer*|versuchen sie es|erneut in|reintente*|riprova*"

static const struct { const char *units; guint seconds; } units[] = {
  { "s|sec|secs|second|seconds|sekunde*|seconde*|segundo*|secondi|秒", 1 },
  { "m|min|mins|minute|minutes|minuten|minuto|minutos|minuti|минут*|分", 60 },
  { "h|hr|hrs|hour|hours|stunde*|heure|heures|hora|horas|ore|час*", 3600 },
};

/* The word right behind the number. */
static guint
get_unit (const char *text)
{
  g_autofree char *word = NULL;
  g_autoptr(SendoffReplyWords) words = NULL;

  text += strspn (text, " -");
  word = g_strndup (text, strcspn (text, " "));
  words = sendoff_reply_words_new (word);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (sendoff_reply_words_match (words, units[i].units))
      return units[i].seconds;

  return 0;
}

/* "00:05:00" */
static gboolean
parse_clock (const char *text,
             guint64    *seconds)
{
  guint hours, minutes, rest;
  int length = 0;

  if (sscanf (text, "%2u:%2u:%2u%n", &hours, &minutes, &rest, &length) != 3 || length != 8)
    return FALSE;

  *seconds = hours * 3600 + minutes * 60 + rest;
  return TRUE;
}

guint
sendoff_retry_time_parse (const char *text)
{
  g_autoptr(SendoffReplyWords) words = sendoff_reply_words_new (text);

  if (!sendoff_reply_words_match (words, WAITING))
    return 0;

  for (const char *p = words->text; *p != '\0'; p++)
    {
      guint64 seconds = 0;
      char *end = NULL;

      if (!g_ascii_isdigit (*p) || (p > words->text && (g_ascii_isalnum (p[-1]) || p[-1] == '.' || p[-1] == ':')))
        continue;
      if (!parse_clock (p, &seconds))
        {
          guint64 number = g_ascii_strtoull (p, &end, 10);

          seconds = number <= MAX_RETRY_S ? number * get_unit (end) : 0;
        }
      if (seconds > 0 && seconds <= MAX_RETRY_S)
        return seconds;
    }

  return 0;
}
