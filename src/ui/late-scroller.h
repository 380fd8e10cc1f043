/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls its child up and down, for what has room on most screens: the scrolled window, which takes as long to make as four buttons, is made
 * when there first is too little room. The child is as wide as it is given room, and may be focused meanwhile. */
#define SENDOFF_TYPE_LATE_SCROLLER (sendoff_late_scroller_get_type ())
G_DECLARE_FINAL_TYPE (SendoffLateScroller, sendoff_late_scroller, SENDOFF, LATE_SCROLLER, GtkBin)

G_END_DECLS
