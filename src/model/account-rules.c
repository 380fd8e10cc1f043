/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what makes an account valid, and the copy of its settings that a job works with. Main context only. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/domain-name.h"
#include "base/error.h"
#include "base/mail-address.h"
#include "model/account.h"

#define MAX_NAME_CHARS 100
#define MAX_USER_BYTES 255
#define MAX_TEXT_BYTES 1000

static void
free_problem (gpointer problem)
{
  SendoffFieldProblem *self = problem;

  g_free (self->message);
  g_free (self);
}

static void
take_problem (GPtrArray *problems, SendoffKey key, char *message)
{
  SendoffFieldProblem *problem = g_new0 (SendoffFieldProblem, 1);

  problem->key = key;
  problem->message = message;
  g_ptr_array_add (problems, problem);
}

static void
add_problem (GPtrArray *problems, SendoffKey key, const char *message)
{
  take_problem (problems, key, g_strdup (message));
}

/* Nothing that a line of a message or a command could be broken with. */
static gboolean
is_one_line (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (c));

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return stripped[0] == '\0';
}

static void
check_name (SendoffAccount *self, GPtrArray *problems)
{
  const char *name = sendoff_account_get_text (self, SENDOFF_KEY_NAME);

  if (!is_one_line (name))
    add_problem (problems, SENDOFF_KEY_NAME,
                 _("The account's name holds a character that a name can't have, such as a line end. Remove it."));
  else if (is_blank (name))
    add_problem (problems, SENDOFF_KEY_NAME, _("The account needs a name. Any name will do; only you see it."));
  else if (g_utf8_strlen (name, -1) > MAX_NAME_CHARS)
    take_problem (problems, SENDOFF_KEY_NAME,
                  /* Translators: %d is a number of characters, 100. */
                  g_strdup_printf (_("The account's name is too long. At most %d characters are possible."), MAX_NAME_CHARS));
}

static void
check_address (SendoffAccount *self, SendoffKey key, GPtrArray *problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (sendoff_account_get_text (self, key), &error);

  if (address == NULL)
    add_problem (problems, key, error->message);
}

static void
check_email (SendoffAccount *self, GPtrArray *problems)
{
  if (sendoff_account_get_text (self, SENDOFF_KEY_EMAIL)[0] == '\0')
    add_problem (problems, SENDOFF_KEY_EMAIL, _("The account needs an e-mail address, like jo@example.org."));
  else
    check_address (self, SENDOFF_KEY_EMAIL, problems);
}

static void
check_plain_text (SendoffAccount *self, SendoffKey key, const char *message, GPtrArray *problems)
{
  const char *text = sendoff_account_get_text (self, key);

  if (!is_one_line (text) || strlen (text) > MAX_TEXT_BYTES)
    add_problem (problems, key, message);
}

static void
check_host (SendoffAccount *self, SendoffKey key, const char *message_if_empty, GPtrArray *problems)
{
  const char *host = sendoff_account_get_text (self, key);
  g_autoptr(GError) error = NULL;
  g_autofree char *ascii_host = NULL;

  if (is_blank (host))
    {
      add_problem (problems, key, message_if_empty);
      return;
    }

  ascii_host = sendoff_host_to_ascii (host, &error);
  if (ascii_host == NULL)
    add_problem (problems, key, error->message);
}

static void
check_port (SendoffAccount *self, SendoffKey key, GPtrArray *problems)
{
  guint port = sendoff_account_get_number (self, key);

  if (port < 1 || port > G_MAXUINT16)
    add_problem (problems, key, _("The port must be a number from 1 to 65535."));
}

static void
check_user (SendoffAccount *self, SendoffKey key, gboolean is_needed, const char *message_if_empty, GPtrArray *problems)
{
  const char *user = sendoff_account_get_text (self, key);

  if (is_needed && user[0] == '\0')
    add_problem (problems, key, message_if_empty);
  else if (!is_one_line (user))
    add_problem (problems, key, _("The user name holds a character that it can't have, such as a line end. Remove it."));
  else if (strlen (user) > MAX_USER_BYTES)
    take_problem (problems, key,
                  /* Translators: %d is a number of bytes, 255. */
                  g_strdup_printf (_("The user name is too long. At most %d bytes are possible."), MAX_USER_BYTES));
}

