/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what makes a certificate weak, and the sentences about it. Any thread. */
#include "tls/weakness.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "tls/gnutls-auto.h"
#include "tls/profile.h"

#define MIN_RSA_BITS   2048
#define MIN_CURVE_BITS 256
#define MAX_SERIAL     20
#define OID_SIZE       128
#define MAX_SENTENCES  3
#define MAX_NAME_CHARS 64

#define EMPTY_NAME_SIZE 2
#define OID_SUBJECT_ALT_NAME "2.5.29.17"
#define OID_PRECERTIFICATE "1.3.6.1.4.1.11129.2.4.4"

static guint
get_key (gnutls_x509_crt_t  certificate,
         int               *algorithm)
{
  unsigned bits = 0;

  *algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);
  return bits;
}

guint
sendoff_weakness_of_key (gnutls_x509_crt_t  certificate,
                         gboolean          *is_unreadable)
{
  int algorithm;
  guint bits = get_key (certificate, &algorithm);

  if (algorithm < 0 || algorithm == GNUTLS_PK_UNKNOWN)
    {
      *is_unreadable = TRUE;
      return 0;
    }
  if (algorithm == GNUTLS_PK_DSA)
    return SENDOFF_WEAKNESS_DSA;
  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    return bits < MIN_RSA_BITS ? SENDOFF_WEAKNESS_SHORT_RSA : bits % 8 != 0 ? SENDOFF_WEAKNESS_ODD_RSA : 0;

  return bits < MIN_CURVE_BITS ? SENDOFF_WEAKNESS_SMALL_CURVE : 0;
}

static guint
check_signature (gnutls_x509_crt_t  certificate,
                 gboolean          *is_unreadable)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (certificate);
  gnutls_digest_algorithm_t hash;
  guint found = 0;

  if (algorithm < 0)
    {
      *is_unreadable = TRUE;
      return 0;
    }

  hash = gnutls_sign_get_hash_algorithm (algorithm);
  if (hash == GNUTLS_DIG_MD2 || hash == GNUTLS_DIG_MD5)
    found |= SENDOFF_WEAKNESS_MD5;
  if (hash == GNUTLS_DIG_SHA1 || hash == GNUTLS_DIG_RMD160)
    found |= SENDOFF_WEAKNESS_SHA1;
  if (gnutls_sign_get_pk_algorithm (algorithm) == GNUTLS_PK_DSA)
    found |= SENDOFF_WEAKNESS_DSA_SIGNATURE;
  return found;
}

/* Besides "server", what no server needs; "any" alone is an old way to say nothing. */
static gboolean
has_broad_purpose (gnutls_x509_crt_t certificate)
{
  static const char *const broad[] = {
    GNUTLS_KP_ANY, GNUTLS_KP_CODE_SIGNING, GNUTLS_KP_EMAIL_PROTECTION, GNUTLS_KP_TIME_STAMPING, GNUTLS_KP_OCSP_SIGNING, OID_PRECERTIFICATE, NULL
  };
  gboolean is_server = FALSE, is_broad = FALSE;

  for (unsigned i = 0; ; i++)
    {
      char oid[OID_SIZE];
      size_t size = sizeof oid;

      if (gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &size, NULL) < 0)
        return is_server && is_broad;
      is_server = is_server || strcmp (oid, GNUTLS_KP_TLS_WWW_SERVER) == 0;
      is_broad = is_broad || g_strv_contains (broad, oid);
    }
}

static gboolean
has_odd_serial (gnutls_x509_crt_t certificate)
{
  guint8 serial[64];
  size_t size = sizeof serial, n_leading = 0;

  if (gnutls_x509_crt_get_serial (certificate, serial, &size) < 0 || size == 0)
    return TRUE;
  while (n_leading < size && serial[n_leading] == 0)
    n_leading++;
  if ((serial[0] & 0x80) != 0 || size - MIN (n_leading, 1) > MAX_SERIAL)
    return TRUE;

  /* Who signs himself numbers himself as he likes. */
  return n_leading == size && gnutls_x509_crt_check_issuer (certificate, certificate) != 1;
}

