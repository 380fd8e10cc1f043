/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "practice/practice-protocol.h"

G_BEGIN_DECLS

/* Private to this folder: what goes wrong on purpose, as data. */

/* Where. */
typedef enum
{
  SENDOFF_PRACTICE_STEP_NONE,
  SENDOFF_PRACTICE_STEP_GREETING,
  SENDOFF_PRACTICE_STEP_CAPABILITIES, /* EHLO, CAPABILITY, CAPA */
  SENDOFF_PRACTICE_STEP_STARTTLS, /* and STLS */
  SENDOFF_PRACTICE_STEP_HANDSHAKE,
  SENDOFF_PRACTICE_STEP_AUTH,    /* the command, or the first one */
  SENDOFF_PRACTICE_STEP_VERDICT, /* the credentials are here */
  SENDOFF_PRACTICE_STEP_MAIL,
  SENDOFF_PRACTICE_STEP_RCPT,
  SENDOFF_PRACTICE_STEP_DATA,
  SENDOFF_PRACTICE_STEP_BODY,    /* its first bytes are here */
  SENDOFF_PRACTICE_STEP_DOT,
  SENDOFF_PRACTICE_STEP_QUIT,    /* and LOGOUT */
} SendoffPracticeStep;

/* What happens instead of the usual answer. */
typedef enum
{
  SENDOFF_PRACTICE_ACT_NONE,
  SENDOFF_PRACTICE_ACT_REPLY,     /* the text and a line end; 421 and BYE close */
  SENDOFF_PRACTICE_ACT_RAW,       /* the text as it is, then silence */
  SENDOFF_PRACTICE_ACT_RAW_CLOSE, /* the text as it is, then the end */
  SENDOFF_PRACTICE_ACT_ENDLESS,   /* the text, which is a line with its end, again and again */
  SENDOFF_PRACTICE_ACT_STALL,
  SENDOFF_PRACTICE_ACT_CLOSE,
  SENDOFF_PRACTICE_ACT_RESET,
} SendoffPracticeAct;

/* What a text can't express. */
typedef enum
{
  SENDOFF_PRACTICE_QUIRK_NONE,
  SENDOFF_PRACTICE_QUIRK_SLOW_BANNER,
  SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS,
  SENDOFF_PRACTICE_QUIRK_SMALL_SIZE,
  SENDOFF_PRACTICE_QUIRK_NO_STARTTLS,
  SENDOFF_PRACTICE_QUIRK_INJECTED_TEXT,   /* the text follows the promise in the same segment */
  SENDOFF_PRACTICE_QUIRK_LATE_INJECTED_TEXT, /* in the next one */
  SENDOFF_PRACTICE_QUIRK_ALERT,
  SENDOFF_PRACTICE_QUIRK_ONLY_TLS_1_1,
  SENDOFF_PRACTICE_QUIRK_NO_AUTH,
  SENDOFF_PRACTICE_QUIRK_UNKNOWN_AUTH,
  SENDOFF_PRACTICE_QUIRK_TLS_FIRST,       /* no sign-in before */
  SENDOFF_PRACTICE_QUIRK_LOGIN_DISABLED,  /* IMAP; whatever the connection */
  SENDOFF_PRACTICE_QUIRK_SIGNED_IN,       /* IMAP: the greeting says so */
  SENDOFF_PRACTICE_QUIRK_ENDLESS_CHALLENGE,
  SENDOFF_PRACTICE_QUIRK_ECHOED_CREDENTIALS,
  SENDOFF_PRACTICE_QUIRK_DOUBLE_REPLY,
  SENDOFF_PRACTICE_QUIRK_EARLY_REPLY,
  SENDOFF_PRACTICE_QUIRK_LONG_LINE,       /* the text, filled up to 100 KiB */
  SENDOFF_PRACTICE_QUIRK_HUGE_REPLY,      /* the text's line again and again, 2 MiB */
  SENDOFF_PRACTICE_QUIRK_DRIBBLE,
  SENDOFF_PRACTICE_QUIRK_BARE_LF,
} SendoffPracticeQuirk;

typedef struct
{
  const char           *name;
  const char           *description; /* marked for translation */
  guint                 protocols;   /* where it can happen: a set of SENDOFF_PRACTICE_PROTOCOL_BIT () */
  SendoffPracticeStep   step;
  SendoffPracticeAct    act;
  SendoffPracticeQuirk  quirk;
  const char           *text;
  gsize                 length;      /* of the text, which may hold a NUL and begin a line with "{tag}" */
  guint                 only_nth;    /* 0: each time */
} SendoffPracticeMishapRow;

/* NULL name: the row of no mishap at all. NULL: unknown in this protocol. Static. */
const SendoffPracticeMishapRow *sendoff_practice_mishap_find (const char *name, SendoffPracticeProtocol protocol);

G_END_DECLS