static void
check_outgoing (SendoffAccount *self, GPtrArray *problems)
{
  SendoffAuthentication authentication = sendoff_account_get_authentication (self);

  check_host (self, SENDOFF_KEY_SMTP_HOST,
              _("The outgoing mail server's name is missing. Your mail provider tells it, like smtp.example.org."), problems);
  check_port (self, SENDOFF_KEY_SMTP_PORT, problems);

  if (authentication == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING && sendoff_account_get_incoming_protocol (self) == SENDOFF_PROTOCOL_NONE)
    add_problem (problems, SENDOFF_KEY_SMTP_AUTHENTICATION,
                 _("The outgoing server is to use the incoming server's user name, but the account has no incoming server. "
                   "Enter a user name for the outgoing server."));

  check_user (self, SENDOFF_KEY_SMTP_USER, authentication == SENDOFF_AUTHENTICATION_OWN,
              _("The user name for the outgoing mail server is missing."), problems);
}

static void
check_incoming (SendoffAccount *self, GPtrArray *problems)
{
  const char *unfit = _("This value is too long, or holds a character that it can't have, such as a line end.");

  /* What isn't used must still fit into a file. */
  if (sendoff_account_get_incoming_protocol (self) == SENDOFF_PROTOCOL_NONE)
    {
      check_plain_text (self, SENDOFF_KEY_INCOMING_HOST, unfit, problems);
      check_plain_text (self, SENDOFF_KEY_INCOMING_USER, unfit, problems);
      return;
    }

  check_host (self, SENDOFF_KEY_INCOMING_HOST,
              _("The incoming mail server's name is missing. Your mail provider tells it, like imap.example.org."), problems);
  check_port (self, SENDOFF_KEY_INCOMING_PORT, problems);
  check_user (self, SENDOFF_KEY_INCOMING_USER, TRUE, _("The user name for the incoming mail server is missing."), problems);
}

/* Only the form: whether the file or token is there is known when it is used. */
static void
check_client_file (SendoffAccount *self, SendoffKey key, GPtrArray *problems)
{
  const char *place = sendoff_account_get_text (self, key);
  gboolean is_token = sendoff_key_is_on_token (place);

  if (place[0] == '\0')
    return;
  if (!is_one_line (place) || strlen (place) > MAX_TEXT_BYTES)
    add_problem (problems, key, _("This value is too long, or holds a character that it can't have, such as a line end."));
  else if (is_token && (strstr (place, "pin-value") != NULL || strstr (place, "pin-source") != NULL))
    add_problem (problems, key, _("The address of the token holds its PIN. Take the PIN out; you will be asked for it."));
  else if (!is_token && !g_path_is_absolute (place))
    add_problem (problems, key, _("The client certificate and its key are given by the full path of a file, or by the address of a "
                                  "token, which begins with pkcs11:."));
}

static void
check_client_certificate (SendoffAccount *self, GPtrArray *problems)
{
  gboolean has_certificate = sendoff_account_get_text (self, SENDOFF_KEY_CLIENT_CERTIFICATE)[0] != '\0';

  check_client_file (self, SENDOFF_KEY_CLIENT_CERTIFICATE, problems);
  check_client_file (self, SENDOFF_KEY_CLIENT_KEY, problems);
  if (!has_certificate && sendoff_account_get_text (self, SENDOFF_KEY_CLIENT_KEY)[0] != '\0')
    add_problem (problems, SENDOFF_KEY_CLIENT_KEY, _("There is a key, but not the client certificate that it belongs to."));
}

