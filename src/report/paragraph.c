/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The classic error paragraph: fixed fields in a fixed order, so that it can be searched for and read out to a help desk. The labels are
 * names and not translated. Any thread. */

#include "base/display-text.h"
#include "report/paragraph-lead.h"
#include "report/report-text.h"
#include "report/server-response.h"

/* POP3 has no numbers of its own: every -ERR counts as this one. */
#define POP3_RESPONSE_ERROR 0x800CCC90u

static void
append_quoted (GString    *text,
               const char *before,
               const char *value)
{
  g_autofree char *shown = NULL;

  if (value == NULL)
    return;

  shown = sendoff_display_text (value, -1);
  g_string_append_printf (text, "%s'%s', ", before, shown);
}

static const char *
get_protocol_label (const SendoffFailure *failure)
{
  if (failure->protocol != SENDOFF_PROTOCOL_NONE)
    return sendoff_protocol_to_label (failure->protocol);

  return failure->leg == SENDOFF_LEG_OUTGOING ? "SMTP" : "";
}

/* The setting counts, as it always has: a connection that should have been secure is shown as such where it wasn't reached. */
static gboolean
is_shown_secure (const SendoffFailure *failure)
{
  return failure->secure || failure->security != SENDOFF_SECURITY_NONE;
}

static void
append_numbers (GString              *text,
                const SendoffFailure *failure,
                guint                 code)
{
  guint socket_error = sendoff_failure_get_socket_error (failure);

  if (code != 0)
    g_string_append_printf (text, "Server Error: %u, ", code);
  else if (failure->reply != NULL && failure->protocol == SENDOFF_PROTOCOL_POP3)
    g_string_append_printf (text, "Server Error: 0x%08X, ", POP3_RESPONSE_ERROR);
  if (socket_error != 0)
    g_string_append_printf (text, "Socket Error: %u, ", socket_error);
  g_string_append_printf (text, "Error Number: 0x%08X", sendoff_failure_get_error_number (failure));
}

char *
sendoff_failure_to_paragraph (const SendoffFailure *failure)
{
  g_autofree char *lead = NULL;
  g_autofree char *response = NULL;
  const char *protocol;
  GString *text;
  guint code;

  g_return_val_if_fail (failure != NULL, NULL);

  if (failure->told != NULL && failure->told->paragraph != NULL)
    return sendoff_display_text (failure->told->paragraph, -1);

  lead = sendoff_paragraph_lead (failure);
  response = sendoff_server_response_dup (failure, &code);
  protocol = get_protocol_label (failure);

  text = g_string_new (lead);
  g_string_append_c (text, ' ');
  append_quoted (text, "Subject ", failure->subject);
  append_quoted (text, "Account: ", failure->account);
  append_quoted (text, "Server: ", failure->server);
  if (*protocol != '\0')
    g_string_append_printf (text, "Protocol: %s, ", protocol);
  if (response != NULL)
    g_string_append_printf (text, "Server Response: '%s', ", response);
  if (failure->port != 0)
    g_string_append_printf (text, "Port: %u, ", failure->port);
  g_string_append_printf (text, "Secure(SSL): %s, ", is_shown_secure (failure) ? "Yes" : "No");
  append_numbers (text, failure, code);

  return g_string_free (text, FALSE);
}
