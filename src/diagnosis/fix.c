/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixes: each works on a copy of the account, and what differs afterwards is what it would change. */

#include "diagnosis/fix.h"

#include <string.h>

#include "base/domain-name.h"
#include "diagnosis/host-guess.h"

#define MINUTE_S 60

static const char *const fix_names[SENDOFF_N_FIXES] = {
  [SENDOFF_FIX_NONE] = "none",
  [SENDOFF_FIX_REQUIRE_AUTHENTICATION] = "require-authentication",
  [SENDOFF_FIX_USE_ENCRYPTION] = "use-encryption",
  [SENDOFF_FIX_SWITCH_CONNECTION] = "switch-connection",
  [SENDOFF_FIX_CORRECT_HOST] = "correct-host",
  [SENDOFF_FIX_USE_ADDRESS_AS_USER] = "use-address-as-user",
  [SENDOFF_FIX_USE_LOCAL_PART_AS_USER] = "use-local-part-as-user",
  [SENDOFF_FIX_USE_INCOMING_CREDENTIALS] = "use-incoming-credentials",
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

static SendoffKey
get_host_key (SendoffLeg leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST;
}

static gboolean
has_text (SendoffAccount *account,
          SendoffKey      key)
{
  return *sendoff_account_get_text (account, key) != '\0';
}

/* The incoming server's password may go to the outgoing server only where it can't come into other hands. */
static gboolean
can_sign_in_as_incoming (SendoffAccount *account)
{
  return sendoff_account_get_incoming_protocol (account) != SENDOFF_PROTOCOL_NONE &&
         has_text (account, SENDOFF_KEY_INCOMING_HOST) && has_text (account, SENDOFF_KEY_INCOMING_USER) &&
         sendoff_host_is_at_home (sendoff_account_get_text (account, SENDOFF_KEY_SMTP_HOST),
                                  sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_HOST), account);
}

static void
use_encryption (SendoffAccount *account,
                SendoffLeg      leg)
{
  if (sendoff_account_get_security (account, leg) == SENDOFF_SECURITY_NONE)
    sendoff_account_set_security (account, leg, SENDOFF_SECURITY_STARTTLS);
}

static void
use_address_as_user (SendoffAccount *account,
                     SendoffLeg      leg)
{
  gboolean is_incoming = leg == SENDOFF_LEG_INCOMING ||
                         sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_SAME_AS_INCOMING;
  SendoffKey key = is_incoming ? SENDOFF_KEY_INCOMING_USER : SENDOFF_KEY_SMTP_USER;

  if (has_text (account, SENDOFF_KEY_EMAIL) && strchr (sendoff_account_get_text (account, key), '@') == NULL)
    sendoff_account_set_text (account, key, sendoff_account_get_text (account, SENDOFF_KEY_EMAIL));
}

/* The incoming server's user stays as it is where the outgoing server alone refuses it. */
static void
use_local_part_as_user (SendoffAccount *account,
                        SendoffLeg      leg)
{
  SendoffKey key = leg == SENDOFF_LEG_INCOMING ? SENDOFF_KEY_INCOMING_USER : SENDOFF_KEY_SMTP_USER;
  const char *user = sendoff_account_get_text (account, key);
  const char *at = strchr (user, '@');
  g_autofree char *local_part = NULL;

  if (leg == SENDOFF_LEG_OUTGOING && sendoff_account_get_authentication (account) != SENDOFF_AUTHENTICATION_OWN)
    return;
  if (at == NULL || at == user || at[1] == '\0' || user[0] == '"' || strchr (at + 1, '@') != NULL)
    return;

  local_part = g_strndup (user, at - user);
  sendoff_account_set_text (account, key, local_part);
}

static void
use_incoming_credentials (SendoffAccount *account)
{
  if (sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_OWN && can_sign_in_as_incoming (account))
    sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
}

/* The first way that keeps what security is set; failing that, STARTTLS in place of TLS: nothing is said before it is encrypted. */
static const SendoffWay *
find_way (GPtrArray      *ways,
          SendoffSecurity security,
          gboolean (*fits) (const SendoffWay *way, gpointer data),
          gpointer        data)
{
  for (guint i = 0; ways != NULL && i < ways->len; i++)
    if (((SendoffWay *) ways->pdata[i])->security >= security && fits (ways->pdata[i], data))
      return ways->pdata[i];
  for (guint i = 0; ways != NULL && security == SENDOFF_SECURITY_TLS && i < ways->len; i++)
    if (((SendoffWay *) ways->pdata[i])->security == SENDOFF_SECURITY_STARTTLS && fits (ways->pdata[i], data))
      return ways->pdata[i];

  return NULL;
}

