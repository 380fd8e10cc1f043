/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes a window taller where what it shows now needs that, as far as the screen has room. Never smaller or wider. */
void sendoff_window_grow (GtkWindow *window);
/* A question's or an error's sentences wrap so early, within a long name too, that its window fits a small screen with large letters. */
void sendoff_window_narrow (GtkMessageDialog *dialog);

G_END_DECLS
