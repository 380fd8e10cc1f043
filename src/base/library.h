/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Loads a shared library when it is first needed and puts its functions, by their names, where the caller wants them. It stays loaded to the
 * end: what it registered can't be taken back. Blocks; any thread, one at a time for the same places. NULL: done; else the loader's words on
 * what is missing, to be freed. */
char *sendoff_library_load (const char *file, const char *const *names, guint n_names, gpointer *places);

/* A function of a library that is loaded, or of one that it brought along; NULL: there is none. */
gpointer sendoff_library_find (const char *file, const char *name);

G_END_DECLS