static void
take_way (SendoffAccount   *account,
          SendoffLeg        leg,
          const SendoffWay *way)
{
  sendoff_account_set_number (account, get_port_key (leg), way->port);
  sendoff_account_set_security (account, leg, way->security);
}

static gboolean
is_on_same_host (const SendoffWay *way,
                 gpointer          data)
{
  return way->host == NULL && way->port > 0;
}

static void
switch_connection (const SendoffFailure *failure,
                   SendoffAccount       *account)
{
  const SendoffWay *way = find_way (failure->ways, sendoff_account_get_security (account, failure->leg), is_on_same_host, NULL);

  if (way != NULL)
    take_way (account, failure->leg, way);
}

static void
require_authentication (const SendoffFailure *failure,
                        SendoffAccount       *account)
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

  if (sendoff_account_get_authentication (account) == SENDOFF_AUTHENTICATION_NONE)
    return;

  /* A password must not be readable on the way. */
  use_encryption (account, SENDOFF_LEG_OUTGOING);
  switch_connection (failure, account);
}

typedef struct { const char *old_host; SendoffAccount *account; } Home;

static gboolean
is_at_home (const SendoffWay *way,
            gpointer          data)
{
  const Home *home = data;

  return way->host != NULL && way->port > 0 && sendoff_host_is_at_home (way->host, home->old_host, home->account);
}

static void
correct_host (const SendoffFailure *failure,
              SendoffAccount       *account)
{
  SendoffKey key = get_host_key (failure->leg);
  Home home = { failure->server, account };
  const SendoffWay *way = find_way (failure->ways, sendoff_account_get_security (account, failure->leg), is_at_home, &home);
  g_autofree char *shown = way != NULL ? sendoff_host_to_display (way->host) : NULL;

  if (way == NULL)
    return;

  sendoff_account_set_text (account, key, shown);
  take_way (account, failure->leg, way);
}

static void
wait_longer (const SendoffFailure *failure,
             SendoffAccount       *account)
{
  guint longer = CLAMP (2 * failure->timeout_s, MINUTE_S, SENDOFF_MAX_TIMEOUT_S);

  sendoff_account_set_number (account, SENDOFF_KEY_TIMEOUT, MAX (longer, sendoff_account_get_number (account, SENDOFF_KEY_TIMEOUT)));
}

static void
apply (SendoffFix            fix,
       const SendoffFailure *failure,
       SendoffAccount       *account)
{
  switch (fix)
    {
    case SENDOFF_FIX_REQUIRE_AUTHENTICATION:
      require_authentication (failure, account);
      break;
    case SENDOFF_FIX_USE_ENCRYPTION:
      use_encryption (account, failure->leg);
      break;
    case SENDOFF_FIX_SWITCH_CONNECTION:
      switch_connection (failure, account);
      break;
    case SENDOFF_FIX_CORRECT_HOST:
      correct_host (failure, account);
      break;
    case SENDOFF_FIX_USE_ADDRESS_AS_USER:
      use_address_as_user (account, failure->leg);
      break;
    case SENDOFF_FIX_USE_LOCAL_PART_AS_USER:
      use_local_part_as_user (account, failure->leg);
      break;
    case SENDOFF_FIX_USE_INCOMING_CREDENTIALS:
      if (failure->leg == SENDOFF_LEG_OUTGOING)
        use_incoming_credentials (account);
      break;
    case SENDOFF_FIX_WAIT_LONGER:
      wait_longer (failure, account);
      break;
    case SENDOFF_FIX_NONE:
    case SENDOFF_N_FIXES:
      break;
    }
}

GPtrArray *
sendoff_fix_get_changes (SendoffFix            fix,
                         const SendoffFailure *failure,
                         SendoffAccount       *settings)
{
  g_autoptr(SendoffAccount) after = NULL;
  g_autoptr(GPtrArray) changes = sendoff_changes_new ();

  g_return_val_if_fail ((guint) fix < SENDOFF_N_FIXES, NULL);
  g_return_val_if_fail (failure != NULL, NULL);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (settings), NULL);

  after = sendoff_account_copy (settings);
  apply (fix, failure, after);

  for (SendoffLeg each = SENDOFF_LEG_OUTGOING; each <= SENDOFF_LEG_INCOMING; each++)
    g_return_val_if_fail (sendoff_account_get_security (settings, each) == SENDOFF_SECURITY_NONE ||
                          sendoff_account_get_security (after, each) != SENDOFF_SECURITY_NONE, NULL);

  for (SendoffKey key = 0; key < SENDOFF_N_KEYS; key++)
    if (!sendoff_account_value_equal (settings, after, key))
      {
        g_autofree char *value = sendoff_account_dup_value (after, key);

        sendoff_changes_add (changes, key, value);
      }

  return changes->len > 0 ? g_steal_pointer (&changes) : NULL;
}
