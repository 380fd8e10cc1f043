/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the practice certificates: their editions, chains and server credentials. Any thread. */
#include "practice/practice-certificate.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "practice/practice-authority.h"
#include "practice/practice-certificate-kinds.h"
#include "practice/practice-staple.h"

#define CHAIN_MAX 100
/* How many keys a changing certificate goes through before it starts again. Kept until the end: a session may still use any of them. */
#define EDITIONS_MAX 64

static const char *const default_names[] = { "localhost", "127.0.0.1", "::1", NULL };

/* One leaf with what is sent beside it. */
typedef struct
{
  SendoffPracticeIdentity           leaf;
  GArray                           *between;          /* of SendoffPracticeIdentity: authorities of its own */
  gnutls_x509_crt_t                 chain[CHAIN_MAX]; /* borrowed */
  guint                             n_chain;
  gboolean                          is_other;         /* by the other issuer */
  GBytes                           *staple;           /* NULL: none */
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

  return sendoff_practice_kinds[kind].name;
}

gboolean
sendoff_practice_certificate_kind_from_string (const char                     *text,
                                               SendoffPracticeCertificateKind *kind)
{
  for (guint i = 0; i < SENDOFF_N_PRACTICE_CERTIFICATES; i++)
    {
      if (g_strcmp0 (text, sendoff_practice_kinds[i].name) == 0)
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
  g_clear_pointer (&edition->staple, g_bytes_unref);
  g_clear_pointer (&edition->between, g_array_unref);
  sendoff_practice_identity_clear (&edition->leaf);
  g_free (edition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edition, edition_free)

static void
send_certificate (Edition           *edition,
                  gnutls_x509_crt_t  certificate)
{
  g_assert (edition->n_chain < CHAIN_MAX);
  edition->chain[edition->n_chain++] = certificate;
}

static void
reverse_authorities (Edition *edition)
{
  for (guint i = 1, k = edition->n_chain - 1; i < k; i++, k--)
    {
      gnutls_x509_crt_t certificate = edition->chain[i];

      edition->chain[i] = edition->chain[k];
      edition->chain[k] = certificate;
    }
}

static int
collect_chain (Edition                   *edition,
               const SendoffPracticeKind *kind,
               SendoffPracticeAuthority   authority)
{
  gboolean has_root = kind->sent == SENDOFF_PRACTICE_SEND_WITH_ROOT || kind->sent == SENDOFF_PRACTICE_SEND_WRONG_ORDER;
  guint n_times = kind->sent == SENDOFF_PRACTICE_SEND_TWICE ? 2 : 1;

  for (guint i = 0; i < n_times; i++)
    send_certificate (edition, edition->leaf.certificate);
  for (guint i = edition->between->len; i > 0; i--)
    send_certificate (edition, g_array_index (edition->between, SendoffPracticeIdentity, i - 1).certificate);

  for (; authority != SENDOFF_PRACTICE_AUTHORITY_NONE && kind->sent != SENDOFF_PRACTICE_SEND_LEAF;
       authority = sendoff_practice_authority_get_parent (authority))
    {
      const SendoffPracticeIdentity *identity;
      gboolean is_root = sendoff_practice_authority_get_parent (authority) == SENDOFF_PRACTICE_AUTHORITY_NONE;

      SENDOFF_PRACTICE_TRY (sendoff_practice_authority_get (authority, &identity));
      for (guint i = 0; i < n_times && (!is_root || has_root); i++)
        send_certificate (edition, identity->certificate);
    }
  if (kind->sent == SENDOFF_PRACTICE_SEND_WRONG_ORDER)
    reverse_authorities (edition);
  return 0;
}

/* *issuer becomes the last of them. */
static int
add_between (Edition                        *edition,
             guint                           n_between,
             const SendoffPracticeIdentity **issuer)
{
  /* Room for all: each is the issuer of the next, by address. */
  edition->between = g_array_sized_new (FALSE, TRUE, sizeof (SendoffPracticeIdentity), n_between);
  g_array_set_clear_func (edition->between, (GDestroyNotify) sendoff_practice_identity_clear);
  for (guint i = 0; i < n_between; i++)
    {
      g_autofree char *name = g_strdup_printf ("Sendoff Rehearsal Authority %u", i + 1);
      SendoffPracticePlan plan = {
        .organization = "Sendoff Rehearsal",
        .common_name = name,
        .key_type = SENDOFF_PRACTICE_KEY_P256,
        .days_from = -1,
        .days_to = 90,
        .is_authority = TRUE,
        .key_usage = GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN,
        .digest = GNUTLS_DIG_SHA256,
      };
      SendoffPracticeIdentity made = { NULL, NULL };

      SENDOFF_PRACTICE_TRY (sendoff_practice_identity_make (&plan, *issuer, &made));
      g_array_append_val (edition->between, made);
      *issuer = &g_array_index (edition->between, SendoffPracticeIdentity, i);
    }
  return 0;
}

/* GnuTLS frees the answer. */
static int
on_staple_wanted (gnutls_session_t  session,
                  void             *data,
                  gnutls_datum_t   *response)
{
  GBytes *staple = data;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (staple, &length);

  response->data = gnutls_malloc (length);
  if (response->data == NULL)
    return GNUTLS_E_MEMORY_ERROR;
  memcpy (response->data, bytes, length);
  response->size = (guint) length;
  return 0;
}

static int
trust_clients (Edition *edition)
{
  const SendoffPracticeIdentity *root;
  gnutls_x509_crt_t certificate;

  SENDOFF_PRACTICE_TRY (sendoff_practice_authority_get (SENDOFF_PRACTICE_AUTHORITY_CLIENT_ROOT, &root));
  certificate = root->certificate;
  return gnutls_certificate_set_x509_trust (edition->credentials, &certificate, 1);
}

/* Not gnutls_certificate_set_x509_key(), which brings the chain into order. */
static int
set_chain (Edition *edition)
{
  gnutls_pcert_st chain[CHAIN_MAX];
  gnutls_privkey_t key;
  guint n_chain = 0;
  int status;

  SENDOFF_PRACTICE_TRY (gnutls_privkey_init (&key));
  status = gnutls_privkey_import_x509 (key, edition->leaf.key, GNUTLS_PRIVKEY_IMPORT_COPY);
  while (status >= 0 && n_chain < edition->n_chain)
    {
      status = gnutls_pcert_import_x509 (&chain[n_chain], edition->chain[n_chain], 0);
      if (status >= 0)
        n_chain++;
    }
  if (status >= 0)
    status = gnutls_certificate_set_key (edition->credentials, NULL, 0, chain, (int) n_chain, key);
  if (status < 0)
    {
      /* Else the credentials own them. */
      while (n_chain > 0)
        gnutls_pcert_deinit (&chain[--n_chain]);
      gnutls_privkey_deinit (key);
    }
  return status;
}

static int
make_credentials (Edition                       *edition,
                  const SendoffPracticeKind     *kind,
                  const SendoffPracticeIdentity *issuer)
{
  SENDOFF_PRACTICE_TRY (gnutls_certificate_allocate_credentials (&edition->credentials));
  SENDOFF_PRACTICE_TRY (trust_clients (edition));
  SENDOFF_PRACTICE_TRY (set_chain (edition));
  if (kind->staple == SENDOFF_PRACTICE_NO_STAPLE)
    return 0;

  SENDOFF_PRACTICE_TRY (sendoff_practice_staple_make (kind->staple, edition->leaf.certificate, issuer, &edition->staple));
  /* By function: GnuTLS keeps back a staple that has expired where it was given one. */
  return gnutls_certificate_set_ocsp_status_request_function2 (edition->credentials, 0, on_staple_wanted, edition->staple);
}

static int
fill_edition (Edition                   *edition,
              const SendoffPracticeKind *kind,
              const char *const         *names,
              const Edition             *first)
{
  SendoffPracticeAuthority authority = kind->issuer;
  const SendoffPracticeIdentity *issuer;
  SendoffPracticePlan plan = {
    .common_name = names[0],
    .names = kind->common_name_only ? NULL : names,
    .n_more_names = kind->n_more_names,
    .key_type = kind->key_type,
    .key = first != NULL && kind->keeps_key ? first->leaf.key : NULL,
    .days_from = kind->days_from,
    .days_to = kind->days_to,
    .is_authority = kind->is_authority,
    .key_usage = kind->key_usage,
    .purpose = kind->purpose,
    .must_staple = kind->must_staple,
    .digest = kind->sha1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256,
    .serial = kind->revoked ? SENDOFF_PRACTICE_REVOKED_SERIAL : NULL,
    .serial_length = kind->revoked ? SENDOFF_PRACTICE_REVOKED_SERIAL_LENGTH : 0,
  };

  if (edition->is_other)
    authority = kind->other_issuer;
  SENDOFF_PRACTICE_TRY (sendoff_practice_authority_get (authority, &issuer));
  SENDOFF_PRACTICE_TRY (add_between (edition, kind->n_between, &issuer));
  SENDOFF_PRACTICE_TRY (sendoff_practice_identity_make (&plan, issuer, &edition->leaf));
  SENDOFF_PRACTICE_TRY (collect_chain (edition, kind, authority));
  return make_credentials (edition, kind, issuer);
}

static int
add_edition (SendoffPracticeCertificate *self)
{
  const SendoffPracticeKind *kind = &sendoff_practice_kinds[self->kind];
  const Edition *first = self->editions->len > 0 ? g_ptr_array_index (self->editions, 0) : NULL;
  g_autoptr(Edition) edition = g_new0 (Edition, 1);

  edition->is_other = kind->other_issuer != SENDOFF_PRACTICE_AUTHORITY_NONE && self->editions->len % 2 == 1;
  SENDOFF_PRACTICE_TRY (fill_edition (edition, kind, kind->names != NULL ? kind->names : (const char *const *) self->names, first));
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
  if (sendoff_practice_kinds[self->kind].changes)
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
