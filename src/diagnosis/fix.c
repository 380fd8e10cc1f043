/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixes: each works on a copy of the account, and what differs afterwards is what it would change. */

#include "diagnosis/fix.h"

#include <glib/gi18n-lib.h>

#define MINUTE_S 60

static const char *const fix_names[SENDOFF_N_FIXES] = {
  [SENDOFF_FIX_NONE] = "none",
  [SENDOFF_FIX_REQUIRE_AUTHENTICATION] = "require-authentication",
  [SENDOFF_FIX_USE_ENCRYPTION] = "use-encryption",
  [SENDOFF_FIX_USE_TLS] = "use-tls",
  [SENDOFF_FIX_USE_TLS_PORT] = "use-tls-port",
  [SENDOFF_FIX_USE_SUBMISSION_PORT] = "use-submission-port",
  [SENDOFF_FIX_USE_USUAL_PORT] = "use-usual-port",
  [SENDOFF_FIX_USE_ADDRESS_AS_USER] = "use-address-as-user",
  [SENDOFF_FIX_WAIT_LONGER] = "wait-longer",
};

const char *
sendoff_fix_to_string (SendoffFix fix)
{
  g_return_val_if_fail ((guint) fix < SENDOFF_N_FIXES, "none");

  return fix_names[fix];
}

static SendoffKey
get_port_key (SendoffLeg leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT;
}

static SendoffProtocol
get_protocol (SendoffAccount *account,
              SendoffLeg      leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_PROTOCOL_SMTP : sendoff_account_get_incoming_protocol (account);
}

static gboolean
has_text (SendoffAccount *account,
          SendoffKey      key)
{
  return *sendoff_account_get_text (account, key) != '\0';
}

static gboolean
can_sign_in_as_incoming (SendoffAccount *account)
{
  return sendoff_account_get_incoming_protocol (account) != SENDOFF_PROTOCOL_NONE &&
         has_text (account, SENDOFF_KEY_INCOMING_HOST) && has_text (account, SENDOFF_KEY_INCOMING_USER);
}

static gboolean
is_tls_port (guint port)
{
  return port == 465 || port == 993 || port == 995;
}

static void
use_tls (SendoffAccount *account,
         SendoffLeg      leg)
{
  sendoff_account_set_security (account, leg, SENDOFF_SECURITY_TLS);
}

/* STARTTLS leaves the port alone, but where the port is one that knows no other beginning than TLS. */
static void
use_encryption (SendoffAccount *account,
                SendoffLeg      leg)
{
  if (sendoff_account_get_security (account, leg) != SENDOFF_SECURITY_NONE)
    return;

  if (is_tls_port (sendoff_account_get_number (account, get_port_key (leg))))
    use_tls (account, leg);
  else
    sendoff_account_set_security (account, leg, SENDOFF_SECURITY_STARTTLS);
}

static void
require_authentication (SendoffAccount *account)
{
  const char *user = sendoff_account_get_text (account, SENDOFF_KEY_SMTP_USER);
  const char *incoming_user = sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_USER);

  if (sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_NONE)
    {
      /* A user of the user's own typing counts more than a guess. */
      if (can_sign_in_as_incoming (account) && (*user == '\0' || g_str_equal (user, incoming_user)))
        sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
      else if (*user != '\0' || has_text (account, SENDOFF_KEY_EMAIL))
        sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_OWN);
    }

  if (sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_OWN && *user == '\0')
    sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, sendoff_account_get_text (account, SENDOFF_KEY_EMAIL));

  /* A password must not be readable on the way. */
  if (sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_NONE)
    use_encryption (account, SENDOFF_LEG_OUTGOING);
}

/* Only a port that the protocol has by custom: one of the user's own was chosen for a reason. */
static void
use_tls_port (SendoffAccount *account,
              SendoffLeg      leg)
{
  SendoffProtocol protocol = get_protocol (account, leg);
  guint port = sendoff_account_get_number (account, get_port_key (leg));
  gboolean is_default = port == sendoff_default_port (protocol, SENDOFF_SECURITY_STARTTLS) ||
                        (protocol == SENDOFF_PROTOCOL_SMTP && (port == 25 || port == 587));

  if (!is_default || protocol == SENDOFF_PROTOCOL_NONE)
    return;

  use_tls (account, leg);
  sendoff_account_set_number (account, get_port_key (leg), sendoff_default_port (protocol, SENDOFF_SECURITY_TLS));
}

static void
use_submission_port (SendoffAccount *account)
{
  if (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT) != 25)
    return;

  use_encryption (account, SENDOFF_LEG_OUTGOING);
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT,
                              sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING) == SENDOFF_SECURITY_TLS ? 465 : 587);
}

