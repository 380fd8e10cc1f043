/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/message.h"

G_BEGIN_DECLS

/* A copy that owns what it points to. */
SendoffMessageParts *sendoff_message_parts_copy (const SendoffMessageParts *parts);
/* Only what the copy made. */
void                 sendoff_message_parts_free (SendoffMessageParts *parts);

G_END_DECLS
