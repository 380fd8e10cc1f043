/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/trust-store.h"

G_BEGIN_DECLS

/* One certificate that the user chose to trust. Signal "toggled": it is to be forgotten now, or no longer. */
#define SENDOFF_TYPE_EXCEPTION_ROW (sendoff_exception_row_get_type ())
G_DECLARE_FINAL_TYPE (SendoffExceptionRow, sendoff_exception_row, SENDOFF, EXCEPTION_ROW, GtkListBoxRow)

GtkWidget *sendoff_exception_row_new           (const SendoffTrustEntry *entry, gboolean is_to_forget);
gboolean   sendoff_exception_row_is_to_forget  (SendoffExceptionRow *self);

/* The button forgets without waiting for OK: "toggled" says that it was pressed, and the row stays as it is. */
void       sendoff_exception_row_forgets_at_once (SendoffExceptionRow *self);
/* For screen readers: a list box doesn't tell them the label that stands in it while it is empty. */
void       sendoff_exception_row_describe_list (GtkWidget *list, GtkWidget *placeholder);

G_END_DECLS
