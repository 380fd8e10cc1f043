/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of practice certificate is right and wrong in exactly the ways it promises, by GnuTLS' own verification. */
#include "practice/practice-certificate.h"

#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  SendoffPracticeCertificateKind kind;
  const char *name;
  guint status;
  guint n_sent;
  gnutls_pk_algorithm_t key;
} Expectation;

#define UNKNOWN_SIGNER (GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND)

static const Expectation expectations[] = {
  { SENDOFF_PRACTICE_GOOD, "good", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_SELF_SIGNED, "self-signed", UNKNOWN_SIGNER, 1, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_SELF_SIGNED_CA, "self-signed-ca", UNKNOWN_SIGNER, 1, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_UNTRUSTED_ROOT, "untrusted-root", UNKNOWN_SIGNER, 3, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_EXPIRED, "expired", GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_NOT_YET_VALID, "not-yet-valid", GNUTLS_CERT_INVALID | GNUTLS_CERT_NOT_ACTIVATED, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_WRONG_NAME, "wrong-name", GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_WEAK_RSA_1024, "weak-rsa-1024", GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM, 2, GNUTLS_PK_RSA },
  { SENDOFF_PRACTICE_SHA1, "sha1", GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_INCOMPLETE, "incomplete", UNKNOWN_SIGNER, 1, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CLIENT_ONLY, "client-only", GNUTLS_CERT_INVALID | GNUTLS_CERT_PURPOSE_MISMATCH, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CA_AS_SERVER, "ca-as-server", 0, 1, GNUTLS_PK_ECDSA },
  /* GnuTLS still falls back on the common name, RFC 9525 doesn't; test_details looks closer. */
  { SENDOFF_PRACTICE_CN_ONLY, "cn-only", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_REVOKED, "revoked", GNUTLS_CERT_INVALID | GNUTLS_CERT_REVOKED, 1, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_EVERYTHING_WRONG, "everything-wrong", UNKNOWN_SIGNER | GNUTLS_CERT_EXPIRED | GNUTLS_CERT_UNEXPECTED_OWNER, 1,
    GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_RSA_2048, "rsa-2048", 0, 2, GNUTLS_PK_RSA },
  { SENDOFF_PRACTICE_ED25519, "ed25519", 0, 2, GNUTLS_PK_EDDSA_ED25519 },
  { SENDOFF_PRACTICE_CHANGING, "changing", UNKNOWN_SIGNER, 1, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_P384, "p-384", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_NAME_CONSTRAINED, "name-constrained", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, 2,
    GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_MANY_NAMES, "many-names", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_MUST_STAPLE, "must-staple", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_STAPLE_GOOD, "staple-good", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_STAPLE_REVOKED, "staple-revoked", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_STAPLE_EXPIRED, "staple-expired", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CHANGING_RENEWED, "changing-renewed", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CHANGING_NEAR_END, "changing-near-end", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CHANGING_KEY, "changing-key", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_CHANGING_ISSUER, "changing-issuer", 0, 2, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_WRONG_ORDER, "wrong-order", 0, 3, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_DUPLICATES, "duplicates", 0, 4, GNUTLS_PK_ECDSA },
  { SENDOFF_PRACTICE_LONG_CHAIN, "long-chain", 0, 100, GNUTLS_PK_ECDSA },
  /* Signed by an authority for clients, and made out to a person. */
  { SENDOFF_PRACTICE_CLIENT, "client", UNKNOWN_SIGNER | GNUTLS_CERT_UNEXPECTED_OWNER | GNUTLS_CERT_PURPOSE_MISMATCH, 1,
    GNUTLS_PK_ECDSA },
};

static gnutls_x509_crt_t *
import_chain (const char *pem,
              gboolean    is_sorted,
              guint      *n_certificates)
{
  gnutls_x509_crt_t *chain = NULL;
  gnutls_datum_t datum = { (guint8 *) pem, strlen (pem) };

  g_assert_cmpint (gnutls_x509_crt_list_import2 (&chain, n_certificates, &datum, GNUTLS_X509_FMT_PEM,
                                                 is_sorted ? GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED : 0), >=, 0);
  return chain;
}

