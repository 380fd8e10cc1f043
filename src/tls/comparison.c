/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what changed between two certificates of one server, and what to make of it. Pure, any thread. */
#include "tls/comparison.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "tls/certificate-facts.h"
#include "tls/gnutls-auto.h"

#define DAY_S         (24 * 60 * 60)
#define MIN_NEAR_S    (30 * DAY_S)
#define MAX_NEAR_S    (60 * DAY_S)
#define NAMES_SHOWN   6
#define MAX_CHARS     400

static void
free_field (SendoffChangedField *field)
{
  g_free (field->title);
  g_free (field->before);
  g_free (field->now);
  g_free (field);
}

/* Authorities renew with a month or a third of the time left. */
static gboolean
is_near_end (const SendoffCertificate *before,
             gint64                    time)
{
  gint64 third = (before->not_after - before->not_before) / 3;

  return before->not_after - time <= CLAMP (third, MIN_NEAR_S, MAX_NEAR_S);
}

static gboolean
is_self_issued (const SendoffCertificate *certificate)
{
  return g_str_equal (certificate->subject, certificate->issuer);
}

/* The issuer's organization; NULL: none. An authority signs with many intermediates, in turn. */
static char *
read_organization (const SendoffCertificate *certificate)
{
  g_auto(gnutls_x509_crt_t) leaf = NULL;
  char name[256];
  size_t size = sizeof name;
  gnutls_datum_t der = { NULL, 0 };
  gsize length = 0;

  if (certificate->chain->len == 0)
    return NULL;
  der.data = (unsigned char *) g_bytes_get_data (certificate->chain->pdata[0], &length);
  der.size = (unsigned) length;
  if (gnutls_x509_crt_init (&leaf) < 0 || gnutls_x509_crt_import (leaf, &der, GNUTLS_X509_FMT_DER) < 0
      || gnutls_x509_crt_get_issuer_dn_by_oid (leaf, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, 0, name, &size) < 0)
    return NULL;
  return g_strndup (name, size);
}

static gboolean
issuers_are_same (const SendoffCertificate *before,
                  const SendoffCertificate *now,
                  gboolean                  same_key)
{
  g_autofree char *old_organization = NULL;
  g_autofree char *new_organization = NULL;

  /* A name alone is copied easily. */
  if (is_self_issued (before) || is_self_issued (now))
    return same_key && is_self_issued (before) == is_self_issued (now);
  if (g_str_equal (before->issuer, now->issuer))
    return TRUE;
  if (now->problems != 0)
    return FALSE;

  old_organization = read_organization (before);
  new_organization = read_organization (now);
  return old_organization != NULL && g_strcmp0 (old_organization, new_organization) == 0;
}

static SendoffChangeKind
judge_change (const SendoffComparison  *self,
              const SendoffCertificate *before,
              const SendoffCertificate *now,
              gint64                    time)
{
  if (g_str_equal (before->sha256, now->sha256))
    return SENDOFF_CHANGE_NONE;
  if (!self->same_issuer)
    return self->same_key ? SENDOFF_CHANGE_OTHER_ISSUER : SENDOFF_CHANGE_SUSPICIOUS;
  if (self->same_key || (is_near_end (before, time) && now->not_before >= before->not_before))
    return SENDOFF_CHANGE_RENEWAL;
  return SENDOFF_CHANGE_EARLY;
}

/* The names of one that the other lacks. */
static char **
subtract_names (char **names,
                char **others)
{
  g_autoptr(GStrvBuilder) left = g_strv_builder_new ();
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; others[i] != NULL; i++)
    g_hash_table_add (known, others[i]);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_hash_table_add (known, names[i]))
      g_strv_builder_add (left, names[i]);

  return g_strv_builder_end (left);
}

static char *
show_names (char **names)
{
  guint n_names = g_strv_length (names);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_names, NAMES_SHOWN); i++)
    {
      g_autofree char *host = sendoff_host_to_display (names[i]);
      g_autofree char *name = sendoff_display_text_short (host, -1, MAX_CHARS / NAMES_SHOWN);

      if (i > 0)
        /* Translators: stands between the members of a list. */
        g_string_append (list, _(", "));
      g_string_append (list, name);
    }
  if (n_names <= NAMES_SHOWN)
    return g_string_free (g_steal_pointer (&list), FALSE);
  /* Translators: %s is a list of server names, %u how many more there are. */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n_names - NAMES_SHOWN), list->str, n_names - NAMES_SHOWN);
}

/* Takes before and now. */
static void
add_field (SendoffComparison *self,
           const char        *title,
           char              *before,
           char              *now,
           gboolean           is_same)
{
  SendoffChangedField *field = g_new0 (SendoffChangedField, 1);

  field->title = g_strdup (title);
  field->before = before;
  field->now = now;
  field->is_same = is_same;
  g_ptr_array_add (self->fields, field);
}

static void
add_text (SendoffComparison *self,
          const char        *title,
          const char        *before,
          const char        *now)
{
  add_field (self, title, sendoff_display_text_short (before, -1, MAX_CHARS), sendoff_display_text_short (now, -1, MAX_CHARS),
             g_str_equal (before, now));
}

/* Whoever signs with a key of its own may take any name. */
static char *
show_issuer (const SendoffCertificate *certificate)
{
  g_autofree char *name = sendoff_display_text_short (certificate->issuer, -1, MAX_CHARS);

  /* Translators: %s is a name in a certificate. */
  return is_self_issued (certificate) ? g_strdup_printf (_("%s, signed with its own key"), name) : g_steal_pointer (&name);
}

