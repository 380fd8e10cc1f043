/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/judge.h"

G_BEGIN_DECLS

/* The last judgements that rest on one set of roots. What differs in a byte, or in the second, isn't found. Any thread. */
typedef struct _SendoffJudgeMemory SendoffJudgeMemory;

SendoffJudgeMemory *sendoff_judge_memory_new    (void);
void                sendoff_judge_memory_free   (SendoffJudgeMemory *self);
/* All that the judge looks at, but for the roots and the time; caller unrefs. */
GBytes             *sendoff_judge_memory_key    (const SendoffJudgeInput *input);
/* time: the Unix time that was judged for. */
gboolean            sendoff_judge_memory_recall (SendoffJudgeMemory *self, GBytes *key, gint64 time, guint *problems);
void                sendoff_judge_memory_keep   (SendoffJudgeMemory *self, GBytes *key, gint64 time, guint problems);

G_END_DECLS
