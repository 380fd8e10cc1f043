/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the value of one server's certificate: the facts of its leaf and the chain as sent. Any thread. */
#include "tls/certificate.h"

#include <string.h>

#include "tls/alt-names.h"
#include "tls/gnutls-auto.h"

#define PIN_PREFIX "sha256//"
#define SHA256_SIZE 32

static char *
encode_hex (const guint8 *bytes,
            gsize         length)
{
  GString *text = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02X", bytes[i]);

  return g_string_free (text, FALSE);
}

static char *
hash_leaf (GBytes *leaf)
{
  guint8 digest[SHA256_SIZE];

  gnutls_hash_fast (GNUTLS_DIG_SHA256, g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), digest);
  return encode_hex (digest, sizeof digest);
}

static char *
pin_key (gnutls_x509_crt_t certificate)
{
  guint8 digest[SHA256_SIZE];
  size_t size = sizeof digest;
  g_autofree char *base64 = NULL;

  if (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, digest, &size) < 0)
    return g_strdup ("");

  base64 = g_base64_encode (digest, size);
  return g_strconcat (PIN_PREFIX, base64, NULL);
}

/* GnuTLS escapes what RFC 4514 wants escaped; the rest may still be anything but a NUL. */
static char *
copy_name (int                   result,
           const gnutls_datum_t *name)
{
  if (result < 0 || name->data == NULL)
    return g_strdup ("");

  return g_utf8_make_valid ((const char *) name->data, name->size);
}

static void
read_leaf (SendoffCertificate *self,
           gnutls_x509_crt_t   leaf)
{
  g_auto(OwnedDatum) subject = { NULL, 0 }, issuer = { NULL, 0 };
  g_autoptr(SendoffAltNames) names = sendoff_alt_names_read (leaf);
  int result;

  result = gnutls_x509_crt_get_dn3 (leaf, &subject, 0);
  self->subject = copy_name (result, &subject);
  result = gnutls_x509_crt_get_issuer_dn3 (leaf, &issuer, 0);
  self->issuer = copy_name (result, &issuer);
  self->names = sendoff_alt_names_to_strings (names);
  self->not_before = gnutls_x509_crt_get_activation_time (leaf);
  self->not_after = gnutls_x509_crt_get_expiration_time (leaf);
  self->pin = pin_key (leaf);
}

static gboolean
parse_leaf (SendoffCertificate *self)
{
  g_auto(gnutls_x509_crt_t) leaf = NULL;
  gnutls_datum_t der;
  gsize size;

  if (self->chain->len == 0)
    return FALSE;

  der.data = (unsigned char *) g_bytes_get_data (self->chain->pdata[0], &size);
  der.size = size;
  if (gnutls_x509_crt_init (&leaf) < 0 || gnutls_x509_crt_import (leaf, &der, GNUTLS_X509_FMT_DER) < 0)
    return FALSE;

  read_leaf (self, leaf);
  return TRUE;
}

SendoffCertificate *
sendoff_certificate_new_for_chain (const gnutls_datum_t *chain,
                                   guint                 n_chain,
                                   const char           *host,
                                   guint16               port)
{
  SendoffCertificate *self = g_new0 (SendoffCertificate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->host = g_strdup (host);
  self->port = port;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < n_chain; i++)
    g_ptr_array_add (self->chain, g_bytes_new (chain[i].data, chain[i].size));
  self->sha256 = self->chain->len > 0 ? hash_leaf (self->chain->pdata[0]) : g_strdup ("");

  if (!parse_leaf (self))
    {
      self->subject = g_strdup ("");
      self->issuer = g_strdup ("");
      self->names = g_new0 (char *, 1);
      self->pin = g_strdup ("");
      self->problems = SENDOFF_PROBLEM_MALFORMED;
    }

  return self;
}

#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"

SendoffCertificate *
sendoff_certificate_new_from_pem (const char *pem,
                                  const char *host,
                                  guint16     port)
{
  g_autoptr(GPtrArray) ders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree gnutls_datum_t *chain = NULL;

  for (const char *at = strstr (pem, PEM_BEGIN); at != NULL; at = strstr (at + 1, PEM_BEGIN))
    {
      gnutls_datum_t text = { (unsigned char *) at, (unsigned) strlen (at) };
      g_auto(OwnedDatum) der = { NULL, 0 };

      if (gnutls_pem_base64_decode2 ("CERTIFICATE", &text, &der) == 0)
        g_ptr_array_add (ders, g_bytes_new (der.data, der.size));
    }
  if (ders->len == 0)
    return NULL;

  chain = g_new0 (gnutls_datum_t, ders->len);
  for (guint i = 0; i < ders->len; i++)
    {
      gsize size;

      chain[i].data = (unsigned char *) g_bytes_get_data (ders->pdata[i], &size);
      chain[i].size = (unsigned) size;
    }
  return sendoff_certificate_new_for_chain (chain, ders->len, host, port);
}

SendoffCertificate *
sendoff_certificate_with_judgement (const SendoffCertificate *self,
                                    guint                     problems,
                                    SendoffTrustedBy          trusted_by)
{
  SendoffCertificate *copy = g_new0 (SendoffCertificate, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->host = g_strdup (self->host);
  copy->port = self->port;
  copy->chain = g_ptr_array_ref (self->chain);
  copy->subject = g_strdup (self->subject);
  copy->issuer = g_strdup (self->issuer);
  copy->names = g_strdupv (self->names);
  copy->not_before = self->not_before;
  copy->not_after = self->not_after;
  copy->sha256 = g_strdup (self->sha256);
  copy->pin = g_strdup (self->pin);
  copy->problems = problems;
  copy->trusted_by = trusted_by;
  return copy;
}

SendoffCertificate *
sendoff_certificate_ref (SendoffCertificate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_certificate_unref (SendoffCertificate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->host);
  g_ptr_array_unref (self->chain);
  g_free (self->subject);
  g_free (self->issuer);
  g_strfreev (self->names);
  g_free (self->sha256);
  g_free (self->pin);
  g_free (self);
}

char *
sendoff_certificate_to_pem (const SendoffCertificate *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->chain->len; i++)
    {
      g_auto(OwnedDatum) pem = { NULL, 0 };
      gsize size;
      gnutls_datum_t der = { NULL, 0 };

      der.data = (unsigned char *) g_bytes_get_data (self->chain->pdata[i], &size);
      der.size = size;
      if (gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &pem) == 0)
        g_string_append_len (text, (const char *) pem.data, pem.size);
    }

  return g_string_free (text, FALSE);
}

char *
sendoff_fingerprint_to_pairs (const char *digits)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (text, ':');
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}

char *
sendoff_certificate_dup_fingerprint (const SendoffCertificate *self)
{
  return sendoff_fingerprint_to_pairs (self->sha256);
}

gboolean
sendoff_pin_is_valid (const char *pin)
{
  g_autofree guint8 *digest = NULL;
  g_autofree char *again = NULL;
  gsize length;

  if (pin == NULL || !g_str_has_prefix (pin, PIN_PREFIX))
    return FALSE;

  /* GLib's decoder skips what it doesn't know: only what encodes to the same text again is base64. */
  digest = g_base64_decode (pin + strlen (PIN_PREFIX), &length);
  again = g_base64_encode (digest, length);
  return length == SHA256_SIZE && strcmp (again, pin + strlen (PIN_PREFIX)) == 0;
}
