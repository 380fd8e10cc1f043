/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the making of one key and one certificate. Any thread. */
#include "practice/practice-certificate-make.h"

#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>

#include <string.h>

#include "practice/practice-der.h"

#define SERIAL_LENGTH 16
#define SECONDS_PER_DAY (24 * 60 * 60)
/* ub-common-name of RFC 5280. */
#define COMMON_NAME_MAX 64
/* The TLS extension by which a client asks for a staple. */
#define STATUS_REQUEST 5
/* GeneralName of RFC 5280. */
#define DNS_NAME SENDOFF_PRACTICE_DER_VALUE (2)
#define IP_ADDRESS SENDOFF_PRACTICE_DER_VALUE (7)

/* RSA keys take a second to find on a slow machine: one of each size serves the whole process. */
static GMutex rsa_lock;
static gnutls_x509_privkey_t rsa_1024;
static gnutls_x509_privkey_t rsa_2048;

static int
generate_key (gnutls_pk_algorithm_t  algorithm,
              guint                  bits,
              gnutls_x509_privkey_t *key)
{
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_x509_privkey_init (key));
  status = gnutls_x509_privkey_generate (*key, algorithm, bits, 0);
  if (status < 0)
    g_clear_pointer (key, gnutls_x509_privkey_deinit);
  return status;
}

static int
copy_key (gnutls_x509_privkey_t  original,
          gnutls_x509_privkey_t *key)
{
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_x509_privkey_init (key));
  status = gnutls_x509_privkey_cpy (*key, original);
  if (status < 0)
    g_clear_pointer (key, gnutls_x509_privkey_deinit);
  return status;
}

static int
copy_rsa_key (gnutls_x509_privkey_t *cached,
              guint                  bits,
              gnutls_x509_privkey_t *key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&rsa_lock);

  if (*cached == NULL)
    SENDOFF_PRACTICE_TRY (generate_key (GNUTLS_PK_RSA, bits, cached));
  return copy_key (*cached, key);
}

static int
make_key (SendoffPracticeKeyType type,
          gnutls_x509_privkey_t *key)
{
  switch (type)
    {
    case SENDOFF_PRACTICE_KEY_P256:
      return generate_key (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), key);
    case SENDOFF_PRACTICE_KEY_P384:
      return generate_key (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1), key);
    case SENDOFF_PRACTICE_KEY_ED25519:
      return generate_key (GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519), key);
    case SENDOFF_PRACTICE_KEY_RSA_1024:
      return copy_rsa_key (&rsa_1024, 1024, key);
    case SENDOFF_PRACTICE_KEY_RSA_2048:
      return copy_rsa_key (&rsa_2048, 2048, key);
    }
  g_assert_not_reached ();
}

static int
set_serial (gnutls_x509_crt_t          certificate,
            const SendoffPracticePlan *plan)
{
  guint8 serial[SERIAL_LENGTH];

  if (plan->serial != NULL)
    return gnutls_x509_crt_set_serial (certificate, plan->serial, plan->serial_length);

  SENDOFF_PRACTICE_TRY (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial));
  /* Positive and without a leading zero: a strict reader refuses the others. */
  serial[0] = (serial[0] & 0x3f) | 0x40;
  return gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
}

static int
set_subject (gnutls_x509_crt_t          certificate,
             const SendoffPracticePlan *plan)
{
  const char *organization = plan->organization;
  const char *name = plan->common_name;

  if (organization != NULL)
    SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, organization,
                                                         strlen (organization)));
  if (name == NULL || (plan->names != NULL && strlen (name) > COMMON_NAME_MAX))
    return 0;
  return gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, strlen (name));
}

static int
add_name (GByteArray *names,
          const char *name)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (name);

  if (!g_str_is_ascii (name))
    return GNUTLS_E_ILLEGAL_PARAMETER;
  if (address != NULL)
    sendoff_practice_der_add (names, IP_ADDRESS, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  else
    sendoff_practice_der_add (names, DNS_NAME, name, strlen (name));
  return 0;
}

