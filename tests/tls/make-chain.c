/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns making certificates and revocation lists for tests. */
#include "make-chain.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>

#include <gio/gio.h>

#define CHECK(call) g_assert_cmpint ((call), >=, 0)

gint64 make_shift;

static guint next_serial = 1000;

static gnutls_x509_privkey_t
make_key (MakeKey kind)
{
  static const struct { gnutls_pk_algorithm_t algorithm; unsigned bits; } kinds[] = {
    [MAKE_P256] = { GNUTLS_PK_EC, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1) },
    [MAKE_P384] = { GNUTLS_PK_EC, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1) },
    [MAKE_P192] = { GNUTLS_PK_EC, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP192R1) },
    [MAKE_P224] = { GNUTLS_PK_EC, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP224R1) },
    [MAKE_ED25519] = { GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519) },
    [MAKE_RSA_2048] = { GNUTLS_PK_RSA, 2048 },
    [MAKE_RSA_1024] = { GNUTLS_PK_RSA, 1024 },
    [MAKE_DSA_2048] = { GNUTLS_PK_DSA, 2048 },
  };
  gnutls_x509_privkey_t key;

  CHECK (gnutls_x509_privkey_init (&key));
  CHECK (gnutls_x509_privkey_generate (key, kinds[kind].algorithm, kinds[kind].bits, 0));
  return key;
}

static void
append_length (GByteArray *out,
               gsize       length)
{
  if (length < 0x80)
    g_byte_array_append (out, (guint8[]) { length }, 1);
  else if (length < 0x100)
    g_byte_array_append (out, (guint8[]) { 0x81, length }, 2);
  else if (length < 0x10000)
    g_byte_array_append (out, (guint8[]) { 0x82, length >> 8, length }, 3);
  else
    g_byte_array_append (out, (guint8[]) { 0x83, length >> 16, length >> 8, length }, 4);
}

static void
append_name (GByteArray *out,
             guint8      tag,
             const void *data,
             gsize       length)
{
  g_byte_array_append (out, &tag, 1);
  append_length (out, length);
  g_byte_array_append (out, data, length);
}

/* By hand: GnuTLS encodes the extension anew for every name, and takes no NUL. */
static void
set_names (gnutls_x509_crt_t  certificate,
           const MakeSpec    *spec)
{
  g_autoptr(GByteArray) names = g_byte_array_new ();
  g_autoptr(GByteArray) extension = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (spec->dns) && spec->dns[i] != NULL; i++)
    append_name (names, 0x82, spec->dns[i], strlen (spec->dns[i]));
  if (spec->nul_name)
    append_name (names, 0x82, "mail.example.org\0.evil.example", 30);
  for (guint i = 0; i < spec->n_names; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u.example.org", i);

      append_name (names, 0x82, name, strlen (name));
    }
  for (guint i = 0; i < G_N_ELEMENTS (spec->addresses) && spec->addresses[i] != NULL; i++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (spec->addresses[i]);

      append_name (names, 0x87, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
    }
  if (names->len == 0)
    return;

  append_name (extension, 0x30, names->data, names->len);
  CHECK (gnutls_x509_crt_set_extension_by_oid (certificate, "2.5.29.17", extension->data, extension->len,
                                               spec->name == NULL && spec->organization == NULL));
}

static GByteArray *
wrap (guint8      tag,
      GByteArray *content)
{
  GByteArray *out = g_byte_array_new ();

  append_name (out, tag, content->data, content->len);
  g_byte_array_unref (content);
  return out;
}

