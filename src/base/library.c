/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that no start waits for. */
#include "base/library.h"

#include <dlfcn.h>

char *
sendoff_library_load (const char *file, const char *const *names, guint n_names, gpointer *places)
{
  void *handle = dlopen (file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

  if (handle == NULL)
    return g_strdup (dlerror ());
  for (guint i = 0; i < n_names; i++)
    if ((places[i] = dlsym (handle, names[i])) == NULL)
      return g_strdup (dlerror ());
  return NULL;
}
