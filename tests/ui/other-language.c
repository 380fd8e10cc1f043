/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded in front of the program by the pictures: its catalogues come from the folder that SENDOFF_TEST_LOCALE_DIR names, where a language
 * that nobody speaks shows what a longer one would do. */

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

char *bindtextdomain (const char *domain, const char *folder);

char *
bindtextdomain (const char *domain,
                const char *folder)
{
  static char *(*next) (const char *domain, const char *folder);
  const char *other = getenv ("SENDOFF_TEST_LOCALE_DIR");

  if (next == NULL)
    next = (char *(*) (const char *, const char *)) dlsym (RTLD_NEXT, "bindtextdomain");
  return next (domain, other != NULL && domain != NULL && strcmp (domain, "sendoff") == 0 ? other : folder);
}
