/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the wording of one changed setting, in the words of the account's dialogs. */

#include "ui/change-text.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

#define MAX_VALUE_CHARS 255

static const char *const key_names[SENDOFF_N_KEYS] = {
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
  [SENDOFF_KEY_TIMEOUT] = N_("Server timeout, in seconds"),
};

static const char *
name_security (SendoffSecurity security)
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
name_authentication (SendoffAuthentication authentication)
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

static char *
describe_value (SendoffKey  key,
                const char *value)
{
  SendoffSecurity security;
  SendoffAuthentication authentication;

  if ((key == SENDOFF_KEY_SMTP_SECURITY || key == SENDOFF_KEY_INCOMING_SECURITY) && sendoff_security_from_string (value, &security))
    return g_strdup (name_security (security));
  if (key == SENDOFF_KEY_SMTP_AUTHENTICATION && sendoff_authentication_from_string (value, &authentication))
    return g_strdup (name_authentication (authentication));
  if (*value == '\0')
    return g_strdup (_("empty"));
  return sendoff_display_text_short (value, -1, MAX_VALUE_CHARS);
}

char *
sendoff_change_to_text (SendoffAccount      *before,
                        const SendoffChange *change)
{
  g_autofree char *old = sendoff_account_dup_value (before, change->key);
  g_autofree char *old_words = describe_value (change->key, old);
  g_autofree char *new_words = describe_value (change->key, change->value);

  /* Translators: a setting's name, its value before, its value afterwards. */
  return g_strdup_printf (_("%s: %s → %s"), _(key_names[change->key]), old_words, new_words);
}
