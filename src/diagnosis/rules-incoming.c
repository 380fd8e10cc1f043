/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: IMAP's NO, BAD and BYE, POP3's -ERR (RFC 3501, 5530, 2449, 3206). Their replies have no code. First match wins. */

#include "diagnosis/hints.h"
#include "diagnosis/rule-tables.h"
#include "diagnosis/topics.h"
#include "diagnosis/words-sign-in.h"
#include "diagnosis/words.h"

#define IN WHEN (INCOMING)

const SendoffRule sendoff_rules_of_incoming[] = {
  /* Another service. */
  { KIND (REFUSED), ANY_COMMAND, ANY_CODE, ANY, ANY, IN | WHEN (GOT_SMTP), "smtp-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, IN | WHEN (GOT_PORTAL), "captive-portal" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, IN | WHEN (GOT_HTTP), "web-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, IN | WHEN (GOT_SSH), "ssh-server" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, ANY, IN | WHEN (GOT_TLS), "tls-as-greeting" },
  { KIND (REFUSED), STARTTLS, ANY_CODE, ANY, ANY, IN, "encryption-refused" },

  /* What is known for sure, even where the response code says less. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[privacyrequired]|logindisabled", IN, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "locked by another*|in use by another|maildrop+locked|locked by pop*", IN, "mailbox-in-use" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_CLIENT_CERTIFICATE "|" WORDS_CERTIFICATE_REFUSED, IN, "client-certificate-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[expired]", IN, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[overquota]&bandwidth*|command limit*|command or*|rate|requests", IN, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[overquota]", IN, "own-mailbox-full" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[login-delay]", IN, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_STARTTLS_FIRST, IN, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_APP_PASSWORD, IN, "app-password-needed" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "account is abnormal|service is not open", IN, "service-switched-off" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_WAIT_AFTER_TOO_MANY, IN, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_LOCKED, IN, "account-locked" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_WEB, IN, "web-sign-in-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_OAUTH, IN, "oauth-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_PASSWORD_OLD, IN, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_ADDRESS_SHUT_OUT, IN, "address-shut-out" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_LIMITED, IN, "rate-limited" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "quota exceeded|quota is exceeded|over quota|overquota|mailbox is full|mailbox full", IN, "own-mailbox-full" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "login command+disabled|login+use authenticate", IN, "mechanism-refused" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "bad login&argument*|expect*|command*|syntax|usage|literal*|parse*", IN, "command-refused" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, WORDS_WRONG_PASSWORD "|" WORDS_CREDENTIALS "&" SAID_AS_ONE_OF_TWO, IN, "wrong-password" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_SERVICE_OFF, IN, "service-switched-off" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_ACCOUNT_OFF, IN, "account-disabled" },

  /* Response codes. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "idle for too long*|idle too long*|autologout*", IN, "server-tired-of-waiting" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[inuse]|[in-use]", IN, "mailbox-in-use" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[limit]", IN, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[unavailable]|[sys/temp]", IN, "sign-in-try-later" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[serverbug]+temporar*|[serverbug]+try again*", IN, "sign-in-try-later" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "[sys/perm]|[clientbug]&" WORDS_NO_SUCH_MECHANISM, IN, "mechanism-refused" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "[sys/perm]&" WORDS_NO_SUCH_LOGIN, IN, "user-unknown-at-sign-in" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[serverbug]|[corruption]|[sys/perm]", IN, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[clientbug]", IN, "command-refused" },

  /* Words. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "mailbox*+locked|already locked|already in use|unable to lock|lock busy|is busy+mailbox|"
    "mailbox in use|maildrop already",
    IN, "mailbox-in-use" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "temporary auth*|temporary login*|authentication temporar*|login temporar*", IN, "sign-in-try-later" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, WORDS_NO_SUCH_MECHANISM, IN, "mechanism-refused" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_FULL_ADDRESS, IN, "user-needs-address" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[authorizationfailed]", IN, "sign-in-refused-by-policy" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, WORDS_NO_SUCH_LOGIN, IN, "user-unknown-at-sign-in" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "[authenticationfailed]|[auth]&" WORDS_WRONG_PASSWORD, IN, "wrong-password" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, TOPIC_ENCRYPTION "&" SAID_NEEDED, IN, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "temporar*&backend*|problem*|error|unavailable|try again*|try later", IN, "sign-in-try-later" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_WRONG_PASSWORD, IN, "wrong-password" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_OUT_OF_ORDER, IN, "sign-in-try-later" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, TOPIC_STORE "&" SAID_BROKEN, IN, "server-fault" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, TOPIC_ACCOUNT "&" SAID_OFF, IN, "account-disabled" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, HINTS_NOT_ALLOWED_IN, IN, "sign-in-refused-by-policy" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[authenticationfailed]|[auth]", IN, "wrong-password" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_OUT_OF_STEP, IN, "command-refused" },

  /* What is left. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, WORDS_WAITED_TOO_LONG, IN, "server-tired-of-waiting" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "* bye|bye", IN, "server-closing" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "no bad|-err", IN, "wrong-password" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "bad", IN, "command-refused" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "no", IN, "wrong-password" },
  { KIND (REFUSED), GREETING, NO_CODE, ANY, "-err", IN, "turned-away" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "no|-err", IN, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "bad", IN, "command-refused" },
  { 0 },
};
