/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates as a server would show them. */
#pragma once

#include "practice/practice-certificate.h"
#include "tls/certificate.h"

static inline SendoffCertificate *
chain_fixture_make (SendoffPracticeCertificateKind  kind,
                    const char *const              *names,
                    const char                     *host,
                    guint16                         port,
                    guint                           problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffPracticeCertificate) made = sendoff_practice_certificate_new (kind, names, &error);
  g_autofree char *pem = NULL;
  g_autoptr(SendoffCertificate) bare = NULL;
  gnutls_datum_t text, *ders;
  gnutls_x509_crt_t *list;
  unsigned n;

  g_assert_no_error (error);
  pem = sendoff_practice_certificate_to_pem (made);
  text = (gnutls_datum_t) { (unsigned char *) pem, (unsigned) strlen (pem) };
  g_assert_cmpint (gnutls_x509_crt_list_import2 (&list, &n, &text, GNUTLS_X509_FMT_PEM, 0), >=, 0);
  ders = g_new0 (gnutls_datum_t, n);
  for (unsigned i = 0; i < n; i++)
    {
      g_assert_cmpint (gnutls_x509_crt_export2 (list[i], GNUTLS_X509_FMT_DER, &ders[i]), ==, 0);
      gnutls_x509_crt_deinit (list[i]);
    }
  bare = sendoff_certificate_new_for_chain (ders, n, host, port);
  for (unsigned i = 0; i < n; i++)
    gnutls_free (ders[i].data);
  g_free (ders);
  gnutls_free (list);
  return sendoff_certificate_with_judgement (bare, problems, SENDOFF_TRUSTED_BY_NOBODY);
}
