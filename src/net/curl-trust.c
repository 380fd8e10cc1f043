/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns libcurl's options of certificate verification. */

#include "net/curl-trust.h"

#include "tls/certificate.h"

gboolean
sendoff_curl_trust_verified (CURL *curl)
{
  return curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
         curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
         curl_easy_setopt (curl, CURLOPT_PINNEDPUBLICKEY, NULL) == CURLE_OK &&
         curl_easy_setopt (curl, CURLOPT_CAINFO, NULL) == CURLE_OK &&
         curl_easy_setopt (curl, CURLOPT_CAPATH, NULL) == CURLE_OK;
}

gboolean
sendoff_curl_trust_only (CURL       *curl,
                         const char *pin)
{
  g_return_val_if_fail (sendoff_pin_is_valid (pin), FALSE);

  /* The pin first: verification stays on where it can't be set. */
  if (!sendoff_curl_trust_verified (curl) || curl_easy_setopt (curl, CURLOPT_PINNEDPUBLICKEY, pin) != CURLE_OK)
    return FALSE;

  return curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 0L) == CURLE_OK &&
         curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 0L) == CURLE_OK;
}
