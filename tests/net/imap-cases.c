/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "incoming-cases.h"

#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define HELLO "S * OK ready\n"
#define CAPABILITIES(words) "C CAPABILITY\nS * CAPABILITY IMAP4rev1 " words "|$ OK done\n"
#define UNTIL_LOGIN HELLO CAPABILITIES ("X") "C LOGIN ana correct-horse-7\n"
#define UNTIL_STARTTLS HELLO CAPABILITIES ("STARTTLS LOGINDISABLED") "C STARTTLS\n"
#define TLS_HELLO "TLS\n" HELLO
#define BYE "C LOGOUT\nS * BYE see you|$ OK done\n"

const IncomingCase imap_cases[] = {
  /* ways in */
  { "login", NONE, UNTIL_LOGIN "S $ OK in\n" BYE, 0, .mechanism = "LOGIN", .extensions = "IMAP4rev1,X" },
  { "login-tls", TLS, TLS_HELLO CAPABILITIES ("AUTH=CRAM-MD5") "C LOGIN ana correct-horse-7\nS $ OK in\n" BYE, 0, .mechanism = "LOGIN",
    .extensions = "IMAP4rev1,AUTH=CRAM-MD5" },
  { "plain-tls", TLS, TLS_HELLO CAPABILITIES ("auth=plain sasl-ir AUTH=CRAM-MD5") "C AUTHENTICATE PLAIN \nS $ OK [CAPABILITY IMAP4rev1 IDLE] in\n" BYE, 0,
    .mechanism = "PLAIN", .extensions = "IMAP4rev1,IDLE" },
  { "plain-without-initial-response", TLS, TLS_HELLO CAPABILITIES ("AUTH=PLAIN") "C AUTHENTICATE PLAIN\nS +\nC \nS $ OK in\n" BYE, 0, .mechanism = "PLAIN" },
  { "cram-in-clear", NONE, HELLO CAPABILITIES ("AUTH=PLAIN AUTH=CRAM-MD5") "C AUTHENTICATE CRAM-MD5\nS + PDEuMkBob3N0Pg==\nC \nS $ OK in\n" BYE, 0,
    .mechanism = "CRAM-MD5" },
  { "login-mechanism", TLS, TLS_HELLO CAPABILITIES ("AUTH=LOGIN LOGINDISABLED") "C AUTHENTICATE LOGIN\nS + VXNlcm5hbWU6\nC \nS + UGFzc3dvcmQ6\nC \nS $ OK in\n" BYE,
    0, .mechanism = "LOGIN" },
  { "starttls", STARTTLS,
    UNTIL_STARTTLS "S $ OK go\nTLS\n" CAPABILITIES ("IDLE") "C LOGIN ana correct-horse-7\nS * CAPABILITY IMAP4rev1 SORT|$ OK in\n" BYE, 0,
    .mechanism = "LOGIN", .extensions = "IMAP4rev1,SORT" },
  { "lower-case", STARTTLS, "S * ok ready\nC CAPABILITY\nS * capability imap4rev1 starttls|$ ok done\nC STARTTLS\nS $ ok go\nTLS\n" CAPABILITIES ("IDLE")
    "C LOGIN\nS $ ok in\n" BYE, 0, .mechanism = "LOGIN" },
  { "two-capability-lines", NONE, HELLO "C CAPABILITY\nS * CAPABILITY IMAP4rev1|* CAPABILITY IDLE|$ OK done\nC LOGIN\nS $ OK in\n" BYE, 0,
    .extensions = "IMAP4rev1,IDLE" },
  { "greeting-with-capability", NONE, "S * OK [CAPABILITY IMAP4 A] ready\nC CAPABILITY\nS $ OK nothing to add\nC LOGIN\nS $ OK in\n" BYE, 0,
    .extensions = "IMAP4,A" },
  { "untagged-between", NONE, UNTIL_LOGIN "S * OK Still here|* 5 EXISTS|* FLAGS (\\Seen)|$ OK in\n" BYE, 0, .mechanism = "LOGIN" },
  { "bare-line-feeds", NONE, "R * OK ready\\n\nC CAPABILITY\nR * CAPABILITY IMAP4rev1\\n$ OK done\\n\nC LOGIN\nR $ OK in\\n\n" BYE, 0,
    .mechanism = "LOGIN" },
  { "silent-at-logout", NONE, UNTIL_LOGIN "S $ OK in\nSTALL\n", 0, .mechanism = "LOGIN" },
  { "preauth", NONE, "S * PREAUTH hello\n" CAPABILITIES ("X") BYE, 0, .not_signed_in = TRUE },

  /* greeting */
  { "preauth-starttls", STARTTLS, "S * PREAUTH hello\n", 76, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, .reply = "PREAUTH" },
  { "bye", NONE, "S * BYE overloaded\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "overloaded" },
  { "bye-starttls", STARTTLS, "S * BYE overloaded\nCLOSE\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "overloaded" },
  { "bye-tls", TLS, "TLS\nS * BYE overloaded\nCLOSE\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "overloaded" },
  { "greeting-no", NONE, "S * NO never\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "never" },
  { "greeting-pop3", NONE, "S +OK ready\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "+OK" },
  { "greeting-smtp", NONE, "S 220 ready\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "220" },
  { "greeting-nul", NONE, "S * OK a\\0b\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-closed", NONE, "CLOSE\n", 69, SENDOFF_FAILURE_CONNECTION_LOST },
  { "greeting-closed-tls", TLS, "TLS\nCLOSE\n", 69, SENDOFF_FAILURE_CONNECTION_LOST, .greeting_in_tls = TRUE },
  { "greeting-silence-tls", TLS, "TLS\nSTALL\n", 69, SENDOFF_FAILURE_TIMEOUT, .greeting_in_tls = TRUE },
  { "greeting-silence", NONE, "STALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "greeting-untimely-capability", NONE, "S * OK ready|A001 OK done\nSTALL\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-never-ends", NONE, "FLOOD * OK ready\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "greeting-drips", NONE, "DRIP * OK x\n", 69, SENDOFF_FAILURE_TIMEOUT },

  /* capabilities */
  { "capability-no", NONE, HELLO "C CAPABILITY\nS $ NO never\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "never" },
  { "capability-unavailable", STARTTLS, HELLO "C CAPABILITY\nS $ NO [UNAVAILABLE] later\n", 75, SENDOFF_FAILURE_REFUSED },
  { "capability-bad", STARTTLS, HELLO "C CAPABILITY\nS $ BAD what\n", 76, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED, .reply = "what" },
  { "capability-bye", NONE, HELLO "C CAPABILITY\nS * BYE so long\nCLOSE\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "so long" },
  { "bye-then-silence", NONE, HELLO "C CAPABILITY\nS * BYE so long\nSTALL\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "so long" },
  { "bye-then-ok", NONE, UNTIL_LOGIN "S * BYE so long|$ OK in\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "so long" },
  { "wrong-tag", NONE, HELLO "C CAPABILITY\nS ZZZZ OK done\n", 76, SENDOFF_FAILURE_PROTOCOL, .reply = "ZZZZ" },
  { "no-tag", NONE, HELLO "C CAPABILITY\nS OK done\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "odd-word", NONE, HELLO "C CAPABILITY\nS $ MAYBE done\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "endless-capability", NONE, HELLO "C CAPABILITY\nFLOOD * CAPABILITY IMAP4rev1 X Y Z\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "endless-untagged", TLS, TLS_HELLO "C CAPABILITY\nFLOOD * 1 EXISTS\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "no-encryption", STARTTLS, HELLO CAPABILITIES ("X"), 76, SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED },

  /* STARTTLS */
  { "starttls-no", STARTTLS, UNTIL_STARTTLS "S $ NO never\n", 76, SENDOFF_FAILURE_ENCRYPTION_REFUSED, .reply = "never" },
  { "starttls-bad", STARTTLS, UNTIL_STARTTLS "S $ BAD what\n", 76, SENDOFF_FAILURE_ENCRYPTION_REFUSED, .reply = "what" },
  { "starttls-unavailable", STARTTLS, UNTIL_STARTTLS "S $ NO [UNAVAILABLE] later\n", 75, SENDOFF_FAILURE_ENCRYPTION_REFUSED },
  { "starttls-bye", STARTTLS, UNTIL_STARTTLS "S * BYE later\nCLOSE\n", 75, SENDOFF_FAILURE_REFUSED },
  { "starttls-injected", STARTTLS, UNTIL_STARTTLS "S $ OK go|A003 OK injected\nTLS\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "starttls-injected-untagged", STARTTLS, UNTIL_STARTTLS "S $ OK go|* CAPABILITY IMAP4rev1\nTLS\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "starttls-injected-later", STARTTLS, UNTIL_STARTTLS "S $ OK go\nSLEEP 100\nS A003 OK injected\n", 76, SENDOFF_FAILURE_HANDSHAKE },
  { "starttls-untagged-before", STARTTLS,
    UNTIL_STARTTLS "S * CAPABILITY AUTH=PLAIN|$ OK go\nTLS\n" CAPABILITIES ("LOGINDISABLED"), 77, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED },
  { "starttls-silence", STARTTLS, UNTIL_STARTTLS "STALL\n", 69, SENDOFF_FAILURE_TIMEOUT },

  /* sign-in */
  { "refused", NONE, UNTIL_LOGIN "S $ NO [AUTHENTICATIONFAILED] wrong\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "[AUTHENTICATIONFAILED] wrong" },
  { "refused-with-bye", NONE, UNTIL_LOGIN "S * BYE too many|$ NO wrong\n", 75, SENDOFF_FAILURE_REFUSED, .reply = "NO wrong" },
  { "refused-with-bye-and-why", NONE, UNTIL_LOGIN "S * BYE too many|$ NO [AUTHENTICATIONFAILED] wrong\n", 77, SENDOFF_FAILURE_REFUSED },
  { "bad", NONE, UNTIL_LOGIN "S $ BAD what\n", 77, SENDOFF_FAILURE_REFUSED, .reply = "BAD what" },
  { "unavailable", NONE, UNTIL_LOGIN "S $ NO [UNAVAILABLE] later\n", 75, SENDOFF_FAILURE_REFUSED },
  { "in-use", NONE, UNTIL_LOGIN "S $ NO [INUSE] later\n", 75, SENDOFF_FAILURE_REFUSED },
  { "login-bye", NONE, UNTIL_LOGIN "S * BYE later\nCLOSE\n", 75, SENDOFF_FAILURE_REFUSED },
  { "login-closed", NONE, UNTIL_LOGIN "CLOSE\n", 69, SENDOFF_FAILURE_CONNECTION_LOST },
  { "login-silence", NONE, UNTIL_LOGIN "STALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "login-untagged-ok", NONE, UNTIL_LOGIN "S * OK in\nSTALL\n", 69, SENDOFF_FAILURE_TIMEOUT },
  { "login-wrong-tag", NONE, UNTIL_LOGIN "S A777 OK in\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "login-continued", NONE, UNTIL_LOGIN "S + go on\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "login-preauth", NONE, UNTIL_LOGIN "S $ PREAUTH in\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "login-answered-twice", NONE, UNTIL_LOGIN "S $ OK in|$ NO wrong\n", 76, SENDOFF_FAILURE_PROTOCOL },
  { "login-answered-early", TLS, TLS_HELLO "C CAPABILITY\nS * CAPABILITY IMAP4rev1|$ OK done|A002 OK in\nC LOGIN\nS $ NO wrong\n", 76,
    SENDOFF_FAILURE_PROTOCOL },
  { "welcome-amid-exchange", NONE, HELLO CAPABILITIES ("AUTH=CRAM-MD5 LOGINDISABLED") "C AUTHENTICATE CRAM-MD5\nS $ OK in\n", 76,
    SENDOFF_FAILURE_PROTOCOL },
  { "login-disabled", NONE, HELLO CAPABILITIES ("LOGINDISABLED"), 77, SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED, .extensions = "IMAP4rev1,LOGINDISABLED" },
  { "unsupported", TLS, TLS_HELLO CAPABILITIES ("AUTH=CRAM-MD5") "C LOGIN\nS $ NO Unsupported authentication mechanism.\n", 77,
    SENDOFF_FAILURE_REFUSED, .more_mechanisms = TRUE },
  { "unsupported-nothing-left", TLS, TLS_HELLO CAPABILITIES ("AUTH=XOAUTH2") "C LOGIN\nS $ NO Unsupported authentication mechanism.\n", 77,
    SENDOFF_FAILURE_REFUSED },
  { "nothing-preferred", TLS, TLS_HELLO CAPABILITIES ("LOGINDISABLED AUTH=CRAM-MD5"), 77, SENDOFF_FAILURE_NO_COMMON_MECHANISM, .nothing_common = TRUE },
  { "all-mechanisms", TLS, TLS_HELLO CAPABILITIES ("LOGINDISABLED AUTH=CRAM-MD5") "C AUTHENTICATE CRAM-MD5\nS + PDEuMkBob3N0Pg==\nC \nS $ OK in\n" BYE, 0,
    .mechanism = "CRAM-MD5", .all = TRUE },
  { "nothing-known", TLS, TLS_HELLO CAPABILITIES ("LOGINDISABLED AUTH=GSSAPI"), 77, SENDOFF_FAILURE_NO_COMMON_MECHANISM, .all = TRUE },
  { NULL },
};
