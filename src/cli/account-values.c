/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and values of an account as they are typed and printed. */
#include "cli/account-values.h"

#include "base/display-text.h"
#include "base/error.h"
#include "cli/json-line.h"

#include <glib/gi18n-lib.h>

#include <string.h>

void
sendoff_account_values_clear (SendoffAccountValues *self)
{
  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    g_clear_pointer (&self->values[key], g_free);
}

static char *
dup_key_names (void)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    g_string_append_printf (names, "%s%s", key > 0 ? ", " : "", sendoff_key_to_string ((SendoffKey) key));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

gboolean
sendoff_account_values_take_assignment (SendoffAccountValues *self, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *shown = sendoff_display_text_short (assignment, -1, 80);
  g_autofree char *name = NULL;
  SendoffKey key;

  if (equals == NULL)
    {
      /* Translators: %s is what was typed; KEY=VALUE stands for a setting and its new value. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("“%s” is not of the form KEY=VALUE."), shown);
      return FALSE;
    }
  name = g_strndup (assignment, (gsize) (equals - assignment));
  if (!sendoff_key_from_string (name, &key))
    {
      g_autofree char *known = dup_key_names ();
      g_autofree char *safe = sendoff_display_text_short (name, -1, 80);

      /* Translators: what was typed for the name of a setting, and the list of those that there are. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("There is no setting “%s”. The settings are: %s."), safe, known);
      return FALSE;
    }
  if (self->values[key] != NULL)
    {
      /* Translators: %s is the name of a setting. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The setting “%s” is given twice."), sendoff_key_to_string (key));
      return FALSE;
    }
  self->values[key] = g_strdup (equals + 1);
  return TRUE;
}

void
sendoff_account_values_set_defaults (SendoffAccount *account)
{
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_TLS);
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, sendoff_default_port (SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS));
  sendoff_account_set_security (account, SENDOFF_LEG_INCOMING, SENDOFF_SECURITY_TLS);
}

/* What decides about a port. */
typedef struct
{
  SendoffSecurity smtp_security, incoming_security;
  SendoffProtocol incoming_protocol;
} PortReasons;

static PortReasons
get_port_reasons (SendoffAccount *account)
{
  PortReasons reasons = {
    sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING),
    sendoff_account_get_security (account, SENDOFF_LEG_INCOMING),
    sendoff_account_get_incoming_protocol (account),
  };

  return reasons;
}

static gboolean
is_default_incoming_port (guint port)
{
  return port == 0 || port == 110 || port == 143 || port == 993 || port == 995;
}

static void
move_smtp_port (SendoffAccount *account, const PortReasons *before, const PortReasons *after)
{
  guint port = sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT);

  if (before->smtp_security != after->smtp_security)
    sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT,
                                sendoff_port_after_security_change (SENDOFF_PROTOCOL_SMTP, before->smtp_security, after->smtp_security,
                                                                    (guint16) port));
}

static void
move_incoming_port (SendoffAccount *account, const PortReasons *before, const PortReasons *after)
{
  guint port = sendoff_account_get_number (account, SENDOFF_KEY_INCOMING_PORT);

  if (after->incoming_protocol == SENDOFF_PROTOCOL_NONE || !is_default_incoming_port (port))
    return;
  if (before->incoming_protocol != after->incoming_protocol || before->incoming_security != after->incoming_security)
    sendoff_account_set_number (account, SENDOFF_KEY_INCOMING_PORT, sendoff_default_port (after->incoming_protocol, after->incoming_security));
}

/* A file that was named from here is to be found from everywhere. */
static void
complete_path (SendoffAccount *account, SendoffKey key)
{
  const char *path = sendoff_account_get_text (account, key);
  g_autofree char *full = NULL;

  if (*path == '\0' || g_path_is_absolute (path) || sendoff_key_is_on_token (path))
    return;
  full = g_canonicalize_filename (path, NULL);
  sendoff_account_set_text (account, key, full);
}

gboolean
sendoff_account_values_apply (const SendoffAccountValues *self, SendoffAccount *account, GError **error)
{
  PortReasons before = get_port_reasons (account);
  PortReasons after;

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    if (self->values[key] != NULL && !sendoff_account_set_value (account, (SendoffKey) key, self->values[key], error))
      return FALSE;
  complete_path (account, SENDOFF_KEY_CLIENT_CERTIFICATE);
  complete_path (account, SENDOFF_KEY_CLIENT_KEY);
  after = get_port_reasons (account);
  if (self->values[SENDOFF_KEY_SMTP_PORT] == NULL)
    move_smtp_port (account, &before, &after);
  if (self->values[SENDOFF_KEY_INCOMING_PORT] == NULL)
    move_incoming_port (account, &before, &after);
  return TRUE;
}

char *
sendoff_account_dup_problems (SendoffAccount *account)
{
  g_autoptr(GPtrArray) problems = sendoff_account_validate (account);
  g_autoptr(GString) lines = g_string_new (NULL);

  if (problems->len == 0)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    {
      const SendoffFieldProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (lines, "%s%s: %s", i > 0 ? "\n" : "", sendoff_key_to_string (problem->key), problem->message);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
is_number (SendoffKey key)
{
  return key == SENDOFF_KEY_SMTP_PORT || key == SENDOFF_KEY_INCOMING_PORT || key == SENDOFF_KEY_TIMEOUT;
}

char *
sendoff_account_to_json (SendoffAccount *account, gboolean is_default)
{
  g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();

  sendoff_json_line_add_number (line, "format", 1);
  sendoff_json_line_add_text (line, "id", sendoff_account_get_id (account));
  sendoff_json_line_add_boolean (line, "default", is_default);
  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;
      g_autofree char *value = sendoff_account_dup_value (account, key);

      if (is_number (key))
        sendoff_json_line_add_number (line, sendoff_key_to_string (key), sendoff_account_get_number (account, key));
      else
        sendoff_json_line_add_text (line, sendoff_key_to_string (key), value);
    }
  return sendoff_json_line_to_string (line);
}

char *
sendoff_account_to_text (SendoffAccount *account, gboolean is_default)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    {
      SendoffKey key = (SendoffKey) i;
      g_autofree char *value = sendoff_account_dup_value (account, key);
      g_autofree char *safe = sendoff_display_text (value, -1);

      g_string_append_printf (text, "%s=%s\n", sendoff_key_to_string (key), safe);
    }
  if (is_default)
    g_string_append (text, _("This is the default account.\n"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
