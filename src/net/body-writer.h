/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/channel.h"

G_BEGIN_DECLS

/* Sends a rendered message: doubles leading dots (RFC 5321 section 4.5.2), gathers small pieces, watches for a server that speaks meanwhile, tells
 * the progress, and ends with the final dot. */
typedef struct
{
  SendoffChannel     *channel;
  SendoffChannelState state;     /* the first trouble */
  char               *buffer;
  gsize               filled;
  gboolean            at_line_start;
  guint64             done, total;
  gint64              last_progress;
  gsize               n_written_down;
} SendoffBodyWriter;

void     sendoff_body_writer_init   (SendoffBodyWriter *self, SendoffChannel *channel, guint64 total);
void     sendoff_body_writer_clear  (SendoffBodyWriter *self);
/* A SendoffMessageWrite. */
gboolean sendoff_body_writer_write  (const char *bytes, gsize length, gpointer self, GError **error);
/* The final dot. FALSE: it was not sent whole; see state. */
gboolean sendoff_body_writer_finish (SendoffBodyWriter *self);

G_END_DECLS