static void
free_chain (gnutls_x509_crt_t *chain,
            guint              n_certificates)
{
  for (guint i = 0; i < n_certificates; i++)
    gnutls_x509_crt_deinit (chain[i]);
  gnutls_free (chain);
}

static guint
verify (gnutls_x509_crt_t *chain,
        guint              n_certificates,
        const char        *host)
{
  g_autofree char *root = sendoff_practice_root_pem ();
  g_autofree char *revoked = sendoff_practice_crl_pem ();
  gnutls_datum_t root_datum = { (guint8 *) root, strlen (root) };
  gnutls_datum_t revoked_datum = { (guint8 *) revoked, strlen (revoked) };
  gnutls_typed_vdata_st data[] = {
    { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (guint8 *) host },
    { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (guint8 *) GNUTLS_KP_TLS_WWW_SERVER },
  };
  gnutls_x509_trust_list_t list;
  guint status = 0;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_trust_mem (list, &root_datum, &revoked_datum, GNUTLS_X509_FMT_PEM,
                                                         GNUTLS_TL_VERIFY_CRL, 0), ==, 2);
  g_assert_cmpint (gnutls_x509_trust_list_verify_crt2 (list, chain, n_certificates, data, G_N_ELEMENTS (data),
                                                       GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM), &status, NULL), >=, 0);
  gnutls_x509_trust_list_deinit (list, 1);
  return status;
}

static void
test_verified (gconstpointer data)
{
  const Expectation *expectation = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (expectation->kind, NULL, &error);
  gboolean is_sorted = expectation->kind != SENDOFF_PRACTICE_WRONG_ORDER && expectation->kind != SENDOFF_PRACTICE_DUPLICATES;
  g_autofree char *pem = NULL;
  gnutls_x509_crt_t *chain;
  guint n_certificates = 0;

  g_assert_no_error (error);
  pem = sendoff_practice_certificate_to_pem (certificate);
  chain = import_chain (pem, is_sorted, &n_certificates);
  g_assert_cmpuint (n_certificates, ==, expectation->n_sent);
  g_assert_cmpint (gnutls_x509_crt_get_pk_algorithm (chain[0], NULL), ==, expectation->key);
  g_assert_cmphex (verify (chain, n_certificates, "localhost"), ==, expectation->status);
  free_chain (chain, n_certificates);
}

static void
test_names (void)
{
  const char *const names[] = { "mail.example.com", "192.0.2.7", "2001:db8::7", NULL };
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, names, NULL);
  g_autofree char *pem = sendoff_practice_certificate_to_pem (certificate);
  guint n_certificates = 0;
  gnutls_x509_crt_t *chain = import_chain (pem, TRUE, &n_certificates);

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_cmphex (verify (chain, n_certificates, names[i]), ==, 0);
  g_assert_cmphex (verify (chain, n_certificates, "localhost"), ==, GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER);
  free_chain (chain, n_certificates);
}

