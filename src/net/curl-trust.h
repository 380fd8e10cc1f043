/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>

#include <glib.h>

G_BEGIN_DECLS

/* The only file that may relax libcurl's verification of certificates. */

/* Full verification against the credentials that the inspector puts into the session; without them (no hook) libcurl has no roots
 * and refuses every certificate. */
gboolean sendoff_curl_trust_verified (CURL *curl);
/* Accepts whoever holds exactly this key, "sha256//BASE64", whatever the certificate says; the judge in the handshake has the last word.
 * FALSE: nothing was relaxed. */
gboolean sendoff_curl_trust_only     (CURL *curl, const char *pin);

G_END_DECLS
