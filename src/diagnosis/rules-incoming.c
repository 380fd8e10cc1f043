/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: IMAP's NO, BAD and BYE, POP3's -ERR (RFC 3501, 5530, 2449, 3206). Their replies have no code. First match wins. */

#include "diagnosis/rule-tables.h"

#define IN WHEN (INCOMING)

const SendoffRule sendoff_rules_of_incoming[] = {
  /* Another service. */
  { KIND (REFUSED), HELLO, ANY_CODE, ANY, ANY, IN | WHEN (GOT_SMTP), "smtp-server" },
  { KIND (REFUSED), HELLO, NO_CODE, ANY, ANY, IN | WHEN (GOT_HTTP), "web-server" },
  { KIND (REFUSED), HELLO, NO_CODE, ANY, ANY, IN | WHEN (GOT_SSH), "ssh-server" },
  { KIND (REFUSED), HELLO, NO_CODE, ANY, ANY, IN | WHEN (GOT_TLS), "tls-as-greeting" },
  { KIND (REFUSED), STARTTLS, ANY_CODE, ANY, ANY, IN, "encryption-refused" },

  /* A limit, even where the response code only says "later". */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "too many connections|too many simultaneous*|too many concurrent|too many sessions|maximum number of connections|"
    "connection limit*|too many attempts|too many login attempts|too many requests|rate limit*|throttl*|login delay|too frequent*|"
    "bandwidth limit*|exceeded*+bandwidth|zu viele verbindungen",
    IN, "rate-limited" },

  /* Response codes. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[inuse]|[in-use]", IN, "mailbox-in-use" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[privacyrequired]|logindisabled", IN, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[expired]", IN, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[overquota]", IN, "own-mailbox-full" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[limit]|[login-delay]", IN, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[unavailable]|[sys/temp]", IN, "sign-in-try-later" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[serverbug]|[corruption]|[sys/perm]", IN, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[clientbug]|[cannot]", IN, "command-refused" },

  /* Words. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "tls required|ssl required|use tls|use ssl|must use tls|must use ssl|starttls first|issue starttls|requires ssl|requires tls|"
    "plaintext auth*+disallowed|plaintext authentication not allowed|cleartext login*|cleartext auth*|plaintext login*|"
    "disallowed+secure|secure connection required|encryption required|requires encryption|login disabled|verschlüsselte verbindung|"
    "stls first|without tls|non-secure|insecure connection*|plain text login*",
    IN, "encryption-required" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "application-specific password*|application specific password*|app-specific password*|app password*|application password*|"
    "less secure app*|lesssecureapps|two-factor*|2-step*|two-step*|authorization code|second factor|anwendungspasswort|"
    "client password|external password|授权码|пароль приложения",
    IN, "app-password-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "web browser|webloginrequired|web login required|[webalert|log in via your web*|suspicious login*|verify your account|captcha|"
    "unlock your account",
    IN, "web-sign-in-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "basic auth*+disabled|basicauthblocked*|password authentication is disabled|password authentication disabled|"
    "modern authentication|oauth*|xoauth2|legacy authentication",
    IN, "oauth-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "password expired|password has expired|password must be changed|change your password|passwort abgelaufen",
    IN, "password-change-needed" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "account*+locked|locked out|temporarily blocked|temporarily locked|too many failed|too many login failures|too many invalid",
    IN, "account-locked" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "not enabled|access is disabled|access disabled|imap is disabled|imap disabled|pop is disabled|pop3 is disabled|pop disabled|"
    "pop3 disabled|service is disabled|not allowed to use|access not allowed|not have access|access rights|service is closed|"
    "is not open|enable imap|enable pop*|nicht freigeschaltet|nicht aktiviert",
    IN, "service-switched-off" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "account*+disabled|account*+suspended|account*+deactivated|account*+inactive|account*+blocked|account*+closed|user*+disabled|"
    "user*+suspended|mailbox*+disabled|konto*+gesperrt|[contactadmin]",
    IN, "account-disabled" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "mailbox*+locked|maildrop*+locked|already locked|already in use|in use by another|unable to lock|lock busy|is busy+mailbox|"
    "mailbox in use|maildrop already",
    IN, "mailbox-in-use" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "full email address|full e-mail address|complete email address|complete e-mail address|fully qualified user*",
    IN, "user-needs-address" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "[authorizationfailed]", IN, "sign-in-refused-by-policy" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY,
    "unknown user|user unknown|no such user|user not found|no such mailbox|mailbox not found|sorry, no mailbox*|unbekannter benutzer",
    IN, "user-unknown-at-sign-in" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "[authenticationfailed]|[auth]|authentication failed|auth failed|login failed|invalid login|invalid credentials|"
    "invalid password|wrong password|bad password|incorrect password|password incorrect|invalid user*|logon failure|logon failed|"
    "login incorrect|authentication failure|bad login|bad username|password+rejected|password supplied+incorrect|"
    "anmeldung fehlgeschlagen|falsches passwort|échec de l'authentification|login error",
    IN, "wrong-password" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY,
    "internal error*|server error|internal server*|temporary failure*|temporarily unavailable|try again later|try later|"
    "system error|backend*|cannot connect*|unable to open|database*|service unavailable|shutting down|server shutdown",
    IN, "sign-in-try-later" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY,
    "unsupported authentication*|mechanism+not|unknown authentication*|authentication mechanism*",
    IN, "mechanism-refused" },

  /* What is left. */
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "* bye|bye", IN, "server-closing" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "inactivity|autologout|idle for too long", IN, "server-closing" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "bad", IN, "command-refused" },
  { KIND (REFUSED), AUTH, NO_CODE, ANY, "no|-err", IN, "wrong-password" },
  { KIND (REFUSED), HELLO, NO_CODE, ANY, "no|-err", IN, "server-closing" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "no|-err", IN, "server-fault" },
  { KIND (REFUSED), ANY_COMMAND, NO_CODE, ANY, "bad", IN, "command-refused" },
  { 0 },
};
