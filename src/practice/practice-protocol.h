/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a practice server speaks. Any thread. */
typedef enum
{
  SENDOFF_PRACTICE_SMTP,
  SENDOFF_PRACTICE_IMAP,
  SENDOFF_PRACTICE_POP3,
  SENDOFF_N_PRACTICE_PROTOCOLS
} SendoffPracticeProtocol;

/* For sets of them. */
#define SENDOFF_PRACTICE_PROTOCOL_BIT(protocol) (1U << (protocol))

const char *sendoff_practice_protocol_to_string   (SendoffPracticeProtocol protocol); /* "smtp", "imap", "pop3" */
gboolean    sendoff_practice_protocol_from_string (const char *text, SendoffPracticeProtocol *protocol);

G_END_DECLS
