/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n-lib.h>

#include "practice/practice-mishap.h"

G_BEGIN_DECLS

/* Private to the tables of mishaps: how a row is written. Each ends with a row without a name. */
extern const SendoffPracticeMishapRow sendoff_practice_smtp_mishaps[];
extern const SendoffPracticeMishapRow sendoff_practice_incoming_mishaps[];

#define SMTP SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_PRACTICE_SMTP)
#define IMAP SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_PRACTICE_IMAP)
#define POP3 SENDOFF_PRACTICE_PROTOCOL_BIT (SENDOFF_PRACTICE_POP3)
#define INCOMING (IMAP | POP3)
#define ALL (SMTP | IMAP | POP3)

#define FOR(protocols) (protocols)
#define STEP(step) SENDOFF_PRACTICE_STEP_ ## step
#define TEXT(text) text, sizeof (text) - 1
#define ROW(protocols, step, act, quirk, text) \
  FOR (protocols), STEP (step), SENDOFF_PRACTICE_ACT_ ## act, SENDOFF_PRACTICE_QUIRK_ ## quirk, TEXT (text)
#define REPLY(protocols, step, text) ROW (protocols, step, REPLY, NONE, text)
#define RAW(protocols, step, text) ROW (protocols, step, RAW, NONE, text)
#define RAW_CLOSE(protocols, step, text) ROW (protocols, step, RAW_CLOSE, NONE, text)
#define ENDLESS(protocols, step, text) ROW (protocols, step, ENDLESS, NONE, text)
#define STALL(protocols, step) ROW (protocols, step, STALL, NONE, "")
#define CLOSE(protocols, step) ROW (protocols, step, CLOSE, NONE, "")
#define RESET(protocols, step) ROW (protocols, step, RESET, NONE, "")
#define QUIRK(protocols, quirk) ROW (protocols, NONE, NONE, quirk, "")
#define QUIRK_AT(protocols, step, quirk, text) ROW (protocols, step, REPLY, quirk, text)
#define QUIRK_TEXT(protocols, quirk, text) ROW (protocols, NONE, NONE, quirk, text)

/* Colours, a window title, a bell, a right-to-left override, an isolate that is never closed, a zero-width space, markup. */
#define CONTROL_TEXT \
  "\033[31mNo such\033[0m \033]0;title\007" \
  "user\010\010 \342\200\256drowssap\342\200\254 \342\201\247\342\200\213 <b>&amp;</b>\r here"

G_END_DECLS
