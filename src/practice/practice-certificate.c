/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the kinds of practice certificates: what is right and wrong with each, and their server credentials. Any thread. */
#include "practice/practice-certificate.h"

#include <gnutls/abstract.h>
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "practice/practice-authority.h"

#define CHAIN_MAX 3
/* How many keys a changing certificate goes through before it starts again. Kept until the end: a session may still use any of them. */
#define EDITIONS_MAX 64
#define LEAF_USAGE GNUTLS_KEY_DIGITAL_SIGNATURE
#define RSA_USAGE (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT)
/* GnuTLS clients end the handshake where the key may not sign. */
#define SERVING_CA_USAGE (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN)

typedef enum
{
  SEND_LEAF,
  SEND_TO_ROOT,     /* all but the root, as a server should */
  SEND_WITH_ROOT,
} Sent;

typedef struct
{
  const char               *name;
  SendoffPracticeAuthority  issuer;
  Sent                      sent;
  SendoffPracticeKeyType    key_type;
  int                       days_from;
  int                       days_to;
  guint                     key_usage;
  const char               *purpose;
  gboolean                  is_authority;
  gboolean                  wrong_name;
  gboolean                  common_name_only;
  gboolean                  sha1;
  gboolean                  revoked;
} Kind;

#define NONE SENDOFF_PRACTICE_AUTHORITY_NONE
#define ROOT SENDOFF_PRACTICE_AUTHORITY_GOOD_ROOT
#define GOOD SENDOFF_PRACTICE_AUTHORITY_GOOD
#define GOOD_RSA SENDOFF_PRACTICE_AUTHORITY_GOOD_RSA
#define UNKNOWN SENDOFF_PRACTICE_AUTHORITY_UNKNOWN
#define P256 SENDOFF_PRACTICE_KEY_P256
#define SERVER GNUTLS_KP_TLS_WWW_SERVER

static const Kind kinds[SENDOFF_N_PRACTICE_CERTIFICATES] = {
  [SENDOFF_PRACTICE_GOOD] = { "good", GOOD, SEND_TO_ROOT, P256, -1, 90, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_SELF_SIGNED] = { "self-signed", NONE, SEND_LEAF, P256, -1, 90, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_SELF_SIGNED_CA] = { "self-signed-ca", NONE, SEND_LEAF, P256, -1, 90, 0, NULL, .is_authority = TRUE },
  [SENDOFF_PRACTICE_UNTRUSTED_ROOT] = { "untrusted-root", UNKNOWN, SEND_WITH_ROOT, P256, -1, 90, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_EXPIRED] = { "expired", GOOD, SEND_TO_ROOT, P256, -570, -205, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_NOT_YET_VALID] = { "not-yet-valid", GOOD, SEND_TO_ROOT, P256, 30, 120, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_WRONG_NAME] = { "wrong-name", GOOD, SEND_TO_ROOT, P256, -1, 90, LEAF_USAGE, SERVER, .wrong_name = TRUE },
  [SENDOFF_PRACTICE_WEAK_RSA_1024] = { "weak-rsa-1024", GOOD, SEND_TO_ROOT, SENDOFF_PRACTICE_KEY_RSA_1024, -1, 90, RSA_USAGE, SERVER },
  [SENDOFF_PRACTICE_SHA1] = { "sha1", GOOD_RSA, SEND_TO_ROOT, P256, -1, 90, LEAF_USAGE, SERVER, .sha1 = TRUE },
  [SENDOFF_PRACTICE_INCOMPLETE] = { "incomplete", GOOD, SEND_LEAF, P256, -1, 90, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_CLIENT_ONLY] = { "client-only", GOOD, SEND_TO_ROOT, P256, -1, 90, LEAF_USAGE, GNUTLS_KP_TLS_WWW_CLIENT },
  [SENDOFF_PRACTICE_CA_AS_SERVER] = { "ca-as-server", ROOT, SEND_TO_ROOT, P256, -1, 90, SERVING_CA_USAGE, NULL, .is_authority = TRUE },
  [SENDOFF_PRACTICE_CN_ONLY] = { "cn-only", GOOD, SEND_TO_ROOT, P256, -1, 90, LEAF_USAGE, SERVER, .common_name_only = TRUE },
  [SENDOFF_PRACTICE_REVOKED] = { "revoked", ROOT, SEND_TO_ROOT, P256, -10, 90, LEAF_USAGE, SERVER, .revoked = TRUE },
  [SENDOFF_PRACTICE_EVERYTHING_WRONG] = { "everything-wrong", NONE, SEND_LEAF, P256, -570, -205, LEAF_USAGE, SERVER, .wrong_name = TRUE },
  [SENDOFF_PRACTICE_RSA_2048] = { "rsa-2048", GOOD, SEND_TO_ROOT, SENDOFF_PRACTICE_KEY_RSA_2048, -1, 90, RSA_USAGE, SERVER },
  [SENDOFF_PRACTICE_ED25519] = { "ed25519", GOOD, SEND_TO_ROOT, SENDOFF_PRACTICE_KEY_ED25519, -1, 90, LEAF_USAGE, SERVER },
  [SENDOFF_PRACTICE_CHANGING] = { "changing", NONE, SEND_LEAF, P256, -1, 90, LEAF_USAGE, SERVER },
};

