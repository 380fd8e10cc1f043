/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/secret-string.h"

G_BEGIN_DECLS

/* The terminal itself, whatever standard input and output are: for questions and passwords. Main context only; reading never blocks it. */
#define SENDOFF_TYPE_TERMINAL (sendoff_terminal_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTerminal, sendoff_terminal, SENDOFF, TERMINAL, GObject)

/* /dev/tty. NULL where the program has no terminal. */
SendoffTerminal     *sendoff_terminal_open             (GError **error);
/* Takes the file descriptor, which must be a terminal's. */
SendoffTerminal     *sendoff_terminal_new_for_fd       (int fd);
/* As it is: the caller has made foreign text display-safe. */
void                 sendoff_terminal_write            (SendoffTerminal *self, const char *text);
/* Writes the prompt and reads one line; what was typed before is thrown away, so that nobody answers a question unseen. hidden: not
 * shown while it is typed. One at a time. */
void                 sendoff_terminal_read_line_async  (SendoffTerminal *self, const char *prompt, gboolean hidden, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* The line without its end. NULL without error: the terminal was closed or Ctrl-D typed. */
SendoffSecretString *sendoff_terminal_read_line_finish (SendoffTerminal *self, GAsyncResult *result, GError **error);

/* Makes typing visible again if it is hidden at the moment. Safe in a signal handler. */
void                 sendoff_terminal_restore          (void);

G_END_DECLS
