/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many seconds a server asks to wait: "try again in 300 seconds", "Greylisted for 5 minutes", "come back in 00:05:00". At most a day;
 * 0: it says nothing, or nothing that can be true. Any bytes are fine. Pure. */
guint sendoff_retry_time_parse (const char *text);

G_END_DECLS
