/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run while the build is set up, with FOR_TERMINAL or FOR_WINDOWS: which of the named libraries are brought along by libcurl, or by GTK, or by
 * what both programs are linked with; each with its file's name. */
#define _GNU_SOURCE
#ifdef FOR_WINDOWS
#include <gtk/gtk.h>
#else
#include <curl/curl.h>
#endif
#include <link.h>
#include <stdio.h>
#include <string.h>

/* Those in which most symbols are found, for some mostly their own; the one with most first. LD_DEBUG=bindings tells. */
#ifdef FOR_WINDOWS
static const char *const wanted[] = {
  "libepoxy", "libc", "libglib-2.0", "libgobject-2.0", "libnettle", "libgnutls", "libgio-2.0", "libunistring", "libdbus",
  "libgdk-3", "libX11", "libgmime-3.0", "libpango-1.0", "libcairo", "libharfbuzz", "libatk-1.0", "libhogweed", "libmount",
};
#else
static const char *const wanted[] = {
  "libcrypto", "libc", "libglib-2.0", "libgnutls", "libnettle", "libunistring", "libgmime-3.0", "libldap", "libgobject-2.0",
  "libhogweed", "libmount", "liblber", "libgmp", "libgssapi_krb5", "libcurl",
};
#endif

static int
print_if_it_is (struct dl_phdr_info *info, size_t size, void *name)
{
  const char *slash = strrchr (info->dlpi_name, '/');
  const char *file = slash != NULL ? slash + 1 : info->dlpi_name;
  size_t length = strlen (name);

  if (strncmp (file, name, length) == 0 && (file[length] == '.' || file[length] == '-'))
    printf ("%s\n", file);
  return 0;
}

int
main (void)
{
#ifdef FOR_WINDOWS
  if (gtk_get_major_version () != GTK_MAJOR_VERSION)
#else
  if (curl_version_info (CURLVERSION_NOW) == NULL)
#endif
    return 1;
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    dl_iterate_phdr (print_if_it_is, (void *) wanted[i]);
  return 0;
}
