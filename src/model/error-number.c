/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the classic numbers of a failure: the Error Number (0x800CCC…) and the Socket Error (100xx, 110xx) that support
 * pages and help desks still go by. Any thread. */
#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "model/failure.h"

#define NUMBER(low_bits) (0x800CC000u | (low_bits))

enum
{
  NUMBER_INVALID_STATE = 0xC08, NUMBER_INCOMPLETE = 0xC0A, NUMBER_HOST = 0xC0D, NUMBER_CONNECT = 0xC0E, NUMBER_DROPPED = 0xC0F,
  NUMBER_ADDRESS = 0xC10, NUMBER_ACCOUNT = 0xC16, NUMBER_USER_CANCEL = 0xC17, NUMBER_LOGON = 0xC18, NUMBER_TIMEOUT = 0xC19,
  NUMBER_SECURE_CONNECT = 0xC1A,
  NUMBER_SMTP_RESPONSE = 0xC60, NUMBER_SMTP_UNKNOWN_CODE = 0xC61, NUMBER_SMTP_STORAGE = 0xC6D, NUMBER_SENDER = 0xC78,
  NUMBER_RECIPIENT = 0xC79, NUMBER_STARTTLS_REQUIRED = 0xC7C, NUMBER_NO_STARTTLS = 0xC7D, NUMBER_STARTTLS_FAILED = 0xC7F,
  NUMBER_NO_MECHANISM = 0xC80,
  NUMBER_POP3_RESPONSE = 0xC90, NUMBER_PASSWORD = 0xC92, NUMBER_POP3_PARSE = 0xC93,
  NUMBER_IMAP_LOGIN = 0xCD1, NUMBER_IMAP_NO = 0xCD2, NUMBER_IMAP_BAD = 0xCD3, NUMBER_IMAP_SYNTAX = 0xCD4,
  NUMBER_IMAP_NOT_IMAP = 0xCD5, NUMBER_IMAP_REFUSED = 0xCD9, NUMBER_IMAP_BYE = 0xCDD, NUMBER_IMAP_NO_AUTH = 0xCDF,
};

static const struct { guint code, number; } numbers_by_code[] = {
  { 500, 0xC62 }, { 501, 0xC63 }, { 502, 0xC64 }, { 503, 0xC65 }, { 504, 0xC66 }, { 421, 0xC67 }, { 450, 0xC68 },
  { 550, 0xC69 }, { 451, 0xC6A }, { 551, 0xC6B }, { 452, 0xC6C }, { 552, 0xC6D }, { 553, 0xC6E }, { 554, 0xC6F },
};

static const struct { int number; guint socket_error; } socket_errors[] = {
  { EINTR, 10004 }, { EACCES, 10013 }, { EPERM, 10013 }, { EINVAL, 10022 }, { EMFILE, 10024 }, { ENOTSOCK, 10038 },
  { EADDRINUSE, 10048 }, { EADDRNOTAVAIL, 10049 }, { ENETDOWN, 10050 }, { ENETUNREACH, 10051 }, { ENETRESET, 10052 },
  { ECONNABORTED, 10053 }, { EPIPE, 10053 }, { ECONNRESET, 10054 }, { ENOTCONN, 10057 }, { ETIMEDOUT, 10060 },
  { ECONNREFUSED, 10061 }, { EHOSTDOWN, 10064 }, { EHOSTUNREACH, 10065 },
};

static SendoffProtocol
get_protocol (const SendoffFailure *self)
{
  if (self->protocol != SENDOFF_PROTOCOL_NONE)
    return self->protocol;

  return self->leg == SENDOFF_LEG_OUTGOING ? SENDOFF_PROTOCOL_SMTP : SENDOFF_PROTOCOL_POP3;
}

static gboolean
contains_word (const SendoffReply *reply, const char *word)
{
  g_autofree char *upper = reply != NULL ? g_ascii_strup (reply->text, -1) : NULL;

  return upper != NULL && strstr (upper, word) != NULL;
}

static guint
get_number_by_code (const SendoffReply *reply)
{
  guint code = reply != NULL ? reply->code : 0;

  if (code == 0)
    return NUMBER_SMTP_RESPONSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers_by_code); i++)
    if (numbers_by_code[i].code == code)
      return numbers_by_code[i].number;

  return NUMBER_SMTP_UNKNOWN_CODE;
}

static guint
get_number_of_smtp_sign_in (const SendoffReply *reply)
{
  guint code = reply != NULL ? reply->code : 0;

  if (code == 504)
    return NUMBER_NO_MECHANISM;

  /* 500 to 503 blame the command, not the password. */
  return code > 504 ? NUMBER_PASSWORD : get_number_by_code (reply);
}

