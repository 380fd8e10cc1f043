/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How replies are prepared for the search, and what patterns find in them. */

#include "diagnosis/reply-words.h"

typedef struct
{
  const char *text, *words;
} Prepared;

static const Prepared prepared[] = {
  { "", " " },
  { NULL, " " },
  { "550 5.7.1 Relaying  Denied", " relaying denied " },
  { "550-5.7.1 Relaying\r\n550 5.7.1 denied", " relaying denied " },
  { "550 5.7.1 <bob@example.org>... Relaying", " ... relaying " },
  { "550 bob@relay.example: Denied", " denied " },
  { "550 5.7.1 <bob@example.org>:Relay", " :relay " },
  { "550 5.7 x", " 5.7 x " },
  { "5500 x", " 5500 x " },
  { "550", " 550 " },
  { "ÄÖÜ É × Ж РЁ", " aou e × ж ре " },
  { "\xff\xc3", " ya " },
  { "Größe Łódź Œuvre ñ", " grosse lodz oeuvre n " },
  { "Bo\xeete", " boite " },
  { "\xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb", " \u8bf7\u4f7f\u7528\u6388\u6743\u7801 " },
  { "\xe9\xe8 r\xe9p\xe9t\xe9", " ee repete " },
  { "t\u1ed3n t\u1ea1i", " ton tai " },
  { "  \t550 x", " x " },
  { "550 spam.example.org: Denied", " : denied " },
  { "550 <spam.example.org>: Denied", " >: denied " },
  { "550 <laptop>: Denied <>", " >: denied <> " },
  { "550 listed at zen.spamhaus.org.", " listed at zen.spamhaus.org. " },
  { "550 not found.Please look", " not found.please look " },
  { "550 No such user: spam here", " no such user: ~ here " },
  { "550 User \"spam\" (full)", " user \" (full) " },
  { "550 see https://a.example/spam/why?p=Full now", " see https://a.example/why?p=full now " },
  { "550 see http://a.example", " see http://a.example " },
};

static void
test_preparing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (prepared); i++)
    {
      g_autoptr(SendoffReplyWords) words = sendoff_reply_words_new (prepared[i].text);

      g_assert_cmpstr (words->text, ==, prepared[i].words);
    }
}

typedef struct
{
  const char *text, *pattern;
  gboolean    matches;
} Match;

static const Match matches[] = {
  { "Relaying denied", "relaying denied", TRUE },
  { "Relaying denied.", "relaying denied", TRUE },
  { "(relaying denied)", "relaying denied", TRUE },
  { "Unrelaying denied", "relaying denied", FALSE },
  { "Relaying deniedly", "relaying denied", FALSE },
  { "Relaying deniedly, relaying denied", "relaying denied", TRUE },
  { "denied, the relaying", "relay*+denied", TRUE },
  { "denied, the relaying", "relay+denied", FALSE },
  { "the relaying", "relay*+denied", FALSE },
  { "two", "one|two", TRUE },
  { "tw", "one|two", FALSE },
  { "the spf.", "spf", TRUE },
  { "spfx", "spf", FALSE },
  { "[inuse] x", "[inuse]", TRUE },
  { "x[inuse]x", "[inuse]", TRUE },
  { "relay@example.org", "relay", FALSE },
  { "请使用授权码登录", "授权码", TRUE },
  { "the mailbox is full", "mailbox|account&full|voll", TRUE },
  { "the account, voll", "mailbox|account&full|voll", TRUE },
  { "the mailbox", "mailbox|account&full|voll", FALSE },
  { "full", "mailbox|account&full|voll", FALSE },
  { "the mail box of ann is full", "mail+box|account&full", TRUE },
  { "the mail of ann is full", "mail+box|account&full", FALSE },
  { "", "x", FALSE },
};

static void
test_matching (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autoptr(SendoffReplyWords) words = sendoff_reply_words_new (matches[i].text);

      g_test_message ("%s in %s", matches[i].pattern, matches[i].text);
      g_assert_cmpint (sendoff_reply_words_match (words, matches[i].pattern), ==, matches[i].matches);
    }
}

static const Match codes[] = {
  { "5.7.1", "5.7.1", TRUE },
  { "5.7.1", "*.7.1", TRUE },
  { "4.7.1", "5.7.1", FALSE },
  { "5.7.10", "*.7.1", FALSE },
  { "5.7.1", "*.7.*", TRUE },
  { "5.1.7", "*.7.*", FALSE },
  { "5.7.606", "5.7.606-649", TRUE },
  { "5.7.649", "5.7.606-649", TRUE },
  { "5.7.650", "5.7.606-649", FALSE },
  { "5.7.605", "5.7.606-649", FALSE },
  { "5.1.2", "*.1.1|*.1.2", TRUE },
  { "5.1.3", "*.1.1|*.1.2", FALSE },
  { "5.2.1", "*.1.1|*.2.1|*.3.1", TRUE },
  { "5.7", "*.7.*", FALSE },
  { "", "*.*.*", FALSE },
  { NULL, "*.*.*", FALSE },
};

static void
test_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_test_message ("%s in %s", codes[i].pattern, codes[i].text != NULL ? codes[i].text : "nothing");
      g_assert_cmpint (sendoff_enhanced_code_match (codes[i].text, codes[i].pattern), ==, codes[i].matches);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-words/preparing", test_preparing);
  g_test_add_func ("/reply-words/matching", test_matching);
  g_test_add_func ("/reply-words/codes", test_codes);

  return g_test_run ();
}
