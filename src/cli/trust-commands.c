/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust list, trust add, trust forget: the exceptions in trust.ini. */
#include "cli/trust-commands.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "cli/exit-status.h"
#include "cli/json-line.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>

#define SUBJECT_SHOWN 300

static char *
entry_to_json (const SendoffTrustEntry *entry)
{
  g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();
  g_autoptr(GDateTime) added = g_date_time_new_from_unix_utc (entry->added);
  g_autofree char *time = added != NULL ? g_date_time_format (added, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  g_auto(GStrv) problems = sendoff_problems_to_strings (entry->waived);

  sendoff_json_line_add_number (line, "format", 1);
  sendoff_json_line_add_text (line, "host", entry->host);
  sendoff_json_line_add_number (line, "port", entry->port);
  sendoff_json_line_add_text (line, "pin", entry->pin);
  sendoff_json_line_add_text (line, "trusted_by", entry->by_hand ? "pin" : "user");
  if (!entry->by_hand)
    sendoff_json_line_add_texts (line, "problems", (const char *const *) problems);
  sendoff_json_line_add_text (line, "sha256", entry->sha256);
  sendoff_json_line_add_text (line, "subject", entry->subject);
  sendoff_json_line_add_text (line, "added", time);
  return sendoff_json_line_to_string (line);
}

static char *
dup_local_time (gint64 unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (unix_time);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");
}

/* A server, and below it what was shown when it was accepted. */
static char *
entry_to_text (const SendoffTrustEntry *entry)
{
  g_autofree char *name = sendoff_host_to_display (entry->host);
  g_autofree char *server = sendoff_host_and_port (name, entry->port);
  g_autofree char *time = dup_local_time (entry->added);
  g_auto(GStrv) problems = sendoff_problems_to_strings (entry->waived);
  g_autofree char *waived = g_strjoinv (", ", problems);
  g_autofree char *subject = sendoff_display_text_short (entry->subject != NULL ? entry->subject : "", -1, SUBJECT_SHOWN);
  g_autofree char *pairs = entry->sha256 != NULL ? sendoff_fingerprint_to_pairs (entry->sha256) : NULL;
  g_autofree char *fingerprint = pairs != NULL ? sendoff_display_text (pairs, -1) : NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  if (entry->by_hand)
    /* Translators: a server, its key and a time. */
    g_string_append_printf (out, _("%s: %s, added by hand on %s\n"), server, entry->pin, time);
  else
    /* Translators: a server, its key, a time and a list of short names of problems, which aren't translated. */
    g_string_append_printf (out, _("%s: %s, accepted on %s in spite of: %s\n"), server, entry->pin, time, waived);
  if (*subject != '\0')
    /* Translators: %s is a name from a certificate, like "CN=mail.example.org,O=Example". */
    g_string_append_printf (out, _("  Subject: %s\n"), subject);
  if (fingerprint != NULL)
    /* Translators: %s is a fingerprint, pairs of hexadecimal digits. */
    g_string_append_printf (out, _("  SHA-256 fingerprint: %s\n"), fingerprint);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static int
list_entries (SendoffInvocation *invocation, SendoffTrustStore *store)
{
  g_autoptr(GPtrArray) entries = sendoff_trust_store_list (store);

  if (entries->len == 0 && !invocation->json)
    sendoff_output_text (_("There are no exceptions.\n"));
  for (guint i = 0; i < entries->len; i++)
    {
      const SendoffTrustEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *line = invocation->json ? entry_to_json (entry) : entry_to_text (entry);

      if (invocation->json)
        sendoff_output_json (line);
      else
        sendoff_output_text ("%s", line);
    }
  return SENDOFF_EXIT_PASSED;
}

static int
add_pin (SendoffInvocation *invocation, SendoffTrustStore *store, const char *host, guint16 port, const char *pin)
{
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_add_pin (store, host, port, pin, &error))
    return sendoff_invocation_fail (invocation, error);
  return SENDOFF_EXIT_PASSED;
}

static int
forget_entry (SendoffInvocation *invocation, SendoffTrustStore *store, const char *host, guint16 port)
{
  g_autoptr(GError) error = NULL;

  if (!sendoff_trust_store_forget (store, host, port, &error))
    return sendoff_invocation_fail (invocation, error);
  return SENDOFF_EXIT_PASSED;
}

typedef enum
{
  ACTION_LIST,
  ACTION_ADD,
  ACTION_FORGET,
} TrustAction;

/* FALSE: refused. */
static gboolean
find_action (SendoffInvocation *invocation, char **operands, TrustAction *action)
{
  static const struct
  {
    const char *name;
    guint       n_operands;
  } actions[] = { { "list", 1 }, { "add", 3 }, { "forget", 2 } };
  guint n = g_strv_length (operands);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (operands[0], actions[i].name) && n == actions[i].n_operands)
      {
        *action = (TrustAction) i;
        return TRUE;
      }
  sendoff_invocation_refuse (invocation, _("It is “trust list”, “trust add HOST:PORT sha256//BASE64” or “trust forget HOST:PORT”."));
  return FALSE;
}

int
sendoff_run_trust (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autoptr(SendoffTrustStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *host = NULL;
  guint16 port = 0;
  TrustAction action;

  if (!sendoff_invocation_parse (invocation, NULL, argv, 1, 3, &operands) || !find_action (invocation, operands, &action))
    return invocation->status;
  if (action != ACTION_LIST && !sendoff_host_and_port_parse (operands[1], &host, &port, &error))
    return sendoff_invocation_refuse (invocation, "%s", error->message);
  if (action == ACTION_ADD && !sendoff_pin_is_valid (operands[2]))
    return sendoff_invocation_refuse (invocation, _("“%s” is no key: it must be sha256// and 44 characters of base64."), operands[2]);
  store = sendoff_invocation_load_trust (invocation);
  if (store == NULL)
    return invocation->status;
  switch (action)
    {
    case ACTION_LIST:
      return list_entries (invocation, store);
    case ACTION_ADD:
      return add_pin (invocation, store, host, port, operands[2]);
    case ACTION_FORGET:
      return forget_entry (invocation, store, host, port);
    }
  g_assert_not_reached ();
}
