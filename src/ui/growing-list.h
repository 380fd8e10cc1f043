/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The beginning of another list, which grows to the whole of it while the main loop is idle: so that a window with a thousand rows is
 * there at once. A GListModel; main context. */
#define SENDOFF_TYPE_GROWING_LIST (sendoff_growing_list_get_type ())
G_DECLARE_FINAL_TYPE (SendoffGrowingList, sendoff_growing_list, SENDOFF, GROWING_LIST, GObject)

SendoffGrowingList *sendoff_growing_list_new      (GListModel *model);
/* Up to this item at least, at once. */
void                sendoff_growing_list_reach    (SendoffGrowingList *self, gpointer item);
/* All that there is, at once. */
void                sendoff_growing_list_complete (SendoffGrowingList *self);

G_END_DECLS
