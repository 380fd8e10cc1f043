/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server shows in its handshake: every kind of certificate by every way in, staples, changes; and what it asks of the client. */
#include "practice-stages.h"

#include <gnutls/ocsp.h>

/* Connected and, but with TLS from the first byte, told to start TLS. */
static PracticeClient *
begin_tls (SendoffPracticeServer *server,
           gboolean               implicit_tls)
{
  static const char *const dialogues[SENDOFF_N_PRACTICE_PROTOCOLS] = {
    [SENDOFF_PRACTICE_SMTP] = "S:220|C:EHLO x|S:250|C:STARTTLS|S:220",
    [SENDOFF_PRACTICE_IMAP] = "S:* OK|C:a STARTTLS|S:a OK",
    [SENDOFF_PRACTICE_POP3] = "S:+OK|C:STLS|S:+OK",
  };
  PracticeClient *client = practice_client_new (sendoff_practice_server_get_port (server));

  if (!implicit_tls)
    practice_play_dialogue (client, dialogues[sendoff_practice_server_get_protocol (server)]);
  return client;
}

static SendoffPracticeServer *
serve (SendoffPracticeProtocol         protocol,
       gboolean                        implicit_tls,
       SendoffPracticeCertificateKind  kind)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (kind, NULL, NULL);
  SendoffPracticeServer *server = sendoff_practice_server_new ();

  sendoff_practice_server_set_protocol (server, protocol);
  sendoff_practice_server_set_implicit_tls (server, implicit_tls);
  sendoff_practice_server_set_certificate (server, certificate);
  g_assert_true (sendoff_practice_server_start (server, NULL));
  return server;
}

/* The certificate that came; the caller's. */
static gnutls_x509_crt_t
get_leaf (PracticeClient *client)
{
  guint n_certificates = 0;
  const gnutls_datum_t *der = gnutls_certificate_get_peers (client->tls, &n_certificates);
  gnutls_x509_crt_t leaf;

  g_assert_nonnull (der);
  g_assert_cmpint (gnutls_x509_crt_init (&leaf), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_import (leaf, der, GNUTLS_X509_FMT_DER), >=, 0);
  return leaf;
}

static char *
dup_pin (PracticeClient *client)
{
  gnutls_x509_crt_t leaf = get_leaf (client);
  guint8 id[32];
  gsize length = sizeof id;
  g_autofree char *base64 = NULL;

  g_assert_cmpint (gnutls_x509_crt_get_key_id (leaf, GNUTLS_KEYID_USE_SHA256, id, &length), >=, 0);
  gnutls_x509_crt_deinit (leaf);
  base64 = g_base64_encode (id, length);
  return g_strconcat ("sha256//", base64, NULL);
}

static void
test_every_kind (gconstpointer data)
{
  SendoffPracticeProtocol protocol = GPOINTER_TO_UINT (data) / 2;
  gboolean implicit_tls = GPOINTER_TO_UINT (data) % 2 == 1;
  /* The kinds have nothing to do with the ways: a slow build takes a few of them by each. */
  gboolean is_slow = g_getenv ("SENDOFF_SLOW") != NULL;
  guint step = is_slow ? 2 * SENDOFF_N_PRACTICE_PROTOCOLS : 1;
  guint first = is_slow ? GPOINTER_TO_UINT (data) : 0;
  g_autoptr(SendoffPracticeServer) server = serve (protocol, implicit_tls, SENDOFF_PRACTICE_GOOD);

  for (guint kind = first; kind < SENDOFF_N_PRACTICE_CERTIFICATES; kind += step)
    {
      g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (kind, NULL, NULL);
      g_autoptr(PracticeClient) client = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *expected = NULL;

      g_test_message ("%s", sendoff_practice_certificate_kind_to_string (kind));
      sendoff_practice_server_set_certificate (server, certificate);
      client = begin_tls (server, implicit_tls);
      g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
      shown = dup_pin (client);
      expected = sendoff_practice_certificate_dup_pin (certificate);
      g_assert_cmpstr (shown, ==, expected);
    }
}

