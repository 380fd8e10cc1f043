/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: what the words of an SMTP reply, or a telling enhanced code, give away. First match wins: narrow rows first. */

#include "diagnosis/hints.h"
#include "diagnosis/rule-tables.h"
#include "diagnosis/topics.h"
#include "diagnosis/words-sign-in.h"
#include "diagnosis/words.h"

const SendoffRule sendoff_rules_by_words[] = {
  /* A code that only a disabled account gets (RFC 5248), whatever it is an answer to. */
  { KIND (REFUSED), ANY_COMMAND, CODE (525), ANY, ANY, 0, "account-disabled" },
  { KIND (REFUSED), ANY_COMMAND, PERMANENT, "*.7.13", ANY, 0, "account-disabled" },

  /* A certificate of ours, which a server asks for in the handshake and speaks of later. */
  { KIND (REFUSED), HELLO | AUTH | SUBMIT, REFUSED, ANY, WORDS_CLIENT_CERTIFICATE, 0, "client-certificate-needed" },
  { KIND (REFUSED), HELLO | AUTH | MAIL, REFUSED, ANY, WORDS_CERTIFICATE_REFUSED, 0, "client-certificate-needed" },

  /* Encryption first. */
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.10|*.7.11", ANY, 0, "encryption-required" },
  { KIND (REFUSED), SUBMIT | AUTH | EHLO, REFUSED, ANY, WORDS_STARTTLS_FIRST, 0, "encryption-required" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.7.30", WORDS_DKIM, 0, "dkim-failed" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.7.30", "basic auth*", 0, "oauth-needed" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.7.30", ANY, 0, "onward-encryption-required" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "requiretls", 0, "onward-encryption-required" },

  /* Other services. */
  { KIND (REFUSED), ANY_COMMAND, PERMANENT, ANY, "please login with user and pass|login with user", 0, "other-service" },
  { KIND (REFUSED), HELLO, ANY_CODE, ANY, "ftp server|ftp service|ftpd|proftpd|vsftpd|pure-ftpd", 0, "other-service" },

  /* The answer to AUTH. */
  { KIND (REFUSED), AUTH, CODE (504), ANY, "authentication type|mechanism*|not supported|unsupported|not available|not offered", 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_APP_PASSWORD, 0, "app-password-needed" },
  { KIND (REFUSED), AUTH, CODE (334), ANY, WORDS_APP_PASSWORD, 0, "app-password-needed" },
  { KIND (REFUSED), AUTH, REFUSED, ANY,
    "smtpclientauthentication|smtp client authentication|smtp auth is disabled", 0, "service-switched-off" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_WEB, 0, "web-sign-in-needed" },
  { KIND (REFUSED), AUTH, REFUSED, "*.7.139", "credentials were incorrect", 0, "wrong-password" },
  { KIND (REFUSED), AUTH, REFUSED, "*.7.139", ANY, 0, "oauth-needed" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_OAUTH, 0, "oauth-needed" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_ACCOUNT_OFF, 0, "account-disabled" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_PASSWORD_OLD, 0, "password-change-needed" },
  { KIND (REFUSED), AUTH, REFUSED, "*.7.12", ANY, 0, "password-change-needed" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, "account is abnormal|service is not open", 0, "service-switched-off" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_WAIT_AFTER_TOO_MANY, 0, "rate-limited" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, WORDS_LOCKED, 0, "account-locked" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_LIMITED, 0, "rate-limited" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_LOCKED, 0, "account-locked" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_SERVICE_OFF, 0, "service-switched-off" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_FULL_ADDRESS, 0, "user-needs-address" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, WORDS_NO_SUCH_LOGIN, 0, "user-unknown-at-sign-in" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, WORDS_NO_SUCH_MECHANISM, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, REFUSED, ANY, TOPIC_MECHANISM "&" SAID_UNAVAILABLE, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, 500, 504, ANY,
    "cannot decode*|invalid base64*|invalid challenge*|invalid response*|bad sequence of commands", 0, "command-refused" },
  { KIND (REFUSED), AUTH, 500, 504, ANY, WORDS_NO_AUTH, 0, "mechanism-refused" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, WORDS_WRONG_PASSWORD, 0, "wrong-password" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, TOPIC_ACCOUNT "&" SAID_OFF, 0, "account-disabled" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, TOPIC_SIGN_IN "&" SAID_WRONG, 0, "wrong-password" },
  { KIND (REFUSED), AUTH, PERMANENT, ANY, HINTS_NOT_ALLOWED_IN, 0, "sign-in-refused-by-policy" },

  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, "verification failed for+sender verif*", 0, "sender-refused" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, "member of domain|member of this domain|member of the domain|account or domain may not exist|handle mail for that user", 0, "recipient-unknown" },

  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY,
    "mailbox unavailable+policy restriction*|mailbox unavailable+policy violation*|"
    "mailbox unavailable+policy reason*",
    0, "content-refused" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, "error in processing+failed|scan*+failed|scanner*+unavailable|scanner*+not answering|scanner*+not responding|"
    "scanner*+not running|scanner*+can't|scanner*+cannot|scanner*+timed out|scanner*+is down", 0, "server-fault" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, "license*+expired|licence*+expired", 0, "server-fault" },

  /* The code and the words agree: what else is named, such as the filter in use, does not matter. */
  { KIND (REFUSED), RCPT, TEMPORARY, ANY, "verification in progress", 0, "try-later" },
  { KIND (REFUSED), RCPT | DATA, TEMPORARY, ANY,
    WORDS_RECIPIENTS "&is temporarily unavailable|mailbox temporarily unavailable|recipient temporarily*", 0, "recipient-disabled" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "required for relay*|required to relay*", WHEN (SIGNED_IN), "relaying-denied-signed-in" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "required for relay*|required to relay*", 0, "authentication-required" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.1|*.1.10", WORDS_NO_SUCH_USER, 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, "not listed in&directory|address book|recipient*|users", 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.2.1", WORDS_TAKES_NO_MAIL, 0, "recipient-disabled" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, "5.7.512", ANY, 0, "message-malformed" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, "mailbox unavailable or access denied*", 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, "can't create output|cannot create output", 0, "server-fault" },

  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "sender*&null mx|nullmx", 0, "sender-domain-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, "null mx|nullmx", 0, "recipient-domain-takes-no-mail" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_RESTRICTED_GROUP, 0, "recipient-members-only" },
  { KIND (REFUSED), SUBMIT, PERMANENT, "5.7.12|5.7.124|5.7.129-136|5.7.193", ANY, 0, "recipient-members-only" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "banned:*|banned filename*|banned file*|banned content*|illegal attachment*", 0, "attachment-refused" },

  { KIND (REFUSED), HELLO | SUBMIT, TEMPORARY, "*.3.5", ANY, 0, "server-misconfigured" },
  { KIND (REFUSED), RCPT, TEMPORARY, "*.4.3", ANY, 0, "routing-fault" },

  /* Who are you? Before relaying: these texts like to speak of "relay" and "authentication", too. */
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.23|*.7.24", ANY, 0, "spf-failed" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.20-22", ANY, 0, "dkim-failed" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.25", ANY, 0, "reverse-dns-failed" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.26|5.7.509|*.7.29|*.7.32|*.7.40|5.7.515", ANY, 0, "dmarc-failed" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "*.7.28", ANY, 0, "rate-limited" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_DMARC, 0, "dmarc-failed" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_SPF, 0, "spf-failed" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_DKIM, 0, "dkim-failed" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_NOT_HOME_RELAY, 0, "dynamic-address" },

  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SURELY_ATTACHMENT, 0, "attachment-refused" },
  { KIND (REFUSED), HELLO | SUBMIT, CODE (421), ANY, "unusual amount*|unusual rate*|unusual volume*", 0, "rate-limited" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_ABOUT_REPUTATION, 0, "address-blocked" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, "ptr|ptr record*|rdns|reverse dns|reverse-dns*", 0, "reverse-dns-failed" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "4.7.650-699", "number of connections", 0, "rate-limited" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "4.7.650-699", ANY, 0, "address-blocked" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "relaying disallowed as|relay through this account|sender is not allowed to relay*|sender is not permitted to relay*|"
    "sender is not authorized to relay*|sender*+domain not allowed|from+domain not allowed", 0, "sender-not-yours" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "unresolvable rfc*|unresolvable+from domain*", 0, "sender-domain-unknown" },

  { KIND (REFUSED), SUBMIT, REFUSED, ANY, "external forward*|automatic forward*|auto-forward*|autoforward*", 0, "content-refused" },

  /* Sign in first. */
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, "open relay+listed|open relay+ip|open relay+block*", 0, "address-blocked" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY,
    "pop before smtp|pop-before-smtp|pop authorization*|pop/apop|check for new mail before*|check your mail before*|check your mail first|check for new mail first|check your email first|imap before smtp",
    0, "pop-before-smtp" },
  { KIND (REFUSED), SUBMIT | AUTH, REFUSED, ANY, WORDS_RELAY, WHEN (SIGNED_IN), "relaying-denied-signed-in" },
  { KIND (REFUSED), SUBMIT | AUTH, REFUSED, ANY, WORDS_RELAY, 0, "relaying-denied" },
  { KIND (REFUSED), SUBMIT, REFUSED, "5.7.54|5.7.64", ANY, 0, "relaying-denied" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_AUTHENTICATE, WHEN (SIGNED_IN), "relaying-denied-signed-in" },
  { KIND (REFUSED), SUBMIT | EHLO, REFUSED, ANY, WORDS_AUTHENTICATE, 0, "authentication-required" },
  { KIND (REFUSED), SUBMIT, REFUSED, "5.7.57", ANY, 0, "authentication-required" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, WORDS_CREDENTIALS "&no longer|" SAID_WRONG, 0, "wrong-password" },

  { KIND (REFUSED), SUBMIT, 500, 504, ANY,
    "authentication type|authentication mechanism*|auth+not advertised|auth+not supported|mechanism+not supported", 0,
    "mechanism-refused" },

  { KIND (REFUSED), SUBMIT, 500, 503, ANY, "helo first|ehlo first|helo/ehlo first|ehlo/helo first|say helo*|say ehlo*|send helo*|send ehlo*", 0,
    "command-refused" },
  { KIND (REFUSED), SUBMIT, CODE (500), ANY,
    "line too long|line is too long|line length*|unrecognized command*|unrecognised command*|unknown command*|command unrecognized|"
    "command not recognized",
    0, "command-refused" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY,
    "syntax error in parameters*|protocol violation*|following the smtp*|violat*+smtp protocol|smtp protocol violat*|smtp protocol error*",
    0, "command-refused" },
  { KIND (REFUSED), SUBMIT, 500, 504, ANY,
    "extension+disabled|extension+not supported|extension+unavailable|parse command*|"
    "parse the command*",
    0, "command-refused" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, "too many messages on the*|zuviele mails|zu viele mails auf*|zu viele nachrichten auf*|zu viele nachrichten im*|too many messages in+mailbox|too many messages in+inbox|too much mail data", 0, "mailbox-full" },

  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SURELY_FULL, 0, "mailbox-full" },

  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SURELY_TOO_BIG, 0, "message-too-big" },

  { KIND (REFUSED), SUBMIT, CODE (421), ANY, "connection expired|connection has expired|session expired|session has expired", 0,
    "server-tired-of-waiting" },
  { KIND (REFUSED), SUBMIT, CODE (421), ANY, "service not active|service is not active|service inactive", 0, "server-closing" },
  /* Limits come before full mailboxes: a quota for sending is not the recipient's. */
  { KIND (REFUSED), SUBMIT, REFUSED, ANY,
    "too many hops|looping*|points back to|point back to|mail loop|is looping|routing loop|loops back to myself|loop detected|hop count exceeded", 0, "server-misconfigured" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_MANY_RECIPIENTS, 0, "too-many-recipients" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, "hourly|daily|per hour|per day&allowance*|limit*|quota*", 0, "rate-limited" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_OWN_ACCOUNT_OFF, 0, "account-disabled" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, "greylist*|graylist*", 0, "greylisted" },
  { KIND (REFUSED), HELLO | SUBMIT, TEMPORARY, ANY, WORDS_NO_SERVICE_NOW, 0, "server-fault" },
  { KIND (REFUSED), HELLO | SUBMIT, TEMPORARY, ANY, WORDS_GREYLISTED, 0, "greylisted" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, "spam score*|spam points|spam level*|spam limit*|spam threshold", 0, "spam" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_LIMITED, 0, "rate-limited" },

  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_REVERSE, 0, "reverse-dns-failed" },

  /* Sender. */
  { KIND (REFUSED), SUBMIT, REFUSED, "5.7.60", ANY, 0, "sender-not-yours" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_NOT_YOURS, 0, "sender-not-yours" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.1.8", ANY, 0, "sender-domain-unknown" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.7.27", ANY, 0, "sender-domain-unknown" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.1.7", ANY, 0, "sender-malformed" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_SENDER_DOMAIN, 0, "sender-domain-unknown" },
  { KIND (REFUSED), MAIL, REFUSED, ANY, WORDS_NO_SUCH_DOMAIN, 0, "sender-domain-unknown" },

  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, "message rejected by policy|mail rejected by policy", 0, "content-refused" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SURELY_SPAM, 0, "spam" },
  /* The way that the mail takes. */
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_DYNAMIC, 0, "dynamic-address" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_HELO, 0, "helo-refused" },
  { KIND (REFUSED), ANY_COMMAND, REFUSED, "5.7.606-649|4.7.606-699|5.7.511|5.7.501-503|5.7.708|5.7.750",
    ANY, 0, "address-blocked" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_SENDER_LISTED, 0, "sender-refused" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_LISTED, 0, "address-blocked" },
  { KIND (REFUSED), HELLO | MAIL, REFUSED, ANY, WORDS_SPAM, 0, "address-blocked" },

  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_SENDER_REFUSED, 0, "sender-refused" },

  { KIND (REFUSED), HELLO | SUBMIT, TEMPORARY, ANY, "service refuse*|essayer plus tard|reessayer plus tard", 0, "try-later" },
  { KIND (REFUSED), HELLO, PERMANENT, ANY, "policy restriction*|policy violation*|policy reason*", 0, "greeting-refused" },
  { KIND (REFUSED), HELLO | SUBMIT, REFUSED, ANY, WORDS_TAKES_NO_MAIL, 0, "accepts-no-mail" },
  { KIND (REFUSED), HELLO | SUBMIT, PERMANENT, ANY,
    "improper use of smtp command pipelining|improper command pipelining|synchronization error|pregreet*|before greeting|before the greeting|before smtp greeting|before the smtp*|without waiting*|"
    "protocol error",
    0, "command-refused" },

  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, "recipient address rejected&policy reason*", 0, "recipient-refused" },

  /* Message. */
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, "policy violation*|mailpolicy violation*", 0, "content-refused" },
  { KIND (REFUSED), HELLO | SUBMIT, TEMPORARY, ANY, "reject*+policy violation*|reject*+policy restriction*", 0, "address-blocked" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.3.4|*.2.3|*.7.16", ANY, 0, "message-too-big" },
  { KIND (REFUSED), SUBMIT, REFUSED, "*.2.2", ANY, 0, "mailbox-full" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_MAILBOX_FULL, 0, "mailbox-full" },
  { KIND (REFUSED), SUBMIT, REFUSED, ANY, WORDS_TOO_BIG, 0, "message-too-big" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_VIRUS, 0, "virus" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_ATTACHMENT, 0, "attachment-refused" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SPAM, 0, "spam" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_FORM, 0, "message-malformed" },

  /* Recipient. */
  { KIND (REFUSED), RCPT | DATA, 505, 599, ANY, "recipient*|address*|rcpt&" SAID_MALFORMED, 0, "recipient-malformed" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_MEMBERS, 0, "recipient-members-only" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.1.6", ANY, 0, "recipient-moved" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_SURELY_DISABLED, 0, "recipient-disabled" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.2.1", WORDS_NO_SUCH_USER, 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.2.1", ANY, 0, "recipient-disabled" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_NO_SUCH_DOMAIN, 0, "recipient-domain-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_NO_SUCH_USER, 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, "*.4.1", "access denied", 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, REFUSED, ANY, WORDS_DISABLED, 0, "recipient-disabled" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, WORDS_BROKEN, 0, "server-fault" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, WORDS_MESSAGE_REFUSED, 0, "content-refused" },

  /* Nothing better than whom it is about. */
  { KIND (REFUSED), RCPT | DATA, PERMANENT, "*.1.1", "recipient address rejected", 0, "recipient-unknown" },
  { KIND (REFUSED), RCPT | DATA, PERMANENT, ANY, WORDS_ABOUT_RECIPIENT, 0, "recipient-refused" },
  { KIND (REFUSED), SUBMIT, TEMPORARY, ANY, WORDS_ABOUT_SENDER, 0, "sender-refused" },
  { KIND (REFUSED), SUBMIT, CODE (501), ANY, WORDS_ABOUT_SENDER, 0, "sender-malformed" },
  { KIND (REFUSED), SUBMIT, 505, 599, ANY, WORDS_ABOUT_SENDER, 0, "sender-refused" },
  { KIND (REFUSED), SUBMIT, PERMANENT, ANY, WORDS_WRONG_PASSWORD, 0, "wrong-password" },
  { 0 },
};
