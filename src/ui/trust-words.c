/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the wording of the security warning, where the layers below have none. */

#include "ui/trust-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"

#define NAMES_SHOWN    6
#define MAX_NAME_CHARS 253
#define MAX_USER_CHARS 255
#define SHORT_FINGERPRINT 50

char *
sendoff_trust_words_dup_server (const SendoffCertificate *certificate)
{
  g_autofree char *host = sendoff_host_to_display (certificate->host != NULL ? certificate->host : "");

  return certificate->port > 0 ? sendoff_host_and_port (host, certificate->port) : g_steal_pointer (&host);
}

static char *
say_password_goes (const char *account,
                   const char *user,
                   gboolean    with_message)
{
  if (user != NULL && with_message)
    /* Translators: a user name, then an account's name. */
    return g_strdup_printf (_("If you go on, the user name “%s”, the password for “%s” and the message go to whoever holds this certificate."),
                            user, account);
  if (user != NULL)
    /* Translators: a user name, then an account's name. */
    return g_strdup_printf (_("If you go on, the user name “%s” and the password for “%s” go to whoever holds this certificate."), user,
                            account);
  if (with_message)
    /* Translators: %s is an account's name. */
    return g_strdup_printf (_("If you go on, the password for “%s” and the message go to whoever holds this certificate."), account);
  /* Translators: %s is an account's name. */
  return g_strdup_printf (_("If you go on, the password for “%s” goes to whoever holds this certificate."), account);
}

static char *
say_user_goes (const char *account,
               const char *user,
               gboolean    with_message)
{
  if (with_message)
    /* Translators: a user name, then an account's name. */
    return g_strdup_printf (_("If you go on, the user name “%s” for “%s” and the message go to whoever holds this certificate."), user, account);
  /* Translators: a user name, then an account's name. */
  return g_strdup_printf (_("If you go on, the user name “%s” for “%s” goes to whoever holds this certificate."), user, account);
}

char *
sendoff_trust_words_dup_stake (const SendoffTrustQuestion *question)
{
  g_autofree char *account = sendoff_display_text_short (question->account != NULL ? question->account : _("this account"), -1, MAX_USER_CHARS);
  g_autofree char *user = question->user != NULL ? sendoff_display_text_short (question->user, -1, MAX_USER_CHARS) : NULL;

  if (question->sends_password)
    return say_password_goes (account, user, question->sends_message);
  if (user != NULL)
    return say_user_goes (account, user, question->sends_message);
  if (question->sends_message)
    return g_strdup (_("If you go on, the message goes to whoever holds this certificate."));
  return g_strdup (_("Neither a password nor a message is sent to whoever holds this certificate."));
}

char *
sendoff_trust_words_dup_list (char **names)
{
  guint n_names = names != NULL ? g_strv_length (names) : 0;
  guint n_more = n_names > NAMES_SHOWN ? n_names - NAMES_SHOWN : 0;
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_names, NAMES_SHOWN); i++)
    {
      g_autofree char *shown = sendoff_host_to_display (names[i]);
      g_autofree char *name = sendoff_display_text_short (shown, -1, MAX_NAME_CHARS);

      if (i > 0)
        /* Translators: stands between the members of a list. */
        g_string_append (list, _(", "));
      g_string_append (list, name);
    }
  if (n_more == 0)
    return g_string_free (g_steal_pointer (&list), FALSE);
  /* Translators: %s is a list of server names, %u how many more there are. */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n_more), list->str, n_more);
}

char *
sendoff_trust_words_dup_names (const SendoffCertificate *certificate)
{
  if (certificate->names == NULL || certificate->names[0] == NULL)
    return g_strdup (_("no server"));
  return sendoff_trust_words_dup_list (certificate->names);
}

char *
sendoff_trust_words_break_fingerprint (const char *pairs)
{
  gsize half = strlen (pairs) / 2 + 1;

  if (strlen (pairs) < SHORT_FINGERPRINT)
    return g_strdup (pairs);
  return g_strdup_printf ("%.*s\n%s", (int) half, pairs, pairs + half);
}

char *
sendoff_trust_words_escape_mnemonic (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}