typedef struct
{
  SendoffPracticeCertificateKind kind;
  int  status;  /* a gnutls_ocsp_cert_status_t; -1: no staple */
  gboolean is_expired;
} Staple;

static const Staple staples[] = {
  { SENDOFF_PRACTICE_GOOD, -1, FALSE },
  { SENDOFF_PRACTICE_MUST_STAPLE, -1, FALSE },
  { SENDOFF_PRACTICE_STAPLE_GOOD, GNUTLS_OCSP_CERT_GOOD, FALSE },
  { SENDOFF_PRACTICE_STAPLE_REVOKED, GNUTLS_OCSP_CERT_REVOKED, FALSE },
  { SENDOFF_PRACTICE_STAPLE_EXPIRED, GNUTLS_OCSP_CERT_GOOD, TRUE },
};

static void
check_staple (PracticeClient       *client,
              const gnutls_datum_t *der,
              const Staple         *expected)
{
  gnutls_x509_crt_t leaf = get_leaf (client), issuer = NULL;
  gnutls_ocsp_resp_t response;
  guint n_certificates = 0, verified = 0, status = 0;
  time_t next_update = 0;

  g_assert_cmpint (gnutls_x509_crt_init (&issuer), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_import (issuer, gnutls_certificate_get_peers (client->tls, &n_certificates) + 1, GNUTLS_X509_FMT_DER),
                   >=, 0);
  g_assert_cmpuint (n_certificates, ==, 2);
  g_assert_cmpint (gnutls_ocsp_resp_init (&response), >=, 0);
  g_assert_cmpint (gnutls_ocsp_resp_import (response, der), >=, 0);
  g_assert_cmpint (gnutls_ocsp_resp_check_crt (response, 0, leaf), ==, 0);
  g_assert_cmpint (gnutls_ocsp_resp_verify_direct (response, issuer, &verified, 0), >=, 0);
  g_assert_cmpuint (verified, ==, 0);
  g_assert_cmpint (gnutls_ocsp_resp_get_single (response, 0, NULL, NULL, NULL, NULL, &status, NULL, &next_update, NULL, NULL), >=, 0);
  g_assert_cmpuint (status, ==, expected->status);
  g_assert_cmpint (next_update < time (NULL), ==, expected->is_expired);
  gnutls_ocsp_resp_deinit (response);
  gnutls_x509_crt_deinit (issuer);
  gnutls_x509_crt_deinit (leaf);
}

static void
test_staples (gconstpointer data)
{
  const char *priority = data;

  for (guint i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autoptr(SendoffPracticeServer) server = serve (SENDOFF_PRACTICE_IMAP, TRUE, staples[i].kind);
      g_autoptr(PracticeClient) client = begin_tls (server, TRUE);
      gnutls_datum_t der = { NULL, 0 };
      int status;

      /* A client verifies nothing here, and so takes each of them. */
      g_assert_cmpint (practice_client_start_tls (client, priority), ==, 0);
      status = gnutls_ocsp_status_request_get (client->tls, &der);
      if (staples[i].status < 0)
        {
          g_assert_cmpint (status, ==, GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
          continue;
        }
      g_assert_cmpint (status, ==, 0);
      check_staple (client, &der, &staples[i]);
    }
}

static void
test_must_staple_is_marked (void)
{
  const SendoffPracticeCertificateKind kinds[] = { SENDOFF_PRACTICE_MUST_STAPLE, SENDOFF_PRACTICE_STAPLE_GOOD, SENDOFF_PRACTICE_GOOD };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(SendoffPracticeServer) server = serve (SENDOFF_PRACTICE_POP3, TRUE, kinds[i]);
      g_autoptr(PracticeClient) client = begin_tls (server, TRUE);
      gnutls_x509_tlsfeatures_t features;
      gnutls_x509_crt_t leaf;
      guint feature = 0;

      g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
      leaf = get_leaf (client);
      g_assert_cmpint (gnutls_x509_tlsfeatures_init (&features), >=, 0);
      g_assert_cmpint (gnutls_x509_crt_get_tlsfeatures (leaf, features, 0, NULL), ==,
                       kinds[i] == SENDOFF_PRACTICE_GOOD ? GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE : 0);
      if (kinds[i] != SENDOFF_PRACTICE_GOOD)
        {
          g_assert_cmpint (gnutls_x509_tlsfeatures_get (features, 0, &feature), ==, 0);
          g_assert_cmpuint (feature, ==, 5);
        }
      gnutls_x509_tlsfeatures_deinit (features);
      gnutls_x509_crt_deinit (leaf);
    }
}

