/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A password, PIN or token in memory: immutable, counted atomically (any thread), kept out of swap and core
 * dumps where the system allows it, wiped with the last reference. Never print one, never copy one into an
 * ordinary string that outlives the call. */
typedef struct _SendoffSecretString SendoffSecretString;

/* Copies length bytes (-1: up to the NUL). The caller wipes its own copy. */
SendoffSecretString *sendoff_secret_string_new        (const char *text, gssize length);
SendoffSecretString *sendoff_secret_string_ref        (SendoffSecretString *self);
void                 sendoff_secret_string_unref      (SendoffSecretString *self);
/* Borrowed, NUL-terminated, valid as long as the reference. */
const char          *sendoff_secret_string_peek       (const SendoffSecretString *self);
gsize                sendoff_secret_string_get_length (const SendoffSecretString *self);
gboolean             sendoff_secret_string_equal      (const SendoffSecretString *a, const SendoffSecretString *b);

/* Reads a password from a file descriptor to its end (at most 64 KiB); one final line end (LF or CRLF) is not
 * part of it. Wipes its buffers. Blocks. NULL and SENDOFF_ERROR on a fault or an empty, NUL-holding or over-long
 * password. */
SendoffSecretString *sendoff_secret_string_read       (int fd, const char *source_name, GError **error);

/* Overwrites memory in a way that the compiler may not drop. */
void                 sendoff_wipe                     (gpointer memory, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffSecretString, sendoff_secret_string_unref)

G_END_DECLS
