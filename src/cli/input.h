/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret-string.h"

G_BEGIN_DECLS

/* What options name as a FILE, or "-" for standard input. Both block; call them before signals are watched, so that Ctrl-C ends the
 * program while it waits for input. */

/* NULL and SENDOFF_ERROR for what can't be read or is no password. */
SendoffSecretString *sendoff_input_read_password (const char *path, GError **error);
/* Text in UTF-8 without NUL, at most 32 MiB. Caller frees. */
char                *sendoff_input_read_text     (const char *path, GError **error);
/* True if more than one of the paths (NULLs allowed) is "-". */
gboolean             sendoff_input_is_shared     (const char *const *paths, guint n_paths);

G_END_DECLS
