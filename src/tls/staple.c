/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns judging a stapled OCSP response. Any thread. */
#include "tls/staple.h"

#include "tls/gnutls-auto.h"

#define FEATURE_STATUS_REQUEST 5

/* Clocks differ; and without a date for the next answer one is taken as current for two weeks. */
#define CLOCK_SKEW_S       (5 * 60)
#define LONGEST_VALIDITY_S (15 * 24 * 60 * 60)

static gboolean
is_current (gint64 this_update,
            gint64 next_update,
            gint64 time)
{
  if (this_update < 0 || this_update > time + CLOCK_SKEW_S)
    return FALSE;

  return next_update < 0 ? time - this_update <= LONGEST_VALIDITY_S : time <= next_update + CLOCK_SKEW_S;
}

static gboolean
is_signed_by (gnutls_ocsp_resp_t response,
              gnutls_x509_crt_t  issuer,
              gboolean           check_now)
{
  unsigned status = 0;

  return gnutls_ocsp_resp_verify_direct (response, issuer, &status, check_now ? 0 : GNUTLS_VERIFY_DISABLE_TIME_CHECKS) == 0
         && status == 0;
}

static SendoffStapleVerdict
read_verdict (gnutls_ocsp_resp_t response,
              gnutls_x509_crt_t  leaf,
              gint64             time)
{
  SendoffStapleVerdict verdict = SENDOFF_STAPLE_IGNORED;

  for (unsigned i = 0; ; i++)
    {
      unsigned status;
      time_t this_update, next_update;
      int result = gnutls_ocsp_resp_get_single (response, i, NULL, NULL, NULL, NULL, &status, &this_update, &next_update, NULL, NULL);

      if (result < 0)
        return verdict;
      if (gnutls_ocsp_resp_check_crt (response, i, leaf) != 0)
        continue;
      if (status == GNUTLS_OCSP_CERT_REVOKED)
        return SENDOFF_STAPLE_REVOKED;
      if (status == GNUTLS_OCSP_CERT_GOOD && is_current (this_update, next_update, time))
        verdict = SENDOFF_STAPLE_GOOD;
    }
}

SendoffStapleVerdict
sendoff_staple_judge (const gnutls_datum_t *response,
                      gnutls_x509_crt_t     leaf,
                      gnutls_x509_crt_t     issuer,
                      gint64                time,
                      gboolean              check_now)
{
  g_auto(gnutls_ocsp_resp_t) parsed = NULL;

  if (response == NULL || response->size == 0 || issuer == NULL)
    return SENDOFF_STAPLE_IGNORED;
  if (gnutls_ocsp_resp_init (&parsed) < 0
      || gnutls_ocsp_resp_import2 (parsed, response, GNUTLS_X509_FMT_DER) < 0
      || gnutls_ocsp_resp_get_status (parsed) != GNUTLS_OCSP_RESP_SUCCESSFUL
      || !is_signed_by (parsed, issuer, check_now))
    return SENDOFF_STAPLE_IGNORED;

  return read_verdict (parsed, leaf, time);
}

gboolean
sendoff_staple_is_must (gnutls_x509_crt_t leaf)
{
  g_auto(gnutls_x509_tlsfeatures_t) features = NULL;
  unsigned feature;

  if (gnutls_x509_tlsfeatures_init (&features) < 0 || gnutls_x509_crt_get_tlsfeatures (leaf, features, 0, NULL) < 0)
    return FALSE;

  for (unsigned i = 0; gnutls_x509_tlsfeatures_get (features, i, &feature) == 0; i++)
    if (feature == FEATURE_STATUS_REQUEST)
      return TRUE;

  return FALSE;
}