static guint
get_number_of_smtp_refusal (const SendoffFailure *self)
{
  if (self->reply != NULL && self->reply->code == 530 && contains_word (self->reply, "STARTTLS"))
    return NUMBER_STARTTLS_REQUIRED;

  switch (self->command)
    {
    case SENDOFF_COMMAND_MAIL:
      return NUMBER_SENDER;
    case SENDOFF_COMMAND_RCPT:
      return NUMBER_RECIPIENT;
    case SENDOFF_COMMAND_AUTH:
      return get_number_of_smtp_sign_in (self->reply);
    case SENDOFF_COMMAND_NONE:
    case SENDOFF_COMMAND_OTHER:
      return self->step == SENDOFF_STEP_SIGN_IN ? get_number_of_smtp_sign_in (self->reply) : get_number_by_code (self->reply);
    case SENDOFF_COMMAND_GREETING:
    case SENDOFF_COMMAND_EHLO:
    case SENDOFF_COMMAND_STARTTLS:
    case SENDOFF_COMMAND_DATA:
    case SENDOFF_COMMAND_BODY:
    case SENDOFF_COMMAND_FINAL_DOT:
      return get_number_by_code (self->reply);
    }

  return NUMBER_SMTP_RESPONSE;
}

static guint
get_number_of_imap_refusal (const SendoffFailure *self)
{
  if (self->step == SENDOFF_STEP_SIGN_IN && contains_word (self->reply, " BAD "))
    return NUMBER_IMAP_BAD;
  if (self->step == SENDOFF_STEP_SIGN_IN && !contains_word (self->reply, "* BYE"))
    return NUMBER_IMAP_LOGIN;
  if (contains_word (self->reply, "* BYE"))
    return self->step == SENDOFF_STEP_GREET ? NUMBER_IMAP_REFUSED : NUMBER_IMAP_BYE;

  return contains_word (self->reply, " BAD ") ? NUMBER_IMAP_BAD : NUMBER_IMAP_NO;
}

static guint
get_number_of_refusal (const SendoffFailure *self)
{
  switch (get_protocol (self))
    {
    case SENDOFF_PROTOCOL_IMAP:
      return get_number_of_imap_refusal (self);
    case SENDOFF_PROTOCOL_POP3:
      return self->step == SENDOFF_STEP_SIGN_IN ? NUMBER_PASSWORD : NUMBER_POP3_RESPONSE;
    case SENDOFF_PROTOCOL_NONE:
    case SENDOFF_PROTOCOL_SMTP:
      return get_number_of_smtp_refusal (self);
    }

  return NUMBER_SMTP_RESPONSE;
}

static guint
get_number_of_encryption_refusal (const SendoffFailure *self)
{
  if (get_protocol (self) == SENDOFF_PROTOCOL_IMAP)
    return NUMBER_IMAP_NO;

  if (get_protocol (self) == SENDOFF_PROTOCOL_POP3 || self->reply == NULL || self->reply->code < 400)
    return NUMBER_SECURE_CONNECT;

  return self->reply->code == 454 ? NUMBER_STARTTLS_FAILED : get_number_by_code (self->reply);
}

static guint
get_number_of_protocol_fault (const SendoffFailure *self)
{
  switch (get_protocol (self))
    {
    case SENDOFF_PROTOCOL_IMAP:
      return self->step == SENDOFF_STEP_GREET ? NUMBER_IMAP_NOT_IMAP : NUMBER_IMAP_SYNTAX;
    case SENDOFF_PROTOCOL_POP3:
      return NUMBER_POP3_PARSE;
    case SENDOFF_PROTOCOL_NONE:
    case SENDOFF_PROTOCOL_SMTP:
      return NUMBER_SMTP_RESPONSE;
    }

  return NUMBER_SMTP_RESPONSE;
}

static guint
get_number_without_mechanism (const SendoffFailure *self)
{
  switch (get_protocol (self))
    {
    case SENDOFF_PROTOCOL_IMAP:
      return NUMBER_IMAP_NO_AUTH;
    case SENDOFF_PROTOCOL_POP3:
      return NUMBER_LOGON;
    case SENDOFF_PROTOCOL_NONE:
    case SENDOFF_PROTOCOL_SMTP:
      return NUMBER_NO_MECHANISM;
    }

  return NUMBER_NO_MECHANISM;
}

