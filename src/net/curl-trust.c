/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns libcurl's options of certificate verification. */

#include "net/curl-trust.h"

#include "net/curl-library.h"
#include "tls/certificate.h"

gboolean
sendoff_curl_trust_verified (CURL *curl)
{
  return sendoff_curl_set (curl, SSL_VERIFYPEER, 1L) == CURLE_OK &&
         sendoff_curl_set (curl, SSL_VERIFYHOST, 2L) == CURLE_OK &&
         sendoff_curl_set (curl, PINNEDPUBLICKEY, NULL) == CURLE_OK &&
         sendoff_curl_set (curl, CAINFO, NULL) == CURLE_OK &&
         sendoff_curl_set (curl, CAPATH, NULL) == CURLE_OK;
}

gboolean
sendoff_curl_trust_only (CURL       *curl,
                         const char *pin)
{
  g_return_val_if_fail (sendoff_pin_is_valid (pin), FALSE);

  /* The pin first: verification stays on where it can't be set. */
  if (!sendoff_curl_trust_verified (curl) || sendoff_curl_set (curl, PINNEDPUBLICKEY, pin) != CURLE_OK)
    return FALSE;

  return sendoff_curl_set (curl, SSL_VERIFYPEER, 0L) == CURLE_OK &&
         sendoff_curl_set (curl, SSL_VERIFYHOST, 0L) == CURLE_OK;
}
