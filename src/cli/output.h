/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Standard output and standard error of sendoffctl, always UTF-8. Whatever goes through here is made display-safe line by line,
 * but for sendoff_output_json(). A write that fails is remembered until the end. Main context only. */

/* Text for people on standard output. */
void     sendoff_output_text    (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* One JSON line; adds the line end and flushes. */
void     sendoff_output_json    (const char *line);
/* A sentence on standard error: "sendoffctl: …". */
void     sendoff_output_problem (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Flushes what was written so far. */
void     sendoff_output_flush   (void);
/* True once a write failed: a command that runs on and on should end. */
gboolean sendoff_output_has_failed (void);
/* Closes standard output. FALSE where something could not be written (a full disk, a closed pipe). */
gboolean sendoff_output_finish  (void);

G_END_DECLS
