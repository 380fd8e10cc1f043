/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/message-private.h"

#include <gmime/gmime.h>

G_BEGIN_DECLS

/* Used inside message/ only. */
void  sendoff_message_set_headers    (const SendoffMessage *self, GMimeMessage *message);
/* The subject's words as they stand in its header, parted by blanks or line ends. Caller frees. */
char *sendoff_message_encode_subject (const SendoffMessage *self);

G_END_DECLS
