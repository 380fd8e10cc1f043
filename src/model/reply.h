/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One whole server reply, verbatim (RFC 5321 section 4.2, RFC 2034). Immutable, atomically counted. */
typedef struct
{
  guint  code;          /* 200 to 599; 0: not an SMTP reply (IMAP, POP3, garbage) */
  char  *enhanced_code; /* "5.7.1", NULL if none */
  char  *text;          /* all lines as they came, CRLF between them replaced by LF, none at the end; may be any bytes but NUL */
  gatomicrefcount ref_count;
} SendoffReply;

/* Parses a complete reply block (one or more lines, any line end). Never fails: what isn't an SMTP reply has code 0.
 * Multi-line replies whose codes differ, or a code outside 200 to 599, have code 0. The enhanced code is that of the last
 * line that has one, and only where its class fits the code's first digit. length -1: up to the NUL. NULs become U+FFFD.
 * Whether the block is complete is not judged here: "550-" on a last line parses. */
SendoffReply *sendoff_reply_parse (const char *text, gssize length);
SendoffReply *sendoff_reply_ref   (SendoffReply *self);
void          sendoff_reply_unref (SendoffReply *self);
/* One line for people and for JSON: lines joined by a space, display-safe, valid UTF-8. Caller frees. */
char         *sendoff_reply_to_display (const SendoffReply *self);

static inline gboolean
sendoff_reply_is_temporary (const SendoffReply *self)
{
  return self != NULL && self->code / 100 == 4;
}

static inline gboolean
sendoff_reply_is_permanent (const SendoffReply *self)
{
  return self != NULL && self->code / 100 == 5;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffReply, sendoff_reply_unref)

G_END_DECLS