/* What the verification's status bits can't tell. */
static void
test_details (void)
{
  g_autoptr(SendoffPracticeCertificate) everything = sendoff_practice_certificate_new (SENDOFF_PRACTICE_EVERYTHING_WRONG, NULL, NULL);
  g_autoptr(SendoffPracticeCertificate) authority = sendoff_practice_certificate_new (SENDOFF_PRACTICE_SELF_SIGNED_CA, NULL, NULL);
  g_autoptr(SendoffPracticeCertificate) serving = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CA_AS_SERVER, NULL, NULL);
  g_autoptr(SendoffPracticeCertificate) plain = sendoff_practice_certificate_new (SENDOFF_PRACTICE_SELF_SIGNED, NULL, NULL);
  g_autoptr(SendoffPracticeCertificate) named = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CN_ONLY, NULL, NULL);
  struct { SendoffPracticeCertificate *certificate; gboolean is_authority, is_expired, has_host, is_self_signed, has_names; } cases[] = {
    { everything, FALSE, TRUE, FALSE, TRUE, TRUE },
    { authority, TRUE, FALSE, TRUE, TRUE, TRUE },
    { serving, TRUE, FALSE, TRUE, FALSE, TRUE },
    { plain, FALSE, FALSE, TRUE, TRUE, TRUE },
    { named, FALSE, FALSE, TRUE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pem = sendoff_practice_certificate_to_pem (cases[i].certificate);
      guint n_certificates = 0;
      gnutls_x509_crt_t *chain = import_chain (pem, TRUE, &n_certificates);
      char name[64];
      gsize length = sizeof name;

      g_assert_cmpint (gnutls_x509_crt_get_subject_alt_name (chain[0], 0, name, &length, NULL) == GNUTLS_SAN_DNSNAME, ==,
                       cases[i].has_names);
      g_assert_cmpint (gnutls_x509_crt_get_ca_status (chain[0], NULL) > 0, ==, cases[i].is_authority);
      g_assert_cmpint (gnutls_x509_crt_get_expiration_time (chain[0]) < time (NULL) - 204 * 86400, ==, cases[i].is_expired);
      g_assert_cmpint (gnutls_x509_crt_check_hostname (chain[0], "localhost") != 0, ==, cases[i].has_host);
      g_assert_cmpint (gnutls_x509_crt_check_issuer (chain[0], chain[0]) != 0, ==, cases[i].is_self_signed);
      free_chain (chain, n_certificates);
    }
}

static void
test_words (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (expectations), ==, SENDOFF_N_PRACTICE_CERTIFICATES);
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      SendoffPracticeCertificateKind kind = SENDOFF_N_PRACTICE_CERTIFICATES;

      g_assert_cmpstr (sendoff_practice_certificate_kind_to_string (expectations[i].kind), ==, expectations[i].name);
      g_assert_true (sendoff_practice_certificate_kind_from_string (expectations[i].name, &kind));
      g_assert_cmpint (kind, ==, expectations[i].kind);
    }
  g_assert_false (sendoff_practice_certificate_kind_from_string ("", &(SendoffPracticeCertificateKind) { 0 }));
  g_assert_false (sendoff_practice_certificate_kind_from_string (NULL, &(SendoffPracticeCertificateKind) { 0 }));
}

static void
test_changing (void)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CHANGING, NULL, NULL);
  g_autofree char *last = NULL;

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *pin = NULL;

      g_assert_nonnull (sendoff_practice_certificate_get_credentials (certificate));
      pin = sendoff_practice_certificate_dup_pin (certificate);
      g_assert_cmpstr (pin, !=, last);
      g_free (last);
      last = g_steal_pointer (&pin);
    }
}

static void
test_pin_and_key (void)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, NULL, NULL);
  g_autofree char *pem = sendoff_practice_certificate_to_pem (certificate);
  g_autofree char *key = sendoff_practice_certificate_key_to_pem (certificate);
  g_autofree char *pin = sendoff_practice_certificate_dup_pin (certificate);
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t pem_datum = { (guint8 *) pem, strlen (pem) };
  gnutls_datum_t key_datum = { (guint8 *) key, strlen (key) };

  g_assert_true (g_str_has_prefix (pin, "sha256//"));
  g_assert_cmpuint (strlen (pin), ==, strlen ("sha256//") + 44);
  /* Refuses a key that isn't the certificate's. */
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), >=, 0);
  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (credentials, &pem_datum, &key_datum, GNUTLS_X509_FMT_PEM), >=, 0);
  gnutls_certificate_free_credentials (credentials);
}

typedef struct
{
  int fd;
  gnutls_certificate_credentials_t credentials;
} Serving;

/* Thousands of names come in many pieces. */
static int
shake_hands (gnutls_session_t session)
{
  int status;

  do
    status = gnutls_handshake (session);
  while (status < 0 && !gnutls_error_is_fatal (status));
  return status;
}

static gpointer
serve_once (gpointer data)
{
  Serving *serving = data;
  gnutls_session_t session;
  int status;

  g_assert_cmpint (gnutls_init (&session, GNUTLS_SERVER), >=, 0);
  g_assert_cmpint (gnutls_set_default_priority (session), >=, 0);
  g_assert_cmpint (gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, serving->credentials), >=, 0);
  gnutls_transport_set_int (session, serving->fd);
  status = shake_hands (session);
  gnutls_deinit (session);
  return GINT_TO_POINTER (status);
}

