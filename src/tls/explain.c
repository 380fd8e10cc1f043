/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the sentences about a certificate's problems. All that comes from the certificate is made display-safe here. Any thread. */
#include "tls/certificate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "tls/certificate-facts.h"
#include "tls/gnutls-auto.h"
#include "tls/weakness.h"

#define DAY_S           (24 * 60 * 60)
#define CLOCK_DOUBT_S   (365 * DAY_S)
#define MAX_NAMES       5
#define MAX_NAME_CHARS  64
#define MAX_CHAIN_READ  100

/* The end of a host name is what tells whose it is: the beginning goes. */
static char *
show_host (const char *name)
{
  g_autofree char *shown = sendoff_host_to_display (name);
  glong length = g_utf8_strlen (shown, -1);

  if (length <= MAX_NAME_CHARS)
    return g_steal_pointer (&shown);

  return g_strconcat ("…", g_utf8_offset_to_pointer (shown, length - MAX_NAME_CHARS + 1), NULL);
}

/* The common name, else the whole name. */
static char *
show_authority (gnutls_x509_crt_t certificate,
                gboolean          of_issuer)
{
  char name[256];
  size_t size = sizeof name;
  g_auto(OwnedDatum) whole = { NULL, 0 };
  int result = of_issuer ? gnutls_x509_crt_get_issuer_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size)
                         : gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size);

  if (result >= 0 && size > 0)
    return sendoff_display_text_short (name, size, MAX_NAME_CHARS);

  result = of_issuer ? gnutls_x509_crt_get_issuer_dn3 (certificate, &whole, 0) : gnutls_x509_crt_get_dn3 (certificate, &whole, 0);
  if (result < 0 || whole.size == 0)
    return g_strdup (_("an authority without a name"));
  return sendoff_display_text_short ((const char *) whole.data, whole.size, MAX_NAME_CHARS);
}

static GPtrArray *
parse_chain (const SendoffCertificate *self)
{
  GPtrArray *parsed = g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crt_deinit);

  for (guint i = 0; i < MIN (self->chain->len, MAX_CHAIN_READ); i++)
    {
      g_auto(gnutls_x509_crt_t) certificate = NULL;
      gnutls_datum_t der;
      gsize size;

      der.data = (unsigned char *) g_bytes_get_data (self->chain->pdata[i], &size);
      der.size = size;
      if (gnutls_x509_crt_init (&certificate) >= 0 && gnutls_x509_crt_import (certificate, &der, GNUTLS_X509_FMT_DER) >= 0)
        g_ptr_array_add (parsed, g_steal_pointer (&certificate));
    }

  return parsed;
}

/* The last certificate on the way up from the leaf, by names alone: good enough to say which one is missing. */
static gnutls_x509_crt_t
find_end_of_chain (GPtrArray *parsed)
{
  gnutls_x509_crt_t end = parsed->pdata[0];
  gboolean went_on = TRUE;

  for (guint steps = 0; went_on && steps < parsed->len; steps++)
    {
      went_on = FALSE;
      for (guint i = 1; i < parsed->len && !went_on; i++)
        if (parsed->pdata[i] != end && gnutls_x509_crt_check_issuer (end, parsed->pdata[i]) == 1)
          {
            end = parsed->pdata[i];
            went_on = TRUE;
          }
    }

  return end;
}

static char *
show_missing_issuer (const SendoffCertificate *self)
{
  g_autoptr(GPtrArray) parsed = parse_chain (self);

  return parsed->len == 0 ? g_strdup (_("an authority without a name")) : show_authority (find_end_of_chain (parsed), TRUE);
}

