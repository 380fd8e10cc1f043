/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-channel.h"
#include "practice/practice-log.h"
#include "practice/practice-record.h"
#include "practice/practice-settings.h"

G_BEGIN_DECLS

/* Private to this folder: the server's side of one session: what all protocols have in common. Belongs to its connection's thread. */

/* RFC 4954 section 4: the longest line in a sign-in exchange; the protocols' own commands need less. */
#define SENDOFF_PRACTICE_LINE_MAX 12288
/* Nor here the password: see practice-server.h. */
#define SENDOFF_PRACTICE_HOST_NAME "mail.example"

/* What every protocol says in its own words. */
typedef enum
{
  SENDOFF_PRACTICE_WORD_CHALLENGE,           /* base64 follows */
  SENDOFF_PRACTICE_WORD_FULL,                /* too many connections; before any greeting */
  SENDOFF_PRACTICE_WORD_LINE_TOO_LONG,
  SENDOFF_PRACTICE_WORD_TOO_MANY_ERRORS,     /* the last one */
  SENDOFF_PRACTICE_WORD_TLS_READY,
  SENDOFF_PRACTICE_WORD_TLS_NOT_KNOWN,
  SENDOFF_PRACTICE_WORD_TLS_ACTIVE,
  SENDOFF_PRACTICE_WORD_TLS_FIRST,           /* no sign-in in clear */
  SENDOFF_PRACTICE_WORD_SIGNED_IN,
  SENDOFF_PRACTICE_WORD_DENIED,
  SENDOFF_PRACTICE_WORD_CANCELLED,
  SENDOFF_PRACTICE_WORD_RESPONSE_TOO_LONG,
  SENDOFF_PRACTICE_WORD_NOT_BASE64,
  SENDOFF_PRACTICE_WORD_BAD_RESPONSE,
  SENDOFF_PRACTICE_WORD_NO_INITIAL_RESPONSE, /* this mechanism has none */
  SENDOFF_PRACTICE_WORD_MECHANISM_NOT_OFFERED,
  SENDOFF_PRACTICE_WORD_LONG_BEGIN,          /* of a reply of many lines that is too long; "" or with its line end */
  SENDOFF_PRACTICE_WORD_LONG_END,
  SENDOFF_N_PRACTICE_WORDS
} SendoffPracticeWord;

typedef struct _SendoffPracticeDialogue SendoffPracticeDialogue;

/* One protocol's part of a session. In a reply "{tag}" stands for the tag of the command that is answered. */
typedef struct
{
  void       (*greet)  (SendoffPracticeDialogue *self);
  /* The line has no line end; what else belongs to the command is read by the function. */
  void       (*answer) (SendoffPracticeDialogue *self, GString *line);
  /* What was said before TLS doesn't count; also at the end. */
  void       (*forget) (SendoffPracticeDialogue *self);
  const char *farewell;     /* how a reply begins behind which the server closes; NULL: none does */
  const char *refusals[4];  /* how a refusal begins; ends with NULL */
  const char *words[SENDOFF_N_PRACTICE_WORDS];
} SendoffPracticeSpeech;

extern const SendoffPracticeSpeech sendoff_practice_smtp_speech;
extern const SendoffPracticeSpeech sendoff_practice_imap_speech;
extern const SendoffPracticeSpeech sendoff_practice_pop3_speech;

struct _SendoffPracticeDialogue
{
  SendoffPracticeChannel         channel;
  const SendoffPracticeSpeech   *speech;
  const SendoffPracticeSettings *settings;
  SendoffPracticeRecord         *record;
  SendoffPracticeLog            *log;
  guint                          number;
  gboolean                       has_ended;
  gboolean                       is_signed_in;
  guint                          n_errors;
  struct
  {
    gboolean is_refused;         /* by the greeting: nothing but QUIT is left */
    gboolean is_greeted;         /* EHLO or HELO came */
    char    *sender;             /* NULL: no transaction */
    gboolean has_utf8;           /* SMTPUTF8 was asked for */
    guint    n_recipients_named;
    guint    n_recipients;
    guint    n_messages;
  } smtp;
  struct
  {
    char    *tag;                /* NULL: none yet */
  } imap;
  struct
  {
    char    *stamp;              /* of the greeting, for APOP; NULL: not offered */
    char    *user;               /* USER named it; NULL: it didn't */
  } pop3;
};

const SendoffPracticeSpeech *sendoff_practice_speech_get (SendoffPracticeProtocol protocol);

/* From the greeting to the end. fd is closed by the caller. */
void sendoff_practice_dialogue_run (int fd, int cancel_fd, const SendoffPracticeSettings *settings, SendoffPracticeRecord *record,
                                    SendoffPracticeLog *log, guint number);
/* Remembers and logs a command. shown: what may be kept of it, without credentials. A line that isn't known to be a command may be a
 * password out of step and isn't logged. */
void sendoff_practice_dialogue_note_command (SendoffPracticeDialogue *self, const char *line, const char *shown, gboolean is_known);

/* practice-dialogue-reply.c: one reply of one or several lines, parted by CRLF, without the last line end. */
void     sendoff_practice_dialogue_say          (SendoffPracticeDialogue *self, SendoffPracticeWord word);
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
/* Where it may be started now, and hasn't been. */
gboolean sendoff_practice_dialogue_offers_tls   (SendoffPracticeDialogue *self);
void     sendoff_practice_dialogue_start_tls    (SendoffPracticeDialogue *self);
void     sendoff_practice_dialogue_shake_hands  (SendoffPracticeDialogue *self);

/* practice-dialogue-auth.c: RFC 4422. */
/* FALSE: not in clear. */
gboolean sendoff_practice_dialogue_allows_sign_in (SendoffPracticeDialogue *self);
gboolean sendoff_practice_dialogue_offers_sign_in (SendoffPracticeDialogue *self);
/* The names of what is offered now, parted by spaces; for the mishap of unknown ones these. Caller frees; NULL: none. */
char    *sendoff_practice_dialogue_dup_mechanisms (SendoffPracticeDialogue *self);
/* response: the initial one, base64; NULL: none came. */
void     sendoff_practice_dialogue_sign_in        (SendoffPracticeDialogue *self, const char *mechanism, const char *response);
/* response: what proves it, as it was sent. */
void     sendoff_practice_dialogue_give_verdict   (SendoffPracticeDialogue *self, const char *response, const char *user,
                                                   const char *password, gboolean is_right);
gboolean sendoff_practice_dialogue_is_login       (SendoffPracticeDialogue *self, const char *user, const char *password);

G_END_DECLS