static void
test_many_names (void)
{
  g_autoptr(SendoffPracticeServer) server = serve (SENDOFF_PRACTICE_SMTP, FALSE, SENDOFF_PRACTICE_MANY_NAMES);
  g_autoptr(PracticeClient) client = begin_tls (server, FALSE);
  gnutls_x509_crt_t leaf;
  char name[64];
  gsize length = sizeof name;

  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
  leaf = get_leaf (client);
  /* Behind the three usual ones. */
  g_assert_cmpint (gnutls_x509_crt_get_subject_alt_name (leaf, 10002, name, &length, NULL), ==, GNUTLS_SAN_DNSNAME);
  g_assert_cmpstr (name, ==, "9999.test");
  length = sizeof name;
  g_assert_cmpint (gnutls_x509_crt_get_subject_alt_name (leaf, 10003, name, &length, NULL), ==, GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
  gnutls_x509_crt_deinit (leaf);
}

typedef struct
{
  SendoffPracticeCertificateKind kind;
  gboolean same_key, same_issuer;
  int days_left;
} Change;

static const Change changes[] = {
  { SENDOFF_PRACTICE_CHANGING_RENEWED, TRUE, TRUE, 90 },
  { SENDOFF_PRACTICE_CHANGING_NEAR_END, FALSE, TRUE, 5 },
  { SENDOFF_PRACTICE_CHANGING_KEY, FALSE, TRUE, 90 },
  { SENDOFF_PRACTICE_CHANGING_ISSUER, FALSE, FALSE, 90 },
};

static void
assert_serials_differ (const gnutls_x509_crt_t *leaves)
{
  guint8 serials[2][32];

  for (guint i = 0; i < 2; i++)
    {
      gsize length = sizeof serials[i];

      g_assert_cmpint (gnutls_x509_crt_get_serial (leaves[i], serials[i], &length), >=, 0);
    }
  g_assert_cmpint (memcmp (serials[0], serials[1], 16), !=, 0);
}

static void
test_changes (gconstpointer data)
{
  const Change *change = data;
  g_autoptr(SendoffPracticeServer) server = serve (SENDOFF_PRACTICE_SMTP, TRUE, change->kind);
  gnutls_x509_crt_t leaves[2];
  char *pins[2], *issuers[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(PracticeClient) client = begin_tls (server, TRUE);
      char issuer[256];
      gsize length = sizeof issuer;

      g_assert_cmpint (practice_client_start_tls (client, NULL), ==, 0);
      leaves[i] = get_leaf (client);
      pins[i] = dup_pin (client);
      g_assert_cmpint (gnutls_x509_crt_get_issuer_dn (leaves[i], issuer, &length), >=, 0);
      issuers[i] = g_strdup (issuer);
      g_assert_cmpint ((gnutls_x509_crt_get_expiration_time (leaves[i]) - time (NULL) + 43200) / 86400, ==, change->days_left);
    }
  assert_serials_differ (leaves);
  g_assert_cmpint (g_str_equal (pins[0], pins[1]), ==, change->same_key);
  g_assert_cmpint (g_str_equal (issuers[0], issuers[1]), ==, change->same_issuer);
  for (guint i = 0; i < 2; i++)
    {
      g_free (pins[i]);
      g_free (issuers[i]);
      gnutls_x509_crt_deinit (leaves[i]);
    }
}

typedef struct
{
  SendoffPracticeClientDemand demand;
  int      shown;    /* a kind of certificate; -1: none */
  gboolean is_taken;
} Demand;

static const Demand demands[] = {
  { SENDOFF_PRACTICE_CLIENT_NONE, -1, TRUE },
  { SENDOFF_PRACTICE_CLIENT_NONE, SENDOFF_PRACTICE_CLIENT, TRUE },
  { SENDOFF_PRACTICE_CLIENT_REQUEST, -1, TRUE },
  { SENDOFF_PRACTICE_CLIENT_REQUEST, SENDOFF_PRACTICE_CLIENT, TRUE },
  { SENDOFF_PRACTICE_CLIENT_REQUEST, SENDOFF_PRACTICE_SELF_SIGNED, FALSE },
  { SENDOFF_PRACTICE_CLIENT_REQUIRE, -1, FALSE },
  { SENDOFF_PRACTICE_CLIENT_REQUIRE, SENDOFF_PRACTICE_CLIENT, TRUE },
  { SENDOFF_PRACTICE_CLIENT_REQUIRE, SENDOFF_PRACTICE_GOOD, FALSE },
};

static void
show_certificate (PracticeClient *client,
                  int             kind)
{
  g_autoptr(SendoffPracticeCertificate) certificate = sendoff_practice_certificate_new (kind, NULL, NULL);
  g_autofree char *pem = sendoff_practice_certificate_to_pem (certificate);
  g_autofree char *key = sendoff_practice_certificate_key_to_pem (certificate);
  gnutls_datum_t pem_datum = { (guint8 *) pem, strlen (pem) };
  gnutls_datum_t key_datum = { (guint8 *) key, strlen (key) };

  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (client->credentials, &pem_datum, &key_datum, GNUTLS_X509_FMT_PEM), >=, 0);
}