static char *
explain_expired_authority (const SendoffCertificate *self,
                           gint64                    now)
{
  g_autoptr(GPtrArray) parsed = parse_chain (self);

  for (guint i = 1; i < parsed->len; i++)
    {
      gint64 not_after = gnutls_x509_crt_get_expiration_time (parsed->pdata[i]);

      if (not_after < now)
        {
          g_autofree char *name = show_authority (parsed->pdata[i], FALSE);
          g_autofree char *date = sendoff_display_date (not_after);

          /* Translators: the first %s is an authority's name, the second a date. */
          return g_strdup_printf (_("The certificate of “%s”, which vouches for this server, expired on %s. "
                                    "The server's administrator has to install a newer one."), name, date);
        }
    }

  return g_strdup (_("The certificate of an authority that vouches for this server has expired. "
                     "The server's administrator has to install a newer one."));
}

static char *
explain_expired (const SendoffCertificate *self,
                 gint64                    now)
{
  g_autofree char *date = sendoff_display_date (self->not_after);
  gint64 n_days = (now - self->not_after) / DAY_S;

  if (self->not_after >= now)
    return explain_expired_authority (self, now);
  if (n_days < 1)
    /* Translators: %s is a date. */
    return g_strdup_printf (_("It expired on %s, less than a day ago. The server's administrator has to renew it."), date);
  if (now - self->not_after > CLOCK_DOUBT_S)
    /* Translators: %s is a date, %u a number of days. */
    return g_strdup_printf (ngettext ("It expired on %s, %u day ago. That is long: check that this computer's clock is right.",
                                      "It expired on %s, %u days ago. That is long: check that this computer's clock is right.",
                                      (gulong) n_days), date, (guint) n_days);

  /* Translators: %s is a date, %u a number of days. */
  return g_strdup_printf (ngettext ("It expired on %s, %u day ago. The server's administrator has to renew it.",
                                    "It expired on %s, %u days ago. The server's administrator has to renew it.", (gulong) n_days),
                          date, (guint) n_days);
}

static char *
explain_not_yet_valid (const SendoffCertificate *self,
                       gint64                    now)
{
  g_autofree char *date = sendoff_display_date (self->not_before);
  gint64 n_days = (self->not_before - now) / DAY_S;

  if (self->not_before <= now)
    return g_strdup (_("The certificate of an authority that vouches for this server isn't valid yet. "
                       "Check that this computer's clock is right."));
  if (n_days < 1)
    /* Translators: %s is a date. */
    return g_strdup_printf (_("It is not valid before %s, less than a day from now. Check that this computer's clock is right."), date);

  /* Translators: %s is a date, %u a number of days. */
  return g_strdup_printf (ngettext ("It is not valid before %s, %u day from now. Check that this computer's clock is right.",
                                    "It is not valid before %s, %u days from now. Check that this computer's clock is right.",
                                    (gulong) n_days), date, (guint) n_days);
}

/* At most MAX_NAMES of them; n_more: how many are left out. */
static char *
show_names (char  **names,
            guint  *n_more)
{
  GString *text = g_string_new (NULL);
  guint n_names = g_strv_length (names);

  *n_more = n_names > MAX_NAMES ? n_names - MAX_NAMES : 0;
  for (guint i = 0; i < MIN (n_names, MAX_NAMES); i++)
    {
      g_autofree char *name = show_host (names[i]);

      if (i > 0)
        /* Translators: between the names in a list. */
        g_string_append (text, _(", "));
      g_string_append (text, name);
    }

  return g_string_free (text, FALSE);
}

static char *
explain_wrong_name (const SendoffCertificate *self)
{
  g_autofree char *host = show_host (self->host != NULL ? self->host : "");
  g_autofree char *names = NULL;
  guint n_more;

  if (self->names[0] == NULL)
    /* Translators: %s is a host name. */
    return g_strdup_printf (_("It doesn't say in the proper place which servers it is for, so that it can't stand for “%s”."), host);

  names = show_names (self->names, &n_more);
  if (n_more == 0)
    /* Translators: the first %s is a host name, the second a list of names. */
    return g_strdup_printf (_("It is not for “%s”, but for: %s."), host, names);

  /* Translators: the first %s is a host name, the second a list of names, %u how many more there are. */
  return g_strdup_printf (ngettext ("It is not for “%s”, but for: %s, and %u more name.",
                                    "It is not for “%s”, but for: %s, and %u more names.",
                                    n_more), host, names, n_more);
}

