/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks where to, then writes the text there; neither stops the window. What goes wrong is said in a box above parent. */
void sendoff_save_text       (GtkWindow *parent, const char *title, const char *file_name, const char *text);
/* The second half alone. */
void sendoff_save_text_to    (GtkWindow *parent, GFile *file, const char *text);
/* "Test # 1.txt" from a subject: no character that a file's name can't hold, at most 60 of them. Caller frees. */
char *sendoff_make_file_name (const char *words, const char *ending);

G_END_DECLS
