/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words for what a certificate says beyond what is judged. Any thread. */
#include "tls/certificate-facts.h"

#include <glib/gi18n-lib.h>

#include "tls/gnutls-auto.h"

#define MAX_SERIAL   64  /* RFC 5280 section 4.1.2.2 allows 20 octets */
#define MAX_OID      128
#define MAX_PURPOSES 32

static const struct
{
  const char *oid;
  const char *name;
} purposes[] = {
  { GNUTLS_KP_TLS_WWW_SERVER, N_("server authentication") }, { GNUTLS_KP_TLS_WWW_CLIENT, N_("client authentication") },
  { GNUTLS_KP_CODE_SIGNING, N_("code signing") },            { GNUTLS_KP_EMAIL_PROTECTION, N_("e-mail protection") },
  { GNUTLS_KP_TIME_STAMPING, N_("time stamping") },          { GNUTLS_KP_OCSP_SIGNING, N_("OCSP signing") },
  { GNUTLS_KP_ANY, N_("any purpose") },
};

static const struct
{
  guint       bit;
  const char *name;
} usages[] = {
  { GNUTLS_KEY_DIGITAL_SIGNATURE, N_("digital signature") }, { GNUTLS_KEY_NON_REPUDIATION, N_("non-repudiation") },
  { GNUTLS_KEY_KEY_ENCIPHERMENT, N_("key encipherment") },   { GNUTLS_KEY_DATA_ENCIPHERMENT, N_("data encipherment") },
  { GNUTLS_KEY_KEY_AGREEMENT, N_("key agreement") },         { GNUTLS_KEY_KEY_CERT_SIGN, N_("certificate signing") },
  { GNUTLS_KEY_CRL_SIGN, N_("CRL signing") },                { GNUTLS_KEY_ENCIPHER_ONLY, N_("encipher only") },
  { GNUTLS_KEY_DECIPHER_ONLY, N_("decipher only") },
};

static char *
write_pairs (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i > 0 ? ":%02X" : "%02X", bytes[i]);
  return g_string_free (text, FALSE);
}

static char *
describe_serial (gnutls_x509_crt_t certificate)
{
  guint8 serial[MAX_SERIAL];
  size_t size = sizeof serial;

  return write_pairs (serial, gnutls_x509_crt_get_serial (certificate, serial, &size) == 0 ? size : 0);
}

/* By the names that people compare: NIST's, where a curve has one. */
static const char *
name_curve (gnutls_x509_crt_t certificate)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

  if (gnutls_x509_crt_get_pk_ecc_raw (certificate, &curve, NULL, NULL) < 0)
    return NULL;
  if (curve == GNUTLS_ECC_CURVE_SECP256R1)
    return "P-256";
  if (curve == GNUTLS_ECC_CURVE_SECP384R1)
    return "P-384";
  if (curve == GNUTLS_ECC_CURVE_SECP521R1)
    return "P-521";
  return gnutls_ecc_curve_get_name (curve);
}

static char *
describe_key (gnutls_x509_crt_t certificate)
{
  unsigned bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);

  if (algorithm == GNUTLS_PK_EDDSA_ED25519)
    return g_strdup ("Ed25519");
  if (algorithm == GNUTLS_PK_EDDSA_ED448)
    return g_strdup ("Ed448");
  if (algorithm == GNUTLS_PK_ECDSA)
    {
      const char *curve = name_curve (certificate);

      return curve != NULL ? g_strconcat ("EC, ", curve, NULL) : g_strdup ("EC");
    }
  if (algorithm > 0 && gnutls_pk_get_name (algorithm) != NULL)
    /* Translators: a kind of key ("RSA"), and its length. */
    return g_strdup_printf (ngettext ("%s, %u bit", "%s, %u bits", bits), gnutls_pk_get_name (algorithm), bits);
  return g_strdup ("");
}

static char *
describe_signature (gnutls_x509_crt_t certificate)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (certificate);
  const char *name = algorithm > 0 ? gnutls_sign_get_name (algorithm) : NULL;

  return g_strdup (name != NULL ? name : "");
}

static void
append_word (GString *text, const char *word)
{
  if (text->len > 0)
    /* Translators: stands between the members of a list. */
    g_string_append (text, _(", "));
  g_string_append (text, word);
}

/* Digits and dots where it has no name here. */
static const char *
name_purpose (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_str_equal (purposes[i].oid, oid))
      return _(purposes[i].name);
  return oid;
}

static char *
describe_usages (gnutls_x509_crt_t certificate)
{
  GString *text = g_string_new (NULL);
  unsigned bits = 0;

  if (gnutls_x509_crt_get_key_usage (certificate, &bits, NULL) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
      if ((bits & usages[i].bit) != 0)
        append_word (text, _(usages[i].name));

  for (unsigned i = 0; i < MAX_PURPOSES; i++)
    {
      char oid[MAX_OID];
      size_t size = sizeof oid;

      if (gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &size, NULL) != 0)
        break;
      append_word (text, name_purpose (oid));
    }
  return g_string_free (text, FALSE);
}

static char *
hash_with_sha1 (GBytes *der)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der));
  g_checksum_get_digest (checksum, digest, &length);
  return write_pairs (digest, length);
}

SendoffCertificateFacts *
sendoff_certificate_facts_new (GBytes *der)
{
  SendoffCertificateFacts *self = g_new0 (SendoffCertificateFacts, 1);
  g_auto(gnutls_x509_crt_t) certificate = NULL;
  gsize size;
  gnutls_datum_t bytes = { (unsigned char *) g_bytes_get_data (der, &size), 0 };
  gboolean readable;

  bytes.size = (unsigned) MIN (size, G_MAXINT);
  readable = gnutls_x509_crt_init (&certificate) == 0 && gnutls_x509_crt_import (certificate, &bytes, GNUTLS_X509_FMT_DER) == 0;
  self->serial = readable ? describe_serial (certificate) : g_strdup ("");
  self->key = readable ? describe_key (certificate) : g_strdup ("");
  self->signature = readable ? describe_signature (certificate) : g_strdup ("");
  self->usages = readable ? describe_usages (certificate) : g_strdup ("");
  self->authority = g_strdup (!readable ? "" : gnutls_x509_crt_get_ca_status (certificate, NULL) > 0 ? _("yes") : _("no"));
  self->sha1 = hash_with_sha1 (der);
  return self;
}

void
sendoff_certificate_facts_free (SendoffCertificateFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->serial);
  g_free (self->key);
  g_free (self->signature);
  g_free (self->usages);
  g_free (self->authority);
  g_free (self->sha1);
  g_free (self);
}
