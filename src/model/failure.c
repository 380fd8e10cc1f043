/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what went wrong as a plain value, and the exit status that the contract gives it. Any thread.
 * The classic numbers are in error-number.c. */
#include "model/failure.h"

#include <string.h>

/* BSD's sysexits, and three of our own. */
enum
{
  EXIT_CONTENT = 65, EXIT_RECIPIENT = 67, EXIT_HOST = 68, EXIT_UNAVAILABLE = 69, EXIT_INTERNAL = 70, EXIT_FILE = 74,
  EXIT_TEMPORARY = 75, EXIT_PROTOCOL = 76, EXIT_PERMISSION = 77, EXIT_SETTINGS = 78, EXIT_CERTIFICATE = 79,
  EXIT_UNCERTAIN = 80, EXIT_CANCELLED = 130,
};

SendoffFailure *
sendoff_failure_new (SendoffFailureKind kind, SendoffLeg leg, SendoffStepId step)
{
  SendoffFailure *self = g_new0 (SendoffFailure, 1);

  self->kind = kind;
  self->leg = leg;
  self->step = step;
  if (leg == SENDOFF_LEG_OUTGOING)
    self->protocol = SENDOFF_PROTOCOL_SMTP;

  return self;
}

static SendoffFailureTold *
copy_told (const SendoffFailureTold *told)
{
  SendoffFailureTold *copy = g_new (SendoffFailureTold, 1);

  *copy = *told;
  copy->paragraph = g_strdup (told->paragraph);
  copy->response = g_strdup (told->response);
  return copy;
}

static void
free_told (SendoffFailureTold *told)
{
  g_free (told->paragraph);
  g_free (told->response);
  g_free (told);
}

SendoffFailure *
sendoff_failure_copy (const SendoffFailure *self)
{
  SendoffFailure *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (SendoffFailure, 1);
  *copy = *self;
  copy->account = g_strdup (self->account);
  copy->subject = g_strdup (self->subject);
  copy->server = g_strdup (self->server);
  copy->reply = self->reply != NULL ? sendoff_reply_ref (self->reply) : NULL;
  copy->rejected_address = g_strdup (self->rejected_address);
  copy->detail = g_strdup (self->detail);
  copy->received = g_strdup (self->received);
  copy->extensions = g_strdupv (self->extensions);
  copy->ways = self->ways != NULL ? sendoff_ways_copy (self->ways) : NULL;
  copy->told = self->told != NULL ? copy_told (self->told) : NULL;

  return copy;
}

void
sendoff_failure_free (SendoffFailure *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_free (self->subject);
  g_free (self->server);
  g_clear_pointer (&self->reply, sendoff_reply_unref);
  g_free (self->rejected_address);
  g_free (self->detail);
  g_free (self->received);
  g_strfreev (self->extensions);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->told, free_told);
  g_free (self);
}

