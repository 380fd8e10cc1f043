/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/* libcurl's functions, looked up when a server is first talked to: some twenty libraries come with it, and the first window waits for none of
 * them. (sendoffctl is linked with it all the same, so that they are searched in a good order: see meson.build.) */
#define SENDOFF_CURL_FUNCTIONS(X) \
  X (easy_cleanup)                \
  X (easy_getinfo)                \
  X (easy_init)                   \
  X (easy_perform)                \
  X (easy_recv)                   \
  X (easy_send)                   \
  X (easy_setopt)                 \
  X (easy_strerror)               \
  X (global_init)                 \
  X (slist_append)                \
  X (slist_free_all)              \
  X (version_info)

#define SENDOFF_CURL_POINTER(name) __typeof__ (&curl_##name) name;

typedef struct
{
  SENDOFF_CURL_FUNCTIONS (SENDOFF_CURL_POINTER)
} SendoffCurlLibrary;

/* How a failure's detail begins that tells of the library itself; by that diagnosis/rules-kind.c knows it. */
#define SENDOFF_CURL_LIBRARY_PROBLEM "libcurl: "

/* Loads libcurl and starts it (with OpenSSL, for what libcurl never does here), once; whoever comes meanwhile waits. Blocks; any thread. FALSE
 * where it is missing, too old or doesn't start; problem (borrowed) then says which, in the loader's words behind SENDOFF_CURL_LIBRARY_PROBLEM. */
gboolean                  sendoff_curl_library_start (const char **problem);
/* What was started. */
const SendoffCurlLibrary *sendoff_curl               (void);
/* One option by its name without CURLOPT_; gives a CURLcode. */
#define sendoff_curl_set(curl, option, value) (sendoff_curl ()->easy_setopt ((curl), CURLOPT_##option, (value)))

G_END_DECLS