static void
use_usual_port (SendoffAccount *account,
                SendoffLeg      leg)
{
  SendoffProtocol protocol = get_protocol (account, leg);
  SendoffSecurity security = sendoff_account_get_security (account, leg);

  if (protocol == SENDOFF_PROTOCOL_NONE)
    return;
  if (protocol == SENDOFF_PROTOCOL_SMTP && security != SENDOFF_SECURITY_TLS)
    sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, 587);
  else
    sendoff_account_set_number (account, get_port_key (leg), sendoff_default_port (protocol, security));
}

static void
use_address_as_user (SendoffAccount *account,
                     SendoffLeg      leg)
{
  const char *address = sendoff_account_get_text (account, SENDOFF_KEY_EMAIL);

  if (*address == '\0')
    return;
  if (leg == SENDOFF_LEG_INCOMING || sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING)
    sendoff_account_set_text (account, SENDOFF_KEY_INCOMING_USER, address);
  else
    sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, address);
}

static void
apply (SendoffFix      fix,
       SendoffLeg      leg,
       SendoffAccount *account)
{
  switch (fix)
    {
    case SENDOFF_FIX_REQUIRE_AUTHENTICATION:
      require_authentication (account);
      break;
    case SENDOFF_FIX_USE_ENCRYPTION:
      use_encryption (account, leg);
      break;
    case SENDOFF_FIX_USE_TLS:
      use_tls (account, leg);
      break;
    case SENDOFF_FIX_USE_TLS_PORT:
      use_tls_port (account, leg);
      break;
    case SENDOFF_FIX_USE_SUBMISSION_PORT:
      use_submission_port (account);
      break;
    case SENDOFF_FIX_USE_USUAL_PORT:
      use_usual_port (account, leg);
      break;
    case SENDOFF_FIX_USE_ADDRESS_AS_USER:
      use_address_as_user (account, leg);
      break;
    case SENDOFF_FIX_WAIT_LONGER:
      sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, MAX (MINUTE_S, sendoff_account_get_number (account, SENDOFF_KEY_TIMEOUT)));
      break;
    case SENDOFF_FIX_NONE:
    case SENDOFF_N_FIXES:
      break;
    }
}

GPtrArray *
sendoff_fix_get_changes (SendoffFix      fix,
                         SendoffLeg      leg,
                         SendoffAccount *settings)
{
  g_autoptr(SendoffAccount) after = NULL;
  g_autoptr(GPtrArray) changes = sendoff_changes_new ();

  g_return_val_if_fail ((guint) fix < SENDOFF_N_FIXES, NULL);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (settings), NULL);

  after = sendoff_account_copy (settings);
  apply (fix, leg, after);

  for (SendoffLeg each = SENDOFF_LEG_OUTGOING; each <= SENDOFF_LEG_INCOMING; each++)
    g_return_val_if_fail (sendoff_account_get_security (after, each) >= sendoff_account_get_security (settings, each), NULL);

  for (SendoffKey key = 0; key < SENDOFF_N_KEYS; key++)
    if (!sendoff_account_value_equal (settings, after, key))
      {
        g_autofree char *value = sendoff_account_dup_value (after, key);

        sendoff_changes_add (changes, key, value);
      }

  return changes->len > 0 ? g_steal_pointer (&changes) : NULL;
}

static gboolean
changes_key (GPtrArray *changes,
             SendoffKey key)
{
  for (guint i = 0; i < changes->len; i++)
    if (((SendoffChange *) g_ptr_array_index (changes, i))->key == key)
      return TRUE;

  return FALSE;
}

static const char *
get_authentication_label (GPtrArray *changes)
{
  if (!changes_key (changes, SENDOFF_KEY_SMTP_SECURITY))
    return _("Sign in to the outgoing server");
  if (!changes_key (changes, SENDOFF_KEY_SMTP_AUTHENTICATION))
    return _("Use a secure connection (SSL) to the outgoing server");

  return _("Sign in to the outgoing server over a secure connection (SSL)");
}

const char *
sendoff_fix_get_label (SendoffFix fix,
                       GPtrArray *changes)
{
  g_return_val_if_fail (changes != NULL, NULL);

  switch (fix)
    {
    case SENDOFF_FIX_REQUIRE_AUTHENTICATION:
      return get_authentication_label (changes);
    case SENDOFF_FIX_USE_ENCRYPTION:
      return _("Use a secure connection (SSL)");
    case SENDOFF_FIX_USE_TLS:
      return _("Use a secure connection (SSL) from the first byte");
    case SENDOFF_FIX_USE_TLS_PORT:
      return _("Use the port for connections that are secure from the first byte");
    case SENDOFF_FIX_USE_SUBMISSION_PORT:
      return _("Use the port that is meant for sending, with a secure connection (SSL)");
    case SENDOFF_FIX_USE_USUAL_PORT:
      return _("Use the usual port");
    case SENDOFF_FIX_USE_ADDRESS_AS_USER:
      return _("Use the whole e-mail address as the user name");
    case SENDOFF_FIX_WAIT_LONGER:
      return _("Wait up to one minute for each answer");
    case SENDOFF_FIX_NONE:
    case SENDOFF_N_FIXES:
      break;
    }

  return NULL;
}
