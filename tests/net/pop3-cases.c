/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "incoming-cases.h"

#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define HELLO "S +OK ready\n"
#define STAMPED "S +OK ready <1.2@host>\n"
#define CAPABILITIES(lines) "C CAPA\nS +OK list|" lines "|.\n"
#define UNTIL_PASS HELLO CAPABILITIES ("USER") "C USER ana\nS +OK go on\nC PASS correct-horse-7\n"
#define UNTIL_STLS HELLO CAPABILITIES ("STLS|USER") "C STLS\n"
#define TLS_HELLO "TLS\n" HELLO
#define BYE "C QUIT\nS +OK see you\n"

const IncomingCase pop3_cases[] = {
  /* ways in */
  { "user", NONE, UNTIL_PASS "S +OK in\n" BYE, 0, .mechanism = "USER", .extensions = "USER" },
  { "no-capabilities", NONE, HELLO "C CAPA\nS -ERR what\nC USER ana\nS +OK go on\nC PASS\nS +OK in\n" BYE, 0, .mechanism = "USER" },
  { "user-tls", TLS, "TLS\n" STAMPED CAPABILITIES ("TOP|USER|SASL CRAM-MD5") "C USER ana\nS +OK\nC PASS\nS +OK in\n" BYE, 0, .mechanism = "USER",
    .extensions = "TOP,USER,SASL CRAM-MD5" },
  { "plain-tls", TLS, TLS_HELLO CAPABILITIES ("USER|sasl plain cram-md5") "C AUTH PLAIN \nS +OK in\n" BYE, 0, .mechanism = "PLAIN" },
  { "apop", NONE, STAMPED CAPABILITIES ("USER|SASL PLAIN") "C APOP ana \nS +OK in\n" BYE, 0, .mechanism = "APOP" },
  { "cram-in-clear", NONE, STAMPED CAPABILITIES ("USER|SASL PLAIN CRAM-MD5") "C AUTH CRAM-MD5\nS + PDEuMkBob3N0Pg==\nC \nS +OK in\n" BYE, 0,
    .mechanism = "CRAM-MD5" },
  { "stls", STARTTLS, UNTIL_STLS "S +OK go\nTLS\n" CAPABILITIES ("USER|UIDL") "C USER ana\nS +OK\nC PASS\nS +OK in\n" BYE, 0, .mechanism = "USER",
    .extensions = "USER,UIDL" },
  { "offered-in-clear-only", STARTTLS, UNTIL_STLS "S +OK go\nTLS\n" CAPABILITIES ("UIDL"), 77, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED },
  { "lower-case", STARTTLS, "S +ok ready\nC CAPA\nS +ok list|stls|user|.\nC STLS\nS +ok go\nTLS\nC CAPA\nS +ok list|user|.\nC USER\nS +ok\nC PASS\nS +ok in\n" BYE,
    0, .mechanism = "USER" },
  { "silent-at-quit", NONE, UNTIL_PASS "S +OK in\nSTALL\n", 0, .mechanism = "USER" },

  /* greeting */
  { "greeting-refused", NONE, "S -ERR never\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "never" },
  { "greeting-temporary", NONE, "S -ERR [SYS/TEMP] later\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "later" },
  { "greeting-imap", NONE, "S * OK ready\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "* OK" },
  { "greeting-okay", NONE, "S +OKAY ready\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-plus", NONE, "S + ready\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-nul", NONE, "S +OK a\\0b\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-closed", NONE, "CLOSE\n", 69, SENDOFF_FAILURE_CONNECTION_LOST },
  { "greeting-silence", STARTTLS, "STALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "greeting-twice", NONE, "S +OK ready|+OK list\nSTALL\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-floods", TLS, "TLS\nFLOOD +OK ready\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-drips", NONE, "R +OK\nDRIP x\n", 69, SENDOFF_FAILURE_TIMEOUT },

  /* capabilities */
  { "endless-capabilities", NONE, HELLO "C CAPA\nS +OK list\nFLOOD X-CAPABILITY\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "endless-capabilities-tls", TLS, TLS_HELLO "C CAPA\nS +OK list\nFLOOD X-CAPABILITY\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "unended-capabilities", NONE, HELLO "C CAPA\nS +OK list|USER\nSTALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "dripping-capabilities", NONE, HELLO "C CAPA\nS +OK list\nDRIP X|\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "dotted-capability", NONE, HELLO "C CAPA\nS +OK list|.USER|.\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "capabilities-without-status", NONE, HELLO "C CAPA\nS USER|.\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "USER" },
  { "capability-refused-starttls", STARTTLS, HELLO "C CAPA\nS -ERR what\n", 76, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, .reply = "what" },
  { "capability-temporary", STARTTLS, HELLO "C CAPA\nS -ERR [SYS/TEMP] later\n", 75, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED },
  { "no-encryption", STARTTLS, HELLO CAPABILITIES ("USER"), 76, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED },

  /* STLS */
  { "stls-refused", STARTTLS, UNTIL_STLS "S -ERR never\n", 76, SENDOFF_FAILURE_ENCRYPTION_REFUSED, .reply = "never" },
  { "stls-temporary", STARTTLS, UNTIL_STLS "S -ERR [SYS/TEMP] later\n", 75, SENDOFF_FAILURE_ENCRYPTION_REFUSED },
  { "stls-injected", STARTTLS, UNTIL_STLS "S +OK go|+OK list|USER|.\nTLS\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "stls-injected-later", STARTTLS, UNTIL_STLS "S +OK go\nSLEEP 100\nS +OK injected\n", 76, SENDOFF_FAILURE_HANDSHAKE },
  { "stls-odd", STARTTLS, UNTIL_STLS "S fine\n", 76, SENDOFF_FAILURE_PROTOCOL },

  /* sign-in */
  { "refused", NONE, UNTIL_PASS "S -ERR [AUTH] wrong\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "[AUTH] wrong" },
  { "user-refused", NONE, HELLO CAPABILITIES ("USER") "C USER ana\nS -ERR nobody\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "nobody" },
  { "in-use", NONE, UNTIL_PASS "S -ERR [IN-USE] later\n", 75, SENDOFF_FAILURE_REFUSED },
  { "temporary", NONE, UNTIL_PASS "S -ERR [SYS/TEMP] later\n", 75, SENDOFF_FAILURE_REFUSED },
  { "pass-closed", NONE, UNTIL_PASS "CLOSE\n", 69, SENDOFF_FAILURE_CONNECTION_LOST },
  { "pass-silence", NONE, UNTIL_PASS "STALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "pass-odd", NONE, UNTIL_PASS "S welcome\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "user-answered-twice", NONE, HELLO CAPABILITIES ("USER") "C USER ana\nS +OK go on|+OK in\nC PASS\nS -ERR wrong\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "user-answered-twice-tls", TLS, TLS_HELLO CAPABILITIES ("USER") "C USER ana\nS +OK go on|+OK in\nC PASS\nS -ERR wrong\n", 76,
    SENDOFF_FAILURE_PROTOCOL },
  { "welcome-amid-exchange", NONE, HELLO CAPABILITIES ("SASL CRAM-MD5") "C AUTH CRAM-MD5\nS +OK in\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "no-way-in", NONE, HELLO CAPABILITIES ("TOP"), 77, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, .extensions = "TOP" },
  { "nothing-preferred", TLS, TLS_HELLO CAPABILITIES ("SASL CRAM-MD5"), 77, SENDOFF_FAILURE_NO_COMMON_MECHANISM, .nothing_common = TRUE },
  { "unsupported", TLS, TLS_HELLO CAPABILITIES ("USER|sasl cram-md5") "C USER ana\nS +OK go on\nC PASS\nS -ERR [AUTH] Unsupported authentication mechanism.\n",
    77, SENDOFF_FAILURE_REFUSED, .more_mechanisms = TRUE },
  { "unsupported-but-apop", TLS, "TLS\n" STAMPED CAPABILITIES ("USER") "C USER ana\nS -ERR Unsupported authentication mechanism.\n", 77,
    SENDOFF_FAILURE_REFUSED, .more_mechanisms = TRUE },
  { "unsupported-nothing-left", TLS, TLS_HELLO CAPABILITIES ("USER|SASL XOAUTH2") "C USER ana\nS -ERR Unsupported authentication mechanism.\n", 77,
    SENDOFF_FAILURE_REFUSED },
  { "unsupported-in-clear", NONE, HELLO CAPABILITIES ("USER|SASL NTLM") "C USER ana\nS -ERR Unsupported authentication mechanism.\n", 77,
    SENDOFF_FAILURE_REFUSED },
  { "all-refused", TLS, TLS_HELLO CAPABILITIES ("USER|SASL CRAM-MD5") "C AUTH CRAM-MD5\nS + PDEuMkBob3N0Pg==\nC \nS -ERR [AUTH] wrong\n", 77,
    SENDOFF_FAILURE_REFUSED, .all = TRUE },
  { "apop-over-tls", TLS, "TLS\n" STAMPED CAPABILITIES ("TOP") "C APOP ana \nS +OK in\n" BYE, 0, .mechanism = "APOP", .all = TRUE },
  { "nothing-known", TLS, TLS_HELLO CAPABILITIES ("SASL GSSAPI"), 77, SENDOFF_FAILURE_NO_COMMON_MECHANISM, .all = TRUE },
  { NULL },
};
