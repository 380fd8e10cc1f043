/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a certificate is shown in a terminal: by the commands and in the question. */
#include "cli/certificate-text.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "tls/certificate-facts.h"

#include <glib/gi18n-lib.h>

/* Names and subjects come from whoever made the certificate: a thousand of them must not push the question off the screen. */
#define NAMES_SHOWN 8
#define TEXT_SHOWN 300

static char *
dup_local_time (gint64 unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (unix_time);

  if (time == NULL)
    return g_strdup ("?");
  return g_date_time_format (time, "%Y-%m-%d %H:%M %Z");
}

static void
append_names (GString *out, const SendoffCertificate *certificate)
{
  guint n = certificate->names != NULL ? g_strv_length (certificate->names) : 0;
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, NAMES_SHOWN); i++)
    {
      g_autofree char *name = sendoff_display_text_short (certificate->names[i], -1, TEXT_SHOWN);

      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, name);
    }
  if (n == 0)
    g_string_append (out, _("Made out to: no server's name\n"));
  else if (n <= NAMES_SHOWN)
    /* Translators: %s is a list of server names. */
    g_string_append_printf (out, _("Made out to: %s\n"), names->str);
  else
    /* Translators: %s is a list of server names, %u how many more there are. */
    g_string_append_printf (out, ngettext ("Made out to: %s and %u more\n", "Made out to: %s and %u more\n", n - NAMES_SHOWN), names->str,
                            n - NAMES_SHOWN);
}

static char *
dup_short (const char *text)
{
  return text != NULL && *text != '\0' ? sendoff_display_text_short (text, -1, TEXT_SHOWN) : g_strdup ("-");
}

static void
append_host (GString *out, const SendoffCertificate *certificate)
{
  g_autofree char *name = NULL;
  g_autofree char *server = NULL;

  if (certificate->host == NULL)
    return;
  name = sendoff_host_to_display (certificate->host);
  server = certificate->port > 0 ? sendoff_host_and_port (name, certificate->port) : g_strdup (name);
  /* Translators: %s is a server's name, perhaps with a port. */
  g_string_append_printf (out, _("Asked for: %s\n"), server);
}

static void
append_sha1 (GString *out, const SendoffCertificate *certificate)
{
  g_autoptr(SendoffCertificateFacts) facts = NULL;

  if (certificate->chain->len == 0)
    return;
  facts = sendoff_certificate_facts_new (g_ptr_array_index (certificate->chain, 0));
  /* Translators: %s is a fingerprint, pairs of hexadecimal digits. */
  g_string_append_printf (out, _("SHA-1 fingerprint: %s\n"), facts->sha1);
}

char *
sendoff_certificate_describe_facts (const SendoffCertificate *certificate)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *subject = dup_short (certificate->subject);
  g_autofree char *issuer = dup_short (certificate->issuer);
  g_autofree char *not_before = dup_local_time (certificate->not_before);
  g_autofree char *not_after = dup_local_time (certificate->not_after);
  g_autofree char *fingerprint = sendoff_certificate_dup_fingerprint (certificate);
  g_autofree char *pin = dup_short (certificate->pin);

  append_host (out, certificate);
  append_names (out, certificate);
  /* Translators: %s is a name from a certificate, like "CN=mail.example.org,O=Example". */
  g_string_append_printf (out, _("Subject: %s\n"), subject);
  /* Translators: %s is a name from a certificate, like "CN=Example Root,O=Example". */
  g_string_append_printf (out, _("Issued by: %s\n"), issuer);
  /* Translators: two times. */
  g_string_append_printf (out, _("Valid from %s until %s\n"), not_before, not_after);
  /* Translators: %s is a fingerprint, pairs of hexadecimal digits. */
  g_string_append_printf (out, _("SHA-256 fingerprint: %s\n"), fingerprint != NULL ? fingerprint : "-");
  append_sha1 (out, certificate);
  /* Translators: %s is "sha256//" and the public key's check sum. */
  g_string_append_printf (out, _("Key: %s\n"), pin);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
sendoff_certificate_describe_problems (const SendoffCertificate *certificate, gint64 now)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint bit = 0; bit < 32; bit++)
    {
      guint problem = 1u << bit;
      g_autofree char *sentence = NULL;

      if (!(certificate->problems & problem))
        continue;
      sentence = sendoff_certificate_explain_problem (certificate, (SendoffCertificateProblem) problem, now);
      g_string_append_printf (out, "  • %s\n", sentence);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
sendoff_certificate_describe_changes (const SendoffComparison *comparison)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *verdict = sendoff_comparison_explain (comparison);

  g_string_append_printf (out, "%s\n", verdict);
  for (guint i = 0; i < comparison->fields->len; i++)
    {
      const SendoffChangedField *field = g_ptr_array_index (comparison->fields, i);
      const char *before = *field->before != '\0' ? field->before : "-";
      const char *now = *field->now != '\0' ? field->now : "-";

      if (field->is_same)
        /* Translators: something of a certificate ("Issued by") and its value, the same as before. */
        g_string_append_printf (out, _("  %s: %s (the same)\n"), field->title, now);
      else
        /* Translators: something of a certificate ("Issued by"), its value before, and now. */
        g_string_append_printf (out, _("  %s: before: %s\n    now: %s\n"), field->title, before, now);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
sendoff_certificate_describe_trust (const SendoffCertificate *certificate)
{
  switch (certificate->trusted_by)
    {
    case SENDOFF_TRUSTED_BY_AUTHORITY:
      return g_strdup (_("An authority that is trusted here vouches for this server."));
    case SENDOFF_TRUSTED_BY_USER:
      return g_strdup (_("No authority vouches for this server, but you chose to trust this certificate."));
    case SENDOFF_TRUSTED_BY_PIN:
      return g_strdup (_("No authority vouches for this server, but you gave its key as one to trust."));
    case SENDOFF_TRUSTED_BY_NOBODY:
      return g_strdup (_("This server can't prove who it is:"));
    }
  g_assert_not_reached ();
}
