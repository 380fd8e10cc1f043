/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to this folder: a message as it comes in, its dots unstuffed (RFC 5321 section 4.5.2). Only CRLF, dot, CRLF ends it: a bare line
 * feed is no line end, so that nothing can be smuggled in behind one. One thread. */
typedef struct
{
  GByteArray *bytes;
  guint64     n_bytes;   /* with those that weren't kept */
  guint64     limit;
  guint       state;
} SendoffPracticeBody;

void     sendoff_practice_body_init  (SendoffPracticeBody *self, guint64 limit);
void     sendoff_practice_body_clear (SendoffPracticeBody *self);
/* TRUE: that was the end. *n_used says how many of the bytes belonged to the message. */
gboolean sendoff_practice_body_feed  (SendoffPracticeBody *self, const guint8 *bytes, gsize length, gsize *n_used);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffPracticeBody, sendoff_practice_body_clear)

G_END_DECLS
