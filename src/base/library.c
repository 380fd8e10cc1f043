/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that no start waits for. */
#include "base/library.h"

#include <dlfcn.h>

char *
sendoff_library_load (const char *file, const char *const *names, guint n_names, gpointer *places)
{
  void *handle = RTLD_DEFAULT;

  /* A program that is linked with it has it already; to open it again would go through all that it brings along. */
  if (dlsym (RTLD_DEFAULT, names[0]) == NULL && (handle = dlopen (file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE)) == NULL)
    return g_strdup (dlerror ());
  for (guint i = 0; i < n_names; i++)
    if ((places[i] = dlsym (handle, names[i])) == NULL)
      return g_strdup (dlerror ());
  return NULL;
}

gpointer
sendoff_library_find (const char *file, const char *name)
{
  gpointer function = dlsym (RTLD_DEFAULT, name);
  void *handle = function == NULL ? dlopen (file, RTLD_LAZY | RTLD_NOLOAD) : NULL;

  if (handle != NULL)
    {
      function = dlsym (handle, name);
      dlclose (handle);
    }
  return function;
}
