/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The files that go along: chosen or dropped here, with their size, each to be removed again. Refuses at once, with a sentence, what is
 * no file or isn't there. Signal "changed". */
#define SENDOFF_TYPE_ATTACHMENT_LIST (sendoff_attachment_list_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAttachmentList, sendoff_attachment_list, SENDOFF, ATTACHMENT_LIST, GtkBox)

/* Looks at the file without stopping the window; it is in the list, or refused, a moment later. */
void   sendoff_attachment_list_add_file  (SendoffAttachmentList *self, GFile *file);
/* Files dropped on that widget are added. */
void   sendoff_attachment_list_accept_drops (SendoffAttachmentList *self, GtkWidget *widget);
/* In their order; g_strfreev. */
char **sendoff_attachment_list_dup_paths (SendoffAttachmentList *self);
/* Still being looked at. */
gboolean sendoff_attachment_list_is_busy (SendoffAttachmentList *self);
/* Why the last one was refused; "" if it wasn't. */
const char *sendoff_attachment_list_get_problem (SendoffAttachmentList *self);

G_END_DECLS