static SendoffCertificateFacts *
read_facts (const SendoffCertificate *certificate)
{
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);

  return sendoff_certificate_facts_new (certificate->chain->len > 0 ? certificate->chain->pdata[0] : nothing);
}

static void
lay_side_by_side (SendoffComparison        *self,
                  const SendoffCertificate *before,
                  const SendoffCertificate *now)
{
  g_autoptr(SendoffCertificateFacts) old_facts = read_facts (before);
  g_autoptr(SendoffCertificateFacts) new_facts = read_facts (now);

  add_field (self, _("Names"), show_names (before->names), show_names (now->names), *self->gained == NULL && *self->lost == NULL);
  add_text (self, _("Subject"), before->subject, now->subject);
  add_field (self, _("Issued by"), show_issuer (before), show_issuer (now), self->same_issuer && g_str_equal (before->issuer, now->issuer));
  add_field (self, _("Valid from"), sendoff_display_date (before->not_before), sendoff_display_date (now->not_before), before->not_before == now->not_before);
  add_field (self, _("Valid until"), sendoff_display_date (before->not_after), sendoff_display_date (now->not_after), before->not_after == now->not_after);
  add_text (self, _("Kind of key"), old_facts->key, new_facts->key);
  add_text (self, _("Key's check sum"), before->pin, now->pin);
}

SendoffComparison *
sendoff_certificate_compare (const SendoffCertificate *before,
                             const SendoffCertificate *now,
                             gint64                    seen,
                             gint64                    time)
{
  SendoffComparison *self = g_new0 (SendoffComparison, 1);

  self->seen = seen;
  self->same_key = *before->pin != '\0' && g_str_equal (before->pin, now->pin);
  self->same_issuer = issuers_are_same (before, now, self->same_key);
  self->kind = judge_change (self, before, now, time);
  self->gained = subtract_names (now->names, before->names);
  self->lost = subtract_names (before->names, now->names);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) free_field);
  lay_side_by_side (self, before, now);
  return self;
}

SendoffComparison *
sendoff_comparison_copy (const SendoffComparison *self)
{
  SendoffComparison *copy = g_memdup2 (self, sizeof *self);

  copy->gained = g_strdupv (self->gained);
  copy->lost = g_strdupv (self->lost);
  copy->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) free_field);
  for (guint i = 0; i < self->fields->len; i++)
    {
      const SendoffChangedField *field = self->fields->pdata[i];

      add_field (copy, field->title, g_strdup (field->before), g_strdup (field->now), field->is_same);
    }
  return copy;
}

void
sendoff_comparison_free (SendoffComparison *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->gained);
  g_strfreev (self->lost);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

char *
sendoff_comparison_explain (const SendoffComparison *self)
{
  switch (self->kind)
    {
    case SENDOFF_CHANGE_NONE:
      return g_strdup (_("This is the certificate that the server showed before."));
    case SENDOFF_CHANGE_RENEWAL:
      if (self->same_key)
        return g_strdup (_("A routine renewal: the key is the same as before, only the certificate is new."));
      return g_strdup (_("This looks like a routine renewal: the same issuer, near the end of the old certificate. "
                         "But the key is new, and a name can be copied: compare the fingerprint."));
    case SENDOFF_CHANGE_EARLY:
      return g_strdup (_("The key is another one, although the old certificate was valid for long. The issuer has the same name. "
                         "Ask the administrator why it was replaced."));
    case SENDOFF_CHANGE_OTHER_ISSUER:
      return g_strdup (_("The key is the same as before, so this is the same server; somebody else has issued its certificate."));
    case SENDOFF_CHANGE_SUSPICIOUS:
      return g_strdup (_("A different key and a different issuer: treat this as an attack until you know better. "
                         "Ask the administrator, by telephone or in person."));
    }
  g_return_val_if_reached (g_strdup (""));
}

const char *
sendoff_change_kind_to_string (SendoffChangeKind kind)
{
  switch (kind)
    {
    case SENDOFF_CHANGE_NONE:
      return "none";
    case SENDOFF_CHANGE_RENEWAL:
      return "renewal";
    case SENDOFF_CHANGE_EARLY:
      return "early";
    case SENDOFF_CHANGE_OTHER_ISSUER:
      return "other-issuer";
    case SENDOFF_CHANGE_SUSPICIOUS:
      return "suspicious";
    }
  g_return_val_if_reached ("");
}

const char *
sendoff_change_kind_get_name (SendoffChangeKind kind)
{
  switch (kind)
    {
    case SENDOFF_CHANGE_NONE:
      return _("unchanged");
    case SENDOFF_CHANGE_RENEWAL:
      return _("routine renewal");
    case SENDOFF_CHANGE_EARLY:
      return _("replaced early by the same issuer");
    case SENDOFF_CHANGE_OTHER_ISSUER:
      return _("same key, another issuer");
    case SENDOFF_CHANGE_SUSPICIOUS:
      return _("another key and another issuer");
    }
  g_return_val_if_reached ("");
}

char *
sendoff_comparison_summarize (const SendoffComparison *self)
{
  g_autofree char *date = self->seen > 0 ? sendoff_display_date (self->seen) : NULL;

  if (date == NULL)
    /* Translators: %s says how: "routine renewal". */
    return g_strdup_printf (_("the certificate has changed: %s"), sendoff_change_kind_get_name (self->kind));
  /* Translators: a date, and how: "routine renewal". */
  return g_strdup_printf (_("the certificate has changed since %s: %s"), date, sendoff_change_kind_get_name (self->kind));
}