static gboolean
has_odd_marks (gnutls_x509_crt_t certificate)
{
  char oid[OID_SIZE];
  size_t size = sizeof oid;
  unsigned purpose_is_critical = 0, names_are_critical = 0;
  g_auto(OwnedDatum) subject = { NULL, 0 }, names = { NULL, 0 };

  gnutls_x509_crt_get_key_purpose_oid (certificate, 0, oid, &size, &purpose_is_critical);
  if (gnutls_x509_crt_get_extension_by_oid2 (certificate, OID_SUBJECT_ALT_NAME, 0, &names, &names_are_critical) < 0
      || gnutls_x509_crt_get_raw_dn (certificate, &subject) < 0)
    return purpose_is_critical != 0;
  return purpose_is_critical != 0 || (names_are_critical != 0 && subject.size > EMPTY_NAME_SIZE);
}

guint
sendoff_weakness_of_signature (gnutls_x509_crt_t  certificate,
                               gboolean          *is_unreadable)
{
  return check_signature (certificate, is_unreadable)
         | (gnutls_x509_crt_get_version (certificate) < 3 ? SENDOFF_WEAKNESS_VERSION_1 : 0);
}

guint
sendoff_weakness_of_chosen (gnutls_x509_crt_t certificate)
{
  guint8 serial[64];
  size_t size = sizeof serial;

  return gnutls_x509_crt_get_serial (certificate, serial, &size) >= 0 && size > 0 && (serial[0] & 0x80) != 0
         ? SENDOFF_WEAKNESS_ODD_SERIAL
         : 0;
}

guint
sendoff_weakness_of_form (gnutls_x509_crt_t certificate,
                          gnutls_x509_crt_t issuer,
                          gboolean          is_leaf)
{
  return (has_odd_serial (certificate) ? SENDOFF_WEAKNESS_ODD_SERIAL : 0)
         | (is_leaf && has_broad_purpose (certificate) ? SENDOFF_WEAKNESS_BROAD_PURPOSE : 0)
         | (is_leaf && has_odd_marks (certificate) ? SENDOFF_WEAKNESS_ODD_MARKS : 0)
         | sendoff_profile_find_weaknesses (certificate, issuer, is_leaf);
}

/* ---- the sentences ---- */

/* "It", or the authority's certificate by its name. */
static char *
name_certificate (gnutls_x509_crt_t certificate,
                  gboolean          is_leaf)
{
  char name[256];
  size_t size = sizeof name;
  g_auto(OwnedDatum) whole = { NULL, 0 };
  g_autofree char *shown = NULL;

  if (is_leaf)
    /* Translators: the server's certificate, as the subject of "It has a key of …". */
    return g_strdup (_("It"));
  if (gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0 && size > 0)
    shown = sendoff_display_text_short (name, (gssize) size, MAX_NAME_CHARS);
  else if (gnutls_x509_crt_get_dn3 (certificate, &whole, 0) >= 0 && whole.size > 0)
    shown = sendoff_display_text_short ((const char *) whole.data, whole.size, MAX_NAME_CHARS);
  else
    return g_strdup (_("A certificate above it"));
  /* Translators: %s is an authority's name; subject of "… has a key of 1024 bits". */
  return g_strdup_printf (_("The certificate of “%s”, above it,"), shown);
}

