/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/attachment.h"
#include "message/message.h"

G_BEGIN_DECLS

/* Immutable after it was made, but for what is kept. */
struct _SendoffMessage
{
  gatomicrefcount references;
  char      *from;         /* addresses in their form for the envelope, which is that for the headers too */
  char     **to;
  char      *reply_to;     /* NULL: none; so the next two */
  char      *from_name;
  char      *organization;
  char      *subject;
  char      *id;           /* without <> */
  gboolean   needs_smtputf8;
  gint64     time;
  char      *body;         /* lines ended by LF */
  char      *boundary;
  GPtrArray *attachments;  /* SendoffAttachment */
  GMutex     lock;
  GBytes    *rendered[2];  /* kept: without and with 8bit; of a finished message both, from the beginning */
};

/* Checks the values that need no disk: see message.h. */
gboolean sendoff_message_parts_check (const SendoffMessageParts *parts, GError **error);

/* GMime once for all threads. */
void sendoff_gmime_start (void);

/* Blocks. */
gboolean sendoff_message_render (const SendoffMessage *self, gboolean allow_8bit, SendoffMessageWrite write, gpointer user_data,
                                 GCancellable *cancellable, GError **error);
/* The size of what render() gives, without reading the attachments. */
gboolean sendoff_message_render_size (const SendoffMessage *self, gboolean allow_8bit, guint64 *size, GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
