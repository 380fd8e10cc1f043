/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run while the build is set up: which of the named libraries libcurl (and with WITH_GTK, GTK) brings along, each with its file's name. */
#define _GNU_SOURCE
#include <curl/curl.h>
#ifdef WITH_GTK
#include <gtk/gtk.h>
#endif
#include <link.h>
#include <stdio.h>
#include <string.h>

/* Those with the most symbols that are looked up in them, for the most part by themselves, the one with most first. */
static const char *const wanted[] = { "libepoxy", "libcrypto", "libgnutls", "libnettle", "libunistring", "libldap", "libhogweed", "liblber", "libdbus" };

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
  if (curl_version_info (CURLVERSION_NOW) == NULL)
    return 1;
#ifdef WITH_GTK
  if (gtk_get_major_version () != GTK_MAJOR_VERSION)
    return 1;
#endif
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    dl_iterate_phdr (print_if_it_is, (void *) wanted[i]);
  return 0;
}
