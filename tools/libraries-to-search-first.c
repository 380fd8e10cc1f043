/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run while the build is set up, with FOR_TERMINAL or FOR_WINDOWS: which of the named libraries are brought along by libcurl, or by GTK, each
 * with its file's name. */
#define _GNU_SOURCE
#ifdef FOR_WINDOWS
#include <gtk/gtk.h>
#else
#include <curl/curl.h>
#endif
#include <link.h>
#include <stdio.h>
#include <string.h>

/* Those with the most symbols that are looked up in them, for the most part by themselves, the one with most first. */
#ifdef FOR_WINDOWS
static const char *const wanted[] = { "libepoxy", "libdbus" };
#else
static const char *const wanted[] = { "libcrypto", "libgnutls", "libnettle", "libunistring", "libldap", "libhogweed", "liblber", "libcurl" };
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
