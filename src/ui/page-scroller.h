/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls a page of fields, and asks for the height that its sentences need at the width they get. A scrolled window alone asks for what
 * they need at their narrowest, so that a window with it opens, and grows, with an empty space above its buttons. */
#define SENDOFF_TYPE_PAGE_SCROLLER (sendoff_page_scroller_get_type ())
G_DECLARE_FINAL_TYPE (SendoffPageScroller, sendoff_page_scroller, SENDOFF, PAGE_SCROLLER, GtkScrolledWindow)

G_END_DECLS
