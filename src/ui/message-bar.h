/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bar above what a window shows, with a sentence: plain text, wrapped. Hidden at first; the caller adds its buttons. */
#define SENDOFF_TYPE_MESSAGE_BAR (sendoff_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (SendoffMessageBar, sendoff_message_bar, SENDOFF, MESSAGE_BAR, GtkInfoBar)

GtkWidget  *sendoff_message_bar_new      (GtkMessageType type);
void        sendoff_message_bar_set_text (SendoffMessageBar *self, const char *text);
/* Borrowed. */
const char *sendoff_message_bar_get_text (SendoffMessageBar *self);

G_END_DECLS
