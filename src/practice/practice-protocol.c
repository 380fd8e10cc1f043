/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the names of the protocols. Any thread. */
#include "practice/practice-protocol.h"

static const char *const names[SENDOFF_N_PRACTICE_PROTOCOLS] = {
  [SENDOFF_PRACTICE_SMTP] = "smtp",
  [SENDOFF_PRACTICE_IMAP] = "imap",
  [SENDOFF_PRACTICE_POP3] = "pop3",
};

const char *
sendoff_practice_protocol_to_string (SendoffPracticeProtocol protocol)
{
  g_return_val_if_fail ((guint) protocol < SENDOFF_N_PRACTICE_PROTOCOLS, NULL);

  return names[protocol];
}

gboolean
sendoff_practice_protocol_from_string (const char              *text,
                                       SendoffPracticeProtocol *protocol)
{
  for (guint i = 0; i < SENDOFF_N_PRACTICE_PROTOCOLS; i++)
    {
      if (g_strcmp0 (text, names[i]) == 0)
        {
          *protocol = i;
          return TRUE;
        }
    }
  return FALSE;
}
