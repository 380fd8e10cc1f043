/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the making of one key and one certificate. Any thread. */
#include "practice/practice-certificate-make.h"

#include <gnutls/crypto.h>

#include <string.h>

#define SERIAL_LENGTH 16
#define SECONDS_PER_DAY (24 * 60 * 60)
/* ub-common-name of RFC 5280. */
#define COMMON_NAME_MAX 64

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
copy_rsa_key (gnutls_x509_privkey_t *cached,
              guint                  bits,
              gnutls_x509_privkey_t *key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&rsa_lock);
  int status;

  if (*cached == NULL)
    SENDOFF_PRACTICE_TRY (generate_key (GNUTLS_PK_RSA, bits, cached));

  SENDOFF_PRACTICE_TRY (gnutls_x509_privkey_init (key));
  status = gnutls_x509_privkey_cpy (*key, *cached);
  if (status < 0)
    g_clear_pointer (key, gnutls_x509_privkey_deinit);
  return status;
}

static int
make_key (SendoffPracticeKeyType type,
          gnutls_x509_privkey_t *key)
{
  switch (type)
    {
    case SENDOFF_PRACTICE_KEY_P256:
      return generate_key (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), key);
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
add_names (gnutls_x509_crt_t  certificate,
           const char *const *names)
{
  for (; names != NULL && *names != NULL; names++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (*names);

      if (address != NULL)
        SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
                                                                    g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND));
      else
        SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, *names, strlen (*names),
                                                                    GNUTLS_FSAN_APPEND));
    }
  return 0;
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
  SENDOFF_PRACTICE_TRY (add_names (certificate, plan->names));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_basic_constraints (certificate, plan->is_authority, -1));
  if (plan->key_usage != 0)
    SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_key_usage (certificate, plan->key_usage));
  if (plan->purpose != NULL)
    SENDOFF_PRACTICE_TRY (gnutls_x509_crt_set_key_purpose_oid (certificate, plan->purpose, 0));
  return set_key_ids (certificate, issuer);
}

int
sendoff_practice_identity_make (const SendoffPracticePlan     *plan,
                                const SendoffPracticeIdentity *issuer,
                                SendoffPracticeIdentity       *identity)
{
  g_auto(SendoffPracticeIdentity) made = { NULL, NULL };

  SENDOFF_PRACTICE_TRY (make_key (plan->key_type, &made.key));
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