/* By hand: GnuTLS takes no directory names here. */
static void
set_directory_constraint (gnutls_x509_crt_t  certificate,
                          const char        *organization,
                          guint8             tag)
{
  static const guint8 organization_oid[] = { 0x06, 0x03, 0x55, 0x04, 0x0a };
  g_autoptr(GByteArray) extension = NULL;
  GByteArray *part;

  if (organization == NULL)
    return;

  part = g_byte_array_new ();
  g_byte_array_append (part, organization_oid, sizeof organization_oid);
  append_name (part, 0x0c, organization, strlen (organization));
  /* Attribute, set, name, directory name, subtree, subtrees, extension. */
  part = wrap (0x30, wrap (0x31, wrap (0x30, part)));
  extension = wrap (0x30, wrap (tag, wrap (0x30, wrap (0xa4, part))));
  CHECK (gnutls_x509_crt_set_extension_by_oid (certificate, "2.5.29.30", extension->data, extension->len, 1));
}

static void
set_constraints (gnutls_x509_crt_t  certificate,
                 const MakeSpec    *spec)
{
  static const unsigned char ten_net[] = { 10, 0, 0, 0, 255, 0, 0, 0 };
  gnutls_x509_name_constraints_t constraints;
  gnutls_datum_t name;

  if (spec->permitted_dns == NULL && spec->excluded_dns == NULL && !spec->permits_ten_net)
    return;

  CHECK (gnutls_x509_name_constraints_init (&constraints));
  if (spec->permitted_dns != NULL)
    {
      name = (gnutls_datum_t) { (unsigned char *) spec->permitted_dns, strlen (spec->permitted_dns) };
      CHECK (gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME, &name));
    }
  if (spec->excluded_dns != NULL)
    {
      name = (gnutls_datum_t) { (unsigned char *) spec->excluded_dns, strlen (spec->excluded_dns) };
      CHECK (gnutls_x509_name_constraints_add_excluded (constraints, GNUTLS_SAN_DNSNAME, &name));
    }
  if (spec->permits_ten_net)
    {
      name = (gnutls_datum_t) { (unsigned char *) ten_net, sizeof ten_net };
      CHECK (gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_IPADDRESS, &name));
    }
  CHECK (gnutls_x509_crt_set_name_constraints (certificate, constraints, 1));
  gnutls_x509_name_constraints_deinit (constraints);
}

static void
set_must_staple (gnutls_x509_crt_t certificate)
{
  gnutls_x509_tlsfeatures_t features;

  CHECK (gnutls_x509_tlsfeatures_init (&features));
  CHECK (gnutls_x509_tlsfeatures_add (features, 5));
  CHECK (gnutls_x509_crt_set_tlsfeatures (certificate, features));
  gnutls_x509_tlsfeatures_deinit (features);
}

static GByteArray *
read_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i + 1 < strlen (hex); i += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[i]) << 4 | g_ascii_xdigit_value (hex[i + 1]));

      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

static void
set_key_ids (gnutls_x509_crt_t  certificate,
             gnutls_x509_crt_t  issuer,
             const MakeSpec    *spec)
{
  unsigned char id[20];
  size_t size = sizeof id;

  CHECK (gnutls_x509_crt_get_key_id (certificate, 0, id, &size));
  if (!spec->no_subject_key_id)
    CHECK (gnutls_x509_crt_set_subject_key_id (certificate, id, size));
  size = sizeof id;
  if (!spec->no_authority_key_id && gnutls_x509_crt_get_subject_key_id (issuer, id, &size, NULL) >= 0)
    CHECK (gnutls_x509_crt_set_authority_key_id (certificate, id, size));
}