GPtrArray *
sendoff_account_validate (SendoffAccount *self)
{
  GPtrArray *problems;
  guint timeout_s;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);

  problems = g_ptr_array_new_with_free_func (free_problem);
  timeout_s = sendoff_account_get_number (self, SENDOFF_KEY_TIMEOUT);

  check_name (self, problems);
  check_email (self, problems);
  check_plain_text (self, SENDOFF_KEY_FULL_NAME,
                     _("Your name is too long, or holds a character that it can't have, such as a line end."), problems);
  check_plain_text (self, SENDOFF_KEY_ORGANIZATION,
                     _("The organization is too long, or holds a character that it can't have, such as a line end."), problems);
  if (sendoff_account_get_text (self, SENDOFF_KEY_REPLY_TO)[0] != '\0')
    check_address (self, SENDOFF_KEY_REPLY_TO, problems);
  check_outgoing (self, problems);
  check_incoming (self, problems);
  check_client_certificate (self, problems);
  if (timeout_s < 1 || timeout_s > SENDOFF_MAX_TIMEOUT_S)
    take_problem (problems, SENDOFF_KEY_TIMEOUT,
                  /* Translators: %d is a number of seconds, 600. */
                  g_strdup_printf (_("The server time-out must be from 1 to %d seconds."), SENDOFF_MAX_TIMEOUT_S));

  return problems;
}

static char *
dup_user (SendoffAccount *self, SendoffLeg leg)
{
  if (leg == SENDOFF_LEG_INCOMING)
    return g_strdup (sendoff_account_get_text (self, SENDOFF_KEY_INCOMING_USER));

  switch (sendoff_account_get_authentication (self))
    {
    case SENDOFF_AUTHENTICATION_NONE:
      return NULL;
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      return g_strdup (sendoff_account_get_text (self, SENDOFF_KEY_INCOMING_USER));
    case SENDOFF_AUTHENTICATION_OWN:
      return g_strdup (sendoff_account_get_text (self, SENDOFF_KEY_SMTP_USER));
    }

  g_return_val_if_reached (NULL);
}

static char *
dup_text_or_null (SendoffAccount *self, SendoffKey key)
{
  const char *text = sendoff_account_get_text (self, key);

  return text[0] != '\0' ? g_strdup (text) : NULL;
}

char *
sendoff_account_dup_server (SendoffAccount *self, SendoffLeg leg, guint16 *port)
{
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);

  *port = (guint16) sendoff_account_get_number (self, is_outgoing ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT);
  return sendoff_host_to_ascii (sendoff_account_get_text (self, is_outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST), NULL);
}

SendoffServerSettings *
sendoff_account_get_server_settings (SendoffAccount *self, SendoffLeg leg, GError **error)
{
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;
  const char *host;
  g_autoptr(SendoffServerSettings) settings = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);

  problems = sendoff_account_validate (self);
  if (problems->len > 0)
    {
      const SendoffFieldProblem *first = g_ptr_array_index (problems, 0);

      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, first->message);
      return NULL;
    }

  if (!is_outgoing && sendoff_account_get_incoming_protocol (self) == SENDOFF_PROTOCOL_NONE)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The account has no incoming mail server."));
      return NULL;
    }

  settings = sendoff_server_settings_new ();
  settings->leg = leg;
  settings->protocol = is_outgoing ? SENDOFF_PROTOCOL_SMTP : sendoff_account_get_incoming_protocol (self);
  host = sendoff_account_get_text (self, is_outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST);
  settings->host = sendoff_host_to_ascii (host, error);
  settings->port = (guint16) sendoff_account_get_number (self, is_outgoing ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT);
  settings->security = sendoff_account_get_security (self, leg);
  settings->user = dup_user (self, leg);
  settings->signs_in = settings->user != NULL;
  settings->client_certificate = dup_text_or_null (self, SENDOFF_KEY_CLIENT_CERTIFICATE);
  settings->client_key = dup_text_or_null (self, SENDOFF_KEY_CLIENT_KEY);
  settings->timeout_s = sendoff_account_get_number (self, SENDOFF_KEY_TIMEOUT);

  return settings->host != NULL ? g_steal_pointer (&settings) : NULL;
}
