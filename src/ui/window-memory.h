/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a window that isn't shown yet the size that it had when it was last closed, and remembers it from now on. Where the program's
 * settings aren't installed nothing is remembered. */
void sendoff_window_memory_keep          (GtkWindow *window);
/* Unfolds it if one of that key was unfolded when one was last turned, and remembers it from now on. Others that are on the screen stay as
 * they are. */
void sendoff_window_memory_keep_expander (GtkExpander *expander, const char *key);

G_END_DECLS
