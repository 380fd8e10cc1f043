/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/types.h"

G_BEGIN_DECLS

/* What stands where something was hidden. The same in every language: it is part of a record that programs read. */
#define SENDOFF_REDACTED "<credentials hidden>"

/* Hides credentials in what was said on one connection. Two nets, one behind the other: what the protocol says is a credential
 * (a state machine over the lines: SMTP, IMAP, POP3 sign-in, a proxy's authorization), and every occurrence of the registered
 * secrets and of what was hidden before, in whatever line. Rather too much is hidden than too little. One worker fills it;
 * scrubbing changes nothing, so it may be used from any thread once the last line was given. */
typedef struct _SendoffRedaction SendoffRedaction;

SendoffRedaction *sendoff_redaction_new        (SendoffProtocol protocol);
void              sendoff_redaction_free       (SendoffRedaction *self);
/* A value that must not appear, copied: hidden as it is (in either case, in any spelling of secret-spelling.h) and
 * wherever base64 holds it, as in the triple of AUTH PLAIN. One under 4 bytes is hidden only as a whole word of what the server
 * said after the sign-in began. NULL and empty are ignored. */
void              sendoff_redaction_add_secret (SendoffRedaction *self, const char *secret);
/* The next line of either side, without its line end. is_cut: its end is missing, so that a secret may have been cut there too.
 * Raw bytes, not yet display-safe. Caller frees. */
GString          *sendoff_redaction_line       (SendoffRedaction *self, gboolean from_client, const char *line, gsize length,
                                                gboolean is_cut);
/* The same in place: each byte that is hidden becomes an asterisk. */
void              sendoff_redaction_mask       (SendoffRedaction *self, gboolean from_client, char *line, gsize length, gboolean is_cut);
/* A message's text as it went over the wire: only what is spelt exactly like a secret, or holds it in base64. Fast. */
void              sendoff_redaction_mask_body  (const SendoffRedaction *self, char *text, gsize length);
/* The second net alone, for texts that are made from what a server said: a reply's text, an error's detail. Where no line was
 * given at all, nobody knows whether the sign-in began: short secrets are hidden too. NULL for NULL. Caller frees. */
char             *sendoff_redaction_scrub      (const SendoffRedaction *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffRedaction, sendoff_redaction_free)

G_END_DECLS
