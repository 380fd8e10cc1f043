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

static gpointer
start (gpointer unused)
{
  return GINT_TO_POINTER (library.global_init (CURL_GLOBAL_ALL) == CURLE_OK);
}

/* Gives what is wrong; NULL: nothing. */
static gpointer
load_and_start (gpointer unused)
{
  g_autofree char *missing = sendoff_library_load (SENDOFF_LIBCURL, function_names, G_N_ELEMENTS (function_names), (gpointer *) &library);

  if (missing != NULL)
    return g_strconcat (SENDOFF_CURL_LIBRARY_PROBLEM, missing, NULL);
  /* OpenSSL keeps something for the thread that starts it, and frees it when that ends: not while the program does. */
  if (!GPOINTER_TO_INT (g_thread_join (g_thread_new ("start", start, NULL))))
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