/* For one bit. */
static char *
explain_one (gnutls_x509_crt_t certificate,
             const char       *subject,
             SendoffWeakness   weakness)
{
  int algorithm;
  guint bits = get_key (certificate, &algorithm);

  switch (weakness)
    {
    case SENDOFF_WEAKNESS_SHORT_RSA:
      /* Translators: %s is "It" or "The certificate of …", %u a number under 2048. */
      return g_strdup_printf (ngettext ("%s has an RSA key of only %u bit; one under 2048 bits can be broken.",
                                        "%s has an RSA key of only %u bits; one under 2048 bits can be broken.", bits), subject, bits);
    case SENDOFF_WEAKNESS_DSA:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s has a DSA key, a kind that is not trusted any more."), subject);
    case SENDOFF_WEAKNESS_SMALL_CURVE:
      /* Translators: %s is "It" or "The certificate of …", %u a number under 256. */
      return g_strdup_printf (ngettext ("%s has a key on a curve of only %u bit; one under 256 bits can be broken.",
                                        "%s has a key on a curve of only %u bits; one under 256 bits can be broken.", bits), subject, bits);
    case SENDOFF_WEAKNESS_MD5:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s is signed with MD5, which can be forged."), subject);
    case SENDOFF_WEAKNESS_SHA1:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s is signed with SHA-1, which can be forged."), subject);
    case SENDOFF_WEAKNESS_DSA_SIGNATURE:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s is signed with DSA, which is not trusted any more."), subject);
    case SENDOFF_WEAKNESS_VERSION_1:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s has the old format X.509 v1, which doesn't say what it may be used for."), subject);
    case SENDOFF_WEAKNESS_BROAD_PURPOSE:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s may be used for signing programs or mail or for anything, not just for a server: "
                                "a stolen key would do more harm."), subject);
    case SENDOFF_WEAKNESS_ODD_SERIAL:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s has a serial number that no proper authority gives."), subject);
    case SENDOFF_WEAKNESS_ODD_MARKS:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s marks its names, its uses or its purpose as no proper authority does."), subject);
    case SENDOFF_WEAKNESS_ODD_RSA:
      /* Translators: %s is "It" or "The certificate of …", %u a number over 2048. */
      return g_strdup_printf (ngettext ("%s has an RSA key of %u bit, a length that no proper authority allows.",
                                        "%s has an RSA key of %u bits, a length that no proper authority allows.", bits), subject, bits);
    case SENDOFF_WEAKNESS_IDENTIFIERS:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s doesn't say properly with which key it was signed."), subject);
    case SENDOFF_WEAKNESS_STRAY:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s holds something that is empty, unreadable or out of place."), subject);
    case SENDOFF_WEAKNESS_ODD_NAME:
      /* Translators: %s is "It" or "The certificate of …". */
      return g_strdup_printf (_("%s bears a name that can be taken for another one than those it was issued for."), subject);
    }
  g_return_val_if_reached (g_strdup (""));
}

static guint
find_weaknesses (const GPtrArray *chain,
                 guint            place)
{
  gnutls_x509_crt_t certificate = chain->pdata[place];
  gboolean is_unreadable = FALSE;
  gboolean is_root = place > 0 && gnutls_x509_crt_check_issuer (certificate, certificate) == 1;
  guint found = sendoff_weakness_of_key (certificate, &is_unreadable);

  if (!is_root)
    {
      gnutls_x509_crt_t next = place + 1 < chain->len ? chain->pdata[place + 1] : NULL;
      gnutls_x509_crt_t issuer = next != NULL && gnutls_x509_crt_check_issuer (certificate, next) == 1 ? next : NULL;

      found |= sendoff_weakness_of_signature (certificate, &is_unreadable) | sendoff_weakness_of_form (certificate, issuer, place == 0);
    }
  return found;
}

char *
sendoff_weakness_explain (const GPtrArray *chain)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_sentences = 0;

  for (guint i = 0; i < chain->len; i++)
    {
      guint found = find_weaknesses (chain, i);
      g_autofree char *subject = found != 0 ? name_certificate (chain->pdata[i], i == 0) : NULL;

      for (guint bit = 1; bit != 0 && bit <= found && n_sentences < MAX_SENTENCES; bit <<= 1)
        if ((found & bit) != 0)
          {
            g_autofree char *sentence = explain_one (chain->pdata[i], subject, (SendoffWeakness) bit);

            if (n_sentences++ > 0)
              g_string_append_c (text, ' ');
            g_string_append (text, sentence);
          }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
