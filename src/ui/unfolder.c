/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what GtkExpander doesn't do in languages that are written from right to left. */

#include "ui/unfolder.h"

struct _SendoffUnfolder
{
  GtkExpander parent_instance;
};

G_DEFINE_FINAL_TYPE (SendoffUnfolder, sendoff_unfolder, GTK_TYPE_EXPANDER)

static void
sendoff_unfolder_class_init (SendoffUnfolderClass *class)
{
}

static void
sendoff_unfolder_init (SendoffUnfolder *self)
{
  /* The arrow hears of the direction only when the state changes, whichever part of it. */
  gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_VISITED, FALSE);
  gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_VISITED);
}