/* Also where that is the wrong one. */
static void
assert_order (const gnutls_datum_t       *peers,
              SendoffPracticeCertificate *certificate)
{
  g_autofree char *pem = sendoff_practice_certificate_to_pem (certificate);
  guint n_certificates = 0;
  gnutls_x509_crt_t *chain = import_chain (pem, FALSE, &n_certificates);

  for (guint i = 0; i < n_certificates; i++)
    {
      gnutls_datum_t der = { NULL, 0 };

      g_assert_cmpint (gnutls_x509_crt_export2 (chain[i], GNUTLS_X509_FMT_DER, &der), >=, 0);
      g_assert_cmpmem (peers[i].data, peers[i].size, der.data, der.size);
      gnutls_free (der.data);
    }
  free_chain (chain, n_certificates);
}

/* A client without opinions can shake hands with every kind. */
static void
test_served (gconstpointer data)
{
  const Expectation *expectation = data;
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (expectation->kind, NULL, NULL);
  Serving serving = { -1, sendoff_practice_certificate_get_credentials (certificate) };
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  const gnutls_datum_t *peers;
  guint n_peers = 0;
  GThread *thread;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  serving.fd = fds[1];
  thread = g_thread_new ("serving", serve_once, &serving);

  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), >=, 0);
  g_assert_cmpint (gnutls_init (&session, GNUTLS_CLIENT), >=, 0);
  g_assert_cmpint (gnutls_set_default_priority (session), >=, 0);
  g_assert_cmpint (gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials), >=, 0);
  gnutls_transport_set_int (session, fds[0]);
  g_assert_cmpint (shake_hands (session), ==, 0);
  peers = gnutls_certificate_get_peers (session, &n_peers);
  g_assert_nonnull (peers);
  g_assert_cmpuint (n_peers, ==, expectation->n_sent);
  assert_order (peers, certificate);

  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, 0);
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
  close (fds[0]);
  close (fds[1]);
}

static gpointer
make_many (gpointer data)
{
  for (guint i = 0; i < SENDOFF_N_PRACTICE_CERTIFICATES; i++)
    {
      g_autoptr(SendoffPracticeCertificate) certificate = NULL;

      /* Takes an instrumented build many seconds. */
      if (i == SENDOFF_PRACTICE_MANY_NAMES && g_getenv ("SENDOFF_SLOW") != NULL)
        continue;
      certificate = sendoff_practice_certificate_new (i, NULL, NULL);
      g_assert_nonnull (certificate);
    }
  return sendoff_practice_root_pem ();
}

static void
test_one_root_in_all_threads (void)
{
  g_autofree char *root = sendoff_practice_root_pem ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("make", make_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *other = g_thread_join (threads[i]);

      g_assert_cmpstr (other, ==, root);
    }
}

static void
test_refused_name (void)
{
  const char *const names[] = { "\xff\xfe.example", NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (sendoff_practice_certificate_new (SENDOFF_PRACTICE_GOOD, names, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* First: the authorities are made by whoever comes first. */
  g_test_add_func ("/practice-certificate/one-root", test_one_root_in_all_threads);
  g_test_add_func ("/practice-certificate/words", test_words);
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autofree char *verified = g_strdup_printf ("/practice-certificate/verified/%s", expectations[i].name);
      g_autofree char *served = g_strdup_printf ("/practice-certificate/served/%s", expectations[i].name);

      g_test_add_data_func (verified, &expectations[i], test_verified);
      g_test_add_data_func (served, &expectations[i], test_served);
    }
  g_test_add_func ("/practice-certificate/names", test_names);
  g_test_add_func ("/practice-certificate/details", test_details);
  g_test_add_func ("/practice-certificate/changing", test_changing);
  g_test_add_func ("/practice-certificate/pin-and-key", test_pin_and_key);
  g_test_add_func ("/practice-certificate/refused-name", test_refused_name);
  return g_test_run ();
}
