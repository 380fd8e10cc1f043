/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the three protocols share in reading along while libcurl speaks. */

#include "net/attempt-private.h"

G_BEGIN_DECLS

/* One protocol's part. */
struct _SendoffDialogue
{
  /* A line of libcurl's has left. */
  void       (*sent)     (SendoffAttempt *self, const char *line, gsize length);
  /* A line has come, with its line end, within the limits and without NUL. libcurl reads it from this very buffer after us: it may be changed, not
   * lengthened. */
  void       (*received) (SendoffAttempt *self, char *line, gsize length);
  const char  *goodbye;
};

extern const SendoffDialogue sendoff_dialogue_smtp, sendoff_dialogue_imap, sendoff_dialogue_pop3;

/* The first failure is kept, and libcurl's call ends at once, whatever it waits for. */
SendoffFailure *sendoff_dialogue_fail            (SendoffAttempt *self, SendoffFailureKind kind);
void            sendoff_dialogue_fail_with_text  (SendoffAttempt *self, const char *bytes, gsize length);
void            sendoff_dialogue_fail_with_reply (SendoffAttempt *self, SendoffFailureKind kind, SendoffReply *reply);

/* A command has left; now its reply is waited for. */
void            sendoff_dialogue_begin_command   (SendoffAttempt *self, SendoffCommand command);
/* The sign-in begins; length -1: up to the NUL. */
void            sendoff_dialogue_begin_sign_in   (SendoffAttempt *self, const char *mechanism, gssize length);
void            sendoff_dialogue_note_signed_in  (SendoffAttempt *self);
/* The server wants to hear more. */
void            sendoff_dialogue_note_challenge  (SendoffAttempt *self, const char *line, gsize length);
/* Makes and keeps the last reply out of the lines gathered so far; borrowed. */
SendoffReply   *sendoff_dialogue_take_reply      (SendoffAttempt *self);
/* Same, with this line as the last one; the next reply begins behind it. */
SendoffReply   *sendoff_dialogue_take_line       (SendoffAttempt *self, const char *line, gsize length);
/* What the server offers, shown without what may be a secret. */
void            sendoff_dialogue_keep_extensions (SendoffAttempt *self, const char *const *lines);

/* Text that came before it was asked for is never taken for a reply. In clear the kernel knows of bytes behind the reply. Inside TLS a reply was
 * there too early if it came out of bytes that waited when the command left; behind them (session tickets may wait, too) it is in time. */
gboolean        sendoff_dialogue_has_bytes_behind (SendoffAttempt *self);
gboolean        sendoff_dialogue_came_too_early   (SendoffAttempt *self);
/* After a reply: bytes behind it end the attempt; a refusal stays what it is. */
void            sendoff_dialogue_check_behind     (SendoffAttempt *self, gboolean refused);

/* Without the line end. */
gsize           sendoff_dialogue_strip           (const char *line, gsize length);
/* Whether the line's first word, in any case, is this one. */
gboolean        sendoff_dialogue_begins_with     (const char *line, gsize length, const char *word);
/* libcurl knows words in capitals only. */
void            sendoff_dialogue_raise           (char *word, gsize length);
/* libcurl doesn't get to see this word. */
void            sendoff_dialogue_blot_out        (char *word, gsize length);
/* Whether this mechanism is among those that the request allows; hidden_only: of those tried first only one that doesn't show the password. */
gboolean        sendoff_dialogue_tries           (SendoffAttempt *self, const char *mechanism, gsize length, gboolean hidden_only);

G_END_DECLS
