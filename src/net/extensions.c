/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading of ESMTP keywords (RFC 5321 section 4.1.1.1). Pure. */

#include "net/extensions.h"

#include "base/number.h"

static void
read_mechanisms (SendoffEsmtpOffer *offer,
                 const char        *line)
{
  g_auto(GStrv) words = g_strsplit_set (line, " \t", -1);

  for (guint i = 1; words[i] != NULL; i++)
    {
      offer->plain |= g_ascii_strcasecmp (words[i], "PLAIN") == 0;
      offer->login |= g_ascii_strcasecmp (words[i], "LOGIN") == 0;
    }
}

SendoffEsmtpOffer
sendoff_esmtp_offer_parse (const char *const *lines)
{
  SendoffEsmtpOffer offer = { 0 };

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit_set (lines[i], " \t", 3);

      if (words[0] == NULL)
        continue;
      if (g_ascii_strcasecmp (words[0], "PIPELINING") == 0)
        offer.pipelining = TRUE;
      else if (g_ascii_strcasecmp (words[0], "8BITMIME") == 0)
        offer.eightbitmime = TRUE;
      else if (g_ascii_strcasecmp (words[0], "SMTPUTF8") == 0)
        offer.smtputf8 = TRUE;
      else if (g_ascii_strcasecmp (words[0], "REQUIRETLS") == 0)
        offer.requiretls = TRUE;
      else if (g_ascii_strcasecmp (words[0], "AUTH") == 0)
        read_mechanisms (&offer, lines[i]);
      else if (g_ascii_strcasecmp (words[0], "SIZE") == 0)
        {
          offer.size = TRUE;
          if (words[1] != NULL)
            sendoff_parse_number (words[1], 0, G_MAXUINT64, &offer.size_limit);
        }
    }
  return offer;
}
