/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkExpander whose arrow points the language's way, also before it is first unfolded. */
#define SENDOFF_TYPE_UNFOLDER (sendoff_unfolder_get_type ())
G_DECLARE_FINAL_TYPE (SendoffUnfolder, sendoff_unfolder, SENDOFF, UNFOLDER, GtkExpander)

G_END_DECLS
