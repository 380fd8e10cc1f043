/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* Passes questions on to another prompter one at a time, in the order in which they came: for legs and jobs that run at the same time. The same
 * certificate of the same server with the same problems is asked about once; the answer counts for the rest of its life. Cancelling takes a
 * question out of the queue at once. Main context. */
#define SENDOFF_TYPE_QUEUEING_PROMPTER (sendoff_queueing_prompter_get_type ())
G_DECLARE_FINAL_TYPE (SendoffQueueingPrompter, sendoff_queueing_prompter, SENDOFF, QUEUEING_PROMPTER, GObject)

SendoffPrompter *sendoff_queueing_prompter_new (SendoffPrompter *prompter);

G_END_DECLS