static void
try_certificate (const Demand *demand,
                 const char   *priority)
{
  g_autoptr(SendoffPracticeServer) server = serve (SENDOFF_PRACTICE_IMAP, TRUE, SENDOFF_PRACTICE_GOOD);
  g_autoptr(PracticeClient) client = NULL;
  g_autoptr(SendoffPracticeSession) session = NULL;
  g_autofree char *line = NULL;
  int status;

  sendoff_practice_server_set_client_demand (server, demand->demand);
  client = begin_tls (server, TRUE);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&client->credentials), >=, 0);
  if (demand->shown >= 0)
    show_certificate (client, demand->shown);
  status = practice_client_start_tls (client, priority);
  /* In TLS 1.3 a client only hears of a refusal when it reads on. */
  line = status == 0 ? practice_client_read_line (client) : NULL;
  g_assert_cmpint (line != NULL, ==, demand->is_taken);

  session = sendoff_practice_server_dup_session (server, 0);
  g_assert_cmpint (session->tls, ==, demand->is_taken);
  g_assert_cmpstr (session->client_subject, ==, demand->demand != SENDOFF_PRACTICE_CLIENT_NONE && demand->shown >= 0 && demand->is_taken
                                                ? "CN=ana" : NULL);
}

static void
test_client_certificate (gconstpointer data)
{
  try_certificate (data, "NORMAL:-VERS-ALL:+VERS-TLS1.3");
  try_certificate (data, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < 2 * SENDOFF_N_PRACTICE_PROTOCOLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice-served/%s/%s", sendoff_practice_protocol_to_string (i / 2),
                                               i % 2 == 1 ? "tls" : "starttls");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_every_kind);
    }
  g_test_add_data_func ("/practice-served/staples/tls-1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.3", test_staples);
  g_test_add_data_func ("/practice-served/staples/tls-1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2", test_staples);
  g_test_add_func ("/practice-served/must-staple", test_must_staple_is_marked);
  g_test_add_func ("/practice-served/many-names", test_many_names);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-served/", sendoff_practice_certificate_kind_to_string (changes[i].kind), NULL);

      g_test_add_data_func (path, &changes[i], test_changes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (demands); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice-served/client-certificate/%u", i);

      g_test_add_data_func (path, &demands[i], test_client_certificate);
    }
  return g_test_run ();
}
