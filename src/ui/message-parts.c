/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns copies of what a message is made from. */

#include "ui/message-parts.h"

SendoffMessageParts *
sendoff_message_parts_copy (const SendoffMessageParts *parts)
{
  SendoffMessageParts *copy = g_memdup2 (parts, sizeof *parts);

  copy->from_name = g_strdup (parts->from_name);
  copy->from = g_strdup (parts->from);
  copy->reply_to = g_strdup (parts->reply_to);
  copy->organization = g_strdup (parts->organization);
  copy->to = (const char *const *) g_strdupv ((char **) parts->to);
  copy->subject = g_strdup (parts->subject);
  copy->body = g_strdup (parts->body);
  copy->attachments = (const char *const *) g_strdupv ((char **) parts->attachments);
  copy->message_id = g_strdup (parts->message_id);
  return copy;
}

void
sendoff_message_parts_free (SendoffMessageParts *parts)
{
  g_free ((char *) parts->from_name);
  g_free ((char *) parts->from);
  g_free ((char *) parts->reply_to);
  g_free ((char *) parts->organization);
  g_strfreev ((char **) parts->to);
  g_free ((char *) parts->subject);
  g_free ((char *) parts->body);
  g_strfreev ((char **) parts->attachments);
  g_free ((char *) parts->message_id);
  g_free (parts);
}
