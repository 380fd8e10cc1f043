/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the button of a fix says. */

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "diagnosis/fix.h"

/* NULL where the key isn't changed. */
static const char *
get_value (GPtrArray *changes,
           SendoffKey key)
{
  for (guint i = 0; i < changes->len; i++)
    if (((SendoffChange *) g_ptr_array_index (changes, i))->key == key)
      return ((SendoffChange *) g_ptr_array_index (changes, i))->value;

  return NULL;
}

static const char *
get_value_of_either (GPtrArray *changes,
                     SendoffKey outgoing,
                     SendoffKey incoming)
{
  const char *value = get_value (changes, outgoing);

  return value != NULL ? value : get_value (changes, incoming);
}

static char *
dup_authentication_label (GPtrArray *changes)
{
  const char *port = get_value (changes, SENDOFF_KEY_SMTP_PORT);

  if (port != NULL)
    /* Translators: %s is a port's number. */
    return g_strdup_printf (_("Sign in to the outgoing server on port %s, over a secure connection (SSL)"), port);
  if (get_value (changes, SENDOFF_KEY_SMTP_SECURITY) == NULL)
    return g_strdup (_("Sign in to the outgoing server"));
  if (get_value (changes, SENDOFF_KEY_SMTP_AUTHENTICATION) == NULL)
    return g_strdup (_("Use a secure connection (SSL) to the outgoing server"));

  return g_strdup (_("Sign in to the outgoing server over a secure connection (SSL)"));
}

static char *
dup_connection_label (GPtrArray *changes)
{
  const char *port = get_value_of_either (changes, SENDOFF_KEY_SMTP_PORT, SENDOFF_KEY_INCOMING_PORT);
  const char *word = get_value_of_either (changes, SENDOFF_KEY_SMTP_SECURITY, SENDOFF_KEY_INCOMING_SECURITY);
  SendoffSecurity security = SENDOFF_SECURITY_NONE;

  if (word == NULL || !sendoff_security_from_string (word, &security) || security == SENDOFF_SECURITY_NONE)
    /* Translators: %s is a port's number. */
    return g_strdup_printf (_("Use port %s"), port);
  if (port == NULL)
    return g_strdup (security == SENDOFF_SECURITY_TLS ? _("Use a secure connection (SSL) from the first byte")
                                                      : _("Use a secure connection (SSL) that begins with STARTTLS"));

  /* Translators: %s is a port's number. */
  return g_strdup_printf (security == SENDOFF_SECURITY_TLS ? _("Use port %s, with a secure connection (SSL) from the first byte")
                                                           : _("Use port %s, with a secure connection (SSL)"), port);
}

static char *
dup_host_label (GPtrArray *changes)
{
  const char *host = get_value_of_either (changes, SENDOFF_KEY_SMTP_HOST, SENDOFF_KEY_INCOMING_HOST);
  g_autofree char *shown = sendoff_display_text (host != NULL ? host : "", -1);

  /* Translators: %s is the name of a mail server. */
  return g_strdup_printf (_("Use the server %s"), shown);
}

static char *
dup_time_out_label (GPtrArray *changes)
{
  const char *value = get_value (changes, SENDOFF_KEY_TIMEOUT);
  guint minutes = value != NULL ? (guint) (g_ascii_strtoull (value, NULL, 10) + 59) / 60 : 1;

  /* Translators: %u is a number of minutes. */
  return g_strdup_printf (ngettext ("Wait up to %u minute for each answer", "Wait up to %u minutes for each answer", minutes), minutes);
}

char *
sendoff_fix_dup_label (SendoffFix fix,
                       GPtrArray *changes)
{
  g_return_val_if_fail (changes != NULL, NULL);

  switch (fix)
    {
    case SENDOFF_FIX_REQUIRE_AUTHENTICATION:
      return dup_authentication_label (changes);
    case SENDOFF_FIX_USE_ENCRYPTION:
      return g_strdup (_("Use a secure connection (SSL)"));
    case SENDOFF_FIX_SWITCH_CONNECTION:
      return dup_connection_label (changes);
    case SENDOFF_FIX_CORRECT_HOST:
      return dup_host_label (changes);
    case SENDOFF_FIX_USE_ADDRESS_AS_USER:
      return g_strdup (_("Use the whole e-mail address as the user name"));
    case SENDOFF_FIX_USE_LOCAL_PART_AS_USER:
      return g_strdup (_("Use only the part before the @ as the user name"));
    case SENDOFF_FIX_USE_INCOMING_CREDENTIALS:
      return g_strdup (_("Sign in as at the incoming server"));
    case SENDOFF_FIX_WAIT_LONGER:
      return dup_time_out_label (changes);
    case SENDOFF_FIX_NONE:
    case SENDOFF_N_FIXES:
      break;
    }

  return NULL;
}
