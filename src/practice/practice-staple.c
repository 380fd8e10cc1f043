/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns making OCSP responses. Any thread. */
#include "practice/practice-staple.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#include "practice/practice-der.h"

#define SECONDS_PER_DAY (24 * 60 * 60)
#define SHA1_LENGTH 20

static const guint8 sha1_algorithm[] = { 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00 };
static const guint8 ecdsa_sha256_algorithm[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
static const guint8 basic_response_type[] = { 0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01 };
static const guint8 successful[] = { 0x0a, 0x01, 0x00 };

static void
add_time (GByteArray *der,
          gint64      time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format (date, "%Y%m%d%H%M%SZ");

  sendoff_practice_der_add (der, SENDOFF_PRACTICE_DER_GENERALIZED_TIME, text, strlen (text));
}

static int
add_name_hash (GByteArray        *der,
               gnutls_x509_crt_t  issuer)
{
  guint8 digest[SHA1_LENGTH];
  gnutls_datum_t name = { NULL, 0 };
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_raw_dn (issuer, &name));
  status = gnutls_hash_fast (GNUTLS_DIG_SHA1, name.data, name.size, digest);
  gnutls_free (name.data);
  sendoff_practice_der_add (der, SENDOFF_PRACTICE_DER_OCTET_STRING, digest, sizeof digest);
  return status;
}

static int
add_certificate_id (GByteArray        *der,
                    gnutls_x509_crt_t  certificate,
                    gnutls_x509_crt_t  issuer)
{
  guint start = der->len;
  guint8 id[64];
  gsize length = sizeof id;

  g_byte_array_append (der, sha1_algorithm, sizeof sha1_algorithm);
  SENDOFF_PRACTICE_TRY (add_name_hash (der, issuer));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_key_id (issuer, 0, id, &length));
  sendoff_practice_der_add (der, SENDOFF_PRACTICE_DER_OCTET_STRING, id, length);
  length = sizeof id;
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_serial (certificate, id, &length));
  sendoff_practice_der_add (der, SENDOFF_PRACTICE_DER_INTEGER, id, length);
  sendoff_practice_der_wrap (der, start, SENDOFF_PRACTICE_DER_SEQUENCE);
  return 0;
}

static int
add_response_data (GByteArray            *der,
                   SendoffPracticeStaple  staple,
                   gnutls_x509_crt_t      certificate,
                   gnutls_x509_crt_t      issuer)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 this_update = staple == SENDOFF_PRACTICE_EXPIRED_STAPLE ? now - 30 * SECONDS_PER_DAY : now - SECONDS_PER_DAY;
  gnutls_datum_t name = { NULL, 0 };
  guint start, responses, validity, revocation;

  start = der->len;
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_raw_dn (issuer, &name));
  sendoff_practice_der_add (der, SENDOFF_PRACTICE_DER_CONTEXT (1), name.data, name.size);
  gnutls_free (name.data);
  add_time (der, this_update);

  responses = der->len;
  SENDOFF_PRACTICE_TRY (add_certificate_id (der, certificate, issuer));
  revocation = der->len;
  if (staple == SENDOFF_PRACTICE_REVOKING_STAPLE)
    {
      add_time (der, now - 2 * SECONDS_PER_DAY);
      sendoff_practice_der_wrap (der, revocation, SENDOFF_PRACTICE_DER_CONTEXT (1));
    }
  else
    g_byte_array_append (der, (const guint8 *) "\x80\x00", 2);
  add_time (der, this_update);
  validity = der->len;
  add_time (der, this_update + 7 * SECONDS_PER_DAY);
  sendoff_practice_der_wrap (der, validity, SENDOFF_PRACTICE_DER_CONTEXT (0));
  sendoff_practice_der_wrap (der, responses, SENDOFF_PRACTICE_DER_SEQUENCE);
  sendoff_practice_der_wrap (der, responses, SENDOFF_PRACTICE_DER_SEQUENCE);
  sendoff_practice_der_wrap (der, start, SENDOFF_PRACTICE_DER_SEQUENCE);
  return 0;
}

static int
add_signature (GByteArray            *der,
               gnutls_x509_privkey_t  signer)
{
  gnutls_datum_t input = { der->data, der->len };
  gnutls_datum_t signature = { NULL, 0 };
  gnutls_privkey_t key;
  guint start;
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_privkey_init (&key));
  status = gnutls_privkey_import_x509 (key, signer, 0);
  if (status >= 0)
    status = gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &input, &signature);
  gnutls_privkey_deinit (key);
  SENDOFF_PRACTICE_TRY (status);

  g_byte_array_append (der, ecdsa_sha256_algorithm, sizeof ecdsa_sha256_algorithm);
  start = der->len;
  /* No unused bits. */
  g_byte_array_append (der, (const guint8 *) "", 1);
  g_byte_array_append (der, signature.data, signature.size);
  gnutls_free (signature.data);
  sendoff_practice_der_wrap (der, start, SENDOFF_PRACTICE_DER_BIT_STRING);
  return 0;
}

int
sendoff_practice_staple_make (SendoffPracticeStaple           staple,
                              gnutls_x509_crt_t               certificate,
                              const SendoffPracticeIdentity  *issuer,
                              GBytes                        **response)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GByteArray) whole = g_byte_array_new ();
  guint start;

  SENDOFF_PRACTICE_TRY (add_response_data (der, staple, certificate, issuer->certificate));
  SENDOFF_PRACTICE_TRY (add_signature (der, issuer->key));
  sendoff_practice_der_wrap (der, 0, SENDOFF_PRACTICE_DER_SEQUENCE);

  g_byte_array_append (whole, successful, sizeof successful);
  start = whole->len;
  g_byte_array_append (whole, basic_response_type, sizeof basic_response_type);
  sendoff_practice_der_add (whole, SENDOFF_PRACTICE_DER_OCTET_STRING, der->data, der->len);
  sendoff_practice_der_wrap (whole, start, SENDOFF_PRACTICE_DER_SEQUENCE);
  sendoff_practice_der_wrap (whole, start, SENDOFF_PRACTICE_DER_CONTEXT (0));
  sendoff_practice_der_wrap (whole, 0, SENDOFF_PRACTICE_DER_SEQUENCE);
  *response = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  return 0;
}