/* IMAP's and POP3's way to say "later": RFC 5530, RFC 2449, RFC 3206. */
static gboolean
has_temporary_code (const char *upper)
{
  static const char *const codes[] = { "[UNAVAILABLE]", "[INUSE]", "[IN-USE]", "[SYS/TEMP]" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strstr (upper, codes[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A NO or BAD to our command whose code tells the reason; an alert only tells that there is more to read. */
static gboolean
tells_why (char **words)
{
  return words[2] != NULL && words[2][0] == '[' && !g_str_has_prefix (words[2], "[ALERT]");
}

/* A BYE counts, unless it is just the farewell after a NO or BAD, or comes with one that tells why. */
static gboolean
sounds_temporary (const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);
  g_auto(GStrv) lines = g_strsplit (upper, "\n", -1);
  gboolean says_bye = FALSE, says_no = FALSE;

  if (has_temporary_code (upper))
    return TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit_set (lines[i], " \t", 3);
      gboolean is_untagged = g_strcmp0 (words[0], "*") == 0;

      if (words[0] == NULL)
        continue;
      if (g_str_equal (words[0], "BYE") || (is_untagged && g_strcmp0 (words[1], "BYE") == 0))
        says_bye = says_bye || !says_no;
      else if (!is_untagged && (g_strcmp0 (words[1], "NO") == 0 || g_strcmp0 (words[1], "BAD") == 0))
        {
          if (tells_why (words))
            return FALSE;
          says_no = TRUE;
        }
    }

  return says_bye;
}

static gboolean
is_temporary (const SendoffFailure *self)
{
  if (self->reply == NULL)
    return FALSE;

  if (self->protocol == SENDOFF_PROTOCOL_IMAP || self->protocol == SENDOFF_PROTOCOL_POP3)
    return sounds_temporary (self->reply->text);

  return sendoff_reply_is_temporary (self->reply);
}

/* Encryption was asked for, and the server doesn't even know the command that would tell whether it has it. */
static gboolean
lacks_ehlo (const SendoffFailure *self)
{
  guint code = self->reply->code;

  return self->command == SENDOFF_COMMAND_EHLO && self->security == SENDOFF_SECURITY_STARTTLS && !self->secure &&
         (code == 500 || code == 502 || code == 504);
}

static int
get_status_by_step (SendoffStepId step)
{
  switch (step)
    {
    case SENDOFF_STEP_GREET:
    case SENDOFF_STEP_SIGN_IN:
      return EXIT_PERMISSION;
    case SENDOFF_STEP_SUBMIT:
      return EXIT_CONTENT;
    case SENDOFF_STEP_FIND_SERVER:
    case SENDOFF_STEP_CONNECT:
    case SENDOFF_STEP_ENCRYPT:
    case SENDOFF_STEP_TRUST:
    case SENDOFF_N_STEPS:
      return EXIT_PROTOCOL;
    }

  return EXIT_PROTOCOL;
}

static int
get_status_by_command (const SendoffFailure *self)
{
  switch (self->command)
    {
    case SENDOFF_COMMAND_GREETING:
    case SENDOFF_COMMAND_AUTH:
      return EXIT_PERMISSION;
    case SENDOFF_COMMAND_EHLO:
      return lacks_ehlo (self) ? EXIT_PROTOCOL : EXIT_PERMISSION;
    case SENDOFF_COMMAND_STARTTLS:
      return EXIT_PROTOCOL;
    case SENDOFF_COMMAND_RCPT:
      return EXIT_RECIPIENT;
    case SENDOFF_COMMAND_MAIL:
    case SENDOFF_COMMAND_DATA:
    case SENDOFF_COMMAND_BODY:
    case SENDOFF_COMMAND_FINAL_DOT:
      return EXIT_CONTENT;
    case SENDOFF_COMMAND_NONE:
    case SENDOFF_COMMAND_OTHER:
      return get_status_by_step (self->step);
    }

  return EXIT_PROTOCOL;
}

static int
get_status_of_refusal (const SendoffFailure *self, gboolean about_permission)
{
  if (is_temporary (self))
    return EXIT_TEMPORARY;

  if (self->command == SENDOFF_COMMAND_STARTTLS)
    return EXIT_PROTOCOL;

  if (self->protocol == SENDOFF_PROTOCOL_IMAP || self->protocol == SENDOFF_PROTOCOL_POP3)
    return EXIT_PERMISSION;

  /* A reply that neither grants nor refuses is out of place. */
  if (!sendoff_reply_is_permanent (self->reply))
    return EXIT_PROTOCOL;

  if (self->reply->code == 530 || self->reply->code == 535)
    return EXIT_PERMISSION;

  if (about_permission && self->step == SENDOFF_STEP_SUBMIT)
    return EXIT_PERMISSION;

  return get_status_by_command (self);
}

int
sendoff_failure_get_exit_status (const SendoffFailure *self, gboolean about_permission)
{
  g_return_val_if_fail (self != NULL, EXIT_INTERNAL);

  switch (self->kind)
    {
    case SENDOFF_FAILURE_REFUSED:
      return get_status_of_refusal (self, about_permission);
    case SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED:
    case SENDOFF_FAILURE_ENCRYPTION_REFUSED:
      return is_temporary (self) ? EXIT_TEMPORARY : EXIT_PROTOCOL;
    case SENDOFF_FAILURE_HOST_NOT_FOUND:
      return EXIT_HOST;
    case SENDOFF_FAILURE_CANNOT_CONNECT:
    case SENDOFF_FAILURE_PROXY:
    case SENDOFF_FAILURE_TIMEOUT:
    case SENDOFF_FAILURE_CONNECTION_LOST:
      return EXIT_UNAVAILABLE;
    case SENDOFF_FAILURE_PROTOCOL:
    case SENDOFF_FAILURE_HANDSHAKE:
    case SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED:
    case SENDOFF_FAILURE_NO_JUDGE:
      return EXIT_PROTOCOL;
    case SENDOFF_FAILURE_CERTIFICATE:
      return EXIT_CERTIFICATE;
    case SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED:
    case SENDOFF_FAILURE_NO_COMMON_MECHANISM:
      return EXIT_PERMISSION;
    case SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED:
      return self->command == SENDOFF_COMMAND_MAIL ? EXIT_CONTENT : EXIT_RECIPIENT;
    case SENDOFF_FAILURE_TOO_BIG:
    case SENDOFF_FAILURE_MESSAGE:
      return EXIT_CONTENT;
    case SENDOFF_FAILURE_SETTINGS:
    case SENDOFF_FAILURE_PASSWORD_MISSING:
    case SENDOFF_FAILURE_CLIENT_CERTIFICATE:
      return EXIT_SETTINGS;
    case SENDOFF_FAILURE_FILE:
      return EXIT_FILE;
    case SENDOFF_FAILURE_UNCERTAIN:
      return EXIT_UNCERTAIN;
    case SENDOFF_FAILURE_CANCELLED:
      return EXIT_CANCELLED;
    case SENDOFF_FAILURE_INTERNAL:
    case SENDOFF_N_FAILURE_KINDS:
      return EXIT_INTERNAL;
    }

  return EXIT_INTERNAL;
}

gboolean
sendoff_exit_status_goes_before (int a, int b)
{
  return a == EXIT_PERMISSION && (b == EXIT_CONTENT || b == EXIT_RECIPIENT);
}

SendoffOutcome
sendoff_failure_get_outcome (const SendoffFailure *self)
{
  g_return_val_if_fail (self != NULL, SENDOFF_OUTCOME_FAILED);

  if (self->kind == SENDOFF_FAILURE_UNCERTAIN)
    return SENDOFF_OUTCOME_UNCERTAIN;

  return self->kind == SENDOFF_FAILURE_CANCELLED ? SENDOFF_OUTCOME_CANCELLED : SENDOFF_OUTCOME_FAILED;
}
