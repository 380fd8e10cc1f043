/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Turns at what keeps a processor busy. A hundred handshakes at once would leave the main context nothing, since the one that holds a lock of the
 * allocator's waits for a processor like all the others; so they compute, not wait, one after the other: at most as many at a time as there are
 * processors. Any thread. */

/* Waits for a turn, unless this one has it; but not long: whoever has it may be kept by a slow token. */
void sendoff_turn_take (gboolean *has_turn);
/* Before anything is waited for. */
void sendoff_turn_give (gboolean *has_turn);

G_END_DECLS
