/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Offers to try again by itself at the time from which on a server will listen, and counts down to it; may be cancelled. Hides itself where no
 * such time is known. Signal "due": it is time, and was wanted. */
#define SENDOFF_TYPE_RETRY_BOX (sendoff_retry_box_get_type ())
G_DECLARE_FINAL_TYPE (SendoffRetryBox, sendoff_retry_box, SENDOFF, RETRY_BOX, GtkBox)

/* Unix time in microseconds, as g_get_real_time(); 0: not known. Ends a countdown. */
void sendoff_retry_box_set_time (SendoffRetryBox *self, gint64 time);

G_END_DECLS
