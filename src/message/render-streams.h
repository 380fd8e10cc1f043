/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/attachment.h"
#include "message/message.h"

#include <gmime/gmime.h>

G_BEGIN_DECLS

/* What the streams of one rendering share: GMime passes only "failed" from one to the other, the error stays here. One worker. */
typedef struct
{
  SendoffMessageWrite  write;
  gpointer             user_data;
  GCancellable        *cancellable;
  GError              *error; /* the first */
} SendoffRendering;

/* Hands over what GMime writes, in blocks of 64 KiB; g_mime_stream_flush() hands over the rest. */
GMimeStream *sendoff_sink_stream_new       (SendoffRendering *rendering);
/* Reads an attachment, which must be as it was when it was checked. Opened at the first read. */
GMimeStream *sendoff_attachment_stream_new (SendoffRendering *rendering, const SendoffAttachment *attachment);

G_END_DECLS