static const char *const default_names[] = { "localhost", "127.0.0.1", "::1", NULL };
static const char *const wrong_names[] = { "other.example.net", NULL };

/* One leaf with what is sent beside it. */
typedef struct
{
  SendoffPracticeIdentity           leaf;
  gnutls_x509_crt_t                 chain[CHAIN_MAX]; /* borrowed */
  guint                             n_chain;
  gnutls_certificate_credentials_t  credentials;
} Edition;

struct _SendoffPracticeCertificate
{
  gatomicrefcount                 ref_count;
  SendoffPracticeCertificateKind  kind;
  char                          **names;
  GMutex                          lock;
  GPtrArray                      *editions;
  guint                           n_used;
};

const char *
sendoff_practice_certificate_kind_to_string (SendoffPracticeCertificateKind kind)
{
  g_return_val_if_fail ((guint) kind < SENDOFF_N_PRACTICE_CERTIFICATES, NULL);

  return kinds[kind].name;
}

gboolean
sendoff_practice_certificate_kind_from_string (const char                     *text,
                                               SendoffPracticeCertificateKind *kind)
{
  for (guint i = 0; i < SENDOFF_N_PRACTICE_CERTIFICATES; i++)
    {
      if (g_strcmp0 (text, kinds[i].name) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
edition_free (Edition *edition)
{
  g_clear_pointer (&edition->credentials, gnutls_certificate_free_credentials);
  sendoff_practice_identity_clear (&edition->leaf);
  g_free (edition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edition, edition_free)

static int
collect_chain (Edition    *edition,
               const Kind *kind)
{
  SendoffPracticeAuthority authority = kind->issuer;

  edition->chain[edition->n_chain++] = edition->leaf.certificate;
  if (kind->sent == SEND_LEAF)
    return 0;

  for (; authority != SENDOFF_PRACTICE_AUTHORITY_NONE; authority = sendoff_practice_authority_get_parent (authority))
    {
      const SendoffPracticeIdentity *identity;
      gboolean is_root = sendoff_practice_authority_get_parent (authority) == SENDOFF_PRACTICE_AUTHORITY_NONE;

      if (is_root && kind->sent != SEND_WITH_ROOT)
        return 0;
      SENDOFF_PRACTICE_TRY (sendoff_practice_authority_get (authority, &identity));
      g_assert (edition->n_chain < CHAIN_MAX);
      edition->chain[edition->n_chain++] = identity->certificate;
    }
  return 0;
}

static int
fill_edition (Edition           *edition,
              const Kind        *kind,
              const char *const *names)
{
  const SendoffPracticeIdentity *issuer;
  SendoffPracticePlan plan = {
    .common_name = names[0],
    .names = kind->common_name_only ? NULL : names,
    .key_type = kind->key_type,
    .days_from = kind->days_from,
    .days_to = kind->days_to,
    .is_authority = kind->is_authority,
    .key_usage = kind->key_usage,
    .purpose = kind->purpose,
    .digest = kind->sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256,
    .serial = kind->revoked ? SENDOFF_PRACTICE_REVOKED_SERIAL : NULL,
    .serial_length = kind->revoked ? SENDOFF_PRACTICE_REVOKED_SERIAL_LENGTH : 0,
  };

  SENDOFF_PRACTICE_TRY (sendoff_practice_authority_get (kind->issuer, &issuer));
  SENDOFF_PRACTICE_TRY (sendoff_practice_identity_make (&plan, issuer, &edition->leaf));
  SENDOFF_PRACTICE_TRY (collect_chain (edition, kind));
  SENDOFF_PRACTICE_TRY (gnutls_certificate_allocate_credentials (&edition->credentials));
  return gnutls_certificate_set_x509_key (edition->credentials, edition->chain, (int) edition->n_chain, edition->leaf.key);
}

static int
add_edition (SendoffPracticeCertificate *self)
{
  const Kind *kind = &kinds[self->kind];
  g_autoptr(Edition) edition = g_new0 (Edition, 1);

  SENDOFF_PRACTICE_TRY (fill_edition (edition, kind, kind->wrong_name ? wrong_names : (const char *const *) self->names));
  g_ptr_array_add (self->editions, g_steal_pointer (&edition));
  return 0;
}

SendoffPracticeCertificate *
sendoff_practice_certificate_new (SendoffPracticeCertificateKind  kind,
                                  const char *const              *names,
                                  GError                        **error)
{
  g_autoptr(SendoffPracticeCertificate) self = NULL;
  int status;

  g_return_val_if_fail ((guint) kind < SENDOFF_N_PRACTICE_CERTIFICATES, NULL);
  g_return_val_if_fail (names == NULL || names[0] != NULL, NULL);

  self = g_new0 (SendoffPracticeCertificate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->kind = kind;
  self->names = g_strdupv ((char **) (names != NULL ? names : default_names));
  self->editions = g_ptr_array_new_with_free_func ((GDestroyNotify) edition_free);

  status = add_edition (self);
  if (status < 0)
    {
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                   /* Translators: %s is a reason, in English, from the encryption library. */
                   _("The practice certificate could not be made: %s"),
                   gnutls_strerror (status));
      return NULL;
    }
  return g_steal_pointer (&self);
}

SendoffPracticeCertificate *
sendoff_practice_certificate_ref (SendoffPracticeCertificate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_practice_certificate_unref (SendoffPracticeCertificate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->editions);
  g_strfreev (self->names);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* The one that was handed out last. Editions stay where they are until the end, so the pointer outlives the lock. */
static const Edition *
get_edition (SendoffPracticeCertificate *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint index = self->n_used == 0 ? 0 : (self->n_used - 1) % self->editions->len;

  return g_ptr_array_index (self->editions, index);
}

gnutls_certificate_credentials_t
sendoff_practice_certificate_get_credentials (SendoffPracticeCertificate *self)
{
  if (self->kind == SENDOFF_PRACTICE_CHANGING)
    {
      g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

      /* Where no further key can be made, the old ones go round. */
      if (self->n_used >= self->editions->len && self->editions->len < EDITIONS_MAX)
        add_edition (self);
      self->n_used++;
    }
  return get_edition (self)->credentials;
}

static char *
dup_datum (gnutls_datum_t *datum)
{
  char *text = g_strndup ((const char *) datum->data, datum->size);

  gnutls_free (datum->data);
  return text;
}

char *
sendoff_practice_certificate_to_pem (SendoffPracticeCertificate *self)
{
  const Edition *edition = get_edition (self);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < edition->n_chain; i++)
    {
      gnutls_datum_t pem = { NULL, 0 };

      if (gnutls_x509_crt_export2 (edition->chain[i], GNUTLS_X509_FMT_PEM, &pem) < 0)
        continue;
      g_string_append_len (text, (const char *) pem.data, pem.size);
      gnutls_free (pem.data);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sendoff_practice_certificate_key_to_pem (SendoffPracticeCertificate *self)
{
  gnutls_datum_t pem = { NULL, 0 };

  /* PKCS #8, the only form that every key type has. */
  if (gnutls_x509_privkey_export2_pkcs8 (get_edition (self)->leaf.key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem) < 0)
    return g_strdup ("");
  return dup_datum (&pem);
}

char *
sendoff_practice_certificate_dup_pin (SendoffPracticeCertificate *self)
{
  guint8 id[32];
  gsize length = sizeof id;
  g_autofree char *base64 = NULL;

  if (gnutls_x509_crt_get_key_id (get_edition (self)->leaf.certificate, GNUTLS_KEYID_USE_SHA256, id, &length) < 0)
    return g_strdup ("");
  base64 = g_base64_encode (id, length);
  return g_strconcat ("sha256//", base64, NULL);
}
