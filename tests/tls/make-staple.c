/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns making OCSP responses for tests, byte by byte (RFC 6960, section 4.2.1): GnuTLS only reads them. */
#include "make-chain.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#define CHECK(call) g_assert_cmpint ((call), >=, 0)

/* One DER element around what follows; consumes the parts up to NULL. */
static GByteArray *
wrap (guint8      tag,
      GByteArray *part,
      ...)
{
  GByteArray *out = g_byte_array_new (), *content = g_byte_array_new ();
  va_list parts;

  va_start (parts, part);
  for (; part != NULL; part = va_arg (parts, GByteArray *))
    {
      g_byte_array_append (content, part->data, part->len);
      g_byte_array_unref (part);
    }
  va_end (parts);

  g_byte_array_append (out, &tag, 1);
  if (content->len < 0x80)
    g_byte_array_append (out, (guint8[]) { content->len }, 1);
  else
    g_byte_array_append (out, (guint8[]) { 0x82, content->len >> 8, content->len }, 3);
  g_byte_array_append (out, content->data, content->len);
  g_byte_array_unref (content);
  return out;
}

static GByteArray *
bytes (const void *data,
       gsize       length)
{
  return g_byte_array_append (g_byte_array_new (), data, length);
}

static GByteArray *
hash_of (const void *data,
         gsize       length)
{
  guint8 digest[20];

  CHECK (gnutls_hash_fast (GNUTLS_DIG_SHA1, data, length, digest));
  return wrap (0x04, bytes (digest, sizeof digest), NULL);
}

static GByteArray *
time_of (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format (date, "%Y%m%d%H%M%SZ");

  return wrap (0x18, bytes (text, strlen (text)), NULL);
}

static GByteArray *
certificate_id (const Made *certificate,
                const Made *issuer,
                gboolean    for_other)
{
  static const guint8 sha1_algorithm[] = { 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00 };
  guint8 serial[32], key_id[20];
  size_t serial_size = sizeof serial, key_id_size = sizeof key_id;
  gnutls_datum_t name;
  GByteArray *name_hash;

  CHECK (gnutls_x509_crt_get_serial (certificate->certificate, serial, &serial_size));
  if (for_other)
    serial[serial_size - 1] ^= 0x55;
  CHECK (gnutls_x509_crt_get_key_id (issuer->certificate, 0, key_id, &key_id_size));
  CHECK (gnutls_x509_crt_get_raw_dn (issuer->certificate, &name));
  name_hash = hash_of (name.data, name.size);
  gnutls_free (name.data);

  return wrap (0x30, bytes (sha1_algorithm, sizeof sha1_algorithm), name_hash,
               wrap (0x04, bytes (key_id, key_id_size), NULL), wrap (0x02, bytes (serial, serial_size), NULL), NULL);
}

static GByteArray *
certificate_status (const MakeStaple *spec)
{
  if (spec->revoked)
    return wrap (0xa1, time_of (spec->this_update - MAKE_DAY), NULL);

  return bytes (spec->unknown ? "\x82\x00" : "\x80\x00", 2);
}

static GByteArray *
response_data (const MakeStaple *spec,
               const Made       *certificate,
               const Made       *issuer,
               const Made       *signer)
{
  gnutls_datum_t name;
  GByteArray *responder, *single;

  CHECK (gnutls_x509_crt_get_raw_dn (signer->certificate, &name));
  responder = wrap (0xa1, bytes (name.data, name.size), NULL);
  gnutls_free (name.data);

  single = wrap (0x30, certificate_id (certificate, issuer, spec->for_other), certificate_status (spec), time_of (spec->this_update),
                 spec->next_update != 0 ? wrap (0xa0, time_of (spec->next_update), NULL) : NULL, NULL);
  return wrap (0x30, responder, time_of (spec->this_update), wrap (0x30, single, NULL), NULL);
}

static GByteArray *
sign (const GByteArray *data,
      const Made       *signer)
{
  gnutls_privkey_t key;
  gnutls_datum_t signature, input = { data->data, data->len };
  GByteArray *bits;

  CHECK (gnutls_privkey_init (&key));
  CHECK (gnutls_privkey_import_x509 (key, signer->key, 0));
  CHECK (gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &input, &signature));
  bits = wrap (0x03, bytes ("\0", 1), bytes (signature.data, signature.size), NULL);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (key);
  return bits;
}

GBytes *
make_staple (const MakeStaple *spec,
             const Made       *certificate,
             const Made       *issuer,
             const Made       *signer)
{
  static const guint8 ecdsa_sha256[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
  static const guint8 basic_type[] = { 0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01 };
  GByteArray *data = response_data (spec, certificate, issuer, signer);
  GByteArray *signature = sign (data, signer);
  GByteArray *certificates = NULL, *basic;

  if (spec->forged)
    signature->data[signature->len - 1] ^= 1;
  if (signer != issuer)
    certificates = wrap (0xa0, wrap (0x30, bytes (signer->der.data, signer->der.size), NULL), NULL);

  basic = wrap (0x30, data, bytes (ecdsa_sha256, sizeof ecdsa_sha256), signature, certificates, NULL);
  return g_byte_array_free_to_bytes (wrap (0x30, bytes ("\x0a\x01\x00", 3),
                                           wrap (0xa0, wrap (0x30, bytes (basic_type, sizeof basic_type), wrap (0x04, basic, NULL), NULL), NULL),
                                           NULL));
}