static void
set_extensions (Made           *self,
                const MakeSpec *spec,
                const Made     *issuer)
{
  gnutls_x509_crt_t certificate = self->certificate;

  set_names (certificate, spec);
  set_constraints (certificate, spec);
  set_directory_constraint (certificate, spec->permitted_organization, 0xa0);
  set_directory_constraint (certificate, spec->excluded_organization, 0xa1);
  for (guint i = 0; i < G_N_ELEMENTS (spec->purposes) && spec->purposes[i] != NULL; i++)
    CHECK (gnutls_x509_crt_set_key_purpose_oid (certificate, spec->purposes[i], 0));
  CHECK (gnutls_x509_crt_set_basic_constraints (certificate, spec->is_authority, spec->path_length - 1));
  if (spec->usage != 0)
    CHECK (gnutls_x509_crt_set_key_usage (certificate, spec->usage));
  if (spec->must_staple)
    set_must_staple (certificate);
  if (spec->critical_oddity)
    CHECK (gnutls_x509_crt_set_extension_by_oid (certificate, "1.3.6.1.4.1.99999.1", "\x05\x00", 2, 1));
  if (!spec->no_key_ids)
    set_key_ids (certificate, issuer != NULL ? issuer->certificate : certificate, spec);
  for (guint i = 0; i < G_N_ELEMENTS (spec->extra) && spec->extra[i].oid != NULL; i++)
    {
      g_autoptr(GByteArray) value = read_hex (spec->extra[i].hex);

      CHECK (gnutls_x509_crt_set_extension_by_oid (certificate, spec->extra[i].oid, value->data, value->len, spec->extra[i].is_critical));
    }
}

static void
set_serial (gnutls_x509_crt_t  certificate,
            const MakeSpec    *spec)
{
  guint32 number = next_serial++, serial = GUINT32_TO_BE (number);
  g_autoptr(GByteArray) given = spec->serial != NULL ? read_hex (spec->serial) : NULL;

  CHECK (gnutls_x509_crt_set_serial (certificate, given != NULL ? given->data : (void *) &serial, given != NULL ? given->len : sizeof serial));
}

/* The length of the element at the front, its head included. */
static gsize
measure_element (const guint8 *der)
{
  guint n_length = der[1] & 0x80 ? der[1] & 0x7f : 0;
  gsize length = n_length == 0 ? der[1] : 0;

  for (guint i = 0; i < n_length; i++)
    length = length << 8 | der[2 + i];
  return 2 + n_length + length;
}

/* A certificate that GnuTLS wouldn't make: what is to be signed is changed and signed again. */
static void
patch_and_sign (Made            *self,
                const MakePatch *patch,
                const Made      *issuer)
{
  g_autoptr(GByteArray) from = read_hex (patch->from), to = read_hex (patch->to), content = g_byte_array_new (), bits = g_byte_array_new ();
  guint8 *signed_part = self->der.data + 4, *found;
  gsize n_signed = measure_element (signed_part), n_algorithm = measure_element (signed_part + n_signed);
  gnutls_datum_t data = { signed_part, (unsigned) n_signed }, signature;
  gnutls_privkey_t key;

  found = memmem (signed_part, n_signed, from->data, from->len);
  g_assert_nonnull (found);
  g_assert_cmpuint (from->len, ==, to->len);
  memcpy (found, to->data, to->len);

  CHECK (gnutls_privkey_init (&key));
  CHECK (gnutls_privkey_import_x509 (key, issuer != NULL ? issuer->key : self->key, 0));
  CHECK (gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &data, &signature));
  g_byte_array_append (bits, (guint8[]) { 0 }, 1);
  g_byte_array_append (bits, signature.data, signature.size);
  g_byte_array_append (content, signed_part, (guint) (n_signed + n_algorithm));
  append_name (content, 0x03, bits->data, bits->len);
  gnutls_free (self->der.data);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (key);

  g_byte_array_set_size (bits, 0);
  append_name (bits, 0x30, content->data, content->len);
  self->der.data = gnutls_malloc (bits->len);
  self->der.size = bits->len;
  memcpy (self->der.data, bits->data, bits->len);
}

