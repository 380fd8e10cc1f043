/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label for a text that may quote names and values: it wraps at words, or within one that is longer than the line, and then without a
 * hyphen, which would look like a part of the value. max_chars: how wide it wants to be at most; -1: no matter. Floating. */
GtkWidget *sendoff_wrapping_label_new (const char *text, int max_chars);
/* A row of a list: the label behind a bullet. Takes the label; all is shown. Floating. */
GtkWidget *sendoff_bullet_row_new     (GtkWidget *label);
/* Has every label in widget that wraps do without the hyphen. (A template has no word for it.) */
void       sendoff_forbid_hyphens     (GtkWidget *widget);

G_END_DECLS
