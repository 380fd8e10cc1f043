/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-channel.h"
#include "practice/practice-log.h"
#include "practice/practice-record.h"
#include "practice/practice-settings.h"

G_BEGIN_DECLS

/* Private to this folder: the server's side of one SMTP session (RFC 5321, 3207, 4954). Belongs to its connection's thread. */

/* RFC 4954 section 4: the longest line in an AUTH exchange; RFC 5321 needs less. */
#define SENDOFF_PRACTICE_LINE_MAX 12288
/* Without a word that is a password here: what the server says of itself must not look like one that was given away. */
#define SENDOFF_PRACTICE_HOST_NAME "mail.example"

typedef struct
{
  SendoffPracticeChannel         channel;
  const SendoffPracticeSettings *settings;
  SendoffPracticeRecord         *record;
  SendoffPracticeLog            *log;
  guint                          number;
  gboolean                       has_ended;
  gboolean                       is_refused;   /* by the greeting: nothing but QUIT is left */
  gboolean                       is_greeted;   /* EHLO or HELO came */
  gboolean                       is_signed_in;
  guint                          n_errors;
  char                          *sender;       /* NULL: no transaction */
  gboolean                       has_utf8;     /* SMTPUTF8 was asked for */
  guint                          n_recipients_named;
  guint                          n_recipients;
  guint                          n_messages;
} SendoffPracticeDialogue;

/* From the greeting to the end. fd is closed by the caller. */
void sendoff_practice_dialogue_run (int fd, int cancel_fd, const SendoffPracticeSettings *settings, SendoffPracticeRecord *record,
                                    SendoffPracticeLog *log, guint number);

/* practice-dialogue-reply.c: one reply of one or several lines, parted by CRLF, without the last line end. */
void     sendoff_practice_dialogue_reply        (SendoffPracticeDialogue *self, const char *reply);
void     sendoff_practice_dialogue_reply_bytes  (SendoffPracticeDialogue *self, const char *reply, gsize length);
void     sendoff_practice_dialogue_reply_format (SendoffPracticeDialogue *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Holds what may not be logged: shown says what is. */
void     sendoff_practice_dialogue_reply_secret (SendoffPracticeDialogue *self, const char *reply, const char *shown);
void     sendoff_practice_dialogue_note         (SendoffPracticeDialogue *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     sendoff_practice_dialogue_note_line    (SendoffPracticeDialogue *self, char side, const char *text, gsize length);
gboolean sendoff_practice_dialogue_has_quirk    (SendoffPracticeDialogue *self, SendoffPracticeQuirk quirk);
/* TRUE: the mishap took the place of the usual answer at this step. nth counts from 1. */
gboolean sendoff_practice_dialogue_play_mishap  (SendoffPracticeDialogue *self, SendoffPracticeStep step, guint nth);

/* practice-dialogue-tls.c */
void sendoff_practice_dialogue_start_tls        (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_dialogue_shake_hands      (SendoffPracticeDialogue *self);

/* practice-dialogue-auth.c */
void sendoff_practice_dialogue_sign_in          (SendoffPracticeDialogue *self, const char *argument);

/* practice-dialogue-mail.c */
void sendoff_practice_dialogue_take_sender      (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_dialogue_take_recipient   (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_dialogue_take_message     (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_dialogue_reset            (SendoffPracticeDialogue *self);

G_END_DECLS
