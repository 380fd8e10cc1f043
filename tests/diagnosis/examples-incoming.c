/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example replies of IMAP and POP3 servers. */

#include "examples.h"

#define GREETING SENDOFF_COMMAND_GREETING
#define STARTTLS SENDOFF_COMMAND_STARTTLS
#define AUTH SENDOFF_COMMAND_AUTH
#define OTHER SENDOFF_COMMAND_OTHER

const Example examples_of_imap[] = {
  { AUTH, "A2 NO [AUTHENTICATIONFAILED] Authentication failed.", "credentials", "wrong-password" },
  { AUTH, "A2 NO [AUTHENTICATIONFAILED] Sorry", "credentials", "wrong-password" },
  { AUTH, "A2 NO LOGIN failed.", "credentials", "wrong-password" },
  { SENDOFF_COMMAND_NONE, "A2 NO Sorry", "credentials", "wrong-password" },
  { AUTH, "A2 NO [ALERT] Application-specific password required", "sign-in-policy", "app-password-needed" },
  { AUTH, "A2 NO [WEBALERT https://accounts.example.com/] Web login required.", "sign-in-policy", "web-sign-in-needed" },
  { AUTH, "A2 NO [ALERT] Your account is not enabled for IMAP use.", "sign-in-policy", "service-switched-off" },
  { AUTH, "A2 NO [AUTHENTICATIONFAILED] Basic authentication is disabled", "sign-in-policy", "oauth-needed" },
  { AUTH, "A2 NO Client didn't present valid SSL certificate", "sign-in-policy", "client-certificate-needed" },
  { AUTH, "A2 NO [EXPIRED] Password is too old", "sign-in-policy", "password-change-needed" },
  { AUTH, "A2 NO Your password has expired", "sign-in-policy", "password-change-needed" },
  { AUTH, "A2 NO [CONTACTADMIN] Please call", "sign-in-policy", "account-disabled" },
  { AUTH, "A2 NO [AUTHORIZATIONFAILED] No such authorization-ID", "sign-in-policy", "sign-in-refused-by-policy" },
  { AUTH, "A2 NO Account is temporarily locked", "sign-in-policy", "account-locked" },
  { AUTH, "A2 NO Use your full email address to log in", "credentials", "user-needs-address" },
  { AUTH, "A2 NO Unknown user", "credentials", "user-unknown-at-sign-in" },
  { AUTH, "A2 NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", "encryption-required",
    "encryption-required" },
  { AUTH, "A2 NO You must use TLS first", "encryption-required", "encryption-required" },
  { AUTH, "A2 NO [UNAVAILABLE] Temporary authentication failure.", "server-fault", "sign-in-try-later" },
  { AUTH, "A2 NO Internal error occurred", "server-fault", "sign-in-try-later" },
  { AUTH, "A2 NO [SERVERBUG] Temporarily broken", "server-fault", "sign-in-try-later" },
  { AUTH, "A2 NO [SERVERBUG] Oops", "server-fault", "server-fault" },
  { OTHER, "A3 NO Sorry", "server-fault", "server-fault" },
  { AUTH, "A2 NO [INUSE] Mailbox is busy", "server-fault", "mailbox-in-use" },
  { AUTH, "A2 NO [LIMIT] Enough", "rate-limited", "rate-limited" },
  { AUTH, "A2 NO Too many simultaneous connections", "rate-limited", "rate-limited" },
  { AUTH, "A2 NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded", "rate-limited", "rate-limited" },
  { AUTH, "A2 NO [OVERQUOTA] Sorry", "mailbox-full", "own-mailbox-full" },
  { AUTH, "A2 BAD Command unknown", "protocol-fault", "command-refused" },
  { AUTH, "A2 NO [CANNOT] Unsupported authentication mechanism.", "sign-in-method", "mechanism-refused" },
  { AUTH, "A2 NO [ALERT] Too many simultaneous connections. (Failure)", "rate-limited", "rate-limited" },
  { AUTH, "A2 NO Benutzername oder Passwort falsch", "credentials", "wrong-password" },
  { AUTH, "A2 BAD Unexpected data", "protocol-fault", "command-refused" },
  { AUTH, "A2 BAD [CLIENTBUG] Stop it", "protocol-fault", "command-refused" },
  { OTHER, "A2 BAD Unexpected data", "protocol-fault", "command-refused" },
  { AUTH, "A2 NO Unsupported authentication mechanism.", "sign-in-method", "mechanism-refused" },
  { GREETING, "* BYE Too many connections from your address", "rate-limited", "rate-limited" },
  { GREETING, "* BYE See you", "server-fault", "server-closing" },
  { GREETING, "220 mail.example.org ESMTP", "wrong-port", "smtp-server" },
  { GREETING, "HTTP/1.1 400 Bad Request", "wrong-port", "web-server" },
  { GREETING, "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/", "wrong-port", "captive-portal" },
  { GREETING, "SSH-2.0-OpenSSH_9.2", "wrong-port", "ssh-server" },
  { GREETING, "\x16\x03\x01", "wrong-port", "tls-as-greeting" },
  { STARTTLS, "A1 NO Sorry", "encryption-unavailable", "encryption-refused" },
  { GREETING, "nonsense", "protocol-fault", "unreadable-reply" },
  { 0 },
};

const Example examples_of_pop3[] = {
  { AUTH, "-ERR [AUTH] Authentication failed.", "credentials", "wrong-password" },
  { AUTH, "-ERR Password supplied for \"ann\" is incorrect.", "credentials", "wrong-password" },
  { AUTH, "-ERR Sorry", "credentials", "wrong-password" },
  { AUTH, "-ERR [SYS/PERM] POP3 access is disabled for your domain", "sign-in-policy", "service-switched-off" },
  { AUTH, "-ERR [SYS/PERM] Mailbox corrupted", "server-fault", "server-fault" },
  { AUTH, "-ERR POP3 access is disabled", "sign-in-policy", "service-switched-off" },
  { AUTH, "-ERR [AUTH] Application-specific password required: https://support.example.com/", "sign-in-policy", "app-password-needed" },
  { AUTH, "-ERR [IN-USE] Do you have another POP session running?", "server-fault", "mailbox-in-use" },
  { AUTH, "-ERR Unable to lock", "server-fault", "mailbox-in-use" },
  { AUTH, "-ERR mailbox is locked by another session", "server-fault", "mailbox-in-use" },
  { AUTH, "-ERR [LOGIN-DELAY] minimum time between mail checks violation", "rate-limited", "rate-limited" },
  { AUTH, "-ERR [SYS/TEMP] Temporary authentication failure.", "server-fault", "sign-in-try-later" },
  { AUTH, "-ERR Disconnected for inactivity.", "server-fault", "server-closing" },
  { GREETING, "-ERR Sorry", "server-fault", "server-closing" },
  { GREETING, "220 mail.example.org ESMTP", "wrong-port", "smtp-server" },
  { 0 },
};
