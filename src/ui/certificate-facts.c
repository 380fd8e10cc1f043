/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns reading the facts that only the certificate window shows: RFC 5280, definite lengths. What the program decides by is judged in
 * the layer below; nothing here counts for that. */

#include "ui/certificate-facts.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tls/der.h"

#define DER_BOOLEAN      0x01
#define DER_INTEGER      0x02
#define DER_BIT_STRING   0x03
#define DER_OCTET_STRING 0x04
#define DER_OID          0x06
#define DER_VERSION      0xa0
#define DER_EXTENSIONS   0xa3
/* A serial number has 20 octets at most; an identifier of more arcs than this is nobody's. */
#define MAX_SERIAL 32
#define MAX_ARCS   24
#define MAX_USAGES 32

typedef struct
{
  gnutls_datum_t serial, signature, key_algorithm, key_parameters, key, usages, purposes, constraints;
} CertificateParts;

typedef struct
{
  const char *oid;
  const char *name;
} OidName;

static const OidName signatures[] = {
  { "1.2.840.113549.1.1.4", "RSA, MD5" },          { "1.2.840.113549.1.1.5", "RSA, SHA-1" },
  { "1.2.840.113549.1.1.10", "RSA-PSS" },          { "1.2.840.113549.1.1.11", "RSA, SHA-256" },
  { "1.2.840.113549.1.1.12", "RSA, SHA-384" },     { "1.2.840.113549.1.1.13", "RSA, SHA-512" },
  { "1.2.840.10045.4.1", "ECDSA, SHA-1" },         { "1.2.840.10045.4.3.2", "ECDSA, SHA-256" },
  { "1.2.840.10045.4.3.3", "ECDSA, SHA-384" },     { "1.2.840.10045.4.3.4", "ECDSA, SHA-512" },
  { "1.2.840.10040.4.3", "DSA, SHA-1" },           { "1.3.101.112", "Ed25519" },
  { "1.3.101.113", "Ed448" },
};

static const OidName keys[] = {
  { "1.2.840.113549.1.1.1", "RSA" }, { "1.2.840.113549.1.1.10", "RSA-PSS" }, { "1.2.840.10045.2.1", "EC" },
  { "1.2.840.10040.4.1", "DSA" },    { "1.3.101.112", "Ed25519" },           { "1.3.101.113", "Ed448" },
};

static const OidName curves[] = {
  { "1.2.840.10045.3.1.7", "P-256" }, { "1.3.132.0.34", "P-384" }, { "1.3.132.0.35", "P-521" }, { "1.3.132.0.10", "secp256k1" },
};

static const OidName purposes[] = {
  { "1.3.6.1.5.5.7.3.1", N_("server authentication") }, { "1.3.6.1.5.5.7.3.2", N_("client authentication") },
  { "1.3.6.1.5.5.7.3.3", N_("code signing") },          { "1.3.6.1.5.5.7.3.4", N_("e-mail protection") },
  { "1.3.6.1.5.5.7.3.8", N_("time stamping") },         { "1.3.6.1.5.5.7.3.9", N_("OCSP signing") },
  { "2.5.29.37.0", N_("any purpose") },
};

/* The bits of RFC 5280 section 4.2.1.3, in their order. */
static const char *const usage_names[] = {
  N_("digital signature"), N_("non-repudiation"), N_("key encipherment"), N_("data encipherment"), N_("key agreement"),
  N_("certificate signing"), N_("CRL signing"), N_("encipher only"), N_("decipher only"),
};

/* "" for what is no identifier. */
static char *
write_oid (const gnutls_datum_t *oid)
{
  GString *text = g_string_new (NULL);
  guint64 arc = 0;
  guint n_arcs = 0;

  for (unsigned i = 0; i < oid->size && n_arcs < MAX_ARCS && arc < G_MAXUINT64 >> 8; i++)
    {
      arc = arc << 7 | (oid->data[i] & 0x7f);
      if (oid->data[i] & 0x80)
        continue;
      if (n_arcs++ == 0)
        {
          guint64 first = MIN (arc / 40, 2);

          g_string_append_printf (text, "%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT, first, arc - 40 * first);
        }
      else
        g_string_append_printf (text, ".%" G_GUINT64_FORMAT, arc);
      arc = 0;
    }
  return g_string_free (text, FALSE);
}

static char *
name_oid (const gnutls_datum_t *oid,
          const OidName        *names,
          guint                 n_names)
{
  g_autofree char *text = write_oid (oid);

  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i].oid, text))
      return g_strdup (_(names[i].name));
  return g_steal_pointer (&text);
}

static void
read_extension (CertificateParts *parts,
                gnutls_datum_t   *extensions)
{
  gnutls_datum_t extension, oid, value, critical;
  g_autofree char *name = NULL;

  if (!sendoff_der_take_tag (extensions, SENDOFF_DER_SEQUENCE, &extension))
    {
      extensions->size = 0;
      return;
    }
  if (!sendoff_der_take_tag (&extension, DER_OID, &oid))
    return;
  sendoff_der_take_tag (&extension, DER_BOOLEAN, &critical);
  if (!sendoff_der_take_tag (&extension, DER_OCTET_STRING, &value))
    return;
  name = write_oid (&oid);
  if (g_str_equal (name, "2.5.29.15"))
    parts->usages = value;
  else if (g_str_equal (name, "2.5.29.37"))
    parts->purposes = value;
  else if (g_str_equal (name, "2.5.29.19"))
    parts->constraints = value;
}

static void
read_key (CertificateParts *parts,
          gnutls_datum_t    info)
{
  gnutls_datum_t algorithm;

  if (!sendoff_der_take_tag (&info, SENDOFF_DER_SEQUENCE, &algorithm))
    return;
  if (sendoff_der_take_tag (&algorithm, DER_OID, &parts->key_algorithm))
    sendoff_der_take_tag (&algorithm, DER_OID, &parts->key_parameters);
  sendoff_der_take_tag (&info, DER_BIT_STRING, &parts->key);
}

