/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file to send along: checked once, remembered, opened anew for each reading. Immutable. Used inside message/ only. */
typedef struct
{
  char    *path;
  char    *name;         /* for the recipient: UTF-8, no folder, no control characters */
  char    *content_type; /* "image/png" */
  guint64  size;
  gint64   modified_ns;
} SendoffAttachment;

/* Blocks. Refuses what isn't a regular file, without waiting for a pipe's other end. */
SendoffAttachment *sendoff_attachment_new  (const char *path, GError **error);
void               sendoff_attachment_free (SendoffAttachment *self);
/* The descriptor of the file, if it still has the size and the time that it had; else -1 and SENDOFF_ERROR_CHANGED or _FILE. */
int                sendoff_attachment_open (const SendoffAttachment *self, GError **error);
/* After the last byte was read from fd: FALSE and SENDOFF_ERROR_CHANGED if it was written to meanwhile. */
gboolean           sendoff_attachment_is_unchanged (const SendoffAttachment *self, int fd, GError **error);
void               sendoff_attachment_set_changed  (const SendoffAttachment *self, GError **error);
void               sendoff_attachment_set_unreadable (const SendoffAttachment *self, int error_number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAttachment, sendoff_attachment_free)

G_END_DECLS