static Made *
make_with_key (const MakeSpec        *spec,
               gnutls_x509_privkey_t  key,
               const Made            *issuer)
{
  Made *self = g_new0 (Made, 1);
  guint version = spec->version != 0 ? spec->version : 3;

  self->key = key;
  CHECK (gnutls_x509_crt_init (&self->certificate));
  CHECK (gnutls_x509_crt_set_version (self->certificate, version));
  CHECK (gnutls_x509_crt_set_key (self->certificate, key));
  set_serial (self->certificate, spec);
  CHECK (gnutls_x509_crt_set_activation_time (self->certificate,
                                              (spec->not_before != 0 ? spec->not_before : MAKE_NOW - 100 * MAKE_DAY) + make_shift));
  CHECK (gnutls_x509_crt_set_expiration_time (self->certificate,
                                              (spec->not_after != 0 ? spec->not_after : MAKE_NOW + 100 * MAKE_DAY) + make_shift));
  if (spec->organization != NULL)
    CHECK (gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, spec->organization,
                                          strlen (spec->organization)));
  if (spec->name != NULL)
    CHECK (gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, spec->name, strlen (spec->name)));
  if (version == 3)
    set_extensions (self, spec, issuer);

  CHECK (gnutls_x509_crt_sign2 (self->certificate, issuer != NULL ? issuer->certificate : self->certificate,
                                issuer != NULL ? issuer->key : key,
                                spec->digest != 0 ? spec->digest : GNUTLS_DIG_SHA256, 0));
  CHECK (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &self->der));

  if (spec->patch.from != NULL)
    patch_and_sign (self, &spec->patch, issuer);

  /* As read, not as made: GnuTLS keeps some facts from the import only. */
  gnutls_x509_crt_deinit (self->certificate);
  CHECK (gnutls_x509_crt_init (&self->certificate));
  CHECK (gnutls_x509_crt_import (self->certificate, &self->der, GNUTLS_X509_FMT_DER));
  return self;
}

Made *
make_certificate (const MakeSpec *spec,
                  const Made     *issuer)
{
  return make_with_key (spec, make_key (spec->key), issuer);
}

Made *
make_again (const MakeSpec *spec,
            const Made     *same_key,
            const Made     *issuer)
{
  gnutls_x509_privkey_t key;

  CHECK (gnutls_x509_privkey_init (&key));
  CHECK (gnutls_x509_privkey_cpy (key, same_key->key));
  return make_with_key (spec, key, issuer);
}

void
made_free (Made *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  gnutls_free (self->der.data);
  g_free (self);
}

char *
make_pem_file (const char        *folder,
               const char        *name,
               const Made *const *made,
               guint              n_made)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n_made; i++)
    {
      gnutls_datum_t pem;

      CHECK (gnutls_x509_crt_export2 (made[i]->certificate, GNUTLS_X509_FMT_PEM, &pem));
      g_string_append_len (text, (const char *) pem.data, pem.size);
      gnutls_free (pem.data);
    }
  g_file_set_contents (path, text->str, text->len, &error);
  g_assert_no_error (error);
  return path;
}

char *
make_crl_file (const char *folder,
               const char *name,
               const Made *issuer,
               const Made *revoked)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  gnutls_x509_crl_t list;
  gnutls_datum_t pem;
  unsigned char number = 1;

  CHECK (gnutls_x509_crl_init (&list));
  CHECK (gnutls_x509_crl_set_version (list, 2));
  CHECK (gnutls_x509_crl_set_this_update (list, MAKE_NOW - 10 * MAKE_DAY));
  CHECK (gnutls_x509_crl_set_next_update (list, MAKE_NOW + 10 * MAKE_DAY));
  CHECK (gnutls_x509_crl_set_crt (list, revoked->certificate, MAKE_NOW - 11 * MAKE_DAY));
  CHECK (gnutls_x509_crl_set_number (list, &number, 1));
  CHECK (gnutls_x509_crl_sign2 (list, issuer->certificate, issuer->key, GNUTLS_DIG_SHA256, 0));
  CHECK (gnutls_x509_crl_export2 (list, GNUTLS_X509_FMT_PEM, &pem));
  g_file_set_contents (path, (const char *) pem.data, pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);
  gnutls_x509_crl_deinit (list);
  return path;
}
