/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run while the build is set up: which of the named libraries libcurl brings along, each with its file's name. */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

/* Those with the most symbols that they look up in themselves, the one with most first. */
static const char *const wanted[] = { "libcrypto", "libgnutls", "libnettle", "libunistring", "libldap", "libhogweed", "liblber" };

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
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    dl_iterate_phdr (print_if_it_is, (void *) wanted[i]);
  return 0;
}
