/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An icon beside a text, as high as a line of it: it grows with the letters. */
#define SENDOFF_TYPE_TEXT_ICON (sendoff_text_icon_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTextIcon, sendoff_text_icon, SENDOFF, TEXT_ICON, GtkImage)

G_END_DECLS
