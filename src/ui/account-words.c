/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words for an account's settings. */
#include "ui/account-words.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/number.h"

/* A host name in full. */
#define MAX_CHARS 255

static const char *const labels[SENDOFF_N_KEYS] = {
  [SENDOFF_KEY_NAME] = N_("Name of the account"),
  [SENDOFF_KEY_EMAIL] = N_("E-mail address"),
  [SENDOFF_KEY_FULL_NAME] = N_("Name"),
  [SENDOFF_KEY_ORGANIZATION] = N_("Organization"),
  [SENDOFF_KEY_REPLY_TO] = N_("Reply address"),
  [SENDOFF_KEY_SMTP_HOST] = N_("Outgoing mail server"),
  [SENDOFF_KEY_SMTP_PORT] = N_("Port of the outgoing mail server"),
  [SENDOFF_KEY_SMTP_SECURITY] = N_("Secure connection (SSL) to the outgoing mail server"),
  [SENDOFF_KEY_SMTP_AUTHENTICATION] = N_("Signing in to the outgoing mail server"),
  [SENDOFF_KEY_SMTP_USER] = N_("Account name on the outgoing mail server"),
  [SENDOFF_KEY_INCOMING_PROTOCOL] = N_("Kind of the incoming mail server"),
  [SENDOFF_KEY_INCOMING_HOST] = N_("Incoming mail server"),
  [SENDOFF_KEY_INCOMING_PORT] = N_("Port of the incoming mail server"),
  [SENDOFF_KEY_INCOMING_SECURITY] = N_("Secure connection (SSL) to the incoming mail server"),
  [SENDOFF_KEY_INCOMING_USER] = N_("Account name on the incoming mail server"),
  [SENDOFF_KEY_CLIENT_CERTIFICATE] = N_("Own certificate"),
  [SENDOFF_KEY_CLIENT_KEY] = N_("Key of the own certificate"),
  [SENDOFF_KEY_TIMEOUT] = N_("Server timeouts"),
};

const char *
sendoff_key_to_label (SendoffKey key)
{
  g_return_val_if_fail (key < SENDOFF_N_KEYS, "");

  return g_dgettext (GETTEXT_PACKAGE, labels[key]);
}

const char *
sendoff_security_to_words (SendoffSecurity security)
{
  switch (security)
    {
    case SENDOFF_SECURITY_STARTTLS:
      return _("upgrade (STARTTLS)");
    case SENDOFF_SECURITY_TLS:
      return _("from the first byte (TLS)");
    case SENDOFF_SECURITY_NONE:
      break;
    }
  return _("off");
}

static const char *
authentication_to_words (SendoffAuthentication authentication)
{
  switch (authentication)
    {
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      return _("same settings as the incoming mail server");
    case SENDOFF_AUTHENTICATION_OWN:
      return _("with an account name and a password");
    case SENDOFF_AUTHENTICATION_NONE:
      break;
    }
  return _("off");
}

static const char *
protocol_to_words (SendoffProtocol protocol)
{
  return protocol == SENDOFF_PROTOCOL_NONE ? _("none") : sendoff_protocol_to_label (protocol);
}

char *
sendoff_key_value_to_words (SendoffKey  key,
                            const char *value)
{
  SendoffSecurity security;
  SendoffAuthentication authentication;
  SendoffProtocol protocol;
  guint64 seconds;

  if ((key == SENDOFF_KEY_SMTP_SECURITY || key == SENDOFF_KEY_INCOMING_SECURITY) && sendoff_security_from_string (value, &security))
    return g_strdup (sendoff_security_to_words (security));
  if (key == SENDOFF_KEY_SMTP_AUTHENTICATION && sendoff_authentication_from_string (value, &authentication))
    return g_strdup (authentication_to_words (authentication));
  if (key == SENDOFF_KEY_INCOMING_PROTOCOL && sendoff_protocol_from_string (value, &protocol))
    return g_strdup (protocol_to_words (protocol));
  if (key == SENDOFF_KEY_TIMEOUT && sendoff_parse_number (value, 0, G_MAXUINT, &seconds))
    return sendoff_seconds_to_words ((guint) seconds);
  return *value != '\0' ? sendoff_display_text_short (value, -1, MAX_CHARS) : g_strdup (_("(empty)"));
}

char *
sendoff_account_dup_shown_value (SendoffAccount *account,
                                 SendoffKey      key)
{
  g_autofree char *value = sendoff_account_dup_value (account, key);

  return sendoff_key_value_to_words (key, value);
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