/* The operating system's own time-outs came out as "can't find" and "can't connect", not as time-outs. */
static guint
get_number_of_timeout (const SendoffFailure *self)
{
  if (self->step == SENDOFF_STEP_FIND_SERVER)
    return NUMBER_HOST;

  return self->step == SENDOFF_STEP_CONNECT ? NUMBER_CONNECT : NUMBER_TIMEOUT;
}

static guint
get_low_bits (const SendoffFailure *self)
{
  switch (self->kind)
    {
    case SENDOFF_FAILURE_REFUSED:
      return get_number_of_refusal (self);
    case SENDOFF_FAILURE_HOST_NOT_FOUND:
      return NUMBER_HOST;
    case SENDOFF_FAILURE_CANNOT_CONNECT:
    case SENDOFF_FAILURE_PROXY:
      return NUMBER_CONNECT;
    case SENDOFF_FAILURE_TIMEOUT:
      return get_number_of_timeout (self);
    case SENDOFF_FAILURE_CONNECTION_LOST:
      return NUMBER_DROPPED;
    case SENDOFF_FAILURE_UNCERTAIN:
      return self->timeout_s > 0 ? NUMBER_TIMEOUT : NUMBER_DROPPED;
    case SENDOFF_FAILURE_PROTOCOL:
      return get_number_of_protocol_fault (self);
    case SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED:
    case SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED:
      return get_protocol (self) == SENDOFF_PROTOCOL_SMTP ? NUMBER_NO_STARTTLS : NUMBER_SECURE_CONNECT;
    case SENDOFF_FAILURE_ENCRYPTION_REFUSED:
      return get_number_of_encryption_refusal (self);
    case SENDOFF_FAILURE_HANDSHAKE:
    case SENDOFF_FAILURE_CERTIFICATE:
    case SENDOFF_FAILURE_CLIENT_CERTIFICATE:
    case SENDOFF_FAILURE_NO_JUDGE:
      return NUMBER_SECURE_CONNECT;
    case SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED:
    case SENDOFF_FAILURE_NO_COMMON_MECHANISM:
      return get_number_without_mechanism (self);
    case SENDOFF_FAILURE_TOO_BIG:
      return NUMBER_SMTP_STORAGE;
    case SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED:
      return self->command == SENDOFF_COMMAND_MAIL ? NUMBER_SENDER : NUMBER_RECIPIENT;
    case SENDOFF_FAILURE_SETTINGS:
      return NUMBER_ACCOUNT;
    case SENDOFF_FAILURE_PASSWORD_MISSING:
      return NUMBER_LOGON;
    case SENDOFF_FAILURE_MESSAGE:
      return self->rejected_address != NULL ? NUMBER_ADDRESS : NUMBER_INCOMPLETE;
    case SENDOFF_FAILURE_FILE:
      return NUMBER_INCOMPLETE;
    case SENDOFF_FAILURE_CANCELLED:
      return NUMBER_USER_CANCEL;
    case SENDOFF_FAILURE_INTERNAL:
    case SENDOFF_N_FAILURE_KINDS:
      return NUMBER_INVALID_STATE;
    }

  return NUMBER_INVALID_STATE;
}

guint32
sendoff_failure_get_error_number (const SendoffFailure *self)
{
  g_return_val_if_fail (self != NULL, NUMBER (NUMBER_INVALID_STATE));

  if (self->told != NULL)
    return self->told->error_number;

  return NUMBER (get_low_bits (self));
}

static guint
get_resolver_number (const SendoffFailure *self)
{
  switch (self->resolver_error)
    {
    case G_RESOLVER_ERROR_TEMPORARY_FAILURE + 1:
      return 11002;
    case G_RESOLVER_ERROR_INTERNAL + 1:
      return 11003;
    default:
      return 11001;
    }
}

guint
sendoff_failure_get_socket_error (const SendoffFailure *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->told != NULL)
    return self->told->socket_error;

  if (self->kind == SENDOFF_FAILURE_HOST_NOT_FOUND)
    return get_resolver_number (self);

  for (guint i = 0; i < G_N_ELEMENTS (socket_errors); i++)
    if (self->socket_errno != 0 && socket_errors[i].number == self->socket_errno)
      return socket_errors[i].socket_error;

  if (self->kind == SENDOFF_FAILURE_TIMEOUT && self->step == SENDOFF_STEP_FIND_SERVER)
    return 11002;

  return self->kind == SENDOFF_FAILURE_TIMEOUT && self->step == SENDOFF_STEP_CONNECT ? 10060 : 0;
}