/* By hand: GnuTLS would take seconds for thousands. */
static int
set_names (gnutls_x509_crt_t          certificate,
           const SendoffPracticePlan *plan)
{
  g_autoptr(GByteArray) names = g_byte_array_new ();

  if (plan->names == NULL)
    return 0;
  for (const char *const *name = plan->names; *name != NULL; name++)
    SENDOFF_PRACTICE_TRY (add_name (names, *name));
  for (guint i = 0; i < plan->n_more_names; i++)
    {
      /* Short: GnuTLS reads no handshake message beyond 128 KiB. */
      g_autofree char *name = g_strdup_printf ("%u.test", i);

      SENDOFF_PRACTICE_TRY (add_name (names, name));
    }
  sendoff_practice_der_wrap (names, 0, SENDOFF_PRACTICE_DER_SEQUENCE);
  return gnutls_x509_crt_set_extension_by_oid (certificate, GNUTLS_X509EXT_OID_SAN, names->data, names->len, 0);
}

static int
set_must_staple (gnutls_x509_crt_t certificate)
{
  gnutls_x509_tlsfeatures_t features;
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_x509_tlsfeatures_init (&features));
  status = gnutls_x509_tlsfeatures_add (features, STATUS_REQUEST);
  if (status >= 0)
    status = gnutls_x509_crt_set_tlsfeatures (certificate, features);
  gnutls_x509_tlsfeatures_deinit (features);
  return status;
}

static int
set_permitted_name (gnutls_x509_crt_t  certificate,
                    const char        *name)
{
  gnutls_x509_name_constraints_t constraints;
  gnutls_datum_t datum = { (guint8 *) name, (guint) strlen (name) };
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_x509_name_constraints_init (&constraints));
  status = gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME, &datum);
  if (status >= 0)
    status = gnutls_x509_crt_set_name_constraints (certificate, constraints, 1);
  gnutls_x509_name_constraints_deinit (constraints);
  return status;
}

static int
set_key_ids (gnutls_x509_crt_t              certificate,
             const SendoffPracticeIdentity *issuer)
{
  guint8 id[64];
  gsize length = sizeof id;

  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_key_id (certificate, 0, id, &length));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_subject_key_id (certificate, id, length));
  if (issuer == NULL)
    return 0;

  length = sizeof id;
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_key_id (issuer->certificate, 0, id, &length));
  return gnutls_x509_crt_set_authority_key_id (certificate, id, length);
}

static int
fill_in (gnutls_x509_crt_t              certificate,
         gnutls_x509_privkey_t          key,
         const SendoffPracticePlan     *plan,
         const SendoffPracticeIdentity *issuer)
{
  time_t now = time (NULL);

  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_version (certificate, 3));
  SENDOFF_PRACTICE_TRY (set_serial (certificate, plan));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_activation_time (certificate, now + (time_t) plan->days_from * SECONDS_PER_DAY));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_expiration_time (certificate, now + (time_t) plan->days_to * SECONDS_PER_DAY));
  SENDOFF_PRACTICE_TRY (set_subject (certificate, plan));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_key (certificate, key));
  SENDOFF_PRACTICE_TRY (set_names (certificate, plan));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_basic_constraints (certificate, plan->is_authority, -1));
  if (plan->key_usage != 0)
    SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_key_usage (certificate, plan->key_usage));
  if (plan->purpose != NULL)
    SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_key_purpose_oid (certificate, plan->purpose, 0));
  if (plan->must_staple)
    SENDOFF_PRACTICE_TRY (set_must_staple (certificate));
  if (plan->permitted_name != NULL)
    SENDOFF_PRACTICE_TRY (set_permitted_name (certificate, plan->permitted_name));
  return set_key_ids (certificate, issuer);
}

int
sendoff_practice_identity_make (const SendoffPracticePlan     *plan,
                                const SendoffPracticeIdentity *issuer,
                                SendoffPracticeIdentity       *identity)
{
  g_auto(SendoffPracticeIdentity) made = { NULL, NULL };

  SENDOFF_PRACTICE_TRY (plan->key != NULL ? copy_key (plan->key, &made.key) : make_key (plan->key_type, &made.key));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_init (&made.certificate));
  SENDOFF_PRACTICE_TRY (fill_in (made.certificate, made.key, plan, issuer));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_sign2 (made.certificate, issuer != NULL ? issuer->certificate : made.certificate,
                                               issuer != NULL ? issuer->key : made.key, plan->digest, 0));

  identity->certificate = g_steal_pointer (&made.certificate);
  identity->key = g_steal_pointer (&made.key);
  return 0;
}

void
sendoff_practice_identity_clear (SendoffPracticeIdentity *self)
{
  g_clear_pointer (&self->certificate, gnutls_x509_crt_deinit);
  g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
}
