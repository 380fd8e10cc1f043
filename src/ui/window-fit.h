/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the window as wide as wanted and as high as what scroller holds needs at that width, where the screen has the room; never
 * smaller than it is shown now. A scrolled window alone asks for the height that its wrapped texts need at their narrowest. */
void sendoff_window_fit      (GtkWindow *window, GtkScrolledWindow *scroller);
/* The same for other contents, which may want less height than those before. */
void sendoff_window_fit_anew (GtkWindow *window, GtkScrolledWindow *scroller);

G_END_DECLS
