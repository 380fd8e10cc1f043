/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the copy of what a send job's messages are made from. Made on the main context, used in a worker. */

#include "jobs/message-template.h"

struct _SendoffMessageTemplate
{
  char           *from_name, *from, *reply_to, *organization, *subject, *body, *message_id;
  char          **to, **attachments;
  gint64          time;
};

static char *
choose (const char     *given,
        SendoffAccount *account,
        SendoffKey      key)
{
  return g_strdup (given != NULL ? given : sendoff_account_get_text (account, key));
}

SendoffMessageTemplate *
sendoff_message_template_new (SendoffAccount            *account,
                              const SendoffMessageParts *parts)
{
  SendoffMessageTemplate *self = g_new0 (SendoffMessageTemplate, 1);

  self->from_name = choose (parts->from_name, account, SENDOFF_KEY_FULL_NAME);
  self->from = choose (parts->from, account, SENDOFF_KEY_EMAIL);
  self->reply_to = choose (parts->reply_to, account, SENDOFF_KEY_REPLY_TO);
  self->organization = choose (parts->organization, account, SENDOFF_KEY_ORGANIZATION);
  self->subject = g_strdup (parts->subject);
  self->body = g_strdup (parts->body);
  self->message_id = g_strdup (parts->message_id);
  self->to = g_strdupv ((char **) parts->to);
  self->attachments = g_strdupv ((char **) parts->attachments);
  self->time = parts->time;
  return self;
}

void
sendoff_message_template_free (SendoffMessageTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->from_name);
  g_free (self->from);
  g_free (self->reply_to);
  g_free (self->organization);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->message_id);
  g_strfreev (self->to);
  g_strfreev (self->attachments);
  g_free (self);
}

const char *const *
sendoff_message_template_get_to (const SendoffMessageTemplate *self)
{
  return (const char *const *) self->to;
}

const char *
sendoff_message_template_get_subject (const SendoffMessageTemplate *self)
{
  return self->subject;
}

SendoffMessage *
sendoff_message_template_make (guint     index,
                               gpointer  user_data,
                               GError  **error)
{
  SendoffMessageTemplate *self = user_data;
  SendoffMessageParts parts = {
    .from_name = self->from_name, .from = self->from, .reply_to = self->reply_to, .organization = self->organization,
    .to = (const char *const *) self->to, .subject = self->subject, .body = self->body,
    .attachments = (const char *const *) self->attachments, .time = self->time,
    /* A Message-ID names one message; only the first may keep that of an earlier try. */
    .message_id = index == 0 ? self->message_id : NULL,
  };

  return sendoff_message_new (&parts, error);
}
