/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says what is wrong with the field above it, and marks that field; takes no room while nothing is. Property "field" (GtkWidget). */
#define SENDOFF_TYPE_FIELD_MARK (sendoff_field_mark_get_type ())
G_DECLARE_FINAL_TYPE (SendoffFieldMark, sendoff_field_mark, SENDOFF, FIELD_MARK, GtkBox)

/* NULL: nothing is wrong. Plain text; what came from elsewhere is made display-safe here. */
void        sendoff_field_mark_set (SendoffFieldMark *self, const char *sentence);
/* NULL: nothing is wrong. */
const char *sendoff_field_mark_get (SendoffFieldMark *self);

G_END_DECLS