static char *
explain_untrusted (const SendoffCertificate  *self,
                   SendoffCertificateProblem  problem)
{
  g_autofree char *name = show_missing_issuer (self);

  if (problem == SENDOFF_PROBLEM_UNTRUSTED_ROOT)
    /* Translators: %s is an authority's name. */
    return g_strdup_printf (_("“%s” vouches for it, an authority that this computer doesn't trust."), name);

  /* Translators: %s is an authority's name. */
  return g_strdup_printf (_("The server doesn't send the certificate of “%s”, without which nobody known vouches for it. "
                            "That is for the server's administrator to mend."), name);
}

static char *
explain_weak (const SendoffCertificate *self)
{
  g_autoptr(GPtrArray) parsed = parse_chain (self);
  g_autofree char *sentences = sendoff_weakness_explain (parsed);

  if (*sentences != '\0')
    return g_steal_pointer (&sentences);
  return g_strdup (_("The certificate of the authority at its root has a short or old kind of key, which can be broken today, "
                     "or isn't made as that of an authority has to be."));
}

static char *
explain_wrong_purpose (const SendoffCertificate *self)
{
  g_autofree char *usages = NULL;

  if (self->chain->len > 0)
    {
      g_autoptr(SendoffCertificateFacts) facts = sendoff_certificate_facts_new (self->chain->pdata[0]);

      usages = g_steal_pointer (&facts->usages);
    }
  if (usages == NULL || *usages == '\0')
    return g_strdup (_("It, or one above it, was issued for another purpose than to identify a server."));
  /* Translators: %s is a list: "digital signature, client authentication". */
  return g_strdup_printf (_("It, or one above it, was issued for another purpose than to identify a server. Its own purposes are: %s."), usages);
}

char *
sendoff_certificate_explain_problem (const SendoffCertificate  *self,
                                     SendoffCertificateProblem  problem,
                                     gint64                     now)
{
  switch (problem)
    {
    case SENDOFF_PROBLEM_SELF_SIGNED:
      return g_strdup (_("It vouches for itself: no authority has signed it."));
    case SENDOFF_PROBLEM_UNTRUSTED_ROOT:
    case SENDOFF_PROBLEM_INCOMPLETE_CHAIN:
      return explain_untrusted (self, problem);
    case SENDOFF_PROBLEM_EXPIRED:
      return explain_expired (self, now);
    case SENDOFF_PROBLEM_NOT_YET_VALID:
      return explain_not_yet_valid (self, now);
    case SENDOFF_PROBLEM_WRONG_NAME:
      return explain_wrong_name (self);
    case SENDOFF_PROBLEM_WRONG_PURPOSE:
      return explain_wrong_purpose (self);
    case SENDOFF_PROBLEM_REVOKED:
      return g_strdup (_("It has been revoked: who issued it has withdrawn it, perhaps because its key was stolen."));
    case SENDOFF_PROBLEM_WEAK:
      return explain_weak (self);
    case SENDOFF_PROBLEM_NOT_A_SERVER:
      return g_strdup (_("It belongs to an authority, which signs the certificates of others. A server must not show it as its own."));
    case SENDOFF_PROBLEM_NAME_CONSTRAINT:
      return g_strdup (_("An authority vouches for it that may not vouch for these names."));
    case SENDOFF_PROBLEM_NO_STAPLE:
      return g_strdup (_("It promises fresh proof, with each connection, that it hasn't been revoked. The server sent none that holds."));
    case SENDOFF_PROBLEM_MALFORMED:
      return g_strdup (_("It, or one above it, can't be read or breaks the rules for certificates."));
    case SENDOFF_PROBLEM_CHANGED:
      return g_strdup (_("The server's key is another one than before. Either its administrator has replaced it, "
                         "or somebody else answers in its place. Ask the administrator."));
    }

  g_return_val_if_reached (g_strdup (""));
}
