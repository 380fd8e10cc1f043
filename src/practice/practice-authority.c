/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the practice authorities, their root and their revocation list. Any thread. */
#include "practice/practice-authority.h"

#include <gnutls/abstract.h>

#include "practice/practice-certificate.h"

/* Old enough to have signed a certificate that expired long ago. */
#define AUTHORITY_DAYS_FROM (-5 * 365)
#define AUTHORITY_DAYS_TO (10 * 365)
#define SECONDS_PER_DAY (24 * 60 * 60)

typedef struct
{
  const char               *organization;
  const char               *common_name;
  SendoffPracticeKeyType    key_type;
  SendoffPracticeAuthority  parent;
  const char               *permitted_name; /* NULL: any */
} Authority;

static const Authority authorities[SENDOFF_N_PRACTICE_AUTHORITIES] = {
  [SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT] = { "Sendoff Rehearsal", "Sendoff Rehearsal Root", SENDOFF_PRACTICE_KEY_P256,
                                             SENDOFF_PRACTICE_AUTHORITY_NONE },
  [SENDOFF_PRACTICE_AUTHORITY_GOOD] = { "Sendoff Rehearsal", "Sendoff Rehearsal Authority", SENDOFF_PRACTICE_KEY_P256,
                                        SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT },
  /* SHA-1 signatures are an RSA affair. */
  [SENDOFF_PRACTICE_AUTHORITY_GOOD_RSA] = { "Sendoff Rehearsal", "Sendoff Rehearsal RSA Authority", SENDOFF_PRACTICE_KEY_RSA_2048,
                                            SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT },
  [SENDOFF_PRACTICE_AUTHORITY_UNKNOWN_ROOT] = { "Unknown Rehearsal Company", "Unknown Rehearsal Root", SENDOFF_PRACTICE_KEY_P256,
                                                SENDOFF_PRACTICE_AUTHORITY_NONE },
  [SENDOFF_PRACTICE_AUTHORITY_UNKNOWN] = { "Unknown Rehearsal Company", "Unknown Rehearsal Authority", SENDOFF_PRACTICE_KEY_P256,
                                           SENDOFF_PRACTICE_AUTHORITY_UNKNOWN_ROOT },
  [SENDOFF_PRACTICE_AUTHORITY_CONSTRAINED] = { "Sendoff Rehearsal", "Sendoff Rehearsal Constrained Authority", SENDOFF_PRACTICE_KEY_P256,
                                               SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT, "example.org" },
  [SENDOFF_PRACTICE_AUTHORITY_CLIENT_ROOT] = { "Sendoff Rehearsal", "Sendoff Rehearsal Client Root", SENDOFF_PRACTICE_KEY_P256,
                                               SENDOFF_PRACTICE_AUTHORITY_NONE },
};

static GMutex lock;
static SendoffPracticeIdentity identities[SENDOFF_N_PRACTICE_AUTHORITIES];

static int
get_locked (SendoffPracticeAuthority        which,
            const SendoffPracticeIdentity **identity)
{
  const Authority *authority = &authorities[which];
  const SendoffPracticeIdentity *issuer = NULL;
  SendoffPracticePlan plan = {
    .organization = authority->organization,
    .common_name = authority->common_name,
    .key_type = authority->key_type,
    .days_from = AUTHORITY_DAYS_FROM,
    .days_to = AUTHORITY_DAYS_TO,
    .is_authority = TRUE,
    .permitted_name = authority->permitted_name,
    .key_usage = GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN,
    .digest = GNUTLS_DIG_SHA256,
  };

  if (identities[which].certificate == NULL)
    {
      /* At most two steps deep: an authority and its root. */
      if (authority->parent != SENDOFF_PRACTICE_AUTHORITY_NONE)
        SENDOFF_PRACTICE_TRY (get_locked (authority->parent, &issuer));
      SENDOFF_PRACTICE_TRY (sendoff_practice_identity_make (&plan, issuer, &identities[which]));
    }
  *identity = &identities[which];
  return 0;
}

int
sendoff_practice_authority_get (SendoffPracticeAuthority        self,
                                const SendoffPracticeIdentity **identity)
{
  g_autoptr(GMutexLocker) locker = NULL;

  *identity = NULL;
  if (self == SENDOFF_PRACTICE_AUTHORITY_NONE)
    return 0;

  locker = g_mutex_locker_new (&lock);
  return get_locked (self, identity);
}

SendoffPracticeAuthority
sendoff_practice_authority_get_parent (SendoffPracticeAuthority self)
{
  return authorities[self].parent;
}

static char *
dup_datum (gnutls_datum_t *datum)
{
  char *text = g_strndup ((const char *) datum->data, datum->size);

  gnutls_free (datum->data);
  return text;
}

char *
sendoff_practice_root_pem (void)
{
  const SendoffPracticeIdentity *root;
  gnutls_datum_t pem = { NULL, 0 };

  if (sendoff_practice_authority_get (SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT, &root) < 0
      || gnutls_x509_crt_export2 (root->certificate, GNUTLS_X509_FMT_PEM, &pem) < 0)
    return g_strdup ("");
  return dup_datum (&pem);
}

static int
sign_list (gnutls_x509_crl_t              list,
           const SendoffPracticeIdentity *issuer)
{
  gnutls_privkey_t key;
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_privkey_init (&key));
  status = gnutls_privkey_import_x509 (key, issuer->key, 0);
  if (status >= 0)
    status = gnutls_x509_crl_privkey_sign (list, issuer->certificate, key, GNUTLS_DIG_SHA256, 0);
  gnutls_privkey_deinit (key);
  return status;
}

static int
fill_list (gnutls_x509_crl_t              list,
           const SendoffPracticeIdentity *issuer)
{
  time_t now = time (NULL);
  guint8 id[64];
  gsize length = sizeof id;
  const guint8 number[] = { 1 };

  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_version (list, 2));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_this_update (list, now - SECONDS_PER_DAY));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_next_update (list, now + 30 * SECONDS_PER_DAY));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_crt_serial (list, SENDOFF_PRACTICE_REVOKED_SERIAL, SENDOFF_PRACTICE_REVOKED_SERIAL_LENGTH,
                                                        now - SECONDS_PER_DAY));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_number (list, number, sizeof number));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crt_get_key_id (issuer->certificate, 0, id, &length));
  SENDOFF_PRACTICE_TRY (gnutls_x509_crl_set_authority_key_id (list, id, length));
  return sign_list (list, issuer);
}

char *
sendoff_practice_crl_pem (void)
{
  const SendoffPracticeIdentity *root;
  gnutls_x509_crl_t list;
  gnutls_datum_t pem = { NULL, 0 };
  int status;

  if (sendoff_practice_authority_get (SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT, &root) < 0 || gnutls_x509_crl_init (&list) < 0)
    return g_strdup ("");

  status = fill_list (list, root);
  if (status >= 0)
    status = gnutls_x509_crl_export2 (list, GNUTLS_X509_FMT_PEM, &pem);
  gnutls_x509_crl_deinit (list);
  return status < 0 ? g_strdup ("") : dup_datum (&pem);
}
