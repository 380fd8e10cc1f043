/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include "practice/practice-certificate.h"
#include "practice/practice-record.h"

G_BEGIN_DECLS

/* Private to this folder: one connection's bytes, plain first and inside TLS later. Belongs to one thread. Every function
 * blocks, but ends at once when cancel_fd becomes readable, and after a bounded silence; from then on the channel is broken. */
#define SENDOFF_PRACTICE_CHANNEL_BUFFER 16384

typedef struct
{
  int              fd;            /* borrowed, non-blocking */
  int              cancel_fd;     /* borrowed */
  SendoffPracticeRecord *record; /* borrowed; counts what comes inside TLS */
  gnutls_session_t tls;
  gboolean         is_tls;        /* the handshake is done */
  gboolean         is_broken;
  guint            byte_delay_ms; /* 0: writes in one go */
  guint8           buffer[SENDOFF_PRACTICE_CHANNEL_BUFFER];
  gsize            start;
  gsize            end;
} SendoffPracticeChannel;

typedef enum
{
  SENDOFF_PRACTICE_LINE_OK,
  SENDOFF_PRACTICE_LINE_TOO_LONG, /* read to its end and thrown away */
  SENDOFF_PRACTICE_LINE_CLOSED,
} SendoffPracticeLineResult;

void sendoff_practice_channel_init  (SendoffPracticeChannel *self, int fd, int cancel_fd, SendoffPracticeRecord *record);
void sendoff_practice_channel_clear (SendoffPracticeChannel *self);

/* Reads more into the empty buffer: the number of bytes, 0 at the end. */
gsize                     sendoff_practice_channel_fill      (SendoffPracticeChannel *self);
/* Without its line end, LF or CRLF. */
SendoffPracticeLineResult sendoff_practice_channel_read_line (SendoffPracticeChannel *self, GString *line, gsize max_length);
/* Appends exactly so many. FALSE: the end came first. */
gboolean                  sendoff_practice_channel_read_bytes (SendoffPracticeChannel *self, GString *bytes, gsize length);
gboolean                  sendoff_practice_channel_write     (SendoffPracticeChannel *self, const char *text, gsize length);
/* Throws away what came in clear (RFC 3207 section 4.2) and shakes hands. A GnuTLS status. */
int                       sendoff_practice_channel_start_tls (SendoffPracticeChannel *self, gnutls_certificate_credentials_t credentials,
                                                              const char *priority, SendoffPracticeClientDemand demand);
/* The subject of the client's certificate; caller frees. NULL: it has none. */
char                     *sendoff_practice_channel_dup_client (SendoffPracticeChannel *self);
/* Sends a fatal alert instead of shaking hands. */
void                      sendoff_practice_channel_send_alert (SendoffPracticeChannel *self);

/* FALSE: stopped, or the other side left. */
gboolean sendoff_practice_channel_pause  (SendoffPracticeChannel *self, guint ms);
/* Until the server stops or the other side leaves. */
void     sendoff_practice_channel_stall  (SendoffPracticeChannel *self);
/* In good order: what was written arrives, whatever is still on its way from the other side. */
void     sendoff_practice_channel_finish (SendoffPracticeChannel *self);
/* As if the computer had lost its power, with a RST. */
void     sendoff_practice_channel_reset  (SendoffPracticeChannel *self);

G_END_DECLS
