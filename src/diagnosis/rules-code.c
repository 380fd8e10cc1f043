/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: SMTP replies by their codes alone (RFC 5321, 3463, 4954, 5248), down to the last resort of each command. */

#include "diagnosis/hints.h"
#include "diagnosis/rule-tables.h"
#include "diagnosis/topics.h"
#include "diagnosis/words-sign-in.h"
#include "diagnosis/words.h"

const SendoffRule sendoff_rules_by_code[] = {
  /* STARTTLS: every refusal. */
  { KIND (REFUSED), STARTTLS, ANY_CODE, ANY, ANY, WHEN (MIDDLEBOX), "encryption-hidden" },
  { KIND (REFUSED), STARTTLS, ANY_CODE, ANY, ANY, 0, "encryption-refused" },
  { KIND (REFUSED), HELLO, ANY_CODE, ANY, ANY, WHEN (MIDDLEBOX), "encryption-hidden" },

  /* Not an SMTP reply, or one that refuses nothing. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_TLS), "tls-as-greeting" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_PORTAL), "captive-portal" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_HTTP), "web-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_SSH), "ssh-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_IMAP), "imap-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, WHEN (GOT_POP3), "pop3-server" },
  { KIND (REFUSED), ANY_COMMAND, 0, 399, ANY, ANY, 0, "unreadable-reply" },

  /* Codes that mean one thing wherever they come. */
  { KIND (REFUSED), ANY_COMMAND, CODE (421), ANY, WORDS_BEHIND_THE_SERVER, 0, "server-closing" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), ANY, WORDS_WAITED_TOO_LONG, 0, "server-tired-of-waiting" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), ANY, HINTS_LIMITED, 0, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), ANY, WORDS_HUNG_UP, 0, "connection-lost" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, "*.4.2", WORDS_WAITED_TOO_LONG, 0, "server-tired-of-waiting" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, "timeout (#4.4.2*|waiting for client input", 0, "server-tired-of-waiting" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), "*.7.0|*.7.1", WORDS_NO_SERVICE_NOW, 0, "server-closing" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), "*.7.0|*.7.1", ANY, 0, "rate-limited" },
  { KIND (REFUSED), HELLO | SUBMIT, CODE (421), ANY, SAID_SHUT_OUT, 0, "address-blocked" },
  { KIND (REFUSED), ANY_COMMAND, CODE (421), ANY, ANY, 0, "server-closing" },
  { KIND (REFUSED), ANY_COMMAND, CODE (432), "*.3.*", ANY, 0, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, CODE (432), ANY, ANY, 0, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, CODE (422), "*.7.12", ANY, 0, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, CODE (523), ANY, ANY, 0, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, CODE (524), ANY, ANY, 0, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, CODE (538), ANY, ANY, 0, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, CODE (534), ANY, ANY, 0, "stronger-sign-in-needed" },
  { KIND (REFUSED), ANY_COMMAND, CODE (521), ANY, SAID_SHUT_OUT, 0, "address-blocked" },
  { KIND (REFUSED), ANY_COMMAND, CODE (521), ANY, ANY, 0, "accepts-no-mail" },

  /* Encryption, in words that are no phrase. */
  { KIND (REFUSED), AUTH | EHLO | SUBMIT, REFUSED, ANY, TOPIC_ENCRYPTION "&" SAID_NEEDED, 0, "encryption-required" },

  /* AUTH. */
  { KIND (REFUSED), AUTH, REFUSED, "*.7.9", ANY, 0, "stronger-sign-in-needed" },
  { KIND (REFUSED), AUTH, PERMANENT, "*.7.8", ANY, 0, "wrong-password" },
  { KIND (REFUSED), AUTH, TEMPORARY, ANY, ANY, 0, "sign-in-try-later" },
  { KIND (REFUSED), AUTH, PERMANENT, "*.3.*", ANY, 0, "server-fault" },
  { KIND (REFUSED), AUTH, CODE (535), ANY, ANY, 0, "wrong-password" },
  { KIND (REFUSED), AUTH, CODE (504), ANY, ANY, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, CODE (500), ANY, ANY, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, 502, 503, ANY, ANY, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, CODE (501), ANY, ANY, 0, "wrong-password" },
  { KIND (REFUSED), AUTH, CODE (530), ANY, "tls|ssl|encrypt*|secure", 0, "encryption-required" },
  { KIND (REFUSED), AUTH, CODE (530), ANY, WORDS_AUTHENTICATE, 0, "authentication-required" },
  { KIND (REFUSED), AUTH, CODE (530), ANY, ANY, 0, "sign-in-refused-by-policy" },
  { KIND (REFUSED), AUTH, PERMANENT, "*.7.*", ANY, 0, "sign-in-refused-by-policy" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, ANY, 0, "wrong-password" },

  /* 530 and 535 anywhere else: sign in first. */
  { KIND (REFUSED), ANY_COMMAND, CODE (530), ANY, ANY, WHEN (SIGNED_IN), "relaying-denied-signed-in" },
  { KIND (REFUSED), ANY_COMMAND, CODE (530), ANY, ANY, 0, "authentication-required" },
  { KIND (REFUSED), ANY_COMMAND, CODE (535), ANY, ANY, 0, "wrong-password" },
  { KIND (REFUSED), SUBMIT, CODE (503), "*.7.0|*.7.1", ANY, 0, "authentication-required" },
  { KIND (REFUSED), SUBMIT, CODE (533), ANY, ANY, 0, "recipient-refused" },

  /* Greeting and EHLO. */
  { KIND (REFUSED), HELLO, TEMPORARY, "*.7.*", ANY, 0, "rate-limited" },
  { KIND (REFUSED), HELLO, TEMPORARY, ANY, ANY, 0, "server-closing" },
  { KIND (REFUSED), HELLO, PERMANENT, "*.3.2", ANY, 0, "accepts-no-mail" },
  { KIND (REFUSED), HELLO, PERMANENT, "*.3.*", ANY, 0, "server-fault" },
  { KIND (REFUSED), HELLO, 500, 504, ANY, ANY, 0, "command-refused" },
  { KIND (REFUSED), HELLO, PERMANENT, ANY, ANY, 0, "greeting-refused" },

  /* Addresses. */
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.1", ANY, 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.2", ANY, 0, "recipient-domain-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.3", ANY, 0, "recipient-malformed" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.4", ANY, 0, "recipient-refused" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.10", ANY, 0, "recipient-domain-takes-no-mail" },
  { KIND (REFUSED), RCPT | DATA, CODE (556), ANY, ANY, 0, "recipient-domain-takes-no-mail" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.7.2|*.2.4", ANY, 0, "recipient-members-only" },
  { KIND (REFUSED), MAIL, PERMANENT, "*.1.*", ANY, 0, "sender-refused" },
  { KIND (REFUSED), RCPT, REFUSED, "*.6.7-9", ANY, 0, "recipient-malformed" },

  /* The server's own troubles. */
  { KIND (REFUSED), SUBMIT, REFUSED, "*.3.1", ANY, 0, "server-storage-full" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.3.2", ANY, 0, "accepts-no-mail" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.3.5|*.4.6", ANY, 0, "server-misconfigured" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.3.*", ANY, 0, "server-fault" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.5.3", ANY, 0, "too-many-recipients" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.4.3|*.4.4|*.4.1", ANY, 0, "routing-fault" },
  { KIND (REFUSED), SUBMIT, PERMANENT, "*.4.5", ANY, 0, "rate-limited" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.4.*", ANY, 0, "server-fault" },

  /* No phrase is known, and the codes say little: what it is about, and what is said of it. */
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "system full|system is full|disk full|disk is full|disk space|system storage|server storage|storage error|system resources|storage system", 0, "server-storage-full" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, TOPIC_MAILBOX "&" SAID_FULL, 0, "mailbox-full" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, TOPIC_MESSAGE "&" SAID_TOO_BIG, 0, "message-too-big" },
  { KIND (REFUSED), RCPT, 505, 599, ANY, TOPIC_MAILBOX "&" SAID_ABSENT, 0, "recipient-unknown" },

  /* Single words that hint. */
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, HINTS_LIMITED, 0, "rate-limited" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, HINTS_MAILBOX_FULL, 0, "mailbox-full" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, HINTS_SPAM, 0, "spam" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, HINTS_RELAY, 0, "relaying-denied" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, HINTS_AUTHENTICATE, 0, "authentication-required" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, TOPIC_ACCOUNT "&" SAID_OFF, 0, "recipient-disabled" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, HINTS_REPUTATION, 0, "address-blocked" },
  { KIND (REFUSED), RCPT, 505, 599, ANY, HINTS_NO_SUCH_USER, 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, HINTS_TOO_BIG, 0, "message-too-big" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, HINTS_CONTENT, 0, "content-refused" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, WORDS_RECIPIENTS "&" SAID_ABSENT, 0, "recipient-unknown" },

  /* Temporary, by code. */
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, WORDS_BROKEN "|database*|queue*|backend*|lookup*|temporary system*", 0, "server-fault" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, "*.7.*", ANY, 0, "try-later" },
  { KIND (REFUSED), RCPT, CODE (450), ANY, ANY, 0, "try-later" },
  { KIND (REFUSED), RCPT, TEMPORARY, "*.2.0", ANY, 0, "try-later" },
  { KIND (REFUSED), SUBMIT, CODE (452), ANY, ANY, 0, "server-storage-full" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, ANY, 0, "server-fault" },

  /* Permanent, by code. */
  { KIND (REFUSED), RCPT, CODE (551), ANY, ANY, 0, "recipient-moved" },
  { KIND (REFUSED), RCPT, CODE (552), ANY, ANY, 0, "mailbox-full" },
  { KIND (REFUSED), MAIL | DATA, CODE (552), ANY, ANY, 0, "message-too-big" },
  { KIND (REFUSED), SUBMIT, CODE (500), ANY, ANY, 0, "command-refused" },
  { KIND (REFUSED), SUBMIT, 502, 504, ANY, ANY, 0, "command-refused" },
  { KIND (REFUSED), RCPT, CODE (501), ANY, ANY, 0, "recipient-malformed" },
  { KIND (REFUSED), MAIL, CODE (501), ANY, ANY, 0, "sender-malformed" },
  { KIND (REFUSED), MAIL | RCPT, CODE (555), ANY, ANY, 0, "command-refused" },
  { KIND (REFUSED), DATA, PERMANENT, "*.6.*|*.7.7", ANY, 0, "message-malformed" },
  { KIND (REFUSED), RCPT, PERMANENT, ANY, ANY, 0, "recipient-refused" },
  { KIND (REFUSED), MAIL, PERMANENT, ANY, ANY, 0, "sender-refused" },
  { KIND (REFUSED), DATA, PERMANENT, ANY, ANY, 0, "content-refused" },
  { KIND (REFUSED), ANY_COMMAND, TEMPORARY, ANY, ANY, 0, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, PERMANENT, ANY, ANY, 0, "command-refused" },
  { 0 },
};
