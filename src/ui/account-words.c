/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words for an account's settings. */
#include "ui/account-words.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

#define MAX_CHARS 120

static const char *const labels[SENDOFF_N_KEYS] = {
  [SENDOFF_KEY_NAME] = N_("Name of the account"),
  [SENDOFF_KEY_EMAIL] = N_("E-mail address"),
  [SENDOFF_KEY_FULL_NAME] = N_("Your name"),
  [SENDOFF_KEY_ORGANIZATION] = N_("Organization"),
  [SENDOFF_KEY_REPLY_TO] = N_("Reply address"),
  [SENDOFF_KEY_SMTP_HOST] = N_("Outgoing mail server"),
  [SENDOFF_KEY_SMTP_PORT] = N_("Port of the outgoing mail server"),
  [SENDOFF_KEY_SMTP_SECURITY] = N_("Secure connection to the outgoing mail server"),
  [SENDOFF_KEY_SMTP_AUTHENTICATION] = N_("Signing in at the outgoing mail server"),
  [SENDOFF_KEY_SMTP_USER] = N_("Account name at the outgoing mail server"),
  [SENDOFF_KEY_INCOMING_PROTOCOL] = N_("Kind of the incoming mail server"),
  [SENDOFF_KEY_INCOMING_HOST] = N_("Incoming mail server"),
  [SENDOFF_KEY_INCOMING_PORT] = N_("Port of the incoming mail server"),
  [SENDOFF_KEY_INCOMING_SECURITY] = N_("Secure connection to the incoming mail server"),
  [SENDOFF_KEY_INCOMING_USER] = N_("Account name at the incoming mail server"),
  [SENDOFF_KEY_TIMEOUT] = N_("Server timeouts"),
};

const char *
sendoff_key_to_label (SendoffKey key)
{
  g_return_val_if_fail (key < SENDOFF_N_KEYS, "");

  return g_dgettext (GETTEXT_PACKAGE, labels[key]);
}

static char *
describe_security (SendoffSecurity security)
{
  switch (security)
    {
    case SENDOFF_SECURITY_NONE:
      return g_strdup (_("None"));
    case SENDOFF_SECURITY_STARTTLS:
      return g_strdup (_("Upgrade (STARTTLS)"));
    case SENDOFF_SECURITY_TLS:
      return g_strdup (_("From the first byte (TLS)"));
    }

  g_return_val_if_reached (NULL);
}

static char *
describe_authentication (SendoffAuthentication authentication)
{
  switch (authentication)
    {
    case SENDOFF_AUTHENTICATION_NONE:
      return g_strdup (_("None"));
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      return g_strdup (_("As at the incoming mail server"));
    case SENDOFF_AUTHENTICATION_OWN:
      return g_strdup (_("With its own account name"));
    }

  g_return_val_if_reached (NULL);
}

static char *
describe_protocol (SendoffProtocol protocol)
{
  return g_strdup (protocol == SENDOFF_PROTOCOL_NONE ? _("None") : sendoff_protocol_to_label (protocol));
}

static char *
describe_text (SendoffAccount *account,
               SendoffKey      key)
{
  g_autofree char *value = sendoff_account_dup_value (account, key);

  return *value != '\0' ? sendoff_display_text_short (value, -1, MAX_CHARS) : g_strdup (_("(empty)"));
}

char *
sendoff_account_dup_shown_value (SendoffAccount *account,
                                 SendoffKey      key)
{
  switch (key)
    {
    case SENDOFF_KEY_SMTP_SECURITY:
      return describe_security (sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING));
    case SENDOFF_KEY_INCOMING_SECURITY:
      return describe_security (sendoff_account_get_security (account, SENDOFF_LEG_INCOMING));
    case SENDOFF_KEY_SMTP_AUTHENTICATION:
      return describe_authentication (sendoff_account_get_authentication (account));
    case SENDOFF_KEY_INCOMING_PROTOCOL:
      return describe_protocol (sendoff_account_get_incoming_protocol (account));
    case SENDOFF_KEY_TIMEOUT:
      return sendoff_seconds_to_words (sendoff_account_get_number (account, key));
    case SENDOFF_KEY_NAME:
    case SENDOFF_KEY_EMAIL:
    case SENDOFF_KEY_FULL_NAME:
    case SENDOFF_KEY_ORGANIZATION:
    case SENDOFF_KEY_REPLY_TO:
    case SENDOFF_KEY_SMTP_HOST:
    case SENDOFF_KEY_SMTP_PORT:
    case SENDOFF_KEY_SMTP_USER:
    case SENDOFF_KEY_INCOMING_HOST:
    case SENDOFF_KEY_INCOMING_PORT:
    case SENDOFF_KEY_INCOMING_USER:
    case SENDOFF_N_KEYS:
      break;
    }
  return describe_text (account, key);
}

char *
sendoff_seconds_to_words (guint seconds)
{
  guint minutes = seconds / 60;
  guint rest = seconds % 60;
  /* Translators: %u is a number of minutes. */
  g_autofree char *minutes_text = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  /* Translators: %u is a number of seconds. */
  g_autofree char *rest_text = g_strdup_printf (ngettext ("%u second", "%u seconds", rest), rest);

  if (rest == 0 && minutes > 0)
    return g_steal_pointer (&minutes_text);
  if (minutes == 0)
    return g_steal_pointer (&rest_text);
  /* Translators: a time span; the first %s is like “1 minute”, the second like “30 seconds”. */
  return g_strdup_printf (_("%s %s"), minutes_text, rest_text);
}

const char *
sendoff_get_clear_password_words (void)
{
  return _("The connection is not secure: anyone on the way to the server can read this password.");
}

const char *
sendoff_get_no_keyring_words (void)
{
  return _("The keyring is locked or missing. A password that you enter is kept until the program ends.");
}
