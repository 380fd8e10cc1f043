/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error paragraph's first words: what happened, without a judgement. Any thread. */

#include "report/paragraph-lead.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

/* A mail address has at most 254 bytes; what is longer isn't one. */
#define MAX_ADDRESS_CHARS 320

static char *
dup_shown_address (const SendoffFailure *failure)
{
  if (failure->rejected_address == NULL || *failure->rejected_address == '\0')
    return NULL;

  return sendoff_display_text_short (failure->rejected_address, -1, MAX_ADDRESS_CHARS);
}

static char *
say_refused_sender (const SendoffFailure *failure)
{
  g_autofree char *address = dup_shown_address (failure);

  if (address == NULL)
    return g_strdup (_("The server did not accept the sender of the message."));

  /* Translators: two sentences; %s is a mail address. Keep the straight quotes around it. */
  return g_strdup_printf (_("The server did not accept the sender of the message. The refused address is '%s'."), address);
}

static char *
say_refused_recipient (const SendoffFailure *failure)
{
  g_autofree char *address = dup_shown_address (failure);

  if (address == NULL)
    return g_strdup (_("The server did not accept one of the recipients."));

  /* Translators: two sentences; %s is a mail address. Keep the straight quotes around it. */
  return g_strdup_printf (_("The server did not accept one of the recipients. The refused address is '%s'."), address);
}

static const char *
say_refused_incoming (const SendoffFailure *failure)
{
  return failure->step == SENDOFF_STEP_SIGN_IN ? _("The incoming server did not accept the user name or the password.")
                                               : _("The incoming server refused the connection.");
}

static char *
say_refused (const SendoffFailure *failure)
{
  if (failure->leg == SENDOFF_LEG_INCOMING && failure->command != SENDOFF_COMMAND_STARTTLS)
    return g_strdup (say_refused_incoming (failure));

  switch (failure->command)
    {
    case SENDOFF_COMMAND_GREETING:
    case SENDOFF_COMMAND_EHLO:
      return g_strdup (_("The server turned the connection away."));
    case SENDOFF_COMMAND_STARTTLS:
      return g_strdup (_("The server refused to encrypt the connection."));
    case SENDOFF_COMMAND_AUTH:
      return g_strdup (_("The server did not accept the sign-in."));
    case SENDOFF_COMMAND_MAIL:
      return say_refused_sender (failure);
    case SENDOFF_COMMAND_RCPT:
      return say_refused_recipient (failure);
    case SENDOFF_COMMAND_DATA:
    case SENDOFF_COMMAND_BODY:
    case SENDOFF_COMMAND_FINAL_DOT:
      return g_strdup (_("The server did not accept the message."));
    case SENDOFF_COMMAND_NONE:
    case SENDOFF_COMMAND_OTHER:
      break;
    }

  return g_strdup (_("The server refused a command."));
}

static const char *
say_protocol_fault (const SendoffFailure *failure)
{
  return failure->step == SENDOFF_STEP_CONNECT || failure->step == SENDOFF_STEP_GREET
           ? _("What answered does not talk like a mail server.")
           : _("The server's answer could not be understood.");
}

static const char *
say_timeout (const SendoffFailure *failure)
{
  return failure->step == SENDOFF_STEP_CONNECT || failure->step == SENDOFF_STEP_FIND_SERVER
           ? _("The server could not be reached in time.")
           : _("The server did not answer in time.");
}

static char *
say_address_needs_utf8 (const SendoffFailure *failure)
{
  return failure->command == SENDOFF_COMMAND_MAIL ? say_refused_sender (failure) : say_refused_recipient (failure);
}

/* A sentence of our own, where the failure carries one. */
static char *
say_detail (const SendoffFailure *failure,
            const char           *otherwise)
{
  if (failure->detail == NULL || *failure->detail == '\0')
    return g_strdup (otherwise);

  return sendoff_display_text (failure->detail, -1);
}

char *
sendoff_paragraph_lead (const SendoffFailure *failure)
{
  switch (failure->kind)
    {
    case SENDOFF_FAILURE_REFUSED:
      return say_refused (failure);
    case SENDOFF_FAILURE_HOST_NOT_FOUND:
      return g_strdup (_("The server was not found."));
    case SENDOFF_FAILURE_CANNOT_CONNECT:
      return g_strdup (_("No connection to the server could be made."));
    case SENDOFF_FAILURE_PROXY:
      return g_strdup (_("The proxy did not let the connection through."));
    case SENDOFF_FAILURE_TIMEOUT:
      return g_strdup (say_timeout (failure));
    case SENDOFF_FAILURE_CONNECTION_LOST:
      return g_strdup (_("The server closed the connection unexpectedly."));
    case SENDOFF_FAILURE_PROTOCOL:
      return g_strdup (say_protocol_fault (failure));
    case SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED:
      return g_strdup (_("The server does not offer an encrypted connection (SSL)."));
    case SENDOFF_FAILURE_ENCRYPTION_REFUSED:
      return g_strdup (_("The server refused to encrypt the connection."));
    case SENDOFF_FAILURE_HANDSHAKE:
      return g_strdup (_("The encrypted connection could not be set up."));
    case SENDOFF_FAILURE_CERTIFICATE:
      return g_strdup (_("The server's certificate was not trusted."));
    case SENDOFF_FAILURE_CLIENT_CERTIFICATE:
      return say_detail (failure, _("Your own certificate can't be used."));
    case SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED:
      return g_strdup (_("The server offers no sign-in."));
    case SENDOFF_FAILURE_NO_COMMON_MECHANISM:
      return g_strdup (_("The server offers no way of signing in that is known here."));
    case SENDOFF_FAILURE_TOO_BIG:
      return g_strdup (_("The message is bigger than the server takes."));
    case SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED:
      return say_address_needs_utf8 (failure);
    case SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED:
      return g_strdup (_("The server can't promise that the message travels on only encrypted."));
    case SENDOFF_FAILURE_SETTINGS:
      return say_detail (failure, _("The account's settings can't be used as they are."));
    case SENDOFF_FAILURE_PASSWORD_MISSING:
      return g_strdup (_("There is no password to sign in with."));
    case SENDOFF_FAILURE_MESSAGE:
      return say_detail (failure, _("The message can't be sent as it is."));
    case SENDOFF_FAILURE_FILE:
      return say_detail (failure, _("A file could not be read."));
    case SENDOFF_FAILURE_UNCERTAIN:
      return g_strdup (_("The server did not confirm the message, which may have been sent."));
    case SENDOFF_FAILURE_CANCELLED:
      return g_strdup (_("The work was stopped by the user."));
    case SENDOFF_FAILURE_NO_JUDGE:
      return g_strdup (_("The server's certificate can't be checked on this computer."));
    case SENDOFF_FAILURE_INTERNAL:
    case SENDOFF_N_FAILURE_KINDS:
      break;
    }

  return g_strdup (_("An error happened inside the program."));
}
