/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/failure.h"

G_BEGIN_DECLS

/* What the server said, on one line, display-safe, at most 64 KiB; NULL: nothing. Where it kept silent about STARTTLS, the last line of
 * its EHLO reply, as is the custom. code: 0 where there was no SMTP reply. Caller frees. Inside report only. */
char *sendoff_server_response_dup (const SendoffFailure *failure, guint *code);

/* One line, display-safe, at most 64 KiB. Caller frees; NULL for NULL. */
char *sendoff_reply_dup_short     (const SendoffReply *reply);

G_END_DECLS
