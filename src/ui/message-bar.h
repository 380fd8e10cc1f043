/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bar above what a window shows, with a sentence: plain text, wrapped. It may quote a name or a path of any length: what is over six lines is cut out
 * amid the last one, so that the window still fits a small screen, and stands in the tooltip. Hidden at first. */
#define SENDOFF_TYPE_MESSAGE_BAR (sendoff_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (SendoffMessageBar, sendoff_message_bar, SENDOFF, MESSAGE_BAR, GtkInfoBar)

GtkWidget  *sendoff_message_bar_new        (GtkMessageType type);
/* For sentences that quote nothing. */
void        sendoff_message_bar_never_cut  (SendoffMessageBar *self);
/* At its end; with a mnemonic. Borrowed. */
GtkWidget  *sendoff_message_bar_add_button (SendoffMessageBar *self, const char *label);
void        sendoff_message_bar_set_text   (SendoffMessageBar *self, const char *text);
/* Borrowed. */
const char *sendoff_message_bar_get_text   (SendoffMessageBar *self);

G_END_DECLS
