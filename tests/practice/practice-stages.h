/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-server.h"
#include "practice-client.h"

G_BEGIN_DECLS

#define PRACTICE_PLAIN_RIGHT "AGFuYQBwcmFjdGljZQ==" /* ana, practice */
#define PRACTICE_PLAIN_WRONG "AGFuYQB3cm9uZw=="     /* ana, wrong */

/* How far the client goes: the command named is sent, its answer not read. */
typedef enum
{
  AT_GREETING,
  AT_EHLO,
  AT_STARTTLS,
  AT_HANDSHAKE,
  AT_AUTH,
  AT_MAIL,
  AT_RCPT,
  AT_DATA,
  AT_BODY,
  AT_DOT,
  AT_QUIT,
} PracticeStage;

SendoffPracticeServer *practice_start            (void);
SendoffPracticeServer *practice_start_with       (const char *mishap);
/* In another protocol; mishap NULL: none. */
SendoffPracticeServer *practice_start_speaking   (SendoffPracticeProtocol protocol, const char *mishap);
/* Connected, and EHLO answered. */
PracticeClient        *practice_greet            (SendoffPracticeServer *server);
PracticeClient        *practice_greet_inside_tls (SendoffPracticeServer *server);
PracticeClient        *practice_go_to            (SendoffPracticeServer *server, PracticeStage stage);
/* "C:line" to send and "S:start" of a reply to expect, parted by "|". */
void                   practice_play_dialogue    (PracticeClient *client, const char *dialogue);
/* Parted by "|". */
void                   practice_assert_commands  (SendoffPracticeServer *server, guint index, const char *expected);

G_END_DECLS
