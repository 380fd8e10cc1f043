/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* How a check of the settings ended, in words: translated and display-safe. Pure. Caller frees. */

/* "The settings of “Work” work" */
char *sendoff_check_words_dup_title       (const SendoffReport *report);
/* Of each direction what was proven, or what it failed from; LF between paragraphs. */
char *sendoff_check_words_dup_explanation (const SendoffReport *report);

G_END_DECLS
