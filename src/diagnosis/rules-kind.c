/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: failures in which no refusal by the server decides. First match wins: narrow rows first. */

#include <errno.h>

#include "diagnosis/rule-tables.h"

#define WORDS_PLAIN_TEXT "unexpected tls packet|unexpected packet|wrong version number|packet with illegal*|record overflow|packet length"

/* The classic number for a name service that asks to try again. */
#define NAME_SERVICE_TRY_AGAIN 11002

const SendoffRule sendoff_rules_by_kind[] = {
  { KIND (HOST_NOT_FOUND), ANY_COMMAND, CODE (NAME_SERVICE_TRY_AGAIN), ANY, ANY, 0, "name-service-silent" },
  { KIND (HOST_NOT_FOUND), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "server-not-found" },

  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (ECONNREFUSED), ANY, ANY, 0, "connection-refused" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (ETIMEDOUT), ANY, ANY, WHEN (PORT_25) | WHEN (OUTGOING), "port-25-silent" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (ETIMEDOUT), ANY, ANY, 0, "connect-timeout" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, ENETDOWN, ENETUNREACH, ANY, ANY, 0, "network-unreachable" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, EHOSTDOWN, EHOSTUNREACH, ANY, ANY, 0, "network-unreachable" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (EADDRNOTAVAIL), ANY, ANY, 0, "network-unreachable" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (EACCES), ANY, ANY, 0, "connection-blocked" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, CODE (EPERM), ANY, ANY, 0, "connection-blocked" },
  { KIND (CANNOT_CONNECT), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "cannot-connect" },
  { KIND (PROXY), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "proxy-failed" },

  /* Silence, and a hang-up. A server on a TLS port waits for the client to begin. */
  { KIND (TIMEOUT), HELLO, ANY_CODE, ANY, ANY, WHEN (NOT_FIRST_BYTE) | WHEN (TLS_PORT), "silent-tls-port" },
  { KIND (TIMEOUT), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (CONNECTING) | WHEN (PORT_25) | WHEN (OUTGOING), "port-25-silent" },
  { KIND (TIMEOUT), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (LOOKING_UP), "name-service-slow" },
  { KIND (TIMEOUT), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (CONNECTING), "connect-timeout" },
  { KIND (TIMEOUT), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "no-answer" },
  { KIND (CONNECTION_LOST), HELLO, ANY_CODE, ANY, ANY, WHEN (NOT_FIRST_BYTE) | WHEN (TLS_PORT), "silent-tls-port" },
  { KIND (CONNECTION_LOST), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "connection-lost" },

  /* Something else came. */
  { KIND (PROTOCOL), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_TLS), "tls-as-greeting" },
  { KIND (PROTOCOL), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_PORTAL), "captive-portal" },
  { KIND (PROTOCOL), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_HTTP), "web-server" },
  { KIND (PROTOCOL), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_SSH), "ssh-server" },
  { KIND (PROTOCOL), HELLO, ANY_CODE, ANY, ANY, WHEN (GOT_IMAP), "imap-server" },
  { KIND (PROTOCOL), HELLO, ANY_CODE, ANY, ANY, WHEN (GOT_POP3), "pop3-server" },
  { KIND (PROTOCOL), HELLO, ANY_CODE, ANY, ANY, WHEN (GOT_SMTP) | WHEN (INCOMING), "smtp-server" },
  { KIND (PROTOCOL), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "unreadable-reply" },

  /* Encryption. */
  { KIND (ENCRYPTION_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (MIDDLEBOX), "encryption-hidden" },
  { KIND (ENCRYPTION_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "encryption-not-offered" },
  { KIND (ENCRYPTION_REFUSED), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (MIDDLEBOX), "encryption-hidden" },
  { KIND (ENCRYPTION_REFUSED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "encryption-refused" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_PORTAL), "captive-portal" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_HTTP), "web-server" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_SSH), "ssh-server" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_TEXT) | WHEN (NOT_FIRST_BYTE), "plain-text-after-promise" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_TEXT), "plain-text-as-tls" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, WORDS_PLAIN_TEXT, 0, "plain-text-as-tls" },
  { KIND (HANDSHAKE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "handshake-failed" },
  { KIND (CERTIFICATE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (NOT_YET_VALID), "clock-behind" },
  { KIND (CERTIFICATE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (LONG_EXPIRED), "certificate-expired-long-ago" },
  { KIND (CERTIFICATE), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (EXPIRED), "certificate-expired" },
  { KIND (CERTIFICATE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "certificate-not-trusted" },
  { KIND (CLIENT_CERTIFICATE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "client-certificate-unusable" },
  { KIND (NO_JUDGE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "no-judge" },

  /* No way to sign in. */
  { KIND (SIGN_IN_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (UNENCRYPTED) | WHEN (STARTTLS_LISTED), "sign-in-needs-encryption" },
  { KIND (SIGN_IN_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (UNENCRYPTED) | WHEN (INCOMING), "sign-in-needs-encryption" },
  { KIND (SIGN_IN_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (PORT_25) | WHEN (OUTGOING), "sign-in-not-offered-on-25" },
  { KIND (SIGN_IN_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "sign-in-not-offered" },
  { KIND (NO_COMMON_MECHANISM), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (UNENCRYPTED) | WHEN (STARTTLS_LISTED), "sign-in-needs-encryption" },
  { KIND (NO_COMMON_MECHANISM), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "no-common-mechanism" },

  /* The message, and this side. */
  { KIND (TOO_BIG), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "message-over-size" },
  { KIND (SMTPUTF8_NOT_OFFERED), RCPT, ANY_CODE, ANY, ANY, 0, "recipient-needs-utf8" },
  { KIND (SMTPUTF8_NOT_OFFERED), MAIL, ANY_CODE, ANY, ANY, 0, "sender-needs-utf8" },
  { KIND (SMTPUTF8_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "recipient-needs-utf8" },
  { KIND (REQUIRETLS_NOT_OFFERED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "onward-encryption-not-offered" },
  { KIND (SETTINGS), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "settings-invalid" },
  { KIND (PASSWORD_MISSING), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "password-missing" },
  { KIND (MESSAGE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "message-invalid" },
  { KIND (FILE), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "file-unreadable" },
  { KIND (UNCERTAIN), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (WAITED), "uncertain-timeout" },
  { KIND (UNCERTAIN), ANY_COMMAND, ANY_CODE, ANY, ANY, WHEN (GOT_TEXT), "uncertain-unreadable" },
  { KIND (UNCERTAIN), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "uncertain-lost" },
  { KIND (CANCELLED), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "cancelled" },
  { KIND (INTERNAL), ANY_COMMAND, ANY_CODE, ANY, "libcurl:", 0, "library-missing" },
  { KIND (INTERNAL), ANY_COMMAND, ANY_CODE, ANY, ANY, 0, "internal" },
  { 0 },
};
