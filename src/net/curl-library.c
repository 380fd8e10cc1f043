/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns libcurl's functions. */
#include "config.h"

#include "net/curl-library.h"

#include "base/library.h"
#include "net/attempt.h"

#define NAME_OF_FUNCTION(name) "curl_" #name,

static const char *const function_names[] = { SENDOFF_CURL_FUNCTIONS (NAME_OF_FUNCTION) };

G_STATIC_ASSERT (sizeof (SendoffCurlLibrary) == sizeof (gpointer) * G_N_ELEMENTS (function_names));

static SendoffCurlLibrary library;
static int is_started; /* atomic */

/* libcurl starts libssh2, and that OpenSSL, which then reads in texts for 3,000 errors. Nobody here asks for them; a token's module that is built on
 * OpenSSL writes numbers into its own log instead. */
#define OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS 1

static void
start_openssl_lightly (void)
{
  int (*init_crypto) (guint64, gconstpointer) = (int (*) (guint64, gconstpointer)) sendoff_library_find (SENDOFF_LIBCURL, "OPENSSL_init_crypto");

  if (init_crypto != NULL)
    init_crypto (OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS, NULL);
}

/* Gives what is wrong; NULL: nothing. */
static gpointer
load_and_start (gpointer unused)
{
  g_autofree char *missing = sendoff_library_load (SENDOFF_LIBCURL, function_names, G_N_ELEMENTS (function_names), (gpointer *) &library);

  if (missing != NULL)
    return g_strconcat (SENDOFF_CURL_LIBRARY_PROBLEM, missing, NULL);
  start_openssl_lightly ();
  if (library.global_init (CURL_GLOBAL_ALL) != CURLE_OK)
    return g_strdup (SENDOFF_CURL_LIBRARY_PROBLEM "curl_global_init");
  g_atomic_int_set (&is_started, TRUE);
  return NULL;
}

gboolean
sendoff_curl_library_start (const char **problem)
{
  static GOnce once = G_ONCE_INIT;

  *problem = g_once (&once, load_and_start, NULL);
  return *problem == NULL;
}

const SendoffCurlLibrary *
sendoff_curl (void)
{
  return &library;
}

const char *
sendoff_net_get_version (void)
{
  /* Not curl_version(): to name OpenLDAP it starts that, which loads plugins and reads settings of the user's. */
  return g_atomic_int_get (&is_started) ? library.version_info (CURLVERSION_NOW)->version : NULL;
}
