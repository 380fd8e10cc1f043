/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/message.h"

#include <gmime/gmime.h>

/* What the tests of message/ share: a message with everything set, its bytes, and those bytes read back. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

/* a@example.org to b@example.org, "Test # 1", "Hello\n"; change what the test is about. */
SendoffMessageParts sample_parts (void);
SendoffMessage     *make_message (const SendoffMessageParts *parts);
/* Writes it, and asserts what holds for every message: line ends, line lengths, the measured size, ASCII where it must be. */
GString            *render_message (SendoffMessage *message, gboolean allow_8bit);
GMimeMessage       *parse_message (const GString *bytes);
/* The decoded bytes of a part. */
GBytes             *decode_part (GMimeObject *part);
/* The part's text; GMime's decoder gives LF. */
char               *decode_text (GMimeObject *part);
/* A file in a folder of the test's own; the folder goes with remove_files(). */
char               *write_file (const char *name, const char *bytes, gssize length);
void                remove_files (void);
