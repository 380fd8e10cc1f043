/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an observer on the way could read, in one sentence. */

#include <glib/gi18n-lib.h>

#include "report/report-text.h"

static const struct
{
  SendoffSeen seen;
  const char *name;
} names[] = {
  /* Translators: these six fill the list in "… could read: …". */
  { SENDOFF_SEEN_SENDER, N_("the sender") },
  { SENDOFF_SEEN_RECIPIENTS, N_("the recipients") },
  { SENDOFF_SEEN_SUBJECT, N_("the subject") },
  { SENDOFF_SEEN_BODY, N_("the message's text") },
  { SENDOFF_SEEN_USER, N_("the user name") },
  { SENDOFF_SEEN_PASSWORD, N_("the password") },
};

static gboolean
was_ever_encrypted (const SendoffReport *report)
{
  for (guint i = 0; i < report->servers->len; i++)
    if (((SendoffReportServer *) g_ptr_array_index (report->servers, i))->tls != NULL)
      return TRUE;

  return FALSE;
}

static char *
say_nothing_seen (const SendoffReport *report)
{
  if (!was_ever_encrypted (report))
    return g_strdup (_("An observer on the way to the server could read none of it: nothing of it was sent."));

  return g_strdup (_("An observer on the way to the server could read none of it: no sender, recipient, subject, text, user name or "
                     "password."));
}

/* What is always told to everybody, encrypted or not, isn't passed over. */
static const char *
get_names_sentence (const SendoffReport *report)
{
  gboolean server = (report->seen_names & SENDOFF_SEEN_SERVER) != 0;

  if ((report->seen_names & SENDOFF_SEEN_EHLO) != 0)
    return server ? _(" The server's name and the one that this computer gave itself were readable.")
                  : _(" The name that this computer gave itself was readable.");
  return server ? _(" The server's name was readable.") : "";
}

char *
sendoff_report_seen_sentence (const SendoffReport *report)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (report != NULL, NULL);

  if (!report->seen_measured)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((report->seen & names[i].seen) != 0)
      {
        if (list->len > 0)
          /* Translators: stands between the members of a list. */
          g_string_append (list, _(", "));
        g_string_append (list, _(names[i].name));
      }

  /* Translators: %s is a list such as "the sender, the recipients". */
  sentence = report->seen == 0 ? say_nothing_seen (report) : g_strdup_printf (_("An observer on the way to the server could read: %s."), list->str);
  return g_strconcat (sentence, get_names_sentence (report), NULL);
}