static void
read_parts (CertificateParts *parts,
            GBytes           *der)
{
  gsize size;
  gnutls_datum_t in = { (unsigned char *) g_bytes_get_data (der, &size), 0 };
  gnutls_datum_t certificate, body, algorithm, skipped, info, rest;
  guint8 tag;

  in.size = (unsigned) MIN (size, G_MAXINT);
  if (!sendoff_der_take_tag (&in, SENDOFF_DER_SEQUENCE, &certificate) ||
      !sendoff_der_take_tag (&certificate, SENDOFF_DER_SEQUENCE, &body))
    return;
  sendoff_der_take_tag (&body, DER_VERSION, &skipped);
  if (!sendoff_der_take_tag (&body, DER_INTEGER, &parts->serial) || !sendoff_der_take_tag (&body, SENDOFF_DER_SEQUENCE, &algorithm))
    return;
  sendoff_der_take_tag (&algorithm, DER_OID, &parts->signature);
  /* Issuer, validity and subject are read by the layer below. */
  for (guint i = 0; i < 3; i++)
    if (!sendoff_der_take_tag (&body, SENDOFF_DER_SEQUENCE, &skipped))
      return;
  if (!sendoff_der_take_tag (&body, SENDOFF_DER_SEQUENCE, &info))
    return;
  read_key (parts, info);
  while (sendoff_der_take (&body, &tag, &rest))
    if (tag == DER_EXTENSIONS && sendoff_der_take_tag (&rest, SENDOFF_DER_SEQUENCE, &info))
      while (info.size > 0)
        read_extension (parts, &info);
}

static char *
write_pairs (const guint8 *bytes,
             gsize         length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i > 0 ? ":%02X" : "%02X", bytes[i]);
  return g_string_free (text, FALSE);
}

static guint
count_bits (gnutls_datum_t number)
{
  guint bits;

  while (number.size > 0 && number.data[0] == 0)
    {
      number.data++;
      number.size--;
    }
  if (number.size == 0)
    return 0;
  bits = number.size * 8;
  for (guint8 top = number.data[0]; (top & 0x80) == 0; top = (guint8) (top << 1))
    bits--;
  return bits;
}

/* 0: not of a kind that has a length. */
static guint
measure_rsa_key (gnutls_datum_t key)
{
  gnutls_datum_t pair, modulus;

  if (key.size < 1)
    return 0;
  /* A bit string begins with the number of unused bits. */
  key.data++;
  key.size--;
  return sendoff_der_take_tag (&key, SENDOFF_DER_SEQUENCE, &pair) && sendoff_der_take_tag (&pair, DER_INTEGER, &modulus)
           ? count_bits (modulus) : 0;
}

static char *
describe_key (const CertificateParts *parts)
{
  g_autofree char *name = name_oid (&parts->key_algorithm, keys, G_N_ELEMENTS (keys));

  if (g_str_has_prefix (name, "RSA"))
    {
      guint bits = measure_rsa_key (parts->key);

      /* Translators: a kind of key ("RSA"), and its length. */
      return g_strdup_printf (ngettext ("%s, %u bit", "%s, %u bits", bits), name, bits);
    }
  if (parts->key_parameters.size > 0)
    {
      g_autofree char *curve = name_oid (&parts->key_parameters, curves, G_N_ELEMENTS (curves));

      return g_strdup_printf ("%s, %s", name, curve);
    }
  return g_steal_pointer (&name);
}

static void
append_word (GString    *text,
             const char *word)
{
  if (text->len > 0)
    /* Translators: stands between the members of a list. */
    g_string_append (text, _(", "));
  g_string_append (text, word);
}

static void
append_usages (GString        *text,
               gnutls_datum_t  usages)
{
  gnutls_datum_t bits;

  if (!sendoff_der_take_tag (&usages, DER_BIT_STRING, &bits) || bits.size < 2)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (usage_names) && 1 + i / 8 < bits.size; i++)
    if (bits.data[1 + i / 8] & (0x80 >> i % 8))
      append_word (text, _(usage_names[i]));
}

static void
append_purposes (GString        *text,
                 gnutls_datum_t  extension)
{
  gnutls_datum_t list, oid;

  if (!sendoff_der_take_tag (&extension, SENDOFF_DER_SEQUENCE, &list))
    return;
  for (guint i = 0; i < MAX_USAGES && sendoff_der_take_tag (&list, DER_OID, &oid); i++)
    {
      g_autofree char *name = name_oid (&oid, purposes, G_N_ELEMENTS (purposes));

      append_word (text, name);
    }
}

static gboolean
is_authority (gnutls_datum_t constraints)
{
  gnutls_datum_t list, flag;

  return sendoff_der_take_tag (&constraints, SENDOFF_DER_SEQUENCE, &list) && sendoff_der_take_tag (&list, DER_BOOLEAN, &flag) &&
         flag.size == 1 && flag.data[0] != 0;
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
  CertificateParts parts;
  GString *usages = g_string_new (NULL);

  memset (&parts, 0, sizeof parts);
  read_parts (&parts, der);
  append_usages (usages, parts.usages);
  append_purposes (usages, parts.purposes);
  self->serial = write_pairs (parts.serial.data, MIN (parts.serial.size, MAX_SERIAL));
  self->key = describe_key (&parts);
  self->signature = name_oid (&parts.signature, signatures, G_N_ELEMENTS (signatures));
  self->usages = g_string_free (usages, FALSE);
  self->authority = g_strdup (is_authority (parts.constraints) ? _("yes") : _("no"));
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
