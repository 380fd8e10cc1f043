/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/failure.h"

G_BEGIN_DECLS

/* A server's reply as somebody typed or copied it, for "explain". Pure. */

/* Puts each line of a multi-line SMTP reply whose lines are parted by spaces on a line of its own. Caller frees. */
char           *sendoff_reply_text_unfold      (const char *text);

/* What the user said about the reply; -1: nothing, so it is guessed from the text. */
typedef struct
{
  int leg;  /* SendoffLeg */
  int step; /* SendoffStepId */
} SendoffReplyHints;

/* "-ERR" is POP3, "NO", "BAD", "BYE" with or without a tag IMAP, all else SMTP. Guess of the step: by words that tell that encryption or a
 * sign-in was refused; else sign-in for IMAP and POP3, and for SMTP by the code (334, 432, 534, 535, 538, 504 if it speaks of AUTH: sign-in; 454: encrypt if it speaks of TLS, submit with 4.7.1, else sign-in; 220, 521: greet; others: submit). */
SendoffFailure *sendoff_failure_new_for_reply_text (const char *text, const SendoffReplyHints *hints);

G_END_DECLS
