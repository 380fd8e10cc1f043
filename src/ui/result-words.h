/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* How a sending or a check ended, in words: translated and display-safe. Pure. Caller frees. */

/* "“Test # 1” was not sent". subject: only a sending needs it. */
char *sendoff_result_words_dup_title       (const SendoffReport *report, const char *subject);
/* What happened: each diagnosis once, or what is known of a message that was sent. LF between paragraphs. */
char *sendoff_result_words_dup_explanation (const SendoffReport *report);
/* What the server said of each recipient, one line each; "" where it was asked about none. */
char *sendoff_result_words_dup_recipients  (const SendoffReport *report);
/* What could be read on the way, how far that statement reaches, and what became of the message here. LF between paragraphs. */
char *sendoff_result_words_dup_privacy     (const SendoffReport *report);
/* All error paragraphs; "" where there is none. */
char *sendoff_result_words_dup_error       (const SendoffReport *report);

G_END_DECLS
