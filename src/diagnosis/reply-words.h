/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server says, prepared for a search for words: one line in lower case, without accents, with single spaces, one at each end;
 * without the reply codes at the lines' start and without mail addresses, so that "full@relay.example" can't pass for the server's own
 * words. Any bytes are fine: what isn't UTF-8 is read as GB 2312 if it can be, else as Latin-1. */
typedef struct
{
  char   *text;
  gsize   length;
  guint8 *grams; /* long texts only: which groups of four bytes occur, by hash */
} SendoffReplyWords;

SendoffReplyWords *sendoff_reply_words_new  (const char *text); /* NULL counts as "" */
void               sendoff_reply_words_free (SendoffReplyWords *self);

/* pattern: alternatives in lower case without accents, parted by '|'; each is a phrase, or phrases joined by '+' that must all occur, in any order. A phrase
 * stands for whole words; with '*' at its end the last word may go on ("greylist*"). '&' joins groups of alternatives of which each must have one
 * that occurs: "mailbox|account & full" without the spaces. At most one pass of the text for each phrase. */
gboolean sendoff_reply_words_match (const SendoffReplyWords *self, const char *pattern);

/* patterns: alternatives parted by '|' such as "*.7.1", "5.7.606-649". code NULL: FALSE. */
gboolean sendoff_enhanced_code_match (const char *code, const char *patterns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffReplyWords, sendoff_reply_words_free)

G_END_DECLS
