/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A whole error, as it is: plain text that can be selected, copied and scrolled, however long. */
#define SENDOFF_TYPE_ERROR_VIEW (sendoff_error_view_get_type ())
G_DECLARE_FINAL_TYPE (SendoffErrorView, sendoff_error_view, SENDOFF, ERROR_VIEW, GtkBox)

GtkWidget  *sendoff_error_view_new      (void);
/* Made display-safe here; LF ends a line. */
void        sendoff_error_view_set_text (SendoffErrorView *self, const char *text);
/* The whole text, as Copy gives it. Borrowed. */
const char *sendoff_error_view_get_text (SendoffErrorView *self);

G_END_DECLS
