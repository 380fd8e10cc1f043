/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/message.h"
#include "model/account.h"

G_BEGIN_DECLS

/* What the messages of one send job are made from: an immutable copy that a worker can use. */
typedef struct _SendoffMessageTemplate SendoffMessageTemplate;

/* From, name, Reply-To and Organization come from the account where parts has none. */
SendoffMessageTemplate *sendoff_message_template_new  (SendoffAccount *account, const SendoffMessageParts *parts);
void                    sendoff_message_template_free (SendoffMessageTemplate *self);
const char *const      *sendoff_message_template_get_to (const SendoffMessageTemplate *self);
const char             *sendoff_message_template_get_subject (const SendoffMessageTemplate *self);
/* A SendoffNextMessage; user_data is the template. */
SendoffMessage         *sendoff_message_template_make (guint index, gpointer self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffMessageTemplate, sendoff_message_template_free)

G_END_DECLS
