/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/wire-recording.h"

G_BEGIN_DECLS

/* The last look before a report is written or copied: is any secret of the account in the text, as it is, in base64, quoted-printable,
 * UTF-16, hexadecimal or percent-encoded, or escaped as JSON and HTML do it? One of one or two bytes is not looked for (it is in every
 * text), one of three only as a whole word. FALSE: there is one, and *place (caller frees) is a sentence that says where, without it.
 * secrets: NULL-terminated; NULL: none. Any thread; some hundred milliseconds for ten megabytes. */
gboolean sendoff_report_check_secrets (const char *text, const char *const *secrets, char **place);
/* The same with an array of SendoffSecretString; NULL: none. */
gboolean sendoff_report_check_used_secrets (const char *text, GPtrArray *secrets, char **place);
/* Before a capture is written: recordings are redacted; where one holds a secret all the same, FALSE and SENDOFF_ERROR_SAVE. recordings: of
 * SendoffWireRecording. */
gboolean sendoff_report_check_recordings (GPtrArray *recordings, GPtrArray *secrets, GError **error);

G_END_DECLS
